-- Schema 4 of a corpus: mistakes of other programs are refused, whatever their settings, and purged articles are
-- remembered, so that they don't come back. doc/data-model.md explains it to readers; this file is frozen once released.

-- Programs leave foreign keys off unless they are told otherwise, so triggers check what foreign keys would. Every
-- command reads the schema, so its text is short: what follows from texts (comparison, edit, learned_outlet, boilerplate)
-- has no such triggers, because corpus repair makes it sound.

-- What kind of operation is active.
CREATE VIEW active AS
SELECT operation.kind
FROM active_operation
JOIN operation ON operation.id = active_operation.operation;

-- The same as before, but shorter.
DROP TRIGGER operation_kept;

CREATE TRIGGER operation_kept BEFORE DELETE ON operation
WHEN (SELECT kind FROM active) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of operation stays');
END;

DROP TRIGGER article_kept;

CREATE TRIGGER article_kept BEFORE DELETE ON article
WHEN (SELECT kind FROM active) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of article stays');
END;

DROP TRIGGER version_kept;

CREATE TRIGGER version_kept BEFORE DELETE ON version
WHEN (SELECT kind FROM active) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of version stays');
END;

DROP TRIGGER text_kept;

CREATE TRIGGER text_kept BEFORE DELETE ON text
WHEN (SELECT kind FROM active) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of text stays');
END;

DROP TRIGGER blob_kept;

CREATE TRIGGER blob_kept BEFORE DELETE ON blob
WHEN (SELECT kind FROM active) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of blob stays');
END;

DROP TRIGGER metadata_change_kept;

CREATE TRIGGER metadata_change_kept BEFORE DELETE ON metadata_change
WHEN (SELECT kind FROM active) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of metadata_change stays');
END;

DROP TRIGGER import_event_kept;

CREATE TRIGGER import_event_kept BEFORE DELETE ON import_event
WHEN (SELECT kind FROM active) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of import_event stays');
END;

DROP TRIGGER outside_change_kept;

CREATE TRIGGER outside_change_kept BEFORE DELETE ON outside_change
WHEN (SELECT kind FROM active) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of outside_change stays');
END;

DROP TRIGGER operation_ended;

CREATE TRIGGER operation_ended BEFORE UPDATE OF arguments, summary, state, finished_at ON operation
WHEN OLD.state IN ('done', 'failed')
    AND (SELECT kind FROM active) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'the record of an operation never changes once it has ended');
END;

DROP TRIGGER operation_undone;

CREATE TRIGGER operation_undone BEFORE UPDATE OF undoes, undone_by ON operation
WHEN (SELECT kind FROM active) IS NOT 'undo' OR OLD.undoes IS NOT NULL AND NEW.undoes IS NOT OLD.undoes
BEGIN
    SELECT RAISE(ABORT, 'only an undo undoes: corpus undo');
END;

DROP TRIGGER version_undone;

CREATE TRIGGER version_undone BEFORE UPDATE OF undone_by ON version
WHEN (SELECT kind FROM active) IS NOT 'undo'
BEGIN
    SELECT RAISE(ABORT, 'only an undo undoes: corpus undo');
END;

DROP TRIGGER outside_change_undone;

CREATE TRIGGER outside_change_undone BEFORE UPDATE OF undone_by ON outside_change
WHEN (SELECT kind FROM active) IS NOT 'undo'
BEGIN
    SELECT RAISE(ABORT, 'only an undo undoes: corpus undo');
END;

DROP TRIGGER definition_change_undone;

CREATE TRIGGER definition_change_undone BEFORE UPDATE OF undone_by ON definition_change
WHEN (SELECT kind FROM active) IS NOT 'undo'
BEGIN
    SELECT RAISE(ABORT, 'only an undo undoes: corpus undo');
END;

DROP TRIGGER operation_undoes_kept;

-- Only the program adds rows to these tables, and active_operation has a row while it does.
DROP TRIGGER article_not_replaced;

CREATE TRIGGER article_not_replaced BEFORE INSERT ON article
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM active_operation)
            THEN RAISE(ABORT, 'only an import adds an article: corpus import')
        WHEN EXISTS (SELECT 1 FROM article WHERE id = NEW.id OR key = NEW.key)
            THEN RAISE(ABORT, 'this row of article is there already and can''t be replaced')
    END;
END;

DROP TRIGGER version_not_replaced;

