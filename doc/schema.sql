-- The schema of a corpus, as in sqlite_schema. Made by tests/library/schema.rs; data-model.md explains it.

CREATE TABLE operation (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    kind            TEXT NOT NULL CHECK (kind <> ''),
    state           TEXT NOT NULL CHECK (state IN ('running', 'done', 'interrupted', 'failed')),
    started_at      TEXT NOT NULL,
    finished_at     TEXT,
    arguments       TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(arguments)),
    message         TEXT,
    summary         TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(summary)),
    program_version TEXT NOT NULL,
    -- Who runs it, to tell a running operation from one that was killed; NULL once it has ended.
    host            TEXT,
    process         INTEGER,
    undoes          INTEGER REFERENCES operation,
    undone_by       INTEGER REFERENCES operation
) STRICT;

CREATE INDEX operation_undoes ON operation (undoes) WHERE undoes IS NOT NULL;

CREATE INDEX operation_state ON operation (state) WHERE state = 'running';

CREATE INDEX operation_undone_by ON operation (undone_by) WHERE undone_by IS NOT NULL;

CREATE TRIGGER operation_kept BEFORE DELETE ON operation
WHEN (SELECT kind FROM active) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of operation stays');
END;

CREATE TRIGGER operation_ended BEFORE UPDATE OF arguments, summary, state, finished_at ON operation
WHEN OLD.state IN ('done', 'failed')
    AND (SELECT kind FROM active) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'the record of an operation never changes once it has ended');
END;

CREATE TRIGGER operation_undone BEFORE UPDATE OF undoes, undone_by ON operation
WHEN (SELECT kind FROM active) IS NOT 'undo' OR OLD.undoes IS NOT NULL AND NEW.undoes IS NOT OLD.undoes
BEGIN
    SELECT RAISE(ABORT, 'only an undo undoes: corpus undo');
END;

CREATE TRIGGER operation_not_replaced BEFORE INSERT ON operation
BEGIN
    SELECT CASE
        WHEN EXISTS (SELECT 1 FROM operation WHERE id = NEW.id)
            THEN RAISE(ABORT, 'this row of operation is there already and can''t be replaced')
        WHEN NEW.state <> 'running' OR coalesce(NEW.undoes, NEW.undone_by, NEW.process IS NULL)
            THEN RAISE(ABORT, 'only corpus records operations: what other programs change is recorded without one')
    END;
END;

CREATE TRIGGER operation_frozen BEFORE UPDATE OF id, kind, started_at, message, program_version ON operation
BEGIN
    SELECT RAISE(ABORT, 'the record of an operation never changes');
END;

CREATE TABLE active_operation (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    operation INTEGER NOT NULL REFERENCES operation,
    origin    TEXT NOT NULL,
    at        TEXT NOT NULL
) STRICT;

CREATE INDEX active_operation_operation ON active_operation (operation);

CREATE TABLE source (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL UNIQUE CHECK (name <> ''),
    last_root TEXT,
    -- How the source is imported again, a JSON object: pattern, include, exclude, columns.
    settings  TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings))
) STRICT;

CREATE TRIGGER source_kept BEFORE DELETE ON source
BEGIN
    SELECT RAISE(ABORT, 'a source stays: its articles refer to it');
END;

CREATE TRIGGER source_insert_definition AFTER INSERT ON source
BEGIN
    INSERT INTO new_definition_change (relation, subject, attribute, new)
    SELECT 'source', NEW.name, 'last_root', NEW.last_root
    UNION ALL SELECT 'source', NEW.name, 'settings', nullif(NEW.settings, '{}');
END;

CREATE TRIGGER source_update_definition AFTER UPDATE OF last_root, settings ON source
BEGIN
    INSERT INTO new_definition_change (relation, subject, attribute, old, new)
    SELECT 'source', NEW.name, 'last_root', OLD.last_root, NEW.last_root
    UNION ALL SELECT 'source', NEW.name, 'settings', nullif(OLD.settings, '{}'), nullif(NEW.settings, '{}');
END;

CREATE TRIGGER source_keeps_name BEFORE UPDATE OF id, name ON source
WHEN NEW.id IS NOT OLD.id OR NEW.name IS NOT OLD.name
BEGIN
    SELECT RAISE(ABORT, 'a source keeps its id and its name, which is part of its articles'' keys');
END;

CREATE TRIGGER source_not_replaced BEFORE INSERT ON source
WHEN EXISTS (SELECT 1 FROM source WHERE id = NEW.id OR name = NEW.name)
BEGIN
    SELECT RAISE(ABORT, 'this row of source is there already and can''t be replaced');
END;

CREATE TABLE outlet (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> '' AND name = trim(name)),
    homepage TEXT CHECK (homepage <> ''),
    parent   INTEGER REFERENCES outlet
) STRICT;

CREATE INDEX outlet_parent ON outlet (parent) WHERE parent IS NOT NULL;

