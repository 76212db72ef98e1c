package io.codomyrmex.cost.bench;

import io.codomyrmex.cost.jdbc.JdbcSettings;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The baselines: a table with the columns and indexes of {@code cost_entry}, and one counter, by plain JDBC. */
final class BareTables {

    private static final String INSERT =
            "insert into bare_entry (id, series_id, amount, description, metadata, ts, seq)"
                    + " values (?, ?, ?, '', '{}', ?, 1)";
    private static final UUID SERIES = new UUID(1, 2);
    private static final OffsetDateTime AT = OffsetDateTime.of(2026, 6, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private final JdbcSettings settings;
    private final AtomicLong ids = new AtomicLong();

    BareTables(JdbcSettings settings) throws SQLException {
        this.settings = settings;
        try (Connection connection = BenchServer.connect(settings);
                Statement statement = connection.createStatement()) {
            statement.execute("create table bare_entry (like cost_entry including all)");
            statement.execute("create table bare_counter (id int primary key, spent numeric(60, 18) not null)");
            statement.execute("insert into bare_counter values (1, 0)");
            statement.execute("create table bucket (id bigint primary key, state bytea, expires_at bigint)");
        }
    }

    /** A call that inserts one row in a transaction of its own, on a connection of its own. */
    Load.Call insert() {
        try {
            Connection connection = BenchServer.connect(settings);
            PreparedStatement insert = connection.prepareStatement(INSERT);
            return () -> {
                bind(insert);
                insert.executeUpdate();
            };
        } catch (SQLException e) {
            throw new IllegalStateException("cannot connect", e);
        }
    }

    /** A call that inserts one row and adds to the one counter, in one transaction, on a connection of its own. */
    Load.Call insertAndCount() {
        try {
            Connection connection = BenchServer.connect(settings);
            connection.setAutoCommit(false);
            PreparedStatement insert = connection.prepareStatement(INSERT);
            PreparedStatement update =
                    connection.prepareStatement("update bare_counter set spent = spent + ? where id = 1");
            return () -> {
                bind(insert);
                insert.executeUpdate();
                update.setBigDecimal(1, BigDecimal.ONE);
                update.executeUpdate();
                connection.commit();
            };
        } catch (SQLException e) {
            throw new IllegalStateException("cannot connect", e);
        }
    }

    private void bind(PreparedStatement insert) throws SQLException {
        insert.setString(1, "bare-" + ids.incrementAndGet());
        insert.setObject(2, SERIES);
        insert.setBigDecimal(3, BigDecimal.ONE);
        insert.setObject(4, AT);
    }
}
