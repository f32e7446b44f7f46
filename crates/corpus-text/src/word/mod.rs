//! What a word is, how words are compared, and what an index of them holds: the one definition for counts, hashes, search
//! and comparison.
//!
//! # Words
//!
//! A word is a segment of Unicode's text segmentation ([UAX 29](https://www.unicode.org/reports/tr29/)) that has a letter
//! or a number. ICU4X cuts: by rules where words have spaces between them, and by dictionaries in Chinese, Japanese, Thai, Lao,
//! Khmer and Burmese. A dictionary takes the longest word that it has at each place. So `政府宣布新政策` gives 政府, 宣布, 新政 and 策.
//!
//! | text | words | why |
//! |---|---|---|
//! | `don’t`, `O'Brien`, `l’homme` | 1 each | an apostrophe between letters joins |
//! | ``don`t``, `don´t` | 2 each | other signs don't, though [`fold()`] takes them for an apostrophe |
//! | `well-known` | `well`, `known` | a hyphen separates |
//! | `3.5`, `4,000` | 1 each | a full stop or a comma between digits joins |
//! | `12:30` | `12`, `30` | a colon joins only letters |
//! | `Lehrer:innen` | 1 | the same |
//! | `U.S.` | `U.S` | a full stop between letters joins, one at the end doesn't belong to the word |
//! | `snake_case` | 1 | an underscore is like a letter; `__` alone is no word |
//! | `#tag`, `@name` | `tag`, `name` | the sign isn't part of the word |
//! | `a.b@example.org` | `a.b`, `example.org` | `@` separates |
//! | `https://example.org/a_b?c=1` | `https`, `example.org`, `a_b`, `c`, `1` | so do `:/`, `/`, `?` and `=` |
//! | `צה"ל` | 1 | a quotation mark between Hebrew letters joins |
//! | `東京都に住む` | `東京`, `都`, `に`, `住む` | by the dictionary |
//!
//! Four things are otherwise than ICU4X has them:
//!
//! - Characters that are invisible inside words, such as soft hyphens, joiners and marks of direction, are ignored, for the
//!   dictionaries too. They belong to the range of a word only inside it.
//! - A zero-width space separates words in the scripts of South-East Asia. Between other letters it is ignored.
//! - A number that UAX 29 has no class for is a digit: `3½`, `m²` and `Wort¹` are one word each.
//! - A mark stays with the letter before it, and `々` with the character that it repeats. ICU4X cuts there, against rule WB4,
//!   when the letter is one for the dictionary.
//!
//! # Folded forms
//!
//! Two words are the same when [`fold()`] gives them the same form. It is NFKC and full case folding, without what people leave
//! out when they type:
//!
//! | alike | still different |
//! |---|---|
//! | `Straße`, `STRASSE`; `ﬁn`, `fin`; `ＮＨＫ`, `nhk`; `m²`, `m2` | `3½`, `31⁄2` |
//! | `résumé`, `resume`; `Łódź`, `lodz`; `Ærø`, `aero` | `ı`, `i` (but `İ`, `I` and `i` are alike) |
//! | `don’t`, `don't`, `donʼt` | `don't`, `dont` |
//! | `Αθήνα`, `αθηνα`; `δρόμος`, `ΔΡΟΜΟΣ` | |
//! | `ёлка`, `елка`; `за́мок`, `замок` | `й`, `и`; `ї`, `і`; `ґ`, `г`; `ў`, `у`; `ѓ`, `г` |
//! | `مُحَمَّد`, `محمد`; `مـــرحبا`, `مرحبا` | `أ`, `إ`, `آ`, `ا` |
//! | `שָׁלוֹם`, `שלום` | |
//! | decomposed and composed `が`, `한`, `й` | `が`, `か`; vowels, tones and nukta of India and South-East Asia |
//!
//! # Terms
//!
//! A full-text index holds the [`terms`] of a text. A folded word is cut at everything but letters, marks and numbers, so
//! `homme` finds `l’homme`. Where words have no spaces between them, the dictionary may cut otherwise than the reader. So a run with a
//! character of such a script ([`has_no_spaces`]) is indexed by all pairs of its characters, each at its own
//! position, and its last character alone: `東京都` gives 東京, 京都, 都. [`query`] gives the pairs that a piece of
//! text has, and they follow each other exactly where the text has that piece.
//!
//! In a run such as `2012年6月` the pairs go on over the digits, and `2012` and `6` are terms too, at the positions of
//! their first pairs. A pair without a character of such a script, here 20, 01 and 12, has [`PAIR`] before it: otherwise
//! `11 1年` would hold the terms of `11年`. [`query_inside`] looks for these pairs alone.

mod ascii;
mod class;
mod fold;
mod list;
mod plain;
mod read;
mod segment;
mod term;

pub use class::has_no_spaces;
pub use fold::{fold, folded};
pub use list::TextTerms;
pub use read::{Words, read};
pub use segment::{Word, words};
pub use term::{PAIR, QueryTerm, Term, query, query_inside, terms};

/// Version of the rules. Changed rules get another number, so that what follows from different rules is never compared.
pub const RULES: u32 = 3;

#[cfg(test)]
mod tests;
