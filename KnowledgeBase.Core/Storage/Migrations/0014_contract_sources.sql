-- A kept check holds all that was found, so that its threshold can be moved; results of the form before cannot, and are run again.
delete from contract_check;
alter table contract_check add column coverage real not null default 0;   -- at the threshold that was asked for, 0 to 1

-- A contract that was uploaded or pasted for one comparison or check: its text, so that a check leads on to a comparison,
-- and its file, so that a comparison leads on to a redline.
create table contract_source (
  comparison_id text references contract_comparison (id) on delete cascade,
  check_id text references contract_check (id) on delete cascade,
  side text not null,                       -- a | b of a comparison, c of a check
  blocks text,                              -- as document_text has them; null when only the file is needed
  crc integer,                              -- CRC-32C of blocks in UTF-8
  file blob,                                -- a Word file as it came; null for others
  check ((comparison_id is null) <> (check_id is null))
) strict;

create unique index contract_source_of_comparison on contract_source (comparison_id, side) where comparison_id is not null;
create unique index contract_source_of_check on contract_source (check_id, side) where check_id is not null;
