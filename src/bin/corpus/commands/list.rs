//! `corpus list`

use crate::arguments::as_of::AsOfArgs;
use crate::arguments::selection::ArticlesArgs;
use crate::context::Context;
use crate::output::output_failed;
use crate::output::{Column, Ended, Listing, Output, inline};
use crate::views::article::title_or_opening;
use corpusdb::Error;
use corpusdb::model::{Article, FieldName, PartialDate};
use corpusdb::ops::list::{self, COLUMNS, Options};

/// Default of `--limit` for tables.
const PAGE: u64 = 100;

/// List articles
///
/// References, --where and --from are combined, and listed in this order. The other options narrow the result.
/// Without any of the three, all articles are listed except removed ones.
///
/// An article without a title shows the first words of its text in brackets. By default a
/// table shows the first 100 articles and the other formats show all.
#[derive(Debug, clap::Args)]
#[command(after_help = r#"Examples:
  corpus list --outlet RT --since 2023-03 --until 2023-04
  corpus list --missing published
  corpus list --where "words > 500 AND title LIKE '%talks%'" --sort -published
  corpus list 3 7 a.txt
  corpus list --json --limit 10
  corpus list --ids --missing outlet | corpus meta set --from - outlet=RT
  corpus list --columns id,title,words --format csv"#)]
pub(super) struct Args {
    #[command(flatten)]
    articles: ArticlesArgs,

    /// Only articles of this outlet, by any of its names
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,

    /// Only articles published on this date or later
    #[arg(long, value_name = "DATE")]
    since: Option<PartialDate>,

    /// Only articles published on this date or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<PartialDate>,

    /// Only articles without a value for this field; repeatable
    #[arg(long, value_name = "FIELD", value_parser = crate::context::parsed::<FieldName>)]
    missing: Vec<FieldName>,

    /// Sort by these columns. Prefix with - for descending; ties by id
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', allow_hyphen_values = true)]
    sort: Vec<String>,

    /// Maximum number of articles; 0: no limit
    #[arg(long, value_name = "N")]
    limit: Option<u64>,

    /// Show these columns
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    columns: Vec<String>,

    /// Print only ids, one per line, for --from of other commands
    #[arg(long, conflicts_with_all = ["columns", "format", "json", "jsonl"])]
    ids: bool,

    /// List removed articles instead
    #[arg(long)]
    removed: bool,

    #[command(flatten)]
    as_of: AsOfArgs,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let names = column_names(args, output)?;
    // Only for people: a script would take the first page for the whole.
    let page = (args.limit.is_none() && output.is_for_people() && !args.ids).then_some(PAGE);
    let limit = args.limit.filter(|limit| *limit > 0);
    let options = Options {
        outlet: args.outlet.clone(),
        since: args.since.clone(),
        until: args.until.clone(),
        missing: args.missing.clone(),
        selection: args.articles.selection(context, output)?,
        sort: args.sort.clone(),
        // One extra article shows whether there are more.
        limit: page.map(|page| page + 1).or(limit),
        removed: args.removed,
        text: names.iter().any(|name| name == "text"),
    };
    let corpus = args.as_of.open(context)?;
    output.page();
    let mut more = false;
    let mut shown = 0;
    // Ids alone are for another command, so they come without a head and in any format.
    if args.ids {
        list::list(&corpus, &options, &mut |article| {
            output.line(article.id.to_string()).map_err(|error| output_failed(error.into()))
        })?;
        return Ok(Ended::Done);
    }
    let mut listing = Listing::new(names.iter().map(|name| column(name)).collect());
    list::list(&corpus, &options, &mut |article| {
        if page == Some(shown) {
            more = true;
            return Ok(());
        }
        shown += 1;
        listing.row(output, &article, || cells(&article, &names)).map_err(output_failed)
    })?;
    listing.finish(output)?;
    if more {
        output.note(format!("only the first {PAGE} are shown: --limit 0 shows all"));
    } else if shown == 0 && output.is_for_people() {
        output.note("no article matches");
    }
    Ok(Ended::Done)
}

fn column_names(args: &Args, output: &Output) -> anyhow::Result<Vec<String>> {
    if let Some(unknown) = args.columns.iter().find(|name| !COLUMNS.contains(&name.as_str())) {
        return Err(Error::invalid(format!("there is no column '{unknown}'"))
            .with_hint(format!(
                "the columns are {}; other fields: corpus meta get, corpus meta export",
                COLUMNS.join(", ")
            ))
            .into());
    }
    let default: &[&str] = if output.is_for_people() {
        &["id", "version", "published", "outlet", "title", "words", "key"]
    } else {
        // Without the text, which is far larger than all others.
        &COLUMNS[..17]
    };
    let names = args.columns.clone();
    Ok(if names.is_empty() { default.iter().map(ToString::to_string).collect() } else { names })
}

fn column(name: &str) -> Column {
    match name {
        "id" | "version" | "words" => Column::number(name),
        "title" | "subtitle" | "text" | "url" | "author" | "outlet" | "key" => Column::long(name),
        _ => Column::text(name),
    }
}

fn cells(article: &Article, names: &[String]) -> Vec<String> {
    // By name, so that a column has the same value here and in JSON.
    let values = serde_json::json!(article);
    let cell = |name: &String| match &values[name] {
        _ if name == "title" => title_or_opening(article),
        // Line breaks in a key are escaped and not shown as spaces: two keys may differ only in that.
        _ if name == "key" => inline(&article.key).into_owned(),
        serde_json::Value::Null => "-".to_owned(),
        serde_json::Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    names.iter().map(cell).collect()
}
