//! Look-up of articles by id, hash, key, former key, suffix of a key or path of the file, for one name or very many.

use crate::Result;
use crate::model::{ArticleId, Selector, VersionNumber};
use crate::store::Reader;
use crate::store::file::read::Read as _;
use rusqlite::{ToSql, named_params};
use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// The maximum number of candidates for an ambiguous reference.
const CANDIDATES: usize = 10;

/// An article that a selector may mean.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) id: ArticleId,
    pub(crate) key: String,
    /// The version that the selector itself names: a hash is the hash of one version.
    pub(crate) version: Option<VersionNumber>,
}

/// The articles that `selector` may mean, removed ones included; one more than [`CANDIDATES`] at most.
pub(crate) fn find(reader: &Reader, selector: &Selector, endings: &Endings) -> Result<Vec<Candidate>> {
    match selector {
        Selector::Id(id) => candidates(
            reader,
            "SELECT id, key, NULL AS version FROM article WHERE id = :id AND version IS NOT NULL",
            named_params! { ":id": id },
        ),
        Selector::Ids(ranges) => {
            let mut found = in_ranges(reader, ranges)?;
            found.truncate(CANDIDATES + 1);
            Ok(found)
        }
        Selector::Hash(digits) => {
            // The smallest and the largest hash with these digits: a range, which the index of hashes answers.
            let (low, high) = (format!("{digits:0<64}"), format!("{digits:f<64}"));
            candidates(
                reader,
                "
                SELECT article.id, article.key, max(version.number) AS version
                FROM blob
                JOIN version ON version.blob = blob.id AND version.undone_by IS NULL
                JOIN article ON article.id = version.article
                WHERE blob.sha256 BETWEEN unhex(:low) AND unhex(:high)
                GROUP BY article.id
                ORDER BY article.id
                LIMIT 11
                ",
                named_params! { ":low": low, ":high": high },
            )
        }
        Selector::Key(key) => {
            // From exact to lenient, so that an exact key is never shadowed by a similar one.
            for key in spellings(key) {
                let mut found = by_key(reader, &key, endings)?;
                if found.is_empty() {
                    found = endings.alike(reader, &key)?;
                }
                if !found.is_empty() {
                    return Ok(found);
                }
            }
            with_path(reader, key)
        }
    }
}

/// The articles of these ranges of ids, removed ones included. Ids that no article has are left out.
pub(crate) fn in_ranges(reader: &Reader, ranges: &[(ArticleId, ArticleId)]) -> Result<Vec<Candidate>> {
    let mut statement = reader.prepare_cached(
        "
        SELECT id, key
        FROM article
        WHERE id BETWEEN :first AND :last AND version IS NOT NULL
        ORDER BY id
        ",
    )?;
    let mut found = Vec::new();
    for (first, last) in ranges {
        let articles = statement.query_map(named_params! { ":first": first, ":last": last }, |row| {
            Ok(Candidate { id: row.read("id")?, key: row.read("key")?, version: None })
        })?;
        for article in articles {
            found.push(article?);
        }
    }
    Ok(found)
}

/// The articles whose file has this path on the disk, or a path that ends with it. For example, `../seeds/first/a.txt`
/// is the file `a.txt` of a source whose folder is `/home/ada/seeds/first`.
fn with_path(reader: &Reader, path: &str) -> Result<Vec<Candidate>> {
    let mut end = path;
    // Steps from the current folder, which the paths of sources don't have.
    while let Some(rest) = ["./", "../", "/"].iter().find_map(|step| end.strip_prefix(step)) {
        end = rest;
    }
    candidates(
        reader,
        "
        SELECT DISTINCT article.id, article.key, NULL AS version
        FROM file
        JOIN source ON source.id = file.source
        JOIN article ON article.id = file.article
        WHERE substr(source.last_root || '/' || file.path, -1 - length(:end)) = '/' || :end
            AND article.version IS NOT NULL
        ORDER BY article.id
        LIMIT 11
        ",
        named_params! { ":end": end },
    )
}

