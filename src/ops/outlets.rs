//! Publishers: names, host names, and merging two of them.

use super::metadata::{host_of, outlet_from_url};
use super::select::unknown_outlet;
use super::{Effect, recorded};
use crate::model::{FieldType, NewOperation, OperationId, Origin, Outlet};
use crate::store::tables::{operations, outlets};
use crate::store::{Corpus, Writer};
use crate::{Error, Hint, Result};
use serde::Serialize;
use serde_json::json;

/// The result of a change of outlets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutletChange {
    /// The operation, if anything changed.
    pub operation: Option<OperationId>,
    /// The changed outlet.
    pub outlet: String,
    /// Number of added names.
    pub aliases: u64,
    /// Number of articles with another outlet than before.
    pub articles: u64,
}

/// The description of an outlet.
#[derive(Debug, Clone, Default)]
pub struct Description {
    /// Its URL.
    pub homepage: Option<String>,
    /// The outlet that owns it, by any of that outlet's names.
    pub parent: Option<String>,
    /// Its other names and host names.
    pub aliases: Vec<String>,
    /// Its host names, or URLs with them.
    pub hosts: Vec<String>,
}

/// All outlets, by name.
///
/// # Errors
/// [`Error::Database`].
pub fn list(corpus: &Corpus) -> Result<Vec<Outlet>> {
    corpus.read(outlets::list)
}

/// Adds an outlet, or changes the description of an existing one. A host name among the aliases assigns the outlet to
/// all articles without one whose URL has that host.
///
/// For example, the alias `quay.example` assigns the outlet to an article with the URL `https://www.quay.example/a`.
///
/// # Errors
/// [`Error::Invalid`] when an alias belongs to another outlet, or the outlet would own itself.
pub fn add(
    corpus: &mut Corpus,
    name: &str,
    description: &Description,
    operation: &NewOperation,
) -> Result<OutletChange> {
    let (change, id) = recorded(corpus, operation, &Origin::Hand, |writer, id| {
        let name = FieldType::Text.check(name)?;
        if name.is_empty() {
            return Err(Error::invalid("an outlet needs a name"));
        }
        let (outlet, shown, new) = match outlets::find(writer, &name)? {
            Some((outlet, known)) => (outlet, known, false),
            None => (outlets::add(writer, &name)?, name, true),
        };
        let described = describe(writer, outlet, &shown, description)?;
        let aliases = add_aliases(writer, outlet, &description.aliases)?
            + add_hosts(writer, outlet, &description.hosts)?;
        // Only new aliases can match more articles.
        let articles = if aliases > 0 { assign_outlets(writer, id, operation)? } else { 0 };
        Ok(Effect {
            summary: json!({ "outlet": shown, "aliases": aliases, "articles": articles }),
            changed: new || described || aliases > 0 || articles > 0,
            value: OutletChange { operation: None, outlet: shown, aliases, articles },
        })
    })?;
    Ok(OutletChange { operation: id, ..change })
}

/// Adds names and host names to an existing outlet.
///
/// # Errors
/// [`Error::NotFound`] for an unknown outlet; [`Error::Invalid`] when an alias belongs to another outlet.
pub fn alias(
    corpus: &mut Corpus,
    name: &str,
    aliases: &[String],
    operation: &NewOperation,
) -> Result<OutletChange> {
    corpus.read(|reader| outlets::find(reader, name)?.ok_or_else(|| unknown_outlet(name)))?;
    add(corpus, name, &Description { aliases: aliases.to_vec(), ..Description::default() }, operation)
}

