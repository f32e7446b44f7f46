//! The commands that count words.

pub(super) mod collocates;
pub(super) mod concordance;
pub(super) mod dispersion;
pub(super) mod frequency;
pub(super) mod keyness;
pub(super) mod trend;

use crate::arguments::texts::TextsArgs;
use anyhow::Context as _;
use corpusdb::ops::words::QueryLanguage;
use corpusdb::{Corpus, Error};
use std::path::Path;

/// A query, and whose texts it is looked for in.
#[derive(Debug, clap::Args)]
pub(super) struct QueryArgs {
    /// Word or phrase: as in corpus search, but words beside each other are a phrase
    #[arg(value_name = "QUERY")]
    query: String,

    #[command(flatten)]
    texts: TextsArgs,

    #[command(flatten)]
    language: LanguageArgs,
}

/// How a query is read.
#[derive(Debug, clap::Args)]
pub(super) struct LanguageArgs {
    /// The query is a regular expression that a whole word must match
    #[arg(long, conflicts_with = "raw")]
    regex: bool,

    /// The query is in the language of SQLite's FTS5
    #[arg(long)]
    raw: bool,
}

impl LanguageArgs {
    fn language(&self) -> QueryLanguage {
        match (self.regex, self.raw) {
            (true, _) => QueryLanguage::Regex,
            (_, true) => QueryLanguage::Raw,
            _ => QueryLanguage::Plain,
        }
    }
}

/// A number with two decimals; `-` for none.
fn decimal(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"))
}

/// Writes an image, but not over the corpus.
pub(in crate::commands) fn draw(corpus: &Corpus, file: &Path, image: &str) -> anyhow::Result<()> {
    if corpus.owns(file)? {
        return Err(Error::refused(
            format!("{} is the corpus itself", file.display()),
            "give the image another name, such as plot.svg",
        )
        .into());
    }
    std::fs::write(file, image).with_context(|| format!("the image {} can't be written", file.display()))
}
