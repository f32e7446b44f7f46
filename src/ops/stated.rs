//! The statements of a document about its article, as values of fields: of the ranked candidates of each field, the first one that
//! the field accepts.

use super::reading::Reading;
use crate::model::{FieldName, FieldType, Origin, ReaderKind};
use corpus_documents::{Field, Finding, page};
use std::collections::BTreeMap;

/// Values that a document states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Stated {
    /// The values of standard fields other than the outlet.
    pub(crate) standard: BTreeMap<&'static str, String>,
    /// The name of the outlet.
    pub(crate) outlet: Option<String>,
    /// The values of other fields.
    pub(crate) other: BTreeMap<FieldName, Vec<String>>,
}

/// The standard fields that a document may state, with their types. The outlet is a reference, so it isn't here.
const STANDARD: [(Field, &str, FieldType); 8] = [
    (Field::Title, "title", FieldType::Text),
    (Field::Subtitle, "subtitle", FieldType::Text),
    (Field::Author, "author", FieldType::Text),
    (Field::Published, "published", FieldType::Date),
    (Field::Modified, "modified", FieldType::Date),
    (Field::Url, "url", FieldType::Url),
    (Field::Language, "language", FieldType::Language),
    (Field::Section, "section", FieldType::Text),
];

/// The origin of the values that a document states.
pub(crate) fn origin(reader: &ReaderKind) -> Origin {
    match reader {
        ReaderKind::Text => Origin::opening(),
        ReaderKind::WholePage => Origin::Document(ReaderKind::Page.to_string()),
        ReaderKind::RowPage => Origin::Document(ReaderKind::Row.to_string()),
        reader => Origin::Document(reader.to_string()),
    }
}

impl Stated {
    /// The values that a reading found.
    ///
    /// For example, two findings of authors by the rule `json-ld` and one by the rule `byline` give the two, joined by `; `.
    pub(crate) fn of(reading: &Reading) -> Self {
        let mut stated = Self::of_findings(&reading.findings);
        // The first lines of a page's whole text are its navigation.
        if reading.reader != ReaderKind::WholePage {
            let opening = &reading.article.opening;
            let url = opening.url.as_deref().map(page::without_tracking);
            let lines = [("title", &opening.title), ("subtitle", &opening.subtitle), ("url", &url)];
            for (name, value) in lines {
                if let (Some(value), false) = (value, stated.standard.contains_key(name)) {
                    stated.standard.insert(name, value.clone());
                }
            }
        }
        stated
    }

    /// The values of findings.
    pub(crate) fn of_findings(findings: &[Finding]) -> Self {
        let mut stated = Self::default();
        for (field, name, kind) in STANDARD {
            if let Some(value) = best(findings, &field, kind) {
                stated.standard.insert(name, value);
            }
        }
        stated.outlet = best(findings, &Field::Outlet, FieldType::Text);
        for finding in findings {
            let Field::Other(name) = &finding.field else { continue };
            let Some(field) = field_name(name) else { continue };
            let values = stated.other.entry(field).or_default();
            let value = finding.value.replace('\0', "\u{FFFD}");
            if !value.trim().is_empty() && !values.contains(&value) {
                values.push(value);
            }
        }
        stated.other.retain(|_, values| !values.is_empty());
        stated
    }

    /// Leaves out the fields that another document states too.
    pub(crate) fn remove_all(&mut self, others: &Self) {
        self.standard.retain(|field, _| !others.standard.contains_key(field));
        self.other.retain(|field, _| !others.other.contains_key(field));
        self.outlet = self.outlet.take().filter(|_| others.outlet.is_none());
    }

    /// Leaves out a field.
    pub(crate) fn remove(&mut self, field: &FieldName) {
        self.standard.remove(field.as_str());
        self.other.remove(field);
        if field.as_str() == "outlet" {
            self.outlet = None;
        }
    }

    /// The value of a standard field.
    pub(crate) fn value(&self, field: &str) -> Option<&str> {
        self.standard.get(field).map(String::as_str)
    }
}

/// The first acceptable value of a field. Several authors are findings of the same rule.
fn best(findings: &[Finding], field: &Field, kind: FieldType) -> Option<String> {
    let accepted = |finding: &&Finding| {
        finding.field == *field && kind.check(&finding.value).is_ok_and(|value| !value.is_empty())
    };
    let first = findings.iter().find(accepted)?;
    if *field != Field::Author {
        return kind.check(&first.value).ok();
    }
    let authors = findings.iter().filter(accepted).filter(|other| other.rule == first.rule);
    let mut names: Vec<&str> = Vec::new();
    for author in authors {
        if !names.contains(&author.value.trim()) {
            names.push(author.value.trim());
        }
    }
    Some(names.join("; "))
}

/// The name and type of the field that a finding is of; `None` if it can't be kept.
pub(crate) fn field_of(field: &Field) -> Option<(String, FieldType)> {
    match field {
        Field::Other(name) => field_name(name).map(|name| (name.to_string(), FieldType::Text)),
        Field::Outlet => Some(("outlet".to_owned(), FieldType::Text)),
        _ => {
            let (_, name, kind) = STANDARD.into_iter().find(|(known, ..)| known == field)?;
            Some((name.to_owned(), kind))
        }
    }
}

/// The name of a field for a column or key; `None` if nothing of it can be kept.
///
/// For example, `Word Count` becomes `word_count`, and `id`, which the corpus itself sets, becomes `row_id`.
fn field_name(name: &str) -> Option<FieldName> {
    let mut plain = String::new();
    for character in name.trim().to_lowercase().chars() {
        if character.is_ascii_alphanumeric() {
            plain.push(character);
        } else if !plain.ends_with('_') {
            plain.push('_');
        }
    }
    let plain = plain.trim_matches('_');
    if plain.is_empty() {
        return None;
    }
    let shorten = |name: &str| name.chars().take(64).collect::<String>();
    shorten(plain).parse().or_else(|_| shorten(&format!("row_{plain}")).parse()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_become_names_of_fields() {
        for (name, field) in [
            ("Word Count", Some("word_count")),
            ("id", Some("row_id")),
            ("2nd editor", Some("row_2nd_editor")),
            ("tags", Some("tags")),
            ("—", None),
            ("", None),
        ] {
            assert_eq!(field_name(name).map(|field| field.to_string()).as_deref(), field, "{name}");
        }
        assert_eq!(field_name(&"a".repeat(100)).unwrap().as_str().len(), 64);
    }

    #[test]
    fn the_first_value_that_the_field_accepts_counts() {
        let finding = |field: Field, value: &str, rule: &str| Finding {
            field,
            value: value.to_owned(),
            rule: rule.to_owned(),
        };
        let findings = [
            finding(Field::Published, "some day", "meta"),
            finding(Field::Published, "2024-05-01", "og"),
            finding(Field::Author, "Ada Lovelace", "json-ld"),
            finding(Field::Author, "Charles Babbage", "json-ld"),
            finding(Field::Author, "Somebody Else", "byline"),
        ];
        assert_eq!(best(&findings, &Field::Published, FieldType::Date).as_deref(), Some("2024-05-01"));
        assert_eq!(
            best(&findings, &Field::Author, FieldType::Text).as_deref(),
            Some("Ada Lovelace; Charles Babbage")
        );
        assert_eq!(best(&findings, &Field::Url, FieldType::Url), None);
    }
}