CREATE TRIGGER version_not_replaced BEFORE INSERT ON version
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM active_operation)
            THEN RAISE(ABORT, 'only an import adds a version: corpus import')
        WHEN EXISTS (SELECT 1 FROM version WHERE id = NEW.id OR (article = NEW.article AND number = NEW.number))
            THEN RAISE(ABORT, 'this row of version is there already and can''t be replaced')
    END;
END;

DROP TRIGGER text_not_replaced;

CREATE TRIGGER text_not_replaced BEFORE INSERT ON text
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM active_operation)
            THEN RAISE(ABORT, 'only an import adds a text: corpus import')
        WHEN EXISTS (SELECT 1 FROM text WHERE id = NEW.id OR sha256 = NEW.sha256)
            THEN RAISE(ABORT, 'this row of text is there already and can''t be replaced')
    END;
END;

DROP TRIGGER blob_not_replaced;

CREATE TRIGGER blob_not_replaced BEFORE INSERT ON blob
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM active_operation)
            THEN RAISE(ABORT, 'only an import adds bytes: corpus import')
        WHEN EXISTS (SELECT 1 FROM blob WHERE id = NEW.id OR sha256 = NEW.sha256)
            THEN RAISE(ABORT, 'this row of blob is there already and can''t be replaced')
    END;
END;

DROP TRIGGER import_event_not_replaced;

CREATE TRIGGER import_event_not_replaced BEFORE INSERT ON import_event
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM active_operation)
            THEN RAISE(ABORT, 'only an import records what it did: corpus import')
        WHEN EXISTS (SELECT 1 FROM import_event WHERE id = NEW.id)
            THEN RAISE(ABORT, 'this row of import_event is there already and can''t be replaced')
    END;
END;

CREATE TRIGGER import_event_frozen BEFORE UPDATE ON import_event
BEGIN
    SELECT RAISE(ABORT, 'the record of an import never changes');
END;

CREATE TRIGGER file_added BEFORE INSERT ON file
WHEN NOT EXISTS (SELECT 1 FROM active_operation)
BEGIN
    SELECT RAISE(ABORT, 'only an import adds a file: corpus import');
END;

CREATE TRIGGER file_keeps_article BEFORE UPDATE OF id, source, article, size, missing_since ON file
WHEN NEW.id <> OLD.id
    OR NEW.source <> OLD.source
    OR NEW.article <> OLD.article
    OR NEW.size < 0
    OR NEW.missing_since NOT IN (SELECT id FROM operation)
BEGIN
    SELECT RAISE(ABORT, 'only an import says this of a file: DELETE the row, and the next import notes the file again');
END;

-- One trigger for what a table keeps, where there were several.
DROP TRIGGER text_keeps_id;

DROP TRIGGER blob_keeps_id;

DROP TRIGGER article_keeps_id;

CREATE TRIGGER article_keeps_id BEFORE UPDATE OF id, source, added_at ON article
WHEN NEW.id IS NOT OLD.id OR NEW.source <> OLD.source OR NEW.added_at <> OLD.added_at
BEGIN
    SELECT CASE
        WHEN NEW.id IS NOT OLD.id THEN RAISE(ABORT, 'ids never change')
        ELSE RAISE(ABORT, 'an article keeps its source and the time when it was added')
    END;
END;

CREATE TRIGGER article_removal BEFORE UPDATE OF removed_at, removed_by ON article
WHEN NEW.removed_by NOT IN (SELECT id FROM operation)
    OR datetime(NEW.removed_at) IS NULL AND NEW.removed_at IS NOT NULL
    OR NEW.removed_at NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'
BEGIN
    SELECT RAISE(ABORT, 'removed_at is a time such as 2023-04-13T09:30:00.000Z, removed_by an operation: corpus remove');
END;

-- The program adds an operation when it begins, with who runs it.
DROP TRIGGER operation_not_replaced;

CREATE TRIGGER operation_not_replaced BEFORE INSERT ON operation
BEGIN
    SELECT CASE
        WHEN EXISTS (SELECT 1 FROM operation WHERE id = NEW.id)
            THEN RAISE(ABORT, 'this row of operation is there already and can''t be replaced')
        WHEN NEW.state <> 'running' OR coalesce(NEW.undoes, NEW.undone_by, NEW.process IS NULL)
            THEN RAISE(ABORT, 'only corpus records operations: what other programs change is recorded without one')
    END;
