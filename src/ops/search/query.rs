//! Plain queries and their translation to FTS5's language.
//!
//! Each word and phrase is folded like the index ([`fold`]) and quoted, so no query is a syntax error. The grammar:
//!
//! ```text
//! query   = group { "OR" group }
//! group   = { term }                        all terms are required
//! term    = [ "-" | "NOT" | "AND" ] ( WORD | PHRASE | "(" query ")" ) [ "NEAR" ( WORD | PHRASE ) ]
//! ```
//!
//! An operator without a required operand is read as a word.

use crate::text::fold;
use crate::{Error, Hint, Result};

/// Maximum number of words between the operands of `NEAR`.
const NEAR: u32 = 10;

/// Maximum depth of nested groups. Deeper parentheses are ignored, so that no query overflows the stack.
const DEEPEST: u32 = 50;

/// Opening quotation marks, each with its closing ones. Languages pair the same marks differently.
const QUOTES: [(char, &str); 22] = [
    ('"', "\"“”"),
    ('“', "”“\""),
    ('”', "”“\""),
    ('„', "“”\"„"),
    ('‟', "”"),
    ('«', "»"),
    ('»', "«»"),
    ('‹', "›"),
    ('›', "‹›"),
    ('‚', "‘’"),
    ('‘', "’"),
    ('’', "’"),
    ('\'', "'"),
    ('「', "」"),
    ('『', "』"),
    ('《', "》"),
    ('〈', "〉"),
    ('＂', "＂"),
    ('〝', "〞〟"),
    ('｢', "｣"),
    ('❝', "❞"),
    ('❮', "❯"),
];

/// A parsed query.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Query {
    /// In FTS5's language.
    pub(super) fts5: String,
    /// An operator that was read as a word, because it lacks an operand.
    pub(super) stray: Option<String>,
    /// Whether it contains a script without spaces between words.
    pub(super) without_spaces: bool,
    /// Number of required words and phrases.
    pub(super) terms: usize,
    /// Whether it contains a phrase.
    pub(super) phrase: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum QueryToken {
    /// A word or phrase as FTS5 reads it.
    Term(String),
    Or,
    And,
    Not,
    /// A hyphen that excludes the next term.
    Minus,
    Near,
    Open,
    Close,
}

/// Parses a plain query.
///
/// For example, `peace talk* -war` becomes `(("peace" AND "talk" *) NOT "war")`.
///
/// # Errors
/// [`Error::Invalid`] when it has no required word.
pub(super) fn plain(query: &str) -> Result<Query> {
    let mut reader = QueryReader { tokens: Vec::new(), phrase: false };
    reader.read(query);
    let mut stray = None;
    let tokens = settled(&reader.tokens, &mut stray);
    let mut parser = Parser { tokens: &tokens, at: 0, terms: 0 };
    let mut fts5 = parser.query(0);
    // The parser stops at an unmatched closing parenthesis. It is skipped and the rest is required as well.
    while parser.at < tokens.len() {
        parser.at += 1;
        fts5 = both(fts5, parser.query(0), "AND");
    }
    let terms = parser.terms;
    let Some(fts5) = fts5 else {
        return Err(
            Error::invalid(format!("'{query}' holds no word to search for")).with_hint(Hint::RequireWord)
        );
    };
    let without_spaces = query.chars().any(fold::has_no_spaces);
    Ok(Query { fts5, stray, without_spaces, terms, phrase: reader.phrase })
}

/// Folds a query in FTS5's language, as the index is folded.
pub(super) fn raw(query: &str) -> Query {
    let fts5 = fold::fold(query).into_owned();
    let without_spaces = query.chars().any(fold::has_no_spaces);
    Query { fts5, stray: None, without_spaces, terms: 0, phrase: false }
}

struct QueryReader {
    tokens: Vec<QueryToken>,
    phrase: bool,
}

impl QueryReader {
    fn read(&mut self, query: &str) {
        let mut rest = query.trim_start();
        while let Some(first) = rest.chars().next() {
            rest = match first {
                '(' => self.mark(QueryToken::Open, &rest[1..]),
                ')' => self.mark(QueryToken::Close, &rest[1..]),
                '-' if rest[1..].starts_with(begins_term) => self.mark(QueryToken::Minus, &rest[1..]),
                _ => self.phrase(first, rest).unwrap_or_else(|| self.word(rest)),
            };
            rest = rest.trim_start();
        }
    }