/// Moves everything that belongs to the outlet `from` to the outlet `into`. The name `from` becomes its alias.
///
/// # Errors
/// [`Error::NotFound`] for an unknown outlet, [`Error::Invalid`] when both are the same.
pub fn merge(corpus: &mut Corpus, from: &str, into: &str, operation: &NewOperation) -> Result<OutletChange> {
    let (change, id) = recorded(corpus, operation, &Origin::Hand, |writer, _| {
        let (old, old_name) = outlets::find(writer, from)?.ok_or_else(|| unknown_outlet(from))?;
        let (new, new_name) = outlets::find(writer, into)?.ok_or_else(|| unknown_outlet(into))?;
        if old == new {
            return Err(Error::invalid(format!("'{from}' and '{into}' are the same outlet, {new_name}")));
        }
        // Its stored name becomes the alias, not the one that was typed.
        let articles = outlets::merge(writer, old, new, &old_name)? as u64;
        Ok(Effect {
            summary: json!({ "from": old_name, "into": new_name, "articles": articles }),
            changed: true,
            value: OutletChange { operation: None, outlet: new_name, aliases: 1, articles },
        })
    })?;
    Ok(OutletChange { operation: id, ..change })
}

fn describe(writer: &Writer, outlet: i64, name: &str, description: &Description) -> Result<bool> {
    let homepage = description.homepage.as_deref().map(|url| FieldType::Url.check(url)).transpose()?;
    let parent = match &description.parent {
        Some(parent) => Some(outlets::find(writer, parent)?.ok_or_else(|| unknown_outlet(parent))?.0),
        None => None,
    };
    if let Some(parent) = parent
        && outlets::is_above(writer, outlet, parent)?
    {
        return Err(Error::invalid(format!("{name} can't belong to itself")));
    }
    outlets::describe(writer, outlet, homepage.as_deref(), parent)
}

fn add_aliases(writer: &Writer, outlet: i64, aliases: &[String]) -> Result<u64> {
    let mut added = 0;
    for given in aliases {
        // A URL stands for its host.
        let alias = host_of(given).unwrap_or_else(|| given.trim().to_owned());
        if alias.is_empty() {
            return Err(Error::invalid("an alias can't be empty"));
        }
        match outlets::find(writer, &alias)? {
            Some((other, _)) if other == outlet => {}
            Some((_, other)) => {
                return Err(Error::invalid(format!("'{alias}' already means the outlet {other}"))
                    .with_hint(Hint::MergeOutlets { into: other }));
            }
            None => {
                outlets::add_alias(writer, &alias, if is_host(&alias) { "host" } else { "name" }, outlet)?;
                added += 1;
            }
        }
    }
    Ok(added)
}

/// Adds host names. Unlike an alias, each has to be one, and may be the name of the outlet itself.
fn add_hosts(writer: &Writer, outlet: i64, hosts: &[String]) -> Result<u64> {
    let mut added = 0;
    for given in hosts {
        let host =
            host_of(given).or_else(|| host_of(&format!("https://{}", given.trim()))).unwrap_or_default();
        if !is_host(&host) {
            return Err(Error::invalid(format!("'{given}' isn't a host name"))
                .with_hint("write it as in an address: example.org"));
        }
        if psl::domain_str(&host).is_none() {
            return Err(Error::invalid(format!("many publishers have their names under '{host}'"))
                .with_hint("name the host of this one: example.co.uk, not co.uk"));
        }
        match outlets::find(writer, &host)? {
            Some((other, name)) if other != outlet => {
                return Err(Error::invalid(format!("'{host}' already means the outlet {name}"))
                    .with_hint(Hint::MergeOutlets { into: name }));
            }
            _ if outlets::is_alias(writer, &host)? => {}
            _ => {
                outlets::add_alias(writer, &host, "host", outlet)?;
                added += 1;
            }
        }
    }
    Ok(added)
}

/// Whether a name looks like a host: labels of letters, digits and `-`, joined by dots.
fn is_host(name: &str) -> bool {
    name.contains('.')
        && name
            .split('.')
            .all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'))
}

/// Assigns outlets to articles without one, by the hosts of their URLs. Returns their number.
fn assign_outlets(writer: &Writer, id: OperationId, operation: &NewOperation) -> Result<u64> {
    operations::recording_as(writer, id, &Origin::Host, operation.at, |writer| {
        let mut assigned = 0;
        for article in outlets::articles_without(writer)? {
            assigned += u64::from(outlet_from_url(writer, article)?);
        }
        Ok(assigned)
    })
}
