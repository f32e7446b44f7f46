//! Sources and denials: verbs of saying, who says it, “according to”, and negations.

use super::names::name_before;
use crate::judge::Flag;
use crate::judge::languages::{Entry, Meaning, Script, Speaker};
use crate::judge::quotes::is_quote;
use crate::judge::reading::{Fact, Reading};
use crate::units::words::is_dense;

/// How many words of a source count, and how many characters of a script without spaces.
const SOURCE_WORDS: usize = 3;
const SOURCE_CHARACTERS: usize = 6;

/// The sources and denials of the entry at this token.
pub(super) fn read(reading: &Reading, at: usize, entry: &Entry) -> Vec<Fact> {
    let range = reading.range(at, at + entry.length());
    match entry.meaning {
        Meaning::Saying => {
            let verb = Fact::new(Flag::Attribution, entry.key, range);
            let speaker = match (reading.language.speaker, reading.language.script) {
                (Speaker::Apart, _) => None,
                (_, Script::Chinese) => chinese_speaker(reading, at),
                _ => speaker(reading, at, entry.length()),
            };
            [Some(verb), speaker].into_iter().flatten().collect()
        }
        Meaning::According if reading.language.speaker == Speaker::Apart => {
            vec![according_behind(reading, at, entry)]
        }
        Meaning::According if entry.key == "zufolge" => vec![according_behind(reading, at, entry)],
        Meaning::According => vec![according(reading, at, entry)],
        Meaning::Not if is_abbreviation(reading, at) => Vec::new(),
        Meaning::Not => vec![Fact::new(Flag::Negation, "not", range)],
        Meaning::Hardly => vec![Fact::new(Flag::Negation, "hardly", range)],
        _ => Vec::new(),
    }
}

/// Whether this is “No. 5”.
fn is_abbreviation(reading: &Reading, at: usize) -> bool {
    let next = if reading.folded(at + 1) == "." { at + 2 } else { at + 1 };
    reading.folded(next).starts_with(char::is_numeric)
}

/// The name or the words right before a verb of saying: 张伟明, 公司负责人.
fn chinese_speaker(reading: &Reading, at: usize) -> Option<Fact> {
    let is_part = |&start: &usize| {
        reading.tokens[start].is_word()
            && reading.is_joined(start + 1)
            && reading.meaning(start).is_none_or(|meaning| meaning == Meaning::Title)
    };
    let start = match name_before(reading, at) {
        Some(name) => name.start,
        None => at - (0..at).rev().take(SOURCE_CHARACTERS).take_while(is_part).count(),
    };
    let range = (start < at).then(|| reading.range(start, at))?;
    let fact = Fact::new(Flag::Attribution, &reading.text[range.clone()], range);
    Some(Fact { is_context: true, ..fact })
}

/// The phrase with the source before it, where “according to” follows its noun: 警察によると.
fn according_behind(reading: &Reading, at: usize, entry: &Entry) -> Fact {
    let is_dense = at > 0 && reading.language.script == Script::Japanese;
    let most = if is_dense { SOURCE_CHARACTERS } else { SOURCE_WORDS };
    let is_part =
        |&at: &usize| reading.tokens[at].is_word() && reading.meaning(at) != Some(Meaning::Function);
    let start = at - (0..at).rev().take(most).take_while(is_part).count();
    let end = at + entry.length();
    let key: Vec<&str> = (start..end).map(|at| reading.folded(at)).collect();
    Fact::new(Flag::Attribution, key.join(" "), reading.range(start, end))
}

/// Who says it: the word before the verb, or behind it where the verb follows a quotation.
fn speaker(reading: &Reading, at: usize, length: usize) -> Option<Fact> {
    let before = at.checked_sub(1)?;
    let is_inverted = reading.language.speaker == Speaker::Behind || ends_statement(reading.folded(before));
    let speaker = if is_inverted {
        let after = at + length;
        if reading.meaning(after) == Some(Meaning::Function) { after + 1 } else { after }
    } else {
        before
    };
    let token = reading.tokens.get(speaker)?;
    let says_who =
        token.is_word() && reading.meaning(speaker).is_none_or(|meaning| meaning == Meaning::Title);
    let is_adverb = token.folded.len() > 4 && token.folded.ends_with("ly");
    let fact = Fact::new(Flag::Attribution, token.folded.as_ref(), token.range());
    (says_who && !is_adverb).then_some(Fact { is_context: true, ..fact })
}

/// Whether a quoted statement ends with this token. A verb behind it comes before its speaker.
fn ends_statement(folded: &str) -> bool {
    folded.starts_with(is_quote) || matches!(folded, "," | "–" | "—")
}

/// The phrase with the source that it names.
fn according(reading: &Reading, at: usize, entry: &Entry) -> Fact {
    let start = at + entry.length();
    let is_function = |at: usize| reading.meaning(at) == Some(Meaning::Function);
    let first = start + usize::from(is_function(start));
    let is_dense = reading.folded(start).starts_with(is_dense);
    let most = if is_dense { SOURCE_CHARACTERS } else { SOURCE_WORDS };
    let is_part =
        |&at: &usize| reading.tokens.get(at).is_some_and(|token| token.is_word() && !is_function(at));
    let end = first + (first..first + most).take_while(is_part).count();
    let key: Vec<&str> = (at..end.min(reading.tokens.len())).map(|at| reading.folded(at)).collect();
    Fact::new(Flag::Attribution, key.join(" "), reading.range(at, end.min(reading.tokens.len())))
}
