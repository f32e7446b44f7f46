//! The sentences of a text, as the comparison cuts them.

use std::ops::Range;

use crate::units::layout::Layout;
use crate::units::sentences;

/// The sentences of `text` in bytes, each with the white space after it. Together they cover the text, and none goes from
/// one paragraph into the next.
///
/// For example, `He left. She stayed.` has two.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let layout = Layout::of(text);
    (0..layout.count())
        .flat_map(|paragraph| {
            let start = layout.start(paragraph);
            let found = sentences::sentences(&text[start..layout.start(paragraph + 1)]);
            found.into_iter().map(move |range| start + range.start..start + range.end)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_with_paragraphs_too() {
        let text = "Fares rise\n\nHe left. She stayed at the St. Mary hotel.";
        let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["Fares rise\n\n", "He left. ", "She stayed at the St. Mary hotel."]);
        assert!(sentences("").is_empty());
    }
}
