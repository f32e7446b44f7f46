//! `corpus meta get`

use super::references_and_fields;
use crate::arguments::as_of::AsOfArgs;
use crate::arguments::selection::SelectionArgs;
use crate::context::Context;
use crate::output::output_failed;
use crate::output::{Column, Ended, Listing, Output};
use corpusdb::ops::metadata;

/// Show the values of fields
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  corpus meta get 2                     all fields of article 2
  corpus meta get 2 3 outlet published  two fields of two articles")]
pub(super) struct Args {
    /// Articles, then fields
    #[arg(value_name = "REF|FIELD")]
    words: Vec<String>,

    #[command(flatten)]
    selection: SelectionArgs,

    #[command(flatten)]
    as_of: AsOfArgs,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let (references, fields) = references_and_fields(&args.words)?;
    let selection = args.selection.selection(references, context, output)?;
    let corpus = args.as_of.open(context)?;
    let mut columns = vec![Column::number("article"), Column::text("field"), Column::long("value")];
    if !output.is_for_people() {
        columns.insert(2, Column::number("ordinal"));
    }
    let mut listing = Listing::new(columns);
    metadata::get(&corpus, &selection, &fields, &mut |value| {
        let cells = || vec![value.article.to_string(), value.field.clone(), value.value.clone()];
        listing.row(output, &value, cells).map_err(output_failed)
    })?;
    if listing.finish(output)? == 0 && output.is_for_people() {
        output.note("no values");
    }
    Ok(Ended::Done)
}
