//! `corpus cat`

use crate::arguments::as_of::AsOfArgs;
use crate::context::Context;
use crate::output::{Ended, Output, visible};
use corpusdb::model::ArticleRef;
use corpusdb::ops::show;
use std::io::Write;

/// Print the bytes of an article exactly as imported
///
/// On a terminal, control characters are shown escaped; in a file or a pipe the bytes are unchanged.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  corpus cat 12 > a.txt
  corpus cat 12@first | sha256sum")]
pub(super) struct Args {
    /// Article: 12, 12@3, 12@first, 12@2023-04-01, seeds/a.txt, a.txt or sha256:ab12
    #[arg(value_name = "REF")]
    reference: ArticleRef,

    #[command(flatten)]
    as_of: AsOfArgs,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let bytes = show::bytes(&args.as_of.open(context)?, &args.reference)?;
    // A file gets the exact bytes. A terminal would obey control characters in them.
    if output.is_terminal() {
        output.write_all(visible(&String::from_utf8_lossy(&bytes)).as_bytes())?;
    } else {
        output.write_all(&bytes)?;
    }
    Ok(Ended::Done)
}
