-- From where models may be downloaded, as an administrator has allowed it; no row: what the configuration says.
create table model_hub (
  id integer primary key check (id = 1),
  name text not null                        -- huggingface | modelscope | mirror | '' for nowhere
) strict;
