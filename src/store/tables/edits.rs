//! Stored comparisons of consecutive versions. They are derived from the texts and can be computed again.

use crate::Result;
use crate::model::{ArticleId, Sha256, VersionNumber};
use crate::store::file::read::Read as _;
use crate::store::{Reader, Writer};
use rusqlite::types::ValueRef;
use rusqlite::{Row, named_params};
use serde_json::json;

/// Two consecutive versions of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct VersionPair {
    pub(crate) article: ArticleId,
    /// The row of the earlier one.
    from: i64,
    /// The row of the later one.
    to: i64,
}

/// A change between two texts as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) kind: &'static str,
    pub(crate) class: &'static str,
    pub(crate) cosmetic: Option<String>,
    pub(crate) flags: Option<String>,
    pub(crate) reasons: String,
    pub(crate) moved: Option<usize>,
    pub(crate) old: String,
    pub(crate) new: String,
    /// In characters, from 1.
    pub(crate) old_position: usize,
    pub(crate) new_position: usize,
    /// The hashes of the paragraphs that it touches.
    pub(crate) passages: Vec<i64>,
}

/// The pairs of these articles that no comparison by these rules is kept of, by article and number.
pub(crate) fn pending(reader: &Reader, articles: &[ArticleId], rules: u32) -> Result<Vec<VersionPair>> {
    // `lag` skips undone versions: the version before them is compared with the one after them.
    let mut statement = reader.prepare_cached(
        "
        SELECT article, from_version, to_version
        FROM (
            SELECT
                version.article,
                version.number,
                version.id AS to_version,
                lag(version.id) OVER (
                    PARTITION BY version.article
                    ORDER BY coalesce(version.captured, version.added_at), version.number
                ) AS from_version
            FROM json_each(:articles) AS chosen
            CROSS JOIN version ON version.article = chosen.value
            WHERE version.undone_by IS NULL
        ) AS pair
        WHERE from_version IS NOT NULL
            AND NOT EXISTS (
                SELECT 1
                FROM comparison
                WHERE comparison.to_version = pair.to_version
                    AND comparison.from_version = pair.from_version
                    AND comparison.rules = :rules
                    AND comparison.checksum IS NOT NULL
            )
        ORDER BY article, number
        ",
    )?;
    let parameters = named_params! { ":articles": json!(articles).to_string(), ":rules": rules };
    let pairs = statement.query_map(parameters, |row| {
        Ok(VersionPair {
            article: row.read("article")?,
            from: row.read("from_version")?,
            to: row.read("to_version")?,
        })
    })?;
    Ok(pairs.collect::<rusqlite::Result<_>>()?)
}

/// Both texts of a pair.
pub(crate) fn texts(reader: &Reader, pair: VersionPair) -> Result<(String, String)> {
    let mut statement = reader.prepare_cached(
        "SELECT text.body FROM version JOIN text ON text.id = version.text WHERE version.id = :version",
    )?;
    // The statement is prepared once and run for both versions.
    let mut text =
        |version: i64| statement.query_row(named_params! { ":version": version }, |row| row.read(0));
    Ok((text(pair.from)?, text(pair.to)?))
}

/// Stores the edits of a comparison. Replaces an earlier comparison of the same versions.
pub(crate) fn keep(writer: &Writer, pair: VersionPair, rules: u32, edits: &[Edit]) -> Result<()> {
    writer
        // A trigger deletes the edits of the earlier comparison as well.
        .prepare_cached("DELETE FROM comparison WHERE to_version = :to AND from_version = :from")?
        .execute(named_params! { ":from": pair.from, ":to": pair.to })?;
    let comparison: i64 = writer
        .prepare_cached(
            "
            INSERT INTO comparison (from_version, to_version, rules, edits)
            VALUES (:from, :to, :rules, :edits)
            RETURNING id
            ",
        )?
        .query_row(
            named_params! { ":from": pair.from, ":to": pair.to, ":rules": rules, ":edits": edits.len() },
            |row| row.read("id"),
        )?;
    edits.iter().enumerate().try_for_each(|(place, edit)| insert(writer, comparison, place, edit))?;
    writer
        // The checksum is of the stored rows, not of `edits`: it also covers the conversions of SQLite.
        .prepare_cached("UPDATE comparison SET checksum = :checksum WHERE id = :comparison")?
        .execute(named_params! { ":comparison": comparison, ":checksum": checksum(writer, comparison)? })?;
    Ok(())
}