    fn mark<'a>(&mut self, token: QueryToken, rest: &'a str) -> &'a str {
        self.tokens.push(token);
        rest
    }

    /// Takes the phrase that `rest` begins with, if it does. A mark that nothing closes reaches to the end, unless it
    /// may be an apostrophe.
    fn phrase<'a>(&mut self, first: char, rest: &'a str) -> Option<&'a str> {
        let (_, closing) = QUOTES.iter().find(|(opening, _)| *opening == first)?;
        let inside = &rest[first.len_utf8()..];
        // Single marks are also apostrophes, so an unclosed one opens no phrase.
        let is_single = matches!(first, '‘' | '’' | '\'' | '‚' | '‹' | '›' | '❮');
        let end = inside.char_indices().find(|(at, character)| {
            let after = inside[at + character.len_utf8()..].chars().next();
            // `’` before a letter is an apostrophe.
            let is_apostrophe = is_single && after.is_some_and(char::is_alphanumeric);
            closing.contains(*character) && !is_apostrophe
        });
        let (text, after) = match end {
            Some((at, character)) => (&inside[..at], &inside[at + character.len_utf8()..]),
            None if is_single => return None,
            None => (inside, ""),
        };
        self.phrase = true;
        let beginning = text.ends_with('*') || after.starts_with('*');
        self.term(text, beginning);
        Some(after.trim_start_matches('*'))
    }

    /// Reads the word at the start of `rest` and returns the remainder.
    fn word<'a>(&mut self, rest: &'a str) -> &'a str {
        let end =
            rest.find(|character: char| character.is_whitespace() || "()\"“„«「『《＂".contains(character));
        let end = end.filter(|end| *end > 0).unwrap_or_else(|| {
            // A quotation mark that opens no phrase is part of the word.
            let first = rest.chars().next().map_or(0, char::len_utf8);
            if end == Some(0) { first } else { rest.len() }
        });
        let (text, after) = rest.split_at(end);
        match text {
            "OR" => self.tokens.push(QueryToken::Or),
            "AND" => self.tokens.push(QueryToken::And),
            "NOT" => self.tokens.push(QueryToken::Not),
            "NEAR" => self.tokens.push(QueryToken::Near),
            _ => self.term(text, text.ends_with('*')),
        }
        after
    }

    fn term(&mut self, text: &str, beginning: bool) {
        let folded = fold::fold(text.trim_end_matches('*'));
        // Nothing else is a token of the index.
        if folded.contains(char::is_alphanumeric) {
            let mark = if beginning { " *" } else { "" };
            self.tokens.push(QueryToken::Term(format!("\"{}\"{mark}", folded.replace('"', "\"\""))));
        }
    }
}

fn begins_term(character: char) -> bool {
    character.is_alphanumeric() || character == '(' || QUOTES.iter().any(|(opening, _)| *opening == character)
}

/// Replaces operators that lack an operand by words.
fn settled(tokens: &[QueryToken], stray: &mut Option<String>) -> Vec<QueryToken> {
    let mut settled: Vec<QueryToken> = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1);
        let before = matches!(settled.last(), Some(QueryToken::Term(_) | QueryToken::Close));
        let term_after = matches!(next, Some(QueryToken::Term(_)));
        let after = term_after || matches!(next, Some(QueryToken::Open | QueryToken::Minus));
        let (name, stands) = match token {
            QueryToken::Or => ("OR", before && (after || next == Some(&QueryToken::Not))),
            QueryToken::And => ("AND", before && (after || next == Some(&QueryToken::Not))),
            // `NOT` narrows the term before it. After `OR` there is none.
            QueryToken::Not => ("NOT", after && (before || matches!(settled.last(), Some(QueryToken::And)))),
            QueryToken::Near => ("NEAR", term_after && matches!(settled.last(), Some(QueryToken::Term(_)))),
            _ => ("", true),
        };
        if stands {
            settled.push(token.clone());
        } else {
            stray.get_or_insert_with(|| name.to_owned());
            settled.push(QueryToken::Term(format!("\"{name}\"")));
        }
    }
    settled
}

/// Parser of settled tokens.
struct Parser<'a> {
    tokens: &'a [QueryToken],
    at: usize,
    terms: usize,
}

impl Parser<'_> {
    /// Alternatives, up to a closing parenthesis.
    fn query(&mut self, depth: u32) -> Option<String> {
        let mut query = self.group(depth);
        while self.tokens.get(self.at) == Some(&QueryToken::Or) {
            self.at += 1;
            let other = self.group(depth);
            query = both(query, other, "OR");
        }
        query
    }

    /// Required terms and excluded terms.
    fn group(&mut self, depth: u32) -> Option<String> {
        let (mut wanted, mut unwanted) = (None, None);
        let mut excluded = false;
        while let Some(token) = self.tokens.get(self.at) {
            match token {
                QueryToken::Or | QueryToken::Close => break,
                QueryToken::And | QueryToken::Near => self.at += 1,
                QueryToken::Not | QueryToken::Minus => {
                    self.at += 1;
                    excluded = true;
                }
                QueryToken::Term(_) | QueryToken::Open => {
                    let term = self.term(depth);
                    if std::mem::take(&mut excluded) {
                        unwanted = both(unwanted, term, "OR");
                    } else {
                        self.terms += usize::from(term.is_some());
                        wanted = both(wanted, term, "AND");
                    }
                }
            }
        }
        match (wanted, unwanted) {
            (Some(wanted), Some(unwanted)) => Some(format!("({wanted} NOT {unwanted})")),
            (wanted, _) => wanted,
        }
    }

    fn term(&mut self, depth: u32) -> Option<String> {
        let token = self.tokens.get(self.at)?;
        self.at += 1;
        if let QueryToken::Term(term) = token {
            if let (Some(QueryToken::Near), Some(QueryToken::Term(other))) =
                (self.tokens.get(self.at), self.tokens.get(self.at + 1))
            {
                self.at += 2;
                return Some(format!("NEAR({term} {other}, {NEAR})"));
            }
            return Some(term.clone());
        }
        if depth >= DEEPEST {
            return None;
        }
        let inner = self.query(depth + 1);
        if self.tokens.get(self.at) == Some(&QueryToken::Close) {
            self.at += 1;
        }
        inner
    }
}

