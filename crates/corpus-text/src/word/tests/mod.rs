//! What a word, a folded form and a term are in many languages. What holds for all texts is in the files beside.

mod folding;
mod reading;
mod searching;
mod segmenting;
mod tokenizing;

use super::*;

/// The words of each text.
const WORDS: &[(&str, &[&str])] = &[
    (
        "It’s 4,000 men's ‘well-known’ boats—and 3.5 more.",
        &["It’s", "4,000", "men's", "well", "known", "boats", "and", "3.5", "more"],
    ),
    (
        "O'Brien of the U.S. wrote snake_case; #tag @name",
        &["O'Brien", "of", "the", "U.S", "wrote", "snake_case", "tag", "name"],
    ),
    (
        "a.b@example.org, https://example.org/a_b?c=1",
        &["a.b", "example.org", "https", "example.org", "a_b", "c", "1"],
    ),
    ("At 12:30 Lehrer:innen", &["At", "12", "30", "Lehrer:innen"]),
    ("L’homme d'État s'en va", &["L’homme", "d'État", "s'en", "va"]),
    ("Ge\u{ad}samt\u{ad}konzept, Straße", &["Ge\u{ad}samt\u{ad}konzept", "Straße"]),
    ("ze\u{200b}ro co\u{2060}op\u{feff}era", &["ze\u{200b}ro", "co\u{2060}op\u{feff}era"]),
    ("3½ m² Wort¹ ① ½", &["3½", "m²", "Wort¹", "①", "½"]),
    ("Москва́, и в 2024 году.", &["Москва́", "и", "в", "2024", "году"]),
    ("Під’їзд до об'єкта", &["Під’їзд", "до", "об'єкта"]),
    ("Η Αθήνα είναι εδώ.", &["Η", "Αθήνα", "είναι", "εδώ"]),
    ("قالت الحكومة، أمس", &["قالت", "الحكومة", "أمس"]),
    ("او می\u{200c}رود", &["او", "می\u{200c}رود"]),
    ("צה\"ל הודיע היום", &["צה\"ל", "הודיע", "היום"]),
    ("सरकार ने हिन्दी में कहा।", &["सरकार", "ने", "हिन्दी", "में", "कहा"]),
    ("정부는 오늘, 서울에서", &["정부는", "오늘", "서울에서"]),
    ("政府今天在北京宣布政策。", &["政府", "今天", "在", "北京", "宣布", "政策"]),
    ("東京都に住む人々", &["東京", "都", "に", "住む", "人々"]),
    ("カ\u{3099}ラスの町", &["カ\u{3099}ラス", "の", "町"]),
    ("รัฐบาลไทยประกาศวันนี้", &["รัฐบาล", "ไทย", "ประกาศ", "วัน", "นี้"]),
    ("ไทย\u{200b}ลาว", &["ไทย", "ลาว"]),
    ("ภาษาลาว ພາສາລາວ", &["ภาษา", "ลาว", "ພາສາ", "ລາວ"]),
    ("မြန်မာစာ", &["မြန်မာ", "စာ"]),
    ("ភាសាខ្មែរ", &["ភាសាខ្មែរ"]),
    ("“…” — 👩\u{200d}👩 ™ __ \u{640}", &[]),
];

#[test]
fn words_of_many_languages() {
    for (text, expected) in WORDS {
        let found: Vec<&str> = words(text).map(|word| word.text).collect();
        assert_eq!(found, *expected, "{text}");
    }
}

