//! Sidecars: `X.corpus.json` next to the file X holds the metadata of its article. [`super::export`] writes them and
//! [`super::import()`] reads them, without loss.

use super::metadata::shaped;
use super::reading::Layout;
use crate::Error;
use crate::model::{FieldName, STANDARD_FIELDS, UtcTime};
use crate::store::snapshot::Snapshot;
use crate::text::Charset;
use crate::text::charset::UnknownCharset;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The suffix that a sidecar's name adds to that of its file.
pub(super) const SUFFIX: &str = ".corpus.json";

/// Maximum size of a sidecar, in bytes.
pub(super) const LARGEST: u64 = 16 << 20;

/// The contents of a sidecar. Fields that it doesn't name are left as they are.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sidecar {
    /// The key of the article.
    pub(super) key: Option<String>,
    /// The charset of the file.
    pub(super) charset: Option<Charset>,
    /// When the file was captured.
    pub(super) captured: Option<UtcTime>,
    /// How the columns of the file, which is a row, are read.
    pub(super) layout: Option<Layout>,
    /// Fields with their values.
    pub(super) fields: BTreeMap<FieldName, SidecarField>,
}

/// A field in a sidecar.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SidecarField {
    /// Empty: the field has no value.
    pub(super) values: Vec<String>,
    /// Whether the values were written as an array.
    pub(super) several: bool,
}

/// The sidecar of an article, as JSON. `emptied` names the fields that lost their values, which the document may state again;
/// `repeatable` those that can have several values.
pub(super) fn write(state: &Snapshot, emptied: &[String], repeatable: &BTreeSet<String>) -> String {
    let values = |field: &str| {
        let values = state.values.get(field).map(Vec::as_slice).unwrap_or_default();
        shaped(repeatable.contains(field), values)
    };
    let mut members = Map::new();
    members.insert("key".to_owned(), json!(state.key));
    members.insert("source".to_owned(), json!(state.source));
    members.extend(STANDARD_FIELDS.map(|field| (field.to_owned(), values(field))));
    let own = state.values.keys().filter(|field| !STANDARD_FIELDS.contains(&field.as_str()));
    let own: Map<String, Value> = own.chain(emptied).map(|field| (field.clone(), values(field))).collect();
    members.insert("metadata".to_owned(), Value::Object(own));
    members.insert("sha256".to_owned(), json!(state.hashes.bytes));
    members.insert("charset".to_owned(), json!(state.charset));
    if let Some(captured) = &state.captured {
        members.insert("captured".to_owned(), json!(captured));
    }
    // Not as a text, so that people can read it.
    if let Some(layout) = state.layout.as_ref().and_then(|layout| serde_json::from_str::<Value>(layout).ok())
    {
        members.insert("layout".to_owned(), layout);
    }
    format!("{:#}\n", Value::Object(members))
}

