//! Speakers: who says something, as the words beside a verb of saying tell it, and verbs behind a quotation that no list has.

use std::ops::Range;

use super::names::name_before;
use crate::judge::Flag;
use crate::judge::languages::{Meaning, Speaker};
use crate::judge::quotes::is_quote;
use crate::judge::reading::{Fact, Reading};
use crate::judge::tokens::Token;

/// How many words of a source count, and how many characters of a script without spaces.
pub(super) const SOURCE_WORDS: usize = 3;
pub(super) const SOURCE_CHARACTERS: usize = 6;

/// How many words such as “has” or “the” may stand between a verb of saying and its source.
const AUXILIARIES: usize = 2;

/// Maximum number of marks between a quotation and the next word. For example, four in `!”, —`.
const CLOSING_MARKS: usize = 4;

/// Auxiliary verbs and pronouns between a source and its verb.
const BESIDE_VERBS: &str = "\
    has have had is are was were been being would could should will can may might who which a ont avait avaient aurait est lui nous \
    leur l' s' se m' qui ha han había le les lo me hanno aveva hat haben hatte sich tem foi heeft hebben had har hade";

/// Adverbs beside a verb of saying, in several languages, but those in “-ly” and “-mente”.
const ADVERBS: &str = "\
    also never still later then already once even now often soon likewise long again instead too ago himself herself themselves \
    dann danach später dazu zuvor außerdem zudem dabei daraufhin toen daarna ook eerder verder bovendien sedan också \
    ensuite puis enfin aussi alors encore déjà toujours asimismo también además luego después así ya incluso entonces \
    depois logo também então ainda já poi quindi anche inoltre già потом затем также позже раньше ещё еще уже тогда снова";

/// English nouns that leave open who it is: “fire officials”.
const VAGUE: [&str; 12] = [
    "official",
    "officials",
    "source",
    "sources",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "spokespeople",
    "lawyer",
    "lawyers",
    "leaders",
    "representatives",
];

/// Words that join two nouns of a source.
const LINKS: [&str; 18] = [
    "of", "for", "from", "der", "des", "von", "vom", "für", "de", "du", "d'", "del", "di", "della", "dos",
    "da", "van", "из",
];

