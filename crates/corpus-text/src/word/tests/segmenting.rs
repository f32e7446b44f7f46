//! Words are those of ICU4X.

use crate::word::class::{is_counted, is_iteration_mark, is_mark, is_repeatable};
use crate::word::{folded, words};
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use proptest::prelude::*;

/// The words by ICU4X alone, with marks left where they belong.
fn by_icu(text: &str) -> Vec<&str> {
    let mut segments: Vec<std::ops::Range<usize>> = Vec::new();
    let mut start = 0;
    for end in WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()).segment_str(text) {
        let segment = &text[start..end];
        match segments.last_mut() {
            Some(last) if segment.chars().all(is_mark) => last.end = end,
            Some(last)
                if text[..start].ends_with(is_repeatable) && segment.chars().all(is_iteration_mark) =>
            {
                last.end = end;
            }
            _ => segments.push(start..end),
        }
        start = end;
    }
    segments.into_iter().map(|range| &text[range]).filter(|segment| segment.contains(is_counted)).collect()
}

fn found(text: &str) -> Vec<&str> {
    words(text).map(|word| word.text).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8 * ProptestConfig::default().cases))]

    #[test]
    fn ascii_is_cut_as_by_icu(text in "[a-cX0-2_'.,:;\"@/ \n\r\t-]{0,40}|[ -~\n]{0,40}|[\0-\x7f]{0,20}") {
        prop_assert_eq!(found(&text), by_icu(&text));
    }

    #[test]
    fn other_text_is_cut_as_by_icu(
        text in "[a-b1-2_'.,:;\" éßДжαאב׳״عق、。，：“”’‘…—«·東京都の々カタ한กขไทยກខ្មែអ\u{301}\u{308}\u{a0}\u{3000}👍🇩🇪]{0,30}"
    ) {
        prop_assert_eq!(found(&text), by_icu(&text));
    }

    #[test]
    fn any_text_is_cut_as_by_icu(
        text in proptest::collection::vec(proptest::char::any().prop_filter("read in another way", |character| {
            !crate::word::class::is_invisible(*character)
                && !crate::word::class::is_other_number(*character)
                && !crate::word::class::is_voiced_mark(*character)
        }), 0..20)
    ) {
        let text: String = text.into_iter().collect();
        prop_assert_eq!(found(&text), by_icu(&text));
    }

    #[test]
    fn invisible_characters_inside_words_change_nothing(
        characters in proptest::collection::vec(
            (proptest::sample::select("ab1'.é\u{301}東京都に住むカか\u{3099}ん한عق ,、".chars().collect::<Vec<_>>()),
             proptest::sample::select(vec!["", "", "", "\u{ad}", "\u{200b}", "\u{2060}", "\u{feff}", "\u{200d}", "\u{200c}"])),
            0..20,
        )
    ) {
        // Beside signs and spaces a zero-width space stands alone, which separates what signs would join.
        let is_inside = |at: usize| {
            let joins = |at: usize| characters.get(at).is_some_and(|(character, _)| !" ,'.、".contains(*character));
            joins(at) && joins(at + 1)
        };
        let plain: String = characters.iter().map(|(character, _)| *character).collect();
        let mut text = String::new();
        for (at, (character, invisible)) in characters.iter().enumerate() {
            text.push(*character);
            if is_inside(at) {
                text.push_str(invisible);
            }
        }
        let fold = |text: &str| words(text).map(|word| folded(word.text).into_owned()).collect::<Vec<_>>();
        prop_assert_eq!(fold(&text), fold(&plain), "{:?}", text);
    }

    #[test]
    fn words_are_in_order_and_where_they_say(text in "\\PC{0,30}|[a1'’.\u{ad}\u{200b}東か\u{3099}ไ½²é ]{0,30}") {
        let mut end = 0;
        for word in words(&text) {
            prop_assert!(word.range.start >= end);
            prop_assert_eq!(&text[word.range.clone()], word.text);
            prop_assert!(!folded(word.text).is_empty());
            end = word.range.end;
        }
    }

    #[test]
    fn lines_are_cut_alike_alone_and_together(lines in proptest::collection::vec("[a1'’.é東京カไทย\u{ad}\u{200b}½ ]{0,12}", 0..5)) {
        let alone: Vec<&str> = lines.iter().flat_map(|line| found(line)).collect();
        let together = lines.join("\n");
        prop_assert_eq!(found(&together), alone);
    }
}
