//! The words and phrases of a query in FTS5's language, as terms of the index.

use crate::text::word::{self, QueryTerm};

/// Maximum number of phrases, and of terms in a phrase: the number of bits in a state of the search.
pub(in crate::ops) const MOST: usize = 64;

/// Consecutive terms, and the text that they are of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ops) struct Phrase {
    text: String,
    terms: Vec<String>,
    /// Whether the last term is a prefix.
    beginning: bool,
    /// Whether it is only looked for in headlines.
    in_headline: bool,
}

impl Phrase {
    /// The phrase that finds `text`; `None` if it has no words. For example, the two terms of `peace talks`.
    pub(in crate::ops) fn of(text: &str) -> Option<Self> {
        let found = word::query(text);
        let beginning = found.last()?.beginning;
        let terms = found.into_iter().map(|QueryTerm { text, .. }| text).take(MOST).collect();
        Some(Self { text: text.to_owned(), terms, beginning, in_headline: false })
    }

    /// This phrase with its last term as a prefix.
    pub(in crate::ops) fn into_beginning(self) -> Self {
        Self { beginning: true, ..self }
    }

    /// This phrase, in headlines alone.
    pub(super) fn in_headline(self) -> Self {
        Self { in_headline: true, ..self }
    }

    /// Whether nothing can follow this phrase, because its last term is a prefix that was asked for, or because it is
    /// about headlines.
    pub(super) fn is_open(&self) -> bool {
        self.in_headline || self.beginning && !self.ends_with_character()
    }

    /// This phrase and the next one as one phrase.
    pub(super) fn followed_by(&self, next: &Self) -> Self {
        let joined = Self::of(&format!("{} {}", self.text, next.text)).unwrap_or_else(|| self.clone());
        if next.is_open() { joined.into_beginning() } else { joined }
    }

    /// Number of terms, at least 1.
    pub(super) fn length(&self) -> usize {
        self.terms.len()
    }

    /// A bit set of the terms that a term of a text matches. Bit 0 is the first term of the phrase.
    pub(super) fn matching_terms(&self, term: &str) -> u64 {
        let last = self.terms.len() - 1;
        let mut bits = 0;
        for (index, wanted) in self.terms.iter().enumerate() {
            let fits = if self.beginning && index == last {
                term.starts_with(wanted.as_str())
            } else {
                term == wanted
            };
            bits |= u64::from(fits) << index;
        }
        bits
    }

    /// Whether the last term is a single character of a script without spaces, which finds the pairs that begin with it.
    pub(super) fn ends_with_character(&self) -> bool {
        let mut characters = self.terms.last().map_or("", String::as_str).chars();
        self.beginning && characters.next().is_some_and(word::has_no_spaces) && characters.next().is_none()
    }

    /// The phrase in FTS5's language. For example, `"peace talk" *`.
    pub(super) fn fts5(&self) -> String {
        let column = if self.in_headline { "headline : " } else { "" };
        let beginning = if self.beginning { " *" } else { "" };
        format!("{column}\"{}\"{beginning}", self.terms.join(" "))
    }
}

/// Phrases that have to be near each other, by their numbers in the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ops) struct NearGroup {
    pub(super) phrases: Vec<usize>,
    /// Maximum number of terms between two of them.
    pub(super) distance: u64,
}

/// FTS5's distance where a query states none.
pub(super) const NEAR: u64 = 10;

/// A query in FTS5's language, in terms of the index.
pub(super) struct TermQuery {
    pub(super) fts5: String,
    pub(super) phrases: Vec<Phrase>,
    pub(super) near: Vec<NearGroup>,
}

/// A piece of a query in FTS5's language.
enum Piece<'a> {
    /// A string or a bare word: text to search for.
    Text(String),
    /// Anything else, as it is written.
    Symbol(&'a str),
}

