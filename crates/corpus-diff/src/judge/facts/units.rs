//! Units of numbers, attached or behind a space, in one form for the same unit.
//!
//! Symbols are told apart by capitals (`mW`, `MW`), since a thousand million lies between some. Words are not.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::judge::languages::Meaning;
use crate::judge::languages::quantities::{DENSE_MEASURES, DENSE_UNITS, UNITS};
use crate::judge::reading::Reading;
use crate::judge::tokens::Token;
use crate::units::words::is_dense;

/// Prefixes for multiples and parts of [`BASES`] (International System of Units, and of bytes).
const PREFIXES: [&str; 12] = ["", "k", "M", "G", "T", "P", "m", "µ", "μ", "n", "c", "d"];

/// Symbols of units.
const BASES: [&str; 27] = [
    "m", "g", "l", "L", "s", "t", "W", "Wh", "Wp", "V", "A", "VA", "Hz", "J", "Pa", "bar", "B", "b", "bit",
    "N", "eV", "Sv", "Gy", "Bq", "mol", "cal", "Ω",
];

/// Symbols that are more often words or initials when they stand alone.
const ALONE: [&str; 7] = ["A", "B", "b", "N", "J", "V", "L"];

/// Words before a unit of length, with the power that they make of it.
const POWERS_BEFORE: [(&str, char); 14] = [
    ("square", '²'),
    ("sq", '²'),
    ("vierkante", '²'),
    ("квадратных", '²'),
    ("квадратный", '²'),
    ("квадратного", '²'),
    ("квадратные", '²'),
    ("वर्ग", '²'),
    ("cubic", '³'),
    ("kubieke", '³'),
    ("кубических", '³'),
    ("кубический", '³'),
    ("кубического", '³'),
    ("घन", '³'),
];

/// Such words behind a unit of length.
const POWERS_BEHIND: &str = "\
    ² carrés carré cuadrados cuadrado quadrati quadrato quadri quadro quadrados quadrado kwadratowych kwadratowe kwadratowy مربع مربعا \
    مربعة רבועים רבוע|\
    ³ cubes cube cúbicos cúbico cubi cubo sześciennych sześcienne مكعب مكعبا مكعبة מעוקבים מעוקב";

/// Units that have a square and a cube of their own.
const LENGTHS: [&str; 8] = ["km", "m", "cm", "mm", "mile", "ft", "inch", "yard"];

/// Phrases that turn a length into a speed.
const PER_HOUR: [&str; 11] = [
    "per hour",
    "an hour",
    "pro stunde",
    "par heure",
    "por hora",
    "all'ora",
    "per uur",
    "i timmen",
    "na godzinę",
    "в час",
    "à l' heure",
];

static WORDS: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    let groups = UNITS.split('|').map(str::trim);
    let words = groups.flat_map(|group| {
        let key = group.split_whitespace().next().unwrap_or_default();
        group.split_whitespace().map(move |word| (word, key))
    });
    words.collect()
});

/// Whether this is the sign of a currency.
pub(in crate::judge) fn is_currency_sign(character: char) -> bool {
    matches!(character, '$' | '€' | '£' | '¥' | '₽' | '₹' | '₩' | '₺' | '₪' | '₴' | '฿' | '￥' | '＄')
}

/// The key of a currency sign before a number.
pub(super) fn currency(folded: &str) -> Option<&str> {
    let mut characters = folded.chars();
    (characters.next().is_some_and(is_currency_sign) && characters.next().is_none()).then_some(folded)
}

/// Korean counters.
const KOREAN_COUNTERS: [&str; 29] = [
    "명",
    "개",
    "장",
    "대",
    "건",
    "번",
    "회",
    "살",
    "세",
    "층",
    "곳",
    "척",
    "채",
    "원",
    "점",
    "권",
    "병",
    "마리",
    "가구",
    "달러",
    "유로",
    "퍼센트",
    "킬로미터",
    "킬로그램",
    "미터",
    "톤",
    "배",
    "개월",
    "시간",
];

/// Korean particles, the longest first.
pub(super) const KOREAN_PARTICLES: [&str; 21] = [
    "에서는",
    "에서",
    "까지",
    "부터",
    "으로",
    "이다",
    "에는",
    "이나",
    "에",
    "이",
    "가",
    "을",
    "를",
    "은",
    "는",
    "의",
    "로",
    "도",
    "와",
    "과",
    "씩",
];

