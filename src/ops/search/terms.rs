//! The words and phrases of a query in FTS5's language, split by the tokenizer of the index.

use crate::Result;
use crate::store::index::Tokenizer;

/// Maximum number of phrases, and of words in a phrase: the number of bits in a state of the search.
pub(super) const MOST: usize = 64;

/// Consecutive words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    words: Vec<Vec<u8>>,
    /// Whether the last word is a prefix.
    beginning: bool,
}

impl Phrase {
    /// Number of words, at least 1.
    pub(super) fn length(&self) -> usize {
        self.words.len()
    }

    /// A bit set of the words that a token matches. Bit 0 is the first word of the phrase.
    pub(super) fn matching_words(&self, token: &[u8]) -> u64 {
        let last = self.words.len() - 1;
        let mut bits = 0;
        for (index, word) in self.words.iter().enumerate() {
            let fits = if self.beginning && index == last { token.starts_with(word) } else { token == word };
            bits |= u64::from(fits) << index;
        }
        bits
    }
}

/// The phrases of a query, without operators and column names. Excluded phrases are included, because no found text
/// contains them where they would matter.
pub(super) fn phrases(query: &str, tokenizer: &mut Tokenizer) -> Result<Vec<Phrase>> {
    let mut phrases: Vec<Phrase> = Vec::new();
    let mut joined = false;
    let mut rest = query.trim_start();
    while let Some(first) = rest.chars().next() {
        let (symbol, after) = rest.split_at(first.len_utf8());
        let (text, after) = match first {
            '"' => string(after),
            '{' => (String::new(), after.split_once('}').map_or("", |(_, after)| after)),
            _ if is_bare(first) => bare(rest),
            _ => (String::new(), after),
        };
        rest = after.trim_start();
        match symbol {
            "*" => phrases.last_mut().into_iter().for_each(|phrase| phrase.beginning = true),
            "+" => joined = true,
            // The number after a comma is the distance of `NEAR`.
            "," => rest = rest.trim_start_matches(|digit: char| digit.is_ascii_digit()),
            _ => {}
        }
        let is_operator = matches!(text.as_str(), "AND" | "OR" | "NOT") && first != '"';
        // FTS5 reads `NEAR` without a parenthesis as a word.
        let is_near = text == "NEAR" && first != '"' && rest.starts_with('(');
        if text.is_empty() || is_operator || is_near || rest.starts_with(':') {
            continue;
        }
        // One string may be several tokens: `well-being` is a phrase of two.
        let mut words = Vec::new();
        tokenizer.tokens(&text, &mut |token, _| words.push(token.to_vec()))?;
        if words.is_empty() {
            continue;
        }
        match phrases.last_mut() {
            Some(phrase) if std::mem::take(&mut joined) => phrase.words.extend(words),
            _ => phrases.push(Phrase { words, beginning: false }),
        }
    }
    phrases.truncate(MOST);
    for phrase in &mut phrases {
        phrase.words.truncate(MOST);
    }
    Ok(phrases)
}

/// The text up to its closing quotation mark, and the remainder. A doubled mark is part of the text.
fn string(rest: &str) -> (String, &str) {
    let mut text = String::new();
    let mut rest = rest;
    while let Some((before, after)) = rest.split_once('"') {
        text.push_str(before);
        rest = after;
        match after.strip_prefix('"') {
            Some(after) => {
                text.push('"');
                rest = after;
            }
            None => return (text, rest),
        }
    }
    (text + rest, "")
}

/// A word without quotation marks, and the remainder.
fn bare(rest: &str) -> (String, &str) {
    let (word, after) = rest.split_at(rest.find(|character| !is_bare(character)).unwrap_or(rest.len()));
    (word.to_owned(), after)
}

fn is_bare(character: char) -> bool {
    character.is_ascii_alphanumeric() || !character.is_ascii() || matches!(character, '_' | '\u{1a}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_as_fts5_reads_it() {
        let mut tokenizer = Tokenizer::new();
        for (query, expected) in [
            ("peace", "peace"),
            ("(\"Peace\" AND \"well-being\")", "peace | well being"),
            ("\"negotiat\" *", "negotiat*"),
            ("neg* OR Müll *", "neg* | mull*"),
            ("NEAR(\"peace\" \"talks\", 10)", "peace | talks"),
            ("one + two + \"three four\"", "one two three four"),
            ("body : peace {body} : war", "peace | war"),
            ("^peace - \"AND\" \"\"", "peace | and"),
            ("\"say \"\"peace\"\" now\"", "say peace now"),
            ("near NEAR", "near | near"),
            ("\"open", "open"),
        ] {
            let phrases = phrases(query, &mut tokenizer).unwrap().into_iter().map(|phrase| {
                let words: Vec<_> =
                    phrase.words.iter().map(|word| String::from_utf8_lossy(word).into_owned()).collect();
                words.join(" ") + if phrase.beginning { "*" } else { "" }
            });
            assert_eq!(phrases.collect::<Vec<_>>().join(" | "), expected, "{query}");
        }
    }
}
