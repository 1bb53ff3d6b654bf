-- Tokens of each chunk (Core/Keywords); the text itself is only in chunk. rowid is chunk.id.
create virtual table chunk_keyword using fts5(tokens, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0");

-- In how many chunks a token stands.
create virtual table chunk_keyword_term using fts5vocab(chunk_keyword, row);

create trigger chunk_keyword_goes_with_chunk after delete on chunk begin
  delete from chunk_keyword where rowid = old.id;
end;

-- The tokenizer's version with which a document's chunks were written to chunk_keyword; 0 for not yet.
alter table document add column keyword_version integer not null default 0;
