//! Values that an import finds, and which of those that are there they may replace.

use super::fields::text_field;
use super::{Checked, apply, check_field, check_values};
use crate::model::{ArticleId, FieldDefinition, FieldName, Origin};
use crate::ops::sidecar::Said;
use crate::store::tables::{metadata, outlets};
use crate::store::{Reader, Writer};
use crate::text::Opening;
use crate::{Error, Result};
use std::collections::BTreeMap;

/// Gives an article the values of an import, where no one else has given any; says whether anything changed.
pub(in crate::ops) fn set_from_import<'a>(
    writer: &Writer,
    article: ArticleId,
    set: impl IntoIterator<Item = &'a Checked>,
) -> Result<bool> {
    let mut changed = false;
    for checked in set {
        if takes(writer, article, &checked.field, &Origin::Import)? {
            changed |= apply(writer, article, checked)?;
        }
    }
    Ok(changed)
}

/// Whether the fields take what a sidecar says of them, or the reason why one doesn't. Nothing is written.
pub(in crate::ops) fn check_said(
    reader: &Reader,
    said: &BTreeMap<FieldName, Said>,
) -> Result<std::result::Result<(), String>> {
    for (field, said) in said {
        let definition = defined(reader, field, said)?;
        let values: Vec<&str> = said.values.iter().map(String::as_str).collect();
        match check_values(&definition, field, &values) {
            Err(Error::Invalid { message, .. }) => return Ok(Err(message)),
            checked => checked?,
        };
    }
    Ok(Ok(()))
}

/// Gives an article what its sidecar says, in the same way as [`set_from_import`]; a field that doesn't exist is
/// defined by its first value.
pub(in crate::ops) fn set_said(
    writer: &Writer,
    article: ArticleId,
    said: &BTreeMap<FieldName, Said>,
) -> Result<bool> {
    let mut changed = false;
    for (field, said) in said {
        if !takes(writer, article, field, &Origin::Sidecar)? {
            continue;
        }
        if metadata::field(writer, field)?.is_none() {
            if said.values.is_empty() {
                continue;
            }
            metadata::define(writer, &defined(writer, field, said)?)?;
        }
        let values: Vec<&str> = said.values.iter().map(String::as_str).collect();
        changed |= apply(writer, article, &check_field(writer, field, &values)?)?;
    }
    Ok(changed)
}

/// The definition of a field, or the one that it gets by what a sidecar says.
fn defined(reader: &Reader, field: &FieldName, said: &Said) -> Result<FieldDefinition> {
    let known = metadata::field(reader, field)?;
    Ok(known.unwrap_or_else(|| FieldDefinition { repeatable: said.several, ..text_field(field) }))
}

/// Makes title and address follow a new version's first lines, where they came from such lines or are unknown.
pub(in crate::ops) fn follow_text(writer: &Writer, article: ArticleId, opening: &Opening) -> Result<()> {
    for (name, value) in [("title", &opening.title), ("url", &opening.url)] {
        let field: FieldName = name.parse()?;
        if value.is_some() && takes(writer, article, &field, &Origin::opening())? {
            let values: Vec<String> = value.iter().cloned().collect();
            metadata::set(writer, article, &field, &values)?;
        }
    }
    Ok(())
}

/// Gives an article without an outlet the one that the host name of its address means.
pub(in crate::ops) fn outlet_from_url(writer: &Writer, article: ArticleId) -> Result<bool> {
    let (outlet, url) = ("outlet".parse()?, "url".parse()?);
    let unknown = metadata::values(writer, article, &outlet)?.is_empty()
        && takes(writer, article, &outlet, &Origin::Host)?;
    let url = metadata::values(writer, article, &url)?.pop();
    let (true, Some(host)) = (unknown, url.as_deref().and_then(host_of)) else { return Ok(false) };
    match outlets::of_host(writer, &host)? {
        Some(outlet) => metadata::set_outlet(writer, article, Some(outlet)),
        None => Ok(false),
    }
}

/// The host name of an address, in lower case, without user, port and a leading `www.`.
pub(in crate::ops) fn host_of(url: &str) -> Option<String> {
    let authority = url.split_once("://")?.1.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| host.to_owned())
}

/// Whether the field may take a value of this origin: it never had one, or one that may be replaced.
fn takes(reader: &Reader, article: ArticleId, field: &FieldName, origin: &Origin) -> Result<bool> {
    let latest = metadata::latest(reader, article, field)?;
    Ok(latest.is_none_or(|change| origin.may_replace(&change.origin)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_host() {
        for (url, host) in [
            ("https://www.Example.org/a", Some("example.org")),
            ("http://user@news.example.org:80?x", Some("news.example.org")),
            ("urn:isbn:1", None),
            ("https:///x", None),
        ] {
            assert_eq!(host_of(url).as_deref(), host, "{url}");
        }
    }
}
