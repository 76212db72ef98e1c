-- Nothing to set: H2 writes new versions of a row to a new place anyway.
select 1;
