package io.codomyrmex.cost.gate;

import io.codomyrmex.cost.store.CostException;

/** What is asked of a hold contradicts what was done with it before. Nothing was changed. */
public final class HoldConflictException extends CostException {

    private static final long serialVersionUID = 1L;
    private final transient Hold hold;

    /**
     * @param hold the hold as it is
     * @param why what contradicts it, worded to follow its id
     */
    public HoldConflictException(Hold hold, String why) {
        super("hold '" + hold.id() + "' " + why);
        this.hold = hold;
    }

    /** The hold as it is. */
    public Hold hold() {
        return hold;
    }
}
