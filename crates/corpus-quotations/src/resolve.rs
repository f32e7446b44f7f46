//! Which name a pronoun, a role or a family name stands for.

use crate::Quotation;
use crate::token::CutArticle;
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

/// Words before a person's name: titles and offices.
const TITLES: [&str; 52] = [
    "minister",
    "ministerin",
    "ministre",
    "ministro",
    "ministra",
    "министр",
    "president",
    "präsident",
    "präsidentin",
    "président",
    "presidente",
    "президент",
    "chancellor",
    "bundeskanzler",
    "bundeskanzlerin",
    "kanzler",
    "premier",
    "премьер",
    "secretary",
    "senator",
    "senatorin",
    "sen",
    "rep",
    "gov",
    "governor",
    "mayor",
    "bürgermeister",
    "bürgermeisterin",
    "maire",
    "alcalde",
    "alcaldesa",
    "мэр",
    "sprecher",
    "sprecherin",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "general",
    "king",
    "queen",
    "pope",
    "dr",
    "prof",
    "professor",
    "mr",
    "mrs",
    "ms",
    "sir",
    "herr",
    "frau",
    "journalist",
    "chief",
];

/// Words of the names of institutions, which no pronoun for a person stands for.
const INSTITUTIONS: [&str; 30] = [
    "congress",
    "party",
    "committee",
    "ministry",
    "council",
    "university",
    "department",
    "house",
    "court",
    "states",
    "kingdom",
    "union",
    "bank",
    "times",
    "post",
    "news",
    "journal",
    "street",
    "group",
    "agency",
    "association",
    "office",
    "institute",
    "company",
    "campaign",
    "nations",
    "radio",
    "television",
    "initiative",
    "organisation",
];

/// Number of names before a mention among which the one that it stands for is looked for.
const REMEMBERED: usize = 500;

/// Fills in the names of speakers. A pronoun stands for the last speaker who has a name, or else for the last name before it. A
/// family name, or a name with a title, stands for the full name that was given before.
pub(crate) fn resolve(article: &CutArticle, quotations: &mut [Quotation]) {
    let names = names(article);
    quotations.sort_by_key(|quotation| (quotation.range.start, quotation.range.end));
    let mut last_speaker: Option<String> = None;
    for quotation in quotations {
        let Some(speaker) = &mut quotation.speaker else { continue };
        let mention = &article.text[speaker.range.clone()];
        // Only the last names, so that a text of nothing but names takes linear time.
        let before = names.partition_point(|name| name.end <= speaker.range.end);
        let before = names[..before].iter().rev().take(REMEMBERED).map(|name| &article.text[name.clone()]);
        if THIRD_PERSON.contains(&mention.to_lowercase().as_str()) {
            speaker.resolved = last_speaker.clone().or_else(|| before.map(str::to_owned).next());
            continue;
        }
        let own = person(mention);
        if own.is_empty() || !own.starts_with(char::is_uppercase) || is_institution(own) {
            continue;
        }
        let is_full = |name: &&str| {
            name.strip_suffix(own).is_some_and(|rest| rest.ends_with(' '))
                || name.strip_prefix(own).is_some_and(|rest| rest.starts_with(' '))
        };
        let full = if own.contains(' ') { None } else { before.clone().find(is_full) };
        let name = full.unwrap_or(own);
        speaker.resolved = (name != mention).then(|| name.to_owned());
        last_speaker = Some(name.to_owned());
    }
}

/// A name without titles and what comes before them: `Qin Gang` of `Chinese Foreign Minister Qin Gang`. Only of mentions that are
/// nothing but a name.
fn person(mention: &str) -> &str {
    let words = mention.split(' ');
    let mut rest = 0;
    let mut at = 0;
    for word in words {
        at += word.len() + 1;
        if TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str()) && at < mention.len() {
            rest = at;
        }
    }
    let name = &mention[rest..];
    let is_name =
        name.split(' ').all(|word| word.starts_with(char::is_uppercase)) && name.split(' ').count() <= 3;
    if is_name { name } else { "" }
}

fn is_institution(name: &str) -> bool {
    name.split(' ').any(|word| INSTITUTIONS.contains(&word.to_lowercase().as_str()))
}

/// The names of persons with two words or three, in order, without titles.
fn names(article: &CutArticle) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    let mut place = 0;
    while place < article.tokens.len() {
        let is_part = |place: usize| {
            let token = &article.tokens[place];
            token.is_capital
                && token.lower.chars().count() > 1
                && !article.table.function.contains(token.lower.as_str())
                && !article.table.determiners.contains(token.lower.as_str())
        };
        if !is_part(place) {
            place += 1;
            continue;
        }
        let mut end = place + 1;
        while end < article.tokens.len() && is_part(end) && article.gap(end - 1) == " " {
            end += 1;
        }
        let whole = article.bytes(&(place..end));
        let name = person(&article.text[whole.clone()]);
        if name.contains(' ') && !is_institution(name) {
            names.push(whole.end - name.len()..whole.end);
        }
        place = end;
    }
    names
}
