//! `corpus restore`

use super::remove::tell;
use crate::arguments::selection::ArticlesArgs;
use crate::context::Context;
use crate::output::{Ended, Output};
use corpusdb::ops::remove;
use serde::Serialize;

/// Put removed articles back into view
///
/// It doesn't matter whether corpus remove or an import (--remove-missing) removed them. Here --where looks at removed
/// articles only; `removed_at` is a column beside those of the view articles.
#[derive(Debug, clap::Args, Serialize)]
#[command(after_help = r#"Examples:
  corpus list --removed                  what can be restored
  corpus restore 12 a.txt
  corpus restore --where "removed_at >= '2024-05'" -m 'removed by mistake'"#)]
pub(super) struct Args {
    #[command(flatten)]
    articles: ArticlesArgs,

    /// Why, for the log
    #[arg(long, short, value_name = "TEXT")]
    message: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let selection = args.articles.selection(context, output)?;
    let operation = context.operation("restore", args, args.message.as_ref());
    let removal = remove::restore(&mut context.open_to_write()?, &selection, &operation)?;
    tell(output, &removal, "restored")
}
