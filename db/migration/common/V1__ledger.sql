-- The ledger: one row. Every transaction that changes anything locks it first, so that all changes have one order.
create table ledger (
    id smallint not null primary key check (id = 1),
    currency varchar(3) not null,
    seq bigint not null,
    budgets_version bigint not null
);

-- A series: the distinct (category, resource, tags) of entries. Its id is a digest of the three.
create table cost_series (
    id uuid not null primary key,
    category varchar(32) not null,
    resource_id varchar(1024) not null,
    tags varchar(1048576) not null
);

create table cost_series_tag (
    series_id uuid not null,
    tag_key varchar(256) not null,
    tag_value varchar(2048) not null,
    primary key (series_id, tag_key)
);

create table cost_entry (
    id varchar(200) not null primary key,
    series_id uuid not null,
    amount numeric(38, 18) not null,
    description varchar(4000) not null,
    metadata varchar(1048576) not null,
    ts timestamp(6) with time zone not null,
    seq bigint not null
);

create index cost_entry_ts on cost_entry (ts, id);

-- Sums of the entries of a UTC hour and of a UTC day, kept in the transaction that records.
create table rollup_hour (
    starts timestamp(6) with time zone not null,
    series_id uuid not null,
    amount numeric(60, 18) not null,
    entries bigint not null,
    primary key (starts, series_id)
);

create table rollup_day (
    starts timestamp(6) with time zone not null,
    series_id uuid not null,
    amount numeric(60, 18) not null,
    entries bigint not null,
    primary key (starts, series_id)
);

create table budget (
    id varchar(200) not null primary key,
    name varchar(200) not null,
    amount numeric(38, 18) not null check (amount >= 0),
    period varchar(16) not null,
    zone varchar(64) not null,
    category varchar(32),
    tags varchar(1048576) not null,
    alert_thresholds varchar(1024) not null,
    enforced boolean not null,
    revision bigint not null,
    since timestamp(6) with time zone not null
);

-- What a revision of a budget has spent and held in one period. Never reset: a new period is a new row.
create table budget_balance (
    budget_id varchar(200) not null,
    revision bigint not null,
    period_start timestamp(6) with time zone not null,
    spent numeric(60, 18) not null,
    held numeric(60, 18) not null,
    arming integer not null,
    primary key (budget_id, revision, period_start)
);

-- The primary key is what makes an alert fire once.
create table budget_alert (
    budget_id varchar(200) not null,
    revision bigint not null,
    period_start timestamp(6) with time zone not null,
    arming integer not null,
    threshold numeric(38, 18) not null,
    period varchar(16) not null,
    spend numeric(60, 18) not null,
    budget_amount numeric(38, 18) not null,
    fired_at timestamp(6) with time zone not null,
    late boolean not null,
    reported boolean not null,
    primary key (budget_id, revision, period_start, arming, threshold)
);

create index budget_alert_fired on budget_alert (fired_at);
