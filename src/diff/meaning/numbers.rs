//! Numbers: digits of any script with their separators, number words, percent and currencies.

use super::Flag;
use super::facts::{Fact, Reading};
use super::languages::Meaning;
use crate::diff::words::is_dense;

/// Where the digits of other scripts begin: ten in a row, from zero on (Unicode, general category Nd).
const ZEROS: [char; 18] =
    ['0', '٠', '۰', '߀', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '༠', '၀', '０'];

/// What is counted behind a single Chinese numeral, which is a part of some other word elsewhere.
const CHINESE_MEASURES: &str =
    "人名个位辆天年月日号岁元次家所起架艘座条件项成倍层楼周小分秒点吨米公种只头匹张间户届部万亿";

/// A number: digits without zeros at either end, and how many zeros follow them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    digits: String,
    exponent: i32,
}

impl Value {
    fn new(digits: &str, exponent: i32) -> Self {
        let digits = digits.trim_start_matches('0');
        let short = digits.trim_end_matches('0');
        let zeros = i32::try_from(digits.len() - short.len()).unwrap_or(i32::MAX);
        if short.is_empty() {
            return Value { digits: String::new(), exponent: 0 };
        }
        Value { digits: short.to_owned(), exponent: exponent.saturating_add(zeros) }
    }

    fn times(mut self, power: u8) -> Self {
        if !self.digits.is_empty() {
            self.exponent = self.exponent.saturating_add(i32::from(power));
        }
        self
    }

    /// Its value, if it is a small whole number.
    pub(super) fn small(&self) -> Option<u32> {
        let digits = if self.digits.is_empty() { "0" } else { &self.digits };
        let power = u32::try_from(self.exponent).ok().filter(|power| *power < 9)?;
        digits.parse::<u32>().ok()?.checked_mul(10_u32.pow(power))
    }
}

/// Whether a number or a date can begin with a token that is no word of the language: a quick look, since most can't.
pub(super) fn may_begin(folded: &str) -> bool {
    let is_compound = || folded.len() > 6 && folded.contains("und");
    folded.starts_with(|first: char| first.is_numeric() || is_dense(first) || matches!(first, '-' | '−'))
        || is_compound()
}

/// The number that begins with this token, and the token behind it.
pub(super) fn read(reading: &Reading, at: usize) -> Option<(Fact, usize)> {
    if is_sign(reading, at) {
        let (fact, end) = read(reading, at + 1)?;
        return Some((Fact { key: format!("-{}", fact.key), range: reading.range(at, end), ..fact }, end));
    }
    match reading.entry(at) {
        Some(entry) if entry.meaning == Meaning::Amount => {
            let end = at + entry.length();
            Some((Fact::new(Flag::Number, entry.key, reading.range(at, end)), end))
        }
        Some(entry) if entry.meaning == Meaning::Unit => {
            let (value, end) = value(reading, at + entry.length(), true)?;
            Some((fact(reading, &value, entry.key, at, end), end))
        }
        _ => {
            let (value, end) = value(reading, at, false)?;
            let unit = reading.entry(end).filter(|entry| entry.meaning == Meaning::Unit);
            let (unit, end) = unit.map_or(("", end), |unit| (unit.key, end + unit.length()));
            Some((fact(reading, &value, unit, at, end), end))
        }
    }
}

fn fact(reading: &Reading, value: &Value, unit: &str, from: usize, to: usize) -> Fact {
    Fact::new(Flag::Number, format!("{}e{}{unit}", value.digits, value.exponent), reading.range(from, to))
}

/// Whether this is the minus of a number, not a dash between two.
fn is_sign(reading: &Reading, at: usize) -> bool {
    let is_number = reading.folded(at + 1).starts_with(|character| digit(character).is_some());
    matches!(reading.folded(at), "-" | "−")
        && !reading.is_joined(at)
        && reading.is_joined(at + 1)
        && is_number
}

/// The value of the number that begins with this token. `is_money` says that a currency or 百分之 stands before it.
fn value(reading: &Reading, at: usize, is_money: bool) -> Option<(Value, usize)> {
    if let Some(found) = chinese(reading, at, is_money) {
        return Some(found);
    }
    let Some((mut value, mut end)) = in_digits(reading, at, is_money) else { return in_words(reading, at) };
    while let Some(Meaning::Times(power)) = reading.meaning(end) {
        value = value.times(power);
        end += 1;
    }
    Some((value, end))
}