/// The checksum of a comparison and its edits, without row ids.
pub(crate) fn checksum(reader: &Reader, comparison: i64) -> Result<Sha256> {
    let mut statement = reader.prepare_cached(
        "
        SELECT
            comparison.from_version, comparison.to_version, comparison.rules, comparison.edits,
            edit.place, edit.kind, edit.class, edit.cosmetic, edit.flags, edit.reasons, edit.move, edit.old, edit.new,
            edit.old_position, edit.new_position, edit.passages
        FROM comparison
        LEFT JOIN edit ON edit.comparison = comparison.id
        WHERE comparison.id = :comparison
        ORDER BY edit.place
        ",
    )?;
    let columns = statement.column_count();
    let mut rows = statement.query(named_params! { ":comparison": comparison })?;
    let mut cells = Vec::new();
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            // A tag for each type and a length for each text: different rows never give the same bytes.
            match row.get_ref(column)? {
                ValueRef::Null => cells.push(0),
                ValueRef::Integer(number) => {
                    cells.push(1);
                    cells.extend(number.to_be_bytes());
                }
                ValueRef::Real(number) => {
                    cells.push(2);
                    cells.extend(number.to_be_bytes());
                }
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                    cells.push(3);
                    cells.extend((bytes.len() as u64).to_be_bytes());
                    cells.extend(bytes);
                }
            }
        }
    }
    Ok(Sha256::of(&cells))
}

fn insert(writer: &Writer, comparison: i64, place: usize, edit: &Edit) -> Result<()> {
    writer
        .prepare_cached(
            "
            INSERT INTO edit (
                comparison, place, kind, class, cosmetic, flags, reasons, move, old, new, old_position,
                new_position, passages
            )
            VALUES (
                :comparison, :place, :kind, :class, :cosmetic, :flags, :reasons, :move, :old, :new, :old_position,
                :new_position, :passages
            )
            ",
        )?
        .execute(named_params! {
            ":comparison": comparison,
            ":place": place,
            ":kind": edit.kind,
            ":class": edit.class,
            ":cosmetic": edit.cosmetic,
            ":flags": edit.flags,
            ":reasons": edit.reasons,
            ":move": edit.moved,
            ":old": edit.old,
            ":new": edit.new,
            ":old_position": edit.old_position,
            ":new_position": edit.new_position,
            // A list in one cell: passages are only compared as a whole and searched with json_each.
            ":passages": json!(edit.passages).to_string(),
        })?;
    Ok(())
}

/// A comparison as it is kept, with the texts of its versions.
pub(crate) struct StoredComparison {
    pub(crate) id: i64,
    /// The number of the rules that found its edits.
    pub(crate) rules: u32,
    /// The stored checksum, if any.
    pub(crate) checksum: Option<Vec<u8>>,
    /// The recorded number of edits.
    pub(crate) edits: u64,
    /// The article of both versions and the number of the later one; `None` where they don't follow one another.
    pub(crate) place: Option<(ArticleId, VersionNumber)>,
    pub(crate) old: Vec<u8>,
    pub(crate) new: Vec<u8>,
}

/// The texts and positions of an edit.
pub(crate) struct StoredEdit {
    pub(crate) old: Vec<u8>,
    pub(crate) new: Vec<u8>,
    pub(crate) old_position: u64,
    pub(crate) new_position: u64,
}

/// Passes each comparison to `visit`, by row id. Texts are bytes, because damaged text may not be UTF-8.
pub(crate) fn comparisons(
    reader: &Reader,
    visit: &mut dyn FnMut(StoredComparison) -> Result<()>,
) -> Result<()> {
    // LEFT JOIN, because a comparison whose version is missing has to be reported, not skipped.
    let mut statement = reader.prepare(
        "
        SELECT
            comparison.id,
            comparison.rules,
            comparison.checksum,
            comparison.edits,
            CASE
                WHEN (coalesce(earlier.captured, earlier.added_at), earlier.number)
                    < (coalesce(later.captured, later.added_at), later.number)
                    THEN later.article
            END AS article,
            later.number,
            CAST(coalesce(old.body, '') AS BLOB) AS old,
            CAST(coalesce(new.body, '') AS BLOB) AS new
        FROM comparison
        LEFT JOIN version AS later ON later.id = comparison.to_version
        LEFT JOIN version AS earlier ON earlier.id = comparison.from_version AND earlier.article = later.article
        LEFT JOIN text AS old ON old.id = earlier.text
        LEFT JOIN text AS new ON new.id = later.text
        ORDER BY comparison.id
        ",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let article: Option<ArticleId> = row.read("article")?;
        visit(StoredComparison {
            id: row.read("id")?,
            rules: row.read("rules")?,
            checksum: row.read("checksum")?,
            edits: row.read("edits")?,
            place: article
                .map(|article| Ok::<_, rusqlite::Error>((article, row.read("number")?)))
                .transpose()?,
            old: row.read("old")?,
            new: row.read("new")?,
        })?;
    }
    Ok(())
}