/// The power of ten that Korean attaches to a number, and the counter behind it: `억원`.
pub(super) fn korean_power(suffix: &str) -> Option<(u8, &str)> {
    let powers = [("천", 3), ("만", 4), ("억", 8), ("조", 12)];
    let (power, unit) =
        powers.into_iter().find_map(|(word, power)| Some((power, suffix.strip_prefix(word)?)))?;
    let is_unit = KOREAN_COUNTERS.contains(&unit) || without_particle(unit).is_some();
    is_unit.then_some((power, unit))
}

/// The symbol of a unit that Korean spells out.
fn korean_symbol(stem: &str) -> Option<&'static str> {
    Some(match stem {
        "퍼센트" => "%",
        "킬로미터" => "km",
        "킬로그램" => "kg",
        "미터" => "m",
        "톤" => "t",
        _ => return None,
    })
}

/// A unit and the Korean particle behind it, which stays part of the key. For example, `km에` is `km` and `에`.
fn without_particle(text: &str) -> Option<(&str, &str)> {
    let is_unit = |stem: &str| KOREAN_COUNTERS.contains(&stem) || is_known(stem);
    let stems =
        KOREAN_PARTICLES.iter().filter_map(|particle| Some((text.strip_suffix(particle)?, *particle)));
    let mut stems = stems.chain([(text, "")]).filter(|(stem, _)| is_unit(stem));
    stems.next().filter(|(stem, particle)| !particle.is_empty() || KOREAN_COUNTERS.contains(stem))
}

/// The one form of a unit that is attached to its number, such as `mg`. One that isn't known is itself.
pub(super) fn attached<'a>(reading: &Reading, suffix: &'a str) -> Cow<'a, str> {
    if let Some((stem, particle)) = without_particle(suffix) {
        return Cow::Owned(format!("{}{particle}", korean_symbol(stem).unwrap_or(litres(stem))));
    }
    if is_symbol(suffix) {
        return Cow::Borrowed(litres(suffix));
    }
    let lower = suffix.to_lowercase();
    let of_language = reading.language.entry(std::iter::once(lower.as_str()));
    match of_language.filter(|entry| entry.meaning == Meaning::Unit) {
        Some(entry) => Cow::Borrowed(entry.key),
        None => match WORDS.get(lower.as_str()) {
            Some(key) if !is_ambiguous(suffix) => Cow::Borrowed(*key),
            _ if matches!(lower.as_str(), "st" | "nd" | "rd" | "th") => Cow::Borrowed("th"),
            _ => Cow::Borrowed(suffix),
        },
    }
}

/// The unit that begins with this token, behind its number, and the token behind it.
pub(super) fn behind(reading: &Reading, at: usize) -> Option<(String, usize)> {
    let is_compound = reading.folded(at) == "-" && reading.is_joined(at) && reading.is_joined(at + 1);
    let start = if is_compound { at + 1 } else { at };
    let before =
        POWERS_BEFORE.iter().find(|(word, _)| *word == reading.folded(start)).map(|(_, power)| *power);
    let (mut unit, mut end) = one(reading, start + usize::from(before.is_some()))?;
    let is_length = LENGTHS.contains(&unit.as_str());
    if let Some(power) = before {
        unit.push(power);
        return is_length.then_some((unit, end));
    }
    if let Some(power) = is_length.then(|| power_behind(reading.folded(end))).flatten() {
        unit.push(power);
        return Some((unit, end + 1));
    }
    if matches!(unit.as_str(), "km" | "mile" | "m") {
        let hours = PER_HOUR.iter().map(|phrase| phrase.split(' ').collect::<Vec<_>>());
        let mut hours = hours
            .filter(|words| words.iter().enumerate().all(|(word, text)| reading.folded(end + word) == *text));
        if let Some(words) = hours.next() {
            unit += "/h";
            end += words.len();
        }
    }
    // “km/h”, “m²”, “degrees Celsius”.
    loop {
        let joined = reading.is_joined(end);
        match reading.folded(end) {
            power @ ("²" | "³") if joined => {
                unit += power;
                end += 1;
            }
            "/" if joined && reading.is_joined(end + 1) && reading.tokens[end + 1].is_word() => {
                unit += "/";
                unit += reading.tokens[end + 1].text;
                end += 2;
            }
            scale
                if unit.starts_with("degree")
                    && matches!(WORDS.get(scale), Some(&("celsius" | "fahrenheit"))) =>
            {
                unit = String::from(if WORDS[scale] == "celsius" { "°c" } else { "°f" });
                return Some((unit, end + 1));
            }
            _ => return Some((unit, end)),
        }
    }
}

