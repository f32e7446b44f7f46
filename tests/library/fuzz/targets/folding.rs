//! The words of texts, their folded form, and the terms that the index holds.

use corpusdb::text::word::{folded, read, terms, words};
use unicode_normalization::UnicodeNormalization;

/// The same characters, composed or not, have the same folded form, and folding twice changes nothing. Words and terms are
/// ranges of the text in order.
pub(crate) fn check(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut end = 0;
    let mut count = 0;
    for word in words(&text) {
        assert!(word.range.start >= end && word.range.end > word.range.start, "{word:?} after {end}");
        assert_eq!(&text[word.range.clone()], word.text);
        end = word.range.end;
        count += 1;
        let once = folded(word.text);
        assert_eq!(folded(&once), once, "{word:?}");
        assert_eq!(folded(&word.text.nfc().collect::<String>()), once, "{word:?}");
        assert_eq!(folded(&word.text.nfd().collect::<String>()), once, "{word:?}");
    }
    let (mut before, mut number) = ((0, 0), 0);
    terms(&text, |term| {
        assert!(text.is_char_boundary(term.range.start) && text.is_char_boundary(term.range.end));
        assert!((term.position, term.range.start) >= before, "{term:?} after {before:?}");
        before = (term.position, term.range.start);
        number += 1;
    });
    assert_eq!(read(&text, |_| number -= 1).count, count);
    assert_eq!(number, 0, "one pass has other terms than two");
}
