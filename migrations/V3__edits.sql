-- Schema 3 of a corpus: the edits between versions as rows, what recurs in the articles of an outlet, and ids of
-- outlets that are never given twice. doc/data-model.md explains it to readers; this file is frozen once released.

-- What `corpus analyse` found is derived from the texts, as an index is: deleting rows of comparison and
-- learned_outlet loses nothing, and the next analysis makes them again.

-- Two versions of an article that were compared; they followed one another then.
CREATE TABLE comparison (
    id           INTEGER PRIMARY KEY,
    from_version INTEGER NOT NULL REFERENCES version,
    to_version   INTEGER NOT NULL REFERENCES version,
    -- The number of the rules that found and judged the edits; those of another number are found again.
    rules        INTEGER NOT NULL,
    -- How many there are.
    edits        INTEGER NOT NULL CHECK (edits >= 0),
    UNIQUE (to_version, from_version)
) STRICT;

CREATE INDEX comparison_from_version ON comparison (from_version);

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

-- An outlet whose recurring passages are known.
CREATE TABLE learned_outlet (
    outlet   INTEGER PRIMARY KEY REFERENCES outlet,
    rules    INTEGER NOT NULL,
    -- How many articles were looked at; of those with the same text, one.
    articles INTEGER NOT NULL CHECK (articles >= 0),
    -- A hash of which texts these were, to see whether others are there now.
    texts    INTEGER NOT NULL
) STRICT;

-- A paragraph that recurs in the articles of an outlet.
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

CREATE TRIGGER edit_frozen BEFORE UPDATE ON edit
BEGIN
    SELECT RAISE(ABORT, 'an edit is as the texts say: delete its comparison, and corpus analyse makes it again');
END;

CREATE TRIGGER comparison_delete_edits AFTER DELETE ON comparison
BEGIN
    DELETE FROM edit WHERE comparison = OLD.id;
END;

CREATE TRIGGER learned_outlet_delete_boilerplate AFTER DELETE ON learned_outlet
BEGIN
    DELETE FROM boilerplate WHERE outlet = OLD.outlet;
END;

CREATE TRIGGER outlet_delete_learned BEFORE DELETE ON outlet
BEGIN
    DELETE FROM learned_outlet WHERE outlet = OLD.id;
END;

-- The edits between versions that follow one another as things stand now.
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
            AND between_them.number > earlier.number
            AND between_them.number < later.number
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

-- The id of the next outlet. It is never that of one that is gone, which the history knows by its id.
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

DROP TRIGGER articles_update;

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

