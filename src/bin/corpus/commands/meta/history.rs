//! `corpus meta history`

use crate::context::Context;
use crate::output::{Column, Ended, Listing, Output};
use crate::views::history::when;
use corpusdb::model::ArticleRef;
use corpusdb::ops::metadata;

/// Show all metadata changes of an article, oldest first
///
/// Changes made by other programs are included: their origin is outside, and they have no operation.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  corpus meta history 2
  corpus meta history 2 outlet")]
pub(super) struct Args {
    /// Article: 12, seeds/a.txt, a.txt or sha256:ab12
    #[arg(value_name = "REF")]
    reference: ArticleRef,

    /// Show only this field; `key` shows renames, `removed_at` removals
    #[arg(value_name = "FIELD")]
    field: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let changes = metadata::history(&context.open_to_read()?, &args.reference, args.field.as_deref())?;
    let columns = if output.is_for_people() {
        vec![
            Column::text("when"),
            Column::text("field"),
            Column::long("old"),
            Column::long("new"),
            Column::text("origin"),
            Column::number("operation"),
        ]
    } else {
        ["article", "field", "ordinal", "old", "new", "origin", "operation", "changed_at"]
            .map(Column::text)
            .to_vec()
    };
    let mut listing = Listing::new(columns);
    for change in &changes {
        listing.row(output, change, || {
            let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
            vec![
                when(&change.changed_at),
                change.field.clone(),
                shown(&change.old),
                shown(&change.new),
                change.origin.to_string(),
                change.operation.map_or_else(|| "-".to_owned(), |operation| operation.to_string()),
            ]
        })?;
    }
    if listing.finish(output)? == 0 && output.is_for_people() {
        output.note("no metadata was ever set");
    }
    Ok(Ended::Done)
}
