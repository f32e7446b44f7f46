//! Literals: numbers written in digits of any script, with their separators.

use super::letters::is_invisible;
use super::tokens::Token;

/// Where the digits of other scripts begin: ten in a row, from zero on (Unicode, general category Nd).
const ZEROS: [char; 18] =
    ['0', '٠', '۰', '߀', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '༠', '၀', '０'];

/// A number: digits without zeros at either end, and how many zeros follow them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NumberValue {
    digits: String,
    pub(super) exponent: i32,
    /// Its single separator is ambiguous: `1.250` may have thousands or decimals.
    pub(super) is_ambiguous: bool,
}

impl NumberValue {
    pub(super) fn new(digits: &str, exponent: i32) -> Self {
        // A whole number that begins with a zero is a code: 007.
        let is_code = exponent == 0 && digits.len() > 1 && digits.starts_with('0');
        if is_code {
            return NumberValue { digits: digits.to_owned(), exponent, is_ambiguous: false };
        }
        let digits = digits.trim_start_matches('0');
        let short = digits.trim_end_matches('0');
        let zeros = i32::try_from(digits.len() - short.len()).unwrap_or(i32::MAX);
        if short.is_empty() {
            return NumberValue { digits: String::new(), exponent: 0, is_ambiguous: false };
        }
        NumberValue {
            digits: short.to_owned(),
            exponent: exponent.saturating_add(zeros),
            is_ambiguous: false,
        }
    }

    pub(super) fn times(mut self, power: u8) -> Self {
        if !self.digits.is_empty() {
            self.exponent = self.exponent.saturating_add(i32::from(power));
        }
        self
    }

    /// The key of this number of a unit. For example, `4,000 km` and `4000 km` have the key `4e3km`.
    pub(super) fn key(&self, unit: &str) -> String {
        let doubt = if self.is_ambiguous { "?" } else { "" };
        format!("{}e{}{doubt}{unit}", if self.digits.is_empty() { "0" } else { &self.digits }, self.exponent)
    }

    /// Its value, if it is a whole number.
    pub(super) fn whole(&self) -> Option<u64> {
        let power = u32::try_from(self.exponent).ok()?;
        let digits = if self.digits.is_empty() { "0" } else { &self.digits };
        digits.parse::<u64>().ok().filter(|_| !self.is_ambiguous)?.checked_mul(10_u64.checked_pow(power)?)
    }

    /// Its value, if it is a small whole number.
    pub(super) fn small(&self) -> Option<u32> {
        let digits = if self.digits.is_empty() { "0" } else { &self.digits };
        let power = u32::try_from(self.exponent).ok().filter(|power| *power < 9)?;
        digits.parse::<u32>().ok()?.checked_mul(10_u32.pow(power))
    }
}

/// The value of digits with separators, and the rest of the word. For example, `3.5km` is 3.5 and `km`.
pub(super) fn literal(text: &str) -> Option<(NumberValue, &str)> {
    let is_separator = |character| matches!(character, '.' | ',' | '\'' | '’' | '٫' | '٬');
    // An invisible character doesn't divide a number: ten thousand may have a zero-width space in it.
    let is_number =
        |character: char| digit(character).is_some() || is_separator(character) || is_invisible(character);
    let end = text.find(|character| !is_number(character)).unwrap_or(text.len());
    let (number, suffix) = text.split_at(end);
    number.chars().next().and_then(digit)?;
    let digits = |text: &str| -> String {
        text.chars().filter_map(digit).map(|digit| char::from(b'0' + digit)).collect()
    };
    let groups: Vec<usize> = number.split(is_separator).map(|group| digits(group).len()).collect();
    let separators: Vec<char> = number.chars().filter(|&character| is_separator(character)).collect();
    let last = groups.last().copied().unwrap_or(0);
    let decimals = match separators.as_slice() {
        [] | [.., '٬' | '\'' | '’'] => 0,
        ['٫'] => last,
        ['.' | ','] if last == 3 && groups[0] <= 3 && !number.starts_with('0') => {
            return Some((
                NumberValue { is_ambiguous: true, ..NumberValue::new(&digits(number), 0) },
                suffix,
            ));
        }
        // Three parts that are no thousands: a version, or a date.
        [first, others @ ..] if !others.is_empty() && others.iter().all(|other| other == first) => {
            (last == 3).then_some(0)?
        }
        _ => last,
    };
    Some((NumberValue::new(&digits(number), -i32::try_from(decimals).ok()?), suffix))
}

/// The value of a decimal digit of any script.
pub(super) fn digit(character: char) -> Option<u8> {
    if character.is_ascii() {
        return character.to_digit(10).and_then(|value| u8::try_from(value).ok());
    }
    let after = |zero: &char| u32::from(character).checked_sub(u32::from(*zero)).filter(|value| *value < 10);
    ZEROS.iter().find_map(after).and_then(|value| u8::try_from(value).ok())
}

/// The decimal separator of the numbers in `tokens`: the one that they agree on, else the `usual` one of the language. One
/// full stop or comma says so only where the language is not known, since it may be that of a time or date.
pub(super) fn decimal_mark(tokens: &[Token], usual: Option<char>) -> Option<char> {
    let mut found = None;
    for token in tokens.iter().filter(|token| token.text.starts_with(|first| digit(first).is_some())) {
        let number = token.text.trim_end_matches(|character: char| digit(character).is_none());
        let marks: Vec<char> = number.chars().filter(|mark| matches!(mark, '.' | ',')).collect();
        let decimals = number.rsplit(['.', ',']).next().map_or(0, |part| part.chars().count());
        let mark = match marks.as_slice() {
            [mark] if usual.is_none() && (decimals != 3 || number.starts_with('0')) => *mark,
            [first, .., last] if first != last => *last,
            [first, second] if first == second && decimals == 3 => {
                if *first == '.' {
                    ','
                } else {
                    '.'
                }
            }
            _ => continue,
        };
        if number.chars().all(|character| digit(character).is_some() || matches!(character, '.' | ',')) {
            if found.is_some_and(|found| found != mark) {
                return usual;
            }
            found = Some(mark);
        }
    }
    found.or(usual)
}
