//! Judgements of quotation marks, apostrophes and other forms of characters.

use super::Flag::Quotation;
use super::tests::{flags, is_cosmetic};
use super::{Cosmetic, Headlines, judge};
use crate::diff;

#[test]
fn apostrophes_of_all_forms_are_one() {
    for (old, new) in [
        ("They don't row.", "They don´t row."),
        ("They don't row.", "They don′t row."),
        ("The Tolan's boat sank.", "The Tolan`s boat sank."),
        ("A boat came to Lana'i in May.", "A boat came to Lanaʻi in May."),
    ] {
        assert!(is_cosmetic(old, new), "{old} {new}");
    }
    for (old, new) in [
        ("The boat is 5' long.", "The boat is 5\" long."),
        ("The boat is 5′ long.", "The boat is 5″ long."),
        ("The boat is 5′ long.", "The boat is 5 long."),
    ] {
        assert!(!is_cosmetic(old, new), "{old} {new}");
    }
    assert!(is_cosmetic("It was ‘good in 2015’ there.", "It was “good in 2015” there."));
}

#[test]
fn a_quotation_that_ends_at_another_word_is_another() {
    let whole = "He called it “a boat of our own” at last.";
    let part = "He called it “a boat” of our own at last.";
    for (old, new) in [(whole, part), (part, whole)] {
        assert_eq!(flags(old, new), [Quotation], "{old}");
    }
    assert!(is_cosmetic("He called it “a boat,” at last.", "He called it “a boat”, at last."));
    assert!(is_cosmetic("He called it \"a Boat\" at last.", "He called it « a boat » at last."));
}

#[test]
fn a_decade_opens_no_quotation() {
    assert_eq!(flags("It was the dry 90s there.", "It was the dry '90s there."), []);
    assert_eq!(flags("It was dry there.", "It was 'dry' there."), [Quotation]);
}

#[test]
fn a_unit_that_is_joined_is_written_otherwise() {
    let ways = |old, new| judge(old, new, &diff(old, new), &Headlines::default())[0].cosmetic.clone();
    assert_eq!(ways("It fell by 5 percent.", "It fell by 5 per cent."), [Cosmetic::Typography]);
    assert_eq!(ways("It fell by 5 percent.", "It fell by  5 percent."), [Cosmetic::WhiteSpace]);
}

#[test]
fn raised_letters_are_letters() {
    assert!(is_cosmetic("Le 1er mai, il part en mer.", "Le 1ᵉʳ mai, il part en mer."));
    assert!(is_cosmetic("Le bateau de Mme Roux est parti.", "Le bateau de Mᵐᵉ Roux est parti."));
    assert!(!is_cosmetic("Il y a 10² bateaux.", "Il y a 102 bateaux."));
    assert!(is_cosmetic("The lake took up CO₂ there.", "The lake took up CO2 there."));
    assert!(is_cosmetic("It was H₂O and no oil.", "It was H2O and no oil."));
    assert!(!is_cosmetic("It was 10₂ and no more.", "It was 102 and no more."));
    assert!(!is_cosmetic("The lake took up CO₂ there.", "The lake took up CO₃ there."));
}