/// The reason why a sidecar can't be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum SidecarFault {
    /// Invalid JSON.
    #[error("it can't be read: {0}")]
    Json(#[from] serde_json::Error),
    /// The sidecar or its member `metadata` has another type.
    #[error("{0} is not a JSON object")]
    NotAnObject(&'static str),
    /// A value has another type.
    #[error("{name}: {value} is neither a text nor null")]
    NotText { name: String, value: Value },
    /// A member that has no meaning at the top level.
    #[error("it has a member '{0}': other fields stand in the member metadata")]
    UnknownMember(String),
    /// The same field at the top level and in `metadata`.
    #[error("it says twice what {0} is")]
    DuplicateField(String),
    /// An impossible key.
    #[error("'{0}' can't be the key of an article")]
    Key(String),
    /// An unknown charset.
    #[error(transparent)]
    Charset(#[from] UnknownCharset),
    /// No time in RFC 3339.
    #[error("captured: '{0}' is no time such as 2023-04-13T09:30:00Z")]
    Captured(String),
    /// A layout of a table that this program doesn't know.
    #[error("layout: how the columns are read can't be understood")]
    Layout,
    /// An impossible name of a field, or values that the field doesn't accept.
    #[error(transparent)]
    Field(#[from] Error),
}

/// Reads a sidecar. The error is the reason why it can't be read.
///
/// For example, `{"title": null, "metadata": {"topic": ["a", "b"]}}` states that there is no title and two topics.
pub(super) fn read(bytes: &[u8]) -> Result<Sidecar, SidecarFault> {
    let value: Value = serde_json::from_slice(bytes)?;
    let mut sidecar = Sidecar::default();
    for (name, value) in object(value, "it")? {
        match name.as_str() {
            "key" => sidecar.key = text(value, "key")?.map(checked_key).transpose()?,
            "charset" => {
                let label = text(value, "charset")?;
                sidecar.charset = label.map(|label| label.parse()).transpose()?;
            }
            "captured" => sidecar.captured = text(value, "captured")?.map(time).transpose()?,
            "layout" if value.is_null() => {}
            "layout" => {
                let layout = Layout::of_json(&value.to_string());
                sidecar.layout = Some(layout.ok_or(SidecarFault::Layout)?);
            }
            // Both describe the exported article. The file may have another source and other bytes here.
            "source" | "sha256" => {}
            "metadata" => {
                for (name, value) in object(value, "metadata")? {
                    sidecar.add_field(&name, value)?;
                }
            }
            name if STANDARD_FIELDS.contains(&name) => sidecar.add_field(name, value)?,
            name => return Err(SidecarFault::UnknownMember(name.to_owned())),
        }
    }
    Ok(sidecar)
}

impl Sidecar {
    fn add_field(&mut self, name: &str, value: Value) -> Result<(), SidecarFault> {
        let field: FieldName = name.parse()?;
        let (values, several) = match value {
            Value::Array(values) => (values, true),
            value => (vec![value], false),
        };
        let values: Vec<Option<String>> =
            values.into_iter().map(|value| text(value, name)).collect::<Result<_, _>>()?;
        // White space alone is no value, as everywhere.
        let values = values.into_iter().flatten().filter(|value| !value.trim().is_empty()).collect();
        match self.fields.insert(field, SidecarField { values, several }) {
            None => Ok(()),
            Some(_) => Err(SidecarFault::DuplicateField(name.to_owned())),
        }
    }
}

fn object(value: Value, what: &'static str) -> Result<Map<String, Value>, SidecarFault> {
    match value {
        Value::Object(members) => Ok(members),
        _ => Err(SidecarFault::NotAnObject(what)),
    }
}

fn text(value: Value, name: &str) -> Result<Option<String>, SidecarFault> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        // Hand-written sidecars have numbers such as `"section": 3`.
        Value::Number(number) => Ok(Some(number.to_string())),
        value => Err(SidecarFault::NotText { name: name.to_owned(), value }),
    }
}

fn time(text: String) -> Result<UtcTime, SidecarFault> {
    text.parse().map_err(|_| SidecarFault::Captured(text))
}

fn checked_key(key: String) -> Result<String, SidecarFault> {
    if key.is_empty() || key.contains('\0') {
        return Err(SidecarFault::Key(key));
    }
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(values: &[&str], several: bool) -> SidecarField {
        SidecarField { values: values.iter().map(ToString::to_string).collect(), several }
    }

    #[test]
    fn says_what_it_names_and_nothing_else() {
        let sidecar = read(
            br#"{"key": "../../x", "source": 7, "charset": "koi8-r", "title": null, "author": "  ", "section": 3,
                 "metadata": {"topic": ["a", null, "b"], "issue": []}}"#,
        )
        .unwrap();
        assert_eq!(sidecar.key.as_deref(), Some("../../x"));
        assert_eq!(sidecar.charset.unwrap().name(), "KOI8-R");
        let expected = [
            ("title", field(&[], false)),
            ("author", field(&[], false)),
            ("section", field(&["3"], false)),
            ("topic", field(&["a", "b"], true)),
            ("issue", field(&[], true)),
        ];
        let expected = expected.map(|(name, field)| (name.parse().unwrap(), field));
        assert_eq!(sidecar.fields, BTreeMap::from(expected));
        assert_eq!(read(b"{}").unwrap(), Sidecar::default());
    }

    #[test]
    fn what_can_not_be_meant_is_told() {
        let deep = format!(r#"{{"title": {}1{}}}"#, "[".repeat(500), "]".repeat(500));
        for (json, reason) in [
            ("", "EOF"),
            ("{\"title\": \"a", "EOF"),
            ("[]", "it is not a JSON object"),
            ("\"title\"", "it is not a JSON object"),
            (deep.as_str(), "recursion limit"),
            (r#"{"title": true}"#, "title: true is neither a text nor null"),
            (r#"{"title": {"a": 1}}"#, "neither a text nor null"),
            (r#"{"title": [["a"]]}"#, "neither a text nor null"),
            (r#"{"metadata": []}"#, "metadata is not a JSON object"),
            (r#"{"metadata": {"Bad Name": "x"}}"#, "'Bad Name' can't be the name of a field"),
            (r#"{"metadata": {"sha256": "x"}}"#, "not metadata"),
            (r#"{"title": "a", "metadata": {"title": "b"}}"#, "says twice what title is"),
            (r#"{"topic": "a"}"#, "stand in the member metadata"),
            (r#"{"charset": "klingon"}"#, "no charset is called \"klingon\""),
            (r#"{"key": ""}"#, "can't be the key"),
            (r#"{"key": "a\u0000b"}"#, "can't be the key"),
            (r#"{"key": ["a"]}"#, "key: [\"a\"] is neither"),
            (r#"{"captured": "yesterday"}"#, "'yesterday' is no time"),
            (r#"{"layout": "csv"}"#, "can't be understood"),
            (r#"{"layout": {"format": "json_lines"}}"#, "can't be understood"),
            ("{\"title\": \"\u{fffd}\"} x", "trailing characters"),
        ] {
            let error = read(json.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(reason), "{json}: {error}");
        }
        assert!(read(b"{\"title\": \"\xff\"}").is_err());
    }
}