CREATE TRIGGER outlet_update_history AFTER UPDATE OF name ON outlet
WHEN OLD.name IS NOT NEW.name
BEGIN
    INSERT INTO metadata_change (article, field, old, new, origin, operation, changed_at)
    SELECT
        article.id, 'outlet', OLD.name, NEW.name,
        coalesce((SELECT origin FROM active_operation), 'outside'),
        (SELECT operation FROM active_operation),
        coalesce((SELECT at FROM active_operation), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
    FROM article
    WHERE article.outlet = NEW.id;
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

CREATE TRIGGER outlet_delete_learned BEFORE DELETE ON outlet
BEGIN
    DELETE FROM learned_outlet WHERE outlet = OLD.id;
END;

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

CREATE TRIGGER outlet_not_replaced BEFORE INSERT ON outlet
BEGIN
    SELECT CASE
        WHEN EXISTS (SELECT 1 FROM outlet WHERE id = NEW.id OR name = NEW.name)
            THEN RAISE(ABORT, 'this row of outlet is there already and can''t be replaced')
        WHEN NEW.parent IS NOT NULL AND NEW.parent NOT IN (SELECT id FROM outlet)
            THEN RAISE(ABORT, 'the parent of an outlet is the id of another outlet')
    END;
END;

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

CREATE TABLE outlet_alias (
    alias  TEXT NOT NULL PRIMARY KEY COLLATE NOCASE CHECK (alias <> '' AND alias = trim(alias)),
    kind   TEXT NOT NULL DEFAULT 'name' CHECK (kind IN ('name', 'host')),
    outlet INTEGER NOT NULL REFERENCES outlet
) STRICT, WITHOUT ROWID;

CREATE INDEX outlet_alias_outlet ON outlet_alias (outlet);

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

CREATE TRIGGER outlet_alias_not_replaced BEFORE INSERT ON outlet_alias
BEGIN
    SELECT CASE
        WHEN EXISTS (SELECT 1 FROM outlet_alias WHERE alias = NEW.alias)
            THEN RAISE(ABORT, 'this row of outlet_alias is there already and can''t be replaced')
        WHEN NEW.outlet NOT IN (SELECT id FROM outlet) THEN RAISE(ABORT, 'there is no such outlet')
    END;
END;

CREATE TRIGGER outlet_alias_keeps_name BEFORE UPDATE OF alias, outlet ON outlet_alias
BEGIN
    SELECT CASE
        WHEN NEW.alias IS NOT OLD.alias
            THEN RAISE(ABORT, 'an alias keeps its name: delete it and insert another')
        WHEN NEW.outlet NOT IN (SELECT id FROM outlet) THEN RAISE(ABORT, 'there is no such outlet')
    END;
END;

CREATE TABLE field (
    name        TEXT NOT NULL PRIMARY KEY CHECK (
        name GLOB '[a-z]*' AND name NOT GLOB '*[^a-z0-9_]*' AND length(name) <= 64
    ),
    type        TEXT NOT NULL CHECK (type IN ('text', 'date', 'integer', 'url', 'language')),
    repeatable  INTEGER NOT NULL DEFAULT 0 CHECK (repeatable IN (0, 1)),
    standard    INTEGER NOT NULL DEFAULT 0 CHECK (standard IN (0, 1)),
    schema_org  TEXT,
    description TEXT
) STRICT, WITHOUT ROWID;

CREATE TRIGGER field_in_use BEFORE DELETE ON field
WHEN OLD.standard OR EXISTS (SELECT 1 FROM metadata WHERE field = OLD.name)
BEGIN
    SELECT RAISE(ABORT, 'this field is in use');
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

CREATE TRIGGER field_name BEFORE INSERT ON field
BEGIN
    SELECT CASE
        WHEN NEW.standard OR EXISTS (SELECT 1 FROM field WHERE name = NEW.name AND standard)
            THEN RAISE(ABORT, 'a standard field is a column of articles: its definition is fixed')
        WHEN NEW.name IN (
            'id', 'key', 'source', 'version', 'text', 'words', 'sha256', 'reader', 'added_at', 'removed_at', 'article'
        )
            THEN RAISE(ABORT, 'no field can have this name: the corpus itself sets what is called so')
    END;
END;

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

CREATE TABLE text (
    id                 INTEGER PRIMARY KEY,
    sha256             BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
    words              INTEGER NOT NULL CHECK (words >= 0),
    -- The hash of the text's words alone, so that texts that differ in spacing, case or punctuation are
    -- known to say the same; the profile numbers the rule that made it.
    normalized_sha256  BLOB NOT NULL CHECK (length(normalized_sha256) = 32),
    normalized_profile INTEGER NOT NULL,
    body               TEXT NOT NULL
) STRICT;

CREATE TRIGGER text_frozen BEFORE UPDATE ON text
BEGIN
    SELECT RAISE(ABORT, 'a text never changes: import the changed file as a new version');
END;

CREATE TRIGGER text_kept BEFORE DELETE ON text
WHEN (SELECT kind FROM active) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of text stays');
END;

CREATE TRIGGER text_not_replaced BEFORE INSERT ON text
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM active_operation)
            THEN RAISE(ABORT, 'only an import adds a text: corpus import')
        WHEN EXISTS (SELECT 1 FROM text WHERE id = NEW.id OR sha256 = NEW.sha256)
            THEN RAISE(ABORT, 'this row of text is there already and can''t be replaced')
    END;
END;

CREATE VIRTUAL TABLE text_fts USING fts5 (
    body,
    headline,
    content = '',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* M* N* Co'"
);

CREATE TABLE blob (
    id         INTEGER PRIMARY KEY,
    sha256     BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
    size       INTEGER NOT NULL CHECK (size >= 0),
    media_type TEXT NOT NULL,
    text       INTEGER REFERENCES text,
    data       BLOB,
    -- How data is packed: 'zlib' (RFC 1950), or NULL where data is the bytes themselves.
    packing    TEXT CHECK (packing IS NULL OR packing = 'zlib' AND data IS NOT NULL),
    CHECK ((text IS NULL) <> (data IS NULL))
) STRICT;

CREATE INDEX blob_text ON blob (text) WHERE text IS NOT NULL;

