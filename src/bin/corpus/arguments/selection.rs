//! Selection of several articles.

use super::entries::Entries;
use crate::context::Context;
use crate::output::Output;
use corpusdb::model::ArticleRef;
use corpusdb::ops::select::{self, Others, Selection};
use corpusdb::{Corpus, Error};

/// Options that select articles, in addition to references.
#[derive(Debug, clap::Args, serde::Serialize)]
pub(crate) struct SelectionArgs {
    /// Select the articles that match this SQL expression over the view articles
    #[arg(long = "where", value_name = "SQL")]
    expression: Option<String>,

    /// Read references from this file, one per line; - is standard input
    #[arg(long, value_name = "FILE")]
    from: Option<String>,

    /// Names in that file end with a NUL character instead of a line break
    #[arg(long, short = '0', requires = "from")]
    null: bool,
}

/// References and options of a command without other arguments.
#[derive(Debug, clap::Args, serde::Serialize)]
pub(crate) struct ArticlesArgs {
    /// Articles: 12, seeds/a.txt, a.txt or sha256:ab12
    #[arg(value_name = "REF")]
    references: Vec<String>,

    #[command(flatten)]
    more: SelectionArgs,
}

impl ArticlesArgs {
    /// The selection made by these arguments.
    pub(crate) fn selection(&self, context: &Context, output: &mut Output) -> anyhow::Result<Selection> {
        let references = self.references.iter().map(|text| reference(text)).collect::<anyhow::Result<_>>()?;
        self.more.selection(references, context, output)
    }
}

impl ArticlesArgs {
    /// The selection made by these arguments, in which filters such as `outlet:RT` may take the place of references.
    pub(crate) fn filtered(
        &self,
        corpus: &Corpus,
        context: &Context,
        output: &mut Output,
    ) -> anyhow::Result<Selection> {
        let narrowed = self.more.selection(Vec::new(), context, output)?;
        Ok(select::read(corpus, &self.references, Others::AreReferences, &narrowed)?)
    }
}

impl SelectionArgs {
    /// The selection made by these options and the given references.
    pub(crate) fn selection(
        &self,
        references: Vec<ArticleRef>,
        context: &Context,
        output: &mut Output,
    ) -> anyhow::Result<Selection> {
        // No references leave the selection open. An empty file selects nothing.
        let mut named = Some(references).filter(|references| !references.is_empty());
        if let Some(file) = &self.from {
            let entries = Entries { file: file.as_ref(), null: self.null, of: "the names of articles" };
            let named = named.get_or_insert_default();
            for entry in entries.read(context, output)? {
                let text = String::from_utf8(entry).map_err(|error| {
                    let shown = error.as_bytes().escape_ascii().to_string();
                    Error::invalid(format!("{shown} in {file} isn't UTF-8"))
                        .with_hint("keys must be UTF-8: corpus list shows them")
                })?;
                named.push(reference(&text)?);
            }
        }
        Ok(Selection { references: named, expression: self.expression.clone() })
    }
}

/// Parses a reference.
pub(crate) fn reference(text: &str) -> anyhow::Result<ArticleRef> {
    text.parse().map_err(|error: corpusdb::model::InvalidReference| Error::invalid(error.to_string()).into())
}
