//! What holds for the folded forms of all words.

use crate::word::class::{is_apostrophe, is_fraction};
use crate::word::fold::{fold_by_rules, fold_inside};
use crate::word::{fold, folded};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

fn of(text: &str) -> String {
    folded(text).into_owned()
}

/// Whether compatibility says the same of a character as folding.
fn is_compatible(character: char) -> bool {
    !is_fraction(character) && !is_apostrophe(character)
}

#[test]
fn every_character_has_one_form() {
    for character in '\0'..='\u{323af}' {
        let text = character.to_string();
        let once = of(&text);
        assert_eq!(of(&once), once, "{character:?} again");
        assert_eq!(of(&text.nfd().collect::<String>()), once, "{character:?} decomposed");
        assert_eq!(of(&text.nfc().collect::<String>()), once, "{character:?} composed");
        if is_compatible(character) {
            assert_eq!(of(&text.nfkc().collect::<String>()), once, "{character:?} plain");
        }
        let (upper, lower): (String, String) = (text.to_uppercase(), text.to_lowercase());
        if upper.to_lowercase() == text || lower.to_uppercase() == text {
            assert_eq!(of(&upper), of(&lower), "{character:?} in upper and lower case");
        }
    }
}

#[test]
fn the_short_way_is_the_rules() {
    for character in '\0'..='\u{323af}' {
        let text = character.to_string();
        let (mut short, mut long) = (String::new(), String::new());
        fold_inside(&text, &mut short);
        fold_by_rules(&text, &mut long);
        assert_eq!(short, long, "{character:?}");
    }
}

#[test]
fn folding_appends() {
    let mut folded = String::from("'a");
    fold("ʼBé", &mut folded);
    fold("D'", &mut folded);
    assert_eq!(folded, "'abed");
}

const LETTERS: &str = "[a-cIİıßéﬁÆŁ'’ʼ`\u{301}\u{308}\u{306}\u{323}\u{345}ΑάΐᾳςеёкгиЙїІ\u{301}أا\u{654}\u{655}\u{64e}\u{640}ש\u{5c1}\u{5b8}क\u{93c}\u{93f}กำ\u{e4d}ไม\u{e49}かガ\u{3099}ｶﾞ한\u{1100}\u{1161}\u{11a8}ㄱㅏㄳ½²\u{ad}\u{200d}\u{fe0f}Ａ]{0,12}|[नक\u{94d}\u{93e}\u{902}\u{93c}ดำ\u{e38}\u{e48}\u{e31}\u{e33}ລ\u{eb4}\u{ec9}\u{eb8}\u{eb3}ဥက\u{102e}\u{102f}\u{1037}\u{1039}\u{103a}ក\u{17d2}\u{17b6}\u{17cb}\u{17dd}и\u{306}\u{304}\u{301}]{0,8}|\\PC{0,8}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8 * ProptestConfig::default().cases))]

    #[test]
    fn a_word_has_one_form(text in LETTERS) {
        let once = of(&text);
        prop_assert_eq!(of(&once), once.clone(), "again");
        prop_assert_eq!(of(&text.nfd().collect::<String>()), once.clone(), "decomposed");
        prop_assert_eq!(of(&text.nfc().collect::<String>()), once.clone(), "composed");
        if text.chars().all(is_compatible) {
            prop_assert_eq!(of(&text.nfkc().collect::<String>()), once, "plain");
        }
    }

    #[test]
    fn parts_are_folded_alone_as_together(text in LETTERS) {
        let (mut apart, mut together) = (String::new(), String::new());
        fold_inside(&text, &mut apart);
        fold_by_rules(&text, &mut together);
        prop_assert_eq!(apart, together);
    }
}
