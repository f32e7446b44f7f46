//! `corpus meta set`

use super::print_change;
use crate::arguments::selection::{SelectionArgs, reference};
use crate::context::Context;
use crate::output::{Ended, Output};
use corpusdb::model::{Assignment, OperationKind};
use corpusdb::ops::metadata;
use serde::Serialize;

/// Set fields of articles
///
/// Give dates as precisely as you know them: 2023, 2023-04, 2023-04-13 or 2023-04-13T09:30:00+08:00. Repeat
/// FIELD=VALUE to give a repeatable field several values.
#[derive(Debug, clap::Args, Serialize)]
#[command(after_help = r#"Examples:
  corpus meta set 2 outlet=RT published=2023-03-07
  corpus meta set a.txt b.txt 'author=Jo Bloggs; Ann Other'
  corpus meta set --where "outlet IS NULL AND url LIKE '%rt.com%'" outlet=RT -m 'by host name'"#)]
pub(super) struct Args {
    /// Articles, then assignments FIELD=VALUE
    #[arg(value_name = "REF|FIELD=VALUE", required = true)]
    words: Vec<String>,

    #[command(flatten)]
    selection: SelectionArgs,

    /// Reason for the change, shown in the log
    #[arg(long, short, value_name = "TEXT")]
    message: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let (mut references, mut assignments) = (Vec::new(), Vec::new());
    for word in &args.words {
        if is_assignment(word) {
            assignments.push(word.parse::<Assignment>()?);
        } else {
            references.push(reference(word)?);
        }
    }
    if assignments.is_empty() {
        return Err(corpusdb::Error::invalid("nothing to set")
            .with_hint("write FIELD=VALUE after the articles, for example outlet=RT")
            .into());
    }
    let selection = args.selection.selection(references, context, output)?;
    let operation = context.operation(OperationKind::MetaSet, args, args.message.as_ref());
    let annotated = metadata::set(&mut context.open_to_write()?, &selection, &assignments, &operation)?;
    print_change(output, &annotated)?;
    Ok(Ended::Done)
}

/// Whether a word is `FIELD=VALUE` and not the key of an article with a `=` in it.
fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(field, _)| !field.contains(['/', '.', ':', '@']))
}
