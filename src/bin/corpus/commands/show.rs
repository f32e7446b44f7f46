//! `corpus show`

use crate::arguments::as_of::AsOfArgs;
use crate::context::Context;
use crate::output::{Ended, Output, inline, one_line, visible};
use crate::views::history::{recaptures, recaptures_line, version_line, when};
use anstyle::Style;
use corpusdb::model::{ArticleDetail, ArticleRef, STANDARD_FIELDS};
use corpusdb::ops::show;
use std::io;

/// Show an article: metadata with its origin, versions and text
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  corpus show 12            the current version
  corpus show 12@first      the first one
  corpus show 12@2023-04-01 the version that was current at the end of that day
  corpus show 12 --as-of 2023-04-01
                            that version with the metadata of that day
  corpus show a.txt         by the end of its key
  corpus show 12 --text     the text alone")]
pub(super) struct Args {
    /// Article: 12, 12@3, 12@first, 12@2023-04-01, seeds/a.txt, a.txt or sha256:ab12
    #[arg(value_name = "REF")]
    reference: ArticleRef,

    /// Show only the text
    #[arg(long)]
    text: bool,

    #[command(flatten)]
    as_of: AsOfArgs,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let detail = show::show(&args.as_of.open(context)?, &args.reference)?;
    output.page();
    output
        .report(&detail, |output| if args.text { text(output, &detail) } else { article(output, &detail) })?;
    Ok(Ended::Done)
}

fn text(output: &mut Output, detail: &ArticleDetail) -> io::Result<()> {
    let text = detail.article.text.as_deref().unwrap_or_default();
    // One line end only, because `line` adds one.
    let text = text.strip_suffix('\n').unwrap_or(text);
    output.line(visible(text.strip_suffix('\r').unwrap_or(text)))
}

fn article(output: &mut Output, detail: &ArticleDetail) -> io::Result<()> {
    let article = &detail.article;
    let bold = Style::new().bold();
    // An undone version leaves a gap in the numbers, so that the highest of them isn't how many there are.
    let last = detail.versions.iter().map(|version| version.number).max().unwrap_or(article.version);
    let heading = format!("Article {}, version {} of {last}", article.id, article.version);
    let heading = output.paint(bold, &heading);
    let removed = article.removed_at.as_ref().map(|at| format!(", removed {}", when(at))).unwrap_or_default();
    output.line(format!("{heading}{removed}"))?;
    output.line(format!("key        {}", inline(&article.key)))?;
    output.line(format!("sha256     {}", article.sha256))?;
    for (name, value) in fields(detail) {
        let origin = detail
            .origins
            .get(&name)
            .map(|origin| format!("  [{}]", one_line(&origin.to_string())))
            .unwrap_or_default();
        let origin = output.paint(Style::new().dimmed(), &origin);
        output.line(format!("{name:<9}  {}{origin}", one_line(&value)))?;
    }
    output.line("")?;
    let mut versions = detail.versions.as_slice();
    while let Some(version) = versions.first() {
        let several = recaptures(versions);
        output.line(
            several.map_or_else(|| version_line(version), |several| recaptures_line(&versions[..several])),
        )?;
        versions = &versions[several.unwrap_or(1)..];
    }
    output.line("")?;
    text(output, detail)
}

/// Fields with a value: standard fields in the order of the columns, then other fields by name.
fn fields(detail: &ArticleDetail) -> Vec<(String, String)> {
    // By name, so that the order of the standard fields is in one place.
    let standard = serde_json::json!(detail.article);
    let standard = STANDARD_FIELDS
        .iter()
        .filter_map(|name| standard[*name].as_str().map(|value| ((*name).to_owned(), value.to_owned())));
    let extra = detail.metadata.iter().map(|(name, value)| {
        let text = match value {
            serde_json::Value::String(text) => text.clone(),
            serde_json::Value::Array(values) => {
                values.iter().filter_map(serde_json::Value::as_str).collect::<Vec<_>>().join("; ")
            }
            value => value.to_string(),
        };
        (name.clone(), text)
    });
    standard.chain(extra).collect()
}
