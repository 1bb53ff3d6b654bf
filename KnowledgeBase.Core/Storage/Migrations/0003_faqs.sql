create table faq_entry (
  id text not null primary key,
  collection_id text not null references collection (id) on delete cascade,
  version integer not null,                 -- of faq_version; 1 when created
  question text not null,
  answer text not null,                     -- Markdown
  category text not null,
  tags text not null,                       -- JSON array
  status text not null,                     -- draft | published | retired
  valid_from text,                          -- ISO 8601 date
  valid_until text,                         -- the last day on which it is given
  owner text not null,
  updated_at text not null,
  updated_by text not null
) strict;

create index faq_entry_of_collection on faq_entry (collection_id, updated_at);

-- The question (ordinal 0) and every further way to ask it; each has a vector.
create table faq_phrasing (
  id integer primary key,
  entry_id text not null references faq_entry (id) on delete cascade,
  ordinal integer not null,
  text text not null
) strict;

create index faq_phrasing_of_entry on faq_phrasing (entry_id, ordinal);

create table faq_vector (
  phrasing_id integer primary key references faq_phrasing (id) on delete cascade,
  identity_id integer not null references embedding_identity (id),
  value blob not null,                      -- as in vector
  crc integer not null
) strict;

-- Every state that an entry ever had. Deleting an entry keeps them, so that it can be brought back.
create table faq_version (
  entry_id text not null,
  version integer not null,
  collection_id text not null references collection (id) on delete cascade,
  content text not null,                    -- JSON of FaqContent; '' for deleted
  changed_at text not null,
  changed_by text not null,
  primary key (entry_id, version)
) strict, without rowid;

create table faq_settings (
  collection_id text not null primary key references collection (id) on delete cascade,
  min_cosine real not null,                 -- below it there is no confident match
  log_days integer not null                 -- how long questions are kept; 0: they are not logged
) strict;

create table faq_question (
  id integer primary key,
  collection_id text not null references collection (id) on delete cascade,
  asked_at text not null,
  source text not null,                     -- console | api | widget
  text text not null,                       -- with phone numbers, e-mail addresses and ID numbers masked
  entry_id text,                            -- the best one found, confident or not
  cosine real,
  confident integer not null,
  helpful integer,                          -- 1 or 0 when the asker has said so
  handled integer not null                  -- 1 when somebody has dealt with it in the inbox
) strict;

create index faq_question_of_collection on faq_question (collection_id, asked_at);
