//! Times of day and offsets from UTC.

use jiff::civil;

/// A time of day in the precision of its source, and an offset.
#[derive(Debug, Default, Clone)]
pub(super) struct TimeOfDay {
    hour: i8,
    minute: i8,
    second: Option<i8>,
    /// The digits after the point.
    fraction: String,
    /// As in ISO 8601: `Z`, `+01:00`, or nothing.
    offset: String,
}

impl TimeOfDay {
    /// Midday and midnight are 12 in the clock of twelve hours.
    fn with_half(mut self, is_afternoon: bool) -> Option<Self> {
        if !(1..=12).contains(&self.hour) {
            return None;
        }
        self.hour = self.hour % 12 + if is_afternoon { 12 } else { 0 };
        Some(self)
    }

    pub(super) fn to_iso(&self) -> Option<String> {
        // A leap second is the last second of its minute: SQLite reads no other.
        let second = self.second.map(|second| if second == 60 { 59 } else { second });
        civil::Time::new(self.hour, self.minute, second.unwrap_or(0), 0).ok()?;
        let seconds = second.map(|second| format!(":{second:02}")).unwrap_or_default();
        let point = if self.fraction.is_empty() { "" } else { "." };
        Some(format!("{:02}:{:02}{seconds}{point}{}{}", self.hour, self.minute, self.fraction, self.offset))
    }
}

/// A time that may be followed by a half of the day and an offset, and by nothing else. For example, `9:05:00 PM +01:00`.
pub(super) fn read(text: &str) -> Option<TimeOfDay> {
    // The name of a zone in brackets (RFC 9557) repeats the offset.
    let text = text.split('[').next()?.trim();
    let end = text.find(|c: char| !matches!(c, '0'..='9' | ':' | '.' | ',')).unwrap_or(text.len());
    let (clock, rest) = text.split_at(end);
    let mut clock = digits(clock)?;
    let mut rest = rest.trim();
    let half = rest.get(..2).map(str::to_ascii_lowercase);
    if let Some(half @ ("am" | "pm")) = half.as_deref() {
        clock = clock.with_half(half == "pm")?;
        rest = rest[2..].trim();
    }
    clock.offset = offset(rest)?;
    Some(clock)
}

/// `10:00`, `10:00:00.123` or `100000`.
fn digits(text: &str) -> Option<TimeOfDay> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(fraction) || fraction.len() > 9 {
        return None;
    }
    let parts: Vec<&str> = match whole.len() {
        4 | 6 if is_digits(whole) => (0..whole.len()).step_by(2).map(|at| &whole[at..at + 2]).collect(),
        _ => whole.split(':').collect(),
    };
    if !(2..=3).contains(&parts.len()) || parts.iter().any(|part| part.is_empty() || part.len() > 2) {
        return None;
    }
    let numbers = parts.iter().map(|part| part.parse().ok()).collect::<Option<Vec<i8>>>()?;
    let second = numbers.get(2).copied();
    // A fraction of a minute is allowed by ISO 8601, but nobody writes it.
    if second.is_none() && !fraction.is_empty() {
        return None;
    }
    Some(TimeOfDay {
        hour: numbers[0],
        minute: numbers[1],
        second,
        fraction: fraction.to_owned(),
        offset: String::new(),
    })
}

/// An offset as ISO 8601 has it. Nothing for none; `None` for any other text.
fn offset(text: &str) -> Option<String> {
    let hours = |hours: &str| Some(format!("{hours}:00"));
    match text {
        "" => Some(String::new()),
        "Z" | "z" | "UTC" | "GMT" | "UT" => Some("Z".to_owned()),
        // Those of RFC 2822, and of the larger zones with one meaning.
        "EST" | "CDT" => hours("-05"),
        "EDT" => hours("-04"),
        "CST" | "MDT" => hours("-06"),
        "MST" | "PDT" => hours("-07"),
        "PST" => hours("-08"),
        "CET" | "MEZ" => hours("+01"),
        "CEST" | "MESZ" => hours("+02"),
        "MSK" => hours("+03"),
        "JST" | "KST" => hours("+09"),
        _ => numeric_offset(text),
    }
}

fn numeric_offset(text: &str) -> Option<String> {
    let text = text.strip_prefix("UTC").or_else(|| text.strip_prefix("GMT")).unwrap_or(text);
    let sign = text.get(..1).filter(|sign| matches!(*sign, "+" | "-"))?;
    let digits = text[1..].replacen(':', "", 1);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // YAML has hours of one digit too.
    let digits = if digits.len() % 2 == 1 { format!("0{digits}") } else { digits };
    let (hours, minutes) = match digits.len() {
        2 => (digits.as_str(), "00"),
        4 => digits.split_at(2),
        _ => return None,
    };
    (hours <= "14" && minutes <= "59").then(|| format!("{sign}{hours}:{minutes}"))
}
