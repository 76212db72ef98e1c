package io.codomyrmex.cost.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpendDecisionTest {

    private static final SpendAnswer NO_BUDGET = new SpendAnswer(List.of());
    private static final Hold HELD = new HoldRequest(
                    "h", BigDecimal.TEN, CostCategory.OTHER, Map.of(), Duration.ofMinutes(1))
            .grantedAt(Instant.EPOCH);

    @ParameterizedTest
    @EnumSource(HoldStatus.class)
    void a_known_hold_is_spendable_as_long_as_it_is_held(HoldStatus status) {
        Hold hold = HELD.status(status);
        SpendDecision known = new SpendDecision.Known(hold);
        assertThat(known.isSpendable()).isEqualTo(status == HoldStatus.HELD);
        assertThat(known.spendable().isPresent()).isEqualTo(status == HoldStatus.HELD);
    }

    @ParameterizedTest
    @EnumSource(value = HoldStatus.class, names = "HELD", mode = EnumSource.Mode.EXCLUDE)
    void a_hold_that_has_ended_cannot_be_granted(HoldStatus status) {
        Hold ended = HELD.status(status);
        assertThatThrownBy(() -> new SpendDecision.Granted(ended, NO_BUDGET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("h")
                .hasMessageContaining(status.name());
    }

    @Test
    void a_grant_is_spendable_and_a_denial_names_a_budget() {
        assertThat(new SpendDecision.Granted(HELD, NO_BUDGET).spendable()).contains(HELD);
        assertThatThrownBy(() -> new SpendDecision.Denied(NO_BUDGET, "no reason"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void without_an_answer_nothing_is_spendable_and_the_caller_hears_whether_something_may_be_held() {
        SpendDecision.Unanswered unchanged =
                new SpendDecision.Unanswered(new StoreUnavailableException("reserve: refused", null));
        SpendDecision.Unanswered unknown =
                new SpendDecision.Unanswered(new OutcomeUnknownException("reserve: cut off", null));
        assertThat(unchanged.spendable()).isEmpty();
        assertThat(unknown.spendable()).isEmpty();
        assertThat(unchanged.isOutcomeUnknown()).isFalse();
        assertThat(unknown.isOutcomeUnknown()).isTrue();
        assertThat(unknown.reason()).isEqualTo("reserve: cut off");
    }
}
