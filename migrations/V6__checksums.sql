-- Schema 6 of a corpus: whether the edits that are kept are those that were found. doc/data-model.md explains it to readers;
-- this file is frozen once released.

-- The SHA-256 of what the comparison and its edits hold; NULL: found before schema 6, the next analysis finds them again.
ALTER TABLE comparison ADD COLUMN checksum BLOB CHECK (length(checksum) = 32);