/// The name or the words right before a verb of saying: 张伟明, 公司负责人.
pub(super) fn chinese_speaker(reading: &Reading, at: usize) -> Option<Fact> {
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

/// Who says it: the words before the verb, or behind it where the verb follows a quotation. Words such as “has” may stand
/// between them.
pub(super) fn speaker(reading: &Reading, at: usize, length: usize) -> Option<Fact> {
    let is_function = |at: &usize| reading.meaning(*at) == Some(Meaning::Function);
    let is_beside_verb = |at: &usize| {
        let word = reading.folded(*at);
        is_adverb(word) || BESIDE_VERBS.split(' ').any(|other| other == word)
    };
    let skipped = (0..at).rev().take(AUXILIARIES).take_while(is_beside_verb).count();
    let before = (at - skipped).checked_sub(1)?;
    let is_inverted = reading.language.speaker == Speaker::Behind || ends_statement(reading.folded(before));
    let noun = if is_inverted {
        let after = at + length;
        after + (after..after + AUXILIARIES).take_while(is_function).count()
    } else {
        before
    };
    let token = reading.tokens.get(noun)?;
    let says_who = token.is_word() && reading.meaning(noun).is_none_or(|meaning| meaning == Meaning::Title);
    let range = if is_inverted { behind_speaker(reading, noun) } else { before_speaker(reading, noun) };
    let key: Vec<&str> = range.clone().map(|at| reading.folded(at)).collect();
    let fact = Fact::new(Flag::Attribution, key.join(" "), reading.range(range.start, range.end));
    let is_clause = is_inverted && reading.folded(before) == "," && goes_on(reading, range.end);
    (says_who && !is_clause && !is_adverb(&token.folded)).then_some(Fact { is_context: true, ..fact })
}

/// Whether a clause goes on behind the noun that a verb of saying has behind it: “…, suggests the noise was loud”.
fn goes_on(reading: &Reading, end: usize) -> bool {
    const ENDS: [&str; 10] = ["on", "in", "at", "after", "during", "who", "of", "for", "from", "to"];
    reading.language.word("the") == Some(Meaning::Function)
        && reading.tokens.get(end).is_some_and(Token::is_word)
        && !ENDS.contains(&reading.folded(end))
}

fn is_adverb(word: &str) -> bool {
    let has_ending = word.ends_with("ly") || word.ends_with("mente");
    word.len() > 4 && has_ending || ADVERBS.split(' ').any(|adverb| adverb == word)
}

/// Whether this word can belong to the name of a source, beside the noun. For example, `senior` in `a senior official`. Changed
/// names have a flag of their own.
fn is_part_of_speaker(reading: &Reading, at: usize) -> bool {
    let is_noun = |token: &Token| {
        let has_capital = token.is_capitalised() && !reading.language.has_capital_nouns;
        token.text.starts_with(char::is_alphabetic) && !has_capital && !token.folded.ends_with("'s")
    };
    reading.tokens.get(at).is_some_and(is_noun) && reading.meaning(at).is_none()
}

/// The noun at this token with those that belong to it behind: “a spokesman for the town”.
fn behind_speaker(reading: &Reading, noun: usize) -> Range<usize> {
    let mut end = noun + 1;
    for _ in 1..SOURCE_WORDS {
        let link = if is_link(reading, end) { end + 1 } else { end };
        let is_article = link > end && reading.meaning(link) == Some(Meaning::Function);
        let next = link + usize::from(is_article);
        // In Russian a genitive follows its noun: “глава школы”.
        let is_genitive = || reading.folded(end).starts_with(|letter| matches!(letter, 'а'..='я'));
        let is_beside = || reading.tokens.get(end).is_some_and(Token::is_capitalised) || is_genitive();
        if link == end && !is_beside() || !is_part_of_speaker(reading, next) {
            break;
        }
        end = next + 1;
    }
    noun..end
}

/// The noun at this token with those that belong to it before: “the head of the school”, “fire officials”.
fn before_speaker(reading: &Reading, noun: usize) -> Range<usize> {
    let mut start = noun;
    for _ in 1..SOURCE_WORDS {
        let is_article = |at: usize| reading.meaning(at) == Some(Meaning::Function) && !is_link(reading, at);
        let Some(before) = start.checked_sub(1) else { break };
        let link = if is_article(before) { before.checked_sub(1) } else { Some(before) };
        let next = match link.filter(|&link| is_link(reading, link)) {
            Some(link) => link.checked_sub(1),
            None => Some(before).filter(|_| VAGUE.contains(&reading.folded(start))),
        };
        match next.filter(|&next| is_part_of_speaker(reading, next)) {
            Some(next) => start = next,
            None => break,
        }
    }
    start..noun + 1
}

/// The verb behind a quoted statement that this word is, though it is in no list: “… the end”, quipped the mayor. Between
/// both may stand who says it, or a word such as “has”.
pub(super) fn unlisted_verb(reading: &Reading, at: usize) -> Option<Fact> {
    let token = &reading.tokens[at];
    let is_verb = token.text.starts_with(char::is_lowercase)
        && !token.folded.ends_with("ing")
        && !matches!(reading.folded(at + 1), "by" | "par" | "por" | "von" | "da");
    let is_between = |&before: &usize| {
        let token = &reading.tokens[before];
        reading.meaning(before) == Some(Meaning::Function) || token.is_capitalised() && token.is_word()
    };
    let between = (0..at).rev().take(AUXILIARIES).take_while(is_between).count();
    (is_verb && ends_quotation(reading, at - between))
        .then(|| Fact::new(Flag::Attribution, token.folded.as_ref(), token.range()))
}

/// Whether a quoted statement ends before this token: several words with a capital, and a mark that ends a part of a sentence.
fn ends_quotation(reading: &Reading, end: usize) -> bool {
    let is_mark = |at: &usize| !reading.tokens[*at].is_word();
    let first = end - (0..end).rev().take(CLOSING_MARKS).take_while(is_mark).count();
    let has_pause = (first..end).any(|at| matches!(reading.folded(at), "," | "!" | "?" | "…"));
    let close =
        (first..end).find(|&at| reading.folded(at).starts_with(is_quote)).map(|at| reading.tokens[at].start);
    let inside = &reading.quotations.inside;
    let quotation = close.and_then(|close| {
        let next = inside.partition_point(|quotation| quotation.end < close);
        inside.get(next).filter(|quotation| quotation.end == close)
    });
    let is_statement = |quotation: &Range<usize>| {
        let words = reading.text[quotation.clone()].trim_start();
        words.starts_with(char::is_uppercase) && words.contains(char::is_whitespace)
    };
    has_pause && quotation.is_some_and(is_statement)
}

/// Whether this word joins two nouns of a source.
fn is_link(reading: &Reading, at: usize) -> bool {
    LINKS.contains(&reading.folded(at))
}

/// Whether a quoted statement ends with this token. A verb behind it comes before its speaker.
fn ends_statement(folded: &str) -> bool {
    folded.starts_with(is_quote) || matches!(folded, "," | "–" | "—")
}
