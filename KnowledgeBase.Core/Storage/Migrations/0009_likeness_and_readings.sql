alter table document add column view text not null default 'accepted';  -- which side of its tracked changes is read
alter table document add column version_of text references document (id) on delete set null;  -- the version before this one

create index document_version on document (version_of) where version_of is not null;

-- A deleted version hands its place in the chain to the one before it.
create trigger document_version_closes before delete on document
begin
  update document set version_of = old.version_of where version_of = old.id;
end;

alter table document_text add column omissions text not null default '[]';  -- JSON: what stands in the file but not in the text

-- One row per reading, so that two readings of one file can be compared.
create table document_reading (
  id integer primary key,
  document_id text not null references document (id) on delete cascade,
  read_at text not null,
  engine text not null,
  view text not null,
  pages integer,
  paragraphs integer not null,
  tables integer not null,
  characters integer not null,
  recognised integer not null,              -- pages or paragraphs that come from recognition of a picture
  omissions integer not null,
  warnings text not null,
  text_hash text not null                   -- SHA-256 of the normalised text
) strict;

create index document_reading_of on document_reading (document_id, id);

-- What finds documents that say the same: the 256 smallest hashes of their shingles.
create table document_sketch (
  document_id text not null primary key references document (id) on delete cascade,
  text_hash text not null,
  shingles integer not null,
  sketch blob not null                      -- little-endian 64-bit hashes in ascending order
) strict;

create index document_sketch_hash on document_sketch (text_hash);

create table document_likeness (
  document_id text not null references document (id) on delete cascade,  -- the later one
  other_id text not null references document (id) on delete cascade,
  similarity real not null,                 -- 0 to 1, of their shingles; 1 with the same text
  same_text integer not null,
  decided integer not null,                 -- 1 once somebody said what to do about it
  primary key (document_id, other_id)
) strict, without rowid;

create index document_likeness_other on document_likeness (other_id);