#[test]
fn spellings_of_one_word_have_one_form() {
    for (given, expected) in [
        ("Ge\u{ad}samt\u{ad}konzept", "gesamtkonzept"),
        ("ze\u{200b}ro", "zero"),
        ("می\u{200c}شود", "میشود"),
        ("oﬃce", "office"),
        ("ＮＨＫ２", "nhk2"),
        ("ｶﾞｽ", "ガス"),
        ("𝐁𝐨𝐥𝐝", "bold"),
        ("STRAẞE", "strasse"),
        ("Łódź", "lodz"),
        ("Ærøskøbing", "aeroskobing"),
        ("Đặng", "dang"),
        ("Re\u{301}sume\u{301}", "resume"),
        ("O‘Brien", "o'brien"),
        ("don´t", "don't"),
        ("об\u{2bc}єкта", "об'єкта"),
        ("ʻokina", "okina"),
        ("Ελλάδα", "ελλαδα"),
        ("ΔΡΌΜΟΣ", "δρομοσ"),
        ("προϊόν", "προιον"),
        ("Ёлка", "елка"),
        ("за\u{301}мок", "замок"),
        ("и\u{306}од", "йод"),
        ("Ї", "ї"),
        ("Ґ", "ґ"),
        ("Ў", "ў"),
        ("Ќ", "ќ"),
        ("مُحَمَّد", "محمد"),
        ("مـــرحبا", "مرحبا"),
        ("آ", "آ"),
        ("ا\u{655}", "إ"),
        ("שָׁלוֹם", "שלום"),
        ("צה״ל", "צה\"ל"),
        ("क़लम", "क\u{93c}लम"),
        ("ไม้", "ไม้"),
        ("か\u{3099}", "が"),
        ("か", "か"),
        ("\u{1112}\u{1161}\u{11ab}", "한"),
        ("葛\u{e0100}", "葛"),
        ("3½", "3½"),
        ("m²", "m2"),
        ("1ª", "1a"),
        ("µm", "μm"),
        ("İZMİR", "izmir"),
        ("ısı", "ısı"),
    ] {
        assert_eq!(folded(given), expected, "{given}");
    }
    assert!(matches!(folded("plain"), std::borrow::Cow::Borrowed(_)));
}

/// `text` as terms, those with one position joined by `+`.
fn shown(text: &str) -> String {
    let (mut shown, mut last) = (String::new(), None);
    terms(text, |term| {
        if last.is_some() {
            shown.push(if last == Some(term.position) { '+' } else { ' ' });
        }
        last = Some(term.position);
        shown.push_str(&term.text.replace(PAIR, "."));
    });
    shown
}

#[test]
fn terms_of_many_languages() {
    for (text, expected) in [
        ("Don’t stop", "don t stop"),
        ("L’été 3.5 snake_case", "l ete 3 5 snake case"),
        ("東京都。大阪", "東京 京都 都 大阪 阪"),
        ("2012年6月", "2012+.20 .01 .12 2年 年6 6+6月 月"),
        ("NHKのTシャツ", "nhk+.nh .hk kの のt t+tシ シャ ャツ ツ"),
        ("年66", "年6 66+.66 .6"),
        ("ไทย\u{200b}ลาว", "ไท ทย ย ลา าว ว"),
        ("서울 м² 3½", "서울 м2 3½"),
        ("— … 👍", ""),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn terms_know_their_place() {
    let text = "L’ÉTÉ à 東\u{200b}京か\u{3099} oﬃce";
    let mut found = Vec::new();
    terms(text, |term| found.push((term.text.to_owned(), &text[term.range])));
    let expected = [
        ("l", "L"),
        ("ete", "ÉTÉ"),
        ("a", "à"),
        ("東京", "東\u{200b}京"),
        ("京が", "京か\u{3099}"),
        ("が", "か\u{3099}"),
        ("office", "oﬃce"),
    ];
    assert_eq!(found, expected.map(|(term, place)| (term.to_owned(), place)));
}

#[test]
fn queries_of_many_languages() {
    for (text, expected) in [
        ("Don’t", "don t"),
        ("peace talks", "peace talks"),
        ("東京都", "東京 京都"),
        ("東", "東*"),
        ("年6", "年6"),
        ("03年11月", ".03 3年 年1 .11 1月"),
        ("東京 大阪", "東京 京 大阪"),
        ("東 talks", "東 talks"),
        ("talks 東", "talks 東*"),
        ("?", ""),
    ] {
        let found: Vec<String> = query(text)
            .into_iter()
            .map(|term| term.text.replace(PAIR, ".") + if term.beginning { "*" } else { "" })
            .collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }
}

#[test]
fn only_words_of_scripts_with_spaces_are_found_inside() {
    for text in ["東京", "東", "two words", "1", "", "年1"] {
        assert_eq!(query_inside(text), [], "{text}");
    }
    let found: Vec<String> =
        query_inside("É12").into_iter().map(|term| term.text.replace(PAIR, ".")).collect();
    assert_eq!(found, [".e1", ".12"]);
}
