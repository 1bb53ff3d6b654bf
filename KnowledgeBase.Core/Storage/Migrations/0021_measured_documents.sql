alter table evaluation_run add column document_instruction text;  -- put before each item for this measurement; null: items as they are stored
