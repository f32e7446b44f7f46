//! `corpus stories`

use crate::arguments::texts::{TextsArgs, limit};
use crate::context::Context;
use crate::output::{Column, Ended, Listing, Output, count, number, one_line};
use crate::views::story::article_line;
use corpusdb::Error;
use corpusdb::ops::stories::{self, ArticleStory};

/// Default of `--limit` for tables.
const PAGE: usize = 50;

/// Group articles on one event, and show why each is in its group
///
/// Articles are grouped by their words and by their names and numbers; reports that are days apart count as less similar. The
/// number of a story is the lowest id of its articles. It can be used in compare, quotations, duplicates and the commands
/// that count words: --story NUMBER.
#[derive(Debug, clap::Args)]
#[command(after_help = r#"Examples:
  corpus stories
  corpus stories published:2023-03               within a month
  corpus stories --show 12                       the articles of story 12, with the terms they share
  corpus compare --story 12"#)]
pub(super) struct Args {
    #[command(flatten)]
    texts: TextsArgs,

    /// Show the articles of the story with this number
    #[arg(long, value_name = "STORY")]
    show: Option<i64>,

    /// Minimum number of articles
    #[arg(long, value_name = "N", default_value = "2")]
    least: usize,

    /// Maximum number of stories, those with most articles; 0: no limit [default: 50 in a table]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let (corpus, selection) = args.texts.open(context, output)?;
    let mut found = stories::stories(&corpus, &selection)?;
    if let Some(story) = args.show {
        let story = found.into_iter().find(|found| found.story.0 == story).ok_or_else(|| {
            Error::not_found(format!("there is no story {story}")).with_hint("corpus stories lists them")
        })?;
        output.report(&story, |output| show(output, &story))?;
        return Ok(Ended::Done);
    }
    found.retain(|story| story.articles.len() >= args.least);
    let all = found.len();
    found.truncate(limit(args.limit, PAGE, output).unwrap_or(usize::MAX));
    output.page();
    print(output, &found)?;
    if output.is_for_people() {
        let stories = if all == 1 { "1 story".to_owned() } else { format!("{} stories", number(all as u64)) };
        output.note(if found.len() < all {
            format!("{} of {stories} · all: --limit 0", number(found.len() as u64))
        } else {
            stories
        });
    }
    Ok(Ended::Done)
}

fn print(output: &mut Output, found: &[ArticleStory]) -> anyhow::Result<()> {
    let columns = if output.is_for_people() {
        vec![
            Column::number("story"),
            Column::number("articles"),
            Column::number("outlets"),
            Column::text("first"),
            Column::text("last"),
            Column::long("name"),
        ]
    } else {
        ["story", "name", "first", "last", "outlets", "articles"].map(Column::text).to_vec()
    };
    let mut listing = Listing::new(columns);
    for story in found {
        listing.row(output, story, || {
            // The day is enough beside the other stories.
            let day = |date: &Option<String>| {
                one_line(date.as_deref().map_or("-", |date| date.get(..10).unwrap_or(date)))
            };
            vec![
                story.story.to_string(),
                number(story.articles.len() as u64),
                number(story.outlets.len() as u64),
                day(&story.first),
                day(&story.last),
                one_line(&story.name),
            ]
        })?;
    }
    listing.finish(output)?;
    Ok(())
}

fn show(output: &mut Output, story: &ArticleStory) -> std::io::Result<()> {
    let outlets = count(story.outlets.len(), "outlet");
    let articles = count(story.articles.len(), "article");
    output.line(format!("Story {}: {} ({articles}, {outlets})", story.story, one_line(&story.name)))?;
    for article in &story.articles {
        let parts = [article.published.as_deref(), article.outlet.as_deref(), article.title.as_deref()];
        output.line(article_line(article.id, article.score, parts, &article.key))?;
        output.line(format!("        {}", one_line(&article.terms.join(", "))))?;
    }
    Ok(())
}
