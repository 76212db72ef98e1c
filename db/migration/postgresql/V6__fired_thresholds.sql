-- The thresholds that have fired in a period and were not armed again since: decimals with commas between them, ascending.
-- So what fires depends on what has fired, and not on which entry crosses a threshold.
alter table budget_balance add column fired varchar(1048576) default '' not null;

update budget_balance b set fired = a.fired
from (
    select budget_id, revision, period_start, arming,
        string_agg(trim_scale(threshold)::varchar, ',' order by threshold) as fired
    from budget_alert
    group by budget_id, revision, period_start, arming
) a
where b.budget_id = a.budget_id and b.revision = a.revision and b.period_start = a.period_start and b.arming = a.arming;
