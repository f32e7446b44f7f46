//! `corpus export`

use crate::arguments::as_of::AsOfArgs;
use crate::arguments::selection::ArticlesArgs;
use crate::context::Context;
use crate::output::output_failed;
use crate::output::{Column, Ended, Format, Listing, Output, count, inline, size};
use corpusdb::ops::export::{self, Record};
use serde_json::Value;
use std::path::PathBuf;

/// Export articles: as records, or as files with sidecars
///
/// By default all articles are exported as JSON lines. With --to, each article becomes a file with its exact bytes,
/// and its metadata a sidecar beside it (NAME.corpus.json). corpus import reads both back.
#[derive(Debug, clap::Args)]
#[command(after_help = r#"Examples:
  corpus export > news.jsonl
  corpus export --where "outlet = 'RT'" --format csv --spreadsheet-safe > rt.csv
  corpus export 12 --versions
  corpus export --to folder        files with sidecars"#)]
pub(super) struct Args {
    #[command(flatten)]
    articles: ArticlesArgs,

    #[command(flatten)]
    as_of: AsOfArgs,

    /// Export every version as a separate record
    #[arg(long)]
    versions: bool,

    /// Write files with sidecars into this folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "versions")]
    to: Option<PathBuf>,

    /// Overwrite existing files
    #[arg(long, requires = "to")]
    force: bool,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let selection = args.articles.selection(context, output)?;
    let corpus = args.as_of.open(context)?;
    if let Some(folder) = &args.to {
        let exported = export::to_folder(&corpus, &selection, folder, args.force)?;
        output.report_done(&exported, |output| {
            if exported.articles == 0 {
                return output.line("no article matches: nothing was written");
            }
            let bytes = size(exported.bytes);
            let what = count(exported.articles, "article");
            output.line(inline(&format!("{what} in {} · {bytes}", exported.folder.display())))
        })?;
        return Ok(Ended::Done);
    }
    let columns = export::columns(&corpus)?;
    let mut listing = Listing::new(columns.iter().map(|name| Column::text(name)).collect());
    let format = output.format();
    if output.is_for_people() {
        // A table of whole texts is of no use to anyone.
        output.set_format(Format::Jsonl);
    }
    let written = export::records(&corpus, &selection, args.versions, &mut |record| {
        listing.whole(output, &record, || cells(&record, &columns)).map_err(output_failed)
    });
    // The listing is only closed after success: half a JSON array must not look whole.
    let written = written.map_err(anyhow::Error::from).and_then(|()| Ok(listing.finish(output)?));
    // Errors use the requested format, not the one of the records.
    output.set_format(format);
    if written? == 0 && output.is_for_people() {
        output.note("no article matches");
    }
    Ok(Ended::Done)
}

fn cells(record: &Record, columns: &[String]) -> Vec<String> {
    let article = serde_json::json!(record.article);
    columns.iter().map(|name| plain(record.metadata.get(name).unwrap_or(&article[name]))).collect()
}

/// Text of a cell: empty for null, several values joined by `; `.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join("; "),
        value => value.to_string(),
    }
}
