package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.budget.Balance;
import io.codomyrmex.cost.budget.BalanceKey;
import io.codomyrmex.cost.gate.Hold;
import java.util.Map;

/**
 * Balances and holds as this process saw or left them last. They are current for as long as the ledger's row has the same
 * sequence number and the same mark, since every change of the ledger counts the one up and makes the other anew; so a
 * process that is alone on its ledger need not read them again. The mark is a random number: a ledger that lost transactions,
 * in a failover or by being restored, may come to the same sequence number again, but not to the same mark. Used by one
 * transaction at a time.
 */
final class KnownState {

    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private final Remembered<BalanceKey, Balance> balances = new Remembered<>(
            MOST_BYTES, (key, balance) -> Remembered.ENTRY + 2 * key.budgetId().length());
    private final Remembered<String, Hold> holds = new Remembered<>(
            MOST_BYTES, (id, hold) -> Remembered.ENTRY + 2 * id.length() + Remembered.size(hold.tags()));
    private long seq = -1;
    private long mark;
    private boolean alone;

    /** The sequence number of the ledger's row as of which all this was known. */
    long seq() {
        return seq;
    }

    /** The mark of the ledger's row as of which all this was known. */
    long mark() {
        return mark;
    }

    /** Whether nobody else changed the ledger before the last transaction, so that it is worth counting on. */
    boolean isExpected() {
        return alone;
    }

    /** Takes note of the ledger's row as it was when it was locked: what is out of date is forgotten. */
    void lockedAt(LedgerHead locked) {
        alone = seq == locked.seq() - 1 && mark == locked.markBefore();
        if (!alone) {
            clear();
        }
    }

    Map<BalanceKey, Balance> balances() {
        return balances.values();
    }

    Map<String, Hold> holds() {
        return holds.values();
    }

    /** Keeps what a transaction read and left, and the sequence number and mark that it left. */
    void keep(long leftSeq, long leftMark, Map<BalanceKey, Balance> leftBalances, Map<String, Hold> leftHolds) {
        balances.putAll(leftBalances);
        holds.putAll(leftHolds);
        seq = leftSeq;
        mark = leftMark;
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
