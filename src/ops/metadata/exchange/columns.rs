//! Recognising the columns of a table: the article, a field by any of its names in other tools, or no metadata.

use super::CORPUS_ID;
use crate::model::FieldName;
use crate::{Error, Hint, Result};
use std::collections::BTreeMap;

/// The role of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ColumnRole {
    /// The id of the article.
    Id,
    /// The key of the article, or the end of it.
    Key,
    /// The corpus to which the id belongs.
    Corpus,
    /// The values of a field.
    Field(FieldName),
    /// No metadata: columns without a name, excluded columns, and values that the corpus derives itself.
    Ignored,
}

/// Names of the standard fields in other tools, in lower case and without `_`, `-` and spaces. The tools are
/// trafilatura, news-please, Media Cloud, `LexisNexisTools` and schema.org.
const OTHER_NAMES: [(&str, &str); 29] = [
    ("headline", "title"),
    ("alternativeheadline", "subtitle"),
    ("subheadline", "subtitle"),
    ("publisher", "outlet"),
    ("publication", "outlet"),
    ("newspaper", "outlet"),
    ("medianame", "outlet"),
    ("sitename", "outlet"),
    ("sourcedomain", "outlet"),
    ("authors", "author"),
    ("byline", "author"),
    ("date", "published"),
    ("datepublished", "published"),
    ("datepublish", "published"),
    ("publishdate", "published"),
    ("publicationdate", "published"),
    ("publishedat", "published"),
    ("pubdate", "published"),
    ("datemodified", "modified"),
    ("datemodify", "modified"),
    ("modifieddate", "modified"),
    ("updatedat", "modified"),
    ("link", "url"),
    ("articleurl", "url"),
    ("lang", "language"),
    ("inlanguage", "language"),
    ("articlesection", "section"),
    ("category", "section"),
    ("rubric", "section"),
];

/// Columns of the view `articles` that aren't metadata.
const IGNORED: [&str; 8] =
    ["source", "version", "words", "sha256", "added_at", "removed_at", "text", "maintext"];

/// The role of each column. `mapped` assigns fields to columns by name; an empty field excludes the column. A column with
/// the name of an existing field (`known`) is that field.
///
/// For example, `date_publish` is `published`, unless the corpus has a field `date_publish`.
pub(super) fn recognise(
    names: &[String],
    mapped: &BTreeMap<String, String>,
    known: &[String],
) -> Result<Vec<ColumnRole>> {
    for name in mapped.keys() {
        if !names.contains(name) {
            return Err(Error::invalid(format!("there is no column '{name}' to map"))
                .with_hint(format!("the columns are: {}", names.join(", "))));
        }
    }
    let columns: Vec<ColumnRole> = names
        .iter()
        .map(|name| match mapped.get(name) {
            Some(field) if field.is_empty() => Ok(ColumnRole::Ignored),
            Some(field) => named(field),
            None => column(name, known),
        })
        .collect::<Result<_>>()?;
    for (index, column) in columns.iter().enumerate() {
        // Two columns of one field would silently overwrite each other.
        let twin =
            columns[..index].iter().position(|other| other == column && *column != ColumnRole::Ignored);
        if let Some(twin) = twin {
            return Err(Error::invalid(format!(
                "the columns '{}' and '{}' are the same",
                names[twin], names[index]
            ))
            .with_hint(Hint::ExcludeColumn { column: names[index].clone() }));
        }
    }
    Ok(columns)
}

/// The role that the user assigned to a column, without guessing.
fn named(field: &str) -> Result<ColumnRole> {
    Ok(match field {
        "id" => ColumnRole::Id,
        "key" => ColumnRole::Key,
        field => ColumnRole::Field(field.parse()?),
    })
}

fn column(name: &str, known: &[String]) -> Result<ColumnRole> {
    let plain = name.trim().to_lowercase();
    // For example, the index column of pandas, or the empty column after a trailing comma.
    if plain.is_empty() {
        return Ok(ColumnRole::Ignored);
    }
    let folded = plain.replace(['_', '-', ' '], "");
    Ok(match folded.as_str() {
        "id" | "articleid" => ColumnRole::Id,
        "key" | "path" | "file" | "filename" => ColumnRole::Key,
        // Exactly as exported: a column `Corpus ID` of another tool means something else.
        _ if plain == CORPUS_ID => ColumnRole::Corpus,
        _ if IGNORED.contains(&plain.as_str()) => ColumnRole::Ignored,
        // Before the names of other tools: the user has defined this field.
        _ if known.contains(&plain) => ColumnRole::Field(plain.parse()?),
        _ => match OTHER_NAMES.iter().find(|(other, _)| *other == folded) {
            Some((_, field)) => ColumnRole::Field(field.parse()?),
            None => ColumnRole::Field(field_name(&plain)?),
        },
    })
}

/// A field name derived from a column name: invalid characters become `_`.
fn field_name(plain: &str) -> Result<FieldName> {
    let name: String =
        plain.chars().map(|c| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '_' }).collect();
    name.trim_matches('_').parse().map_err(|_| {
        Error::invalid(format!("the column '{plain}' can't be a field"))
            .with_hint(Hint::RenameColumn { column: plain.to_owned() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::STANDARD_FIELDS;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(ToString::to_string).collect()
    }

    fn standard() -> Vec<String> {
        names(&STANDARD_FIELDS)
    }

    #[test]
    fn a_field_of_the_corpus_comes_before_what_other_tools_mean() {
        let known = [standard(), names(&["date"])].concat();
        let columns = recognise(&names(&["key", "date", "published"]), &BTreeMap::new(), &known).unwrap();
        assert_eq!(columns[1], ColumnRole::Field("date".parse().unwrap()));
    }

    #[test]
    fn knows_what_other_tools_write() {
        let columns = recognise(
            &names(&["path", "date_publish", "Media Name", "words", "My topic"]),
            &BTreeMap::new(),
            &standard(),
        );
        let field = |name: &str| ColumnRole::Field(name.parse().unwrap());
        assert_eq!(
            columns.unwrap(),
            [ColumnRole::Key, field("published"), field("outlet"), ColumnRole::Ignored, field("my_topic")]
        );
    }

    #[test]
    fn every_other_name_is_of_a_standard_field() {
        for (name, field) in OTHER_NAMES {
            assert!(STANDARD_FIELDS.contains(&field), "{name} → {field}");
        }
    }

    #[test]
    fn refuses_what_is_not_clear() {
        for header in [vec!["key", "date", "published"], vec!["key", "path"], vec!["key", "日付"]] {
            assert!(recognise(&names(&header), &BTreeMap::new(), &standard()).is_err(), "{header:?}");
        }
        let mapped = BTreeMap::from([("date".to_owned(), String::new())]);
        assert!(recognise(&names(&["key", "date", "published"]), &mapped, &standard()).is_ok());
        assert!(recognise(&names(&["key"]), &mapped, &standard()).is_err());
    }
}