/// The power that this word makes of the unit before it.
fn power_behind(word: &str) -> Option<char> {
    // Most units have no such word behind them, and nothing at all behind the last word of a text.
    let group = POWERS_BEHIND
        .split('|')
        .find(|group| !word.is_empty() && group.split(' ').skip(1).any(|other| other == word))?;
    group.chars().next()
}

fn one(reading: &Reading, at: usize) -> Option<(String, usize)> {
    if let Some(entry) = reading.entry(at).filter(|entry| entry.meaning == Meaning::Unit) {
        return Some((entry.key.to_owned(), at + entry.length()));
    }
    let token = reading.tokens.get(at)?;
    match token.folded.as_ref() {
        "°c" | "°f" | "%" | "‰" | "′" | "″" => return Some((token.folded.to_string(), at + 1)),
        "°" | "º" => {
            let scale = Some(reading.folded(at + 1)).filter(|scale| matches!(*scale, "c" | "f"));
            return Some((format!("°{}", scale.unwrap_or_default()), at + 1 + usize::from(scale.is_some())));
        }
        sign if currency(sign).is_some() => return Some((sign.to_owned(), at + 1)),
        _ => {}
    }
    if let Some((stem, particle)) = without_particle(token.text) {
        return Some((format!("{}{particle}", korean_symbol(stem).unwrap_or(litres(stem))), at + 1));
    }
    if token.text.starts_with(is_dense) {
        return dense(reading, at);
    }
    if is_symbol(token.text) && !ALONE.contains(&token.text) {
        return Some((litres(token.text).to_owned(), at + 1));
    }
    let key = WORDS.get(token.folded.as_ref()).filter(|_| !is_ambiguous(token.text))?;
    Some(((*key).to_owned(), at + 1))
}

/// The unit in a script without spaces, right behind its number.
fn dense(reading: &Reading, at: usize) -> Option<(String, usize)> {
    // Some newspapers put a space between a number and its unit.
    let is_near = |token: &&Token| {
        at > 0 && matches!(&reading.text[reading.tokens[at - 1].end()..token.start], "" | " " | "\u{a0}")
    };
    let token = reading.tokens.get(at).filter(is_near)?;
    let rest = &reading.text[token.start..];
    let known = DENSE_UNITS.iter().filter(|unit| rest.starts_with(**unit)).max_by_key(|unit| unit.len());
    if let Some(unit) = known {
        let length =
            reading.tokens[at..].iter().take_while(|other| other.start < token.start + unit.len()).count();
        let symbol = match *unit {
            "公里" | "千米" | "キロメートル" => "km",
            "公斤" | "千克" | "キログラム" => "kg",
            "平方公里" | "平方千米" => "km²",
            other => other,
        };
        return Some((symbol.to_owned(), at + length));
    }
    let is_katakana = token.text.chars().all(|character| matches!(character, '\u{30A1}'..='\u{30FF}'));
    (is_katakana || is_measure(token.text)).then(|| (token.text.to_owned(), at + 1))
}

/// Whether this is a character that numbers count with in Chinese or Japanese.
pub(super) fn is_measure(token: &str) -> bool {
    token.chars().next().is_some_and(|character| DENSE_MEASURES.contains(character))
}

/// Whether this word or symbol is one of a unit.
pub(super) fn is_known(text: &str) -> bool {
    is_symbol(text) || WORDS.contains_key(text)
}

fn is_symbol(text: &str) -> bool {
    text.len() <= 6
        && BASES.iter().any(|base| text.strip_suffix(base).is_some_and(|prefix| PREFIXES.contains(&prefix)))
}

/// Whether a word in these capitals is a symbol of another unit when it is in small letters: `MM`, `MG`.
fn is_ambiguous(text: &str) -> bool {
    let has_capital = text.starts_with(char::is_uppercase);
    has_capital
        && text.chars().count() <= 2
        && !matches!(text, "KM" | "Km" | "KG" | "Kg" | "FT" | "LB" | "OZ" | "HA")
}

fn litres(symbol: &str) -> &str {
    match symbol {
        "L" => "l",
        "mL" => "ml",
        "cL" => "cl",
        "μm" => "µm",
        "μg" => "µg",
        _ => symbol,
    }
}
