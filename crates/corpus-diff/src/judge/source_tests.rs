//! Judgements of who says something, and with which verb.

use super::Flag::{Attribution, Name};
use super::tests::{flags, told};

/// Each pair has the flag of attributions and no other.
fn assert_attributed(pairs: &[(&str, &str)]) {
    for (old, new) in pairs {
        assert_eq!(flags(old, new), [Attribution], "{old} {new}: {:?}", told(old, new).1);
        assert_eq!(flags(new, old), [Attribution], "{new} {old}: {:?}", told(new, old).1);
    }
}

#[test]
fn a_verb_may_have_its_particle_at_the_end_of_the_clause() {
    assert_attributed(&[
        ("Das Boot sei leer, teilte die Wache mit.", "Das Boot sei leer, räumte die Wache ein."),
        ("Die Wache gab an, das Boot sei leer.", "Die Wache gab zu, das Boot sei leer."),
        ("Die Wache wies darauf hin, dass es leer sei.", "Die Wache legte dar, dass es leer sei."),
        (
            "De wacht gaf gisteren toe dat het schip leeg was.",
            "De wacht gaf gisteren aan dat het schip leeg was.",
        ),
        ("Der Fahrer soll das Boot gestohlen haben.", "Der Fahrer musste das Boot gestohlen haben."),
    ]);
    assert_eq!(flags("Sie teilte mit ihm ein Brot.", "Sie aß mit ihm ein Brot."), []);
}

#[test]
fn who_says_it_may_be_several_words() {
    assert_attributed(&[
        ("The dam is safe, said a clerk for the town.", "The dam is safe, said a clerk for the mill."),
        ("The head of the school said it was late.", "The head of the choir said it was late."),
        ("Le barrage est sûr, a dit un voisin hier.", "Le barrage est sûr, a dit une élue hier."),
        ("La voisine a dit que le barrage est sûr.", "La gérante a dit que le barrage est sûr."),
    ]);
    assert_eq!(
        told("The head of the school said it was late.", "The head of the choir said it was late.").1,
        ["“head of the school” became “head of the choir”"]
    );
    for (old, new) in [
        ("Asimismo señaló que el lago está seco.", "Igualmente señaló que el lago está seco."),
        ("Dazu sagte er, der See sei leer.", "Später sagte er, der See sei leer."),
    ] {
        assert_eq!(flags(old, new), [], "{old}");
    }
    let (old, new) = ("The judge Ida Storm said it was late.", "The judge Ada Storm said it was late.");
    assert_eq!(flags(old, new), [Name]);
}

#[test]
fn what_stands_behind_a_quotation_says_it() {
    assert_attributed(&[
        ("“We sail at dawn,” grinned the skipper.", "“We sail at dawn,” sighed the skipper."),
        ("« Nous partons », tranche le gérant du port.", "« Nous partons », souffle le gérant du port."),
        ("«Мы уходим завтра», — хмыкнул шкипер.", "«Мы уходим завтра», — буркнул шкипер."),
    ]);
    let (old, new) =
        ("The film “The Long Sail,” shot by amateurs.", "The film “The Long Sail,” made by amateurs.");
    assert_eq!(flags(old, new), []);
}

#[test]
fn hearsay_and_sources_have_many_words() {
    assert_attributed(&[
        ("The skipper is said to be ill, and left.", "The skipper is known to be ill, and left."),
        ("The suspected thief fled by boat.", "The thief fled by boat."),
        ("Das Boot war leer, so die Wache.", "Das Boot war leer, so der Fahrer."),
        ("Le patron aurait vendu le bateau.", "Le patron a vendu le bateau."),
        ("El patrón habría vendido el barco.", "El patrón vendió el barco."),
        ("По версии следствия, лодка была пуста.", "Со слов соседа, лодка была пуста."),
        ("据悉，船是空的。", "船是空的。"),
    ]);
}
