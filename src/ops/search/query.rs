//! Plain queries and their translation to FTS5's language.
//!
//! Each word and phrase becomes terms of the index ([`Phrase`]), so no query is a syntax error. The grammar:
//!
//! ```text
//! query   = group { "OR" group }
//! group   = { term }                        all terms are required
//! term    = [ "-" | "NOT" | "AND" ] ( WORD | PHRASE | "(" query ")" ) [ "NEAR" ( WORD | PHRASE ) ]
//! ```
//!
//! An operator without a required operand is read as a word. `outlet:RT`, with the name of any field, isn't a term: it
//! narrows the whole query to some articles.

use super::terms::{NEAR, NearGroup, Phrase, TermQuery, as_terms};
use crate::store::tables::filters::FieldFilter;
use crate::{Error, Hint, Result};

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

/// The name before words that are looked for in headlines alone, as `headline:talks`.
const HEADLINE: &str = "headline";

/// A parsed query.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Query {
    /// In FTS5's language; empty if there are only filters.
    pub(super) fts5: String,
    /// An operator that was read as a word, because it lacks an operand.
    pub(super) stray: Option<String>,
    /// Number of required words and phrases.
    pub(super) terms: usize,
    /// The words and phrases, excluded ones too.
    pub(super) phrases: Vec<Phrase>,
    /// Which of them have to be near each other.
    pub(super) near: Vec<NearGroup>,
    /// Whether it contains a phrase.
    pub(super) phrase: bool,
    /// The articles that it is about; all these conditions are required.
    pub(super) filters: Vec<FieldFilter>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum QueryToken {
    /// A word or phrase.
    Term(Phrase),
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
/// `is_field` tells whether a name is that of a field, so that `10:30` and `re:think` are words.
///
/// # Errors
/// [`Error::Invalid`] when it has no required word.
pub(super) fn plain(query: &str, is_field: &dyn Fn(&str) -> Result<bool>) -> Result<Query> {
    read(query, is_field, |tokens| tokens)
}

/// Parses a query in which words beside each other are a phrase.
///
/// For example, `peace talks OR truce` becomes `("peace talks" OR "truce")`.
///
/// # Errors
/// As [`plain`].
pub(super) fn phrase(query: &str, is_field: &dyn Fn(&str) -> Result<bool>) -> Result<Query> {
    read(query, is_field, joined)
}

/// The error for a query without a word to look for.
pub(in crate::ops) fn no_word(query: &str) -> Error {
    Error::invalid(format!("'{query}' holds no word to search for")).with_hint(Hint::RequireWord)
}

/// The tokens with words beside each other as phrases. A prefix ends a phrase.
fn joined(tokens: Vec<QueryToken>) -> Vec<QueryToken> {
    let mut joined: Vec<QueryToken> = Vec::with_capacity(tokens.len());
    let mut is_operand = false;
    for token in tokens {
        if let (QueryToken::Term(next), Some(QueryToken::Term(before)), false) =
            (&token, joined.last_mut(), is_operand)
            && !before.is_open()
        {
            *before = before.followed_by(next);
            continue;
        }
        // The term behind `NEAR` or `-` is an operand of its own.
        is_operand = false;
        if matches!(token, QueryToken::Term(_)) {
            is_operand =
                matches!(joined.last(), Some(QueryToken::Near | QueryToken::Minus | QueryToken::Not));
        }
        joined.push(token);
    }
    joined
}

fn read(
    query: &str,
    is_field: &dyn Fn(&str) -> Result<bool>,
    arranged: impl FnOnce(Vec<QueryToken>) -> Vec<QueryToken>,
) -> Result<Query> {
    let mut reader = QueryReader { tokens: Vec::new(), phrase: false, filters: Vec::new(), is_field };
    reader.read(query)?;
    let mut stray = None;
    let tokens = arranged(settled(&reader.tokens, &mut stray));
    let phrases = tokens.iter().filter_map(|token| match token {
        QueryToken::Term(phrase) => Some(phrase.clone()),
        _ => None,
    });
    let phrases = phrases.collect();
    let mut parser = Parser { tokens: &tokens, at: 0, terms: 0 };
    let mut fts5 = parser.query(0);
    // The parser stops at an unmatched closing parenthesis. It is skipped and the rest is required as well.
    while parser.at < tokens.len() {
        parser.at += 1;
        fts5 = both(fts5, parser.query(0), "AND");
    }
    let terms = parser.terms;
    let fts5 = match fts5 {
        None if reader.filters.is_empty() => return Err(no_word(query)),
        fts5 => fts5.unwrap_or_default(),
    };
    Ok(Query {
        fts5,
        stray,
        terms,
        phrases,
        near: near(&tokens),
        phrase: reader.phrase,
        filters: reader.filters,
    })
}

/// The filters of a text that consists of nothing else; `None` for any other text.
///
/// # Errors
/// Those of `is_field`.
pub(in crate::ops) fn filters(
    text: &str,
    is_field: &dyn Fn(&str) -> Result<bool>,
) -> Result<Option<Vec<FieldFilter>>> {
    let mut reader = QueryReader { tokens: Vec::new(), phrase: false, filters: Vec::new(), is_field };
    let mut rest = text.trim();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('-') {
            reader.tokens.push(QueryToken::Minus);
            rest = after;
        }
        match reader.filter(rest)? {
            Some(after) => rest = after.trim_start(),
            // A value of several words needs no quotation marks where nothing else follows it.
            None => match reader.filters.as_mut_slice() {
                [only] => {
                    only.value =
                        text.split_once(':').map_or_else(String::new, |(_, value)| value.trim().to_owned());
                    break;
                }
                _ => return Ok(None),
            },
        }
    }
    Ok(Some(reader.filters))
}

