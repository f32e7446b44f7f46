//! Whose statement it is: the noun phrase that is the subject of a cue.

use crate::token::CutArticle;
use std::ops::Range;

/// Maximum number of words in a noun phrase without a name.
const PHRASE: usize = 6;

/// Maximum number of words between a verb and its subject. A longer search would take quadratic time in a text without sentences.
const FAR: usize = 120;

/// Maximum number of words between the commas of an apposition: `Ada Roe, the mayor of the town, said`.
const APPOSITION: usize = 16;

/// The subject before the verb at `cue`, not before the word `low`.
pub(crate) fn before(article: &CutArticle, cue: usize, low: usize) -> Option<Range<usize>> {
    // Words of a quotation are nobody's subject outside of it.
    let low = (low..cue)
        .rev()
        .take(FAR)
        .find(|place| article.tokens[*place].marked.is_some())
        .map_or(low, |place| place + 1);
    let mut end = cue;
    while end > low && is_between(article, end - 1) {
        end -= 1;
    }
    let mut last = end.checked_sub(1).filter(|last| *last >= low)?;
    // `Ada Roe (D-Ohio) said`: what is in brackets is no subject.
    if article.gap(last).contains(')') {
        let open = (low..=last)
            .rev()
            .take(APPOSITION)
            .find(|place| *place > low && article.gap(*place - 1).contains('('));
        last = open.map_or(last, |open| open - 1);
    }
    let is_joined = matches!(
        article.lower(last),
        "and" | "but" | "or" | "und" | "aber" | "et" | "mais" | "y" | "pero" | "и" | "но" | "а"
    );
    let is_participle = article.lower(cue).ends_with("ing")
        && (article.gap(last).contains(',') || !article.tokens[last].is_capital);
    if is_joined || is_participle {
        // The subject of the sentence, wherever it is before the verb.
        return first(article, &(article.sentences[article.tokens[cue].sentence].start..last));
    }
    if article.gap(last).contains(',') && !article.table.pronouns.contains(article.lower(last)) {
        let comma = (low..last).rev().take(APPOSITION).find(|place| article.gap(*place).contains(','));
        if let Some(found) = comma.and_then(|comma| ending(article, comma, low)) {
            return Some(found);
        }
    }
    ending(article, last, low)
}

/// Whether a word may be between a subject and its verb.
fn is_between(article: &CutArticle, place: usize) -> bool {
    let token = &article.tokens[place];
    let lower = token.lower.as_str();
    let is_adverb = !token.is_capital && lower.len() > 4 && lower.ends_with("ly");
    (article.table.auxiliaries.contains(lower) || is_adverb)
        && !article.gap(place).contains([';', '.', '!', '?'])
}

/// The noun phrase whose last word is at `last`, or else the nearest name or pronoun before it.
fn ending(article: &CutArticle, last: usize, low: usize) -> Option<Range<usize>> {
    let table = article.table;
    let word = article.lower(last);
    if table.pronouns.contains(word) {
        return Some(pronoun(article, last, low));
    }
    if table.determiners.contains(word) || table.function.contains(word) {
        return if table.determiners.contains(word) { None } else { nearest(article, last, low) };
    }
    if article.tokens[last].is_capital && !table.has_capital_nouns {
        return Some(name(article, last, low));
    }
    let mut start = last;
    while start > low && last - start < PHRASE && !breaks(article, start - 1) {
        let word = article.lower(start - 1);
        if table.determiners.contains(word) {
            start -= 1;
            break;
        }
        if table.function.contains(word) || table.auxiliaries.contains(word) || table.is_saying(word) {
            break;
        }
        start -= 1;
    }
    Some(start..last + 1)
}

/// A relative pronoun comes with the name that it is about: `Ada Roe, who said`.
fn pronoun(article: &CutArticle, place: usize, low: usize) -> Range<usize> {
    let is_relative = matches!(article.lower(place), "who" | "qui" | "quien" | "который" | "которая");
    let is_about_name = is_relative && place > low && article.tokens[place - 1].is_capital;
    let start = if is_about_name { name(article, place - 1, low).start } else { place };
    start..place + 1
}

/// The name whose last word is at `last`.
fn name(article: &CutArticle, last: usize, low: usize) -> Range<usize> {
    let table = article.table;
    let mut start = last;
    while start > low && !breaks(article, start - 1) {
        let before = &article.tokens[start - 1];
        let is_inside = table.inside_names.contains(before.lower.as_str())
            && start - 1 > low
            && article.tokens[start - 2].is_capital
            && !breaks(article, start - 2);
        if !before.is_capital && !is_inside {
            break;
        }
        start -= if is_inside && !before.is_capital { 2 } else { 1 };
    }
    // `But` at the beginning of a sentence isn't part of a name.
    while start < last && table.function.contains(article.lower(start)) {
        start += 1;
    }
    start..last + 1
}

