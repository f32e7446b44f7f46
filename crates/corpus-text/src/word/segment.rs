//! The words of a text and where they are.

use super::class::{
    is_counted, is_invisible, is_iteration_mark, is_mark, is_other_number, is_repeatable,
    is_south_east_asian, is_term, is_voiced_mark,
};
use icu_normalizer::properties::CanonicalCompositionBorrowed;
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::LazyLock;

/// A word as it is written in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word, with the invisible characters inside it.
    pub text: &'a str,
    /// Its place in the text, in bytes.
    pub range: Range<usize>,
}

/// The words of `text`, in order: see the [module](super) for what a word is.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    Scanner::new(text).map(|found| Word { text: &text[found.range.clone()], range: found.range })
}

/// How a word is spelt, which decides how much work it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spelling {
    /// ASCII digits and lower-case letters alone.
    Lower,
    /// ASCII letters and digits alone.
    Plain,
    /// Also ASCII signs inside it.
    Signs,
    /// Also characters outside ASCII.
    Unicode,
}

/// A word that was found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) range: Range<usize>,
    pub(super) spelling: Spelling,
    /// Whether nothing but invisible characters is between the word before and this one.
    pub(super) follows: bool,
}

/// Finds words, in ASCII by a table and elsewhere by ICU4X.
///
/// A text is cut into stretches at characters beside which there is always a boundary and beyond which no rule looks. So
/// each stretch is cut alone as it is cut inside the whole text.
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// The words of the last stretch that weren't handed out yet.
    pending: VecDeque<Found>,
}

/// What the table found.
enum Ascii {
    Word(Range<usize>, Spelling),
    /// A stretch begins here that ICU4X has to cut.
    Stretch(usize),
    End,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, pending: VecDeque::new() }
    }

    /// Whether the next word follows the last one directly.
    pub(super) fn next_follows(&self) -> bool {
        self.pending.front().is_some_and(|next| next.follows)
    }

    /// Finds the next word by the table, or where it isn't enough.
    #[inline]
    fn ascii(&mut self) -> Ascii {
        let bytes = self.text.as_bytes();
        loop {
            let Some(start) = first_letter(bytes, self.at) else { return Ascii::End };
            let Some((end, spelling)) = word_end(bytes, start) else { return Ascii::Stretch(start) };
            self.at = end;
            if spelling <= Spelling::Plain || bytes[start..end].iter().any(|byte| *byte != b'_') {
                return Ascii::Word(start..end, spelling);
            }
        }
    }

    /// Finds the words of the stretch that begins at `start`, by ICU4X.
    fn stretch(&mut self, start: usize) {
        let bytes = self.text.as_bytes();
        let mut end = start;
        while end < bytes.len() && !is_stretch_end(bytes, end) {
            end += 1;
        }
        self.at = end;
        let stretch = &self.text[start..end];
        if let Some(plain) = Plain::of(stretch) {
            self.cut(&plain.text, |range| {
                let range = plain.original(range);
                start + range.start..start + range.end
            });
        } else {
            self.cut(stretch, |range| start + range.start..start + range.end);
        }
    }

    /// Keeps the words of `stretch`, whose place in the text `place` tells.
    ///
    /// The dictionary cuts marks from letters of its scripts, and the sign that repeats a character from that character.
    /// UAX 29 never cuts before a mark (rule WB4), so both are joined again.
    fn cut(&mut self, stretch: &str, place: impl Fn(Range<usize>) -> Range<usize>) {
        let mut last_end = usize::MAX;
        let mut keep = |range: Range<usize>| {
            if !stretch[range.clone()].contains(is_counted) {
                return;
            }
            let follows = range.start == last_end;
            last_end = range.end;
            self.pending.push_back(Found { range: place(range), spelling: Spelling::Unicode, follows });
        };
        let mut open = 0..0;
        for end in SEGMENTER.segment_str(stretch) {
            let next = &stretch[open.end..end];
            let belongs = next.chars().all(is_mark)
                || (stretch[open.clone()].ends_with(is_repeatable) && next.chars().all(is_iteration_mark));
            if !belongs {
                let next = open.end..end;
                keep(std::mem::replace(&mut open, next));
            }
            open.end = end;
        }
        keep(open);
    }
}