CREATE TRIGGER blob_frozen BEFORE UPDATE ON blob
BEGIN
    SELECT RAISE(ABORT, 'bytes never change: import the changed file as a new version');
END;

CREATE TRIGGER blob_kept BEFORE DELETE ON blob
WHEN (SELECT kind FROM active) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of blob stays');
END;

CREATE TRIGGER blob_not_replaced BEFORE INSERT ON blob
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM active_operation)
            THEN RAISE(ABORT, 'only an import adds bytes: corpus import')
        WHEN EXISTS (SELECT 1 FROM blob WHERE id = NEW.id OR sha256 = NEW.sha256)
            THEN RAISE(ABORT, 'this row of blob is there already and can''t be replaced')
    END;
END;

CREATE TABLE article (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    key        TEXT NOT NULL UNIQUE CHECK (key <> ''),
    source     INTEGER NOT NULL REFERENCES source,
    version    INTEGER REFERENCES version DEFERRABLE INITIALLY DEFERRED,
    title      TEXT CHECK (title <> ''),
    subtitle   TEXT CHECK (subtitle <> ''),
    outlet     INTEGER REFERENCES outlet,
    author     TEXT CHECK (author <> ''),
    -- As precise as the source: 2023, 2023-04, 2023-04-13, or with a time and an optional offset. Older SQLite
    -- only notices a day that doesn't exist when it has to calculate.
    published  TEXT CONSTRAINT "published must be a date such as 2023, 2023-04, 2023-04-13 or 2023-04-13T09:30:00+08:00" CHECK (
        published GLOB '[12][0-9][0-9][0-9]'
        OR (published GLOB '[12][0-9][0-9][0-9]-[0-9][0-9]' AND substr(published, 6, 2) BETWEEN '01' AND '12')
        OR (published GLOB '[12][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(published, '+0 days') IS published)
        OR (
            published GLOB '[12][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]*'
            AND date(substr(published, 1, 10), '+0 days') IS substr(published, 1, 10)
            AND published NOT GLOB '*[^0-9T:.Z+-]*'
            AND substr(published, 12, 2) < '24'
            AND time(substr(published, 12)) IS NOT NULL
            AND instr(published, char(0)) = 0
        )
    ),
    modified   TEXT CONSTRAINT "modified must be a date such as 2023, 2023-04, 2023-04-13 or 2023-04-13T09:30:00+08:00" CHECK (
        modified GLOB '[12][0-9][0-9][0-9]'
        OR (modified GLOB '[12][0-9][0-9][0-9]-[0-9][0-9]' AND substr(modified, 6, 2) BETWEEN '01' AND '12')
        OR (modified GLOB '[12][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(modified, '+0 days') IS modified)
        OR (
            modified GLOB '[12][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]*'
            AND date(substr(modified, 1, 10), '+0 days') IS substr(modified, 1, 10)
            AND modified NOT GLOB '*[^0-9T:.Z+-]*'
            AND substr(modified, 12, 2) < '24'
            AND time(substr(modified, 12)) IS NOT NULL
            AND instr(modified, char(0)) = 0
        )
    ),
    url        TEXT CONSTRAINT "url must be a whole address without white space, such as https://example.org/1" CHECK (
        url GLOB '[A-Za-z]*:?*'
        AND substr(url, 1, instr(url, ':') - 1) NOT GLOB '*[^A-Za-z0-9+.-]*'
        AND url NOT GLOB '*[ ' || char(9, 10, 13) || ']*'
    ),
    language   TEXT CONSTRAINT "language must be a tag such as en or pt-BR" CHECK (
        language GLOB '[A-Za-z][A-Za-z]*'
        AND substr(language || '-', 1, instr(language || '-', '-') - 1) NOT GLOB '*[^A-Za-z]*'
        AND language NOT GLOB '*[^A-Za-z0-9-]*'
        AND language NOT GLOB '*-'
        AND language NOT GLOB '*--*'
    ),
    section    TEXT CHECK (section <> ''),
    added_at   TEXT NOT NULL,
    removed_at TEXT,
    removed_by INTEGER REFERENCES operation
) STRICT;

CREATE INDEX article_source ON article (source);

CREATE INDEX article_version ON article (version);

CREATE INDEX article_outlet ON article (outlet, published);

CREATE INDEX article_published ON article (published);

CREATE INDEX article_removed_by ON article (removed_by) WHERE removed_by IS NOT NULL;

CREATE TRIGGER article_insert_history AFTER INSERT ON article
WHEN coalesce(NEW.title, NEW.subtitle, NEW.outlet, NEW.author, NEW.published, NEW.modified, NEW.url,
              NEW.language, NEW.section) IS NOT NULL
BEGIN
    INSERT INTO metadata_change (article, field, new, origin, operation, changed_at)
    SELECT
        NEW.id, change.field, change.new,
        coalesce((SELECT origin FROM active_operation), 'outside'),
        (SELECT operation FROM active_operation),
        coalesce((SELECT at FROM active_operation), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
    FROM (
        SELECT 'title' AS field, NEW.title AS new
        UNION ALL SELECT 'subtitle', NEW.subtitle
        UNION ALL SELECT 'outlet', (SELECT name FROM outlet WHERE id = NEW.outlet)
        UNION ALL SELECT 'author', NEW.author
        UNION ALL SELECT 'published', NEW.published
        UNION ALL SELECT 'modified', NEW.modified
        UNION ALL SELECT 'url', NEW.url
        UNION ALL SELECT 'language', NEW.language
        UNION ALL SELECT 'section', NEW.section
    ) AS change
    WHERE change.new IS NOT NULL;
END;

CREATE TRIGGER article_update_history
AFTER UPDATE OF key, title, subtitle, outlet, author, published, modified, url, language, section, removed_at
ON article
BEGIN
    INSERT INTO metadata_change (article, field, old, new, origin, operation, changed_at)
    SELECT
        NEW.id, change.field, change.old, change.new,
        coalesce((SELECT origin FROM active_operation), 'outside'),
        (SELECT operation FROM active_operation),
        coalesce((SELECT at FROM active_operation), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
    FROM (
        SELECT 'title' AS field, OLD.title AS old, NEW.title AS new
        UNION ALL SELECT 'subtitle', OLD.subtitle, NEW.subtitle
        UNION ALL SELECT
            'outlet',
            (SELECT name FROM outlet WHERE id = OLD.outlet),
            (SELECT name FROM outlet WHERE id = NEW.outlet)
        UNION ALL SELECT 'author', OLD.author, NEW.author
        UNION ALL SELECT 'published', OLD.published, NEW.published
        UNION ALL SELECT 'modified', OLD.modified, NEW.modified
        UNION ALL SELECT 'url', OLD.url, NEW.url
        UNION ALL SELECT 'language', OLD.language, NEW.language
        UNION ALL SELECT 'section', OLD.section, NEW.section
        UNION ALL SELECT 'key', OLD.key, NEW.key
        UNION ALL SELECT 'removed_at', OLD.removed_at, NEW.removed_at
    ) AS change
    WHERE change.old IS NOT change.new;
END;

CREATE TRIGGER article_key_not_replaced BEFORE UPDATE OF key ON article
WHEN EXISTS (SELECT 1 FROM article WHERE key = NEW.key AND id <> NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'another article has this key');
END;

CREATE TRIGGER article_outlet_exists BEFORE UPDATE OF outlet ON article
WHEN NEW.outlet IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outlet WHERE id = NEW.outlet)
BEGIN
    SELECT RAISE(ABORT, 'there is no such outlet');
END;

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

CREATE TRIGGER article_kept BEFORE DELETE ON article
WHEN (SELECT kind FROM active) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of article stays');
END;

CREATE TRIGGER article_not_replaced BEFORE INSERT ON article
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM active_operation)
            THEN RAISE(ABORT, 'only an import adds an article: corpus import')
        WHEN EXISTS (SELECT 1 FROM article WHERE id = NEW.id OR key = NEW.key)
            THEN RAISE(ABORT, 'this row of article is there already and can''t be replaced')
    END;
END;

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

CREATE TABLE layout (
    id      INTEGER PRIMARY KEY,
    columns TEXT NOT NULL UNIQUE CHECK (json_valid(columns))
) STRICT;

CREATE TRIGGER layout_added BEFORE INSERT ON layout
WHEN NOT EXISTS (SELECT 1 FROM active_operation)
BEGIN
    SELECT RAISE(ABORT, 'only an import adds a layout: corpus import');
END;

CREATE TRIGGER layout_frozen BEFORE UPDATE ON layout
BEGIN
    SELECT RAISE(ABORT, 'a layout never changes: import the table with other columns');
END;

CREATE TRIGGER layout_kept BEFORE DELETE ON layout
BEGIN
    SELECT RAISE(ABORT, 'a layout stays: versions refer to it');
END;

CREATE TABLE version (
    id        INTEGER PRIMARY KEY,
    article   INTEGER NOT NULL REFERENCES article,
    number    INTEGER NOT NULL CHECK (number >= 1),
    blob      INTEGER NOT NULL REFERENCES blob,
    text      INTEGER NOT NULL REFERENCES text,
    charset   TEXT NOT NULL,
    -- 1 when some bytes have no reading in the charset; the text shows U+FFFD for them.
    lossy     INTEGER NOT NULL CHECK (lossy IN (0, 1)),
    -- What read the text from the bytes, and the number of its rules.
    reader    TEXT NOT NULL DEFAULT 'text' CHECK (
        reader IN ('text', 'page', 'whole-page', 'front-matter', 'row', 'row-page')
    ),
    rules     INTEGER NOT NULL DEFAULT 1 CHECK (rules >= 1),
    -- How the columns of a row were read; NULL where the bytes are no row.
    layout    INTEGER REFERENCES layout,
    operation INTEGER NOT NULL REFERENCES operation,
    kind      TEXT NOT NULL CHECK (
        kind IN ('added', 'changed', 'reverted', 'redecoded', 'recaptured', 'reread')
    ),
    added_at  TEXT NOT NULL,
    -- When the bytes were captured, where that is known. Versions of an article are in the order of
    -- coalesce(captured, added_at), then number.
    captured  TEXT CHECK (
        captured GLOB '[12][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'
    ),
    undone_by INTEGER REFERENCES operation,
    UNIQUE (article, number)
) STRICT;

CREATE INDEX version_blob ON version (blob);

CREATE INDEX version_text ON version (text);

CREATE INDEX version_layout ON version (layout) WHERE layout IS NOT NULL;

CREATE INDEX version_operation ON version (operation);

CREATE INDEX version_undone_by ON version (undone_by) WHERE undone_by IS NOT NULL;

CREATE TRIGGER version_kept BEFORE DELETE ON version
WHEN (SELECT kind FROM active) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of version stays');
END;

CREATE TRIGGER version_undone BEFORE UPDATE OF undone_by ON version
WHEN (SELECT kind FROM active) IS NOT 'undo'
BEGIN
    SELECT RAISE(ABORT, 'only an undo undoes: corpus undo');
END;

CREATE TRIGGER version_not_replaced BEFORE INSERT ON version
BEGIN
    SELECT CASE
        WHEN NOT EXISTS (SELECT 1 FROM active_operation)
            THEN RAISE(ABORT, 'only an import adds a version: corpus import')
        WHEN EXISTS (SELECT 1 FROM version WHERE id = NEW.id OR (article = NEW.article AND number = NEW.number))
            THEN RAISE(ABORT, 'this row of version is there already and can''t be replaced')
    END;
END;

CREATE TRIGGER version_frozen
BEFORE UPDATE OF
    id, article, number, blob, text, charset, lossy, reader, rules, layout, operation, kind, added_at,
    captured
ON version
BEGIN
    SELECT RAISE(ABORT, 'a version never changes: import the changed file as a new one');
END;

CREATE TABLE container (
    id            INTEGER PRIMARY KEY,
    source        INTEGER NOT NULL REFERENCES source,
    -- Below the source's root, with '/'; a BLOB when it isn't UTF-8.
    path          ANY NOT NULL CHECK (typeof(path) IN ('text', 'blob')),
    kind          TEXT NOT NULL CHECK (kind <> ''),
    sha256        BLOB NOT NULL CHECK (length(sha256) = 32),
    size          INTEGER NOT NULL CHECK (size >= 0),
    mtime_ns      INTEGER,
    ctime_ns      INTEGER NOT NULL DEFAULT 0,
    missing_since INTEGER REFERENCES operation,
    UNIQUE (source, path)
) STRICT;

CREATE INDEX container_missing_since ON container (missing_since) WHERE missing_since IS NOT NULL;

CREATE TRIGGER container_added BEFORE INSERT ON container
WHEN NOT EXISTS (SELECT 1 FROM active_operation)
BEGIN
    SELECT RAISE(ABORT, 'only an import adds a container: corpus import');
END;

CREATE TRIGGER container_frozen BEFORE UPDATE ON container
WHEN NOT EXISTS (SELECT 1 FROM active_operation)
    AND (
        NEW.sha256 <> zeroblob(32)
        OR NEW.mtime_ns IS NOT NULL
        OR (NEW.id, NEW.source, NEW.path, NEW.kind, NEW.size, NEW.missing_since)
            IS NOT (OLD.id, OLD.source, OLD.path, OLD.kind, OLD.size, OLD.missing_since)
    )
BEGIN
    SELECT RAISE(ABORT, 'only an import says this of a container: corpus import');
END;

CREATE TRIGGER container_in_use BEFORE DELETE ON container
WHEN EXISTS (SELECT 1 FROM file WHERE container = OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'a container stays as long as rows of file refer to it');
END;

CREATE TABLE file (
    id            INTEGER PRIMARY KEY,
    source        INTEGER NOT NULL REFERENCES source,
    -- Below the source's root, with '/'; a BLOB when it isn't UTF-8.
    path          ANY NOT NULL CHECK (typeof(path) IN ('text', 'blob')),
    article       INTEGER NOT NULL REFERENCES article,
    -- The container that holds it; its path begins with that of the container, or is the address of a web capture. NULL for
    -- a file of its own.
    container     INTEGER REFERENCES container,
    size          INTEGER NOT NULL,
    mtime_ns      INTEGER,
    -- When the system says that the file's contents or attributes changed; 0 where there is no such time.
    ctime_ns      INTEGER NOT NULL DEFAULT 0,
    missing_since INTEGER REFERENCES operation,
    UNIQUE (source, path)
) STRICT;

CREATE INDEX file_article ON file (article);

CREATE INDEX file_container ON file (container) WHERE container IS NOT NULL;

CREATE INDEX file_missing_since ON file (missing_since) WHERE missing_since IS NOT NULL;

CREATE TRIGGER file_delete_container AFTER DELETE ON file
WHEN OLD.container IS NOT NULL
BEGIN
    UPDATE container SET sha256 = zeroblob(32), mtime_ns = NULL WHERE id = OLD.container;
END;

CREATE TRIGGER file_added BEFORE INSERT ON file
WHEN NOT EXISTS (SELECT 1 FROM active_operation)
BEGIN
    SELECT RAISE(ABORT, 'only an import adds a file: corpus import');
END;

CREATE TRIGGER file_keeps_article BEFORE UPDATE OF id, source, article, container, size, missing_since ON file
WHEN NEW.id <> OLD.id
    OR NEW.source <> OLD.source
    OR NEW.article <> OLD.article
    OR NEW.container IS NOT NULL AND NEW.container NOT IN (SELECT id FROM container)
    OR NEW.size < 0
    OR NEW.missing_since NOT IN (SELECT id FROM operation)
BEGIN
    SELECT RAISE(ABORT, 'only an import says this of a file: DELETE the row, and the next import notes the file again');
END;

CREATE TABLE import_event (
    id               INTEGER PRIMARY KEY,
    operation        INTEGER NOT NULL REFERENCES operation,
    path             TEXT NOT NULL,
    outcome          TEXT NOT NULL CHECK (outcome IN (
        'added', 'changed', 'reverted', 'redecoded', 'recaptured', 'reread', 'moved', 'duplicate', 'restored',
        'failed', 'skipped', 'missing', 'removed'
    )),
    article          INTEGER REFERENCES article,
    -- The number of the version that this made.
    version          INTEGER,
    detail           TEXT,
    moved_from       ANY,
    key_from_sidecar INTEGER NOT NULL DEFAULT FALSE CHECK (key_from_sidecar IN (FALSE, TRUE))
) STRICT;

CREATE INDEX import_event_operation ON import_event (operation);

CREATE INDEX import_event_article ON import_event (article) WHERE article IS NOT NULL;

CREATE TRIGGER import_event_kept BEFORE DELETE ON import_event
WHEN (SELECT kind FROM active) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of import_event stays');
END;

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

CREATE TABLE metadata (
    article INTEGER NOT NULL REFERENCES article,
    field   TEXT NOT NULL REFERENCES field,
    ordinal INTEGER NOT NULL DEFAULT 0 CHECK (ordinal >= 0),
    value   TEXT NOT NULL CHECK (value <> ''),
    PRIMARY KEY (article, field, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX metadata_field ON metadata (field, value);

CREATE TRIGGER metadata_insert_history AFTER INSERT ON metadata
BEGIN
    INSERT INTO metadata_change (article, field, ordinal, new, origin, operation, changed_at)
    VALUES (
        NEW.article, NEW.field, NEW.ordinal, NEW.value,
        coalesce((SELECT origin FROM active_operation), 'outside'),
        (SELECT operation FROM active_operation),
        coalesce((SELECT at FROM active_operation), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
    );
END;

CREATE TRIGGER metadata_update_history AFTER UPDATE ON metadata
WHEN OLD.value IS NOT NEW.value
BEGIN
    INSERT INTO metadata_change (article, field, ordinal, old, new, origin, operation, changed_at)
    VALUES (
        NEW.article, NEW.field, NEW.ordinal, OLD.value, NEW.value,
        coalesce((SELECT origin FROM active_operation), 'outside'),
        (SELECT operation FROM active_operation),
        coalesce((SELECT at FROM active_operation), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
    );
END;

CREATE TRIGGER metadata_identity BEFORE UPDATE OF article, field, ordinal ON metadata
WHEN OLD.article IS NOT NEW.article OR OLD.field IS NOT NEW.field OR OLD.ordinal IS NOT NEW.ordinal
BEGIN
    SELECT RAISE(ABORT, 'a metadata row keeps its article, field and ordinal: delete it and insert another');
END;

CREATE TRIGGER metadata_delete_history AFTER DELETE ON metadata
BEGIN
    INSERT INTO metadata_change (article, field, ordinal, old, origin, operation, changed_at)
    VALUES (
        OLD.article, OLD.field, OLD.ordinal, OLD.value,
        coalesce((SELECT origin FROM active_operation), 'outside'),
        (SELECT operation FROM active_operation),
        coalesce((SELECT at FROM active_operation), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
    );
END;

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

CREATE TABLE metadata_change (
    id         INTEGER PRIMARY KEY,
    article    INTEGER NOT NULL REFERENCES article,
    field      TEXT NOT NULL,
    ordinal    INTEGER NOT NULL DEFAULT 0,
    old        TEXT,
    new        TEXT,
    -- What the value is from: set, import, csv:FILE, text:headline, page:RULE, outside …
    origin     TEXT NOT NULL,
    -- NULL when another program made the change.
    operation  INTEGER REFERENCES operation,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX metadata_change_article ON metadata_change (article, field);

CREATE INDEX metadata_change_operation ON metadata_change (operation);

CREATE INDEX metadata_change_former_key ON metadata_change (old) WHERE field = 'key';

CREATE TRIGGER metadata_change_frozen BEFORE UPDATE ON metadata_change
BEGIN
    SELECT RAISE(ABORT, 'history is only ever added to');
END;

CREATE TRIGGER metadata_change_outside AFTER INSERT ON metadata_change
WHEN NEW.operation IS NULL
BEGIN
    INSERT INTO outside_change (change, after_operation)
    VALUES (NEW.id, coalesce((SELECT max(id) FROM operation), 0));
END;

CREATE TRIGGER metadata_change_kept BEFORE DELETE ON metadata_change
WHEN (SELECT kind FROM active) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of metadata_change stays');
END;

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

CREATE TABLE outside_change (
    change          INTEGER PRIMARY KEY REFERENCES metadata_change,
    -- The newest operation when it was made; 0 when there was none.
    after_operation INTEGER NOT NULL,
    undone_by       INTEGER REFERENCES operation
) STRICT;

CREATE INDEX outside_change_undone_by ON outside_change (undone_by) WHERE undone_by IS NOT NULL;

CREATE TRIGGER outside_change_frozen BEFORE UPDATE OF change, after_operation ON outside_change
BEGIN
    SELECT RAISE(ABORT, 'history is only ever added to');
END;

CREATE TRIGGER outside_change_kept BEFORE DELETE ON outside_change
WHEN (SELECT kind FROM active) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of outside_change stays');
END;

CREATE TRIGGER outside_change_undone BEFORE UPDATE OF undone_by ON outside_change
WHEN (SELECT kind FROM active) IS NOT 'undo'
BEGIN
    SELECT RAISE(ABORT, 'only an undo undoes: corpus undo');
END;

CREATE TRIGGER outside_change_recorded BEFORE INSERT ON outside_change
WHEN NEW.undone_by IS NOT NULL
    OR NEW.change IN (SELECT change FROM outside_change)
    OR NOT EXISTS (SELECT 1 FROM metadata_change WHERE id = NEW.change AND operation IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'triggers write the history: UPDATE articles, or change metadata');
END;

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
    -- NULL when another program made the change.
    operation       INTEGER REFERENCES operation,
    changed_at      TEXT NOT NULL,
    -- Where operation is NULL: the newest operation at that time, and the one that undid the change.
    after_operation INTEGER,
    undone_by       INTEGER REFERENCES operation
) STRICT;

CREATE INDEX definition_change_subject ON definition_change (relation, subject, attribute);

CREATE INDEX definition_change_operation ON definition_change (operation);

CREATE INDEX definition_change_undone_by ON definition_change (undone_by) WHERE undone_by IS NOT NULL;

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

CREATE TRIGGER definition_change_undone BEFORE UPDATE OF undone_by ON definition_change
WHEN (SELECT kind FROM active) IS NOT 'undo'
BEGIN
    SELECT RAISE(ABORT, 'only an undo undoes: corpus undo');
END;

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

CREATE TABLE purge_secret (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    secret BLOB NOT NULL CHECK (length(secret) = 32)
) STRICT;

CREATE TRIGGER purge_secret_frozen BEFORE UPDATE ON purge_secret
BEGIN
    SELECT RAISE(ABORT, 'the secret never changes');
END;

CREATE TRIGGER purge_secret_kept BEFORE DELETE ON purge_secret
BEGIN
    SELECT RAISE(ABORT, 'the secret never changes');
END;

CREATE TABLE comparison (
    id           INTEGER PRIMARY KEY,
    from_version INTEGER NOT NULL REFERENCES version,
    to_version   INTEGER NOT NULL REFERENCES version,
    -- The number of the rules that found and judged the edits; those of another number are found again.
    rules        INTEGER NOT NULL,
    -- How many there are.
    edits        INTEGER NOT NULL CHECK (edits >= 0),
    checksum     BLOB CHECK (length(checksum) = 32),
    UNIQUE (to_version, from_version)
) STRICT;

CREATE INDEX comparison_from_version ON comparison (from_version);

CREATE TRIGGER comparison_delete_edits AFTER DELETE ON comparison
BEGIN
    DELETE FROM edit WHERE comparison = OLD.id;
END;

CREATE TABLE edit (
    id           INTEGER PRIMARY KEY,
    comparison   INTEGER NOT NULL REFERENCES comparison,
    -- Its place in the order of the texts, from 0.
    place        INTEGER NOT NULL CHECK (place >= 0),
    kind         TEXT NOT NULL CHECK (kind IN ('insert', 'delete', 'replace')),
    class        TEXT NOT NULL CHECK (class IN ('cosmetic', 'substantive')),
    -- Names joined by ', '; NULL: none.
    cosmetic     TEXT CHECK (cosmetic <> ''),
    flags        TEXT CHECK (flags <> ''),
    -- Sentences joined by '; '.
    reasons      TEXT NOT NULL,
    move         INTEGER,
    old          TEXT NOT NULL,
    new          TEXT NOT NULL,
    -- In characters of the texts, from 1.
    old_position INTEGER NOT NULL CHECK (old_position >= 1),
    new_position INTEGER NOT NULL CHECK (new_position >= 1),
    -- The hashes of the paragraphs that it touches in both texts, a JSON array.
    passages     TEXT NOT NULL CHECK (json_valid(passages)),
    UNIQUE (comparison, place)
) STRICT;

CREATE TRIGGER edit_frozen BEFORE UPDATE ON edit
BEGIN
    SELECT RAISE(ABORT, 'an edit is as the texts say: delete its comparison, and corpus analyse makes it again');
END;

CREATE TABLE learned_outlet (
    outlet   INTEGER PRIMARY KEY REFERENCES outlet,
    rules    INTEGER NOT NULL,
    -- How many articles were looked at; of those with the same text, one.
    articles INTEGER NOT NULL CHECK (articles >= 0),
    -- A hash of which texts these were, to see whether others are there now.
    texts    INTEGER NOT NULL
) STRICT;

CREATE TRIGGER learned_outlet_delete_boilerplate AFTER DELETE ON learned_outlet
BEGIN
    DELETE FROM boilerplate WHERE outlet = OLD.outlet;
END;

CREATE TABLE boilerplate (
    outlet   INTEGER NOT NULL REFERENCES outlet,
    -- Of its words without case, punctuation and digits.
    hash     INTEGER NOT NULL,
    -- How many of the articles have it.
    articles INTEGER NOT NULL CHECK (articles >= 1),
    -- As one of them has it.
    wording  TEXT NOT NULL,
    PRIMARY KEY (outlet, hash)
) STRICT, WITHOUT ROWID;

CREATE VIEW every_article AS
SELECT
    article.id,
    article.key,
    source.name AS source,
    (SELECT version.number FROM version WHERE version.id = article.version) AS version,
    article.title,
    article.subtitle,
    outlet.name AS outlet,
    article.author,
    article.published,
    article.modified,
    article.url,
    article.language,
    article.section,
    (
        SELECT text.words
        FROM version
        JOIN text ON text.id = version.text
        WHERE version.id = article.version
    ) AS words,
    (
        SELECT lower(hex(blob.sha256))
        FROM version
        JOIN blob ON blob.id = version.blob
        WHERE version.id = article.version
    ) AS sha256,
    (SELECT version.reader FROM version WHERE version.id = article.version) AS reader,
    article.added_at,
    article.removed_at,
    (
        SELECT text.body
        FROM version
        JOIN text ON text.id = version.text
        WHERE version.id = article.version
    ) AS text
FROM article
LEFT JOIN source ON source.id = article.source
LEFT JOIN outlet ON outlet.id = article.outlet
WHERE article.version IS NOT NULL;

CREATE VIEW articles AS
SELECT
    id, key, source, version, title, subtitle, outlet, author, published, modified, url, language, section, words,
    sha256, reader, added_at, text
FROM every_article
WHERE removed_at IS NULL;

CREATE TRIGGER articles_refuse
INSTEAD OF UPDATE OF id, key, source, version, words, sha256, reader, added_at, text ON articles
BEGIN
    SELECT RAISE(ABORT, 'only title, subtitle, outlet, author, published, modified, url, language and section of articles can be set');
END;

CREATE TRIGGER articles_update
INSTEAD OF UPDATE OF title, subtitle, outlet, author, published, modified, url, language, section ON articles
BEGIN
    INSERT INTO outlet (id, name)
    SELECT (SELECT id FROM next_outlet), trim(NEW.outlet)
    WHERE trim(NEW.outlet) <> ''
        AND NOT EXISTS (SELECT 1 FROM outlet WHERE name = trim(NEW.outlet))
        AND NOT EXISTS (SELECT 1 FROM outlet_alias WHERE alias = trim(NEW.outlet));
    UPDATE article
    SET
        title = nullif(trim(NEW.title), ''),
        subtitle = nullif(trim(NEW.subtitle), ''),
        outlet = coalesce(
            (SELECT id FROM outlet WHERE name = trim(NEW.outlet)),
            (SELECT outlet FROM outlet_alias WHERE alias = trim(NEW.outlet))
        ),
        author = nullif(trim(NEW.author), ''),
        published = nullif(trim(NEW.published), ''),
        modified = nullif(trim(NEW.modified), ''),
        url = nullif(trim(NEW.url), ''),
        language = nullif(trim(NEW.language), ''),
        section = nullif(trim(NEW.section), '')
    WHERE id = OLD.id;
END;

CREATE VIEW versions AS
SELECT
    version.article,
    version.number,
    article.key,
    version.kind,
    version.added_at,
    version.captured,
    version.operation,
    lower(hex(blob.sha256)) AS sha256,
    blob.size,
    blob.media_type,
    version.charset,
    version.lossy,
    version.reader,
    version.rules,
    text.words,
    lower(hex(text.normalized_sha256)) AS normalized_sha256,
    text.body AS text
FROM version
LEFT JOIN article ON article.id = version.article
LEFT JOIN blob ON blob.id = version.blob
LEFT JOIN text ON text.id = version.text
WHERE version.undone_by IS NULL;

CREATE VIEW changes AS
SELECT
    metadata_change.id,
    metadata_change.article,
    article.key,
    metadata_change.field,
    metadata_change.ordinal,
    metadata_change.old,
    metadata_change.new,
    metadata_change.origin,
    metadata_change.operation,
    metadata_change.changed_at
FROM metadata_change
LEFT JOIN article ON article.id = metadata_change.article;

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

CREATE VIEW edits AS
SELECT
    later.article,
    earlier.number AS from_version,
    later.number AS to_version,
    edit.new_position AS position,
    edit.kind,
    edit.class,
    edit.flags,
    edit.old,
    edit.new,
    edit.old_position,
    edit.cosmetic,
    edit.reasons,
    edit.move,
    NOT EXISTS (
        SELECT 1
        FROM json_each(edit.passages) AS passage
        WHERE NOT EXISTS (
            SELECT 1
            FROM article
            JOIN boilerplate ON boilerplate.outlet = article.outlet
            WHERE article.id = later.article AND boilerplate.hash = passage.value
        )
    ) AS boilerplate
FROM edit
JOIN comparison ON comparison.id = edit.comparison
JOIN version AS later ON later.id = comparison.to_version
JOIN version AS earlier ON earlier.id = comparison.from_version
WHERE later.undone_by IS NULL
    AND earlier.undone_by IS NULL
    AND NOT EXISTS (
        SELECT 1
        FROM version AS between_them
        WHERE between_them.article = later.article
            AND (coalesce(between_them.captured, between_them.added_at), between_them.number)
                > (coalesce(earlier.captured, earlier.added_at), earlier.number)
            AND (coalesce(between_them.captured, between_them.added_at), between_them.number)
                < (coalesce(later.captured, later.added_at), later.number)
            AND between_them.undone_by IS NULL
    );

CREATE VIEW boilerplate_passages AS
SELECT
    outlet.name AS outlet,
    boilerplate.articles,
    learned_outlet.articles AS of_articles,
    boilerplate.wording AS text
FROM boilerplate
JOIN learned_outlet ON learned_outlet.outlet = boilerplate.outlet
JOIN outlet ON outlet.id = boilerplate.outlet;

CREATE VIEW next_outlet AS
SELECT
    1 + max(
        coalesce((SELECT max(outlet.id) FROM outlet), 0),
        coalesce(
            (
                SELECT max(CAST(definition_change.subject AS INTEGER))
                FROM definition_change
                WHERE definition_change.relation = 'outlet'
            ),
            0
        )
    ) AS id;

CREATE VIEW active AS
SELECT operation.kind
FROM active_operation
JOIN operation ON operation.id = active_operation.operation;

CREATE VIEW blobs AS
SELECT
    lower(hex(blob.sha256)) AS sha256,
    blob.size,
    blob.media_type,
    blob.packing,
    coalesce(
        blob.data,
        CASE typeof(text.body)
            WHEN 'text' THEN CAST(text.body AS BLOB)
            ELSE CAST(json_extract(json_array(text.body), '$[0]') AS BLOB)
        END
    ) AS bytes
FROM blob
LEFT JOIN text ON text.id = blob.text;
