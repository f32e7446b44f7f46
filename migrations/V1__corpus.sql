-- Schema 1 of a corpus. doc/data-model.md explains it to readers; this file is frozen once released.
--
-- Tables are singular and store; views are plural and are what people query. Outside clients run the
-- triggers and views with their own SQLite, so nothing here is newer than SQLite 3.37.
-- Times are ISO-8601 UTC with milliseconds. Hashes are 32-byte blobs here and lower-case hex in views.

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
    undoes          INTEGER REFERENCES operation
) STRICT;

CREATE INDEX operation_undoes ON operation (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX operation_state ON operation (state) WHERE state = 'running';

-- A named stream of articles: a folder that is imported again and again.
CREATE TABLE source (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL UNIQUE CHECK (name <> ''),
    last_root TEXT
) STRICT;

CREATE TABLE outlet (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> '' AND name = trim(name)),
    homepage TEXT CHECK (homepage <> ''),
    parent   INTEGER REFERENCES outlet
) STRICT;

CREATE INDEX outlet_parent ON outlet (parent) WHERE parent IS NOT NULL;

-- Other names, and host names, that mean an outlet.
CREATE TABLE outlet_alias (
    alias  TEXT NOT NULL PRIMARY KEY COLLATE NOCASE CHECK (alias <> '' AND alias = trim(alias)),
    kind   TEXT NOT NULL DEFAULT 'name' CHECK (kind IN ('name', 'host')),
    outlet INTEGER NOT NULL REFERENCES outlet
) STRICT, WITHOUT ROWID;

CREATE INDEX outlet_alias_outlet ON outlet_alias (outlet);

-- Readable text, once per distinct text. Rows are never updated, so the index below can't drift.
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

CREATE VIRTUAL TABLE text_fts USING fts5 (
    body,
    content = 'text',
    content_rowid = 'id',
    tokenize = "unicode61 remove_diacritics 2"
);

-- Bytes as received, once per distinct SHA-256. Where the text in UTF-8 is exactly those bytes they are
-- kept once, in the text; otherwise they are here.
CREATE TABLE blob (
    id         INTEGER PRIMARY KEY,
    sha256     BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
    size       INTEGER NOT NULL CHECK (size >= 0),
    media_type TEXT NOT NULL,
    text       INTEGER REFERENCES text,
    data       BLOB,
    CHECK ((text IS NULL) <> (data IS NULL))
) STRICT;

CREATE INDEX blob_text ON blob (text) WHERE text IS NOT NULL;

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

-- One state of an article's content: bytes, and the text that was read from them.
CREATE TABLE version (
    id        INTEGER PRIMARY KEY,
    article   INTEGER NOT NULL REFERENCES article,
    number    INTEGER NOT NULL CHECK (number >= 1),
    blob      INTEGER NOT NULL REFERENCES blob,
    text      INTEGER NOT NULL REFERENCES text,
    charset   TEXT NOT NULL,
    -- 1 when some bytes have no reading in the charset; the text shows U+FFFD for them.
    lossy     INTEGER NOT NULL CHECK (lossy IN (0, 1)),
    operation INTEGER NOT NULL REFERENCES operation,
    kind      TEXT NOT NULL CHECK (kind IN ('added', 'changed', 'reverted', 'redecoded')),
    added_at  TEXT NOT NULL,
    undone_by INTEGER REFERENCES operation,
    UNIQUE (article, number)
) STRICT;

CREATE INDEX version_blob ON version (blob);
CREATE INDEX version_text ON version (text);
CREATE INDEX version_operation ON version (operation);
CREATE INDEX version_undone_by ON version (undone_by) WHERE undone_by IS NOT NULL;

-- Where an article was last seen. mtime_ns is NULL when the file was so young that a later change
-- within the same clock tick would go unseen: it is hashed again next time.
CREATE TABLE file (
    id            INTEGER PRIMARY KEY,
    source        INTEGER NOT NULL REFERENCES source,
    -- Below the source's root, with '/'; a BLOB when it isn't UTF-8.
    path          ANY NOT NULL CHECK (typeof(path) IN ('text', 'blob')),
    article       INTEGER NOT NULL REFERENCES article,
    size          INTEGER NOT NULL,
    mtime_ns      INTEGER,
    -- When the system says that the file's contents or attributes changed; 0 where there is no such time.
    ctime_ns      INTEGER NOT NULL DEFAULT 0,
    missing_since INTEGER REFERENCES operation,
    UNIQUE (source, path)
) STRICT;

CREATE INDEX file_article ON file (article);
CREATE INDEX file_missing_since ON file (missing_since) WHERE missing_since IS NOT NULL;

