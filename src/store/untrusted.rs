//! Corpora from untrusted sources.

use crate::store::file::{definitions, open};
use crate::store::verify::foreign;
use crate::store::{Access, Corpus, sql};
use crate::{Error, Result};
use std::path::Path;
use std::time::{Duration, Instant};

/// The time limit for commands on an untrusted file.
const LONGEST: Duration = Duration::from_mins(1);

impl Corpus {
    /// Opens an untrusted corpus, read-only. Its triggers, views and tables must be those of
    /// the schema. Reads are limited in time and memory.
    ///
    /// # Errors
    /// As [`Corpus::open`]. [`Error::Refused`] if a definition isn't part of the schema.
    pub fn open_untrusted(path: &Path, patience: Duration) -> Result<Self> {
        let mut corpus = open::open(path, Access::Read, patience)?;
        let end = Instant::now() + LONGEST;
        sql::limit(&corpus.connection)?;
        corpus.connection.progress_handler(sql::TICK, Some(move || Instant::now() >= end))?;
        let mut strange = Vec::new();
        corpus.read(|reader| {
            strange.extend(
                definitions::differences(reader)?.iter().map(definitions::AlteredDefinition::sentence),
            );
            let added = foreign::added(reader)?.into_iter();
            let acts = added.filter(|added| matches!(added.kind.as_str(), "trigger" | "view"));
            strange
                .extend(acts.map(|added| format!("the {} {} is not of the schema", added.kind, added.name)));
            Ok(())
        })?;
        if strange.is_empty() {
            return Ok(corpus);
        }
        Err(Error::refused(
            format!("{} is not to be trusted: {}", path.display(), strange.join("; ")),
            "look at it with: sqlite3 -readonly -safe FILE .schema",
        ))
    }
}
