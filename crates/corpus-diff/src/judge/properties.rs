//! Properties of the judgements of any two texts.

use proptest::prelude::*;

use super::{Class, Headlines, judge};
use crate::{ChangeKind, diff};

/// Pieces that rules look at, so that any order of them is tried.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "the ",
            "said ",
            "according to ",
            "not ",
            "No. ",
            "“",
            "”",
            "\"",
            "'",
            "« ",
            "7 ",
            "March ",
            "2023",
            "-",
            ".",
            ":",
            "24",
            " million ",
            "%",
            "$",
            "https://a.example/",
            "](",
            "href=",
            "\n\n",
            "1. ",
            "三",
            "万",
            "亿",
            "年",
            "月",
            "王",
            "市长",
            "据",
            "сказал ",
            "не ",
            "n'",
            "d'après ",
            "Herr ",
            "٤٠",
            "0",
            "99999999999999999999",
            "hundred ",
            "und",
            "h",
            "e\u{301}",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..30).prop_map(|pieces| pieces.concat())
}

/// Sentences long enough to be told as moved.
const LONG: [&str; 5] = [
    "Tom Reyes, who chairs the board, said the money had run out four days ago and the boats are far too old to be mended.",
    "The council voted to raise fares on Monday by four percent, and that passengers over seventy go free as before.",
    "Nobody knows when the landing stage will be mended, the harbour master wrote in a letter of four pages to the paper.",
    "Since 2019 the ferry has carried four thousand people a week, “more than it was built for”, as its captain put it.",
    "The next meeting is on 7 March at four in the old customs house, where the plans can be seen by everybody.",
];

/// Words, numbers and units of news in several languages; each row is a sentence.
const PROSE: [&str; 22] = [
    "at least 12 people were hurt and 3 of the boats sank off Dunmore after 10:30 GMT on Monday",
    "the dose was raised from 10mg to 25 mg a day for 5 years at a cost of $3.5m or 40 USD",
    "the plant gives 10MW and 50ppm of lead were found in 1,250 wells 7 km from the 4x4 track",
    "police said that twenty-four men and half of the women left by 9 p.m. on 7 March 2023",
    "mindestens 12 Menschen starben am 3. Mai gegen 21.30 Uhr und es kostet 5 Mio. Euro im Jahr",
    "der Rat stimmte mit 10 zu 7 Stimmen für den Bau von 1.250 Wohnungen auf 20 Hektar Land",
    "au moins 12 personnes sont mortes vers 21h30 et il faut plus de 10 000 euros par an",
    "al menos 12 personas murieron el 3 de mayo de 2023 y costó 3,5 millones de euros en total",
    "не менее 12 человек погибли 7 марта в 10:30 и это стоит 5 млн рублей или 10 кг золота",
    "至少12人受伤 , 其中3人在2023年3月7日死亡 , 道路长10公里",
    "道路は10キロで 、 5年の刑は重く 、 30人が死んだ",
    "minst 12 personer dog och det kostar 5 kronor eller 10 km",
    "almeno 12 persone sono morte e costa 10 euro al mese per 5 anni",
    "co najmniej 12 osób zginęło a 5 lat temu było ich 10 albo 40 kg",
    "قتل ١٢ شخصا و 5 نساء على بعد 10 كم",
    "a flat of 60 square metres or 40 cubic feet cost US$5 and A$7 at 1400 GMT when the A320 met an F-16",
    "sales doubled to USD 40 by 12 noon and the 40-odd guests paid 25 basis points more",
    "في 5 سنوات و 10 كيلومترات و 3 أشهر",
    "היו שם יותר מ-100 איש במשך 5 שנים ועוד 3 חודשים",
    "बस में 100 से अधिक लोग 5 साल और 10 किलोमीटर तक थे",
    "40명 이상이 다쳤고 100명 미만이 남았다",
    "12명이 다쳤고 5년 뒤 10킬로 길이 열렸다",
];

