//! Shared by all commands: the chosen corpus and opening it, the record of a change, and reading of arguments.

use crate::environment::Environment;
use crate::hints;
use corpusdb::model::{NewOperation, OperationKind};
use corpusdb::{Access, Corpus, Error};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// File name of a corpus by default.
const DEFAULT_NAME: &str = "corpus.db";

/// Input of every command besides its arguments.
pub(crate) struct Context<'a> {
    pub(crate) db: Option<PathBuf>,
    /// Whether the file comes from an untrusted source.
    pub(crate) untrusted: bool,
    /// Maximum time to wait for another process.
    pub(crate) patience: Duration,
    pub(crate) environment: &'a Environment,
}

impl Context<'_> {
    /// The record of a command that changes the corpus.
    pub(crate) fn operation(
        &self,
        kind: OperationKind,
        arguments: &impl Serialize,
        message: Option<&String>,
    ) -> NewOperation {
        NewOperation {
            kind,
            at: self.environment.now(),
            // As given, so that the log shows the command. A purge passes none, because they could name what it deletes.
            arguments: serde_json::json!(arguments),
            message: message.cloned(),
        }
    }
}

impl Context<'_> {
    /// Opens the corpus for reading.
    pub(crate) fn open_to_read(&self) -> anyhow::Result<Corpus> {
        self.open(&self.existing()?, Access::Read)
    }

    /// Opens the corpus for writing.
    pub(crate) fn open_to_write(&self) -> anyhow::Result<Corpus> {
        self.open(&self.existing()?, Access::Write)
    }

    /// Opens the corpus for repair.
    pub(crate) fn open_to_repair(&self) -> anyhow::Result<Corpus> {
        self.open(&self.existing()?, Access::Repair)
    }

    /// Opens a corpus file, waiting for other processes at most as long as `--wait`.
    pub(crate) fn open(&self, path: &Path, access: Access) -> anyhow::Result<Corpus> {
        if self.untrusted {
            return match access {
                // Only reads: a trigger of an untrusted file would run with the first write.
                Access::Read => Ok(Corpus::open_untrusted(path, self.patience)?),
                _ => Err(Error::invalid("an untrusted corpus is read-only")
                    .with_hint("if you trust it: --db FILE")
                    .into()),
            };
        }
        Ok(Corpus::open_within(path, access, self.patience)?)
    }

    /// Creates an empty corpus.
    pub(crate) fn create(&self, path: &Path) -> corpusdb::Result<Corpus> {
        Corpus::create_within(path, self.patience)
    }

    /// Path of the existing corpus: the named one, or the nearest.
    pub(crate) fn existing(&self) -> anyhow::Result<PathBuf> {
        match self.found()? {
            Some(path) => Ok(path),
            None => Err(Error::not_found(format!("there is no {DEFAULT_NAME} in this folder or one above"))
                .with_hint("create one by importing a folder: corpus import FOLDER; or name one: --db FILE")
                .into()),
        }
    }

    /// Path of the named corpus, which may not exist, or of the nearest one.
    pub(crate) fn found(&self) -> anyhow::Result<Option<PathBuf>> {
        if let Some(named) = &self.db {
            return Ok(Some(named.clone()));
        }
        // Like git: commands work in any folder below the one with the corpus.
        let here = std::env::current_dir()?;
        Ok(here.ancestors().map(|folder| folder.join(DEFAULT_NAME)).find(|candidate| candidate.exists()))
    }

    /// Path for a new corpus.
    pub(crate) fn new_path(&self) -> PathBuf {
        self.db.clone().unwrap_or_else(|| Path::new(DEFAULT_NAME).to_owned())
    }
}

/// Parses an argument. The error message includes the hint.
pub(crate) fn parsed<T: std::str::FromStr<Err = corpusdb::Error>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: corpusdb::Error| match error.hint() {
        // clap has no place for a hint of its own.
        Some(hint) => format!("{error}; {}", hints::words(hint)),
        None => error.to_string(),
    })
}

/// Parses the number of seconds of `--wait`.
pub(crate) fn patience(text: &str) -> Result<Duration, String> {
    // A day is more than any lock is held. Larger numbers could overflow a time.
    let seconds = text.parse().ok().filter(|seconds| (0.0..=86_400.0).contains(seconds));
    seconds.map(Duration::from_secs_f64).ok_or_else(|| "write seconds, from 0 to 86400".to_owned())
}