END;

DROP TRIGGER operation_keeps_id;

DROP TRIGGER operation_frozen;

CREATE TRIGGER operation_frozen BEFORE UPDATE OF id, kind, started_at, message, program_version ON operation
BEGIN
    SELECT RAISE(ABORT, 'the record of an operation never changes');
END;

DROP TRIGGER version_keeps_id;

DROP TRIGGER version_frozen;

CREATE TRIGGER version_frozen
BEFORE UPDATE OF id, article, number, blob, text, charset, lossy, operation, kind, added_at ON version
BEGIN
    SELECT RAISE(ABORT, 'a version never changes: import the changed file as a new one');
END;

DROP TRIGGER source_keeps_id;

DROP TRIGGER source_keeps_name;

CREATE TRIGGER source_keeps_name BEFORE UPDATE OF id, name ON source
WHEN NEW.id IS NOT OLD.id OR NEW.name IS NOT OLD.name
BEGIN
    SELECT RAISE(ABORT, 'a source keeps its id and its name, which is part of its articles'' keys');
END;

DROP TRIGGER source_not_replaced;

CREATE TRIGGER source_not_replaced BEFORE INSERT ON source
WHEN EXISTS (SELECT 1 FROM source WHERE id = NEW.id OR name = NEW.name)
BEGIN
    SELECT RAISE(ABORT, 'this row of source is there already and can''t be replaced');
END;

DROP TRIGGER outlet_in_use;

CREATE TRIGGER outlet_in_use BEFORE DELETE ON outlet
BEGIN
    SELECT CASE
        WHEN EXISTS (SELECT 1 FROM article WHERE outlet = OLD.id)
            THEN RAISE(ABORT, 'this outlet has articles: give them another first (corpus outlet merge)')
        WHEN EXISTS (SELECT 1 FROM outlet_alias WHERE outlet = OLD.id)
            THEN RAISE(ABORT, 'this outlet has other names: delete them first (corpus outlet merge)')
        WHEN EXISTS (SELECT 1 FROM outlet WHERE parent = OLD.id)
            THEN RAISE(ABORT, 'this outlet is the parent of another: give that another first (corpus outlet merge)')
    END;
END;

DROP TRIGGER outlet_not_replaced;

CREATE TRIGGER outlet_not_replaced BEFORE INSERT ON outlet
BEGIN
    SELECT CASE
        WHEN EXISTS (SELECT 1 FROM outlet WHERE id = NEW.id OR name = NEW.name)
            THEN RAISE(ABORT, 'this row of outlet is there already and can''t be replaced')
        WHEN NEW.parent IS NOT NULL AND NEW.parent NOT IN (SELECT id FROM outlet)
            THEN RAISE(ABORT, 'the parent of an outlet is the id of another outlet')
    END;
END;

DROP TRIGGER outlet_keeps_id;

DROP TRIGGER outlet_name_not_replaced;

CREATE TRIGGER outlet_keeps_id BEFORE UPDATE OF id, name, parent ON outlet
BEGIN
    SELECT CASE
        WHEN NEW.id IS NOT OLD.id THEN RAISE(ABORT, 'ids never change')
        WHEN EXISTS (SELECT 1 FROM outlet WHERE name = NEW.name AND id <> OLD.id)
            THEN RAISE(ABORT, 'another outlet has this name')
        WHEN NEW.parent = OLD.id OR NEW.parent NOT IN (SELECT id FROM outlet)
            THEN RAISE(ABORT, 'the parent of an outlet is the id of another outlet')
    END;
END;

DROP TRIGGER outlet_alias_not_replaced;

CREATE TRIGGER outlet_alias_not_replaced BEFORE INSERT ON outlet_alias
BEGIN
    SELECT CASE
        WHEN EXISTS (SELECT 1 FROM outlet_alias WHERE alias = NEW.alias)
            THEN RAISE(ABORT, 'this row of outlet_alias is there already and can''t be replaced')
        WHEN NEW.outlet NOT IN (SELECT id FROM outlet) THEN RAISE(ABORT, 'there is no such outlet')
    END;
END;

DROP TRIGGER outlet_alias_keeps_name;

CREATE TRIGGER outlet_alias_keeps_name BEFORE UPDATE OF alias, outlet ON outlet_alias
BEGIN
    SELECT CASE
        WHEN NEW.alias IS NOT OLD.alias
            THEN RAISE(ABORT, 'an alias keeps its name: delete it and insert another')
        WHEN NEW.outlet NOT IN (SELECT id FROM outlet) THEN RAISE(ABORT, 'there is no such outlet')
    END;
