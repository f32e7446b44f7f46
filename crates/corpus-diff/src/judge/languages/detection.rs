//! Detection: which language a text is in, by its script, its letters and its most frequent words.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{
    Kind, Language, Script, Speaker, Table, arabic, chinese, countries, dutch, english, french, german,
    hebrew, hindi, italian, japanese, korean, others, polish, portuguese, russian, spanish, swedish, turkish,
};
use crate::judge::tokens::cut;
use crate::units::words::is_dense;

/// How much of a text is looked at to tell its language, in characters.
const SAMPLE: usize = 4_000;

/// One character of kana among so many of Han and kana makes a text Japanese.
const KANA_PART: usize = 12;

impl Language {
    /// The language of these texts, or one without words.
    pub(in crate::judge) fn of(old: &str, new: &str) -> &'static Self {
        let [old, new] = [old, new].map(sample_of);
        let sample = || new.chars().chain(old.chars());
        let count = |is: fn(char) -> bool| sample().filter(|&character| is(character)).count();
        let letters = count(char::is_alphabetic);
        let is_most = |is: fn(char) -> bool| 2 * count(is) > letters;
        if is_most(|character| character.is_ascii_alphabetic()) {
            return of_latin(&sample().collect::<String>());
        }
        if is_most(|character| matches!(character, 'а'..='я' | 'А'..='Я')) {
            return &RUSSIAN;
        }
        if is_most(is_hangul) {
            return &KOREAN;
        }
        if is_most(is_dense) {
            return if KANA_PART * count(is_kana) > count(is_dense) { &JAPANESE } else { &CHINESE };
        }
        if is_most(|character| matches!(character, '\u{590}'..='\u{5FF}')) {
            return &HEBREW;
        }
        // Persian and Urdu have letters of their own.
        if is_most(|character| matches!(character, '\u{600}'..='\u{6FF}')) {
            let foreign = count(|character| {
                matches!(character, 'ک' | 'ی' | 'گ' | 'پ' | 'چ' | 'ژ' | 'ے' | 'ٹ' | 'ڑ' | 'ں' | 'ہ')
            });
            return if 20 * foreign > letters { &NONE } else { &ARABIC };
        }
        if is_most(|character| matches!(character, '\u{900}'..='\u{97F}')) {
            return &HINDI;
        }
        let is_latin = |character: char| character.is_alphabetic() && character < '\u{370}';
        if is_most(is_latin) { of_latin(&sample().collect::<String>()) } else { &NONE }
    }
}

/// The start of a text, without addresses, which are in no language.
fn sample_of(text: &str) -> String {
    let words = text.split_inclusive(char::is_whitespace);
    words.filter(|word| !word.contains("://")).flat_map(str::chars).take(SAMPLE).collect()
}

fn is_kana(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{30FF}')
}

/// Also in parts, as decomposed texts have it.
fn is_hangul(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7A3}')
}

/// The languages in Latin letters, those first that win where several have as many words of a text: the table, the letters
/// that no other language here has, and the language.
const LATIN: [(Table, &str, &LazyLock<Language>); 13] = [
    (english::TABLE, "", &ENGLISH),
    (german::TABLE, "ß", &GERMAN),
    (french::TABLE, "", &FRENCH),
    (spanish::TABLE, "ñ", &SPANISH),
    (dutch::TABLE, "", &DUTCH),
    (italian::TABLE, "ìò", &ITALIAN),
    (portuguese::TABLE, "ãõ", &PORTUGUESE),
    (swedish::TABLE, "", &SWEDISH),
    (polish::TABLE, "ąęłśźż", &POLISH),
    (turkish::TABLE, "ğış", &TURKISH),
    (others::DANISH, "æø", &NONE),
    (others::CZECH, "ěřů", &NONE),
    (others::ROMANIAN, "ăț", &NONE),
];

