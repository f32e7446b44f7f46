//! An article in a line.

use corpusdb::model::Article;

/// Number of words shown instead of a title.
const OPENING_WORDS: usize = 8;

/// The title, or the first words of the text in brackets.
pub(crate) fn title_or_opening(article: &Article) -> String {
    article.title.clone().unwrap_or_else(|| {
        let words: Vec<&str> = article.opening.split_whitespace().take(OPENING_WORDS).collect();
        let more = if article.words > words.len() as u64 { "…" } else { "" };
        format!("[{}{more}]", words.join(" "))
    })
}