/// The listed rules by which one letter or digit may differ in a cosmetic change. Nothing here asks the code under test.
fn is_listed(old: &str, new: &str) -> bool {
    // Pairs of forms of one word beside a number, and letters spelled otherwise.
    const FORMS: &[&str] = &[
        "year years",
        "anno anni",
        "año años",
        "an ans",
        "million millions",
        "euro euros",
        "euro eur",
        "rok roku",
        "lat lata",
        "jahr jahre",
        "month months",
        "metre metres",
        "hektar hektare",
        "march mar",
        "شهر شهرا أشهر",
        "חודש חודשים חודשי",
        "كيلومتر كيلومترا كيلومترات",
        "март марта марте",
        "$3.5m $3.5mn",
    ];
    // Capitals, and Arabic digits for European ones.
    let plain = |text: &str| {
        let digits = "٠١٢٣٤٥٦٧٨٩";
        let plain = |letter| {
            digits
                .chars()
                .zip('0'..='9')
                .find(|(digit, _)| *digit == letter)
                .map_or(letter, |(_, digit)| digit)
        };
        text.to_lowercase().chars().map(plain).collect::<String>()
    };
    let (old, new) = (plain(old), plain(new));
    let is_form = |form: &&str| {
        let words: Vec<&str> = form.split(' ').collect();
        words.contains(&old.as_str()) && words.contains(&new.as_str())
    };
    let decimals = |text: &str| -> Option<f64> {
        let number = text.trim_start_matches('$').replace(',', ".");
        number.contains('.').then(|| number.parse().ok()).flatten()
    };
    let is_same_decimal = decimals(&old).is_some() && decimals(&old) == decimals(&new);
    // The day or month of a date: `9 May`, `09 May`; `3月7日`, `03月7日`.
    let is_padded = |short: &str, long: &str| {
        long.match_indices('0').any(|(at, _)| {
            let (before, after) = (&long[..at], &long[at + 1..]);
            let mut next = after.chars();
            format!("{before}{after}") == short
                && !before.ends_with(|letter: char| letter.is_ascii_digit())
                && next.next().is_some_and(|digit| digit.is_ascii_digit())
                && next.next().is_none_or(|unit| "月日号號".contains(unit))
        })
    };
    old == new
        || is_padded(&old, &new)
        || is_padded(&new, &old)
        || old.replace('ё', "е") == new.replace('ё', "е")
        || is_same_decimal
        || FORMS.iter().any(is_form)
}

/// A word after one changed, inserted or removed letter.
fn edited(word: &str, place: usize, kind: usize, letter: char) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let places: Vec<usize> =
        letters.iter().enumerate().filter(|(_, letter)| letter.is_alphanumeric()).map(|(at, _)| at).collect();
    let Some(&at) = places.get(place % places.len().max(1)) else { return word.to_owned() };
    match kind {
        0 => letters[at] = letter,
        1 => letters.insert(at, letter),
        _ => drop(letters.remove(at)),
    }
    letters.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn one_other_letter_or_digit_is_never_cosmetic(
        row in 0..PROSE.len(),
        (word, place, kind) in (any::<usize>(), any::<usize>(), 0..3_usize),
        letter in prop::sample::select("0123456789abdegikmnoprstuvxMGKkäéñеоаияткм万三人年公里".chars().collect::<Vec<char>>()),
    ) {
        let words: Vec<&str> = PROSE[row].split(' ').collect();
        let word = word % words.len();
        let other = edited(words[word], place, kind, letter);
        prop_assume!(!is_listed(words[word], &other));
        let mut edited = words.clone();
        edited[word] = &other;
        let (old, new) = (words.join(" "), edited.join(" "));
        for (old, new) in [(&old, &new), (&new, &old)] {
            let judgements = judge(old, new, &diff(old, new), &Headlines::default());
            let is_substantive = judgements.iter().any(|judgement| judgement.class == Class::Substantive);
            prop_assert!(is_substantive, "{} became {}: {:?}", words[word], other, judgements);
        }
    }
}

