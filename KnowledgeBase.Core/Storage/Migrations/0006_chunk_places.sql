-- Where a chunk stands in a document without pages, and under which column names its rows are read.
alter table chunk add column paragraph integer;   -- number of the block it starts in, from 1
alter table chunk add column row integer;         -- number of its first table row
alter table chunk add column context text;        -- names of the columns
