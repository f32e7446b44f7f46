//! Tokens, identical to those of FTS5's `unicode61`. The classes of characters come from that
//! tokenizer itself, block by block on demand, so that they always agree with the linked SQLite.

use crate::Result;
use rusqlite::{Connection, named_params};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How the table `text_fts` splits texts.
const TOKENIZER: &str = "unicode61 remove_diacritics 2";

/// FTS5 cuts longer tokens, in bytes.
const LONGEST_TOKEN: usize = 32_768;

/// The number of characters in a block.
const BLOCK: u32 = 256;

/// The kind of a character for the tokenizer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CharacterKind {
    /// It ends a token.
    Separator,
    /// It begins or continues a token.
    Letter,
    /// It continues a token, but begins none.
    Mark,
}

/// A character's kind and its folded form in a token: at most one character, in UTF-8.
#[derive(Debug, Clone, Copy)]
struct CharacterClass {
    kind: CharacterKind,
    length: u8,
    folded: [u8; 4],
}

impl CharacterClass {
    const SEPARATOR: Self = Self { kind: CharacterKind::Separator, length: 0, folded: [0; 4] };

    fn new(kind: CharacterKind, text: &[u8]) -> Self {
        let mut folded = [0; 4];
        let length = text.len().min(folded.len());
        folded[..length].copy_from_slice(&text[..length]);
        Self { kind, length: u8::try_from(length).unwrap_or_default(), folded }
    }

    /// From the tokens of the character alone and of it between two letters `b`.
    fn of(tokens: &[Vec<u8>]) -> Self {
        match tokens {
            // Alone a letter is a token, a mark is not. A separator between two letters leaves two tokens of one
            // letter.
            [alone, between] if between.len() > 1 => Self::new(CharacterKind::Letter, alone),
            [between] if between.len() > 1 => Self::new(CharacterKind::Mark, &between[1..between.len() - 1]),
            _ => Self::SEPARATOR,
        }
    }

    fn folded(&self) -> &[u8] {
        &self.folded[..usize::from(self.length)]
    }
}

/// Splits texts into tokens.
pub(crate) struct Tokenizer {
    /// The folded form of each ASCII character; 0 for separators.
    ascii: [u8; 128],
    blocks: FxHashMap<u32, Vec<CharacterClass>>,
    token: Vec<u8>,
    /// A database in memory that holds nothing but an index of characters; made when it is first asked.
    probe: Option<Connection>,
}

impl Tokenizer {
    pub(crate) fn new() -> Self {
        let ascii = std::array::from_fn(|code| {
            let character = u8::try_from(code).unwrap_or_default();
            if character.is_ascii_alphanumeric() { character.to_ascii_lowercase() } else { 0 }
        });
        Self { ascii, blocks: FxHashMap::default(), token: Vec::new(), probe: None }
    }

    /// Gives each token of `text` to `visit`, in order, with the range of bytes that it was made of.
    pub(crate) fn tokens(&mut self, text: &str, visit: &mut impl FnMut(&[u8], Range<usize>)) -> Result<()> {
        // The buffer is kept from text to text, which saves an allocation for each.
        let mut token = std::mem::take(&mut self.token);
        token.clear();
        let mut start = None;
        let mut end = |token: &mut Vec<u8>, range| {
            visit(&token[..token.len().min(LONGEST_TOKEN)], range);
            token.clear();
        };
        let mut at = 0;
        for (ascii, character) in runs(text) {
            for (offset, &byte) in ascii.iter().enumerate() {
                let folded = self.ascii[usize::from(byte)];
                // ASCII needs no look-up in a map, and is most of the text in many languages.
                if folded != 0 {
                    start.get_or_insert(at + offset);
                    token.push(folded);
                } else if let Some(start) = start.take() {
                    end(&mut token, start..at + offset);
                }
            }
            at += ascii.len();
            let Some(character) = character else { continue };
            let class = self.class(character)?;
            if class.kind == CharacterKind::Letter || (start.is_some() && class.kind == CharacterKind::Mark) {
                start.get_or_insert(at);
                token.extend_from_slice(class.folded());
            } else if let Some(start) = start.take() {
                end(&mut token, start..at);
            }
            at += character.len_utf8();
        }
        if let Some(start) = start {
            end(&mut token, start..at);
        }
        self.token = token;
        Ok(())
    }

    fn class(&mut self, character: char) -> Result<CharacterClass> {
        let code = u32::from(character);
        let (block, index) = (code / BLOCK, (code % BLOCK) as usize);
        if let Some(classes) = self.blocks.get(&block) {
            return Ok(classes[index]);
        }
        // Texts in ASCII alone never need it.
        if self.probe.is_none() {
            self.probe = Some(probe()?);
        }
        let Some(probe) = &self.probe else { return Ok(CharacterClass::SEPARATOR) };
        let classes = classes(probe, block)?;
        let class = classes[index];
        self.blocks.insert(block, classes);
        Ok(class)
    }
}

/// The text as runs of ASCII, each with the other character that follows it.
fn runs(text: &str) -> impl Iterator<Item = (&[u8], Option<char>)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let ascii = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let (run, after) = rest.split_at(ascii);
        let character = after.chars().next();
        rest = &after[character.map_or(0, char::len_utf8)..];
        Some((run.as_bytes(), character))
    })
}

fn probe() -> Result<Connection> {
    let probe = Connection::open_in_memory()?;
    probe.execute_batch(&format!(
        "
        CREATE VIRTUAL TABLE probe USING fts5 (body, tokenize = '{TOKENIZER}');
        CREATE VIRTUAL TABLE token USING fts5vocab (probe, instance);
        "
    ))?;
    Ok(probe)
}

/// The classes of a block's characters, from the tokens of each alone and between two letters. All are in one text,
/// each after its number.
fn classes(probe: &Connection, block: u32) -> Result<Vec<CharacterClass>> {
    let transaction = probe.unchecked_transaction()?;
    // A transaction that is never committed, so the index of the probe stays empty.
    transaction.execute("DELETE FROM probe", [])?;
    // Surrogates are no characters. Their class stays that of a separator.
    let characters = (0..BLOCK).filter_map(|index| Some((index, char::from_u32(block * BLOCK + index)?)));
    let body: String =
        characters.map(|(index, character)| format!("number{index} {character} b{character}b ")).collect();
    transaction
        .prepare_cached("INSERT INTO probe (body) VALUES (:body)")?
        .execute(named_params! { ":body": body })?;
    let mut tokens = vec![Vec::new(); BLOCK as usize];
    let mut statement = transaction.prepare_cached("SELECT CAST(term AS BLOB) FROM token ORDER BY offset")?;
    let mut rows = statement.query([])?;
    let mut index = 0;
    while let Some(row) = rows.next()? {
        let token: Vec<u8> = row.get(0)?;
        match token.strip_prefix(b"number").and_then(|number| std::str::from_utf8(number).ok()?.parse().ok())
        {
            Some(number) => index = number,
            None => tokens[index].push(token),
        }
    }
    Ok(tokens.iter().map(|tokens| CharacterClass::of(tokens)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_is_what_the_tokenizer_says() {
        let classes = classes(&probe().unwrap(), 0).unwrap();
        let tokenizer = Tokenizer::new();
        for (code, &folded) in tokenizer.ascii.iter().enumerate() {
            assert_eq!(classes[code].folded().first().copied().unwrap_or(0), folded, "{code}");
        }
    }
}
