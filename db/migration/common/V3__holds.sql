-- Money kept free until it is committed, released or expired. A row whose status is held and whose time ran out no
-- longer holds anything; the next reservation notes that down.
create table cost_hold (
    id varchar(200) not null primary key,
    amount numeric(38, 18) not null check (amount >= 0),
    category varchar(32) not null,
    tags varchar(1048576) not null,
    reserved_at timestamp(6) with time zone not null,
    expires_at timestamp(6) with time zone not null,
    status varchar(16) not null,
    seq bigint not null
);

create index cost_hold_status on cost_hold (status, expires_at);
