-- A comparison of two contracts as it was found; the result is JSON with the texts of both.
create table contract_comparison (
  id text not null primary key,
  created_by text not null,                 -- a user of identity.db
  created_at text not null,
  name_a text not null,
  name_b text not null,
  document_a text references document (id) on delete set null,   -- null when it was only uploaded to be compared
  document_b text references document (id) on delete set null,
  result text not null,
  crc integer not null                      -- CRC-32C of result in UTF-8
) strict;

create index contract_comparison_of_user on contract_comparison (created_by, created_at);

-- What somebody decided about one difference.
create table contract_decision (
  comparison_id text not null references contract_comparison (id) on delete cascade,
  item text not null,                       -- the clauses: a12>b13
  difference integer not null,              -- place among the item's differences; -1 for the clause as a whole
  decision text,                            -- accept | ignore
  comment text not null,
  decided_by text not null,
  decided_at text not null,
  primary key (comparison_id, item, difference)
) strict, without rowid;

-- A contract checked against collections.
create table contract_check (
  id text not null primary key,
  created_by text not null,
  created_at text not null,
  name text not null,
  document_id text references document (id) on delete set null,
  collections text not null,                -- JSON array of ids
  result text not null,
  crc integer not null
) strict;

create index contract_check_of_user on contract_check (created_by, created_at);
