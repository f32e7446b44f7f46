//! Shared by all commands: the chosen corpus and opening it, the record of a change, and reading of arguments.

use crate::environment::Environment;
use corpusdb::model::NewOperation;
use corpusdb::{Access, Corpus, Error};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The name of a corpus that isn't named.
const DEFAULT_NAME: &str = "corpus.db";

/// What every command gets beside its arguments.
pub(crate) struct Context<'a> {
    pub(crate) db: Option<PathBuf>,
    /// Whether that file is from somebody who isn't trusted.
    pub(crate) untrusted: bool,
    /// How long to wait for another process.
    pub(crate) patience: Duration,
    pub(crate) environment: &'a Environment,
}

impl Context<'_> {
    /// The record of a command that changes the corpus.
    pub(crate) fn operation(
        &self,
        kind: &'static str,
        arguments: &impl Serialize,
        message: Option<&String>,
    ) -> NewOperation {
        NewOperation {
            kind,
            at: self.environment.now(),
            arguments: serde_json::json!(arguments),
            message: message.cloned(),
        }
    }
}

impl Context<'_> {
    /// Opens the corpus to look at it.
    pub(crate) fn open_to_read(&self) -> anyhow::Result<Corpus> {
        self.open(&self.existing()?, Access::Read)
    }

    /// Opens the corpus to change it.
    pub(crate) fn open_to_write(&self) -> anyhow::Result<Corpus> {
        self.open(&self.existing()?, Access::Write)
    }

    /// Opens the corpus to repair it.
    pub(crate) fn open_to_repair(&self) -> anyhow::Result<Corpus> {
        self.open(&self.existing()?, Access::Repair)
    }

    /// Opens this file, and waits for others as long as the user wants.
    pub(crate) fn open(&self, path: &Path, access: Access) -> anyhow::Result<Corpus> {
        if self.untrusted {
            return match access {
                Access::Read => Ok(Corpus::open_untrusted(path, self.patience)?),
                _ => Err(Error::invalid("a corpus that isn't trusted can only be read")
                    .with_hint("once it is sound and yours: --db FILE")
                    .into()),
            };
        }
        Ok(Corpus::open_within(path, access, self.patience)?)
    }

    /// Makes an empty corpus of this name.
    pub(crate) fn create(&self, path: &Path) -> corpusdb::Result<Corpus> {
        Corpus::create_within(path, self.patience)
    }

    /// The corpus that is there: the named one, or the nearest.
    pub(crate) fn existing(&self) -> anyhow::Result<PathBuf> {
        match self.found()? {
            Some(path) => Ok(path),
            None => Err(Error::not_found(format!("there is no {DEFAULT_NAME} in this folder or one above"))
                .with_hint("make one by importing a folder: corpus import FOLDER; or name one: --db FILE")
                .into()),
        }
    }

    /// The named corpus, whether it is there or not, or the nearest one.
    pub(crate) fn found(&self) -> anyhow::Result<Option<PathBuf>> {
        if let Some(named) = &self.db {
            return Ok(Some(named.clone()));
        }
        let here = std::env::current_dir()?;
        Ok(here.ancestors().map(|folder| folder.join(DEFAULT_NAME)).find(|candidate| candidate.exists()))
    }

    /// Where a new corpus goes.
    pub(crate) fn new_path(&self) -> PathBuf {
        self.db.clone().unwrap_or_else(|| Path::new(DEFAULT_NAME).to_owned())
    }
}

/// Reads an argument; what is wrong with it is told with its hint.
pub(crate) fn parsed<T: std::str::FromStr<Err = corpusdb::Error>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: corpusdb::Error| match error.hint() {
        Some(hint) => format!("{error}; {hint}"),
        None => error.to_string(),
    })
}

/// Reads how long to wait for another process.
pub(crate) fn patience(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().filter(|seconds| (0.0..=86_400.0).contains(seconds));
    seconds.map(Duration::from_secs_f64).ok_or_else(|| "write seconds, from 0 to 86400".to_owned())
}
