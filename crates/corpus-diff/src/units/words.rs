//! Words: the smallest things a change is made of.
//!
//! A token is the text between two word boundaries of Unicode Standard Annex 29, if it is not white space: a
//! word, a number with its separators (`1,200`), a punctuation mark, or one character of a script without
//! spaces, in Thai and Lao with its vowels.

use unicode_segmentation::UnicodeSegmentation;

/// Marks that may join words which a reader takes for several.
const JOINTS: [char; 3] = ['.', ':', '_'];

/// Marks at the end of a sentence.
pub(crate) const SENTENCE_ENDS: [char; 10] = ['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔'];

/// Closing marks behind the end of a sentence that still belong to it.
pub(crate) const CLOSING: [char; 14] =
    ['"', '\'', '”', '’', '»', '«', '“', '‘', ')', ']', '」', '』', '）', '》'];

/// The tokens of `text`, each with the byte it starts at.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    Tokens { text, at: 0, found: Vec::new().into_iter() }
}

/// Finds tokens of plain ASCII without a look at the tables of Unicode.
struct Tokens<'a> {
    text: &'a str,
    /// Offset of the end of the examined text.
    at: usize,
    /// Tokens before that, not returned yet.
    found: std::vec::IntoIter<(usize, &'a str)>,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(token) = self.found.next() {
                return Some(token);
            }
            let bytes = self.text.as_bytes();
            let space = bytes[self.at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let start = self.at + space;
            let first = *bytes.get(start)?;
            let Some(end) = ascii_end(bytes, start) else {
                // A mark may combine with the white space before it.
                let start = if first.is_ascii() { start } else { self.at };
                self.at = certain_end(bytes, start);
                self.found = found(start, tokens_by_annex(&self.text[start..self.at]));
                continue;
            };
            self.at = end;
            let token = &self.text[start..end];
            if token.contains(JOINTS) && token.len() > 1 {
                self.found = found(0, split_joined((start, token)));
            } else if !is_space(token) {
                return Some((start, token));
            }
        }
    }
}

fn found<'a>(
    start: usize,
    tokens: impl Iterator<Item = (usize, &'a str)>,
) -> std::vec::IntoIter<(usize, &'a str)> {
    tokens.map(|(at, token)| (start + at, token)).collect::<Vec<_>>().into_iter()
}

/// The end of the ASCII segment that starts here; `None` if it depends on other characters.
fn ascii_end(bytes: &[u8], start: usize) -> Option<usize> {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let word = bytes[start..].iter().take_while(|&&byte| is_word(byte)).count();
    let mut end = start + word.max(1);
    while let (true, Some(&mark), Some(&next)) = (word > 0, bytes.get(end), bytes.get(end + 1)) {
        let before = bytes[end - 1];
        let joins_letters = b".:'".contains(&mark) && before.is_ascii_alphabetic();
        let joins_digits = b".,;'".contains(&mark) && before.is_ascii_digit();
        if !next.is_ascii() && (joins_letters || joins_digits) {
            return None;
        }
        if !(joins_letters && next.is_ascii_alphabetic() || joins_digits && next.is_ascii_digit()) {
            break;
        }
        end += 1 + bytes[end + 1..].iter().take_while(|&&byte| is_word(byte)).count();
    }
    (bytes[start].is_ascii() && bytes.get(end).is_none_or(u8::is_ascii)).then_some(end)
}

/// The next white space that is certainly between two segments.
fn certain_end(bytes: &[u8], start: usize) -> usize {
    let is_solid = |byte: &u8| byte.is_ascii() && !byte.is_ascii_whitespace();
    let is_gap = |at: &usize| bytes[*at].is_ascii_whitespace() && bytes.get(at + 1).is_none_or(is_solid);
    (start..bytes.len()).find(is_gap).unwrap_or(bytes.len())
}

fn tokens_by_annex(text: &str) -> impl Iterator<Item = (usize, &str)> {
    segments(text).filter(|(_, segment)| !is_space(segment)).flat_map(split_joined)
}

/// The text between the boundaries of the annex. Where these would need a dictionary, it cuts at each letter, but in Thai
/// and Lao a consonant and the vowels written around it stay together.
fn segments(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut segments = text.split_word_bound_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = segments.next()?;
        let mut end = start + first.len();
        while let Some((at, next)) = segments.next_if(|(_, next)| is_one_cluster(&text[start..end], next)) {
            end = at + next.len();
        }
        Some((start, &text[start..end]))
    })
}

/// Whether `next` is written around the same consonant, or is the consonant of a vowel before it.
fn is_one_cluster(before: &str, next: &str) -> bool {
    let is_thai_or_lao = |character: &char| matches!(character, '\u{E01}'..='\u{EDF}');
    let (last, first) = (before.chars().next_back(), next.chars().next());
    let (Some(last), Some(first)) = (last.filter(is_thai_or_lao), first.filter(is_thai_or_lao)) else {
        return false;
    };
    let is_before = matches!(last, '\u{E40}'..='\u{E44}' | '\u{EC0}'..='\u{EC4}');
    let is_after =
        matches!(first, '\u{E30}' | '\u{E32}' | '\u{E33}' | '\u{E45}' | '\u{EB0}' | '\u{EB2}' | '\u{EB3}');
    is_before || is_after
}

