package io.codomyrmex.cost.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BudgetSpecTest {

    private static final BudgetSpec DAILY = BudgetSpec.of("Daily LLM", new BigDecimal("100.00"), BudgetPeriod.DAILY);

    private static BudgetSpec thresholds(String... thresholds) {
        return DAILY.alertThresholds(
                Arrays.stream(thresholds).map(BigDecimal::new).toList());
    }

    @Test
    void a_budget_by_name_covers_everything_in_utc_with_the_default_thresholds() {
        assertThat(DAILY.id()).isEqualTo("daily_llm");
        assertThat(DAILY.name()).isEqualTo("Daily LLM");
        assertThat(DAILY.amount()).isEqualTo("100");
        assertThat(DAILY.zone()).isEqualTo(ZoneOffset.UTC);
        assertThat(DAILY.filter()).isEqualTo(CostFilter.ALL);
        assertThat(DAILY.enforced()).isTrue();
        assertThat(DAILY.alertThresholds())
                .extracting(BigDecimal::toPlainString)
                .containsExactly("0.5", "0.8", "0.9", "1");
    }

    @ParameterizedTest
    @CsvSource({
        "Daily LLM, daily_llm",
        "A  b, a__b",
        "a\u0085x, ''",
        "ÄÖ, äö",
        "TITLE I, title_i",
        "already_one, already_one"
    })
    void an_id_is_the_name_in_lower_case_with_underscores(String name, String id) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            if (id.isEmpty()) {
                assertThatThrownBy(() -> BudgetSpec.idOf(name)).isInstanceOf(InvalidInputException.class);
            } else {
                assertThat(BudgetSpec.idOf(name)).isEqualTo(id);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void thresholds_are_sorted_and_each_is_there_once() {
        assertThat(thresholds("1", "0.50", "0.5", "1E+3").alertThresholds())
                .containsExactly(new BigDecimal("0.5"), BigDecimal.ONE, new BigDecimal("1000"));
        List<BigDecimal> given = new ArrayList<>(List.of(BigDecimal.ONE));
        BudgetSpec spec = DAILY.alertThresholds(given);
        given.clear();
        assertThat(spec.alertThresholds()).containsExactly(BigDecimal.ONE);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                row(() -> DAILY.id(""), "id '' must not be blank"),
                row(() -> DAILY.id(" a"), "id ' a' must have no white space around it"),
                row(() -> DAILY.id("i".repeat(201)), "must have at most 200 characters, has 201"),
                row(() -> DAILY.name(null), "name null must be given"),
                row(() -> BudgetSpec.of(null, BigDecimal.ONE, BudgetPeriod.DAILY), "name null must be given"),
                row(() -> DAILY.amount(null), "amount null must be given"),
                row(() -> DAILY.amount(new BigDecimal("-0.01")), "amount '-0.01' must be zero or more"),
                row(() -> DAILY.amount(new BigDecimal("1E-19")), "must have at most 18 decimals"),
                row(() -> DAILY.period(null), "period null must be given"),
                row(() -> DAILY.zone(null), "zone null must be given"),
                row(() -> DAILY.filter(new CostFilter(null, "r", Map.of())), "resource_id 'r' is not something"),
                row(() -> DAILY.alertThresholds(null), "alert_thresholds null must be given"),
                row(
                        () -> DAILY.alertThresholds(Collections.singletonList(null)),
                        "alert_thresholds null must be given"),
                row(() -> thresholds("0"), "alert_thresholds '0' must be above 0 and at most 1000"),
                row(() -> thresholds("-0.5"), "alert_thresholds '-0.5' must be above 0"),
                row(() -> thresholds("1000.1"), "alert_thresholds '1000.1' must be above 0 and at most 1000"),
                row(
                        () -> DAILY.alertThresholds(IntStream.rangeClosed(1, 21)
                                .mapToObj(BigDecimal::valueOf)
                                .toList()),
                        "alert_thresholds '21 thresholds' must have at most 20"));
    }

    private static Arguments row(Supplier<BudgetSpec> bad, String message) {
        return Arguments.of(bad, message);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void a_bad_value_is_refused_by_the_name_of_its_field(Supplier<BudgetSpec> bad, String message) {
        assertThatThrownBy(bad::get).isInstanceOf(InvalidInputException.class).hasMessageContaining(message);
    }

    @Test
    void filter_period_and_zone_decide_what_is_counted_and_nothing_else_does() {
        BudgetSpec same = DAILY.name("x")
                .amount(BigDecimal.ONE)
                .enforced(false)
                .alertThresholds(List.of())
                .filter(new CostFilter(null, null, Map.of()));
        assertThat(DAILY.countsLike(same)).isTrue();
        assertThat(DAILY.countsLike(DAILY.period(BudgetPeriod.WEEKLY))).isFalse();
        assertThat(DAILY.countsLike(DAILY.zone(ZoneId.of("Asia/Kolkata")))).isFalse();
        assertThat(DAILY.countsLike(DAILY.category(CostCategory.OTHER))).isFalse();
        assertThat(DAILY.countsLike(DAILY.tags(Map.of("a", "b")))).isFalse();
        assertThat(DAILY.category(CostCategory.OTHER).tags(Map.of("a", "b")).filter())
                .isEqualTo(new CostFilter(CostCategory.OTHER, null, Map.of("a", "b")));
    }

    @Test
    void a_budget_gives_its_period_for_an_instant() {
        Budget budget = new Budget(DAILY.zone(ZoneId.of("Asia/Kolkata")), 7, Instant.EPOCH);
        Instant now = Instant.parse("2026-11-25T10:00:00Z");
        assertThat(budget.periodStart(now)).isEqualTo(Instant.parse("2026-11-24T18:30:00Z"));
        assertThat(budget.periodBefore(now).end()).isEqualTo(budget.periodStart(now));
        assertThat(budget.keyAt(now)).isEqualTo(new BalanceKey("daily_llm", 7, Instant.parse("2026-11-24T18:30:00Z")));
    }
}
