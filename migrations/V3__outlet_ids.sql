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

