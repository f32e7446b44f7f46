//! Naming several articles, the same in every command.

use corpusdb::model::ArticleRef;
use corpusdb::ops::select::Selection;
use std::io::Read;

/// Which articles.
#[derive(Debug, clap::Args, serde::Serialize)]
pub(super) struct SelectionArgs {
    /// All articles for which this SQL expression over the view articles is true
    #[arg(long = "where", value_name = "SQL")]
    expression: Option<String>,

    /// Read references from this file, one a line; - is standard input
    #[arg(long, value_name = "FILE")]
    from: Option<String>,
}

impl SelectionArgs {
    /// The selection that these options and the given references make.
    pub(super) fn selection(&self, references: Vec<ArticleRef>) -> anyhow::Result<Selection> {
        let mut references = references;
        if let Some(file) = &self.from {
            for line in read(file)?.lines().map(str::trim).filter(|line| !line.is_empty()) {
                references.push(reference(line)?);
            }
        }
        Ok(Selection { references, expression: self.expression.clone() })
    }
}

/// Reads a reference.
pub(super) fn reference(text: &str) -> anyhow::Result<ArticleRef> {
    text.parse().map_err(|error: corpusdb::model::InvalidReference| {
        corpusdb::Error::invalid(error.to_string()).into()
    })
}

fn read(file: &str) -> anyhow::Result<String> {
    let mut text = String::new();
    if file == "-" {
        std::io::stdin().read_to_string(&mut text)?;
    } else {
        text = std::fs::read_to_string(file)
            .map_err(|error| corpusdb::Error::io("read", file.as_ref(), error))?;
    }
    Ok(text)
}