END;

-- Names of columns and of what the history records beside fields are no names of fields.
CREATE TRIGGER field_name BEFORE INSERT ON field
BEGIN
    SELECT CASE
        WHEN NEW.standard OR EXISTS (SELECT 1 FROM field WHERE name = NEW.name AND standard)
            THEN RAISE(ABORT, 'a standard field is a column of articles: its definition is fixed')
        WHEN NEW.name IN (
            'id', 'key', 'source', 'version', 'text', 'words', 'sha256', 'added_at', 'removed_at', 'article'
        )
            THEN RAISE(ABORT, 'no field can have this name: the corpus itself sets what is called so')
    END;
END;

DROP TRIGGER field_keeps_name;

CREATE TRIGGER field_keeps_name BEFORE UPDATE OF name, type, repeatable, standard, schema_org ON field
BEGIN
    SELECT CASE
        WHEN NEW.name IS NOT OLD.name THEN RAISE(ABORT, 'a field keeps its name: define another')
        WHEN OLD.standard OR NEW.standard
            THEN RAISE(ABORT, 'a standard field is a column of articles: its definition is fixed')
        WHEN NOT NEW.repeatable AND EXISTS (SELECT 1 FROM metadata WHERE field = OLD.name AND ordinal > 0)
            THEN RAISE(ABORT, 'this field has to stay repeatable: an article has several values of it')
    END;
END;

-- INSERT OR REPLACE takes a row away without telling: what it was before is what was recorded of it last.
DROP TRIGGER field_insert_definition;

CREATE TRIGGER field_insert_definition AFTER INSERT ON field
BEGIN
    INSERT INTO new_definition_change (relation, subject, attribute, old, new)
    SELECT
        'field', NEW.name, defined.attribute,
        (
            SELECT last.new
            FROM definition_change AS last
            WHERE last.relation = 'field' AND last.subject = NEW.name AND last.attribute = defined.attribute
            ORDER BY last.id DESC
            LIMIT 1
        ),
        defined.new
    FROM (
        SELECT 'type' AS attribute, NEW.type AS new
        UNION ALL SELECT 'repeatable', CAST(NEW.repeatable AS TEXT)
        UNION ALL SELECT 'description', NEW.description
    ) AS defined;
END;

DROP TRIGGER metadata_not_replaced;

CREATE TRIGGER metadata_not_replaced BEFORE INSERT ON metadata
BEGIN
    SELECT CASE
        WHEN NEW.field IN ('key', 'removed_at')
            THEN RAISE(ABORT, 'key and removed_at are no fields: an import sets the key, corpus remove removes an article')
        WHEN NOT EXISTS (SELECT 1 FROM field WHERE name = NEW.field)
            THEN RAISE(ABORT, 'there is no such field: define it first (corpus meta define NAME, or INSERT INTO field)')
        WHEN (SELECT standard FROM field WHERE name = NEW.field)
            THEN RAISE(ABORT, 'this is a standard field: UPDATE articles, which has a column of its name')
        WHEN NOT EXISTS (SELECT 1 FROM article WHERE id = NEW.article)
            THEN RAISE(ABORT, 'there is no article with this id')
        WHEN EXISTS (
            SELECT 1 FROM metadata WHERE article = NEW.article AND field = NEW.field AND ordinal = NEW.ordinal
        )
            THEN RAISE(ABORT, 'this row of metadata is there already and can''t be replaced')
        WHEN NEW.ordinal NOT BETWEEN 0 AND 999999
            OR NEW.ordinal > 0 AND NOT (SELECT repeatable FROM field WHERE name = NEW.field)
            THEN RAISE(ABORT, 'ordinal is 0, or counts on from 0 if the field is repeatable (corpus meta define NAME --repeatable)')
    END;
END;

-- What another program changes, triggers record at that very moment. A row that says otherwise is somebody's mistake.
DROP TRIGGER metadata_change_not_replaced;

