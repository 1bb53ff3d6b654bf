-- Share of the cosine in the order of matches, the rest is the words'; 1 for the cosine alone.
alter table faq_settings add column vector_weight real not null default 0.8;

-- Where the widget may stand: origins such as https://help.example.com, separated by spaces.
alter table faq_settings add column widget_origins text not null default '';

create index faq_question_open on faq_question (collection_id, handled, confident, helpful);
