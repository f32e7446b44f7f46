//! The kind of a table, and the roles of its columns: texts, identities, or metadata. Learnt from the first rows.

use super::kind::RowsKind;
use super::long;
use super::mapping::Mapping;
use super::pieces::RowPieces;
use super::reading;
use crate::date::{self, DayOrder};
use crate::fields::address::is_address;
use crate::fields::names::{self, TextName};
use crate::fields::{Cells, Value};
use crate::fields::{column, flattened};
use crate::{Field, Limits, Refusal};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

/// How many rows are looked at.
const SAMPLE: usize = 100;

/// How many names of columns an error shows.
const SHOWN: usize = 30;

/// The kinds of files of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Table {
    /// Each row is an article.
    Articles(Mapping),
    /// Metadata that accompanies texts: there are titles, addresses or ids, but no column of texts.
    Metadata(Mapping),
    /// Other data.
    Neither,
}

impl Table {
    /// Recognises the kind of a file by its first rows. `beginning` are its first bytes, which should hold several rows, so a
    /// megabyte is better than a page. `assigned` are the columns that the user assigned by `--map`, with their field: `text`, `id`,
    /// a standard field, another field, or nothing to exclude the column.
    ///
    /// A column of texts has one of the names that other tools give it. Otherwise it is the column with the longest values, if most
    /// of them have 200 characters or several sentences, and if its name isn't that of summaries or the like.
    ///
    /// # Errors
    /// A refusal if an assigned column doesn't exist, with the names of those that do.
    pub fn of(
        kind: RowsKind,
        beginning: &[u8],
        assigned: &BTreeMap<String, String>,
    ) -> Result<Self, Refusal> {
        let rows = sample(kind, beginning);
        let columns = columns(&rows);
        check_assigned(assigned, &columns)?;
        let known = known_columns(&columns, assigned);
        let mut mapping = Mapping { assigned: assigned.clone(), ..Mapping::default() };
        mapping.texts = assigned_columns(assigned, "text");
        if mapping.texts.is_empty() {
            mapping.texts = named_texts(&rows, &known);
        }
        if mapping.texts.is_empty() {
            mapping.texts = guessed_text(&rows, &columns, assigned).into_iter().collect();
            mapping.is_guessed = !mapping.texts.is_empty();
        }
        mapping.identities = identities(&rows, &known, assigned);
        mapping.day_order = day_order(&rows, assigned);
        if !mapping.texts.is_empty() {
            return Ok(Self::Articles(mapping));
        }
        let is_metadata = rows.iter().any(|row| is_metadata(row, &mapping));
        Ok(if is_metadata { Self::Metadata(mapping) } else { Self::Neither })
    }

    /// The names of the columns in the first rows, in order, including those in objects (`title.rendered`). A file without rows has none.
    #[must_use]
    pub fn columns(kind: RowsKind, beginning: &[u8]) -> Vec<String> {
        columns(&sample(kind, beginning))
    }
}

/// The first rows that can be read.
fn sample(kind: RowsKind, beginning: &[u8]) -> Vec<Cells> {
    let mut pieces = RowPieces::new(beginning, kind, &Limits::default());
    let mut rows = Vec::new();
    // Damaged rows are reported when the whole file is read; here, the last row may simply be cut off.
    while let Ok(Some(piece)) = pieces.next() {
        let cells = piece.bytes.and_then(|bytes| reading::cells(&bytes, kind));
        rows.extend(cells.ok());
        if rows.len() == SAMPLE {
            break;
        }
    }
    rows
}

/// The names of all columns, in order, including those in objects.
fn columns(rows: &[Cells]) -> Vec<String> {
    let mut known = HashSet::new();
    let all = rows.iter().flat_map(flattened).map(|(name, _)| name.into_owned());
    all.filter(|name| known.insert(name.clone())).collect()
}

/// The columns with a name that is known from other tools, by that name. Those that the user assigned are no longer free.
fn known_columns<'a>(
    columns: &'a [String],
    assigned: &BTreeMap<String, String>,
) -> HashMap<String, &'a String> {
    let is_known = |name: &&String| !assigned.contains_key(*name) && names::meaning(name).is_some();
    // Reversed, so that the first of several columns with one name stays.
    columns.iter().rev().filter(is_known).map(|name| (names::folded(name), name)).collect()
}

fn check_assigned(assigned: &BTreeMap<String, String>, columns: &[String]) -> Result<(), Refusal> {
    match assigned.keys().find(|name| !columns.contains(name)) {
        // Without a row there is nothing to compare with, and the file is refused for that.
        Some(name) if !columns.is_empty() => {
            let more = if columns.len() > SHOWN { ", …" } else { "" };
            let shown = columns.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
            let reason = format!("there is no column '{name}'; the columns are: {shown}{more}");
            Err(Refusal { member: None, reason })
        }
        _ => Ok(()),
    }
}

