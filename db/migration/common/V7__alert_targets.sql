-- Up to which event each target was addressed, and when somebody last came for it.
create table alert_target (
    target varchar(200) not null primary key,
    seq bigint not null,
    ordinal integer not null,
    seen_at timestamp(6) with time zone not null
);

-- The targets that are known have what was addressed, or did not get it because another node's targets were faster.
insert into alert_target (target, seq, ordinal, seen_at)
select t.target, e.seq, e.ordinal, current_timestamp
from (select distinct target from alert_delivery) t
cross join (select seq, ordinal from alert_outbox where addressed order by seq desc, ordinal desc limit 1) e;

-- No longer read. Nodes of the version before leave the events of this one alone, and go on writing their own.
alter table alert_outbox alter column addressed set default true;

-- The key under which a check returned an alert: null if it has not, or was called without one.
alter table budget_alert add column check_key varchar(200);

create index budget_alert_check_key on budget_alert (check_key);
