//! Values found by an import, and the rule which existing values they may replace.

use super::check::{Checked, apply, check_field, check_values};
use super::fields::text_field;
use crate::model::{ArticleId, FieldDefinition, FieldName, Origin};
use crate::ops::sidecar::{SidecarFault, SidecarField};
use crate::store::tables::{metadata, outlets};
use crate::store::{Reader, Writer};
use crate::{Error, Result};
use std::collections::BTreeMap;

/// Sets values of `import --set`, unless the field has a value of another origin. Returns whether anything changed.
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

/// Checks a sidecar's values against their fields without writing. The inner error is the reason for a refusal.
pub(in crate::ops) fn check_sidecar(
    reader: &Reader,
    fields: &BTreeMap<FieldName, SidecarField>,
) -> Result<Result<(), SidecarFault>> {
    for (field, given) in fields {
        let definition = defined(reader, field, given)?;
        let values: Vec<&str> = given.values.iter().map(String::as_str).collect();
        match check_values(&definition, field, &values) {
            // A reason, not an error: it fails this file, and the import continues.
            Err(error @ Error::Invalid { .. }) => return Ok(Err(error.into())),
            checked => checked?,
        };
    }
    Ok(Ok(()))
}

/// Sets the values of a sidecar, by the same rule as [`set_from_import`]. An unknown field is defined by its first
/// value.
pub(in crate::ops) fn apply_sidecar(
    writer: &Writer,
    article: ArticleId,
    fields: &BTreeMap<FieldName, SidecarField>,
) -> Result<bool> {
    let mut changed = false;
    for (field, given) in fields {
        if !takes(writer, article, field, &Origin::Sidecar)? {
            continue;
        }
        if metadata::field(writer, field)?.is_none() {
            // A field without a value needn't exist.
            if given.values.is_empty() {
                continue;
            }
            metadata::define(writer, &defined(writer, field, given)?)?;
        }
        let values: Vec<&str> = given.values.iter().map(String::as_str).collect();
        changed |= apply(writer, article, &check_field(writer, field, &values)?)?;
    }
    Ok(changed)
}

/// The definition of a field, or the one that the sidecar implies.
fn defined(reader: &Reader, field: &FieldName, given: &SidecarField) -> Result<FieldDefinition> {
    let known = metadata::field(reader, field)?;
    Ok(known.unwrap_or_else(|| FieldDefinition { repeatable: given.several, ..text_field(field) }))
}

/// Sets the outlet of an article without one, by the host of its URL.
pub(in crate::ops) fn outlet_from_url(writer: &Writer, article: ArticleId) -> Result<bool> {
    let (outlet, url) = ("outlet".parse()?, "url".parse()?);
    let unknown = metadata::values(writer, article, &outlet)?.is_empty()
        // An outlet that a person has deleted must not come back.
        && takes(writer, article, &outlet, &Origin::Host)?;
    let url = metadata::values(writer, article, &url)?.pop();
    let (true, Some(host)) = (unknown, url.as_deref().and_then(host_of)) else { return Ok(false) };
    match outlets::of_host(writer, &host)? {
        Some(outlet) => metadata::set_outlet(writer, article, Some(outlet)),
        None => Ok(false),
    }
}

/// The host of a URL in lower case, without user, port and a leading `www.`.
///
/// For example, the host of `https://user@www.Quay.example:80/a` is `quay.example`.
pub(in crate::ops) fn host_of(url: &str) -> Option<String> {
    let authority = url.split_once("://")?.1.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| host.to_owned())
}

/// Whether a value of this origin may be set: the field never had a value, or has one that may be replaced.
pub(super) fn takes(reader: &Reader, article: ArticleId, field: &FieldName, origin: &Origin) -> Result<bool> {
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
