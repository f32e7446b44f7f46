//! Dates in the letters of `strftime`, as parts of paths.

use super::InvalidPattern;
use crate::date::{self, DayOrder, MONTHS};
use jiff::civil;

/// The format of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DateFormat(Vec<FormatPiece>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FormatPiece {
    Character(char),
    Letter(char),
}

/// The numbers of a date, as far as they were read.
#[derive(Default)]
struct Numbers {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    day_of_year: Option<i16>,
    hour: Option<i8>,
    minute: Option<i8>,
    second: Option<i8>,
}

impl DateFormat {
    /// Reads a format. `written` is the part of the pattern, for errors.
    pub(super) fn parse(written: &str, format: &str) -> Result<Self, InvalidPattern> {
        let mut pieces = Vec::new();
        let mut characters = format.chars();
        while let Some(character) = characters.next() {
            pieces.push(match (character, if character == '%' { characters.next() } else { None }) {
                ('%', Some('%')) => FormatPiece::Character('%'),
                ('%', Some(letter @ ('Y' | 'y' | 'm' | 'b' | 'B' | 'd' | 'j' | 'H' | 'M' | 'S'))) => {
                    FormatPiece::Letter(letter)
                }
                ('%', letter) => {
                    let letter = letter.map(String::from).unwrap_or_default();
                    let reason = format!(
                        "%{letter} is none of %Y %y %m %b %B %d %j %H %M %S: write for example %Y-%m-%d"
                    );
                    return Err(InvalidPattern::new(written, reason));
                }
                (character, _) => FormatPiece::Character(character),
            });
        }
        let format = Self(pieces);
        match format.missing() {
            Some(reason) => Err(InvalidPattern::new(written, reason)),
            None => Ok(format),
        }
    }

    /// Why the format makes no date.
    fn missing(&self) -> Option<&'static str> {
        let has = |letters: &str| {
            self.0
                .iter()
                .any(|piece| matches!(piece, FormatPiece::Letter(letter) if letters.contains(*letter)))
        };
        let has_day = has("j") || has("d");
        if !has("Yy") {
            return Some("the date has no year: write %Y");
        }
        if has("d") && !has("mbB") {
            return Some("the date has a day without a month: write %m-%d");
        }
        if has("HMS") && !has_day || has("MS") && !has("H") || has("S") && !has("M") {
            return Some("the time is incomplete: write for example %Y-%m-%d %H%M");
        }
        if has("H") && !has("M") {
            return Some("the time is incomplete: write %H%M");
        }
        None
    }

    /// Reads a date at the start of a text. Returns its length in bytes and the date as ISO 8601.
    pub(super) fn read(&self, text: &str) -> Option<(usize, String)> {
        let mut numbers = Numbers::default();
        let mut rest = text;
        for piece in &self.0 {
            rest = match piece {
                FormatPiece::Character(character) => rest.strip_prefix(*character)?,
                FormatPiece::Letter(letter) => numbers.take(*letter, rest)?,
            };
        }
        Some((text.len() - rest.len(), numbers.to_iso()?))
    }
}

impl Numbers {
    /// Takes the number of a letter from the start of a text, and returns the rest.
    fn take<'a>(&mut self, letter: char, text: &'a str) -> Option<&'a str> {
        if matches!(letter, 'b' | 'B') {
            let (month, rest) = month_name(text)?;
            self.month = Some(month);
            return Some(rest);
        }
        let (number, rest) = digits(
            text,
            match letter {
                'Y' => 4,
                'j' => 3,
                _ => 2,
            },
        )?;
        let small = i8::try_from(number).ok();
        match letter {
            'Y' => self.year = Some(number),
            // As POSIX has it: 69 to 99 are in the last century.
            'y' => self.year = Some(if number < 69 { 2000 + number } else { 1900 + number }),
            'm' => self.month = small,
            'd' => self.day = small,
            'j' => self.day_of_year = Some(number),
            'H' => self.hour = small,
            'M' => self.minute = small,
            _ => self.second = small,
        }
        Some(rest)
    }

    fn to_iso(&self) -> Option<String> {
        let year = self.year?;
        let (month, day) = match self.day_of_year {
            Some(number) => {
                let date = civil::Date::new(year, 1, 1).ok()?.with().day_of_year(number).build().ok()?;
                (Some(date.month()), Some(date.day()))
            }
            None => (self.month, self.day),
        };
        let numbers = [month, day, self.hour, self.minute, self.second];
        let separators = ["-", "-", "T", ":", ":"];
        let parts = numbers
            .iter()
            .zip(separators)
            .map_while(|(number, separator)| Some(format!("{separator}{:02}", (*number)?)));
        // Whether there is such a day and time is decided where all dates are.
        date::iso(&format!("{year:04}{}", parts.collect::<String>()), DayOrder::Unknown)
    }
}

/// A number of exactly so many digits; of one or two digits where two are wanted and no third one follows.
fn digits(text: &str, count: usize) -> Option<(i16, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let taken = if length == 1 && count == 2 { 1 } else { count };
    if length < taken {
        return None;
    }
    Some((text[..taken].parse().ok()?, &text[taken..]))
}

/// The number of an English month, whole or abbreviated to three letters, in any case.
fn month_name(text: &str) -> Option<(i8, &str)> {
    let begins = |name: &str| text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let found = |length: fn(&str) -> &str| {
        MONTHS.iter().position(|name| begins(length(name))).map(|at| (at, length(MONTHS[at]).len()))
    };
    // The whole name first, since it begins with its abbreviation.
    let (at, length) = found(|name| name).or_else(|| found(|name| &name[..3]))?;
    Some((i8::try_from(at + 1).ok()?, &text[length..]))
}