/// A query in FTS5's language, with its texts as terms of the index.
pub(super) fn raw(query: &str) -> Query {
    let TermQuery { fts5, phrases, near } = as_terms(query);
    Query { fts5, stray: None, terms: 0, phrases, near, phrase: false, filters: Vec::new() }
}

struct QueryReader<'a> {
    tokens: Vec<QueryToken>,
    phrase: bool,
    filters: Vec<FieldFilter>,
    is_field: &'a dyn Fn(&str) -> Result<bool>,
}

impl QueryReader<'_> {
    fn read(&mut self, query: &str) -> Result<()> {
        let mut rest = query.trim_start();
        while let Some(first) = rest.chars().next() {
            if let Some(after) = self.filter(rest)? {
                rest = after.trim_start();
                continue;
            }
            rest = match first {
                '(' => self.mark(QueryToken::Open, &rest[1..]),
                ')' => self.mark(QueryToken::Close, &rest[1..]),
                '-' if rest[1..].starts_with(begins_term) => self.mark(QueryToken::Minus, &rest[1..]),
                _ => self.phrase(first, rest).unwrap_or_else(|| self.word(rest)),
            };
            rest = rest.trim_start();
        }
        Ok(())
    }

    /// Takes the filter that `rest` begins with, such as `outlet:RT` or `title:"peace talks"`, and returns the remainder.
    fn filter<'a>(&mut self, rest: &'a str) -> Result<Option<&'a str>> {
        let Some((name, after)) = rest.split_once(':') else { return Ok(None) };
        if name.is_empty()
            || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        {
            return Ok(None);
        }
        let quote =
            after.chars().next().and_then(|first| QUOTES.iter().find(|(opening, _)| *opening == first));
        let (value, after) = match quote {
            Some((opening, closing)) => {
                let inside = &after[opening.len_utf8()..];
                let end = inside.find(|mark| closing.contains(mark)).unwrap_or(inside.len());
                (&inside[..end], inside[end..].trim_start_matches(|mark| closing.contains(mark)))
            }
            None => {
                after.split_at(after.find(|c: char| c.is_whitespace() || c == ')').unwrap_or(after.len()))
            }
        };
        if name == HEADLINE {
            let phrase = Phrase::of(value.trim_end_matches('*')).map(Phrase::in_headline);
            let is_prefix = value.ends_with('*');
            let phrase = phrase.map(|phrase| if is_prefix { phrase.into_beginning() } else { phrase });
            return Ok(phrase.map(|phrase| {
                self.tokens.push(QueryToken::Term(phrase));
                after
            }));
        }
        if value.is_empty() || !(self.is_field)(name)? {
            return Ok(None);
        }
        let excluded = matches!(self.tokens.last(), Some(QueryToken::Minus | QueryToken::Not));
        if excluded {
            self.tokens.pop();
        }
        if self.tokens.last() == Some(&QueryToken::Or) || after.trim_start().starts_with("OR ") {
            return Err(Error::invalid(format!(
                "{name}:{value} can't be an alternative, since it narrows the whole query"
            ))
            .with_hint("put OR between words only"));
        }
        self.filters.push(FieldFilter { field: name.to_owned(), value: value.to_owned(), excluded });
        Ok(Some(after))
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
        if let Some(phrase) = Phrase::of(text.trim_end_matches('*')) {
            let phrase = if beginning { phrase.into_beginning() } else { phrase };
            self.tokens.push(QueryToken::Term(phrase));
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
            settled.extend(Phrase::of(name).map(QueryToken::Term));
        }
    }
    settled
}

