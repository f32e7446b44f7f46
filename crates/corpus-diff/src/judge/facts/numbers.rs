//! Numbers: digits of any script with their separators, number words, percent and currencies.

use super::currencies;
use super::numerals::{chinese, in_words, may_be_compound};
use super::times::is_clock_word;
use super::units::{self, is_currency_sign};
use crate::judge::Flag;
use crate::judge::languages::Meaning;
use crate::judge::literals::{NumberValue, digit, literal};
use crate::judge::reading::{Fact, Reading};
use crate::units::words::is_dense;

/// Whether a number or a date can begin with a token that is no word of the language: a quick look, since most can't.
pub(super) fn may_begin(folded: &str) -> bool {
    folded.starts_with(|first: char| {
        first.is_numeric() || is_dense(first) || matches!(first, '-' | '−' | '–') || is_currency_sign(first)
    }) || may_be_compound(folded)
        || is_clock_word(folded)
}

/// The number that begins with this token, and the token behind it.
pub(super) fn read(reading: &Reading, at: usize) -> Option<(Fact, usize)> {
    if is_sign(reading, at) {
        let (fact, end) = read(reading, at + 1)?;
        return Some((Fact { key: format!("-{}", fact.key), range: reading.range(at, end), ..fact }, end));
    }
    let entry = reading.entry(at);
    match entry.map(|entry| entry.meaning) {
        Some(Meaning::Amount) => {
            let end = at + entry?.length();
            Some((Fact::new(Flag::Number, entry?.key, reading.range(at, end)), end))
        }
        Some(Meaning::Multiple) => {
            let end = at + entry?.length();
            let fact = Fact::new(Flag::Number, entry?.key, reading.range(at, end));
            Some((Fact { has_forms: true, ..fact }, end))
        }
        Some(Meaning::Unit) => money(reading, at, at + entry?.length(), entry?.key),
        _ => match units::currency(reading.folded(at)) {
            Some(sign) => money(reading, at, at + 1, sign),
            None => counted(reading, at),
        },
    }
}

/// A number behind letters that are its currency, such as `US$5`.
pub(super) fn with_currency(reading: &Reading, at: usize) -> Option<(Fact, usize)> {
    let (unit, start) = currencies::before(reading, at)?;
    money(reading, at, start, &unit)
}

/// A number behind its currency, or behind 百分之.
fn money(reading: &Reading, at: usize, start: usize, unit: &str) -> Option<(Fact, usize)> {
    let (value, suffix, end) = value(reading, start, true)?;
    let more = units::attached(reading, suffix);
    let (behind, end) =
        units::behind(reading, end).filter(|_| suffix.is_empty()).unwrap_or((String::new(), end));
    let behind = if behind == unit { "" } else { &behind };
    Some((fact(reading, &value, &format!("{unit}{more}{behind}"), at, end), end))
}

/// A number with its unit.
fn counted(reading: &Reading, at: usize) -> Option<(Fact, usize)> {
    let (value, suffix, end) = value(reading, at, false)?;
    if !suffix.is_empty() {
        let unit = units::attached(reading, suffix);
        return Some((fact(reading, &value, &unit, at, end), end));
    }
    let is_product = reading.folded(end) == "×" && reading.is_joined(end) && reading.is_joined(end + 1);
    if is_product && let Some(next) = reading.tokens.get(end + 1) {
        // 4×100 is 4x100.
        return Some((fact(reading, &value, &format!("x{}", next.text), at, end + 2), end + 2));
    }
    if let Some(Meaning::Ordinal(last @ 1..10)) = reading.meaning(end + 1)
        && reading.folded(end) == "-"
        && let Some(tens) = value.small().filter(|tens| tens % 10 == 0 && (20..100).contains(tens))
    {
        // “Twenty-first” is “21st”.
        let place = NumberValue::new(&(u64::from(tens) + last).to_string(), 0);
        return Some((fact(reading, &place, "th", at, end + 2), end + 2));
    }
    // “3 millions d’euros”
    let joins = matches!(reading.folded(end), "de" | "d'") && value.exponent >= 6;
    let of_unit = || units::behind(reading, end + 1).filter(|_| joins);
    let (unit, end) = units::behind(reading, end).or_else(of_unit).unwrap_or((String::new(), end));
    Some((fact(reading, &value, &unit, at, end), end))
}

fn fact(reading: &Reading, value: &NumberValue, unit: &str, from: usize, to: usize) -> Fact {
    Fact::new(Flag::Number, value.key(unit), reading.range(from, to))
}

