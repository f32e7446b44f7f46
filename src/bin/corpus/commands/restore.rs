//! `corpus restore`

use super::remove::print_removal;
use crate::arguments::selection::ArticlesArgs;
use crate::context::Context;
use crate::output::{Ended, Output};
use corpusdb::model::OperationKind;
use corpusdb::ops::remove;
use serde::Serialize;

/// Show removed articles again
///
/// This works for articles removed by corpus remove and by corpus import --remove-missing. --where searches removed
/// articles only; besides the columns of the view articles it can use `removed_at`.
#[derive(Debug, clap::Args, Serialize)]
#[command(after_help = r#"Examples:
  corpus list --removed                  what can be restored
  corpus restore 12 a.txt
  corpus restore --where "removed_at >= '2024-05'" -m 'removed by mistake'"#)]
pub(super) struct Args {
    #[command(flatten)]
    articles: ArticlesArgs,

    /// Reason for the change, shown in the log
    #[arg(long, short, value_name = "TEXT")]
    message: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let selection = args.articles.selection(context, output)?;
    let operation = context.operation(OperationKind::Restore, args, args.message.as_ref());
    let removal = remove::restore(&mut context.open_to_write()?, &selection, &operation)?;
    print_removal(output, &removal, "restored")
}