proptest! {
    #[test]
    fn every_change_is_judged_once_with_a_reason((old, new) in (text(), text()), headline in any::<bool>()) {
        let changes = diff(&old, &new);
        let headline = |text: &'static str| headline.then_some(text);
        let headlines = Headlines { old_headline: headline("the "), new_headline: headline("7 ") };
        let judgements = judge(&old, &new, &changes, &headlines);
        let judged: Vec<usize> = judgements.iter().map(|judgement| judgement.change).collect();
        let changed: Vec<usize> = changes.iter().enumerate().filter(|(_, change)| change.kind != ChangeKind::Equal).map(|(index, _)| index).collect();
        prop_assert_eq!(judged, changed);
        for judgement in judgements {
            prop_assert!(!judgement.reasons.is_empty());
            let is_cosmetic = judgement.class == Class::Cosmetic;
            prop_assert_eq!(is_cosmetic, !judgement.cosmetic.is_empty());
            prop_assert!(!is_cosmetic || judgement.flags.is_empty());
        }
    }

    #[test]
    fn what_was_edited_in_moves_is_judged(
        order in Just((0..LONG.len()).collect::<Vec<usize>>()).prop_shuffle(),
        edits in prop::collection::vec((0..LONG.len(), "[0-9]{1,3}|Monday|Tuesday|not|Reyes"), 0..6)
    ) {
        let old = LONG.join("\n\n");
        let mut sentences: Vec<String> = LONG.iter().map(|&sentence| sentence.to_owned()).collect();
        for (index, word) in edits {
            sentences[index] = sentences[index].replacen("four", &word, 1);
        }
        let new: Vec<&str> = order.iter().map(|&index| sentences[index].as_str()).collect();
        for new in [new.join("\n\n"), new.join(" ")] {
            let changes = diff(&old, &new);
            let judgements = judge(&old, &new, &changes, &Headlines::default());
            let changed = changes.iter().filter(|change| change.kind != ChangeKind::Equal).count();
            prop_assert_eq!(judgements.len(), changed);
        }
    }

    #[test]
    fn only_white_space_is_cosmetic(words in prop::collection::vec("[a-z]{1,8}", 1..30), wide in any::<u32>()) {
        let spaced: String = words.iter().enumerate().map(|(at, word)| format!("{word}{}", if wide >> (at % 32) & 1 == 1 { "\n" } else { " " })).collect();
        let plain = words.join(" ");
        let judgements = judge(&plain, &spaced, &diff(&plain, &spaced), &Headlines::default());
        prop_assert!(judgements.iter().all(|judgement| judgement.class == Class::Cosmetic), "{:?}", judgements);
    }

    #[test]
    fn nothing_that_both_texts_have_is_added_or_taken_away(
        old in prop::collection::vec(prop::sample::select(FACTS.to_vec()), 1..14),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..4_usize, prop::sample::select(FACTS.to_vec())), 0..6)
    ) {
        let mut new = old.clone();
        for (at, kind, word) in edits {
            let at = at.index(new.len().max(1));
            match kind {
                0 if at < new.len() => { new.remove(at); }
                1 if at < new.len() => new[at] = word,
                2 => new.insert(at.min(new.len()), word),
                _ if !new.is_empty() => { let word = new.remove(at.min(new.len() - 1)); new.push(word); }
                _ => {}
            }
        }
        let (old, new) = (sentence(&old), sentence(&new));
        let count = |text: &str, wording: &str| {
            let words = |text: &str| -> Vec<String> {
                super::tokens::cut(text).iter().map(|token| token.folded.trim_end_matches("'s").to_owned()).collect()
            };
            let wording = words(wording);
            words(text).windows(wording.len()).filter(|window| *window == wording).count()
        };
        for reason in judge(&old, &new, &diff(&old, &new), &Headlines::default()).iter().flat_map(|judgement| &judgement.reasons) {
            let named = |end: &str| {
                let reason = reason.split(" (").next().unwrap_or(reason);
                let wording = reason.strip_suffix(end)?.trim_matches(['“', '”']);
                (!matches!(wording, "words" | "quotation marks")).then(|| wording.to_owned())
            };
            if let Some(added) = named(" was added") {
                prop_assert!(count(&old, &added) < count(&new, &added), "{}: {} / {}", reason, old, new);
            }
            if let Some(gone) = named(" was taken away") {
                prop_assert!(count(&old, &gone) > count(&new, &gone), "{}: {} / {}", reason, old, new);
            }
        }
    }
}

/// Words that say something, and some that don't, in several languages.
const FACTS: [&str; 44] = [
    "Berlin",
    "Anna",
    "Berg",
    "Dunmore",
    "Okafor",
    "police",
    "said",
    "told",
    "not",
    "never",
    "on Monday",
    "in 1990",
    "1990",
    "7 March",
    "March",
    "7",
    "-7",
    "$5",
    "5 percent",
    "according to guards",
    "No. 5",
    "the",
    "a",
    "“so”",
    ". ",
    ". Then",
    "nobody",
    "sagte",
    "nicht",
    "am 4. Mai",
    "in Köln",
    "der Herr Weber",
    "a dit",
    "ne pas",
    "dijo",
    "张伟明市长",
    "说",
    "не",
    "сказал",
    "24 million",
    "twenty-four",
    "Harlan's",
    "the Wall Street",
    "2 km",
];

/// Words as sentences, the first letter large.
fn sentence(words: &[&str]) -> String {
    let text = words.join(" ");
    let mut letters = text.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
