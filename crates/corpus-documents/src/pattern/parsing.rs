//! Reading a pattern, with errors that say how to correct it.

use super::dates::DateFormat;
use super::{PatternPart, Role};
use crate::Field;
use crate::fields::values;

/// A pattern that can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{part}' in the pattern can't be used: {reason}")]
pub struct InvalidPattern {
    /// The wrong part of the pattern, as written.
    pub part: String,
    /// The reason and the correction.
    ///
    /// Dates are made of `%Y` (year), `%y` (its last two digits), `%m` (month), `%b` or `%B` (its English name), `%d` (day),
    /// `%j` (day of the year), `%H`, `%M` and `%S` (time), and `%%` (a per cent sign).
    pub reason: String,
}

impl InvalidPattern {
    pub(super) fn new(part: &str, reason: impl Into<String>) -> Self {
        Self { part: part.to_owned(), reason: reason.into() }
    }
}

/// The longest pattern, in bytes. It bounds the recursion over its parts.
const LONGEST: usize = 1000;

/// The parts of a pattern.
pub(super) fn parts(written: &str) -> Result<Vec<PatternPart>, InvalidPattern> {
    if written.len() > LONGEST {
        let start: String = written.chars().take(40).collect();
        return Err(InvalidPattern::new(&start, format!("it is longer than {LONGEST} bytes")));
    }
    let mut parts: Vec<PatternPart> = Vec::new();
    let mut rest = written;
    while let Some(character) = rest.chars().next() {
        if rest.starts_with("{{") || rest.starts_with("}}") {
            literal(&mut parts, &rest[..1]);
            rest = &rest[2..];
        } else if character == '{' {
            let end = rest
                .find('}')
                .ok_or_else(|| InvalidPattern::new(rest, "the brace has no end: write } after the field"))?;
            let part = part(&rest[..=end], &rest[1..end])?;
            check_neighbours(&parts, &part, &rest[..=end])?;
            parts.push(part);
            rest = &rest[end + 1..];
        } else if character == '}' {
            return Err(InvalidPattern::new(rest, "no brace is open: write }} for a brace in a name"));
        } else {
            literal(&mut parts, &rest[..character.len_utf8()]);
            rest = &rest[character.len_utf8()..];
        }
    }
    if parts.iter().all(|part| matches!(part, PatternPart::Literal(_) | PatternPart::Text(Role::Ignored))) {
        return Err(InvalidPattern::new(written, "it has no field: write for example {outlet}/{title}.txt"));
    }
    Ok(parts)
}

fn literal(parts: &mut Vec<PatternPart>, text: &str) {
    match parts.last_mut() {
        Some(PatternPart::Literal(last)) => last.push_str(text),
        _ => parts.push(PatternPart::Literal(text.to_owned())),
    }
}

fn part(written: &str, inner: &str) -> Result<PatternPart, InvalidPattern> {
    let (name, format) = inner.split_once(':').map_or((inner, None), |(name, format)| (name, Some(format)));
    let role = match name.trim() {
        "" | "*" => Role::Ignored,
        "captured" => Role::Captured,
        "key" => Role::Key,
        name => Role::Field(field(written, name)?),
    };
    let Some(format) = format else { return Ok(PatternPart::Text(role)) };
    if !matches!(
        role,
        Role::Captured | Role::Ignored | Role::Field(Field::Published | Field::Modified | Field::Other(_))
    ) {
        let reason = "only dates have a format: write for example {published:%Y-%m-%d}";
        return Err(InvalidPattern::new(written, reason));
    }
    Ok(PatternPart::Date(role, DateFormat::parse(written, format)?))
}

fn field(written: &str, name: &str) -> Result<Field, InvalidPattern> {
    let is_name = name.starts_with(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    if !is_name {
        return Err(InvalidPattern::new(
            written,
            "a field is a name of letters, digits, '_' and '-', or one of {key}, {captured:…} and {*}",
        ));
    }
    Ok(values::field(name))
}

/// Two texts need something between them, and no field is given twice.
fn check_neighbours(parts: &[PatternPart], part: &PatternPart, written: &str) -> Result<(), InvalidPattern> {
    if let (Some(PatternPart::Text(_)), PatternPart::Text(_)) = (parts.last(), part) {
        return Err(InvalidPattern::new(
            written,
            "nothing stands between it and the field before: write for example {outlet}_{title}",
        ));
    }
    let role = |part: &PatternPart| match part {
        PatternPart::Text(role) | PatternPart::Date(role, _) => Some(role.clone()),
        PatternPart::Literal(_) => None,
    };
    let is_twice = role(part) != Some(Role::Ignored) && parts.iter().any(|other| role(other) == role(part));
    if is_twice {
        let reason = "the field was given before: write a date in several folders as {published:%Y/%m/%d}, and {*} for what repeats";
        return Err(InvalidPattern::new(written, reason));
    }
    Ok(())
}