impl Iterator for Scanner<'_> {
    type Item = Found;

    #[inline]
    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(found) = self.pending.pop_front() {
                return Some(found);
            }
            match self.ascii() {
                Ascii::Word(range, spelling) => return Some(Found { range, spelling, follows: false }),
                Ascii::Stretch(start) => self.stretch(start),
                Ascii::End => return None,
            }
        }
    }
}

static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// Where the first word at `at` or behind may begin: at a letter, a digit, an underscore or something unknown.
#[inline]
fn first_letter(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += match class(bytes, at) {
            Class::End => return None,
            Class::Letter | Class::Digit | Class::Underscore => return Some(at),
            Class::Break | Class::Sign => 1,
            Class::Other => {
                match joiner(bytes, at).map(|joiner| joiner.length).or_else(|| break_length(bytes, at)) {
                    Some(length) => length,
                    None => return Some(at),
                }
            }
        }
    }
}

/// Where the word that begins at `start` ends, and how it is spelt. Nothing when the table isn't enough.
///
/// A word goes on over letters, digits and underscores, and over a sign between two letters or two digits that joins them.
/// What follows a sign decides, so unknown characters behind one need the whole rules too.
#[inline]
fn word_end(bytes: &[u8], start: usize) -> Option<(usize, Spelling)> {
    let (mut at, mut spelling) = (start, Spelling::Lower);
    loop {
        // Digits and lower-case letters have this bit, upper-case letters don't.
        let mut lower = 0x20;
        while let Some(&byte) = bytes.get(at)
            && matches!(CLASSES[usize::from(byte)], Class::Letter | Class::Digit)
        {
            lower &= byte;
            at += 1;
        }
        if lower == 0 {
            spelling = spelling.max(Spelling::Plain);
        }
        match class(bytes, at) {
            Class::Underscore => {
                spelling = spelling.max(Spelling::Signs);
                at += 1;
                continue;
            }
            Class::Sign | Class::Other => {}
            _ => return Some((at, spelling)),
        }
        let Some(joiner) = joiner(bytes, at) else {
            return break_length(bytes, at).map(|_| (at, spelling));
        };
        let after = at + joiner.length;
        match (class(bytes, at.checked_sub(1)?), class(bytes, after)) {
            (Class::Letter, Class::Letter) if joiner.joins_letters => {}
            (Class::Digit, Class::Digit) if joiner.joins_digits => {}
            (_, Class::Other) if is_unknown(bytes, after) => return None,
            _ => return Some((at, spelling)),
        }
        spelling = spelling.max(if joiner.length == 1 { Spelling::Signs } else { Spelling::Unicode });
        at = after;
    }
}

/// The classes of bytes that words are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Underscore,
    /// May join letters or digits.
    Sign,
    /// ASCII beside which there is always a boundary.
    Break,
    /// Not ASCII.
    Other,
    /// Behind the text.
    End,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'_' => Class::Underscore,
            b'\'' | b'.' | b',' | b':' | b';' => Class::Sign,
            _ => Class::Break,
        };
        byte += 1;
    }
    classes
};

#[inline]
fn class(bytes: &[u8], at: usize) -> Class {
    bytes.get(at).map_or(Class::End, |byte| CLASSES[usize::from(*byte)])
}

struct Joiner {
    length: usize,
    joins_letters: bool,
    joins_digits: bool,
}

/// The sign at `at` that may join letters or digits: `MidLetter`, `MidNum`, `MidNumLet` and `Single_Quote` of UAX 29, as far as
/// they are common.
fn joiner(bytes: &[u8], at: usize) -> Option<Joiner> {
    let (length, joins_letters, joins_digits) = match bytes[at..] {
        [b'\'' | b'.', ..] => (1, true, true),
        [b':', ..] => (1, true, false),
        [b',' | b';', ..] => (1, false, true),
        // U+2018 and U+2019
        [0xe2, 0x80, 0x98 | 0x99, ..] => (3, true, true),
        _ => return None,
    };
    Some(Joiner { length, joins_letters, joins_digits })
}

