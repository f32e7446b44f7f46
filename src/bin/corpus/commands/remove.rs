//! `corpus remove`

use crate::arguments::selection::ArticlesArgs;
use crate::context::Context;
use crate::output::{Ended, Output, count};
use corpusdb::ops::remove::{self, Removal};
use serde::Serialize;

/// Take articles out of view
///
/// Nothing is deleted: versions, metadata and history stay, and corpus restore puts the articles back. An import
/// doesn't, though it goes on to keep new versions of their files.
#[derive(Debug, clap::Args, Serialize)]
#[command(after_help = r#"Examples:
  corpus remove 12 a.txt -m 'press releases'
  corpus remove --where "words < 20"
  corpus list --removed                  what was removed
  corpus restore 12                      put it back"#)]
pub(super) struct Args {
    #[command(flatten)]
    articles: ArticlesArgs,

    /// Why, for the log
    #[arg(long, short, value_name = "TEXT")]
    message: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let selection = args.articles.selection(context, output)?;
    let operation = context.operation("remove", args, args.message.as_ref());
    let removal = remove::remove(&mut context.open_to_write()?, &selection, &operation)?;
    tell(output, &removal, "removed")
}

/// Says how many articles became what.
pub(super) fn tell(output: &mut Output, removal: &Removal, became: &str) -> anyhow::Result<Ended> {
    output.report_done(removal, |output| {
        if removal.selected == 0 {
            return output.line(format!("no article fits: nothing was {became}"));
        }
        let end = removal.operation.map_or_else(String::new, |operation| format!(" · operation {operation}"));
        let selected = count(removal.selected, "article");
        output.line(format!("{} of {selected} {became}{end}", removal.changed))
    })?;
    Ok(Ended::Done)
}
