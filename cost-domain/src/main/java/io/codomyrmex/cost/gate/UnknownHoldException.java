package io.codomyrmex.cost.gate;

import io.codomyrmex.cost.store.CostException;

/** No hold has this id. */
public final class UnknownHoldException extends CostException {

    private static final long serialVersionUID = 1L;
    private final String holdId;

    /**
     * @param holdId the id that was asked for
     */
    public UnknownHoldException(String holdId) {
        super("hold id '" + holdId + "' does not exist");
        this.holdId = holdId;
    }

    /** The id that was asked for. */
    public String holdId() {
        return holdId;
    }
}
