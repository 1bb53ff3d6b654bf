-- A chunk may have a vector of several identities: those that are served, those of a generation that is being built
-- beside them, and those that are kept to go back to. document.identity_id says which one is served.
create table vector_by_identity (
  chunk_id integer not null references chunk (id) on delete cascade,
  identity_id integer not null references embedding_identity (id),
  value blob not null,                      -- little-endian half per dimension, L2-normalised
  crc integer not null,                     -- CRC-32C of value
  primary key (chunk_id, identity_id)
) strict;

insert into vector_by_identity (chunk_id, identity_id, value, crc) select chunk_id, identity_id, value, crc from vector;
drop table vector;
alter table vector_by_identity rename to vector;

-- The model file that was chosen on the page of models; no row: the configuration's.
create table active_model (
  id integer primary key check (id = 1),
  file text not null
) strict;

create table generation (
  id integer primary key,
  collection_id text references collection (id) on delete cascade,   -- null: all collections
  model_file text,                          -- null: the model that serves; '' the bundled one
  instruction text,                         -- put before every chunk; null: each collection's own
  status text not null,                     -- building | paused | ready | serving | gone_back | cancelled | failed | done
  error_code text,
  done integer not null,                    -- chunks
  total integer not null,
  switch_when_ready integer not null,
  previous text,                            -- what served before the switch: the model file, or the instruction
  created_at text not null,
  created_by text not null,
  updated_at text not null
) strict;
