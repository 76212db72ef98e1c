-- Tokens that let callers reach the ledger over HTTP. Only a hash of the secret is kept.
create table access_token (
    id varchar(64) not null primary key,
    name varchar(200) not null,
    roles varchar(64) not null,
    hash varchar(64) not null,
    created_at timestamp(6) with time zone not null
);