-- What an import did to a file; unchanged files are only counted, in operation.summary.
CREATE TABLE import_event (
    id        INTEGER PRIMARY KEY,
    operation INTEGER NOT NULL REFERENCES operation,
    path      TEXT NOT NULL,
    outcome   TEXT NOT NULL CHECK (outcome IN (
        'added', 'changed', 'reverted', 'redecoded', 'moved', 'duplicate', 'restored', 'failed', 'missing',
        'removed'
    )),
    article   INTEGER REFERENCES article,
    -- The number of the version that this made.
    version   INTEGER,
    detail    TEXT
) STRICT;

CREATE INDEX import_event_operation ON import_event (operation);
CREATE INDEX import_event_article ON import_event (article) WHERE article IS NOT NULL;

-- What a field means. The standard fields are columns of article; the others are rows of metadata.
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

INSERT INTO field (name, type, standard, schema_org, description) VALUES
    ('title', 'text', 1, 'headline', 'The headline'),
    ('subtitle', 'text', 1, 'alternativeHeadline', 'The line under the headline'),
    ('outlet', 'text', 1, 'publisher', 'Who published it, by the name in the table outlet'),
    ('author', 'text', 1, 'author', 'Who wrote it; several names are joined by "; "'),
    ('published', 'date', 1, 'datePublished', 'When it was published, as precisely as the source says'),
    ('modified', 'date', 1, 'dateModified', 'When the publisher says that it was changed'),
    ('url', 'url', 1, 'url', 'Where it was published'),
    ('language', 'language', 1, 'inLanguage', 'The language as a BCP 47 tag, such as en or pt-BR'),
    ('section', 'text', 1, 'articleSection', 'The part of the publication that it appeared in');

