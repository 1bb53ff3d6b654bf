-- Beside its words a chunk has the facts it states, in one notation. The rows are written anew at the next start.
drop trigger chunk_keyword_goes_with_chunk;
drop table chunk_keyword_term;
drop table chunk_keyword;

create virtual table chunk_keyword using fts5(tokens, facts, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0");
create virtual table chunk_keyword_term using fts5vocab(chunk_keyword, row);

create trigger chunk_keyword_goes_with_chunk after delete on chunk begin
  delete from chunk_keyword where rowid = old.id;
end;

update document set keyword_version = 0;
