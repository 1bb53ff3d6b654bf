create index faq_entry_of_question on faq_entry (collection_id, question);

-- An import on its way: rows lie here until one transaction makes all of them entries.
create table faq_import (
  id text not null primary key,
  collection_id text not null references collection (id) on delete cascade,
  file_name text not null,
  status text not null,                     -- checking | ready | importing | done
  on_existing text not null,                -- skip | update: what becomes of rows whose question is there already
  leave_out_faulty integer not null,
  row_count integer not null,
  checked_count integer not null,           -- rows whose near-duplicates have been looked for
  created_count integer not null,
  updated_count integer not null,
  started_at text not null,
  started_by text not null
) strict;

create index faq_import_of_collection on faq_import (collection_id, started_at);

create table faq_import_row (
  import_id text not null references faq_import (id) on delete cascade,
  number integer not null,                  -- as a spreadsheet numbers it
  content text not null,                    -- JSON of FaqContent
  faults text not null,                     -- JSON of FaqFault[]
  existing_id text,                         -- the entry that has this question
  near_text text,                           -- the nearest other phrasing, when it is near enough to be the same question
  near_cosine real,
  identity_id integer,                      -- of vector
  vector blob,                              -- of the question, as in faq_vector
  crc integer,
  primary key (import_id, number)
) strict, without rowid;
