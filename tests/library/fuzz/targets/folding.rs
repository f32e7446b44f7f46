//! The folded form of texts, which the index holds.

use corpusdb::text::fold::{fold, searched, stored, unfolded};
use unicode_normalization::UnicodeNormalization;

/// The same characters, composed or not, have the same folded form; what is stored gives the folded form; every passage of the folded form is one of the
/// text, and a later one never begins before an earlier one.
pub(crate) fn check(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let folded = fold(&text);
    // Behind an accent that is a character of its own it stays: see doc/limits.md.
    if !text.contains('\u{200b}') {
        assert_eq!(fold(&text.nfc().collect::<String>()), folded);
        assert_eq!(fold(&text.nfd().collect::<String>()), folded);
    }
    assert_eq!(searched(&text, stored(&text).as_deref()), folded);
    let starts: Vec<usize> = folded.char_indices().map(|(at, _)| at).chain([folded.len()]).collect();
    let characters: Vec<_> = starts.windows(2).map(|ends| ends[0]..ends[1]).collect();
    let mut before = (0, 0);
    for (character, found) in characters.iter().zip(unfolded(&text, &characters)) {
        let (start, end) = (found.start, found.end);
        assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{character:?} is at {found:?}");
        assert!(start <= end, "{character:?} begins at {start} and ends at {end}");
        assert!(before.0 <= start && before.1 <= end, "{character:?} lies before what is before it");
        before = (start, end);
    }
}