/// A query in FTS5's language with the terms of the index in place of its texts, and the phrases in it. Excluded phrases are
/// included, because no found text contains them where they would matter.
///
/// For example, `NEAR(外交部 peace)` becomes `NEAR ( "外交 交部" "peace" )`.
pub(super) fn as_terms(query: &str) -> TermQuery {
    let (mut written, mut phrases): (Vec<String>, Vec<Phrase>) = (Vec::new(), Vec::new());
    let (mut near, mut open): (Vec<NearGroup>, Option<NearGroup>) = (Vec::new(), None);
    let mut is_joined = false;
    for piece in pieces(query) {
        match piece {
            Piece::Symbol("*") => {
                if let (Some(phrase), Some(last)) = (phrases.last_mut(), written.last_mut()) {
                    phrase.beginning = true;
                    *last = phrase.fts5();
                }
            }
            Piece::Symbol("+") => is_joined = true,
            Piece::Symbol(symbol) => {
                match (symbol, open.as_mut()) {
                    ("NEAR", _) => open = Some(NearGroup { phrases: Vec::new(), distance: NEAR }),
                    (")", Some(_)) => near.extend(open.take()),
                    (symbol, Some(group)) => {
                        let distance = symbol.strip_prefix(',').and_then(|digits| digits.trim().parse().ok());
                        group.distance = distance.unwrap_or(group.distance);
                    }
                    _ => {}
                }
                written.push(symbol.to_owned());
            }
            Piece::Text(text) => match (phrases.last_mut(), written.last_mut(), Phrase::of(&text)) {
                (Some(before), Some(last), Some(phrase)) if std::mem::take(&mut is_joined) => {
                    *before = before.followed_by(&phrase);
                    *last = before.fts5();
                }
                (_, _, Some(phrase)) => {
                    written.push(phrase.fts5());
                    if let Some(group) = &mut open {
                        group.phrases.push(phrases.len());
                    }
                    phrases.push(phrase);
                }
                // A text without words stays, so that FTS5 says what it makes of it.
                (_, _, None) => written.push(format!("\"{}\"", text.replace('"', "\"\""))),
            },
        }
    }
    TermQuery { fts5: written.join(" "), phrases, near }
}

fn pieces(query: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = query.trim_start();
    while let Some(first) = rest.chars().next() {
        if first == '"' {
            let (text, after) = string(&rest[1..]);
            pieces.push(Piece::Text(text));
            rest = after.trim_start();
            continue;
        }
        let length = match first {
            '{' => rest.find('}').map_or(rest.len(), |end| end + 1),
            // The number after a comma is the distance of `NEAR`.
            ',' => {
                1 + rest[1..]
                    .find(|after: char| !after.is_ascii_digit() && after != ' ')
                    .unwrap_or(rest.len() - 1)
            }
            _ if is_bare(first) => rest.find(|after| !is_bare(after)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (piece, after) = rest.split_at(length);
        rest = after.trim_start();
        let is_operator = matches!(piece, "AND" | "OR" | "NOT");
        // FTS5 reads `NEAR` without a parenthesis as a word.
        let is_near = piece == "NEAR" && rest.starts_with('(');
        let is_text = is_bare(first) && !is_operator && !is_near && !rest.starts_with(':');
        pieces.push(if is_text { Piece::Text(piece.to_owned()) } else { Piece::Symbol(piece) });
    }
    pieces
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

fn is_bare(character: char) -> bool {
    character.is_ascii_alphanumeric() || !character.is_ascii() || matches!(character, '_' | '\u{1a}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_as_fts5_reads_it() {
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
            ("外交部 OR 東", "外交 交部 | 東*"),
        ] {
            let phrases: Vec<_> = as_terms(query)
                .phrases
                .iter()
                .map(|phrase| phrase.terms.join(" ") + if phrase.beginning { "*" } else { "" })
                .collect();
            assert_eq!(phrases.join(" | "), expected, "{query}");
        }
    }

    #[test]
    fn texts_become_terms_and_the_rest_stays() {
        for (query, expected) in [
            ("NEAR(外交部 peace, 5)", "NEAR ( \"外交 交部\" \"peace\" , 5 )"),
            ("headline : Straße NOT neg*", "headline : \"strasse\" NOT \"neg\" *"),
            ("{headline body} : \"a b\"", "{headline body} : \"a b\""),
            ("one + two", "\"one two\""),
            ("\"…\"", "\"…\""),
        ] {
            assert_eq!(as_terms(query).fts5, expected, "{query}");
        }
    }
}