fn in_digits(reading: &Reading, at: usize, is_money: bool) -> Option<(Value, usize)> {
    let token = reading.tokens.get(at)?;
    let (mut value, suffix) = literal(token.text)?;
    if is_part_of_name(reading, at) || is_name(suffix) || is_item(reading, at) || is_version(reading, at) {
        return None;
    }
    let power = match suffix.to_lowercase().as_str() {
        "k" if is_money => 3,
        "m" | "mn" if is_money => 6,
        "b" | "bn" => 9,
        "万" => 4,
        "亿" => 8,
        _ => 0,
    };
    let mut end = at + 1;
    if suffix.is_empty() && token.text.len() <= 3 && token.text.bytes().all(|byte| byte.is_ascii_digit()) {
        let groups = (end..reading.tokens.len()).take_while(|&next| is_group(reading, next)).count();
        let joined: String = (at..end + groups).map(|at| reading.folded(at)).collect();
        value = literal(&joined)?.0;
        end += groups;
    }
    Some((value.times(power), end))
}

/// Whether this token is three more digits of the number before it, behind a space; decimals may follow them.
fn is_group(reading: &Reading, at: usize) -> bool {
    let Some(token) = reading.tokens.get(at) else { return false };
    let gap = &reading.text[reading.tokens[at - 1].end()..token.start];
    let is_space = gap.chars().count() == 1 && gap != "\n";
    let digits = token.text.bytes().take_while(u8::is_ascii_digit).count();
    is_space && digits == 3 && literal(token.text).is_some_and(|(_, suffix)| suffix.is_empty())
}

/// Whether the one letter behind digits is neither a unit nor a multiple, and so makes a name of them: “3D”, “5G”.
fn is_name(suffix: &str) -> bool {
    let mut letters = suffix.chars();
    let first = letters.next().filter(|first| first.is_alphabetic() && !is_dense(*first));
    first.is_some_and(|first| letters.next().is_none() && !"kmbghlstKMB".contains(first))
}

/// Whether letters are joined to the number: “Covid-19”.
fn is_part_of_name(reading: &Reading, at: usize) -> bool {
    let is_letter = |at: usize| reading.folded(at).starts_with(char::is_alphabetic);
    at > 1
        && reading.folded(at - 1) == "-"
        && reading.is_joined(at)
        && reading.is_joined(at - 1)
        && is_letter(at - 2)
}

/// Whether it numbers a line of a list.
fn is_item(reading: &Reading, at: usize) -> bool {
    reading.layout.ends_at(reading.tokens[at].start)
        && matches!(reading.folded(at + 1), "." | ")")
        && reading.is_joined(at + 1)
        && !reading.is_joined(at + 2)
}

fn is_version(reading: &Reading, at: usize) -> bool {
    at > 0 && reading.meaning(at - 1) == Some(Meaning::Version)
}

/// The value of digits with separators, and what follows them in the same word.
pub(super) fn literal(text: &str) -> Option<(Value, &str)> {
    let is_separator = |character| matches!(character, '.' | ',' | '\'' | '’' | '٫' | '٬');
    let is_number = |character: char| digit(character).is_some() || is_separator(character);
    let end = text.find(|character| !is_number(character)).unwrap_or(text.len());
    let (number, suffix) = text.split_at(end);
    number.chars().next().and_then(digit)?;
    let digits = |text: &str| -> String {
        text.chars().filter_map(digit).map(|digit| char::from(b'0' + digit)).collect()
    };
    let groups: Vec<usize> = number.split(is_separator).map(|group| group.chars().count()).collect();
    let separators: Vec<char> = number.chars().filter(|&character| is_separator(character)).collect();
    let last = groups.last().copied().unwrap_or(0);
    let decimals = match separators.as_slice() {
        [] | [.., '٬' | '\'' | '’'] => 0,
        ['٫'] => last,
        [_] if last == 3 && groups[0] <= 3 && !number.starts_with('0') => 0,
        // Three parts that are no thousands: a version, or a date.
        [first, others @ ..] if !others.is_empty() && others.iter().all(|other| other == first) => {
            (last == 3).then_some(0)?
        }
        _ => last,
    };
    Some((Value::new(&digits(number), -i32::try_from(decimals).ok()?), suffix))
}

/// The value of a decimal digit of any script.
pub(super) fn digit(character: char) -> Option<u8> {
    if character.is_ascii() {
        return character.to_digit(10).and_then(|value| u8::try_from(value).ok());
    }
    let after = |zero: &char| u32::from(character).checked_sub(u32::from(*zero)).filter(|value| *value < 10);
    ZEROS.iter().find_map(after).and_then(|value| u8::try_from(value).ok())
}