CREATE TRIGGER metadata_change_not_replaced BEFORE INSERT ON metadata_change
BEGIN
    SELECT CASE
        WHEN EXISTS (SELECT 1 FROM metadata_change WHERE id = NEW.id)
            THEN RAISE(ABORT, 'this row of metadata_change is there already and can''t be replaced')
        WHEN NOT EXISTS (SELECT 1 FROM active_operation) AND (
            NEW.changed_at <> strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
            OR NEW.operation IS NOT NULL
            OR NEW.old IS NEW.new
            OR NEW.article NOT IN (SELECT id FROM article)
        )
            THEN RAISE(ABORT, 'triggers write the history: UPDATE articles, or change metadata')
    END;
END;

DROP TRIGGER definition_change_not_replaced;

CREATE TRIGGER definition_change_not_replaced BEFORE INSERT ON definition_change
BEGIN
    SELECT CASE
        WHEN EXISTS (SELECT 1 FROM definition_change WHERE id = NEW.id)
            THEN RAISE(ABORT, 'this row of definition_change is there already and can''t be replaced')
        WHEN NOT EXISTS (SELECT 1 FROM active_operation) AND (
            NEW.changed_at <> strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
            OR coalesce(NEW.operation, NEW.undone_by) IS NOT NULL
        )
            THEN RAISE(ABORT, 'triggers write the history: change outlet, outlet_alias, field or source')
    END;
END;

CREATE TRIGGER outside_change_recorded BEFORE INSERT ON outside_change
WHEN NEW.undone_by IS NOT NULL
    OR NEW.change IN (SELECT change FROM outside_change)
    OR NOT EXISTS (SELECT 1 FROM metadata_change WHERE id = NEW.change AND operation IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'triggers write the history: UPDATE articles, or change metadata');
END;

-- What a purge remembers, so that an import doesn't bring back what it deleted: nothing that can be read.
CREATE TABLE purged (
    -- HMAC-SHA-256 under the secret, of the bytes of a version, of its words, or of a key that the article had.
    hash       BLOB NOT NULL CHECK (length(hash) = 32),
    -- The id that the article had.
    article    INTEGER NOT NULL,
    operation  INTEGER NOT NULL REFERENCES operation,
    -- The operation that lets it in again, unless that is undone.
    allowed_by INTEGER REFERENCES operation,
    PRIMARY KEY (hash, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX purged_article ON purged (article);
CREATE INDEX purged_operation ON purged (operation);
CREATE INDEX purged_allowed_by ON purged (allowed_by) WHERE allowed_by IS NOT NULL;

-- 32 random bytes of this corpus. Without them nobody can tell what a row of purged stands for.
CREATE TABLE purge_secret (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    secret BLOB NOT NULL CHECK (length(secret) = 32)
) STRICT;

INSERT INTO purge_secret (id, secret) VALUES (1, randomblob(32));

CREATE TRIGGER purged_added BEFORE INSERT ON purged
WHEN NOT EXISTS (SELECT 1 FROM active_operation)
BEGIN
    SELECT RAISE(ABORT, 'only a purge remembers: corpus purge');
END;

CREATE TRIGGER purged_frozen BEFORE UPDATE ON purged
WHEN NOT EXISTS (SELECT 1 FROM active_operation)
BEGIN
    SELECT RAISE(ABORT, 'only corpus purge --allow lets an article in again');
END;

CREATE TRIGGER purged_kept BEFORE DELETE ON purged
BEGIN
    SELECT RAISE(ABORT, 'only corpus purge --allow lets an article in again');
END;

CREATE TRIGGER purge_secret_frozen BEFORE UPDATE ON purge_secret
BEGIN
    SELECT RAISE(ABORT, 'the secret never changes');
END;

CREATE TRIGGER purge_secret_kept BEFORE DELETE ON purge_secret
BEGIN
    SELECT RAISE(ABORT, 'the secret never changes');
END;

-- DuckDB runs the SQL of views itself, and its CAST from text to BLOB takes a backslash for an escape and refuses what
-- isn't ASCII; a JSON string it takes as it is. In SQLite the type of body is 'text', so that only CAST runs.
DROP VIEW blobs;

CREATE VIEW blobs AS
SELECT
    lower(hex(blob.sha256)) AS sha256,
    blob.size,
    blob.media_type,
    coalesce(
        blob.data,
        CASE typeof(text.body)
            WHEN 'text' THEN CAST(text.body AS BLOB)
            ELSE CAST(json_extract(json_array(text.body), '$[0]') AS BLOB)
        END
    ) AS bytes
FROM blob
LEFT JOIN text ON text.id = blob.text;
