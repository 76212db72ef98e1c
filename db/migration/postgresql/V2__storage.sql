-- Rows that are updated all the time leave room on their page, so that an update needs no change of an index.
alter table ledger set (fillfactor = 20);
alter table budget_balance set (fillfactor = 50);
alter table rollup_hour set (fillfactor = 70);
alter table rollup_day set (fillfactor = 70);

-- Ids in the order of their characters, whatever the database's language: pages are in the same order everywhere.
alter table cost_entry alter column id type varchar(200) collate "C";
alter table budget alter column id type varchar(200) collate "C";
alter table budget_balance alter column budget_id type varchar(200) collate "C";
alter table budget_alert alter column budget_id type varchar(200) collate "C";
