-- Revisions of budgets that are not in force yet: their balances count already, while what came before is still being summed up.
create table budget_pending (
    revision bigint not null primary key,
    id varchar(200) not null,
    name varchar(200) not null,
    amount numeric(38, 18) not null check (amount >= 0),
    period varchar(16) not null,
    zone varchar(64) not null,
    category varchar(32),
    tags varchar(1048576) not null,
    alert_thresholds varchar(1024) not null,
    enforced boolean not null,
    since timestamp(6) with time zone not null,
    started_at timestamp(6) with time zone not null
);