fn both(one: Option<String>, other: Option<String>, operator: &str) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) => Some(format!("({one} {operator} {other})")),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_queries_become_fts5() {
        for (given, expected) in [
            ("peace talks", r#"("peace" AND "talks")"#),
            ("peace OR war", r#"("peace" OR "war")"#),
            ("peace or war", r#"(("peace" AND "or") AND "war")"#),
            ("US OR UK talks", r#"("US" OR ("UK" AND "talks"))"#),
            ("(US OR UK) talks", r#"(("US" OR "UK") AND "talks")"#),
            ("peace AND talks", r#"("peace" AND "talks")"#),
            ("peace NOT war", r#"("peace" NOT "war")"#),
            ("peace AND NOT (war OR arms)", r#"("peace" NOT ("war" OR "arms"))"#),
            ("peace NEAR talks", r#"NEAR("peace" "talks", 10)"#),
            ("peace -war -\"cold war\"", r#"("peace" NOT ("war" OR "cold war"))"#),
            ("negotiat*", r#""negotiat" *"#),
            ("well-being a:b C++", r#"(("well-being" AND "a:b") AND "C++")"#),
            ("don’t O'Brien", r#"("don’t" AND "O'Brien")"#),
            ("\"open phrase", r#""open phrase""#),
            ("- 12", r#""12""#),
            ("talks) peace", r#"("talks" AND "peace")"#),
            ("(talks", r#""talks""#),
            ("oﬃce Straße", r#"("office" AND "Strasse")"#),
            ("\"AND OR\"", r#""AND OR""#),
        ] {
            assert_eq!(plain(given).unwrap().fts5, expected, "{given}");
        }
    }

    #[test]
    fn an_operator_without_its_sides_is_a_word() {
        for (given, expected, stray) in [
            ("OR", r#""OR""#, "OR"),
            ("NOT", r#""NOT""#, "NOT"),
            ("OR peace", r#"("OR" AND "peace")"#, "OR"),
            ("peace OR", r#"("peace" AND "OR")"#, "OR"),
            ("NOT peace", r#"("NOT" AND "peace")"#, "NOT"),
            ("NEAR", r#""NEAR""#, "NEAR"),
            ("peace NEAR", r#"("peace" AND "NEAR")"#, "NEAR"),
        ] {
            let query = plain(given).unwrap();
            assert_eq!(query.fts5, expected, "{given}");
            assert_eq!(query.stray.as_deref(), Some(stray), "{given}");
        }
    }

    #[test]
    fn every_pair_of_quotation_marks_is_a_phrase() {
        for given in [
            "\"a b\"",
            "“a b”",
            "”a b”",
            "„a b“",
            "„a b”",
            "‚a b‘",
            "‘a b’",
            "’a b’",
            "'a b'",
            "〝a b〟",
            "〝a b〞",
            "｢a b｣",
            "❝a b❞",
            "❮a b❯",
            "«a b»",
            "»a b«",
            "‹a b›",
            "「a b」",
            "『a b』",
            "＂a b＂",
            "《a b》",
            "« a b »",
            "»a b»",
        ] {
            let query = plain(given).unwrap();
            assert_eq!(query.fts5.replace("\" ", "\"").replace(" \"", "\""), r#""a b""#, "{given}");
            assert!(query.phrase);
        }
        assert_eq!(plain("‘it’s a b’ c").unwrap().fts5, r#"("it’s a b" AND "c")"#);
        assert_eq!(plain("‘tis so").unwrap().fts5, r#"("‘tis" AND "so")"#);
    }

    #[test]
    fn a_query_without_words_is_refused() {
        for query in ["", "  ", "\"\"", "-war", "*", "…", "()", "((", "-(a OR b)"] {
            assert!(plain(query).is_err(), "{query}");
        }
    }

    proptest::proptest! {
        #[test]
        fn fts5_reads_every_query(query in "(OR|AND|NOT|NEAR|a|b\\*|-|\\(|\\)|\"|“|”|„|‘|’|«|»| |:|\\^|\\+|,|é|ß|\\PC){0,20}") {
            if let Ok(query) = plain(&query) {
                let corpus = crate::store::Corpus::temporary().unwrap();
                let found = corpus.read(|reader| crate::store::tables::search::ranked(reader, &query.fts5));
                proptest::prop_assert!(found.is_ok(), "{:?}: {:?}", query, found);
            }
        }
    }
}
