//! `corpus remove`

use crate::arguments::selection::ArticlesArgs;
use crate::context::Context;
use crate::output::{Ended, Output, count};
use corpusdb::model::OperationKind;
use corpusdb::ops::remove::{self, Removal};
use serde::Serialize;

/// Hide articles without deleting them
///
/// Nothing is deleted: versions, metadata and history stay, and corpus restore shows the articles again. An import
/// never restores them, but still keeps new versions of their files.
#[derive(Debug, clap::Args, Serialize)]
#[command(after_help = r#"Examples:
  corpus remove 12 a.txt -m 'press releases'
  corpus remove --where "words < 20"
  corpus list --removed                  what was removed
  corpus restore 12                      put it back"#)]
pub(super) struct Args {
    #[command(flatten)]
    articles: ArticlesArgs,

    /// Reason for the change, shown in the log
    #[arg(long, short, value_name = "TEXT")]
    message: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let selection = args.articles.selection(context, output)?;
    let operation = context.operation(OperationKind::Remove, args, args.message.as_ref());
    let removal = remove::remove(&mut context.open_to_write()?, &selection, &operation)?;
    print_removal(output, &removal, "removed")
}

/// Prints how many articles were removed or restored.
pub(super) fn print_removal(output: &mut Output, removal: &Removal, became: &str) -> anyhow::Result<Ended> {
    output.report_done(removal, |output| {
        if removal.selected == 0 {
            return output.line(format!("no article matches: nothing was {became}"));
        }
        let end = removal.operation.map_or_else(String::new, |operation| format!(" · operation {operation}"));
        let selected = count(removal.selected, "article");
        output.line(format!("{} of {selected} {became}{end}", removal.changed))
    })?;
    Ok(Ended::Done)
}