CREATE TABLE metadata (
    article INTEGER NOT NULL REFERENCES article,
    field   TEXT NOT NULL REFERENCES field,
    ordinal INTEGER NOT NULL DEFAULT 0 CHECK (ordinal >= 0),
    value   TEXT NOT NULL CHECK (value <> ''),
    PRIMARY KEY (article, field, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX metadata_field ON metadata (field, value);

-- Every change of every field, standard or not, whoever made it: triggers write these rows.
CREATE TABLE metadata_change (
    id         INTEGER PRIMARY KEY,
    article    INTEGER NOT NULL REFERENCES article,
    field      TEXT NOT NULL,
    ordinal    INTEGER NOT NULL DEFAULT 0,
    old        TEXT,
    new        TEXT,
    -- What the value is from: set, import, csv:FILE, text:headline, outside …
    origin     TEXT NOT NULL,
    -- NULL when another program made the change.
    operation  INTEGER REFERENCES operation,
    changed_at TEXT NOT NULL
) STRICT;

CREATE INDEX metadata_change_article ON metadata_change (article, field);
CREATE INDEX metadata_change_operation ON metadata_change (operation);
-- Finds an article by a key that it had before it was renamed.
CREATE INDEX metadata_change_former_key ON metadata_change (old) WHERE field = 'key';

-- Who acts, for the triggers. The program fills it inside each of its write transactions and empties it
-- before the commit, so another client never sees a row here.
CREATE TABLE active_operation (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    operation INTEGER NOT NULL REFERENCES operation,
    origin    TEXT NOT NULL,
    at        TEXT NOT NULL
) STRICT;

CREATE INDEX active_operation_operation ON active_operation (operation);

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

-- The key and the removal of an article are its state too: they are recorded the same way.
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

-- A renamed outlet changes what its articles say.
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

-- History is only ever added to, and texts and bytes never change. Only a purge deletes.
CREATE TRIGGER metadata_change_frozen BEFORE UPDATE ON metadata_change
BEGIN
    SELECT RAISE(ABORT, 'history is only ever added to');
END;

CREATE TRIGGER text_frozen BEFORE UPDATE ON text
BEGIN
    SELECT RAISE(ABORT, 'a text never changes: import the changed file as a new version');
END;

CREATE TRIGGER blob_frozen BEFORE UPDATE ON blob
BEGIN
    SELECT RAISE(ABORT, 'bytes never change: import the changed file as a new version');
END;

CREATE TRIGGER version_frozen
BEFORE UPDATE OF article, number, blob, text, charset, lossy, operation, kind, added_at ON version
BEGIN
    SELECT RAISE(ABORT, 'a version never changes: import the changed file as a new one');
END;

CREATE TRIGGER operation_kept BEFORE DELETE ON operation
WHEN (
    SELECT operation.kind FROM active_operation JOIN operation ON operation.id = active_operation.operation
) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of operation stays');
END;

CREATE TRIGGER article_kept BEFORE DELETE ON article
WHEN (
    SELECT operation.kind FROM active_operation JOIN operation ON operation.id = active_operation.operation
) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of article stays');
END;

CREATE TRIGGER version_kept BEFORE DELETE ON version
WHEN (
    SELECT operation.kind FROM active_operation JOIN operation ON operation.id = active_operation.operation
) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of version stays');
END;

CREATE TRIGGER text_kept BEFORE DELETE ON text
WHEN (
    SELECT operation.kind FROM active_operation JOIN operation ON operation.id = active_operation.operation
) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of text stays');
END;

CREATE TRIGGER blob_kept BEFORE DELETE ON blob
WHEN (
    SELECT operation.kind FROM active_operation JOIN operation ON operation.id = active_operation.operation
) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of blob stays');
END;

CREATE TRIGGER metadata_change_kept BEFORE DELETE ON metadata_change
WHEN (
    SELECT operation.kind FROM active_operation JOIN operation ON operation.id = active_operation.operation
) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of metadata_change stays');
END;

CREATE TRIGGER import_event_kept BEFORE DELETE ON import_event
WHEN (
    SELECT operation.kind FROM active_operation JOIN operation ON operation.id = active_operation.operation
) IS NOT 'purge'
BEGIN
    SELECT RAISE(ABORT, 'only a purge deletes: a row of import_event stays');
END;

-- INSERT OR REPLACE deletes without telling the triggers above, so it is refused where there is a row to replace.
CREATE TRIGGER operation_not_replaced BEFORE INSERT ON operation
WHEN EXISTS (SELECT 1 FROM operation WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'this row of operation is there already and can''t be replaced');
END;

CREATE TRIGGER article_not_replaced BEFORE INSERT ON article
WHEN EXISTS (SELECT 1 FROM article WHERE id = NEW.id OR key = NEW.key)
BEGIN
    SELECT RAISE(ABORT, 'this row of article is there already and can''t be replaced');
END;

CREATE TRIGGER version_not_replaced BEFORE INSERT ON version
WHEN EXISTS (SELECT 1 FROM version WHERE id = NEW.id OR (article = NEW.article AND number = NEW.number))
BEGIN
    SELECT RAISE(ABORT, 'this row of version is there already and can''t be replaced');
END;

CREATE TRIGGER text_not_replaced BEFORE INSERT ON text
WHEN EXISTS (SELECT 1 FROM text WHERE id = NEW.id OR sha256 = NEW.sha256)
BEGIN
    SELECT RAISE(ABORT, 'this row of text is there already and can''t be replaced');
END;

CREATE TRIGGER blob_not_replaced BEFORE INSERT ON blob
WHEN EXISTS (SELECT 1 FROM blob WHERE id = NEW.id OR sha256 = NEW.sha256)
BEGIN
    SELECT RAISE(ABORT, 'this row of blob is there already and can''t be replaced');
END;

CREATE TRIGGER metadata_change_not_replaced BEFORE INSERT ON metadata_change
WHEN EXISTS (SELECT 1 FROM metadata_change WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'this row of metadata_change is there already and can''t be replaced');
END;

CREATE TRIGGER import_event_not_replaced BEFORE INSERT ON import_event
WHEN EXISTS (SELECT 1 FROM import_event WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'this row of import_event is there already and can''t be replaced');
END;

CREATE TRIGGER metadata_not_replaced BEFORE INSERT ON metadata
WHEN EXISTS (SELECT 1 FROM metadata WHERE article = NEW.article AND field = NEW.field AND ordinal = NEW.ordinal)
BEGIN
    SELECT RAISE(ABORT, 'this row of metadata is there already and can''t be replaced');
END;

CREATE TRIGGER article_key_not_replaced BEFORE UPDATE OF key ON article
WHEN EXISTS (SELECT 1 FROM article WHERE key = NEW.key AND id <> NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'another article has this key');
END;

-- Clients that leave foreign keys off, as SQLite does by default, would break what refers to these.
CREATE TRIGGER article_version_of_its_own BEFORE UPDATE OF version ON article
WHEN NOT EXISTS (SELECT 1 FROM version WHERE id = NEW.version AND article = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'the current version of an article is one of its own');
END;

CREATE TRIGGER outlet_in_use BEFORE DELETE ON outlet
WHEN EXISTS (SELECT 1 FROM article WHERE outlet = OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'this outlet has articles: give them another first (corpus outlet merge)');
END;

CREATE TRIGGER outlet_not_replaced BEFORE INSERT ON outlet
WHEN EXISTS (SELECT 1 FROM outlet WHERE id = NEW.id OR name = NEW.name)
BEGIN
    SELECT RAISE(ABORT, 'this row of outlet is there already and can''t be replaced');
END;

CREATE TRIGGER field_in_use BEFORE DELETE ON field
WHEN OLD.standard OR EXISTS (SELECT 1 FROM metadata WHERE field = OLD.name)
BEGIN
    SELECT RAISE(ABORT, 'this field is in use');
END;

CREATE TRIGGER article_outlet_exists BEFORE UPDATE OF outlet ON article
WHEN NEW.outlet IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outlet WHERE id = NEW.outlet)
BEGIN
    SELECT RAISE(ABORT, 'there is no such outlet');
END;

CREATE TRIGGER outlet_name_not_replaced BEFORE UPDATE OF name ON outlet
WHEN EXISTS (SELECT 1 FROM outlet WHERE name = NEW.name AND id <> OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'another outlet has this name');
END;

CREATE TRIGGER source_kept BEFORE DELETE ON source
BEGIN
    SELECT RAISE(ABORT, 'a source stays: its articles refer to it');
END;

CREATE TRIGGER source_not_replaced BEFORE INSERT ON source
WHEN EXISTS (SELECT 1 FROM source WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'this row of source is there already and can''t be replaced');
END;

CREATE TRIGGER operation_keeps_id BEFORE UPDATE OF id ON operation
WHEN NEW.id IS NOT OLD.id
BEGIN
    SELECT RAISE(ABORT, 'ids never change');
END;

CREATE TRIGGER source_keeps_id BEFORE UPDATE OF id ON source
WHEN NEW.id IS NOT OLD.id
BEGIN
    SELECT RAISE(ABORT, 'ids never change');
END;

CREATE TRIGGER outlet_keeps_id BEFORE UPDATE OF id ON outlet
WHEN NEW.id IS NOT OLD.id
BEGIN
    SELECT RAISE(ABORT, 'ids never change');
END;

CREATE TRIGGER article_keeps_id BEFORE UPDATE OF id ON article
WHEN NEW.id IS NOT OLD.id
BEGIN
    SELECT RAISE(ABORT, 'ids never change');
END;

CREATE TRIGGER version_keeps_id BEFORE UPDATE OF id ON version
WHEN NEW.id IS NOT OLD.id
BEGIN
    SELECT RAISE(ABORT, 'ids never change');
END;

CREATE TRIGGER text_keeps_id BEFORE UPDATE OF id ON text
WHEN NEW.id IS NOT OLD.id
BEGIN
    SELECT RAISE(ABORT, 'ids never change');
END;

CREATE TRIGGER blob_keeps_id BEFORE UPDATE OF id ON blob
WHEN NEW.id IS NOT OLD.id
BEGIN
    SELECT RAISE(ABORT, 'ids never change');
END;

-- Live and removed articles alike, with everything known about them in one row. What hangs on the version is
-- looked up column by column, so that a query only pays for the columns that it names, also when it counts or
-- groups; outlets and sources are joined, so that a condition on them can use their indexes.
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

-- The articles of the corpus. UPDATE works on the metadata columns, from any client, and is recorded.
CREATE VIEW articles AS
SELECT
    id, key, source, version, title, subtitle, outlet, author, published, modified, url, language, section, words,
    sha256, added_at, text
FROM every_article
WHERE removed_at IS NULL;

CREATE TRIGGER articles_refuse
INSTEAD OF UPDATE OF id, key, source, version, words, sha256, added_at, text ON articles
BEGIN
    SELECT RAISE(ABORT, 'only title, subtitle, outlet, author, published, modified, url, language and section of articles can be set');
END;

CREATE TRIGGER articles_update
INSTEAD OF UPDATE OF title, subtitle, outlet, author, published, modified, url, language, section ON articles
BEGIN
    INSERT INTO outlet (name)
    SELECT trim(NEW.outlet)
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
    version.operation,
    lower(hex(blob.sha256)) AS sha256,
    blob.size,
    blob.media_type,
    version.charset,
    version.lossy,
    text.words,
    lower(hex(text.normalized_sha256)) AS normalized_sha256,
    text.body AS text
FROM version
LEFT JOIN article ON article.id = version.article
LEFT JOIN blob ON blob.id = version.blob
LEFT JOIN text ON text.id = version.text
WHERE version.undone_by IS NULL;

-- The exact bytes of every version, by their hash.
CREATE VIEW blobs AS
SELECT
    lower(hex(blob.sha256)) AS sha256,
    blob.size,
    blob.media_type,
    coalesce(blob.data, CAST(text.body AS BLOB)) AS bytes
FROM blob
LEFT JOIN text ON text.id = blob.text;

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
    (
        SELECT undoing.id
        FROM operation AS undoing
        WHERE undoing.undoes = operation.id AND undoing.state = 'done'
    ) AS undone_by
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
        SELECT count(*) FROM article WHERE article.outlet = outlet.id AND article.removed_at IS NULL
    ) AS articles
FROM outlet
LEFT JOIN outlet AS parent ON parent.id = outlet.parent;
