-- The thresholds that have fired in a period and were not armed again since: decimals with commas between them, ascending.
-- So what fires depends on what has fired, and not on which entry crosses a threshold.
alter table budget_balance add column fired varchar(1048576) default '' not null;

update budget_balance b set fired = coalesce((
    select listagg(cast(a.threshold as varchar), ',') within group (order by a.threshold)
    from budget_alert a
    where a.budget_id = b.budget_id and a.revision = b.revision and a.period_start = b.period_start
        and a.arming = b.arming
), '');
