//! Naming several articles, the same in every command.

use super::entries::Entries;
use crate::context::Context;
use crate::output::Output;
use corpusdb::Error;
use corpusdb::model::ArticleRef;
use corpusdb::ops::select::Selection;

/// Which articles, beside those that are named as arguments.
#[derive(Debug, clap::Args, serde::Serialize)]
pub(crate) struct SelectionArgs {
    /// All articles for which this SQL expression over the view articles is true
    #[arg(long = "where", value_name = "SQL")]
    expression: Option<String>,

    /// The articles that this file names, one a line; - is standard input
    #[arg(long, value_name = "FILE")]
    from: Option<String>,

    /// In that file a NUL ends a name, and not a line
    #[arg(long, short = '0', requires = "from")]
    null: bool,
}

/// Which articles, where a command takes no other arguments.
#[derive(Debug, clap::Args, serde::Serialize)]
pub(crate) struct ArticlesArgs {
    /// Articles: 12, seeds/a.txt, a.txt or sha256:ab12
    #[arg(value_name = "REF")]
    references: Vec<String>,

    #[command(flatten)]
    more: SelectionArgs,
}

impl ArticlesArgs {
    /// The selection that these arguments make.
    pub(crate) fn selection(&self, context: &Context, output: &mut Output) -> anyhow::Result<Selection> {
        let references = self.references.iter().map(|text| reference(text)).collect::<anyhow::Result<_>>()?;
        self.more.selection(references, context, output)
    }
}

impl SelectionArgs {
    /// The selection that these options and the given references make.
    pub(crate) fn selection(
        &self,
        references: Vec<ArticleRef>,
        context: &Context,
        output: &mut Output,
    ) -> anyhow::Result<Selection> {
        let mut named = Some(references).filter(|references| !references.is_empty());
        if let Some(file) = &self.from {
            let entries = Entries { file: file.as_ref(), null: self.null, of: "the names of articles" };
            let named = named.get_or_insert_default();
            for entry in entries.read(context, output)? {
                let text = String::from_utf8(entry).map_err(|error| {
                    let shown = error.as_bytes().escape_ascii().to_string();
                    Error::invalid(format!("{shown} in {file} isn't UTF-8"))
                        .with_hint("keys are written in UTF-8: corpus list shows them")
                })?;
                named.push(reference(&text)?);
            }
        }
        Ok(Selection { references: named, expression: self.expression.clone() })
    }
}

/// Reads a reference.
pub(crate) fn reference(text: &str) -> anyhow::Result<ArticleRef> {
    text.parse().map_err(|error: corpusdb::model::InvalidReference| Error::invalid(error.to_string()).into())
}
