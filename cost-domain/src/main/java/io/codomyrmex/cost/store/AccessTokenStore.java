package io.codomyrmex.cost.store;

import io.codomyrmex.cost.access.AccessToken;
import java.util.List;

/**
 * Keeps the tokens that let callers reach a ledger. Every method is atomic and may throw {@link StoreUnavailableException} or
 * {@link StoreFaultException}.
 */
public interface AccessTokenStore {

    /**
     * Keeps a token. Its id is made at random and is new.
     *
     * @throws OutcomeUnknownException if it may have been kept
     */
    void add(AccessToken token);

    /** All tokens, ordered by when they were made, then by id; empty if there are none. */
    List<AccessToken> list();

    /**
     * Forgets a token; callers that use it are refused from then on, within seconds on other nodes.
     *
     * @return whether there was one with this id
     * @throws OutcomeUnknownException if it may have been forgotten
     */
    boolean revoke(String tokenId);
}