/// Cuts joined words. For example, `end.Next` is one word in the annex, but three tokens here.
fn split_joined((start, segment): (usize, &str)) -> impl Iterator<Item = (usize, &str)> {
    let joints = segment.match_indices(JOINTS).map(|(at, _)| at).filter(move |&at| is_joint(segment, at));
    let ends = joints.flat_map(|at| [at, at + 1]).chain([segment.len()]);
    let mut done = 0;
    ends.map(move |end| {
        let piece = (start + done, &segment[done..end]);
        done = end;
        piece
    })
}

/// Whether the mark at this byte joins words, not the digits of a number nor the letters of an abbreviation.
fn is_joint(segment: &str, at: usize) -> bool {
    let letters = |character: &char| character.is_alphabetic();
    let before = segment[..at].chars().rev().take(2).filter(letters).count();
    let after = segment[at + 1..].chars().take(2).filter(letters).count();
    before == 2 && after == 2
}

/// Number of words of `text`, without punctuation.
pub(crate) fn count_words(text: &str) -> usize {
    text.unicode_words().count()
}

/// Whether a sentence ends with `text`, closing quotes and brackets aside.
pub(crate) fn ends_sentence(text: &str) -> bool {
    without_closing(text).ends_with(SENTENCE_ENDS)
}

/// Whether a part of a sentence ends with `text`, closing quotes and brackets aside.
pub(crate) fn ends_clause(text: &str) -> bool {
    without_closing(text).ends_with([',', ';', ':', '–', '—', '，', '、', '；', '：'])
}

/// The text without its last closing marks. Their number is limited, so that a long row of marks stays linear.
fn without_closing(text: &str) -> &str {
    const MOST: usize = 8;
    (0..MOST).fold(text, |text, _| text.strip_suffix(CLOSING).unwrap_or(text))
}

/// Whether `text` is white space only, or empty.
pub(crate) fn is_space(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Whether one character says about as much as a short word, as Han and kana do.
///
/// From the radicals on Unicode has the scripts of East Asia and their punctuation.
pub(crate) fn is_dense(character: char) -> bool {
    character >= '\u{2E80}'
}

/// Information of a token in bits: how unlikely it is in both texts by chance. For example, `parliament` has more bits than
/// `the`, and `,` has 2.
///
/// Estimated from the length, since languages keep their frequent words short (Piantadosi, Tily and Gibson, "Word
/// lengths are optimized for efficient communication", PNAS 2011). Punctuation has little.
pub(crate) fn information(token: &str) -> u32 {
    if token.is_ascii() {
        let is_word = token.bytes().any(|byte| byte.is_ascii_alphanumeric());
        return if is_word { u32::try_from(token.len()).unwrap_or(u32::MAX).saturating_add(1) } else { 2 };
    }
    let bits = |character| if is_dense(character) { 3 } else { 1 };
    if token.chars().any(char::is_alphanumeric) { 1 + token.chars().map(bits).sum::<u32>() } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_short_cut_leads_to_the_same_tokens(
            text in prop_oneof![any::<String>(), "[ab1.,:;'_(\" \n\u{b}\u{301}\u{200d}é市เา”]{0,30}"]
        ) {
            prop_assert_eq!(tokens(&text).collect::<Vec<_>>(), tokens_by_annex(&text).collect::<Vec<_>>());
        }
    }

    fn texts(text: &str) -> Vec<&str> {
        tokens(text).map(|(_, token)| token).collect()
    }

    #[test]
    fn numbers_stay_whole_and_marks_stand_alone() {
        assert_eq!(
            texts("“$1,200.50” (3.5%),  don’t"),
            ["“", "$", "1,200.50", "”", "(", "3.5", "%", ")", ",", "don’t"]
        );
    }

    #[test]
    fn joined_words_are_cut() {
        assert_eq!(
            texts("over.Next www.site.example"),
            ["over", ".", "Next", "www", ".", "site", ".", "example"]
        );
        assert_eq!(texts("U.S. e.g. 10.5m _id_"), ["U.S", ".", "e.g", ".", "10.5m", "_id_"]);
    }

    #[test]
    fn scripts_without_spaces_are_cut_by_character() {
        assert_eq!(texts("三人受伤"), ["三", "人", "受", "伤"]);
        assert_eq!(texts("カメラを見た"), ["カメラ", "を", "見", "た"]);
    }

    #[test]
    fn thai_vowels_stay_with_their_consonant() {
        assert_eq!(texts("แม่น้ำ เวลา"), ["แม่", "น้ำ", "เว", "ลา"]);
        assert_eq!(texts("ເວລາ"), ["ເວ", "ລາ"]);
    }

    #[test]
    fn tokens_know_where_they_are() {
        assert_eq!(tokens(" é b").collect::<Vec<_>>(), [(1, "é"), (4, "b")]);
    }

    #[test]
    fn rare_words_say_more() {
        assert!(information(",") < information("the") && information("the") < information("parliament"));
    }

    #[test]
    fn sentences_end_before_closing_quotes() {
        assert!(ends_sentence("He left.”") && ends_sentence("他走了。」") && !ends_sentence("He left,"));
        assert!(ends_clause("he said,\"") && !ends_clause("he said"));
    }
}
