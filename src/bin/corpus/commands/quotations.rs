//! `corpus quotations`

use crate::arguments::texts::{TextsArgs, limit};
use crate::context::Context;
use crate::output::{Column, Ended, Listing, Output, count, number, one_line};
use clap::ValueEnum;
use corpusdb::ops::quotations::{self, ArticleQuotation};
use std::collections::BTreeMap;

/// Default of `--limit` for tables.
const PAGE: usize = 50;

/// List who says what: statements in quotation marks and reported ones, with their speakers
///
/// Speakers and reported statements are found in English, German, French, Spanish, Russian and Chinese, in other languages
/// only what is in quotation marks. A name in brackets stands for a pronoun or a family name in the text. Some speakers are
/// wrong: doc/coverage.md says how many.
#[derive(Debug, clap::Args)]
#[command(after_help = r#"Examples:
  corpus quotations 12
  corpus quotations outlet:RT --marked
  corpus quotations --speaker Lavrov            by a part of the name
  corpus quotations --by speaker                who is quoted how often
  corpus quotations --by outlet
  corpus quotations 12 --json                   with byte offsets"#)]
pub(super) struct Args {
    #[command(flatten)]
    texts: TextsArgs,

    /// Only statements of a speaker with this in the name
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,

    /// Only statements in quotation marks
    #[arg(long)]
    marked: bool,

    /// Count statements instead of listing them
    #[arg(long, value_enum, value_name = "WHAT")]
    by: Option<ByArg>,

    /// Maximum number of rows; 0: no limit [default: 50 in a table]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ByArg {
    /// For each speaker
    Speaker,
    /// For each outlet
    Outlet,
}

/// A row of `--by`.
#[derive(Debug, Default, serde::Serialize)]
struct StatementCount {
    name: Option<String>,
    statements: u64,
    marked: u64,
    articles: u64,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let (corpus, selection) = args.texts.open(context, output)?;
    let mut found = quotations::quotations(&corpus, &selection)?;
    if let Some(name) = &args.speaker {
        let name = name.to_lowercase();
        found.retain(|quotation| {
            quotation.speaker.as_ref().is_some_and(|speaker| speaker.to_lowercase().contains(&name))
        });
    }
    found.retain(|quotation| quotation.marked || !args.marked);
    let most = limit(args.limit, PAGE, output).unwrap_or(usize::MAX);
    output.page();
    let (shown, all) = if let Some(by) = args.by {
        let mut rows = counts(&found, by);
        let all = rows.len();
        rows.truncate(most);
        print_counts(output, &rows, by)?;
        (rows.len(), count(all, "row"))
    } else {
        let all = found.len();
        found.truncate(most);
        print(output, &found)?;
        (found.len(), count(all, "statement"))
    };
    if output.is_for_people() {
        let all_shown = all.starts_with(&format!("{} ", number(shown as u64)));
        output.note(if all_shown {
            all
        } else {
            format!("{} of {all} · all: --limit 0", number(shown as u64))
        });
    }
    Ok(Ended::Done)
}

fn counts(found: &[ArticleQuotation], by: ByArg) -> Vec<StatementCount> {
    let mut rows: BTreeMap<Option<&str>, (StatementCount, Option<i64>)> = BTreeMap::new();
    for quotation in found {
        let name = match by {
            ByArg::Speaker => quotation.speaker.as_deref(),
            ByArg::Outlet => quotation.outlet.as_deref(),
        };
        let (row, last) = rows.entry(name).or_default();
        row.statements += 1;
        row.marked += u64::from(quotation.marked);
        // The statements are in the order of the articles.
        row.articles += u64::from(last.replace(quotation.article.0) != Some(quotation.article.0));
    }
    let mut rows: Vec<StatementCount> = rows
        .into_iter()
        .map(|(name, (row, _))| StatementCount { name: name.map(str::to_owned), ..row })
        .collect();
    // A stable sort keeps names with equal numbers in their order.
    rows.sort_by_key(|row| std::cmp::Reverse(row.statements));
    rows
}

fn print_counts(output: &mut Output, rows: &[StatementCount], by: ByArg) -> anyhow::Result<()> {
    let name = match by {
        ByArg::Speaker => "speaker",
        ByArg::Outlet => "outlet",
    };
    let first = if output.is_for_people() { Column::long(name) } else { Column::text("name") };
    let mut listing = Listing::new(vec![
        first,
        Column::number("statements"),
        Column::number("marked"),
        Column::number("articles"),
    ]);
    for row in rows {
        listing.row(output, row, || {
            vec![
                one_line(row.name.as_deref().unwrap_or("-")),
                number(row.statements),
                number(row.marked),
                number(row.articles),
            ]
        })?;
    }
    listing.finish(output)?;
    Ok(())
}

fn print(output: &mut Output, found: &[ArticleQuotation]) -> anyhow::Result<()> {
    let columns = if output.is_for_people() {
        vec![
            Column::number("article"),
            Column::long("speaker"),
            Column::text("cue"),
            Column::long("statement"),
        ]
    } else {
        [
            "article",
            "version",
            "start",
            "end",
            "marked",
            "kind",
            "speaker",
            "resolved",
            "speaker_start",
            "speaker_end",
            "cue",
            "text",
            "key",
            "outlet",
            "published",
        ]
        .map(Column::text)
        .to_vec()
    };
    let mut listing = Listing::new(columns);
    for quotation in found {
        listing.row(output, quotation, || row(quotation))?;
    }
    listing.finish(output)?;
    Ok(())
}

/// A statement in quotation marks has them, a reported one doesn't.
fn row(quotation: &ArticleQuotation) -> Vec<String> {
    let speaker = match (&quotation.speaker, quotation.resolved) {
        (None, _) => "-".to_owned(),
        (Some(name), true) => format!("[{}]", one_line(name)),
        (Some(mention), false) => one_line(mention),
    };
    let text = one_line(&quotation.text);
    vec![
        quotation.article.to_string(),
        speaker,
        quotation.cue.as_deref().map_or_else(|| "-".to_owned(), one_line),
        if quotation.marked { format!("“{text}”") } else { text },
    ]
}
