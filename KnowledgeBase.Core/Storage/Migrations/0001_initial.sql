create table collection (
  id text not null primary key,
  name text not null,
  kind text not null,                       -- contracts | faq | general
  description text not null,
  query_instruction text not null,          -- put before a query; '' for none
  document_instruction text not null,       -- put before every chunk; part of the identity of its vectors
  created_at text not null,
  created_by text not null
) strict;

create table member (
  collection_id text not null references collection (id) on delete cascade,
  user_id text not null,                    -- a user of identity.db
  role text not null,                       -- viewer | editor | owner
  primary key (collection_id, user_id)
) strict, without rowid;

create index member_user on member (user_id);

-- Everything that decides what a vector means. Vectors of two identities are never compared.
create table embedding_identity (
  id integer primary key,
  model_sha256 text not null,
  model_name text not null,
  pooling text not null,
  instruction text not null,
  dimensions integer not null,
  chunker_version integer not null,
  unique (model_sha256, pooling, instruction, dimensions, chunker_version)
) strict;

create table document (
  id text not null primary key,
  collection_id text not null references collection (id) on delete cascade,
  name text not null,
  sha256 text not null,                     -- names the original in uploads/
  size_bytes integer not null,
  status text not null,                     -- received | reading | embedding | ready | failed | quarantined
  error_code text,
  error_detail text,
  attempts integer not null,                -- starts without progress since; committed before each start
  chunk_count integer not null,
  embedded_count integer not null,
  pages_read integer not null,
  page_count integer,
  engine text,
  warnings text not null,                   -- codes, separated by spaces
  identity_id integer references embedding_identity (id),
  received_at text not null,
  updated_at text not null,
  uploaded_by text not null
) strict;

create index document_of_collection on document (collection_id, received_at);
create index document_of_file on document (sha256);
create index document_waiting on document (status, received_at) where status in ('received', 'reading', 'embedding');

create table document_text (
  document_id text not null primary key references document (id) on delete cascade,
  blocks text not null,                     -- JSON; the plain text follows from it
  crc integer not null                      -- CRC-32C of blocks in UTF-8
) strict;

create table chunk (
  id integer primary key,
  document_id text not null references document (id) on delete cascade,
  ordinal integer not null,
  text text not null,
  label text,
  heading_path text not null,               -- JSON array
  page integer,
  start integer not null,                   -- UTF-16 offset in the document's plain text
  length integer not null,
  token_count integer not null,
  crc integer not null,                     -- CRC-32C of text in UTF-8
  unique (document_id, ordinal)
) strict;

create table vector (
  chunk_id integer primary key references chunk (id) on delete cascade,
  identity_id integer not null references embedding_identity (id),
  value blob not null,                      -- little-endian half per dimension, L2-normalised
  crc integer not null                      -- CRC-32C of value
) strict;
