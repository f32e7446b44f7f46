//! `corpus fingerprint`

use crate::arguments::as_of::AsOfArgs;
use crate::arguments::selection::ArticlesArgs;
use crate::context::Context;
use crate::output::{Ended, Output, count};
use corpusdb::ops::fingerprint;

/// Print a hash of the content, to cite the corpus
///
/// The hash is a SHA-256 of the keys, bytes, texts and metadata, by default of the current versions of all articles.
/// Two corpora with the same content have the same hash, whatever their history; any difference changes it. Removed
/// articles are not included.
#[derive(Debug, clap::Args)]
#[command(after_help = r#"Examples:
  corpus fingerprint
  corpus fingerprint --where "outlet = 'RT'"
  corpus fingerprint --versions"#)]
pub(super) struct Args {
    #[command(flatten)]
    articles: ArticlesArgs,

    #[command(flatten)]
    as_of: AsOfArgs,

    /// Include all versions, not only current ones
    #[arg(long)]
    versions: bool,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let selection = args.articles.selection(context, output)?;
    let found = fingerprint::fingerprint(&args.as_of.open(context)?, &selection, args.versions)?;
    output.report(&found, |output| {
        // Alone, so that a script needn't cut it out of a line.
        if output.is_quiet() {
            return output.line(found.fingerprint.to_string());
        }
        let versions = if found.versions { ", all versions" } else { "" };
        output.line(format!("sha256:{} · {}{versions}", found.fingerprint, count(found.articles, "article")))
    })?;
    Ok(Ended::Done)
}