/// Whether something between a word and the next one ends a noun phrase. A full stop after an initial doesn't.
fn breaks(article: &CutArticle, place: usize) -> bool {
    let gap = article.gap(place);
    let is_initial = gap.trim() == "." && (article.tokens[place].lower.len() <= 4);
    !is_initial
        && gap
            .contains([',', ';', ':', '.', '!', '?', '(', ')', '\n', '–', '—', '“', '”', '"', '«', '»', '„'])
}

/// The nearest name or pronoun before a word.
pub(crate) fn nearest(article: &CutArticle, last: usize, low: usize) -> Option<Range<usize>> {
    (low..=last).rev().take(FAR).find_map(|place| {
        if is_person(article, place) {
            return Some(place..place + 1);
        }
        is_name(article, place).then(|| name(article, place, low))
    })
}

/// The first name or pronoun of some words, which in most sentences is the subject.
pub(crate) fn first(article: &CutArticle, words: &Range<usize>) -> Option<Range<usize>> {
    words.clone().take(FAR).filter(|place| article.tokens[*place].marked.is_none()).find_map(|place| {
        if is_person(article, place) {
            return Some(place..place + 1);
        }
        if !is_name(article, place) {
            return None;
        }
        let more = (place + 1..words.end)
            .take_while(|next| article.tokens[*next].is_capital && !breaks(article, next - 1));
        Some(place..more.last().unwrap_or(place) + 1)
    })
}

/// Whether a word is a pronoun for a person.
fn is_person(article: &CutArticle, place: usize) -> bool {
    let lower = article.lower(place);
    let is_thing = matches!(
        lower,
        "it" | "that"
            | "which"
            | "you"
            | "those"
            | "some"
            | "most"
            | "many"
            | "one"
            | "another"
            | "es"
            | "das"
            | "die"
            | "der"
            | "que"
            | "ce"
            | "оно"
    );
    article.table.pronouns.contains(lower) && !is_thing
}

/// Whether a word is a part of a name. The first word of a sentence only is if the article has it with a capital elsewhere, or
/// another word of a name follows.
fn is_name(article: &CutArticle, place: usize) -> bool {
    let token = &article.tokens[place];
    let lower = token.lower.as_str();
    if !token.is_capital
        || article.table.function.contains(lower)
        || article.table.determiners.contains(lower)
        || article.table.pronouns.contains(lower)
    {
        return false;
    }
    // `Trump's campaign` is about the campaign.
    if lower.ends_with("'s") {
        return false;
    }
    let starts = place == article.sentences[token.sentence].start;
    let goes_on = || {
        article.tokens.get(place + 1).is_some_and(|next| next.is_capital && next.sentence == token.sentence)
            && !breaks(article, place)
    };
    !starts || article.names.contains(lower) || goes_on()
}

/// The subject behind a verb, for example in `“So be it,” said the mayor`, not behind the word `high`.
pub(crate) fn after(article: &CutArticle, cue_end: usize, high: usize) -> Option<Range<usize>> {
    let table = article.table;
    let mut start = cue_end;
    while start < high
        && matches!(article.lower(start), "also" | "then" | "later" | "t" | "auch" | "am" | "weiter")
    {
        start += 1;
    }
    if start >= high || breaks(article, start - 1) {
        return None;
    }
    let word = article.lower(start);
    if table.pronouns.contains(word) && !table.determiners.contains(word) {
        return Some(start..start + 1);
    }
    let ends = |place: usize| {
        // Where nouns have capitals, a small letter behind one is no longer the noun phrase: `laut Ada Roth bleibt`.
        let is_over = table.has_capital_nouns
            && place > start
            && article.tokens[place - 1].is_capital
            && !article.tokens[place].is_capital
            && !table.inside_names.contains(article.lower(place));
        if is_over {
            return true;
        }
        let word = article.lower(place);
        let is_title = matches!(word, "of" | "for" | "de" | "von" | "der" | "du" | "del");
        !is_title
            && (table.function.contains(word)
                || table.auxiliaries.contains(word)
                || table.that.contains(word))
            && place > start
            || place > start && breaks(article, place - 1)
    };
    if table.function.contains(word) && !table.determiners.contains(word) || table.that.contains(word) {
        return None;
    }
    let end = (start + 1..high.min(start + 10)).find(|place| ends(*place)).unwrap_or(high.min(start + 10));
    Some(start..end)
}