/// The live articles that have this text in their key or title, for a mistyped or shortened name. ASCII letters match in
/// either case.
pub(crate) fn containing(reader: &Reader, part: &str) -> Result<Vec<Candidate>> {
    candidates(
        reader,
        "
        SELECT id, key, NULL AS version
        FROM article
        WHERE (instr(lower(key), lower(:part)) > 0 OR instr(lower(title), lower(:part)) > 0)
            AND version IS NOT NULL
            AND removed_at IS NULL
        ORDER BY id
        LIMIT 11
        ",
        named_params! { ":part": part },
    )
}

fn by_key(reader: &Reader, key: &str, endings: &Endings) -> Result<Vec<Candidate>> {
    let exact = candidates(
        reader,
        "SELECT id, key, NULL AS version FROM article WHERE key = :key AND version IS NOT NULL",
        named_params! { ":key": key },
    )?;
    // A present key comes before a former one, and both before the end of a key.
    if !exact.is_empty() {
        return Ok(exact);
    }
    let former = with_former_key(reader, key)?;
    if !former.is_empty() {
        return Ok(former);
    }
    endings.find(reader, key)
}

/// The articles that had this key before they were renamed.
pub(crate) fn with_former_key(reader: &Reader, key: &str) -> Result<Vec<Candidate>> {
    candidates(
        reader,
        "
        SELECT DISTINCT article.id, article.key, NULL AS version
        FROM metadata_change
        JOIN article ON article.id = metadata_change.article
        WHERE metadata_change.field = 'key' AND metadata_change.old = :key AND article.version IS NOT NULL
        ORDER BY article.id
        LIMIT 11
        ",
        named_params! { ":key": key },
    )
}

fn candidates(reader: &Reader, sql: &str, parameters: &[(&str, &dyn ToSql)]) -> Result<Vec<Candidate>> {
    let mut statement = reader.prepare_cached(sql)?;
    let found = statement.query_map(parameters, |row| {
        Ok(Candidate { id: row.read("id")?, key: row.read("key")?, version: row.read("version")? })
    })?;
    // One more than is shown tells the caller that there are more.
    Ok(found.take(CANDIDATES + 1).collect::<rusqlite::Result<_>>()?)
}

/// So many names are looked for among all keys before the ends of keys are indexed, which takes as long.
const FEW: u32 = 10;

/// Finds articles by the end of their key: the first names by looking at every key, the others in an index that is
/// made for them.
#[derive(Default)]
pub(crate) struct Endings {
    looked_up: Cell<u32>,
    /// Keys with letters beyond ASCII, in NFC, by their last part.
    composed: OnceCell<HashMap<String, Vec<Composed>>>,
}

/// A key in NFC, and its article.
struct Composed {
    key: String,
    /// Whether it was the key before a rename.
    former: bool,
    article: Candidate,
}

impl Endings {
    /// The articles whose key ends with `/` and this name.
    pub(crate) fn find(&self, reader: &Reader, name: &str) -> Result<Vec<Candidate>> {
        let before = self.looked_up.replace(self.looked_up.get().saturating_add(1));
        if before == FEW {
            index_endings(reader)?;
        }
        if before < FEW { with_ending(reader, name) } else { with_indexed_ending(reader, name) }
    }

