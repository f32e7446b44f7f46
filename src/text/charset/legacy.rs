//! Legacy charsets, guessed from the letters.
//!
//! `chardetng` knows the charsets that web pages were written in, and hardly errs among them. It has a
//! web browser's view, though: the code pages of DOS and of the Macintosh, ISO-8859-3 and -15, and
//! VISCII it never names, and takes for the windows code page that is likest. So a guess that may be one
//! of those is held against all of its kind by how each reading would be spelled.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    IBM866, ISO_8859_2, ISO_8859_3, ISO_8859_4, ISO_8859_5, ISO_8859_13, ISO_8859_15, KOI8_U, MACINTOSH,
    WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254, WINDOWS_1257, X_MAC_CYRILLIC,
};

use super::Charset;
use super::spelling::{self, BALTIC, CENTRAL, CYRILLIC, Region, SOUTHERN, VIETNAMESE, WESTERN};

/// The charsets that are taken for each other, and what is written in them.
const READINGS: [(Charset, &Region); 19] = [
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
/// How many bits another reading must save to be believed over the guess.
const MARGIN: f64 = 5.0;
/// The same for windows-1252, which is by far the most common.
const COMMON_MARGIN: f64 = 1.0;
/// How many bytes at the start are spelled.
const SAMPLE: usize = 64 * 1024;

/// The legacy charset that the bytes are most likely in.
pub(super) fn by_letters(bytes: &[u8]) -> Charset {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let guess =
        if !guess.is_single_byte() && is_scattered(&guess.decode(sample).0) { WINDOWS_1252 } else { guess };
    let guess = Charset::whatwg(guess);
    second_opinion(sample, guess).unwrap_or(guess)
}

/// Whether most of a text's East Asian characters touch small ASCII letters: then they are no such
/// characters, but accented letters within words.
fn is_scattered(text: &str) -> bool {
    let (mut all, mut touching) = (0_usize, 0_usize);
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter >= '\u{2E80}' {
            all += 1;
            let after = letters.peek().is_some_and(char::is_ascii_lowercase);
            touching += usize::from(before.is_ascii_lowercase() || after);
        }
        before = letter;
    }
    touching * 2 > all
}

/// The charset, other than the guess, that makes for clearly better spelling.
fn second_opinion(sample: &[u8], guess: Charset) -> Option<Charset> {
    let cost = |charset: Charset, region| spelling::cost(sample, &charset.upper_half(), region);
    let (_, guessed) = READINGS.iter().find(|(charset, _)| *charset == guess)?;
    let most = cost(guess, guessed);
    let may_be_dense = guessed.is_dense || is_dense(sample);
    READINGS
        .iter()
        .filter(|(_, region)| may_be_dense || !region.is_dense)
        .map(|(charset, region)| (*charset, cost(*charset, region) + margin(*charset)))
        .filter(|(_, cost)| *cost < most)
        .min_by(|(_, one), (_, other)| one.total_cmp(other))
        .map(|(charset, _)| charset)
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
