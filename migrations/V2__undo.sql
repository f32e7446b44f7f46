-- Schema 2 of a corpus: what undoing an operation needs. doc/data-model.md explains it to readers; this file is
-- frozen once released.

-- The operation that undoes this one now. NULL again when that one is undone.
ALTER TABLE operation ADD COLUMN undone_by INTEGER REFERENCES operation;

CREATE INDEX operation_undone_by ON operation (undone_by) WHERE undone_by IS NOT NULL;

-- Where a moved file lay before, below its source's root; a BLOB when the path isn't UTF-8.
ALTER TABLE import_event ADD COLUMN moved_from ANY;

-- What another program changed has no operation: its place among the operations, and which operation undid it.
CREATE TABLE outside_change (
    change          INTEGER PRIMARY KEY REFERENCES metadata_change,
    -- The newest operation when it was made; 0 when there was none.
    after_operation INTEGER NOT NULL,
    undone_by       INTEGER REFERENCES operation
) STRICT;

CREATE INDEX outside_change_undone_by ON outside_change (undone_by) WHERE undone_by IS NOT NULL;

INSERT INTO outside_change (change, after_operation)
SELECT
    id,
    coalesce((SELECT max(operation.id) FROM operation WHERE operation.started_at <= metadata_change.changed_at), 0)
FROM metadata_change
WHERE operation IS NULL;

CREATE TRIGGER metadata_change_outside AFTER INSERT ON metadata_change
WHEN NEW.operation IS NULL
BEGIN
    INSERT INTO outside_change (change, after_operation)
    VALUES (NEW.id, coalesce((SELECT max(id) FROM operation), 0));
END;

-- The history of what articles only refer to: outlets, the names that mean them, definitions of fields, and
-- where sources lie. Triggers write it, as they write metadata_change.
CREATE TABLE definition_change (
    id              INTEGER PRIMARY KEY,
    relation        TEXT NOT NULL CHECK (relation IN ('outlet', 'outlet_alias', 'field', 'source')),
    -- The row: the id of an outlet, an alias in lower case, the name of a field or source.
    subject         TEXT NOT NULL,
    attribute       TEXT NOT NULL,
    -- As text. A row that is there has a name (outlet, outlet_alias) or a type (field).
    old             TEXT,
    new             TEXT,
    origin          TEXT NOT NULL,
    -- NULL when another program made the change, and for what was there before schema 2.
    operation       INTEGER REFERENCES operation,
    changed_at      TEXT NOT NULL,
    -- Where operation is NULL: the newest operation at that time, and the one that undid the change.
    after_operation INTEGER,
    undone_by       INTEGER REFERENCES operation
) STRICT;

CREATE INDEX definition_change_subject ON definition_change (relation, subject, attribute);
CREATE INDEX definition_change_operation ON definition_change (operation);
CREATE INDEX definition_change_undone_by ON definition_change (undone_by) WHERE undone_by IS NOT NULL;

INSERT INTO definition_change (relation, subject, attribute, new, origin, changed_at, after_operation)
SELECT was.relation, was.subject, was.attribute, was.new, 'upgrade', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 0
FROM (
    SELECT 1 AS place, 'outlet' AS relation, CAST(id AS TEXT) AS subject, 'name' AS attribute, name AS new FROM outlet
    UNION ALL SELECT 2, 'outlet', CAST(id AS TEXT), 'homepage', homepage FROM outlet
    UNION ALL SELECT 3, 'outlet', CAST(id AS TEXT), 'parent', CAST(parent AS TEXT) FROM outlet
    UNION ALL SELECT 4, 'outlet_alias', lower(alias), 'name', alias FROM outlet_alias
    UNION ALL SELECT 5, 'outlet_alias', lower(alias), 'outlet', CAST(outlet AS TEXT) FROM outlet_alias
    UNION ALL SELECT 6, 'outlet_alias', lower(alias), 'kind', kind FROM outlet_alias
    UNION ALL SELECT 7, 'field', name, 'type', type FROM field WHERE NOT standard
    UNION ALL SELECT 8, 'field', name, 'repeatable', CAST(repeatable AS TEXT) FROM field WHERE NOT standard
    UNION ALL SELECT 9, 'field', name, 'description', description FROM field WHERE NOT standard
    UNION ALL SELECT 10, 'source', name, 'last_root', last_root FROM source
) AS was
WHERE was.new IS NOT NULL
ORDER BY was.place, was.subject;

