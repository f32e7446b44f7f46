//! Values that a document states, and the rule which existing values they may replace.

use super::fields::text_field;
use super::found::takes;
use crate::Result;
use crate::model::{ArticleId, FieldDefinition, FieldName, Origin};
use crate::ops::stated::Stated;
use crate::store::Writer;
use crate::store::tables::{metadata, outlets};

/// How a document's values relate to the article's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ops) enum Standing {
    /// The document is the current version: its values replace those of earlier versions.
    Current,
    /// The document is older than the current version: its values only fill gaps.
    Earlier,
}

/// Sets the standard fields that a new version states, unless they have values of another origin. A field that the version
/// doesn't state keeps its value, which is still the best known one.
pub(in crate::ops) fn follow(
    writer: &Writer,
    article: ArticleId,
    stated: &Stated,
    origin: &Origin,
    standing: Standing,
) -> Result<bool> {
    let mut changed = false;
    for (name, value) in &stated.standard {
        let field: FieldName = name.parse()?;
        if may_set(writer, article, &field, origin, standing)? {
            changed |= metadata::set(writer, article, &field, std::slice::from_ref(value))?;
        }
    }
    Ok(changed)
}

/// Sets the outlet and the fields of the user that a document states. A page may only name an outlet that is known already;
/// a row, front matter or the source's pattern says what somebody wanted, so they may add one.
pub(in crate::ops) fn complete(
    writer: &Writer,
    article: ArticleId,
    stated: &Stated,
    origin: &Origin,
    standing: Standing,
) -> Result<bool> {
    let mut changed = false;
    if let Some(name) = &stated.outlet {
        let outlet = match outlets::find(writer, name)? {
            Some((outlet, _)) => Some(outlet),
            None if may_add_outlets(origin) => Some(outlets::find_or_add(writer, name)?),
            None => None,
        };
        if outlet.is_some() && may_set(writer, article, &"outlet".parse()?, origin, standing)? {
            changed |= metadata::set_outlet(writer, article, outlet)?;
        }
    }
    for (field, values) in &stated.other {
        if !may_set(writer, article, field, origin, standing)? {
            continue;
        }
        let definition = if let Some(definition) = metadata::field(writer, field)? {
            definition
        } else {
            let definition = FieldDefinition { repeatable: values.len() > 1, ..text_field(field) };
            metadata::define(writer, &definition)?;
            definition
        };
        // A value that the field's type refuses was no value of this field.
        let accepted: Vec<String> =
            values.iter().filter_map(|value| definition.kind.check(value).ok()).collect();
        let values =
            if definition.repeatable || accepted.len() < 2 { accepted } else { vec![accepted.join("; ")] };
        if !values.is_empty() {
            changed |= metadata::set(writer, article, field, &values)?;
        }
    }
    Ok(changed)
}

/// Takes back the values of a former reading of the same bytes that they no longer state. Those of another origin stay.
pub(in crate::ops) fn withdraw(
    writer: &Writer,
    article: ArticleId,
    former: &Stated,
    stated: &Stated,
    origin: &Origin,
) -> Result<bool> {
    let mut gone: Vec<(FieldName, Vec<String>)> = Vec::new();
    for (name, value) in former.standard.iter().filter(|(name, _)| !stated.standard.contains_key(*name)) {
        gone.push((name.parse()?, vec![value.clone()]));
    }
    let others = former.other.iter().filter(|(field, _)| !stated.other.contains_key(*field));
    gone.extend(others.map(|(field, values)| (field.clone(), values.clone())));
    let mut changed = false;
    for (field, values) in gone {
        let is_own = metadata::latest(writer, article, &field)?.is_some_and(|last| last.origin == *origin);
        let current = metadata::values(writer, article, &field)?;
        // Several values of a field that takes one are joined.
        if is_own && (current == values || current == [values.join("; ")]) {
            changed |= metadata::set(writer, article, &field, &[])?;
        }
    }
    Ok(changed)
}

fn may_set(
    writer: &Writer,
    article: ArticleId,
    field: &FieldName,
    origin: &Origin,
    standing: Standing,
) -> Result<bool> {
    match standing {
        Standing::Current => takes(writer, article, field, origin),
        Standing::Earlier => Ok(metadata::latest(writer, article, field)?.is_none()),
    }
}

fn may_add_outlets(origin: &Origin) -> bool {
    match origin {
        Origin::Document(reader) => reader != "page",
        Origin::Path => true,
        _ => false,
    }
}