/// For each word the languages that have it, as bits in the order of the list.
static LANGUAGES_OF: LazyLock<FxHashMap<&str, u16>> = LazyLock::new(|| {
    let mut languages: FxHashMap<&str, u16> = FxHashMap::default();
    for (number, (table, _, _)) in LATIN.iter().enumerate() {
        let words = table.iter().flat_map(|(_, words)| words.split(['|', ' ', '\n']));
        for word in words.filter(|word| !word.is_empty() && !word.contains(['_', '*', '…'])) {
            *languages.entry(word).or_default() |= 1 << number;
        }
    }
    languages
});

/// The language that most words are of.
fn of_latin(sample: &str) -> &'static Language {
    let mut counts = [0_usize; LATIN.len()];
    for word in cut(sample) {
        let has = LANGUAGES_OF.get(word.folded.as_ref()).copied().unwrap_or(0);
        for (number, count) in counts.iter_mut().enumerate() {
            *count += usize::from(has >> number & 1);
            if !word.text.is_ascii() {
                *count += usize::from(word.folded.contains(|letter| LATIN[number].1.contains(letter)));
            }
        }
    }
    let best = (0..LATIN.len()).rev().max_by_key(|&number| counts[number]);
    best.filter(|&best| counts[best] > 0).map_or(&NONE, |best| LATIN[best].2)
}

static NONE: LazyLock<Language> = LazyLock::new(Language::default);
static ARABIC: LazyLock<Language> = LazyLock::new(|| Language {
    decimal: Some('.'),
    speaker: Speaker::Behind,
    ..Language::with_prefixes(&[arabic::TABLE, countries::ARABIC], &arabic::PREFIXES)
});
static CHINESE: LazyLock<Language> = LazyLock::new(|| Language {
    decimal: Some('.'),
    script: Script::Chinese,
    ..Language::with_prefixes(&[chinese::TABLE, countries::CHINESE], &[])
});
static DUTCH: LazyLock<Language> =
    LazyLock::new(|| Language { decimal: Some(','), ..Language::new(dutch::TABLE) });
static ENGLISH: LazyLock<Language> =
    LazyLock::new(|| Language { decimal: Some('.'), ..Language::new(english::TABLE) });
static FRENCH: LazyLock<Language> =
    LazyLock::new(|| Language { decimal: Some(','), ..Language::new(french::TABLE) });
static GERMAN: LazyLock<Language> = LazyLock::new(|| Language {
    decimal: Some(','),
    has_capital_nouns: true,
    ..Language::new(german::TABLE)
});
static HEBREW: LazyLock<Language> = LazyLock::new(|| Language {
    decimal: Some('.'),
    ..Language::with_prefixes(&[hebrew::TABLE, countries::HEBREW], &hebrew::PREFIXES)
});
static HINDI: LazyLock<Language> = LazyLock::new(|| Language {
    decimal: Some('.'),
    speaker: Speaker::Apart,
    kind: Kind::Behind,
    ..Language::with_prefixes(&[hindi::TABLE, countries::HINDI], &[])
});
static ITALIAN: LazyLock<Language> =
    LazyLock::new(|| Language { decimal: Some(','), ..Language::new(italian::TABLE) });
static JAPANESE: LazyLock<Language> = LazyLock::new(|| Language {
    decimal: Some('.'),
    script: Script::Japanese,
    speaker: Speaker::Apart,
    ..Language::with_prefixes(&[japanese::TABLE, countries::JAPANESE], &[])
});
static KOREAN: LazyLock<Language> = LazyLock::new(|| Language {
    decimal: Some('.'),
    script: Script::Korean,
    speaker: Speaker::Apart,
    ..Language::with_prefixes(&[korean::TABLE, countries::KOREAN], &[])
});
static POLISH: LazyLock<Language> =
    LazyLock::new(|| Language { decimal: Some(','), ..Language::new(polish::TABLE) });
static PORTUGUESE: LazyLock<Language> =
    LazyLock::new(|| Language { decimal: Some(','), ..Language::new(portuguese::TABLE) });
static RUSSIAN: LazyLock<Language> =
    LazyLock::new(|| Language { decimal: Some(','), ..Language::new(russian::TABLE) });
