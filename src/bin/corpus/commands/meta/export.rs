//! `corpus meta export`

use crate::arguments::as_of::AsOfArgs;
use crate::arguments::selection::ArticlesArgs;
use crate::context::Context;
use crate::output::output_failed;
use crate::output::{Column, Ended, Listing, Output};
use corpusdb::ops::metadata::exchange;

/// Export metadata as a table, by default for all articles
///
/// corpus meta import reads the table back.
#[derive(Debug, clap::Args)]
#[command(after_help = r#"Examples:
  corpus meta export --format csv > metadata.csv
  corpus meta export --where "outlet = 'RT'" --format jsonl"#)]
pub(super) struct Args {
    #[command(flatten)]
    articles: ArticlesArgs,

    #[command(flatten)]
    as_of: AsOfArgs,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let selection = args.articles.selection(context, output)?;
    let corpus = args.as_of.open(context)?;
    let mut columns = exchange::export_columns(&corpus)?;
    if output.is_for_people() {
        // The last one tells ids of two corpora apart, for programs.
        columns.pop();
    }
    let shown =
        columns.iter().map(|name| if name == "id" { Column::number(name) } else { Column::long(name) });
    let mut listing = Listing::new(shown.collect());
    exchange::export(&corpus, &selection, &mut |row| {
        let none = if output.is_for_people() { "-" } else { "" };
        let cells = || {
            let values = row.joined().map(|value| value.unwrap_or_else(|| none.to_owned()));
            let cells = [row.id.to_string(), row.key.clone()].into_iter().chain(values);
            cells.chain([row.corpus.clone()]).take(columns.len()).collect()
        };
        listing.whole(output, &row, cells).map_err(output_failed)
    })?;
    listing.finish(output)?;
    Ok(Ended::Done)
}
