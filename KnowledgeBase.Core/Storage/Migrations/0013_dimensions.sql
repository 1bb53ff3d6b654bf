alter table collection add column dimensions integer not null default 0;  -- of its vectors (Matryoshka); 0: all that the model gives
alter table generation add column dimensions integer;  -- what the one collection's vectors will have, as above; null: each collection's own
