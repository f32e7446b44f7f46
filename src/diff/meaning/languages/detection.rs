//! Detection: which language a text is in, by its script, its letters and its most frequent words.

use std::sync::LazyLock;

use super::{
    Language, Script, Speaker, arabic, chinese, dutch, english, french, german, hebrew, hindi, italian,
    japanese, korean, others, polish, portuguese, russian, spanish, swedish, turkish,
};
use crate::diff::meaning::tokens::cut;
use crate::diff::words::is_dense;

/// How much of a text is looked at to tell its language, in characters.
const SAMPLE: usize = 4_000;

/// One character of kana among so many of Han and kana makes a text Japanese.
const KANA_PART: usize = 12;

impl Language {
    /// The language of these texts, or one without words.
    pub(in crate::diff::meaning) fn of(old: &str, new: &str) -> &'static Self {
        let sample = || new.chars().take(SAMPLE).chain(old.chars().take(SAMPLE));
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

fn is_kana(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{30FF}')
}

/// Also in parts, as decomposed texts have it.
fn is_hangul(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7A3}')
}

/// The language that most words are of; where several have as many, the first of the list.
fn of_latin(sample: &str) -> &'static Language {
    let latin: [&Language; 13] = [
        &ENGLISH,
        &GERMAN,
        &FRENCH,
        &SPANISH,
        &DUTCH,
        &ITALIAN,
        &PORTUGUESE,
        &SWEDISH,
        &POLISH,
        &TURKISH,
        &DANISH,
        &CZECH,
        &ROMANIAN,
    ];
    let words = cut(sample);
    let count = |language: &Language| {
        let known = words.iter().filter(|word| language.whole_word(&word.folded)).count();
        let has_letter =
            |text: &str| !text.is_ascii() && text.contains(|letter| language.letters.contains(letter));
        known + words.iter().filter(|word| has_letter(&word.folded)).count()
    };
    let counts = latin.map(|language| (count(language), language));
    let best = counts.into_iter().rev().max_by_key(|(count, _)| *count);
    best.filter(|(count, _)| *count > 0).map_or(&NONE, |(_, language)| language)
}

static NONE: LazyLock<Language> = LazyLock::new(Language::default);
static ARABIC: LazyLock<Language> =
    LazyLock::new(|| Language { speaker: Speaker::Behind, ..Language::new(arabic::TABLE) });
static CHINESE: LazyLock<Language> =
    LazyLock::new(|| Language { script: Script::Chinese, ..Language::new(chinese::TABLE) });
static CZECH: LazyLock<Language> =
    LazyLock::new(|| Language { letters: "ěřů", ..Language::new(others::CZECH) });
static DANISH: LazyLock<Language> =
    LazyLock::new(|| Language { letters: "æø", ..Language::new(others::DANISH) });
static DUTCH: LazyLock<Language> = LazyLock::new(|| Language::new(dutch::TABLE));
static ENGLISH: LazyLock<Language> = LazyLock::new(|| Language::new(english::TABLE));
static FRENCH: LazyLock<Language> = LazyLock::new(|| Language::new(french::TABLE));
static GERMAN: LazyLock<Language> =
    LazyLock::new(|| Language { has_capital_nouns: true, letters: "ß", ..Language::new(german::TABLE) });
static HEBREW: LazyLock<Language> = LazyLock::new(|| Language::new(hebrew::TABLE));
static HINDI: LazyLock<Language> =
    LazyLock::new(|| Language { speaker: Speaker::Apart, ..Language::new(hindi::TABLE) });
static ITALIAN: LazyLock<Language> =
    LazyLock::new(|| Language { letters: "ìò", ..Language::new(italian::TABLE) });
static JAPANESE: LazyLock<Language> = LazyLock::new(|| Language {
    script: Script::Japanese,
    speaker: Speaker::Apart,
    ..Language::new(japanese::TABLE)
});
static KOREAN: LazyLock<Language> = LazyLock::new(|| Language {
    script: Script::Korean,
    speaker: Speaker::Apart,
    ..Language::new(korean::TABLE)
});
static POLISH: LazyLock<Language> =
    LazyLock::new(|| Language { letters: "ąęłśźż", ..Language::new(polish::TABLE) });
static PORTUGUESE: LazyLock<Language> =
    LazyLock::new(|| Language { letters: "ãõ", ..Language::new(portuguese::TABLE) });
static ROMANIAN: LazyLock<Language> =
    LazyLock::new(|| Language { letters: "ăț", ..Language::new(others::ROMANIAN) });
static RUSSIAN: LazyLock<Language> = LazyLock::new(|| Language::new(russian::TABLE));
static SPANISH: LazyLock<Language> =
    LazyLock::new(|| Language { letters: "ñ", ..Language::new(spanish::TABLE) });
static SWEDISH: LazyLock<Language> = LazyLock::new(|| Language::new(swedish::TABLE));
static TURKISH: LazyLock<Language> =
    LazyLock::new(|| Language {
        speaker: Speaker::Apart, letters: "ğış", ..Language::new(turkish::TABLE)
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
            ("none", "Starosta dopis nepodepsal, řekl mluvčí."),
        ] {
            assert_eq!(name(text), language, "{text}");
        }
    }
}
