//! Outlets and the other names and host names that mean them. Names compare without regard to ASCII case.

use crate::Result;
use crate::model::{ArticleId, Outlet};
use crate::store::file::read::Read as _;
use crate::store::{Reader, Writer};
use rusqlite::{OptionalExtension, named_params};
use serde_json::json;

/// The outlet that has this name or alias.
pub(crate) fn find(reader: &Reader, name: &str) -> Result<Option<(i64, String)>> {
    Ok(reader
        // The name comes before the aliases: LIMIT 1 ends the search at the first row.
        .prepare_cached(
            "
            SELECT id, name FROM outlet WHERE name = :name
            UNION ALL
            SELECT outlet.id, outlet.name
            FROM outlet_alias
            JOIN outlet ON outlet.id = outlet_alias.outlet
            WHERE outlet_alias.alias = :name
            LIMIT 1
            ",
        )?
        .query_row(named_params! { ":name": name }, |row| Ok((row.read(0)?, row.read(1)?)))
        .optional()?)
}

/// The outlet that a host name means: the host itself or the nearest domain above it that is an alias.
pub(crate) fn of_host(reader: &Reader, host: &str) -> Result<Option<i64>> {
    let mut statement =
        reader.prepare_cached("SELECT outlet FROM outlet_alias WHERE alias = :host AND kind = 'host'")?;
    let mut domain = host;
    loop {
        let found = statement.query_row(named_params! { ":host": domain }, |row| row.read(0)).optional()?;
        // The nearest domain wins: a blog on a subdomain may be an outlet of its own.
        match (found, domain.split_once('.')) {
            (Some(outlet), _) => return Ok(Some(outlet)),
            (None, Some((_, above))) => domain = above,
            (None, None) => return Ok(None),
        }
    }
}

