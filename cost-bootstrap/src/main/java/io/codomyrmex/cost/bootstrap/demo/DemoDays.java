package io.codomyrmex.cost.bootstrap.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;

/** The days on which a charge arises. */
@FunctionalInterface
interface DemoDays {

    boolean contains(LocalDate day);

    /** Reads {@code daily}, {@code weekday}, {@code weekend} or days of the month, like {@code 8 15 22}. */
    static DemoDays of(String text) {
        return switch (text) {
            case "daily" -> day -> true;
            case "weekday" -> day -> !weekend(day);
            case "weekend" -> DemoDays::weekend;
            default -> day -> Arrays.asList(text.split(" ")).contains(Integer.toString(day.getDayOfMonth()));
        };
    }

    private static boolean weekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
