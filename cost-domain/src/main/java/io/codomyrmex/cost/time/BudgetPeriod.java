package io.codomyrmex.cost.time;

import io.codomyrmex.cost.input.InvalidInputException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How long a budget lasts before the next one of its kind begins. Periods of one kind and zone follow each other without
 * gap or overlap. Also the steps of a time series.
 */
public enum BudgetPeriod {
    /** The UTC hour, whatever the zone. */
    HOURLY,
    /** From the start of the day in the zone to the start of the next. */
    DAILY,
    /** From the start of Monday in the zone (ISO 8601) to the start of the next. */
    WEEKLY,
    /** From the start of the first of the month in the zone to the start of the next. */
    MONTHLY;

    private static final String NAMES =
            Arrays.stream(values()).map(BudgetPeriod::wireName).collect(Collectors.joining(", "));

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name on the wire and in the database, like {@code daily}. */
    public String wireName() {
        return wireName;
    }

    /**
     * The period with this wire name; case does not matter.
     *
     * @throws InvalidInputException if there is none, naming those that there are
     */
    public static BudgetPeriod of(String field, @Nullable String wireName) {
        if (wireName != null) {
            for (BudgetPeriod period : values()) {
                if (period.wireName.equalsIgnoreCase(wireName)) {
                    return period;
                }
            }
        }
        throw new InvalidInputException(field, wireName, "must be one of " + NAMES);
    }

    /** The period of this kind, in this zone, that the instant lies in. */
    public TimeRange containing(Instant instant, ZoneId zone) {
        return KnownPeriods.containing(this, instant, zone);
    }

    /** The same by the calendar. */
    TimeRange find(Instant instant, ZoneId zone) {
        if (this == HOURLY) {
            Instant start = instant.truncatedTo(ChronoUnit.HOURS);
            return new TimeRange(start, start.plus(1, ChronoUnit.HOURS));
        }
        LocalDate first = first(LocalDate.ofInstant(instant, zone));
        Instant start = startOf(first, zone);
        LocalDate following = next(first);
        Instant end = startOf(following, zone);
        // Where a clock is set back across midnight, local time re-enters the day before after the next one has
        // begun (St. John's until 2011: 00:01 to 23:01); where a day is left out, its start is the next one's.
        while (!instant.isBefore(end)) {
            start = end;
            following = next(following);
            end = startOf(following, zone);
        }
        return new TimeRange(start, end);
    }

    /** The period of this kind, in this zone, that ends where the one with the instant starts. */
    public TimeRange before(Instant instant, ZoneId zone) {
        return containing(containing(instant, zone).start().minusNanos(1), zone);
    }

    private LocalDate first(LocalDate day) {
        return switch (this) {
            case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTHLY -> day.withDayOfMonth(1);
            case HOURLY, DAILY -> day;
        };
    }

    private LocalDate next(LocalDate first) {
        return switch (this) {
            case WEEKLY -> first.plusWeeks(1);
            case MONTHLY -> first.plusMonths(1);
            case HOURLY, DAILY -> first.plusDays(1);
        };
    }

    private static Instant startOf(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
