//! Options of the commands that count words.

use super::as_of::AsOfArgs;
use super::selection::ArticlesArgs;
use crate::context::Context;
use crate::output::Output;
use corpusdb::model::{ArticleId, ArticleRef, Moment, Selector};
use corpusdb::ops::select::Selection;
use corpusdb::ops::stories;
use corpusdb::{Corpus, Error};
use std::path::Path;

/// Whose texts are read.
#[derive(Debug, clap::Args)]
pub(crate) struct TextsArgs {
    #[command(flatten)]
    articles: ArticlesArgs,

    #[command(flatten)]
    as_of: AsOfArgs,

    /// Only the articles of the story with this number, as corpus stories lists them
    #[arg(long, value_name = "STORY")]
    story: Option<i64>,
}

impl TextsArgs {
    /// The corpus in the requested state, and the selected articles.
    pub(crate) fn open(&self, context: &Context, output: &mut Output) -> anyhow::Result<(Corpus, Selection)> {
        let corpus = self.as_of.open(context)?;
        let mut selection = self.articles.filtered(&corpus, context, output)?;
        if let Some(story) = self.story {
            if !selection.is_open() {
                return Err(Error::invalid("a story is a selection of its own")
                    .with_hint("leave out the other articles and conditions")
                    .into());
            }
            let articles = stories::articles_of(&corpus, ArticleId(story))?;
            let reference = |id| ArticleRef { selector: Selector::Id(id), moment: Moment::Latest };
            selection.references = Some(articles.into_iter().map(reference).collect());
        }
        Ok((corpus, selection))
    }
}

/// Words that are left out.
#[derive(Debug, clap::Args)]
pub(crate) struct StopArgs {
    /// Leave out the stop words of a language (en, de, fr …) or of a file with one word per line; repeatable
    #[arg(long, value_name = "LANGUAGE|FILE")]
    stop: Vec<String>,
}

impl StopArgs {
    /// The words of all lists.
    pub(crate) fn words(&self) -> anyhow::Result<Vec<String>> {
        let mut words = Vec::new();
        for list in &self.stop {
            if let Some(known) = stop_words::lookup(list.to_lowercase()) {
                words.extend(known.iter().map(|word| (*word).to_owned()));
                continue;
            }
            let text = std::fs::read_to_string(Path::new(list)).map_err(|error| {
                Error::invalid(format!("the stop words {list} can't be read: {error}"))
                    .with_hint("name a file with one word per line, or a language by its two letters: en")
            })?;
            words.extend(
                text.lines()
                    .map(str::trim)
                    .filter(|line| !line.is_empty() && !line.starts_with('#'))
                    .map(str::to_owned),
            );
        }
        Ok(words)
    }
}

/// The maximum number of rows: for people a page by default, for programs all.
pub(crate) fn limit(given: Option<usize>, page: usize, output: &Output) -> Option<usize> {
    match given {
        Some(0) => None,
        None => output.is_for_people().then_some(page),
        given => given,
    }
}
