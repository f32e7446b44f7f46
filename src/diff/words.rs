//! Words: the smallest things a change is made of.
//!
//! A token is what lies between two word boundaries of Unicode Standard Annex 29 and is not white space: a
//! word, a number with its separators (`1,200`), a punctuation mark, or one character of a script without
//! spaces.

use unicode_segmentation::UnicodeSegmentation;

/// The tokens of `text`, each with the byte it starts at.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_word_bound_indices().filter(|(_, segment)| !is_space(segment)).flat_map(split_joined)
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
    if token.chars().any(char::is_alphanumeric) { 2 + token.chars().map(bits).sum::<u32>() } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

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
