//! `corpus meta import`

use crate::context::Context;
use crate::output::{Ended, Output, count};
use corpusdb::Error;
use corpusdb::model::{DateOrder, OperationKind};
use corpusdb::ops::metadata::exchange::{self, MetadataImport, Options, Rejection, TableFormat};
use serde::Serialize;
use std::io::Read;

/// Import metadata from a table: CSV (commas, semicolons or tabs) or JSON lines
///
/// One column identifies the article: id, key, path or file; a path may be the end of a key. The other columns are
/// fields. Names of standard fields in trafilatura, news-please, Media Cloud and schema.org are recognised (date,
/// headline, publisher …). Empty cells change nothing. Invalid rows and values are reported and skipped, the others
/// are imported, and the exit code is 3.
#[derive(Debug, clap::Args, Serialize)]
#[command(after_help = "Examples:
  corpus meta import metadata.csv
  corpus meta import table.csv --map 'Erschienen am=published' --map notes=
  trafilatura … --json | corpus meta import - --table jsonl --map source=key")]
pub(super) struct Args {
    /// File with the table; - is standard input
    #[arg(value_name = "FILE")]
    file: String,

    /// Format of the table: csv or jsonl [default: by the ending of its name]
    #[arg(long, value_name = "FORMAT", value_parser = ["csv", "jsonl"])]
    table: Option<String>,

    /// Import a column as this field; without a field, skip it; repeatable
    #[arg(long, value_name = "COLUMN=FIELD", value_parser = mapping)]
    map: Vec<(String, String)>,

    /// Order of day, month and year in dates such as 07.03.2017: dmy, mdy or ymd
    #[arg(long, value_name = "ORDER", value_parser = |text: &str| text.parse::<DateOrder>().map(|_| text.to_owned()))]
    dates: Option<String>,

    /// Reason for the change, shown in the log
    #[arg(long, short, value_name = "TEXT")]
    message: Option<String>,
}

fn mapping(text: &str) -> Result<(String, String), String> {
    // From the right: a column may contain =, a field can't.
    let (column, field) = text.rsplit_once('=').ok_or("write COLUMN=FIELD")?;
    Ok((column.to_owned(), field.trim().to_owned()))
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let format = format(args)?;
    let mut bytes = Vec::new();
    if args.file == "-" {
        std::io::stdin().read_to_end(&mut bytes)?;
    } else {
        bytes = std::fs::read(&args.file).map_err(|error| Error::io("read", args.file.as_ref(), error))?;
    }
    let options = Options {
        mapped: args.map.iter().cloned().collect(),
        dates: args.dates.as_deref().and_then(|order| order.parse().ok()),
    };
    // Without the folder, which says more about a person than about the table.
    let name = args.file.rsplit('/').next().unwrap_or(&args.file);
    let operation = context.operation(OperationKind::MetaImport, args, args.message.as_ref());
    let report = exchange::import(&mut context.open_to_write()?, &bytes, format, &options, name, &operation)?;
    print_report(output, &report)?;
    Ok(if report.problems.is_empty() { Ended::Done } else { Ended::Partly })
}

fn format(args: &Args) -> anyhow::Result<TableFormat> {
    let named = match args.table.as_deref() {
        Some("csv") => Some(TableFormat::Csv),
        Some(_) => Some(TableFormat::Jsonl),
        None => TableFormat::of_name(&args.file),
    };
    named.ok_or_else(|| {
        Error::invalid(format!("unknown table format: {}", args.file))
            .with_hint("use --table csv or --table jsonl")
            .into()
    })
}

fn print_report(output: &mut Output, report: &MetadataImport) -> anyhow::Result<()> {
    for Rejection { line, article, field, reason } in &report.problems {
        let article = article.as_ref().map(|article| format!(" ({article})")).unwrap_or_default();
        // The reason already names the field.
        let field = if field.is_some() { ", value left out" } else { ", row left out" };
        output.complain(format!("line {line}{article}{field}: {reason}"));
    }
    if report.ambiguous_dates > 0 {
        let dates = count(report.ambiguous_dates, "date");
        output.note(format!("day and month of {dates} are ambiguous: add --dates dmy or --dates mdy"));
    }
    for field in &report.new_fields {
        output.note(format!("new field {field} (text); corpus meta define {field} gives it another type"));
    }
    if !report.ignored_columns.is_empty() {
        output.note(format!("columns without metadata, skipped: {}", report.ignored_columns.join(", ")));
    }
    output.report_done(report, |output| {
        let end = report.operation.map_or_else(String::new, |operation| format!(" · operation {operation}"));
        let problems = match report.problems.len() as u64 {
            0 => String::new(),
            problems => format!(", {}", count(problems, "problem")),
        };
        output.line(format!(
            "{}, {} matched, {} changed{problems}{end}",
            count(report.rows, "row"),
            report.matched,
            count(report.changed, "article")
        ))
    })
}
