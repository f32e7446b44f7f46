//! `corpus similar`

use crate::arguments::as_of::AsOfArgs;
use crate::context::Context;
use crate::output::{Column, Ended, Format, Listing, Output, one_line};
use crate::views::story::article_line;
use corpusdb::model::ArticleRef;
use corpusdb::ops::stories::{self, SimilarArticle};

/// List the articles that are most similar to one, and what they share
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  corpus similar 12
  corpus similar a.txt --limit 5 --json")]
pub(super) struct Args {
    /// Article: 12, seeds/a.txt, a.txt or sha256:ab12
    #[arg(value_name = "REF")]
    reference: ArticleRef,

    #[command(flatten)]
    as_of: AsOfArgs,

    /// Maximum number of articles
    #[arg(long, value_name = "N", default_value = "10")]
    limit: usize,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let corpus = args.as_of.open(context)?;
    let found = stories::similar(&corpus, &args.reference, args.limit)?;
    if output.format() == Format::Table {
        for article in &found {
            print(output, article)?;
        }
        if found.is_empty() {
            output.note("no article is similar");
        }
        return Ok(Ended::Done);
    }
    let columns = ["id", "score", "terms", "days", "outlet", "published", "title", "key"];
    let mut listing = Listing::new(columns.map(Column::text).to_vec());
    for article in &found {
        listing.row(output, article, Vec::new)?;
    }
    listing.finish(output)?;
    Ok(Ended::Done)
}

fn print(output: &mut Output, article: &SimilarArticle) -> anyhow::Result<()> {
    let parts = [article.published.as_deref(), article.outlet.as_deref(), article.title.as_deref()];
    output.line(article_line(article.id, article.score, parts, &article.key))?;
    let days = match article.days {
        Some(0) => "the same day; ".to_owned(),
        Some(days) if days.abs() == 1 => format!("1 day {}; ", if days > 0 { "later" } else { "earlier" }),
        Some(days) => format!("{} days {}; ", days.abs(), if days > 0 { "later" } else { "earlier" }),
        None => String::new(),
    };
    output.line(format!("        {days}{}", one_line(&article.terms.join(", "))))?;
    Ok(())
}