-- Gives a new row of definition_change who acts and when; every trigger below inserts through it.
CREATE VIEW new_definition_change AS
SELECT relation, subject, attribute, old, new FROM definition_change;

CREATE TRIGGER new_definition_change_insert INSTEAD OF INSERT ON new_definition_change
WHEN NEW.old IS NOT NEW.new
BEGIN
    INSERT INTO definition_change (
        relation, subject, attribute, old, new, origin, operation, changed_at, after_operation
    )
    VALUES (
        NEW.relation, NEW.subject, NEW.attribute, NEW.old, NEW.new,
        coalesce((SELECT origin FROM active_operation), 'outside'),
        (SELECT operation FROM active_operation),
        coalesce((SELECT at FROM active_operation), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
        CASE
            WHEN NOT EXISTS (SELECT 1 FROM active_operation) THEN coalesce((SELECT max(id) FROM operation), 0)
        END
    );
END;

CREATE TRIGGER outlet_insert_definition AFTER INSERT ON outlet
BEGIN
    INSERT INTO new_definition_change (relation, subject, attribute, new)
    SELECT 'outlet', CAST(NEW.id AS TEXT), 'name', NEW.name
    UNION ALL SELECT 'outlet', CAST(NEW.id AS TEXT), 'homepage', NEW.homepage
    UNION ALL SELECT 'outlet', CAST(NEW.id AS TEXT), 'parent', CAST(NEW.parent AS TEXT);
END;

CREATE TRIGGER outlet_update_definition AFTER UPDATE OF name, homepage, parent ON outlet
BEGIN
    INSERT INTO new_definition_change (relation, subject, attribute, old, new)
    SELECT 'outlet', CAST(NEW.id AS TEXT), 'name', OLD.name, NEW.name
    UNION ALL SELECT 'outlet', CAST(NEW.id AS TEXT), 'homepage', OLD.homepage, NEW.homepage
    UNION ALL SELECT 'outlet', CAST(NEW.id AS TEXT), 'parent', CAST(OLD.parent AS TEXT), CAST(NEW.parent AS TEXT);
END;

CREATE TRIGGER outlet_delete_definition AFTER DELETE ON outlet
BEGIN
    INSERT INTO new_definition_change (relation, subject, attribute, old)
    SELECT 'outlet', CAST(OLD.id AS TEXT), 'name', OLD.name
    UNION ALL SELECT 'outlet', CAST(OLD.id AS TEXT), 'homepage', OLD.homepage
    UNION ALL SELECT 'outlet', CAST(OLD.id AS TEXT), 'parent', CAST(OLD.parent AS TEXT);
END;

CREATE TRIGGER outlet_alias_insert_definition AFTER INSERT ON outlet_alias
BEGIN
    INSERT INTO new_definition_change (relation, subject, attribute, new)
    SELECT 'outlet_alias', lower(NEW.alias), 'name', NEW.alias
    UNION ALL SELECT 'outlet_alias', lower(NEW.alias), 'outlet', CAST(NEW.outlet AS TEXT)
    UNION ALL SELECT 'outlet_alias', lower(NEW.alias), 'kind', NEW.kind;
END;

CREATE TRIGGER outlet_alias_update_definition AFTER UPDATE OF kind, outlet ON outlet_alias
BEGIN
    INSERT INTO new_definition_change (relation, subject, attribute, old, new)
    SELECT 'outlet_alias', lower(NEW.alias), 'outlet', CAST(OLD.outlet AS TEXT), CAST(NEW.outlet AS TEXT)
    UNION ALL SELECT 'outlet_alias', lower(NEW.alias), 'kind', OLD.kind, NEW.kind;
END;

CREATE TRIGGER outlet_alias_delete_definition AFTER DELETE ON outlet_alias
BEGIN
    INSERT INTO new_definition_change (relation, subject, attribute, old)
    SELECT 'outlet_alias', lower(OLD.alias), 'name', OLD.alias
    UNION ALL SELECT 'outlet_alias', lower(OLD.alias), 'outlet', CAST(OLD.outlet AS TEXT)
    UNION ALL SELECT 'outlet_alias', lower(OLD.alias), 'kind', OLD.kind;
END;

CREATE TRIGGER outlet_alias_keeps_name BEFORE UPDATE OF alias ON outlet_alias
WHEN NEW.alias IS NOT OLD.alias
BEGIN
    SELECT RAISE(ABORT, 'an alias keeps its name: delete it and insert another');
END;

CREATE TRIGGER outlet_alias_not_replaced BEFORE INSERT ON outlet_alias
WHEN EXISTS (SELECT 1 FROM outlet_alias WHERE alias = NEW.alias)
BEGIN
    SELECT RAISE(ABORT, 'this row of outlet_alias is there already and can''t be replaced');
END;

CREATE TRIGGER field_insert_definition AFTER INSERT ON field
BEGIN
    INSERT INTO new_definition_change (relation, subject, attribute, new)
    SELECT 'field', NEW.name, 'type', NEW.type
    UNION ALL SELECT 'field', NEW.name, 'repeatable', CAST(NEW.repeatable AS TEXT)
    UNION ALL SELECT 'field', NEW.name, 'description', NEW.description;
END;

CREATE TRIGGER field_update_definition AFTER UPDATE OF type, repeatable, description ON field
BEGIN
    INSERT INTO new_definition_change (relation, subject, attribute, old, new)
    SELECT 'field', NEW.name, 'type', OLD.type, NEW.type
    UNION ALL SELECT
        'field', NEW.name, 'repeatable', CAST(OLD.repeatable AS TEXT), CAST(NEW.repeatable AS TEXT)
    UNION ALL SELECT 'field', NEW.name, 'description', OLD.description, NEW.description;
END;

CREATE TRIGGER field_delete_definition AFTER DELETE ON field
BEGIN
    INSERT INTO new_definition_change (relation, subject, attribute, old)
    SELECT 'field', OLD.name, 'type', OLD.type
    UNION ALL SELECT 'field', OLD.name, 'repeatable', CAST(OLD.repeatable AS TEXT)
    UNION ALL SELECT 'field', OLD.name, 'description', OLD.description;
END;

CREATE TRIGGER field_keeps_name BEFORE UPDATE OF name ON field
WHEN NEW.name IS NOT OLD.name
BEGIN
    SELECT RAISE(ABORT, 'a field keeps its name: define another');
END;

CREATE TRIGGER source_insert_definition AFTER INSERT ON source
BEGIN
    INSERT INTO new_definition_change (relation, subject, attribute, new)
    VALUES ('source', NEW.name, 'last_root', NEW.last_root);
END;

CREATE TRIGGER source_update_definition AFTER UPDATE OF last_root ON source
BEGIN
    INSERT INTO new_definition_change (relation, subject, attribute, old, new)
    VALUES ('source', NEW.name, 'last_root', OLD.last_root, NEW.last_root);
END;

CREATE TRIGGER source_keeps_name BEFORE UPDATE OF name ON source
WHEN NEW.name IS NOT OLD.name
BEGIN
    SELECT RAISE(ABORT, 'a source keeps its name: it is part of its articles'' keys');
END;

CREATE TRIGGER definition_change_frozen
BEFORE UPDATE OF
    id, relation, subject, attribute, old, new, origin, operation, changed_at, after_operation
ON definition_change
BEGIN
    SELECT RAISE(ABORT, 'history is only ever added to');
END;

CREATE TRIGGER definition_change_kept BEFORE DELETE ON definition_change
BEGIN
    SELECT RAISE(ABORT, 'a row of definition_change stays');
END;

CREATE TRIGGER definition_change_not_replaced BEFORE INSERT ON definition_change
WHEN EXISTS (SELECT 1 FROM definition_change WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'this row of definition_change is there already and can''t be replaced');
END;

CREATE TRIGGER outside_change_frozen BEFORE UPDATE OF change, after_operation ON outside_change
BEGIN
    SELECT RAISE(ABORT, 'history is only ever added to');
END;

CREATE TRIGGER outside_change_kept BEFORE DELETE ON outside_change
WHEN (
    SELECT operation.kind FROM active_operation JOIN operation ON operation.id = active_operation.operation
) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of outside_change stays');
END;

-- The record of what was done doesn't change either, once it has ended. A purge takes words out of it.
CREATE TRIGGER operation_frozen BEFORE UPDATE OF kind, started_at, message, program_version ON operation
BEGIN
    SELECT RAISE(ABORT, 'the record of an operation never changes');
END;

CREATE TRIGGER operation_ended BEFORE UPDATE OF arguments, summary, state, finished_at ON operation
WHEN OLD.state IN ('done', 'failed')
    AND (
        SELECT operation.kind FROM active_operation JOIN operation ON operation.id = active_operation.operation
    ) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'the record of an operation never changes once it has ended');