    /// The articles whose key is canonically equivalent to this name, or ends with `/` and such a name. macOS writes
    /// `ö` as two characters, others as one, so both are compared in NFC. A whole key comes before a former key, and
    /// both before a suffix of a key.
    pub(crate) fn alike(&self, reader: &Reader, name: &str) -> Result<Vec<Candidate>> {
        // An ASCII name is composed already, and most names are ASCII.
        if name.is_ascii() {
            return Ok(Vec::new());
        }
        let name: String = name.nfc().collect();
        // Read once for all names, because every key has to be composed.
        let composed = if let Some(composed) = self.composed.get() {
            composed
        } else {
            let read = composed_keys(reader)?;
            self.composed.get_or_init(|| read)
        };
        // The last part of a key is the same for a whole key and for its end, so one map serves both.
        let last = name.rsplit('/').next().unwrap_or(&name);
        let keys = composed.get(last).map(Vec::as_slice).unwrap_or_default();
        let ends = |key: &str| key.strip_suffix(name.as_str()).is_some_and(|before| before.ends_with('/'));
        let tiers: [&dyn Fn(&Composed) -> bool; 3] = [
            &|known| !known.former && known.key == name,
            &|known| known.former && known.key == name,
            &|known| !known.former && ends(&known.key),
        ];
        for fits in tiers {
            let mut found: Vec<Candidate> =
                keys.iter().filter(|known| fits(known)).map(|known| known.article.clone()).collect();
            // An article may have had the same key twice.
            found.dedup_by_key(|article| article.id);
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }
}

/// The possible spellings of a name: unchanged, without surrounding white space, and with `/` for Windows' backslash.
/// None begins with `./`.
pub(crate) fn spellings(name: &str) -> Vec<String> {
    let trimmed = name.trim();
    let all = [name.to_owned(), trimmed.to_owned(), trimmed.replace('\\', "/")];
    let mut all: Vec<String> =
        all.into_iter().map(|name| name.strip_prefix("./").map_or(name.clone(), str::to_owned)).collect();
    all.dedup();
    all
}

/// All keys with letters beyond ASCII, present and former, in NFC by their last part, by article.
fn composed_keys(reader: &Reader) -> Result<HashMap<String, Vec<Composed>>> {
    let mut statement = reader.prepare_cached(
        "
        SELECT id, key, key AS name, FALSE AS former
        FROM article
        WHERE key GLOB '*[^ -~]*' AND version IS NOT NULL
        UNION ALL
        SELECT article.id, article.key, metadata_change.old AS name, TRUE AS former
        FROM metadata_change
        JOIN article ON article.id = metadata_change.article
        WHERE metadata_change.field = 'key'
            AND metadata_change.old GLOB '*[^ -~]*'
            AND article.version IS NOT NULL
        ORDER BY id
        ",
    )?;
    let mut composed = HashMap::<String, Vec<Composed>>::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key: String = row.get_ref("name")?.as_str().map_err(rusqlite::Error::from)?.nfc().collect();
        let article = Candidate { id: row.read("id")?, key: row.read("key")?, version: None };
        let last = key.rsplit('/').next().unwrap_or(&key).to_owned();
        composed.entry(last).or_default().push(Composed { key, former: row.read("former")?, article });
    }
    Ok(composed)
}

/// Makes the temporary table that [`with_indexed_ending`] looks in. It is this connection's own and goes with the
/// transaction, so a reader may make it.
fn index_endings(reader: &Reader) -> Result<()> {
    let only_reads: bool = reader.pragma_query_value(None, "query_only", |row| row.read(0))?;
    // The setting also forbids temporary tables, which change nothing in the file.
    reader.pragma_update(None, "query_only", false)?;
    // SQLite has no basename function. Trimming all characters but `/` off the end leaves the folder of a key.
    let made = reader.execute_batch(
        "
        DROP TABLE IF EXISTS temp.key_ending;
        CREATE TEMP TABLE key_ending AS
        SELECT id, key, replace(key, rtrim(key, replace(key, '/', '')), '') AS name
        FROM article
        WHERE version IS NOT NULL;
        CREATE INDEX temp.key_ending_name ON key_ending (name);
        ",
    );
    // Before the error of the batch is returned: the connection must not stay writable.
    reader.pragma_update(None, "query_only", only_reads)?;
    Ok(made?)
}

fn with_ending(reader: &Reader, name: &str) -> Result<Vec<Candidate>> {
    // A comparison of the end, not LIKE, in which % and _ of a file name would match anything.
    candidates(
        reader,
        "
        SELECT id, key, NULL AS version
        FROM article
        WHERE substr(key, -1 - length(:name)) = '/' || :name AND version IS NOT NULL
        ORDER BY id
        LIMIT 11
        ",
        named_params! { ":name": name },
    )
}

fn with_indexed_ending(reader: &Reader, name: &str) -> Result<Vec<Candidate>> {
    candidates(
        reader,
        "
        SELECT id, key, NULL AS version
        FROM temp.key_ending
        WHERE name = :last AND substr(key, -1 - length(:name)) = '/' || :name
        ORDER BY id
        LIMIT 11
        ",
        named_params! { ":name": name, ":last": name.rsplit('/').next() },
    )
}
