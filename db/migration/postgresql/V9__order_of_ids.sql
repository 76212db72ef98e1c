-- Nothing to change: ids have the collation "C", which in UTF-8 is the order of code points.
select 1;
