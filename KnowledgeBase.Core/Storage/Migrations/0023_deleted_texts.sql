-- A comparison holds the text of both documents, a check that of the one that was checked: what is deleted is deleted there too.
-- Before the row goes, since the references are emptied then.
create trigger document_forgets_comparisons before delete on document
begin
  delete from contract_comparison where document_a = old.id or document_b = old.id;
  delete from contract_check where document_id = old.id;
end;

create index contract_comparison_of_a on contract_comparison (document_a) where document_a is not null;
create index contract_comparison_of_b on contract_comparison (document_b) where document_b is not null;
create index contract_check_of_document on contract_check (document_id) where document_id is not null;
