package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.gate.Hold;
import io.codomyrmex.cost.gate.HoldStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a ledger still knows of its holds after the process is gone. */
abstract class HoldRestartContract extends HoldFixture {

    @Override
    protected abstract DurableCostStoreContract adapter();

    @Test
    void holds_stay_and_expire_on_time() {
        budgets.create(daily("b", "10"), NOW);
        Hold live = hold("live", "4");
        Hold released = hold("released", "1");
        Hold committed = hold("committed", "2");
        gate.release("released", NOW);
        gate.commit(commit("committed", "3"), NOW);

        store = adapter().reopen(store);
        openGate();

        assertThat(gate.find("live", OVER.minus(Duration.ofNanos(1000)))).contains(live);
        assertThat(gate.find("released", NOW)).contains(released.status(HoldStatus.RELEASED));
        assertThat(gate.find("committed", NOW)).contains(committed.status(HoldStatus.COMMITTED));
        assertSpentAndHeld("b", NOW, "3", "4");
        denied(gate.reserve(request("more", "3.01"), NOW));
        assertThat(known(gate.reserve(request("live", "4"), NOW)).status()).isEqualTo(HoldStatus.HELD);
        assertThat(gate.commit(commit("committed", "3"), NOW)).isInstanceOf(RecordResult.Duplicate.class);
        assertSpentAndHeld("b", OVER, "3", "0");
        granted(gate.reserve(request("rest", "7"), OVER));
    }
}
