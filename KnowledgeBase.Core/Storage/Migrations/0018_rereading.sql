alter table document add column page_furniture integer not null default 0; -- 1: running headers, footers and watermarks of a PDF file stay in its text

-- A document's text that is not its text: read anew beside it until somebody keeps it, or what was its text before that.
create table document_rereading (
  document_id text not null primary key references document (id) on delete cascade,
  status text not null,                     -- waiting, reading, offered, keeping, kept, failed
  view text not null,
  pdf_engine text not null,
  ocr_pages text not null,
  page_furniture integer not null,
  keep_at_once integer not null,            -- 1: kept without being asked
  asked_at text not null,
  asked_by text not null,
  error_code text,                          -- failed: why; the document's own text is untouched
  engine text,
  page_count integer,
  warnings text,
  blocks text,                              -- as in document_text, with its crc
  crc integer,
  omissions text
) strict;