/// Whether this is the minus of a number, not a dash between two.
fn is_sign(reading: &Reading, at: usize) -> bool {
    let is_number = |character| digit(character).is_some() || is_currency_sign(character);
    let opens =
        at == 0 || !reading.is_joined(at) || matches!(reading.folded(at - 1), "(" | "[" | "=" | "<" | ">");
    matches!(reading.folded(at), "-" | "−" | "–")
        && opens
        && reading.is_joined(at + 1)
        && reading.folded(at + 1).starts_with(is_number)
}

/// The value of the number that begins with this token, and the letters that are attached to it. `is_money` says that a
/// currency or 百分之 stands before it.
fn value<'a>(reading: &'a Reading, at: usize, is_money: bool) -> Option<(NumberValue, &'a str, usize)> {
    if let Some((value, end)) = chinese(reading, at, is_money) {
        return Some((value, "", end));
    }
    let Some((mut value, suffix, mut end)) = in_digits(reading, at, is_money) else {
        return in_words(reading, at).map(|(value, end)| (value, "", end));
    };
    while let Some(power) = factor(reading, end).filter(|_| suffix.is_empty()) {
        value = value.times(power);
        end += 1;
        // “5 Mio. Euro”
        let is_abbreviated =
            reading.folded(end) == "." && reading.is_joined(end) && !reading.is_joined(end + 1);
        if is_abbreviated && units::behind(reading, end + 1).is_some() {
            end += 1;
        }
    }
    while let Some((sum, behind)) = smaller(reading, &value, end).filter(|_| suffix.is_empty()) {
        (value, end) = (sum, behind);
    }
    Some((value, suffix, end))
}

/// The sum with the smaller number that goes on behind a power of ten thousand: 3万5000, 3억 5000만.
fn smaller(reading: &Reading, value: &NumberValue, at: usize) -> Option<(NumberValue, usize)> {
    let power = match reading.folded(at.checked_sub(1)?).chars().next_back()? {
        '万' | '萬' | '만' => 4,
        '亿' | '億' | '억' => 8,
        '兆' | '조' => 12,
        _ => return None,
    };
    let token = reading.tokens.get(at).filter(|_| power < 12 || reading.is_joined(at))?;
    let (mut more, suffix) = literal(token.text)?;
    let is_apart = token.start - reading.tokens[at - 1].end();
    let scale = match suffix {
        "" => factor(reading, at + 1),
        "천" => Some(3),
        "만" => Some(4),
        "억" => Some(8),
        _ => return None,
    };
    // Numbers that stand apart are one only if the second has a power of its own.
    if is_apart > 1 || is_apart == 1 && scale.is_none() || scale.is_some_and(|scale| scale >= power) {
        return None;
    }
    more = more.times(scale.unwrap_or(0));
    let (whole, more) = (value.whole()?, more.whole()?);
    let end = at + 1 + usize::from(suffix.is_empty() && scale.is_some());
    let sum = whole.checked_add(more).filter(|_| more < 10_u64.pow(power.into()))?;
    Some((NumberValue::new(&sum.to_string(), 0), end))
}

/// The power of ten that this token multiplies with; Chinese and Japanese ones are known in any text.
fn factor(reading: &Reading, at: usize) -> Option<u8> {
    match (reading.meaning(at), reading.folded(at)) {
        (Some(Meaning::Times(power)), _) => Some(power),
        (_, "万" | "萬") => Some(4),
        (_, "亿" | "億") => Some(8),
        (_, "兆") => Some(12),
        // “3 M€”
        (_, scale) if is_currency(reading, at + 1) && reading.is_joined(at + 1) => match scale {
            "k" => Some(3),
            "m" => Some(6),
            "md" | "mds" | "mrd" => Some(9),
            _ => None,
        },
        _ => None,
    }
}

