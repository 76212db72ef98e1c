/**
 * The ledger in PostgreSQL 15 or newer, or in H2: {@link io.codomyrmex.cost.jdbc.JdbcCostStore}, opened from {@link
 * io.codomyrmex.cost.jdbc.JdbcSettings}. Every transaction that changes anything locks the ledger's one row first. All
 * changes thus have one order, deadlocks between them cannot arise, and a decision sees all that came before it;
 * concurrent callers share a transaction, so that the lock is taken once for many of them. The schema is described in
 * {@code db/README.md}.
 */
@NullMarked
package io.codomyrmex.cost.jdbc;

import org.jspecify.annotations.NullMarked;
