//! Whether the settings that the user gives fit the files, before anything is written.
//!
//! A mistyped column or pattern would replace what a source keeps, and its rows or files would become other articles. Only the
//! paths and the beginnings of files are looked at, up to the first fit.

use super::Options;
use super::candidate::{FileCandidate, Location, OwnFiles};
use super::paths::display_path;
use super::plan::Plan;
use super::settings::Rules;
use super::unpack::path_of_document;
use super::walk;
use super::whole::{self, SAMPLE};
use crate::ops::metadata::typing_errors;
use crate::ops::reading::{self, TableForm};
use crate::{Error, Hint, Result};
use corpus_documents::container::{self, ContainerKind, Member};
use corpus_documents::pattern::Pattern;
use corpus_documents::recognise::{self, Kind, recognise};
use corpus_documents::{Document, Limits, row};
use std::collections::BTreeSet;
use std::io::{BufReader, Cursor, Read, Seek};
use std::ops::ControlFlow;

/// Maximum number of columns that are compared with a mistyped one, and of those that the error shows.
const COLUMNS: usize = 1000;
const SHOWN: usize = 30;

/// Maximum number of paths that the error shows.
const PATHS: usize = 3;

/// Checks that the given pattern is like a path, and that each given column is in a table. Returns whether they are: a run without
/// any file proves nothing, so its settings aren't to be kept.
///
/// # Errors
/// [`Error::Invalid`] names what fits no file, what there is instead, and what stays kept.
pub(super) fn check(plan: &Plan, rules: &[Rules], own: &OwnFiles) -> Result<bool> {
    let mut survey = Survey::new(rules);
    if survey.is_done() {
        return Ok(true);
    }
    for candidate in walk::walk(plan, rules, own).filter(is_read) {
        if !survey.is_pattern_open {
            break;
        }
        survey.compare(candidate.root, &candidate.path);
    }
    for candidate in walk::walk(plan, rules, own).filter(is_read) {
        if survey.is_done() {
            break;
        }
        survey.see_content(candidate);
    }
    survey.outcome(plan)
}

/// Checks that the pattern of an import is like a path, and that each of its columns is in a table, for a corpus that isn't there
/// yet. An import checks it by itself.
///
/// # Errors
/// [`Error::Invalid`] names what fits no file, and what there is instead.
pub fn check_fit(plan: &Plan, options: &Options) -> Result<()> {
    check(plan, &Rules::of_new_sources(plan, options)?, &OwnFiles::default()).map(drop)
}

/// Whether the import reads a file.
fn is_read(candidate: &FileCandidate) -> bool {
    candidate.passed_over.is_none() && !matches!(candidate.location, Location::Unreadable { .. })
}

/// What was found of the given settings so far.
struct Survey<'a> {
    rules: &'a [Rules],
    /// Whether no path is like the given pattern so far.
    is_pattern_open: bool,
    /// The given columns that no table has so far.
    open_columns: BTreeSet<&'a str>,
    /// Whether a file was looked into.
    has_files: bool,
    /// Some paths that aren't like the pattern.
    unlike: Vec<String>,
    /// The columns of the tables so far.
    columns: BTreeSet<String>,
}

impl<'a> Survey<'a> {
    fn new(rules: &'a [Rules]) -> Self {
        Self {
            rules,
            is_pattern_open: rules.iter().any(|rules| rules.new_pattern().is_some()),
            open_columns: rules.iter().flat_map(Rules::new_columns).collect(),
            has_files: false,
            unlike: Vec::new(),
            columns: BTreeSet::new(),
        }
    }

    fn is_done(&self) -> bool {
        !self.is_pattern_open && self.open_columns.is_empty()
    }

    /// Compares a path with the pattern.
    fn compare(&mut self, root: usize, path: &[u8]) {
        let Some(pattern) = self.rules[root].new_pattern().filter(|_| self.is_pattern_open) else { return };
        let path = display_path(path);
        if pattern.matches(&path).is_some() {
            self.is_pattern_open = false;
        } else if self.unlike.len() < PATHS {
            self.unlike.push(path);
        }
    }

    /// Looks at the columns of a table, or at the members of a container. One that can't be read is left to the import, which reports it.
    fn see_content(&mut self, candidate: FileCandidate) {
        let FileCandidate { root, path, location, .. } = candidate;
        self.has_files = true;
        match location {
            Location::File { path: file, .. } => {
                if let Ok(file) = whole::open(&file) {
                    self.see_source(root, &path, BufReader::new(file));
                }
            }
            Location::Memory(bytes) => self.see_source(root, &path, Cursor::new(bytes)),
            Location::Unreadable { .. } => {}
        }
    }

