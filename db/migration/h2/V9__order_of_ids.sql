-- Pages of entries come in the order of the code points of their ids, as on PostgreSQL. H2 compares texts by UTF-16 unit, which
-- is another order above U+FFFF; the bytes of UTF-8 have the right one.
alter table cost_entry add column id_order varbinary(600) generated always as (stringtoutf8(id));
create index cost_entry_order on cost_entry (ts, id_order);
drop index cost_entry_ts;
