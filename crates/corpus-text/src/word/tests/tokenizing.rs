//! The tokenizer of the index leaves terms as they are.

use crate::word::terms;
use proptest::prelude::*;
use rusqlite::Connection;

fn index() -> Connection {
    let index = Connection::open_in_memory().unwrap();
    index
        .execute_batch(
            "CREATE VIRTUAL TABLE word USING fts5(
               text, content='', tokenize=\"unicode61 remove_diacritics 2 categories 'L* M* N* Co'\");
             CREATE VIRTUAL TABLE token USING fts5vocab(word, instance);",
        )
        .unwrap();
    index
}

fn of(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    terms(text, |term| found.push(term.text.to_owned()));
    found
}

/// The tokens of each text.
fn tokens(texts: &[String]) -> Vec<Vec<String>> {
    let index = index();
    index.execute_batch("BEGIN").unwrap();
    let mut insert = index.prepare("INSERT INTO word (rowid, text) VALUES (?1, ?2)").unwrap();
    for (row, text) in (0_i64..).zip(texts) {
        insert.execute((row, text)).unwrap();
    }
    let mut tokens = vec![Vec::new(); texts.len()];
    let mut select = index.prepare("SELECT doc, offset, term FROM token ORDER BY doc, offset").unwrap();
    let mut rows = select.query(()).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let text: i64 = row.get(0).unwrap();
        tokens[usize::try_from(text).unwrap()].push(row.get::<_, String>(2).unwrap());
    }
    tokens
}

#[test]
fn every_letter_is_a_token() {
    let letters: Vec<char> =
        ('\0'..=char::MAX).filter(|character| !of(&character.to_string()).is_empty()).collect();
    let joined: Vec<String> = letters.iter().map(|letter| of(&letter.to_string()).join(" ")).collect();
    let letters_without_token: Vec<_> = letters
        .iter()
        .zip(joined.iter().zip(tokens(&joined)))
        .filter(|(_, (terms, tokens))| **terms != tokens.join(" "))
        .collect();
    assert!(letters.len() > 100_000);
    assert!(letters_without_token.is_empty(), "{letters_without_token:?}");
}

proptest! {
    #[test]
    fn terms_are_tokens(texts in proptest::collection::vec("\\PC{0,20}|[a1é'.½²東京カか\u{3099}ไม\u{e49}한й\u{301}क\u{93f} ]{0,20}", 1..20)) {
        let terms: Vec<Vec<String>> = texts.iter().map(|text| of(text)).collect();
        let joined: Vec<String> = terms.iter().map(|terms| terms.join(" ")).collect();
        prop_assert_eq!(tokens(&joined), terms);
    }
}
