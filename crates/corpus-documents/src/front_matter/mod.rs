//! Front matter: the metadata in the first lines of a Markdown or text file.
//!
//! YAML stands between lines `---` (or ends with `...`), as in Jekyll, Hugo and Pandoc; TOML stands between lines `+++`, as in Hugo and Zola.
//! YAML that people wrote is often not valid, mostly because of a colon in a title. It is then read line by line.

mod lines;
mod quotes;
#[cfg(test)]
mod tests;
mod toml;
mod yaml;

use crate::Finding;
use crate::date::{DayOrder, UnreadDate};
use crate::fields::{Cells, FieldFindings, Value, names};
use std::borrow::Cow;

/// The largest front matter, in bytes. A closing line further below belongs to something else.
const LARGEST: usize = 64 << 10;

/// The front matter of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter {
    /// The metadata: standard fields by rank, then the other keys in order. The rule names the key: `front-matter:title`.
    pub findings: Vec<Finding>,
    /// The dates that can't be read.
    pub unread_dates: Vec<UnreadDate>,
    /// The offset of the text after the front matter, in bytes. The text is unchanged from there on.
    pub body: usize,
    /// Why the front matter isn't valid, if it had to be read line by line.
    pub remark: Option<String>,
}

/// Splits a text into front matter and body; `None` if the text has no front matter.
///
/// Front matter begins on the first line and holds named values. A text that begins with a rule of dashes has none.
///
/// For example, `---\ntitle: Fares rise\n---\nThe fares` has the title `Fares rise`, and `The fares` as its body.
#[must_use]
pub fn split(text: &str) -> Option<FrontMatter> {
    let start = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let (inner, body, is_toml) = fenced(text, start)?;
    let read = if is_toml { toml::read(inner) } else { yaml::read(inner) };
    // A paragraph with a colon below an unquoted value is valid, but not meant as a name.
    let read = read.and_then(|cells| match cells.iter().find(|(name, _)| !is_plain(name)) {
        Some((name, _)) => Err(format!("'{}' is no name", name.chars().take(20).collect::<String>())),
        None => Ok(cells),
    });
    let (cells, remark) = match read {
        Ok(cells) => (cells, None),
        Err(reason) => {
            let format = if is_toml { "TOML" } else { "YAML" };
            let remark =
                format!("the front matter isn't valid {format} ({reason}) and was read line by line");
            (lines::read(inner, if is_toml { '=' } else { ':' })?, Some(remark))
        }
    };
    is_front_matter(&cells).then(|| {
        let (findings, unread_dates) = findings(&cells);
        FrontMatter { findings, unread_dates, body, remark }
    })
}

/// The lines between the fences, the offset after them, and whether they are TOML.
fn fenced(text: &str, start: usize) -> Option<(&str, usize, bool)> {
    let mut offset = start;
    let mut lines = text[start..].split_inclusive('\n');
    let fence = lines.next()?;
    let is_toml = fence.trim_end() == "+++";
    if !is_toml && fence.trim_end() != "---" {
        return None;
    }
    offset += fence.len();
    let inner = offset;
    for line in lines {
        if offset - inner > LARGEST {
            return None;
        }
        let is_end = match line.trim_end() {
            "+++" => is_toml,
            "---" | "..." => !is_toml,
            _ => false,
        };
        if is_end {
            return Some((&text[inner..offset], offset + line.len(), is_toml));
        }
        offset += line.len();
    }
    None
}

/// Whether there are named values, with the names that people give: one is known, or all of them are written like names in programs.
/// `Note: this is a text` between two rules is none.
fn is_front_matter(cells: &Cells) -> bool {
    let is_lower = |name: &str| {
        name.bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-'))
    };
    let is_known = |name: &str| {
        names::meaning(name).is_some_and(|known| !known.fields.is_empty())
            || KEYS.contains(&names::folded(name).as_str())
    };
    let has_known = cells.iter().any(|(name, _)| is_known(name));
    !cells.is_empty() && (has_known || cells.iter().all(|(name, _)| is_lower(name)))
}

/// Keys of static site generators that are no metadata of other tools.
const KEYS: [&str; 14] = [
    "layout",
    "draft",
    "slug",
    "weight",
    "aliases",
    "redirectfrom",
    "redirectto",
    "template",
    "toc",
    "image",
    "hero",
    "type",
    "menu",
    "status",
];

/// A key of one line that isn't a sentence.
fn is_plain(name: &str) -> bool {
    let is_mark = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | ':' | '@' | '/');
    (1..=60).contains(&name.chars().count())
        && name.chars().all(is_mark)
        && name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.split(' ').count() <= 4
}

fn findings(cells: &Cells) -> (Vec<Finding>, Vec<UnreadDate>) {
    let mut found = FieldFindings::new("front-matter", DayOrder::Unknown, cells);
    for (name, value) in sections(cells) {
        if !found.named(&name, value) {
            found.other(&name, value);
        }
    }
    found.ranked()
}

/// The values and those in the tables of Hugo and Zola for values of one's own.
fn sections(cells: &Cells) -> impl Iterator<Item = (Cow<'_, str>, &Value)> {
    cells.iter().flat_map(|(name, value)| {
        let is_section = matches!(name.as_str(), "extra" | "params" | "taxonomies");
        let inner: &[(String, Value)] = match value {
            Value::Object(cells) if is_section => cells,
            _ => &[],
        };
        let inner = inner.iter().map(|(name, value)| (Cow::Borrowed(name.as_str()), value));
        std::iter::once((Cow::Borrowed(name.as_str()), value)).chain(inner)
    })
}
