/** Two processes on one PostgreSQL ledger: never over, never falsely blocked, never lost, never alerted twice. */
package io.codomyrmex.cost.races;
