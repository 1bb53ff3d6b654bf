alter table collection add column document_vectors integer not null default 0;  -- 1: its documents have vectors of their whole texts, beside those of their chunks

create table document_vector (
  document_id text not null primary key references document (id) on delete cascade,
  identity_id integer not null references embedding_identity (id),
  value blob not null,                      -- as in vector
  crc integer not null,
  text_crc integer not null,                -- of the text that it was made of (document_text.crc)
  tokens integer not null,                  -- of the whole text
  parts integer not null                    -- 1: in one decode; more: the model takes so many tokens only in parts
) strict;

create index document_vector_identity on document_vector (identity_id);