/// Whether these edits, and no others, are kept of a comparison, each cell as it would be now.
pub(crate) fn are_kept(reader: &Reader, comparison: i64, edits: &[Edit]) -> Result<bool> {
    let mut statement = reader.prepare_cached(
        "
        SELECT
            place, kind, class, cosmetic, flags, reasons, move, old, new, old_position, new_position, passages
        FROM edit
        WHERE comparison = :comparison
        ORDER BY place
        ",
    )?;
    let mut rows = statement.query(named_params! { ":comparison": comparison })?;
    // Each cell is compared in its own type. A number stored as text would read the same, but is damage.
    for (place, edit) in edits.iter().enumerate() {
        let Some(row) = rows.next()? else { return Ok(false) };
        let passages = json!(edit.passages).to_string();
        let numbers = [Some(place), edit.moved, Some(edit.old_position), Some(edit.new_position)];
        let texts = [
            Some(edit.kind),
            Some(edit.class),
            edit.cosmetic.as_deref(),
            edit.flags.as_deref(),
            Some(&edit.reasons),
            Some(&edit.old),
            Some(&edit.new),
            Some(&passages),
        ];
        for (column, number) in ["place", "move", "old_position", "new_position"].into_iter().zip(numbers) {
            if row.get_ref(column)?.as_i64_or_null().ok()
                != Some(number.and_then(|number| number.try_into().ok()))
            {
                return Ok(false);
            }
        }
        let columns = ["kind", "class", "cosmetic", "flags", "reasons", "old", "new", "passages"];
        for (column, text) in columns.into_iter().zip(texts) {
            if row.get_ref(column)?.as_bytes_or_null().ok() != Some(text.map(str::as_bytes)) {
                return Ok(false);
            }
        }
    }
    // A surplus row means that more edits are kept than there should be.
    Ok(rows.next()?.is_none())
}

/// The edits of a comparison, in order.
pub(crate) fn of_comparison(
    reader: &Reader,
    comparison: i64,
    visit: &mut dyn FnMut(StoredEdit),
) -> Result<()> {
    let mut statement = reader.prepare_cached(
        "
        SELECT CAST(old AS BLOB) AS old, CAST(new AS BLOB) AS new, old_position, new_position
        FROM edit
        WHERE comparison = :comparison
        ORDER BY place
        ",
    )?;
    let mut rows = statement.query(named_params! { ":comparison": comparison })?;
    while let Some(row) = rows.next()? {
        visit(stored(row)?);
    }
    Ok(())
}

fn stored(row: &Row) -> rusqlite::Result<StoredEdit> {
    Ok(StoredEdit {
        old: row.read("old")?,
        new: row.read("new")?,
        old_position: row.read("old_position")?,
        new_position: row.read("new_position")?,
    })
}

/// Deletes a comparison and its edits, with or without the triggers of the schema.
pub(crate) fn forget(writer: &Writer, comparison: i64) -> Result<()> {
    let parameters = named_params! { ":comparison": comparison };
    // The edits go first: a repair may run while the triggers that delete them are missing.
    writer.prepare_cached("DELETE FROM edit WHERE comparison = :comparison")?.execute(parameters)?;
    writer.prepare_cached("DELETE FROM comparison WHERE id = :comparison")?.execute(parameters)?;
    Ok(())
}

/// Forgets edits without a comparison.
pub(crate) fn forget_orphans(writer: &Writer) -> Result<()> {
    writer.execute("DELETE FROM edit WHERE comparison NOT IN (SELECT id FROM comparison)", [])?;
    Ok(())
}
