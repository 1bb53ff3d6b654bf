-- Questions with what each should find.
create table evaluation_set (
  id text not null primary key,
  collection_id text not null references collection (id) on delete cascade,
  name text not null,
  created_at text not null,
  created_by text not null
) strict;

create index evaluation_set_of_collection on evaluation_set (collection_id, created_at);

create table evaluation_question (
  id integer primary key,
  set_id text not null references evaluation_set (id) on delete cascade,
  text text not null,
  category text not null,
  target text not null,                     -- id of an FAQ entry or of a document
  target_name text not null,                -- its question or name when the question was added
  clause text not null                      -- label of a document's clause; '' for anywhere in it
) strict;

create index evaluation_question_of_set on evaluation_question (set_id, id);

-- A measurement of a set with one configuration, and the identity of everything that it used.
create table evaluation_run (
  id text not null primary key,
  set_id text not null references evaluation_set (id) on delete cascade,
  name text not null,
  status text not null,                     -- waiting | running | done | cancelled | failed
  instruction text not null,                -- put before each question
  dimensions integer not null,              -- 0: all that the model has
  vector_weight real not null,
  min_cosine real not null,
  identity text not null,                   -- JSON of EmbeddingIdentity; '' before it runs
  item_count integer not null,              -- entries or chunks that could be found
  question_count integer not null,
  done_count integer not null,
  error_code text,
  started_at text not null,
  started_by text not null,
  finished_at text
) strict;

create index evaluation_run_of_set on evaluation_run (set_id, started_at);
create index evaluation_run_waiting on evaluation_run (status) where status in ('waiting', 'running');

create table evaluation_outcome (
  run_id text not null references evaluation_run (id) on delete cascade,
  question_id integer not null references evaluation_question (id) on delete cascade,
  rank integer,                             -- of what should be found, from 1; null beyond the depth
  cosine real,                              -- of what came first
  found text not null,                      -- name of what came first; '' for nothing
  primary key (run_id, question_id)
) strict, without rowid;