/// The pairs of terms with `NEAR` between them, as the parser reads them: of three in a row, the last stands alone.
fn near(tokens: &[QueryToken]) -> Vec<NearGroup> {
    let (mut found, mut number, mut at) = (Vec::new(), 0, 0);
    while let Some(token) = tokens.get(at) {
        if matches!(tokens[at..], [QueryToken::Term(_), QueryToken::Near, QueryToken::Term(_), ..]) {
            found.push(NearGroup { phrases: vec![number, number + 1], distance: NEAR });
            number += 1;
            at += 2;
        }
        number += usize::from(matches!(token, QueryToken::Term(_)));
        at += 1;
    }
    found
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
                return Some(format!("NEAR({} {}, {NEAR})", term.fts5(), other.fts5()));
            }
            return Some(term.fts5());
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

    /// A query in a corpus whose only field is the outlet.
    fn plain(query: &str) -> Result<Query> {
        super::plain(query, &|name| Ok(name == "outlet"))
    }

    #[test]
    fn a_filter_is_no_word() {
        for (given, words, filters) in [
            ("peace outlet:RT", r#""peace""#, vec![("RT", false)]),
            (
                "outlet:\"The Harbour Post\" peace -outlet:“B C”",
                r#""peace""#,
                vec![("The Harbour Post", false), ("B C", true)],
            ),
            ("(peace outlet:RT) talks", r#"("peace" AND "talks")"#, vec![("RT", false)]),
            (
                "headline:peace* headline:'cold war' talks",
                r#"((headline : "peace" * AND headline : "cold war") AND "talks")"#,
                vec![],
            ),
            ("10:30 re:think outlet:", r#"(("10 30" AND "re think") AND "outlet")"#, vec![]),
        ] {
            let query = plain(given).unwrap();
            let found: Vec<_> =
                query.filters.iter().map(|filter| (filter.value.as_str(), filter.excluded)).collect();
            assert_eq!((query.fts5.as_str(), found), (words, filters), "{given}");
        }
        assert!(plain("peace OR outlet:RT").is_err() && plain("outlet:RT OR peace").is_err());
        assert_eq!(plain("outlet:RT").unwrap().fts5, "");
        let values = |text: &str| {
            let found = super::filters(text, &|name| Ok(name == "outlet")).unwrap();
            found.map(|found| found.into_iter().map(|filter| filter.value).collect::<Vec<_>>())
        };
        assert_eq!(values("outlet:RT -outlet:'B C'"), Some(vec!["RT".to_owned(), "B C".to_owned()]));
        assert_eq!(values("outlet:The Harbour Post"), Some(vec!["The Harbour Post".to_owned()]));
        assert_eq!((values("words > 500"), values("12")), (None, None));
    }

    #[test]
    fn plain_queries_become_fts5() {
        for (given, expected) in [
            ("peace talks", r#"("peace" AND "talks")"#),
            ("peace OR war", r#"("peace" OR "war")"#),
            ("peace or war", r#"(("peace" AND "or") AND "war")"#),
            ("US OR UK talks", r#"("us" OR ("uk" AND "talks"))"#),
            ("(US OR UK) talks", r#"(("us" OR "uk") AND "talks")"#),
            ("peace AND talks", r#"("peace" AND "talks")"#),
            ("peace NOT war", r#"("peace" NOT "war")"#),
            ("peace AND NOT (war OR arms)", r#"("peace" NOT ("war" OR "arms"))"#),
            ("peace NEAR talks", r#"NEAR("peace" "talks", 10)"#),
            ("peace -war -\"cold war\"", r#"("peace" NOT ("war" OR "cold war"))"#),
            ("negotiat*", r#""negotiat" *"#),
            ("well-being a:b C++", r#"(("well being" AND "a b") AND "c")"#),
            ("don’t O'Brien", r#"("don t" AND "o brien")"#),
            ("\"open phrase", r#""open phrase""#),
            ("- 12", r#""12""#),
            ("talks) peace", r#"("talks" AND "peace")"#),
            ("(talks", r#""talks""#),
            ("oﬃce Straße", r#"("office" AND "strasse")"#),
            ("\"AND OR\"", r#""and or""#),
        ] {
            assert_eq!(plain(given).unwrap().fts5, expected, "{given}");
        }
    }

    #[test]
    fn words_beside_each_other_can_be_a_phrase() {
        for (given, expected) in [
            ("peace talks", r#""peace talks""#),
            ("peace talks OR truce", r#"("peace talks" OR "truce")"#),
            ("well-being of a neg*", r#""well being of a neg" *"#),
            ("neg* talks", r#"("neg" * AND "talks")"#),
            ("peace NEAR talks now", r#"(NEAR("peace" "talks", 10) AND "now")"#),
            ("peace -war talks", r#"(("peace" AND "talks") NOT "war")"#),
        ] {
            assert_eq!(phrase(given, &|_| Ok(false)).unwrap().fts5, expected, "{given}");
        }
    }

    #[test]
    fn an_operator_without_its_sides_is_a_word() {
        for (given, expected, stray) in [
            ("OR", r#""or""#, "OR"),
            ("NOT", r#""not""#, "NOT"),
            ("OR peace", r#"("or" AND "peace")"#, "OR"),
            ("peace OR", r#"("peace" AND "or")"#, "OR"),
            ("NOT peace", r#"("not" AND "peace")"#, "NOT"),
            ("NEAR", r#""near""#, "NEAR"),
            ("peace NEAR", r#"("peace" AND "near")"#, "NEAR"),
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
        assert_eq!(plain("‘it’s a b’ c").unwrap().fts5, r#"("it s a b" AND "c")"#);
        assert_eq!(plain("‘tis so").unwrap().fts5, r#"("tis" AND "so")"#);
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