/// The length of the common punctuation at `at` outside ASCII, beside which there is always a boundary: UAX 29 has no
/// class for it.
fn break_length(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes[at..] {
        // No-break space and « » £ § ©
        [0xc2, 0xa0 | 0xa3 | 0xa7 | 0xa9 | 0xab | 0xbb, ..] => Some(2),
        // – — ― ‚ “ ” „ • …, €, ideographic space, 、 。 and 〈 to 】, and ！ （ ） ？
        [0xe2, 0x80, 0x93..=0x95 | 0x9a | 0x9c..=0x9e | 0xa2 | 0xa6, ..]
        | [0xe2, 0x82, 0xac, ..]
        | [0xe3, 0x80, 0x80..=0x82 | 0x88..=0x91, ..]
        | [0xef, 0xbc, 0x81 | 0x88 | 0x89 | 0x9f, ..] => Some(3),
        _ => None,
    }
}

/// Whether the character at `at`, which isn't ASCII, is neither a known sign nor known punctuation.
fn is_unknown(bytes: &[u8], at: usize) -> bool {
    joiner(bytes, at).is_none() && break_length(bytes, at).is_none()
}

/// Whether a stretch ends before the byte at `at`. A quotation mark doesn't end it, as it may join Hebrew letters.
fn is_stretch_end(bytes: &[u8], at: usize) -> bool {
    match class(bytes, at) {
        Class::Break => bytes[at] != b'"',
        Class::Other => break_length(bytes, at).is_some(),
        _ => false,
    }
}

/// A stretch as ICU4X should see it: without invisible characters, with voiced kana as one character, as dictionaries
/// have them, and with a digit for each number that has no class in UAX 29, so that `3½` and `m²` are words.
struct Plain {
    text: String,
    /// For each character of `text` where it begins there, and its place in the stretch.
    places: Vec<(usize, Range<usize>)>,
}

impl Plain {
    /// Nothing when ICU4X can see the stretch as it is.
    fn of(stretch: &str) -> Option<Self> {
        let changes =
            |character| is_invisible(character) || is_voiced_mark(character) || is_other_number(character);
        if !stretch.contains(changes) {
            return None;
        }
        let mut plain = Self { text: String::with_capacity(stretch.len()), places: Vec::new() };
        for (at, character) in stretch.char_indices() {
            let place = at..at + character.len_utf8();
            let last = plain.text.chars().next_back();
            if is_invisible(character) && !(character == '\u{200b}' && separates(stretch, at)) {
                continue;
            }
            if is_voiced_mark(character)
                && let Some(voiced) =
                    last.and_then(|last| CanonicalCompositionBorrowed::new().compose(last, character))
                && let Some((begin, whole)) = plain.places.last_mut()
            {
                whole.end = place.end;
                plain.text.truncate(*begin);
                plain.text.push(voiced);
                continue;
            }
            plain.places.push((plain.text.len(), place));
            plain.text.push(if is_other_number(character) { '1' } else { character });
        }
        Some(plain)
    }

    /// The place in the stretch of a range of `text`, which isn't empty.
    fn original(&self, range: Range<usize>) -> Range<usize> {
        let first = self.places.partition_point(|(begin, _)| *begin < range.start);
        let last = self.places.partition_point(|(begin, _)| *begin < range.end) - 1;
        self.places[first].1.start..self.places[last].1.end
    }
}

/// Whether the zero-width space at `at` separates words: it does in the scripts of South-East Asia, and beside anything that
/// is no letter.
fn separates(stretch: &str, at: usize) -> bool {
    let joins = |character: Option<char>| {
        character.is_some_and(|character| is_term(character) && !is_south_east_asian(character))
    };
    let before = stretch[..at].chars().rev().find(|character| !is_invisible(*character));
    let after = stretch[at..].chars().find(|character| !is_invisible(*character));
    !joins(before) || !joins(after)
}
