//! Legacy charsets, guessed from the letters.
//!
//! `chardetng` detects the charsets of web pages, with few errors. Like a web browser, it never names the code pages of DOS
//! and of the Macintosh, ISO-8859-3 and -15, and VISCII, but the most similar windows code page. So an ambiguous guess is
//! compared with all similar charsets by the spelling of the decoded text.

use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    IBM866, ISO_8859_2, ISO_8859_3, ISO_8859_4, ISO_8859_5, ISO_8859_13, ISO_8859_15, KOI8_U, MACINTOSH,
    WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254, WINDOWS_1257, X_MAC_CYRILLIC,
};

use super::Charset;
use super::alphabets::{BALTIC, CENTRAL, CYRILLIC, Region, SOUTHERN, VIETNAMESE, WESTERN};
use super::english;
use super::spelling::{self, ByteContext, UpperHalf};

/// A candidate charset that is easily confused with others, its characters, and its languages.
struct CandidateCharset {
    charset: Charset,
    table: UpperHalf,
    region: &'static Region,
}

static READINGS: LazyLock<Vec<CandidateCharset>> = LazyLock::new(|| {
    let reading =
        |(charset, region): (Charset, _)| CandidateCharset { charset, table: charset.upper_half(), region };
    CONFUSED.into_iter().map(reading).collect()
});

/// Charsets that are easily confused, with the languages written in each.
const CONFUSED: [(Charset, &Region); 19] = [
    (Charset::whatwg(WINDOWS_1252), &WESTERN),
    (Charset::whatwg(ISO_8859_15), &WESTERN),
    (Charset::whatwg(MACINTOSH), &WESTERN),
    (Charset::IBM850, &WESTERN),
    (Charset::whatwg(WINDOWS_1250), &CENTRAL),
    (Charset::whatwg(ISO_8859_2), &CENTRAL),
    (Charset::IBM852, &CENTRAL),
    (Charset::whatwg(WINDOWS_1257), &BALTIC),
    (Charset::whatwg(ISO_8859_4), &BALTIC),
    (Charset::whatwg(ISO_8859_13), &BALTIC),
    (Charset::whatwg(WINDOWS_1254), &SOUTHERN),
    (Charset::whatwg(ISO_8859_3), &SOUTHERN),
    (Charset::VISCII, &VIETNAMESE),
    (Charset::whatwg(WINDOWS_1251), &CYRILLIC),
    (Charset::whatwg(KOI8_U), &CYRILLIC),
    (Charset::whatwg(ISO_8859_5), &CYRILLIC),
    (Charset::whatwg(IBM866), &CYRILLIC),
    (Charset::IBM855, &CYRILLIC),
    (Charset::whatwg(X_MAC_CYRILLIC), &CYRILLIC),
];
/// Minimum number of bits by which another charset must be cheaper than the guess.
const MARGIN: f64 = 3.0;
/// The same for windows-1252, which is by far the most common.
const COMMON_MARGIN: f64 = 1.0;
/// Maximum number of bytes examined, from the first one outside ASCII on.
const SAMPLE: usize = 64 * 1024;
/// Number of bytes before those, used to detect the language.
const BEFORE: usize = 4 * 1024;
/// Maximum number of bytes outside ASCII whose spelling is examined.
const CONTEXTS: usize = 2048;

/// The legacy charset that the bytes are most likely in.
pub(super) fn by_letters(bytes: &[u8]) -> Charset {
    // One byte more, since the neighbours of the first byte outside ASCII count too.
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0).saturating_sub(1);
    let sample = &bytes[start..bytes.len().min(start + SAMPLE)];
    // English first: one foreign letter says little about a charset, the language of the words around it more.
    if is_english(&bytes[start.saturating_sub(BEFORE)..], sample) {
        return Charset::whatwg(WINDOWS_1252);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, start + sample.len() == bytes.len());
    let guess = detector.guess(None, Utf8Detection::Deny);
    // A few accented letters in a Western text look to the detector like a multi-byte charset of East Asia.
    if !guess.is_single_byte() && is_scattered(&guess.decode_without_bom_handling(sample).0) {
        return spelled_otherwise(sample, Charset::whatwg(WINDOWS_1252));
    }
    spelled_otherwise(sample, Charset::whatwg(guess))
}

/// Whether the bytes are English in windows-1252.
fn is_english(bytes: &[u8], sample: &[u8]) -> bool {
    let bytes = &bytes[..bytes.len().min(BEFORE + SAMPLE)];
    let contexts: Vec<ByteContext> = spelling::contexts(sample).take(CONTEXTS).collect();
    !is_dense(bytes) && english::fits(bytes, &contexts, &READINGS[0].table)
}

