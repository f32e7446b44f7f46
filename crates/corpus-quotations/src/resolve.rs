//! Which name a pronoun, a role or a family name stands for.

use crate::Quotation;
use crate::token::Article;
use std::ops::Range;

/// Pronouns of the third person, which stand for somebody who was named before.
const THIRD_PERSON: [&str; 16] = [
    "he",
    "she",
    "er",
    "sie",
    "il",
    "elle",
    "él",
    "ella",
    "он",
    "она",
    "who",
    "qui",
    "quien",
    "который",
    "которая",
    "der",
];

/// Number of names before a mention among which the one that it stands for is looked for.
const REMEMBERED: usize = 500;

/// Fills in the names of speakers: the last full name before a pronoun that is a speaker or begins a sentence, and the full
/// name of which a mention is the last word.
pub(crate) fn resolve(article: &Article, quotations: &mut [Quotation]) {
    let names = names(article);
    quotations.sort_by_key(|quotation| quotation.range.start);
    for quotation in quotations {
        let Some(speaker) = &mut quotation.speaker else { continue };
        let mention = &article.text[speaker.range.clone()];
        let lower = mention.to_lowercase();
        let last = names.partition_point(|name| name.end <= speaker.range.start);
        // Only the last names, so that a text of nothing but names takes linear time.
        let before = || names[..last].iter().rev().take(REMEMBERED);
        speaker.resolved = if THIRD_PERSON.contains(&lower.as_str()) {
            before().next().map(|name| article.text[name.clone()].to_owned())
        } else if !mention.contains(' ') && mention.starts_with(char::is_uppercase) {
            let is_of =
                |name: &&Range<usize>| article.text[(*name).clone()].ends_with(&format!(" {mention}"));
            before().find(is_of).map(|name| article.text[name.clone()].to_owned())
        } else {
            None
        };
    }
}

/// The names of two words and more, such as persons have, in order. Longer ones are names of institutions more often.
fn names(article: &Article) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    let mut place = 0;
    while place < article.tokens.len() {
        let is_part = |place: usize| {
            let token = &article.tokens[place];
            token.is_capital
                && token.lower.chars().count() > 1
                && !article.table.function.contains(&token.lower.as_str())
                && !article.table.determiners.contains(&token.lower.as_str())
        };
        if !is_part(place) {
            place += 1;
            continue;
        }
        let mut end = place + 1;
        while end < article.tokens.len() && is_part(end) && article.gap(end - 1) == " " {
            end += 1;
        }
        if (2..=3).contains(&(end - place)) {
            names.push(article.bytes(&(place..end)));
        }
        place = end;
    }
    names
}
