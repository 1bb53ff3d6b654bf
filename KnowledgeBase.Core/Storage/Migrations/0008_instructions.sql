create table instruction (
  id text not null,
  version integer not null,                 -- from 1; vectors record the text itself (embedding_identity.instruction)
  name text not null,
  text text not null,                       -- exactly what is put before a query or a chunk
  side text not null,                       -- query | document | both
  changed_at text not null,
  changed_by text not null,
  retired integer not null,
  primary key (id, version)
) strict, without rowid;

-- Which instruction a collection's query_instruction or document_instruction was taken from.
create table instruction_use (
  collection_id text not null references collection (id) on delete cascade,
  side text not null,                       -- query | document
  instruction_id text not null,
  version integer not null,
  primary key (collection_id, side)
) strict, without rowid;
