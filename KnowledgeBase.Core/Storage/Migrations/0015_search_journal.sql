-- Searches that a user gave a name. The address holds the whole state of the search page.
create table saved_search (
  id text not null primary key,
  user_id text not null,                    -- a user of identity.db
  name text not null,
  address text not null,
  created_at text not null,
  unique (user_id, name)
) strict;

-- What a user asked lately; the same search asked again is one row.
create table asked_search (
  id integer primary key,
  user_id text not null,
  query text not null,
  address text not null,
  hits integer not null,
  asked_at text not null,
  unique (user_id, address)
) strict;

create index asked_search_of_user on asked_search (user_id, asked_at);

-- Users who switched their history off; no row: it is kept.
create table search_habit (
  user_id text not null primary key,
  keeps_history integer not null
) strict, without rowid;

-- Share of meaning in hybrid search of a collection; no row: what suits its kind.
create table search_weight (
  collection_id text not null primary key references collection (id) on delete cascade,
  vector_weight real not null
) strict, without rowid;

-- Words that people put on documents to find them by.
create table document_tag (
  document_id text not null references document (id) on delete cascade,
  tag text not null,
  primary key (document_id, tag)
) strict, without rowid;
