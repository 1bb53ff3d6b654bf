alter table chunk add column ocr_confidence real;  -- 0 to 1 where its text, or part of it, was recognised from a picture
