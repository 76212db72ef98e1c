package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.access.AccessToken;
import io.codomyrmex.cost.store.AccessTokenStore;
import java.util.List;

/** Tokens in the ledger's database. */
final class JdbcAccessTokenStore implements AccessTokenStore {

    private final Database database;

    JdbcAccessTokenStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(AccessToken token) {
        database.write("create token", handle -> {
            handle.attach(AccessTokenTable.class)
                    .insert(
                            token.id(),
                            token.name(),
                            AccessTokenTable.roles(token.roles()),
                            token.hash(),
                            Rows.bound(token.createdAt()));
            return true;
        });
    }

    @Override
    public List<AccessToken> list() {
        return database.read(
                "list tokens", handle -> handle.attach(AccessTokenTable.class).list());
    }

    @Override
    public boolean revoke(String tokenId) {
        return database.write(
                "revoke token", handle -> handle.attach(AccessTokenTable.class).delete(tokenId) > 0);
    }
}