END;

CREATE TRIGGER operation_undoes_kept BEFORE UPDATE OF undoes ON operation
WHEN OLD.undoes IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'the record of an operation never changes');
END;

-- Only an undo decides what is undone.
CREATE TRIGGER operation_undone BEFORE UPDATE OF undone_by ON operation
WHEN (
    SELECT operation.kind FROM active_operation JOIN operation ON operation.id = active_operation.operation
) IS NOT 'undo'
BEGIN
    SELECT RAISE(ABORT, 'only an undo undoes: corpus undo');
END;

CREATE TRIGGER version_undone BEFORE UPDATE OF undone_by ON version
WHEN (
    SELECT operation.kind FROM active_operation JOIN operation ON operation.id = active_operation.operation
) IS NOT 'undo'
BEGIN
    SELECT RAISE(ABORT, 'only an undo undoes: corpus undo');
END;

CREATE TRIGGER outside_change_undone BEFORE UPDATE OF undone_by ON outside_change
WHEN (
    SELECT operation.kind FROM active_operation JOIN operation ON operation.id = active_operation.operation
) IS NOT 'undo'
BEGIN
    SELECT RAISE(ABORT, 'only an undo undoes: corpus undo');
END;

CREATE TRIGGER definition_change_undone BEFORE UPDATE OF undone_by ON definition_change
WHEN (
    SELECT operation.kind FROM active_operation JOIN operation ON operation.id = active_operation.operation
) IS NOT 'undo'
BEGIN
    SELECT RAISE(ABORT, 'only an undo undoes: corpus undo');
