-- Schema 6 of a corpus: whether the edits that are kept are those that were found, and which keys are from sidecars.
-- doc/data-model.md explains it to readers; this file is frozen once released.

-- The SHA-256 of what the comparison and its edits hold; NULL: found before schema 6, the next analysis finds them again.
ALTER TABLE comparison ADD COLUMN checksum BLOB CHECK (length(checksum) = 32);

-- Whether the event is about a key that a sidecar gave: the key of an article that was added, or of a file that failed because another
-- article has this key. Otherwise the key is the path.
ALTER TABLE import_event ADD COLUMN key_from_sidecar INTEGER NOT NULL DEFAULT FALSE CHECK (key_from_sidecar IN (FALSE, TRUE));

-- Before schema 6 only the detail said so.
DROP TRIGGER import_event_frozen;

UPDATE import_event SET key_from_sidecar = TRUE
WHERE outcome IN ('added', 'duplicate') AND detail GLOB 'its sidecar names its key*'
    OR outcome = 'failed' AND detail GLOB 'its sidecar: the key *';

CREATE TRIGGER import_event_frozen BEFORE UPDATE ON import_event
BEGIN
    SELECT RAISE(ABORT, 'the record of an import never changes');
END;
