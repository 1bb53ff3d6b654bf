alter table document_likeness add column by_meaning integer not null default 0;  -- 1: found by vectors, where the wording shares too little

-- Whether a document was compared with the others by its vectors; null until it was. Those there before are not.
alter table document_sketch add column meaning_identity integer;
update document_sketch set meaning_identity = 0;
