//! The commands that count words.

pub(super) mod collocates;
pub(super) mod concordance;
pub(super) mod dispersion;
pub(super) mod frequency;
pub(super) mod keyness;
pub(super) mod trend;

use anyhow::Context as _;
use corpusdb::ops::words::Language;
use std::path::Path;

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
    fn language(&self) -> Language {
        match (self.regex, self.raw) {
            (true, _) => Language::Regex,
            (_, true) => Language::Raw,
            _ => Language::Plain,
        }
    }
}

/// A number with two decimals; `-` for none.
fn decimal(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"))
}

/// Writes an image.
fn draw(file: &Path, image: &str) -> anyhow::Result<()> {
    std::fs::write(file, image).with_context(|| format!("the image {} can't be written", file.display()))
}
