package io.codomyrmex.cost.jdbc;

import io.codomyrmex.cost.access.AccessToken;
import io.codomyrmex.cost.access.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The rows of {@code access_token}. */
@RegisterRowMapper(AccessTokenTable.Mapper.class)
interface AccessTokenTable {

    @SqlUpdate("insert into access_token (id, name, roles, hash, created_at)"
            + " values (:id, :name, :roles, :hash, :createdAt)")
    void insert(String id, String name, String roles, String hash, OffsetDateTime createdAt);

    @SqlQuery("select id, name, roles, hash, created_at from access_token order by created_at, id")
    List<AccessToken> list();

    @SqlUpdate("delete from access_token where id = :id")
    int delete(String id);

    /** Roles as they are kept: their wire names, with commas. */
    static String roles(Set<Role> roles) {
        return roles.stream().map(Role::wireName).collect(Collectors.joining(","));
    }

    private static Set<Role> rolesOf(String text) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(text.split(",", -1)).map(role -> Role.of("roles", role)).forEach(roles::add);
        return roles;
    }

    /** Makes a token of a row. */
    final class Mapper implements RowMapper<AccessToken> {
        @Override
        public AccessToken map(ResultSet row, StatementContext context) throws SQLException {
            return Stored.row(
                    "access_token",
                    Rows.text(row, "id"),
                    () -> new AccessToken(
                            Rows.text(row, "id"),
                            Rows.text(row, "name"),
                            Stored.value(row, "access_token", "roles", AccessTokenTable::rolesOf),
                            Rows.text(row, "hash"),
                            Rows.instant(row, "created_at")));
        }
    }
}
