//! Words: the smallest things a change is made of.
//!
//! A token is what lies between two word boundaries of Unicode Standard Annex 29 and is not white space: a
//! word, a number with its separators (`1,200`), a punctuation mark, or one character of a script without
//! spaces, in Thai and Lao with its vowels.

use unicode_segmentation::UnicodeSegmentation;

/// Marks that stand by themselves behind a word.
const MARKS: &str = ",.;:!?";

/// The tokens of `text`, each with the byte it starts at.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    chunks(text).flat_map(tokens_of_chunk)
}

/// What lies between white space, where that is certain to be a boundary without a look at the tables of Unicode.
fn chunks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    // A mark that combines with the white space before it would be one of other scripts.
    let is_solid = |byte: &u8| byte.is_ascii() && !byte.is_ascii_whitespace();
    let is_gap = move |at: &usize| bytes[*at].is_ascii_whitespace() && bytes.get(at + 1).is_none_or(is_solid);
    let ends = (0..bytes.len()).filter(is_gap).chain([bytes.len()]);
    let mut start = 0;
    ends.map(move |end| {
        let chunk = (start, &text[start..end]);
        start = end + 1;
        chunk
    })
}

/// A plain word, perhaps with a mark behind it, is seen at once; that is most of a text.
fn tokens_of_chunk<'a>((start, chunk): (usize, &'a str)) -> impl Iterator<Item = (usize, &'a str)> {
    let letters = chunk.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, mark) = chunk.trim_ascii_end().split_at(letters);
    let is_plain = mark.is_empty() || mark.len() == 1 && MARKS.contains(mark);
    let plain = is_plain.then_some([(start, word), (start + letters, mark)]).into_iter().flatten();
    let other = (!is_plain).then(|| tokens_by_annex(chunk)).into_iter().flatten();
    plain
        .filter(|(_, token)| !token.is_empty())
        .chain(other.map(move |(at, token): (usize, &'a str)| (start + at, token)))
}

fn tokens_by_annex(text: &str) -> impl Iterator<Item = (usize, &str)> {
    segments(text).filter(|(_, segment)| !is_space(segment)).flat_map(split_joined)
}

/// What lies between the boundaries of the annex, which are those around each letter where it would take a dictionary: in
/// Thai and Lao a consonant and the vowels written before and after it stay together.
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

/// The annex takes `site.example` and `end.Next` for one word each; a reader does not.
fn split_joined((start, segment): (usize, &str)) -> impl Iterator<Item = (usize, &str)> {
    let joints =
        segment.match_indices(['.', ':', '_']).map(|(at, _)| at).filter(move |&at| is_joint(segment, at));
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

/// How many words `text` has, punctuation not counted.
pub(super) fn count_words(text: &str) -> usize {
    text.unicode_words().count()
}

/// Whether a sentence ends with `text`, closing quotes and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    without_closing(text).ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔'])
}

/// Whether a part of a sentence ends with `text`, closing quotes and brackets aside.
pub(super) fn ends_clause(text: &str) -> bool {
    without_closing(text).ends_with([',', ';', ':', '–', '—', '，', '、', '；', '：'])
}

fn without_closing(text: &str) -> &str {
    text.trim_end_matches(['"', '\'', '”', '’', '»', '«', '“', '‘', ')', ']', '」', '』', '）', '》'])
}

/// Whether `text` is white space only, or empty.
pub(super) fn is_space(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Whether one character says about as much as a short word, as Han and kana do.
///
/// From the radicals on Unicode has the scripts of East Asia and their punctuation.
pub(super) fn is_dense(character: char) -> bool {
    character >= '\u{2E80}'
}

/// About how many bits a token says: how unlikely it is to turn up in both texts by chance.
///
/// Length stands for it, since languages keep their frequent words short (Piantadosi, Tily and Gibson, "Word
/// lengths are optimized for efficient communication", PNAS 2011). Punctuation says little.
pub(super) fn information(token: &str) -> u32 {
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
            text in prop_oneof![any::<String>(), "[ab1.,:'_ \n\u{301}\u{200d}é市เา]{0,30}"]
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
