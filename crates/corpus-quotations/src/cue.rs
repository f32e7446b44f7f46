//! Words that introduce statements.

use crate::token::CutArticle;
use std::ops::Range;

/// What kind of word introduces a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CueKind {
    /// A verb of saying.
    Saying,
    /// A verb of thinking or showing.
    Thinking,
    /// A phrase before the speaker.
    According,
}

/// Words that introduce a statement, outside of quotation marks.
#[derive(Debug, Clone)]
pub(crate) struct Cue {
    pub(crate) words: Range<usize>,
    pub(crate) kind: CueKind,
}

/// All cues of an article, in order.
pub(crate) fn cues(article: &CutArticle) -> Vec<Cue> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < article.tokens.len() {
        let cue = (article.tokens[place].marked.is_none()).then(|| cue_at(article, place)).flatten();
        place = cue.as_ref().map_or(place + 1, |cue| cue.words.end);
        found.extend(cue);
    }
    found
}

fn cue_at(article: &CutArticle, place: usize) -> Option<Cue> {
    let table = article.table;
    for phrase in table.according {
        let length = phrase.split(' ').count();
        let fits = article.tokens.len() >= place + length
            && phrase.split(' ').enumerate().all(|(number, word)| article.lower(place + number) == word);
        // A phrase of one word may be anything behind other words; at the beginning of a clause it is a cue.
        let is_clear = length > 1 || begins_clause(article, place) || phrase.chars().count() > 4;
        if fits && is_clear {
            return Some(Cue { words: place..place + length, kind: CueKind::According });
        }
    }
    let token = &article.tokens[place];
    // `United States` is no verb.
    if token.is_capital && article.sentences[token.sentence].start != place {
        return None;
    }
    let word = token.lower.as_str();
    let kind = if table.is_saying(word) {
        CueKind::Saying
    } else if table.thinking.contains(word) {
        CueKind::Thinking
    } else {
        return None;
    };
    Some(Cue { words: place..place + 1, kind })
}

fn begins_clause(article: &CutArticle, place: usize) -> bool {
    place == 0
        || article.tokens[place - 1].sentence != article.tokens[place].sentence
        || article.gap(place - 1).contains([',', ';', '–', '—'])
}