    fn see_source(&mut self, root: usize, path: &[u8], mut source: impl Read + Seek) {
        let Some(beginning) = beginning(&mut source) else { return };
        match recognise(&beginning[..beginning.len().min(recognise::BEGINNING)], &display_path(path)) {
            Kind::Container(kind) if source.rewind().is_ok() => self.see_members(root, path, kind, source),
            Kind::Text => {
                self.see_table(root, path, &beginning);
            }
            Kind::Container(_) | Kind::Page | Kind::NotRead(_) => {}
        }
    }

    fn see_members(&mut self, root: usize, path: &[u8], kind: ContainerKind, mut source: impl Read + Seek) {
        let unpacked =
            container::decompressed(kind, &mut source).and_then(|mut stream| beginning(&mut stream));
        if unpacked.is_some_and(|beginning| self.see_table(root, path, &beginning))
            || source.rewind().is_err()
        {
            return;
        }
        let mut found = |member| {
            if let Member::Document(document) = member {
                let member = path_of_document(path, &document);
                self.compare(root, &member);
                self.see_table(root, &member, &document.bytes);
            }
            if self.is_done() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        // The import reports a container that can't be read to its end.
        let _ = container::documents(kind, &display_path(path), source, &Limits::default(), &mut found);
    }

    /// Looks at the columns of a table and at the paths of its rows. Returns whether it is one.
    fn see_table(&mut self, root: usize, path: &[u8], beginning: &[u8]) -> bool {
        let given = self.rules[root].columns();
        let Some(columns) = reading::columns_of_table(beginning, given) else { return false };
        for column in columns {
            self.open_columns.remove(column.as_str());
            if self.columns.len() < COLUMNS {
                self.columns.insert(column);
            }
        }
        let form = if self.is_pattern_open { reading::table(beginning, given) } else { None };
        if let Some(TableForm::Articles(layout)) = form {
            let limits = Limits::default();
            let mut found = |document: std::result::Result<Document, _>| {
                if let Ok(document) = document {
                    self.compare(root, &path_of_document(path, &document));
                }
                if self.is_pattern_open { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            };
            // The beginning of a table may end within a row.
            let _ = row::documents(layout.kind, &layout.mapping, beginning, &limits, &mut found);
        }
        true
    }

    fn outcome(self, plan: &Plan) -> Result<bool> {
        if !self.has_files || self.is_done() {
            return Ok(self.is_done());
        }
        let message = match self.open_columns.first() {
            Some(column) if self.columns.is_empty() => {
                format!("no file is a table, so none has the column '{column}'")
            }
            Some(column) => {
                format!("no table has the column '{column}'; the columns are: {}", self.nearest(column))
            }
            None => format!(
                "no file is like the pattern '{}', for example not {}",
                self.rules.iter().find_map(Rules::new_pattern).map(ToString::to_string).unwrap_or_default(),
                self.unlike.join(", ")
            ),
        };
        let kept = plan.roots.iter().zip(self.rules).find_map(|(root, rules)| {
            Some(format!("the source '{}' keeps {}", root.source, rules.kept_in_words()?))
        });
        let mut hint = kept.map_or_else(
            || "nothing was imported".to_owned(),
            |kept| format!("nothing was imported, and {kept}"),
        );
        let pattern = self.rules.iter().find_map(Rules::new_pattern);
        if self.open_columns.is_empty() && pattern.is_some_and(Pattern::has_date_without_format) {
            hint += "; a date in another form than 2024-03-05 needs it in the pattern: {published:%d.%m.%Y}";
        }
        Err(Error::invalid(message).with_hint(Hint::Text(hint)))
    }

    /// The columns of the tables, those first that resemble `column`.
    fn nearest(&self, column: &str) -> String {
        let folded = column.to_lowercase();
        let mut columns: Vec<&String> = self.columns.iter().collect();
        columns.sort_by_cached_key(|name| typing_errors(&name.to_lowercase(), &folded));
        let more = if columns.len() > SHOWN { ", …" } else { "" };
        let shown: Vec<&str> = columns.into_iter().take(SHOWN).map(String::as_str).collect();
        shown.join(", ") + more
    }
}

/// The bytes by which a table is recognised; `None` if they can't be read.
fn beginning(source: &mut impl Read) -> Option<Vec<u8>> {
    let mut beginning = Vec::new();
    source.take(SAMPLE).read_to_end(&mut beginning).ok()?;
    Some(beginning)
}