fn assigned_columns(assigned: &BTreeMap<String, String>, role: &str) -> Vec<String> {
    assigned.iter().filter(|(_, field)| *field == role).map(|(name, _)| name.clone()).collect()
}

/// The columns that have a name of texts and hold text, in order of preference.
fn named_texts(rows: &[Cells], known: &HashMap<String, &String>) -> Vec<String> {
    let named = |name: &str| known.get(name).copied();
    let has_text = |name: &&String| rows.iter().any(|row| column(row, name).is_some_and(Value::has_text));
    let is_long = |name: &&String| long::is_typical(texts_of(rows, name));
    let certain: Vec<&String> = names::texts(TextName::Certain).filter_map(named).collect();
    // One that is empty so far may be filled in later rows.
    let certain = if certain.iter().any(has_text) { certain } else { Vec::new() };
    let likely = names::texts(TextName::Likely).filter_map(named).filter(is_long);
    certain.into_iter().chain(likely).cloned().collect()
}

/// The column with the longest values, if they are texts.
fn guessed_text(rows: &[Cells], columns: &[String], assigned: &BTreeMap<String, String>) -> Option<String> {
    // In one pass over the rows, since a hostile one may have thousands of columns.
    let mut values: HashMap<Cow<'_, str>, Vec<&str>> = HashMap::new();
    for (name, value) in rows.iter().flat_map(flattened) {
        values.entry(name).or_default().extend(value.text());
    }
    let could_be = |name: &&String| !assigned.contains_key(*name) && names::meaning(name).is_none();
    let texts = columns.iter().filter(could_be).filter_map(|name| {
        let values = values.get(name.as_str())?;
        let length: usize = values.iter().map(|value| value.len()).sum();
        long::is_text(values.iter().copied(), rows.len()).then_some((length, name))
    });
    texts.max_by_key(|(length, _)| *length).map(|(_, name)| name.clone())
}

fn texts_of<'a>(rows: &'a [Cells], name: &'a str) -> impl Iterator<Item = &'a str> {
    rows.iter().filter_map(move |row| column(row, name)?.text())
}

/// The columns that name a row: those of ids whose values differ, then those of addresses, then those of files.
fn identities(
    rows: &[Cells],
    known: &HashMap<String, &String>,
    assigned: &BTreeMap<String, String>,
) -> Vec<String> {
    let mut found = assigned_columns(assigned, "id");
    found.extend(assigned_columns(assigned, "key"));
    let named = |name: &str| known.get(name).map(|name| (*name).clone());
    // An id that several rows share is one of something else, for example of their source.
    found.extend(names::ids().filter_map(named).filter(|name| differs(rows, name)));
    found.extend(assigned_columns(assigned, "url"));
    // Captures of one page share its address, but other identities have to differ: such a column may name sources.
    found.extend(
        names::addresses().filter_map(named).filter(|name| are_addresses(rows, name) || differs(rows, name)),
    );
    found.extend(names::paths().filter_map(named).filter(|name| differs(rows, name)));
    let mut known = HashSet::new();
    found.retain(|name| known.insert(name.clone()));
    found
}

fn are_addresses(rows: &[Cells], name: &str) -> bool {
    let mut values = rows.iter().filter_map(|row| column(row, name)?.scalar()).peekable();
    values.peek().is_some() && values.all(is_address)
}

fn differs(rows: &[Cells], name: &str) -> bool {
    let mut known = HashSet::new();
    rows.iter().filter_map(|row| column(row, name)?.scalar()).all(|value| known.insert(value))
}

/// The order that the dates of the sample prove. Contradictions prove nothing.
fn day_order(rows: &[Cells], assigned: &BTreeMap<String, String>) -> DayOrder {
    let dates = [names::rank(&Field::Published), names::rank(&Field::Modified)];
    let is_date = |name: &str| match assigned.get(name) {
        Some(role) => matches!(role.as_str(), "published" | "modified"),
        None => names::meaning(name)
            .is_some_and(|known| known.fields.iter().any(|(rank, _)| dates.contains(rank))),
    };
    let dates =
        rows.iter().flatten().filter(|(name, _)| is_date(name)).filter_map(|(_, value)| value.scalar());
    let proven: Vec<DayOrder> = dates.filter_map(date::proven_order).collect();
    match proven.first() {
        Some(first) if proven.iter().all(|order| order == first) => *first,
        _ => DayOrder::Unknown,
    }
}

/// Whether a row says which article it describes, and something about it.
fn is_metadata(row: &Cells, mapping: &Mapping) -> bool {
    let findings = reading::statements(row, mapping).0;
    let has = |field: &Field| findings.iter().any(|finding| finding.field == *field);
    let standard = findings.iter().filter(|finding| !matches!(finding.field, Field::Other(_))).count();
    let is_identified = reading::identity(row, mapping).is_some();
    has(&Field::Title) && (is_identified || standard > 1) || is_identified && standard > 0
}