END;

-- An article whose versions were all undone has none.
DROP TRIGGER article_version_of_its_own;

CREATE TRIGGER article_version_of_its_own BEFORE UPDATE OF version ON article
WHEN NOT EXISTS (
        SELECT 1 FROM version WHERE id = NEW.version AND article = NEW.id AND undone_by IS NULL
    )
    AND (
        NEW.version IS NOT NULL
        OR EXISTS (SELECT 1 FROM version WHERE article = NEW.id AND undone_by IS NULL)
    )
BEGIN
    SELECT RAISE(ABORT, 'the current version of an article is one of its own');
END;

-- The changes of articles that stand: neither undone nor themselves the undoing of others. The last of them for a
-- field of an article says what its value is.
CREATE VIEW standing_change AS
SELECT
    metadata_change.id,
    metadata_change.article,
    metadata_change.field,
    metadata_change.ordinal,
    metadata_change.old,
    metadata_change.new,
    metadata_change.origin,
    metadata_change.operation,
    metadata_change.changed_at
FROM metadata_change
LEFT JOIN operation ON operation.id = metadata_change.operation
WHERE CASE
    WHEN metadata_change.operation IS NOT NULL THEN operation.kind <> 'undo' AND operation.undone_by IS NULL
    ELSE NOT EXISTS (
        SELECT 1
        FROM outside_change
        JOIN operation AS undoing ON undoing.id = outside_change.undone_by
        WHERE outside_change.change = metadata_change.id AND undoing.undone_by IS NULL
    )
END;

-- The same for what articles refer to.
CREATE VIEW standing_definition AS
SELECT
    definition_change.id,
    definition_change.relation,
    definition_change.subject,
    definition_change.attribute,
    definition_change.old,
    definition_change.new,
    definition_change.origin,
    definition_change.operation,
    definition_change.changed_at
FROM definition_change
LEFT JOIN operation ON operation.id = definition_change.operation
WHERE CASE
    WHEN definition_change.operation IS NOT NULL THEN operation.kind <> 'undo' AND operation.undone_by IS NULL
    ELSE NOT EXISTS (
        SELECT 1
        FROM operation AS undoing
        WHERE undoing.id = definition_change.undone_by AND undoing.undone_by IS NULL
    )
END;

DROP VIEW operations;

CREATE VIEW operations AS
SELECT
    operation.id,
    operation.kind,
    operation.state,
    operation.started_at,
    operation.finished_at,
    operation.message,
    operation.arguments,
    operation.summary,
    operation.program_version,
    operation.undone_by,
    operation.undoes
FROM operation;

DROP VIEW outlets;

CREATE VIEW outlets AS
SELECT
    outlet.id,
    outlet.name,
    outlet.homepage,
    parent.name AS parent,
    (
        SELECT group_concat(outlet_alias.alias, ', ')
        FROM outlet_alias
        WHERE outlet_alias.outlet = outlet.id
    ) AS aliases,
    (
        SELECT count(*)
        FROM article
        WHERE article.outlet = outlet.id AND article.removed_at IS NULL AND article.version IS NOT NULL
    ) AS articles
FROM outlet
LEFT JOIN outlet AS parent ON parent.id = outlet.parent;
