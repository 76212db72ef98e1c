-- A random number of the last transaction that changed the ledger, and of the one before it. A ledger that lost transactions,
-- in a failover or by being restored, may come to the same sequence number again, but not to the same mark: so nobody takes
-- what they remember of it for what is there.
alter table ledger add column mark bigint default 0 not null;
alter table ledger add column mark_before bigint default 0 not null;
