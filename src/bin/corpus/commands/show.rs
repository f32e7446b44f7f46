//! `corpus show`

use crate::arguments::as_of::AsOfArgs;
use crate::context::Context;
use crate::output::{Ended, Output, inline, one_line, visible, wrap};
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

/// Least width of the column of names, so that most articles look alike, and the greatest: names may have 64 letters.
const NARROWEST_NAME: usize = 9;
const WIDEST_NAME: usize = 24;

/// Width of a column of values in which lines are broken; a narrower terminal breaks them itself.
const NARROWEST_VALUE: usize = 20;

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
    metadata(output, detail)?;
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

/// Key, hash and fields in two columns, as wide as the longest name.
fn metadata(output: &mut Output, detail: &ArticleDetail) -> io::Result<()> {
    let fields = fields(detail);
    let names = fields.iter().map(|(name, _)| name.len()).filter(|length| *length <= WIDEST_NAME);
    let column = names.max().unwrap_or(0).max(NARROWEST_NAME) + 2;
    output.line(format!("{:<column$}{}", "key", inline(&detail.article.key)))?;
    output.line(format!("{:<column$}{}", "sha256", detail.article.sha256))?;
    for (name, value) in fields {
        let origin = detail.origins.get(&name);
        let origin = origin.map(|origin| format!("  [{}]", one_line(&origin.to_string())));
        field(
            output,
            &format!("{name:<width$}  ", width = column - 2),
            &one_line(&value),
            &origin.unwrap_or_default(),
        )?;
    }
    Ok(())
}

/// A field in a line. On a terminal a longer value goes on below itself.
fn field(output: &mut Output, name: &str, value: &str, origin: &str) -> io::Result<()> {
    let dimmed = Style::new().dimmed();
    let width = output.width().map(|width| width.saturating_sub(name.len()));
    let Some(width) = width.filter(|width| *width >= NARROWEST_VALUE) else {
        return output.line(format!("{name}{value}{}", output.paint(dimmed, origin)));
    };
    let parts = [(Style::new(), value.to_owned()), (dimmed, origin.to_owned())];
    let mut first = name.to_owned();
    for line in wrap(&parts, width) {
        let painted: String = line.parts.iter().map(|(style, text)| output.paint(*style, text)).collect();
        output.line(format!("{first}{painted}"))?;
        first = " ".repeat(name.len());
    }
    Ok(())
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
