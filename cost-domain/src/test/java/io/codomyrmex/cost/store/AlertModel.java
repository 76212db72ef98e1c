package io.codomyrmex.cost.store;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one daily budget in UTC must alert, from a plain list of what happened; an opinion of its own, so nothing is shared. */
final class AlertModel {

    /** A day's state. */
    private static final class Day {
        private BigDecimal spent = BigDecimal.ZERO;
        private final TreeSet<BigDecimal> fired = new TreeSet<>();
        private int arming;
    }

    private final Map<Instant, Day> days = new TreeMap<>();
    private final List<String> alerts = new ArrayList<>();
    private final Instant since;
    private BigDecimal limit;
    private List<BigDecimal> thresholds;

    AlertModel(BigDecimal limit, List<BigDecimal> thresholds, Instant since) {
        this.limit = limit;
        this.thresholds = thresholds;
        this.since = since;
    }

    void spend(BigDecimal amount, Instant at, Instant now) {
        Instant start = at.truncatedTo(ChronoUnit.DAYS);
        Day day = day(start);
        day.spent = day.spent.add(amount);
        if (recent(now).contains(start)) {
            fire(start, now);
        }
    }

    void change(BigDecimal newLimit, List<BigDecimal> newThresholds, Instant now) {
        if (newLimit.compareTo(limit) > 0) {
            for (Instant start : recent(now)) {
                Day day = day(start);
                if (day.fired.removeIf(threshold -> day.spent.compareTo(threshold.multiply(newLimit)) < 0)) {
                    day.arming++;
                }
            }
        }
        limit = newLimit;
        thresholds = newThresholds;
        look(now);
    }

    void rearm(Instant now) {
        Instant start = now.truncatedTo(ChronoUnit.DAYS);
        day(start).fired.clear();
        day(start).arming++;
        fire(start, now);
    }

    void look(Instant now) {
        recent(now).forEach(start -> fire(start, now));
    }

    /** Each as "day arming threshold spent limit late". */
    List<String> alerts() {
        return alerts;
    }

    private List<Instant> recent(Instant now) {
        Instant today = now.truncatedTo(ChronoUnit.DAYS);
        return since.isBefore(today) ? List.of(today, today.minus(Duration.ofDays(1))) : List.of(today);
    }

    private void fire(Instant start, Instant now) {
        Day day = day(start);
        for (BigDecimal threshold : thresholds) {
            if (limit.signum() > 0 && day.spent.compareTo(threshold.multiply(limit)) >= 0 && day.fired.add(threshold)) {
                boolean late = start.isBefore(now.truncatedTo(ChronoUnit.DAYS));
                alerts.add(line(start, day.arming, threshold, day.spent, limit, late));
            }
        }
    }

    static String line(
            Instant start, int arming, BigDecimal threshold, BigDecimal spent, BigDecimal limit, boolean late) {
        return start + " " + arming + " " + threshold.toPlainString() + " "
                + spent.stripTrailingZeros().toPlainString() + "/"
                + limit.stripTrailingZeros().toPlainString() + (late ? " late" : "");
    }

    private Day day(Instant start) {
        return days.computeIfAbsent(start, missing -> new Day());
    }
}
