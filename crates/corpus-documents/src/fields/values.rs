//! The values of the standard fields, cleaned. A value that looks like one of another field is none.

use super::Value;
use super::address::is_address;
use super::{language, names, people};
use crate::Field;
use crate::date::{self, DayOrder};

/// The field of a name that a user gave.
pub(crate) fn field(name: &str) -> Field {
    let standard = names::standard_fields().find(|field| field.name() == name);
    standard.cloned().unwrap_or_else(|| Field::Other(name.to_owned()))
}

/// The values of a column for a field; none if they don't fit it.
pub(crate) fn of(field: &Field, column: &str, value: &Value, order: DayOrder) -> Vec<String> {
    match field {
        Field::Author => people::names(value),
        Field::Published | Field::Modified => date(value, order).into_iter().collect(),
        Field::Url => value.text().filter(|text| is_address(text)).map(str::to_owned).into_iter().collect(),
        Field::Language => value.text().and_then(language::tag).into_iter().collect(),
        Field::Section => section(value).into_iter().collect(),
        Field::Title | Field::Subtitle | Field::Outlet => line(column, value).into_iter().collect(),
        Field::Other(_) => {
            Some(value.scalars().join("; ")).filter(|value| !value.is_empty()).into_iter().collect()
        }
    }
}

/// A headline or the like, on one line. Not an address, not a date.
fn line(column: &str, value: &Value) -> Option<String> {
    let text = value.text()?;
    // Titles of WordPress are HTML, and so are the subtitles of some interfaces.
    let is_markup =
        names::folded(column).ends_with("rendered") || text.starts_with('<') && text.contains("</");
    let text = if is_markup { without_tags(text) } else { text.to_owned() };
    let text = html_escape::decode_html_entities(&text);
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // A year alone may be a headline.
    let is_date = line.len() > 4 && date::is_date(&line);
    (!line.is_empty() && !is_address(&line) && !is_date).then_some(line)
}

/// Text without its markup between `<` and `>`. For headlines, whose markup is `<em>` and the like.
fn without_tags(text: &str) -> String {
    let mut parts = text.split('<');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| match part.split_once('>') {
        Some((_, after)) => plain + after,
        None => plain + "<" + part,
    })
}

/// A date as text or number, or one of CSL-JSON (`date-parts`) or `MongoDB` (`$date`).
fn date(value: &Value, order: DayOrder) -> Option<String> {
    match value {
        Value::Object(_) => {
            let parts = value.get("date-parts").and_then(date_parts);
            let written = ["raw", "literal", "$date"].iter().find_map(|name| date(value.get(name)?, order));
            parts.or(written)
        }
        _ => date::iso(value.scalars().first()?, order),
    }
}

/// `[[2021, 3, 8]]`; of a range the beginning.
fn date_parts(value: &Value) -> Option<String> {
    let Value::List(dates) = value else { return None };
    let numbers: Vec<u16> =
        dates.first()?.scalars().iter().map(|part| part.parse()).collect::<Result<_, _>>().ok()?;
    let text = match numbers[..] {
        [year] => format!("{year:04}"),
        [year, month] => format!("{year:04}-{month:02}"),
        [year, month, day, ..] => format!("{year:04}-{month:02}-{day:02}"),
        [] => return None,
    };
    date::iso(&text, DayOrder::Unknown)
}

/// Sections are words. The numbers of `WordPress` mean nothing outside of it.
fn section(value: &Value) -> Option<String> {
    let values: Vec<&str> = match value {
        Value::List(values) => values.iter().filter_map(Value::text).collect(),
        _ => value.text().into_iter().collect(),
    };
    let is_word =
        |value: &&str| value.contains(char::is_alphabetic) && !is_address(value) && value.len() <= 200;
    let words: Vec<&str> = values.into_iter().filter(is_word).collect();
    (!words.is_empty()).then(|| words.join("; ")).filter(|text| !text.starts_with(['[', '{']))
}

/// Whether a text is HTML: by the name of its column and any tag, or because it begins with a tag and has others.
pub(crate) fn is_html(column: &str, text: &str) -> bool {
    let column = names::folded(column);
    let says_so =
        ["html", "rendered", "encoded", "postcontent", "fieldsbody"].iter().any(|end| column.ends_with(end));
    let start = text.trim_start();
    let begins = start
        .strip_prefix('<')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!'));
    if says_so {
        return begins || has_tag(text);
    }
    begins && (has_tag(text))
}

/// Whether a tag of a paragraph or the like is ended or begun in the text.
fn has_tag(text: &str) -> bool {
    let named = |rest: &str| {
        let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).take(11).collect();
        let after = rest.get(name.len()..).and_then(|rest| rest.chars().next());
        TAGS.contains(&name.to_ascii_lowercase().as_str()) && matches!(after, Some('>' | ' ' | '/' | '\n'))
    };
    text.split('<').skip(1).any(|part| named(part.strip_prefix('/').unwrap_or(part)))
}

const TAGS: [&str; 17] = [
    "p",
    "br",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "blockquote",
    "article",
    "section",
    "html",
    "body",
    "figure",
    "span",
];