/// Whether most of a text's East Asian characters touch small ASCII letters: then they are no such
/// characters, but accented letters within words.
fn is_scattered(text: &str) -> bool {
    let before = std::iter::once(' ').chain(text.chars());
    let after = text.chars().skip(1).chain([' ']);
    let (mut all, mut touching) = (0_usize, 0_usize);
    for ((before, letter), after) in before.zip(text.chars()).zip(after) {
        if letter >= '\u{2E80}' {
            all += 1;
            touching += usize::from(before.is_ascii_lowercase() || after.is_ascii_lowercase());
        }
    }
    touching * 2 > all
}

/// The charset that makes for clearly better spelling than the guess, or else the guess.
fn spelled_otherwise(sample: &[u8], guess: Charset) -> Charset {
    let Some(guessed) = READINGS.iter().find(|reading| reading.charset == guess) else {
        return guess;
    };
    let contexts: Vec<ByteContext> = spelling::contexts(sample).take(CONTEXTS).collect();
    let cost = |reading: &CandidateCharset| spelling::cost(&contexts, &reading.table, reading.region);
    let (most, is_dense) = (cost(guessed), is_dense(sample));
    let may_be = |region: &Region| match (guessed.region.is_dense, region.is_dense) {
        (false, true) => is_dense,
        (true, false) => !is_dense,
        _ => true,
    };
    READINGS
        .iter()
        .filter(|reading| may_be(reading.region))
        .map(|reading| (reading.charset, cost(reading) + margin(reading.charset)))
        .filter(|(_, cost)| *cost < most)
        .min_by(|(_, one), (_, other)| one.total_cmp(other))
        .map_or(guess, |(charset, _)| charset)
}

fn margin(charset: Charset) -> f64 {
    if charset == Charset::whatwg(WINDOWS_1252) { COMMON_MARGIN } else { MARGIN }
}

/// Whether at least one letter in eight is outside ASCII.
fn is_dense(sample: &[u8]) -> bool {
    let high = sample.iter().filter(|byte| !byte.is_ascii()).count();
    let low = sample.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    high * 7 >= low
}

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::super::samples::{
        ARABIC, BULGARIAN, CHINESE, CZECH, ENGLISH, ESPERANTO, FRENCH, GERMAN, GREEK, HEBREW, HUNGARIAN,
        JAPANESE, KOREAN, POLISH, RUSSIAN, SERBIAN, SPANISH, TAIWANESE, THAI, TURKISH, UKRAINIAN, VIETNAMESE,
        encode,
    };

    /// Checks that the text comes out the same with no charset given as with its own.
    fn check(text: &str, label: &str) {
        let bytes = encode(text, label);
        let guessed = decode(&bytes, None).unwrap();
        let own = decode(&bytes, Some(label.parse().unwrap())).unwrap();
        assert_eq!(guessed.text, own.text, "{label} read as {}", guessed.charset);
        assert!(!guessed.lossy);
    }

    fn check_all(texts: &[&str], labels: &[&str]) {
        for text in texts {
            for label in labels {
                check(text, label);
            }
        }
    }

    #[test]
    fn cyrillic_code_pages_are_told_apart() {
        let all = ["windows-1251", "ISO-8859-5", "IBM855", "x-mac-cyrillic"];
        check_all(&[RUSSIAN, BULGARIAN, UKRAINIAN, SERBIAN], &all);
        check_all(&[RUSSIAN, BULGARIAN], &["KOI8-R", "IBM866"]);
        check(UKRAINIAN, "KOI8-U");
    }

    #[test]
    fn latin_code_pages_are_told_apart() {
        let western = ["windows-1252", "ISO-8859-15", "macintosh", "IBM850"];
        check_all(&[FRENCH, GERMAN, SPANISH], &western);
        check_all(&[CZECH, POLISH, HUNGARIAN], &["windows-1250", "ISO-8859-2", "IBM852"]);
        check_all(&[TURKISH], &["windows-1254", "ISO-8859-3"]);
        check(ESPERANTO, "ISO-8859-3");
        check(VIETNAMESE, "VISCII");
    }

    #[test]
    fn other_scripts_are_known() {
        check_all(&[GREEK], &["windows-1253", "ISO-8859-7"]);
        check_all(&[HEBREW], &["windows-1255", "ISO-8859-8"]);
        check_all(&[ARABIC], &["windows-1256", "ISO-8859-6"]);
        check_all(&[JAPANESE], &["Shift_JIS", "EUC-JP"]);
        check_all(&[CHINESE], &["GBK", "gb18030"]);
        check(THAI, "windows-874");
        check(TAIWANESE, "Big5");
        check(KOREAN, "EUC-KR");
    }

    #[test]
    fn english_with_curled_quotes_is_windows_1252() {
        for label in ["windows-1252", "macintosh"] {
            check(ENGLISH, label);
        }
        for text in
            ["the council’s vote", "wait… and see… and wait…", "code—they haven’t", "it cost £12 million"]
        {
            assert_eq!(decode(&encode(text, "windows-1252"), None).unwrap().text, text);
        }
    }

    #[test]
    fn letters_after_much_ascii_are_seen() {
        let text = "plain words ".repeat(20_000) + RUSSIAN;
        check(&text, "KOI8-R");
    }
}
