-- What the full-text index holds of each text: its folded form, in which spellings of the same word are the same.
-- doc/data-model.md lists them under "Folded text".

-- NULL: the text is its own folded form, as nearly all texts are. Empty: replacing single letters is enough, which the
-- view below does. Otherwise the folded form, such as "office" for a text that spells it with a ligature.
ALTER TABLE text ADD COLUMN folded TEXT;

-- The single letters are replaced in steps, because older versions of SQLite, 3.40 among them, can't read
-- functions nested that deep. Only searched_text is for use; the others are its steps. Each names the body once, so that
-- SQLite, which puts them into one another, makes one row of calls of them.
CREATE VIEW searched_text_1 AS
SELECT
    id, folded, body AS original,
    replace(replace(replace(replace(replace(replace(replace(replace(body, char(173), ''), char(8204), ''), char(8205), ''), 'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe') AS body
FROM text;

CREATE VIEW searched_text_2 AS
SELECT
    id, folded, original,
    replace(replace(replace(replace(replace(replace(replace(replace(body, 'Œ', 'OE'), 'ł', 'l'), 'Ł', 'L'), 'ø', 'o'), 'º', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D') AS body
FROM searched_text_1;

CREATE VIEW searched_text_3 AS
SELECT
    id, folded, original,
    replace(replace(replace(replace(replace(replace(replace(replace(body, 'ª', 'a'), '¹', '1'), '²', '2'), '³', '3'), 'µ', 'μ'), 'ﬀ', 'ff'), 'ﬁ', 'fi'), 'ﬂ', 'fl') AS body
FROM searched_text_2;

CREATE VIEW searched_text_4 AS
SELECT
    id, folded, original,
    replace(replace(replace(replace(replace(replace(replace(replace(body, 'ﬃ', 'ffi'), 'ﬄ', 'ffl'), 'ς', 'σ'), 'ά', 'α'), 'έ', 'ε'), 'ή', 'η'), 'ί', 'ι'), 'ϊ', 'ι') AS body
FROM searched_text_3;

CREATE VIEW searched_text_5 AS
SELECT
    id, folded, original,
    replace(replace(replace(replace(replace(replace(replace(replace(body, 'ΐ', 'ι'), 'ό', 'ο'), 'ύ', 'υ'), 'ϋ', 'υ'), 'ΰ', 'υ'), 'ώ', 'ω'), 'Ά', 'Α'), 'Έ', 'Ε') AS body
FROM searched_text_4;

CREATE VIEW searched_text_6 AS
SELECT
    id, folded, original,
    replace(replace(replace(replace(replace(replace(replace(replace(body, 'Ή', 'Η'), 'Ί', 'Ι'), 'Ϊ', 'Ι'), 'Ό', 'Ο'), 'Ύ', 'Υ'), 'Ϋ', 'Υ'), 'Ώ', 'Ω'), 'ё', 'е') AS body
FROM searched_text_5;

CREATE VIEW searched_text AS
SELECT
    id,
    CASE folded WHEN '' THEN replace(body, 'Ё', 'Е') ELSE coalesce(folded, original) END AS body
FROM searched_text_6;

-- The program fills the column of texts that are here already, and the index, in the transaction of this migration.
DROP TABLE text_fts;

CREATE VIRTUAL TABLE text_fts USING fts5 (
    body,
    content = 'searched_text',
    content_rowid = 'id',
    tokenize = "unicode61 remove_diacritics 2"
);