static SPANISH: LazyLock<Language> =
    LazyLock::new(|| Language { decimal: Some(','), ..Language::new(spanish::TABLE) });
static SWEDISH: LazyLock<Language> =
    LazyLock::new(|| Language { decimal: Some(','), ..Language::new(swedish::TABLE) });
static TURKISH: LazyLock<Language> = LazyLock::new(|| Language {
    decimal: Some(','),
    has_dotless_i: true,
    speaker: Speaker::Apart,
    ..Language::new(turkish::TABLE)
});

#[cfg(test)]
mod tests {
    use super::*;

    /// The name of a language here.
    fn name(text: &str) -> &'static str {
        let found: *const Language = Language::of(text, text);
        let is = |language: &'static Language| std::ptr::eq(found, language);
        let all: [(&str, &'static Language); 17] = [
            ("en", &ENGLISH),
            ("de", &GERMAN),
            ("fr", &FRENCH),
            ("es", &SPANISH),
            ("ru", &RUSSIAN),
            ("zh", &CHINESE),
            ("it", &ITALIAN),
            ("pt", &PORTUGUESE),
            ("nl", &DUTCH),
            ("sv", &SWEDISH),
            ("pl", &POLISH),
            ("tr", &TURKISH),
            ("ar", &ARABIC),
            ("he", &HEBREW),
            ("hi", &HINDI),
            ("ja", &JAPANESE),
            ("ko", &KOREAN),
        ];
        all.into_iter().find(|(_, language)| is(language)).map_or("none", |(name, _)| name)
    }

    #[test]
    fn short_texts_tell_their_language() {
        for (language, text) in [
            ("en", "The mayor resigned."),
            ("en", "Fares rise by 4 percent"),
            ("de", "Der Rat tagt am Montag."),
            ("de", "Zwei Tote nach Unfall in Köln"),
            ("fr", "Le maire a signé la lettre."),
            ("es", "El alcalde no pagó la multa."),
            ("es", "La obra durará siete meses y no cuesta nada."),
            ("ru", "Мэр не пришёл."),
            ("zh", "市长辞职了。"),
            ("zh", "日本首相の访问结束，双方没有发表声明，会谈持续两小时。"),
            ("it", "Il sindaco non ha firmato la lettera."),
            ("it", "Il ponte è chiuso."),
            ("pt", "O prefeito não pagou a multa."),
            ("pt", "A ponte velha está fechada ao público."),
            ("nl", "De burgemeester heeft de brief niet getekend."),
            ("nl", "Het water is schoon."),
            ("sv", "Borgmästaren skrev inte under brevet."),
            ("sv", "Bron är stängd och vattnet stiger."),
            ("pl", "Burmistrz nie podpisał listu."),
            ("pl", "Most jest zamknięty."),
            ("tr", "Başkan mektubu imzalamadı."),
            ("tr", "Köprü kapalı değil."),
            ("ar", "لم يوقع العمدة الرسالة."),
            ("none", "شهردار نامه را امضا نکرد و گفت که پل بسته است."),
            ("he", "ראש העיר לא חתם על המכתב."),
            ("hi", "महापौर ने पत्र पर हस्ताक्षर नहीं किए।"),
            ("ja", "市長は辞任する。"),
            ("ja", "首相、火曜日に会見へ"),
            ("ko", "시장은 편지에 서명하지 않았다."),
            ("ko", "시장은 그 편지에 서명을 안 했다, 왜? 그는 또 안 왔다."),
            ("none", "Ο δήμαρχος δεν υπέγραψε το συμβόλαιο of the city με τους κατοίκους της πόλης."),
            ("none", "Borgmesteren skrev ikke under på brevet, og han sagde nej."),
            ("he", "הטקס ב-3 ביוני: https://tickets.example.com/spring/ceremony"),
            ("sv", "Muséet fick in elva bidrag till tävlingen."),
            ("none", "Starosta dopis nepodepsal, řekl mluvčí."),
        ] {
            assert_eq!(name(text), language, "{text}");
        }
    }
}