/// “Twenty-four”, “two hundred and ten”, “vierundzwanzig”, “three million”.
fn in_words(reading: &Reading, at: usize) -> Option<(Value, usize)> {
    let (mut total, mut current, mut end) = (0_u64, None::<u64>, at);
    loop {
        let joins = matches!(reading.folded(end), "-" | "and" | "et" | "y");
        let next = if current.is_some() && joins { end + 1 } else { end };
        match (word(reading, next), current) {
            (Some(Word::Number(number)), None) => current = Some(number),
            (Some(Word::Number(number)), Some(sum)) if fits(sum, number) => current = Some(sum + number),
            (Some(Word::Times(2)), Some(sum)) if next == end && sum < 100 => current = Some(sum.max(1) * 100),
            (Some(Word::Times(2)), None) => current = Some(100),
            (Some(Word::Times(power)), Some(_) | None)
                if next == end && (current.is_some() || total == 0) =>
            {
                let factor = 10_u64.pow(u32::from(power));
                total = total.saturating_add(current.take().unwrap_or(1).saturating_mul(factor));
            }
            _ => break,
        }
        end = next + 1;
    }
    (end > at).then(|| (Value::new(&total.saturating_add(current.unwrap_or(0)).to_string(), 0), end))
}

/// Whether `number` goes on what was said so far: twenty, four.
fn fits(sum: u64, number: u64) -> bool {
    let is_hundreds = sum.is_multiple_of(100);
    let is_tens = sum.is_multiple_of(10) && sum % 100 >= 20;
    sum > 0 && (is_hundreds && number < 100 || is_tens && number < 10)
}

enum Word {
    Number(u64),
    Times(u8),
}

fn word(reading: &Reading, at: usize) -> Option<Word> {
    let simple = |word: &str| match reading.language.word(word) {
        Some(Meaning::Number(number)) => Some(number),
        Some(Meaning::Times(power @ 2..=3)) => Some(10_u64.pow(u32::from(power))),
        _ => None,
    };
    match reading.meaning(at) {
        Some(Meaning::Number(number)) => return Some(Word::Number(number)),
        Some(Meaning::Times(power)) => return Some(Word::Times(power)),
        Some(_) => return None,
        None => {}
    }
    let word = reading.folded(at);
    let (unit, tens) = word.split_once("und")?;
    Some(Word::Number(simple(unit)? + simple(tens).filter(|tens| tens % 10 == 0)?))
}

/// Chinese numerals: 三, 二十四, 三万五千. One alone is a number if it counts something, or with a unit before it.
pub(super) fn chinese(reading: &Reading, at: usize, has_unit: bool) -> Option<(Value, usize)> {
    let character = |at: usize| reading.folded(at).chars().next();
    let numeral = |at: &usize| {
        character(*at).is_some_and(|numeral| "零〇一二三四五六七八九两十百千万亿".contains(numeral))
    };
    // A run of numerals is read as a whole.
    if at > 0 && numeral(&(at - 1)) {
        return None;
    }
    let length = (at..reading.tokens.len()).take_while(numeral).count();
    let is_ordinal = at > 0 && reading.folded(at - 1) == "第";
    let next = character(at + length);
    let is_counted = has_unit || next.is_some_and(|next| CHINESE_MEASURES.contains(next));
    let is_article =
        length == 1 && character(at) == Some('一') && matches!(next, Some('个' | '种' | '次' | '件'));
    let has_digit =
        (at..at + length).any(|at| character(at).is_some_and(|numeral| !"百千万亿".contains(numeral)));
    if length == 0 || !has_digit || is_ordinal || is_article || length == 1 && !is_counted {
        return None;
    }
    let (mut total, mut section, mut last) = (0_u64, 0_u64, 0_u64);
    for numeral in (at..at + length).filter_map(character) {
        match numeral {
            '十' => (section, last) = (section.saturating_add(last.max(1) * 10), 0),
            '百' => (section, last) = (section.saturating_add(last * 100), 0),
            '千' => (section, last) = (section.saturating_add(last * 1_000), 0),
            '万' | '亿' => {
                let factor = if numeral == '万' { 10_000 } else { 100_000_000 };
                total = total.saturating_add(section.saturating_add(last)).saturating_mul(factor);
                (section, last) = (0, 0);
            }
            // Digits in a row are read as such, as in a year.
            numeral => last = last.saturating_mul(10).saturating_add(chinese_digit(numeral)),
        }
        last = last.min(u64::MAX / 10_000);
    }
    Some((Value::new(&total.saturating_add(section).saturating_add(last).to_string(), 0), at + length))
}

fn chinese_digit(numeral: char) -> u64 {
    let place = "零一二三四五六七八九".chars().position(|digit| digit == numeral);
    place.map_or(if numeral == '两' { 2 } else { 0 }, |place| place as u64)
}
