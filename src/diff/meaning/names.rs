//! Names: capitals that no sentence start explains, acronyms, and in Chinese what stands before a title.

use foldhash::HashSet;

use super::Flag;
use super::facts::{Fact, Reading};
use super::languages::Meaning;
use crate::diff::words::{ends_sentence, is_dense};

/// The family names of most people in China.
const CHINESE_FAMILY_NAMES: &str = "王李张刘陈杨黄赵周吴徐孙马胡朱郭何罗高林郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢\
                                    姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

/// What German nouns end with that are no names.
const GERMAN_NOUN_ENDINGS: [&str; 9] = ["ung", "heit", "keit", "schaft", "tion", "tät", "nis", "tum", "ment"];

/// The names in a text. `free` says which tokens nothing else was made of.
pub(super) fn names(reading: &Reading, free: &[bool]) -> Vec<Fact> {
    let candidates: Vec<bool> =
        free.iter().enumerate().map(|(at, &free)| free && is_candidate(reading, at)).collect();
    let mut is_name: Vec<bool> = candidates.clone();
    for (at, is_name) in is_name.iter_mut().enumerate() {
        *is_name = *is_name && (is_acronym(reading, at) || stands_as_name(reading, &candidates, at));
    }
    let known: HashSet<&str> = marked(&is_name).map(|at| key(reading.folded(at))).collect();
    for at in marked(&candidates).filter(|&at| reading.sentences.opens(at)).collect::<Vec<_>>() {
        let is_first_name = is_name.get(at + 1) == Some(&true) && !reading.is_joined(at + 1);
        is_name[at] |=
            known.contains(key(reading.folded(at))) || is_first_name && !reading.language.has_capital_nouns;
    }
    let fact = |at: usize| Fact::new(Flag::Name, key(reading.folded(at)), reading.tokens[at].range());
    let before_titles = (0..reading.tokens.len()).filter_map(|at| before_title(reading, at));
    marked(&is_name).map(fact).chain(before_titles).collect()
}

fn marked(marks: &[bool]) -> impl Iterator<Item = usize> {
    marks.iter().enumerate().filter(|&(_, &marked)| marked).map(|(at, _)| at)
}

/// Two forms of a name are one name.
fn key(folded: &str) -> &str {
    folded.trim_end_matches("'s").trim_end_matches('\'')
}

/// Whether this could be a name. In headlines in capitals, anything could, so nothing does.
fn is_candidate(reading: &Reading, at: usize) -> bool {
    let token = &reading.tokens[at];
    token.is_capitalised() && !is_in_capitals(reading, at)
}

/// Whether the words around this one have capitals too, and it isn't a sentence that lists names.
fn is_in_capitals(reading: &Reading, at: usize) -> bool {
    let start = reading.tokens[at].start;
    let sentence = reading.sentences.at(start);
    let near = at.saturating_sub(4)..(at + 5).min(reading.tokens.len());
    let words = || {
        reading.tokens[near.clone()].iter().filter(|token| {
            let is_long = token.text.chars().nth(3).is_some();
            is_long && token.is_word() && reading.sentences.at(token.start) == sentence
        })
    };
    let capitals = words().filter(|token| token.is_capitalised()).count();
    let is_sentence = || ends_sentence(&reading.text[reading.sentences.around(start, reading.text)]);
    let is_dominant = words().count() > 3 && 4 * capitals > 3 * words().count();
    is_dominant && !reading.language.has_capital_nouns && (is_acronym(reading, at) || !is_sentence())
}

fn is_acronym(reading: &Reading, at: usize) -> bool {
    let letters = || reading.tokens[at].text.chars().filter(|character| character.is_alphabetic());
    letters().count() > 1 && letters().all(char::is_uppercase)
}

/// Whether a candidate is a name by its place.
fn stands_as_name(reading: &Reading, candidates: &[bool], at: usize) -> bool {
    if reading.sentences.opens(at) {
        return false;
    }
    if !reading.language.has_capital_nouns {
        return true;
    }
    let is_beside = |other: usize| candidates.get(other) == Some(&true) && !reading.is_joined(other.max(at));
    let before = at.checked_sub(1);
    let meaning = before.and_then(|before| reading.meaning(before));
    let is_place = before.is_some_and(|before| matches!(reading.folded(before), "in" | "aus" | "nach"))
        && !GERMAN_NOUN_ENDINGS.iter().any(|ending| reading.folded(at).ends_with(ending));
    matches!(meaning, Some(Meaning::Title | Meaning::Saying))
        || before.is_some_and(is_beside)
        || is_beside(at + 1)
        || is_place
}

/// The name of one to three characters before a Chinese title.
fn before_title(reading: &Reading, at: usize) -> Option<Fact> {
    let is_dense = reading.folded(at).starts_with(is_dense);
    if !is_dense || reading.meaning(at) != Some(Meaning::Title) {
        return None;
    }
    let is_family_name = |&start: &usize| {
        let mut characters = reading.folded(start).chars();
        characters.next().is_some_and(|character| CHINESE_FAMILY_NAMES.contains(character))
            && (start + 1..=at).all(|at| reading.is_joined(at))
    };
    let start = (at.saturating_sub(3)..at).find(is_family_name)?;
    let range = reading.range(start, at);
    Some(Fact::new(Flag::Name, &reading.text[range.clone()], range))
}
