//! Which file is the corpus, and opening it.

use super::Context;
use corpusdb::{Access, Corpus, Error};
use std::path::{Path, PathBuf};

/// The name of a corpus that isn't named.
const DEFAULT_NAME: &str = "corpus.db";

impl Context<'_> {
    /// Opens the corpus to look at it.
    pub(super) fn open_to_read(&self) -> anyhow::Result<Corpus> {
        self.open(&self.existing()?, Access::Read)
    }

    /// Opens the corpus to change it.
    pub(super) fn open_to_write(&self) -> anyhow::Result<Corpus> {
        self.open(&self.existing()?, Access::Write)
    }

    /// Opens the corpus to repair it.
    pub(super) fn open_to_repair(&self) -> anyhow::Result<Corpus> {
        self.open(&self.existing()?, Access::Repair)
    }

    /// Opens this file, and waits for others as long as the user wants.
    pub(super) fn open(&self, path: &Path, access: Access) -> anyhow::Result<Corpus> {
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
    pub(super) fn create(&self, path: &Path) -> corpusdb::Result<Corpus> {
        Corpus::create_within(path, self.patience)
    }

    /// The corpus that is there: the named one, or the nearest.
    pub(super) fn existing(&self) -> anyhow::Result<PathBuf> {
        match self.found()? {
            Some(path) => Ok(path),
            None => Err(Error::not_found(format!("there is no {DEFAULT_NAME} in this folder or one above"))
                .with_hint("make one by importing a folder: corpus import FOLDER; or name one: --db FILE")
                .into()),
        }
    }

    /// The named corpus, whether it is there or not, or the nearest one.
    pub(super) fn found(&self) -> anyhow::Result<Option<PathBuf>> {
        if let Some(named) = &self.db {
            return Ok(Some(named.clone()));
        }
        let here = std::env::current_dir()?;
        Ok(here.ancestors().map(|folder| folder.join(DEFAULT_NAME)).find(|candidate| candidate.exists()))
    }

    /// Where a new corpus goes.
    pub(super) fn new_path(&self) -> PathBuf {
        self.db.clone().unwrap_or_else(|| Path::new(DEFAULT_NAME).to_owned())
    }
}
