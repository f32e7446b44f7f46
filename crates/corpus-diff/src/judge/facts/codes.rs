//! Codes: letters together with digits, as of aircraft, roads and viruses: A320, F-16, H5N1. They are compared by letters,
//! digits and hyphens, in any case.

use crate::judge::Flag;
use crate::judge::letters::letters;
use crate::judge::literals::digit;
use crate::judge::reading::{Fact, Reading};

/// A longer word with digits in it is an address or a key, in bytes.
const LONGEST: usize = 16;

/// How many letters may stand before the hyphen of a code. `Covid-19` is a name.
const LETTERS: usize = 3;

/// The code that begins with this token, and the token behind it.
pub(super) fn read(reading: &Reading, at: usize) -> Option<(Fact, usize)> {
    let token = reading.tokens.get(at)?;
    let is_short = token.text.len() <= LONGEST && token.text.starts_with(char::is_alphabetic);
    if !is_short {
        return None;
    }
    let end = if token.folded.contains(|character| digit(character).is_some()) {
        if is_version(&token.folded) || is_group(&token.folded) {
            return None;
        }
        at + 1
    } else {
        hyphenated(reading, at)?
    };
    let range = reading.range(at, end);
    let text = reading.text[range.clone()].replace('\u{2011}', "-");
    let key: String = letters(&text).flat_map(char::to_lowercase).collect();
    Some((Fact::new(Flag::Number, format!("code {key}"), range), end))
}

/// The token behind the digits of `F-16`.
fn hyphenated(reading: &Reading, at: usize) -> Option<usize> {
    let token = reading.tokens.get(at).filter(|token| token.is_capitalised())?;
    let is_hyphen = matches!(reading.folded(at + 1), "-" | "\u{2010}") && reading.is_joined(at + 1);
    let is_code = is_hyphen
        && reading.is_joined(at + 2)
        && reading.folded(at + 2).starts_with(|first| digit(first).is_some())
        && token.text.chars().count() <= LETTERS
        && token.text.chars().all(char::is_alphabetic)
        && !(reading.is_joined(at) && reading.folded(at - 1) == "-");
    is_code.then_some(at + 3)
}

/// Whether this is the number of a version, which counts nothing: `v2`.
fn is_version(folded: &str) -> bool {
    folded.strip_prefix('v').is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
}

/// Whether this is a group of states, whose number is its name: `G7`.
fn is_group(folded: &str) -> bool {
    matches!(folded, "g4" | "g5" | "g7" | "g8" | "g20" | "g77")
}
