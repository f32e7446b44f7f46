//! Judgements of numbers, units, qualifiers and times, and changes that are cosmetic only.

use super::Flag::{Date, Number};
use super::{Class, Cosmetic, Flag, Headlines, judge};
use crate::diff;

/// The class of the whole edit, all flags, all reasons.
fn told(old: &str, new: &str) -> (Class, Vec<Flag>, Vec<String>) {
    let judgements = judge(old, new, &diff(old, new), &Headlines::default());
    let class = judgements.iter().map(|judgement| judgement.class).max().unwrap_or(Class::Cosmetic);
    let mut flags: Vec<Flag> = judgements.iter().flat_map(|judgement| judgement.flags.clone()).collect();
    flags.sort_unstable();
    flags.dedup();
    (class, flags, judgements.into_iter().flat_map(|judgement| judgement.reasons).collect())
}

/// Each edit has this flag alone, and a reason that tells both sides.
pub(super) fn assert_flagged(flag: Flag, edits: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = edits
        .iter()
        .filter_map(|&(old, new, reason)| {
            let (class, flags, reasons) = told(old, new);
            let is_right = class == Class::Substantive
                && flags == [flag]
                && (reason.is_empty() || reasons.iter().any(|told| told == reason));
            (!is_right).then(|| format!("{old} | {new}: {class:?} {flags:?} {reasons:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

pub(super) fn assert_class(class: Class, edits: &[(&str, &str)]) {
    let wrong: Vec<String> = edits
        .iter()
        .filter_map(|&(old, new)| {
            let (told, flags, reasons) = told(old, new);
            (told != class).then(|| format!("{old} | {new}: {told:?} {flags:?} {reasons:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_unit_attached_to_its_number_is_part_of_it() {
    assert_flagged(
        Number,
        &[
            ("The patient took 10mg of it.", "The patient took 10g of it.", "10mg became 10g"),
            ("They ran the 5k on the hill.", "They ran the 5m on the hill.", "5k became 5m"),
            ("The plant gives 10MW of power.", "The plant gives 10GW of power.", "10MW became 10GW"),
            ("The plant gives 10mW of power.", "The plant gives 10MW of power.", "10mW became 10MW"),
            ("It held 50ppm of lead.", "It held 50ppb of lead.", "50ppm became 50ppb"),
            ("It costs 10USD a week.", "It costs 10EUR a week.", "10USD became 10EUR"),
            ("The part is 12ABC in the list.", "The part is 12XYZ in the list.", "12ABC became 12XYZ"),
            ("The part is 3f9a in the list.", "The part is 3b2c in the list.", "3f9a became 3b2c"),
            ("They walked 10km to the sea.", "They walked 10 to the sea.", "10km became 10"),
            ("He is 6ft5in tall.", "He is 6ft2in tall.", "6ft5in became 6ft2in"),
            ("The car has a 4x4 drive.", "The car has a 4x2 drive.", "4x4 became 4x2"),
            ("Die Anlage liefert 10MW Strom.", "Die Anlage liefert 10GW Strom.", "10MW became 10GW"),
            ("Il a pris 10mg de ce produit.", "Il a pris 10g de ce produit.", "10mg became 10g"),
            ("Он взял 10кг муки.", "Он взял 10т муки.", "10кг became 10т"),
        ],
    );
}

#[test]
fn a_unit_behind_a_space_is_part_of_its_number() {
    assert_flagged(
        Number,
        &[
            ("The ban is for 5 years.", "The ban is for 5 months.", "5 years became 5 months"),
            (
                "The ban is for five years.",
                "The ban is for five months.",
                "“five years” became “five months”",
            ),
            ("It held 70 ppm of lead.", "It held 70 ppb of lead.", "70 ppm became 70 ppb"),
            ("It is 10 km to the sea.", "It is 10 miles to the sea.", "10 km became 10 miles"),
            ("A bag of 5 kg fell.", "A bag of 5 lb fell.", "5 kg became 5 lb"),
            ("It was 5 °C at night.", "It was 5 °F at night.", "5 °C became 5 °F"),
            ("It drove 90 km/h there.", "It drove 90 km there.", "90 km/h became 90 km"),
            ("Die Strafe ist 5 Jahre lang.", "Die Strafe ist 5 Monate lang.", "5 Jahre became 5 Monate"),
            ("La peine est de 5 ans au total.", "La peine est de 5 mois au total.", "5 ans became 5 mois"),
            ("La pena es de 5 años en total.", "La pena es de 5 meses en total.", "5 años became 5 meses"),
            ("Он получил 5 лет за это.", "Он получил 5 месяцев за это.", "5 лет became 5 месяцев"),
            ("他被判5年。", "他被判5个月。", "5年 became 5个月"),
            ("这条路长10公里。", "这条路长10英里。", "10公里 became 10英里"),
            ("火灾影响三人。", "火灾影响三户。", "“三人” became “三户”"),
            ("道路は10キロです。", "道路は10マイルです。", "10キロ became 10マイル"),
            ("刑は5年でした。", "刑は5か月でした。", "5年 became 5か月"),
        ],
    );
}

#[test]
fn qualifiers_are_part_of_their_number() {
    assert_flagged(
        Number,
        &[
            ("It hurt at least 12 people.", "It hurt 12 people.", "“at least 12” became 12"),
            (
                "More than 100 men came.",
                "Fewer than 100 men came.",
                "“More than 100” became “Fewer than 100”",
            ),
            ("Nearly 300 men came.", "Over 300 men came.", "“Nearly 300” became “Over 300”"),
            ("Half of the men came.", "A third of the men came.", "“Half” became “A third”"),
            ("It cost up to $5 million.", "It cost $5 million.", "“up to $5 million” became $5 million"),
            (
                "Mindestens 12 Leute sind da.",
                "Höchstens 12 Leute sind da.",
                "“Mindestens 12” became “Höchstens 12”",
            ),
            (
                "Ein Drittel der Leute ist da.",
                "Ein Viertel der Leute ist da.",
                "“Ein Drittel” became “Ein Viertel”",
            ),
            (
                "Il y a plus de 100 morts.",
                "Il y a moins de 100 morts.",
                "“plus de 100” became “moins de 100”",
            ),
            ("Hay más de 100 muertos.", "Hay casi 100 muertos.", "“más de 100” became “casi 100”"),
            ("Там было более 100 человек.", "Там было около 100 человек.", "“более 100” became “около 100”"),
            ("至少12人受伤。", "12人受伤。", "“至少12人” became 12人"),
            ("超过100人受伤。", "近100人受伤。", "“超过100人” became “近100人”"),
            ("100人以上が来た。", "100人以下が来た。", "100人以上 became 100人以下"),
        ],
    );
}

#[test]
fn other_numbers_are_not_looks() {
    assert_class(
        Class::Substantive,
        &[
            ("It fell to -5 there.", "It fell to 5 there."),
            ("It fell to -$5 there.", "It fell to $5 there."),
            ("A rise of .5 there.", "A rise of 5 there."),
            ("A rise of 1.5 there.", "A rise of 15 there."),
            ("About 3/4 of it is gone.", "About 34 of it is gone."),
            ("It is at 10:30 there.", "It is at 1030 there."),
            ("They won by 5–3 there.", "They won by 53 there."),
            ("They won by 5-3 there.", "They won by 5:3 there."),
            ("Pages 10-12 are gone.", "Pages 1012 are gone."),
            ("It is 10² in all.", "It is 102 in all."),
            ("It is 5 m² in all.", "It is 5 m2 in all."),
            ("It is 5 m² in all.", "It is 5 m in all."),
            ("It is 2½ in all.", "It is 2 in all."),
            ("It is ½ in all.", "It is 1⁄2 in all."),
            ("Point ① is gone.", "Point 1 is gone."),
            ("In 20 24 of them.", "In 2024 of them."),
            ("More than 5% of them.", "More than 5‰ of them."),
            ("Für 1,250 Prozent.", "Für 1.250 Prozent."),
        ],
    );
}

#[test]
fn words_that_lose_a_mark_are_other_words() {
    assert_class(
        Class::Substantive,
        &[
            ("We're going there.", "Were going there."),
            ("It's bark there.", "Its bark there."),
            ("They re-sign it there.", "They resign it there."),
            ("He is now here again.", "He is nowhere again."),
            ("There is no one there.", "There is noone there."),
            ("Ask O'Brien about it.", "Ask OBrien about it."),
            ("Is he there?", "Is he there."),
            ("Men and/or women came.", "Men and or women came."),
            ("Salt & pepper came.", "Salt pepper came."),
            ("Der résumé liegt da.", "Der resume liegt da."),
            ("아버지가 방에 있다.", "아버지 가방에 있다."),
        ],
    );
}

#[test]
fn one_number_in_two_notations_is_one() {
    for space in ["\u{a0}", "\u{2009}", "\u{202f}", "\u{2007}", ""] {
        let (old, new) = ("Il y a 12 000 morts.", format!("Il y a 12{space}000 morts."));
        assert_class(Class::Cosmetic, &[(old, &new), (&new, old)]);
        let judgements = judge(old, &new, &diff(old, &new), &Headlines::default());
        assert_eq!(judgements[0].cosmetic, [Cosmetic::WhiteSpace], "{space:?}");
    }
    assert_class(
        Class::Cosmetic,
        &[
            ("Es sind 1'000 Leute da.", "Es sind 1’000 Leute da."),
            ("Es sind 1'000 Leute da.", "Es sind 1000 Leute da."),
            ("Es kostet 5 Mio. Euro im Jahr.", "Es kostet 5 Millionen Euro im Jahr."),
            ("It cost $5m in all.", "It cost $5 million in all."),
            ("It cost £5bn in all.", "It cost £5 billion in all."),
            ("The 3rd boat is here.", "The third boat is here."),
            ("The 10th boat is here.", "The tenth boat is here."),
            ("A bag of 5 kg fell.", "A bag of 5kg fell."),
            ("It is 5 km away.", "It is five kilometres away."),
            ("A walk of 5km there.", "A walk of 5KM there."),
            ("It is 1,000 in all.", "It is 1000 in all."),
            ("It is 1234567.5 in all.", "It is 1,234,567.5 in all."),
            ("It is ４０ in all.", "It is 40 in all."),
            ("قتل ٤٠ رجلا هنا", "قتل 40 رجلا هنا"),
            ("बस में ४० लोग थे", "बस में 40 लोग थे"),
            ("9〜10時に来る。", "9～10時に来る。"),
            ("Es kostet 1.250,50 Euro.", "Es kostet 1250,50 Euro."),
            ("Es sind 1.250 Leute da.", "Es sind 1250 Leute da."),
        ],
    );
}

#[test]
fn one_time_in_two_notations_is_one() {
    assert_class(
        Class::Cosmetic,
        &[
            ("It is at 9 p.m. there.", "It is at 21:00 there."),
            ("It is at 9 p.m. there.", "It is at 9pm there."),
            ("It ended at 9 p.m.", "It ended at 21:00."),
            ("It is at 9:30 a.m. there.", "It is at 09:30 there."),
            ("Es ist um 21.30 Uhr da.", "Es ist um 21:30 Uhr da."),
            ("C'est à 21h30 dans la ville.", "C'est à 21 h 30 dans la ville."),
            ("C'est à 21h30 dans la ville.", "C'est à 21:30 dans la ville."),
            ("It ends at noon there.", "It ends at 12:00 there."),
            ("It is on Tue. in the hall.", "It is on Tuesday in the hall."),
            ("It is on Feb. 24 in the hall.", "It is on February 24 in the hall."),
            ("Es ist am 24. Feb. 2023 im Saal.", "Es ist am 24. Februar 2023 im Saal."),
        ],
    );
    assert_flagged(
        Date,
        &[
            ("It is at 14:20 GMT there.", "It is at 14:20 BST there.", "14:20 GMT became 14:20 BST"),
            ("It is at 9 p.m. there.", "It is at 9 a.m. there.", "9 p.m. became 9 a.m."),
            ("It is at 9 p.m. there.", "It is at 22:00 there.", "9 p.m. became 22:00"),
            ("Es ist um 21.30 Uhr da.", "Es ist um 21:40 Uhr da.", "21.30 Uhr became 21:40 Uhr"),
            ("It is on Tue. in the hall.", "It is on Wednesday in the hall.", "“Tue.” became “Wednesday”"),
        ],
    );
}

#[test]
fn a_year_is_the_same_year_with_or_without_a_preposition() {
    for (old, new) in [
        ("The club (founded 1990) is closed.", "The club, founded in 1990, is closed."),
        ("The law was passed 2019 by the house.", "The law was passed in 2019 by the house."),
        ("Der Verein (gegründet 1990) ist zu.", "Der Verein, gegründet im Jahr 1990, ist zu."),
    ] {
        let (_, flags, reasons) = told(old, new);
        assert_eq!(flags, [], "{old} {reasons:?}");
    }
}

#[test]
fn a_separator_that_may_mean_two_things_is_ambiguous() {
    let (class, flags, reasons) = told("Some 1.250 people came.", "Some 1,250 people came.");
    assert_eq!((class, flags.as_slice()), (Class::Substantive, [Number].as_slice()));
    assert!(reasons[0].contains("1.250") && reasons[0].contains("thousands or decimals"), "{reasons:?}");
    let (old, new) = ("It costs 1.250 or 2.000,50 in all.", "It costs 1,250 or 2,000.50 in all.");
    assert_class(Class::Cosmetic, &[(old, new)]);
}

#[test]
fn what_is_not_seen_makes_no_number() {
    for (old, new) in [
        ("It is ze\u{200b}ro there.", "It is zero there."),
        ("Er hat drei\u{ad}ßig da.", "Er hat dreißig da."),
        ("It has 10\u{200b}000 homes.", "It has 10000 homes."),
    ] {
        assert_class(Class::Cosmetic, &[(old, new)]);
        assert_eq!(told(old, new).1, []);
    }
}

#[test]
fn ordinals_in_words_and_digits_are_one() {
    assert_class(
        Class::Cosmetic,
        &[
            ("Zum 3. Mal ist das Boot gesunken.", "Zum dritten Mal ist das Boot gesunken."),
            ("C'est la 3e barque de la flotte.", "C'est la troisième barque de la flotte."),
            ("C'est la 3e barque de la flotte.", "C'est la 3ème barque de la flotte."),
            ("Es la 3.ª vez que se hunde el barco.", "Es la tercera vez que se hunde el barco."),
            ("Лодка тонет уже в 3-й раз за год.", "Лодка тонет уже в третий раз за год."),
            ("She asked for a third boat there.", "She asked for a 3rd boat there."),
            ("It was built in the 19th century.", "It was built in the nineteenth century."),
            ("Faltan tres mil millones de euros.", "Faltan 3.000 millones de euros."),
            ("Le port ouvre le 12 sept. au soir.", "Le port ouvre le 12 septembre au soir."),
        ],
    );
    assert_flagged(
        Number,
        &[
            ("Zum dritten Mal ist das Boot gesunken.", "Zum vierten Mal ist das Boot gesunken.", ""),
            ("C'est la troisième barque de la flotte.", "C'est la cinquième barque de la flotte.", ""),
            ("Лодка тонет уже в третий раз за год.", "Лодка тонет уже в пятый раз за год.", ""),
        ],
    );
    assert_class(
        Class::Substantive,
        &[
            ("Ein dritter Steg ist das dort am Ufer.", "Ein drittes Steg ist das dort am Ufer."),
            ("A third of the boats sank there.", "A 3rd of the boats sank there."),
            ("Es waren nur 3. Dann kam das Boot.", "Es waren nur dritte Dann kam das Boot."),
        ],
    );
}

#[test]
fn an_article_before_a_hundred_is_one() {
    assert_class(Class::Cosmetic, &[("About a hundred boats sank.", "About 100 boats sank.")]);
    assert_class(Class::Substantive, &[("About a hundred boats sank.", "About 1000 boats sank.")]);
}
