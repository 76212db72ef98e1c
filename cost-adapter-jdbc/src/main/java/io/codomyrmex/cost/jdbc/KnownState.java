package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.gate.Hold;
import java.util.HashMap;
import java.util.Map;

/**
 * Balances and holds as this process saw or left them last. They are current for as long as the ledger's row has the same
 * sequence number, since every change of the ledger counts it up; so a process that is alone on its ledger need not read
 * them again. Used by one transaction at a time.
 */
final class KnownState {

    private static final int MOST = 20_000;

    private final Map<BalanceKey, Balance> balances = new HashMap<>();
    private final Map<String, Hold> holds = new HashMap<>();
    private long seq = -1;
    private boolean alone;

    /** The sequence number of the ledger's row as of which all this was known. */
    long seq() {
        return seq;
    }

    /** Whether nobody else changed the ledger before the last transaction, so that it is worth counting on. */
    boolean isExpected() {
        return alone;
    }

    /** Takes note of the sequence number that the ledger's row had when it was locked: what is out of date is forgotten. */
    void lockedAt(long lockedSeq) {
        alone = seq == lockedSeq;
        if (!alone) {
            clear();
        }
    }

    Map<BalanceKey, Balance> balances() {
        return balances;
    }

    Map<String, Hold> holds() {
        return holds;
    }

    /** Keeps what a transaction read and left, and the sequence number that it left. */
    void keep(long leftSeq, Map<BalanceKey, Balance> leftBalances, Map<String, Hold> leftHolds) {
        if (balances.size() + leftBalances.size() > MOST || holds.size() + leftHolds.size() > MOST) {
            clear();
        }
        balances.putAll(leftBalances);
        holds.putAll(leftHolds);
        seq = leftSeq;
    }

    /** Forgets all, as when it is not known how a transaction ended. */
    void forget() {
        clear();
        alone = false;
    }

    private void clear() {
        balances.clear();
        holds.clear();
        seq = -1;
    }
}