/// Articles that have a URL but no outlet.
pub(crate) fn articles_without(reader: &Reader) -> Result<Vec<ArticleId>> {
    let mut statement = reader
        .prepare_cached("SELECT id FROM article WHERE outlet IS NULL AND url IS NOT NULL ORDER BY id")?;
    Ok(statement.query_map([], |row| row.read(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Passes the URLs of the live articles without an outlet to `visit`.
pub(crate) fn addresses_without(reader: &Reader, visit: &mut dyn FnMut(&str) -> Result<()>) -> Result<()> {
    let mut statement = reader.prepare_cached(
        "SELECT url FROM article WHERE outlet IS NULL AND url IS NOT NULL AND removed_at IS NULL ORDER BY id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let url: String = row.read("url")?;
        visit(&url)?;
    }
    Ok(())
}

/// Whether this is an alias, in addition to the names of outlets.
pub(crate) fn is_alias(reader: &Reader, alias: &str) -> Result<bool> {
    Ok(reader
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM outlet_alias WHERE alias = :alias)")?
        .query_row(named_params! { ":alias": alias }, |row| row.read(0))?)
}

/// The outlets of these articles, by id.
pub(crate) fn of(reader: &Reader, articles: &[ArticleId]) -> Result<Vec<i64>> {
    // CROSS JOIN begins with the chosen articles, which are usually few.
    let mut statement = reader.prepare_cached(
        "
        SELECT DISTINCT article.outlet
        FROM json_each(:articles) AS chosen
        CROSS JOIN article ON article.id = chosen.value
        WHERE article.outlet IS NOT NULL
        ORDER BY article.outlet
        ",
    )?;
    let outlets =
        statement.query_map(named_params! { ":articles": json!(articles).to_string() }, |row| row.read(0))?;
    Ok(outlets.collect::<rusqlite::Result<_>>()?)
}

/// Adds an outlet; gives its id, which no other one has had.
pub(crate) fn add(writer: &Writer, name: &str) -> Result<i64> {
    Ok(writer
        // `next_outlet` also counts deleted outlets, so that an undo can bring one back under its id.
        .prepare_cached("INSERT INTO outlet (id, name) SELECT id, :name FROM next_outlet RETURNING id")?
        .query_row(named_params! { ":name": name }, |row| row.read(0))?)
}

/// The outlet that a name means; when there is none it is added.
pub(crate) fn find_or_add(writer: &Writer, name: &str) -> Result<i64> {
    match find(writer, name)? {
        Some((id, _)) => Ok(id),
        None => add(writer, name),
    }
}

/// Sets the given ones of an outlet's homepage and parent. Returns whether anything changed.
pub(crate) fn describe(
    writer: &Writer,
    id: i64,
    homepage: Option<&str>,
    parent: Option<i64>,
) -> Result<bool> {
    // The condition leaves an equal row alone, so that the triggers record no change.
    let changed = writer
        .prepare_cached(
            "
            UPDATE outlet
            SET homepage = coalesce(:homepage, homepage), parent = coalesce(:parent, parent)
            WHERE id = :id
                AND (homepage IS NOT coalesce(:homepage, homepage) OR parent IS NOT coalesce(:parent, parent))
            ",
        )?
        .execute(named_params! { ":id": id, ":homepage": homepage, ":parent": parent })?;
    Ok(changed > 0)
}

/// Whether `ancestor` is `outlet` or one of the outlets above it.
pub(crate) fn is_above(reader: &Reader, ancestor: i64, outlet: i64) -> Result<bool> {
    Ok(reader
        // UNION drops repetitions, so that a circle left by another program ends the recursion.
        .prepare_cached(
            "
            WITH RECURSIVE above (id) AS (
                SELECT :outlet
                UNION
                SELECT outlet.parent FROM outlet JOIN above ON above.id = outlet.id WHERE outlet.parent IS NOT NULL
            )
            SELECT EXISTS (SELECT 1 FROM above WHERE id = :ancestor)
            ",
        )?
        .query_row(named_params! { ":outlet": outlet, ":ancestor": ancestor }, |row| row.read(0))?)
}

/// Makes `alias` mean an outlet.
pub(crate) fn add_alias(writer: &Writer, alias: &str, kind: &str, outlet: i64) -> Result<()> {
    writer
        .prepare_cached("INSERT INTO outlet_alias (alias, kind, outlet) VALUES (:alias, :kind, :outlet)")?
        .execute(named_params! { ":alias": alias, ":kind": kind, ":outlet": outlet })?;
    Ok(())
}

/// Makes everything of outlet `from` belong to `into`, deletes `from`, and keeps its name as an alias. Gives how
/// many articles changed.
pub(crate) fn merge(writer: &Writer, from: i64, into: i64, name: &str) -> Result<usize> {
    let both = named_params! { ":from": from, ":into": into };
    let articles =
        writer.prepare_cached("UPDATE article SET outlet = :into WHERE outlet = :from")?.execute(both)?;
    writer.prepare_cached("UPDATE outlet_alias SET outlet = :into WHERE outlet = :from")?.execute(both)?;
    writer
        // An outlet can't belong to itself: the next statement frees `into` if it was below `from`.
        .prepare_cached("UPDATE outlet SET parent = :into WHERE parent = :from AND id <> :into")?
        .execute(both)?;
    writer
        .prepare_cached("UPDATE outlet SET parent = NULL WHERE id = :into AND parent = :from")?
        .execute(both)?;
    // Nothing refers to the outlet any more, so that it can be deleted.
    writer.prepare_cached("DELETE FROM outlet WHERE id = :from")?.execute(named_params! { ":from": from })?;
    add_alias(writer, name, "name", into)?;
    Ok(articles)
}

/// All outlets, by name.
pub(crate) fn list(reader: &Reader) -> Result<Vec<Outlet>> {
    let mut aliases =
        reader.prepare_cached("SELECT alias FROM outlet_alias WHERE outlet = :outlet ORDER BY alias")?;
    let mut statement = reader
        .prepare_cached("SELECT id, name, homepage, parent, articles FROM outlets ORDER BY name, id")?;
    let mut rows = statement.query([])?;
    let mut outlets = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.read("id")?;
        outlets.push(Outlet {
            name: row.read("name")?,
            homepage: row.read("homepage")?,
            parent: row.read("parent")?,
            aliases: aliases
                .query_map(named_params! { ":outlet": id }, |row| row.read(0))?
                .collect::<rusqlite::Result<_>>()?,
            articles: row.read("articles")?,
        });
    }
    Ok(outlets)
}

/// Whether any host name means an outlet.
pub(crate) fn any_hosts(reader: &Reader) -> Result<bool> {
    Ok(reader
        .query_row("SELECT EXISTS (SELECT 1 FROM outlet_alias WHERE kind = 'host')", [], |row| row.read(0))?)
}
