alter table document add column pdf_engine text not null default 'automatic';  -- which program reads it, if it is a PDF file
alter table document add column ocr_pages text not null default '';  -- numbers of the pages that are recognised whatever text they have, with spaces between
