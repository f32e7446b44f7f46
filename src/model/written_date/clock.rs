//! Times of dates, and dates without separators.

use super::number;

/// Adds separators to East Asian and compact dates. For example, `2017年3月7日` becomes `2017-3-7`,
/// `20170307T093000Z` becomes `20170307 09:30:00Z`, `Mar 7 09:30:00 2017` becomes `Mar 7 2017 09:30:00`.
pub(super) fn spelled(text: &str) -> String {
    let mut marked = String::new();
    for character in text.chars() {
        // Only after a digit is it a unit of time; elsewhere it may be part of a word.
        let is_unit = marked.ends_with(|last: char| last.is_ascii_digit());
        marked.push(match character {
            '年' | '月' | '년' | '월' if is_unit => '-',
            '日' | '일' if is_unit => ' ',
            _ => character,
        });
    }
    if let Some(spelled) = compact(&marked) {
        return spelled;
    }
    let (day, time) = split_time(&marked);
    match time.rsplit_once(' ') {
        Some((clock, year)) if year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{day} {year} {clock}")
        }
        _ => marked,
    }
}

/// A day of eight digits and a time of four or six, with an optional `T` between them.
fn compact(text: &str) -> Option<String> {
    let (day, rest) = text.split_at_checked(8)?;
    let rest = rest.strip_prefix(['T', 't']).unwrap_or(rest);
    let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
    // Other numbers of digits may be a time stamp in seconds, which is no date in writing.
    if !day.bytes().all(|byte| byte.is_ascii_digit()) || !matches!(figures, 4 | 6) {
        return None;
    }
    let seconds = if figures == 6 { format!(":{}", &rest[4..6]) } else { String::new() };
    Some(format!("{day} {}:{}{seconds}{}", &rest[..2], &rest[2..4], &rest[figures..]))
}

/// The day and the time of the text.
pub(super) fn split_time(text: &str) -> (&str, &str) {
    let Some(colon) = text.find(':') else { return (text, "") };
    let start = text[..colon].trim_end_matches(|character: char| character.is_ascii_digit()).len();
    let day = text[..start].trim_end();
    (day.strip_suffix(['T', 't']).unwrap_or(day), &text[start..])
}

/// A time as `T17:03:00+02:00`; empty if there is none, `None` if it is invalid.
pub(super) fn read_time(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some(String::new());
    }
    let end = text.find(|character: char| !character.is_ascii_digit() && !":.".contains(character));
    let (clock, rest) = text.split_at(end.unwrap_or(text.len()));
    let mut rest = rest.trim().to_lowercase();
    let (hours, minutes) = clock.split_once(':')?;
    let mut hours = number(hours);
    for (half, offset) in [("a.m.", 0), ("p.m.", 12), ("am", 0), ("pm", 12)] {
        if let Some(zone) = rest.strip_prefix(half) {
            hours = hours % 12 + offset;
            rest = zone.trim().to_owned();
            break;
        }
    }
    let zone = match rest.as_str() {
        "" => String::new(),
        "z" | "utc" | "gmt" | "+0000" | "+00:00" => "Z".to_owned(),
        offset if offset.len() == 5 && !offset.contains(':') && offset.is_ascii() => {
            format!("{}:{}", &offset[..3], &offset[3..])
        }
        offset => offset.to_owned(),
    };
    Some(format!("T{hours:02}:{minutes}{zone}"))
}
