package io.codomyrmex.cost.entry;

import io.codomyrmex.cost.store.CostException;

/** An entry's id is taken by other content. Nothing was changed; asking again changes nothing. */
public final class EntryConflictException extends CostException {

    private static final long serialVersionUID = 1L;

    private final transient CostEntry stored;
    private final transient CostEntry offered;

    /**
     * @param stored what the ledger holds under the id
     * @param offered what was to be recorded
     */
    public EntryConflictException(CostEntry stored, CostEntry offered) {
        super("id '" + stored.id() + "' is taken by other content: stored amount "
                + stored.amount().toPlainString() + " at " + stored.timestamp() + ", offered "
                + offered.amount().toPlainString() + " at " + offered.timestamp());
        this.stored = stored;
        this.offered = offered;
    }

    /** What the ledger holds under the id. */
    public CostEntry stored() {
        return stored;
    }

    /** What was to be recorded. */
    public CostEntry offered() {
        return offered;
    }
}
