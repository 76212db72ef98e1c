-- Alerts that are to be delivered. A row is written in the transaction that fires its alert, and has the alert's key, so it
-- comes once, like the alert.
create table alert_outbox (
    budget_id varchar(200) not null,
    revision bigint not null,
    period_start timestamp(6) with time zone not null,
    arming integer not null,
    threshold numeric(38, 18) not null,
    event_id uuid not null unique,
    seq bigint not null,
    ordinal integer not null,
    addressed boolean not null,
    primary key (budget_id, revision, period_start, arming, threshold)
);

create unique index alert_outbox_order on alert_outbox (seq, ordinal);
create index alert_outbox_unaddressed on alert_outbox (addressed, seq, ordinal);

-- What became of the delivery of an event to a target. A pending one is due at next_attempt_at; who takes it moves that on.
create table alert_delivery (
    event_id uuid not null,
    target varchar(200) not null,
    budget_id varchar(200) not null,
    seq bigint not null,
    ordinal integer not null,
    state varchar(16) not null,
    attempts integer not null,
    next_attempt_at timestamp(6) with time zone,
    delivered_at timestamp(6) with time zone,
    last_error varchar(500),
    primary key (event_id, target)
);

create index alert_delivery_pending on alert_delivery (target, state, budget_id, seq, ordinal);

-- Alerts of before are events too, but nobody waits for them any more.
insert into alert_outbox (budget_id, revision, period_start, arming, threshold, event_id, seq, ordinal, addressed)
select budget_id, revision, period_start, arming, threshold, random_uuid(), 0,
    row_number() over (order by fired_at, budget_id, period_start, arming, threshold), true
from budget_alert;
