//! `corpus meta unset`

use super::{print_change, references_and_fields};
use crate::arguments::selection::SelectionArgs;
use crate::context::Context;
use crate::output::{Ended, Output};
use corpusdb::model::OperationKind;
use corpusdb::ops::metadata;
use serde::Serialize;

/// Remove the values of fields
///
/// Old values stay in the history.
#[derive(Debug, clap::Args, Serialize)]
#[command(after_help = r#"Examples:
  corpus meta unset 2 published
  corpus meta unset --where "outlet = 'RT'" section"#)]
pub(super) struct Args {
    /// Articles, then fields
    #[arg(value_name = "REF|FIELD", required = true)]
    words: Vec<String>,

    #[command(flatten)]
    selection: SelectionArgs,

    /// Reason for the change, shown in the log
    #[arg(long, short, value_name = "TEXT")]
    message: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let (references, fields) = references_and_fields(&args.words)?;
    if fields.is_empty() {
        return Err(corpusdb::Error::invalid("no field is named")
            .with_hint("name fields after the articles")
            .into());
    }
    let selection = args.selection.selection(references, context, output)?;
    let operation = context.operation(OperationKind::MetaUnset, args, args.message.as_ref());
    let annotated = metadata::unset(&mut context.open_to_write()?, &selection, &fields, &operation)?;
    print_change(output, &annotated)?;
    Ok(Ended::Done)
}