fn in_digits<'a>(reading: &'a Reading, at: usize, is_money: bool) -> Option<(NumberValue, &'a str, usize)> {
    let token = reading.tokens.get(at)?;
    let (mut value, suffix) = literal(token.text)?;
    // `Covid-19`, `1.` in a list and `version 2.1` count nothing.
    if is_part_of_name(reading, at) || is_item(reading, at) || is_version(reading, at) {
        return None;
    }
    if let Some((power, unit)) = units::korean_power(suffix) {
        return Some((value.times(power), unit, at + 1));
    }
    // `5m` is five metres, but `€5m` and `5m €` are millions.
    let is_money = is_money || suffix.len() < 3 && is_currency(reading, at + 1);
    let power = match suffix.to_lowercase().as_str() {
        "" => None,
        "k" if is_money => Some(3),
        "m" | "mn" if is_money => Some(6),
        "b" if is_money => Some(9),
        "t" if is_money => Some(12),
        "bn" => Some(9),
        "천" => Some(3),
        "만" => Some(4),
        "억" => Some(8),
        "조" => Some(12),
        lower => match reading.language.word(lower) {
            Some(Meaning::Times(power)) => Some(power),
            _ => None,
        },
    };
    if power.is_none() && is_name(suffix) {
        return None;
    }
    let mut end = at + 1;
    if suffix.is_empty() && token.folded.len() <= 3 && token.folded.bytes().all(|byte| byte.is_ascii_digit())
    {
        let groups = (end..reading.tokens.len()).take_while(|&next| is_group(reading, next)).count();
        if groups > 0 {
            let mut joined: String = (at..end + groups).map(|at| reading.folded(at)).collect();
            // The decimals of the last group keep their mark, which is none of thousands.
            if let Some(mark) = joined.find(['.', ',']) {
                joined.insert(mark, '٬');
            }
            value = literal(&joined)?.0;
            end += groups;
        }
    }
    if value.is_ambiguous {
        value = settled(reading, token.text, value);
    }
    // Letters that are a factor are no unit.
    Some(power.map_or((value.clone(), suffix, end), |power| (value.times(power), "", end)))
}

/// A number with one separator before three digits, as the language and the other numbers of the text have it.
fn settled(reading: &Reading, text: &str, value: NumberValue) -> NumberValue {
    let Some(decimal) = reading.decimal else { return value };
    let is_decimal = text.contains(decimal);
    let digits: String = text.chars().filter_map(digit).map(|digit| char::from(b'0' + digit)).collect();
    NumberValue::new(&digits, if is_decimal { -3 } else { 0 })
}

fn is_currency(reading: &Reading, at: usize) -> bool {
    let key = reading.entry(at).filter(|entry| entry.meaning == Meaning::Unit).map(|entry| entry.key);
    key.is_some_and(|key| !key.starts_with(['%', 'p', 'п', '个']))
        || units::currency(reading.folded(at)).is_some()
}

/// Whether this token is three more digits of the number before it, behind a space; decimals may follow them.
fn is_group(reading: &Reading, at: usize) -> bool {
    let Some(token) = reading.tokens.get(at) else { return false };
    let gap = &reading.text[reading.tokens[at - 1].end()..token.start];
    let is_space = gap.chars().count() == 1 && gap != "\n";
    let digits = token.folded.bytes().take_while(u8::is_ascii_digit).count();
    is_space && digits == 3 && literal(&token.folded).is_some_and(|(_, suffix)| suffix.is_empty())
}

/// Whether the one letter behind digits is neither a unit, a multiple nor the ending of an ordinal, and so makes a name of them:
/// “3D”, “5G”.
fn is_name(suffix: &str) -> bool {
    let mut letters = suffix.chars();
    let first = letters.next().filter(|first| first.is_alphabetic() && !is_dense(*first));
    first.is_some_and(|first| {
        letters.next().is_none() && !"kmbKMBºª".contains(first) && !units::is_known(suffix)
    })
}

/// Whether letters are joined to the number: “Covid-19”.
fn is_part_of_name(reading: &Reading, at: usize) -> bool {
    let is_letter = |at: usize| {
        let folded = reading.folded(at);
        // Hebrew joins prepositions to numbers: ב-3.
        let is_preposition =
            folded.chars().count() == 1 && folded.starts_with(|letter| matches!(letter, 'א'..='ת'));
        folded.starts_with(char::is_alphabetic) && !is_preposition
    };
    at > 1
        && reading.folded(at - 1) == "-"
        && reading.is_joined(at)
        && reading.is_joined(at - 1)
        && is_letter(at - 2)
}

/// Whether it numbers a line of a list.
pub(super) fn is_item(reading: &Reading, at: usize) -> bool {
    reading.layout.ends_at(reading.tokens[at].start)
        && matches!(reading.folded(at + 1), "." | ")")
        && reading.is_joined(at + 1)
        && !reading.is_joined(at + 2)
}

fn is_version(reading: &Reading, at: usize) -> bool {
    at > 0 && reading.meaning(at - 1) == Some(Meaning::Version)
}
