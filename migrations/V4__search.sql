-- What the full-text index holds of each text: its folded form, in which spellings of the same word are the same.
-- doc/data-model.md lists them under "Folded text".

-- NULL: the text is its own folded form, as nearly all texts are. Empty: replacing single letters is enough, which the
-- view below does. Otherwise the folded form, such as "office" for a text that spells it with a ligature.
ALTER TABLE text ADD COLUMN folded TEXT;

CREATE VIEW searched_text AS
SELECT
    id,
    CASE
        WHEN folded IS NULL THEN body
        WHEN folded <> '' THEN folded
        ELSE
        replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(replace(replace(replace(replace(replace(replace(
        replace(
        body
        , char(173), ''), char(8204), ''), char(8205), ''), 'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae')
        , 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'ł', 'l'), 'Ł', 'L'), 'ø', 'o')
        , 'º', 'o'), 'Ø', 'O'), 'đ', 'd'), 'Đ', 'D'), 'ª', 'a'), '¹', '1')
        , '²', '2'), '³', '3'), 'µ', 'μ'), 'ﬀ', 'ff'), 'ﬁ', 'fi'), 'ﬂ', 'fl')
        , 'ﬃ', 'ffi'), 'ﬄ', 'ffl'), 'ς', 'σ'), 'ά', 'α'), 'έ', 'ε'), 'ή', 'η')
        , 'ί', 'ι'), 'ϊ', 'ι'), 'ΐ', 'ι'), 'ό', 'ο'), 'ύ', 'υ'), 'ϋ', 'υ')
        , 'ΰ', 'υ'), 'ώ', 'ω'), 'Ά', 'Α'), 'Έ', 'Ε'), 'Ή', 'Η'), 'Ί', 'Ι')
        , 'Ϊ', 'Ι'), 'Ό', 'Ο'), 'Ύ', 'Υ'), 'Ϋ', 'Υ'), 'Ώ', 'Ω'), 'ё', 'е')
        , 'Ё', 'Е')
    END AS body
FROM text;

-- The program fills the column of texts that are here already, and the index, in the transaction of this migration.
DROP TABLE text_fts;

CREATE VIRTUAL TABLE text_fts USING fts5 (
    body,
    content = 'searched_text',
    content_rowid = 'id',
    tokenize = "unicode61 remove_diacritics 2"
);
