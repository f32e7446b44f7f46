//! Import of metadata from a table. Rows are matched to articles and values are checked. Rows and values that don't fit
//! are reported and skipped.

use super::SEPARATOR;
use super::columns::{self, ColumnRole};
use super::read::{self, TableCell, TableFormat, TableRow, joined};
use super::rejection::{Rejection, RejectionReason};
use crate::model::{
    ArticleId, DateOrder, FieldName, FieldType, NewOperation, OperationId, Origin, Selector, is_ambiguous,
    read_date,
};
use crate::ops::metadata::check::{apply, check_field};
use crate::ops::metadata::fields::define_text;
use crate::ops::{Effect, recorded};
use crate::store::tables::purged::Memory;
use crate::store::tables::references::{self, Endings, spellings};
use crate::store::tables::{articles, metadata};
use crate::store::{Corpus, Reader, Writer};
use crate::{Error, Hint, Result};
use serde::Serialize;
use serde_json::json;
use std::collections::{BTreeMap, HashSet};

/// The result of an import of metadata.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MetadataImport {
    /// The operation, if anything changed.
    pub operation: Option<OperationId>,
    /// Number of rows.
    pub rows: u64,
    /// Number of rows with a known article.
    pub matched: u64,
    /// Number of articles with other values than before.
    pub changed: u64,
    /// Newly defined fields.
    pub new_fields: Vec<String>,
    /// Columns without metadata or without a name.
    pub ignored_columns: Vec<String>,
    /// Number of skipped dates with an ambiguous order of day and month, which [`Options::dates`] would resolve.
    pub ambiguous_dates: u64,
    /// The skipped rows and values, with reasons.
    pub problems: Vec<Rejection>,
}

/// How to read a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Fields by column name. An empty field excludes the column.
    pub mapped: BTreeMap<String, String>,
    /// The order of day, month and year in numeric dates.
    pub dates: Option<DateOrder>,
}

/// Sets the values of a table. An empty cell leaves the value unchanged. `name` is the recorded origin, such as the file
/// name.
///
/// # Errors
/// [`Error::Invalid`] for a table that can't be read or has no column with ids or keys. An invalid row or value is a
/// [`Rejection`], not an error.
pub fn import(
    corpus: &mut Corpus,
    table: &[u8],
    format: TableFormat,
    options: &Options,
    name: &str,
    operation: &NewOperation,
) -> Result<MetadataImport> {
    let text = read::text(table)?;
    let table = read::read(&text, format)?;
    // Columns are recognised before the operation begins, so that a wrong table is refused without waiting for writers.
    let known: Vec<String> = corpus.read(metadata::fields)?.into_iter().map(|field| field.name).collect();
    let columns = columns::recognise(&table.names, &options.mapped, &known)?;
    if !columns.iter().any(|column| matches!(column, ColumnRole::Id | ColumnRole::Key)) {
        return Err(Error::invalid(format!(
            "no column names the articles; the columns are: {}",
            table.names.join(", ")
        ))
        .with_hint(Hint::MapKeyColumn));
    }
    let origin = match format {
        TableFormat::Csv => Origin::Csv(name.to_owned()),
        TableFormat::Jsonl => Origin::Jsonl(name.to_owned()),
    };
    let (report, id) = recorded(corpus, operation, &origin, |writer, _| {
        let mut import = TableImport {
            writer,
            columns: &columns,
            dates: options.dates,
            corpus: Memory::open(writer)?.corpus_id(),
            sources: articles::sources(writer)?,
            endings: Endings::default(),
            changed: HashSet::new(),
            report: MetadataImport::default(),
        };
        import.prepare(&table.names)?;
        for row in table.rows {
            let (line, row) = row?;
            import.row(line, row)?;
        }
        let report = MetadataImport { changed: import.changed.len() as u64, ..import.report };
        Ok(Effect {
            summary: json!({
                "rows": report.rows, "matched": report.matched, "changed": report.changed,
                "problems": report.problems.len(),
            }),
            changed: report.changed > 0,
            value: report,
        })
    })?;
    // Without a change the transaction is rolled back, including new fields.
    let new_fields = if id.is_some() { report.new_fields } else { Vec::new() };
    Ok(MetadataImport { operation: id, new_fields, ..report })
}

/// The article of a row, or the reason why the row is skipped.
type MatchedArticle = Result<ArticleId, RejectionReason>;

struct TableImport<'a> {
    writer: &'a Writer<'a>,
    columns: &'a [ColumnRole],
    dates: Option<DateOrder>,
    /// The id of this corpus.
    corpus: String,
    sources: Vec<String>,
    endings: Endings,
    /// Articles that have other values now.
    changed: HashSet<ArticleId>,
    report: MetadataImport,
}

impl TableImport<'_> {
    fn prepare(&mut self, names: &[String]) -> Result<()> {
        for ((column, name), place) in self.columns.iter().zip(names).zip(1..) {
            match column {
                ColumnRole::Ignored if name.is_empty() => {
                    self.report.ignored_columns.push(format!("column {place}, which has no name"));
                }
                ColumnRole::Ignored => self.report.ignored_columns.push(name.clone()),
                ColumnRole::Field(field) => {
                    // Column names come from files, so a name that resembles a known field is no typing error.
                    if define_text(self.writer, field)? {
                        self.report.new_fields.push(field.to_string());
                    }
                }
                ColumnRole::Id | ColumnRole::Key | ColumnRole::Corpus => {}
            }
        }
        Ok(())
    }

    fn row(&mut self, line: u64, row: TableRow) -> Result<()> {
        self.report.rows += 1;
        let cells = match row {
            Ok(cells) => cells,
            Err(reason) => {
                self.reject(line, None, None, reason);
                return Ok(());
            }
        };
        let named = self.name_of(&cells);
        match self.find(&cells)? {
            Ok(article) => self.values(line, named.as_ref(), article, &cells),
            Err(reason) => {
                self.reject(line, named.as_ref(), None, reason);
                Ok(())
            }
        }
    }

    fn values(
        &mut self,
        line: u64,
        named: Option<&String>,
        article: ArticleId,
        cells: &[TableCell],
    ) -> Result<()> {
        self.report.matched += 1;
        for (column, cell) in self.columns.iter().zip(cells) {
            let ColumnRole::Field(field) = column else { continue };
            match self.value(field, cell, article) {
                Ok(true) => {
                    self.changed.insert(article);
                }
                Ok(false) => {}
                // A wrong value skips itself; the other values of the row are set.
                Err(Error::Invalid { message, .. }) => {
                    self.reject(line, named, Some(field), RejectionReason::InvalidValue(message));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn value(&mut self, field: &FieldName, cell: &TableCell, article: ArticleId) -> Result<bool> {
        let values = cell.as_ref().map_err(|reason| Error::invalid(format!("{field}: {reason}")))?;
        if values.is_empty() {
            return Ok(false);
        }
        let known = metadata::field(self.writer, field)?;
        let repeatable = known.as_ref().is_some_and(|known| known.repeatable);
        // Only repeatable fields are split: `; ` is ordinary text in others, such as titles.
        let mut values = if repeatable {
            let parts = values.iter().flat_map(|value| value.split(SEPARATOR)).map(str::trim);
            parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
        } else {
            vec![joined(values)]
        };
        if known.is_some_and(|known| known.kind == FieldType::Date) {
            for value in &mut values {
                *value = self.date(field, value)?;
            }
        }
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        apply(self.writer, article, &check_field(self.writer, field, &values)?)
    }

    fn date(&mut self, field: &FieldName, value: &str) -> Result<String> {
        read_date(value, self.dates).map(|date| date.to_string()).map_err(|error| {
            self.report.ambiguous_dates += u64::from(is_ambiguous(&error));
            Error::invalid(format!("{field}: {error}"))
        })
    }

    fn name_of(&self, cells: &[TableCell]) -> Option<String> {
        let named = self
            .columns
            .iter()
            .zip(cells)
            .filter(|(column, _)| matches!(column, ColumnRole::Id | ColumnRole::Key));
        named.filter_map(|(_, cell)| cell.as_ref().ok()).flatten().next().cloned()
    }

    /// The article of a row, or the reason why there is none. If a row has both an id and a key, they have to agree, because
    /// a table of another corpus may use the same ids for other articles.
    fn find(&self, cells: &[TableCell]) -> Result<MatchedArticle> {
        let mut found = None;
        let is_foreign = self.columns.iter().zip(cells).any(|(column, cell)| {
            let value = cell.as_ref().ok().and_then(|values| values.first());
            *column == ColumnRole::Corpus && value.is_some_and(|corpus| *corpus != self.corpus)
        });
        for (column, cell) in self.columns.iter().zip(cells) {
            // Ids mean nothing in another corpus, but keys may be shared.
            if is_foreign && *column == ColumnRole::Id {
                continue;
            }
            let Some(name) = cell.as_ref().ok().and_then(|values| values.first()) else { continue };
            let article = match column {
                ColumnRole::Id => by_id(self.writer, name)?,
                ColumnRole::Key => self.by_key(name)?,
                ColumnRole::Field(_) | ColumnRole::Ignored | ColumnRole::Corpus => continue,
            };
            match (found, article) {
                (_, Err(reason)) => return Ok(Err(reason)),
                (Some(other), Ok(article)) if other != article => {
                    return Ok(Err(RejectionReason::Contradiction(other, article)));
                }
                (_, Ok(article)) => found = Some(article),
            }
        }
        Ok(found.ok_or(if is_foreign { RejectionReason::ForeignId } else { RejectionReason::NoArticle }))
    }

    fn reject(
        &mut self,
        line: u64,
        article: Option<&String>,
        field: Option<&FieldName>,
        reason: RejectionReason,
    ) {
        self.report.problems.push(Rejection {
            line,
            article: article.cloned(),
            field: field.map(ToString::to_string),
            reason,
        });
    }

    /// The article by its key, its path below a source, a former key, or the end of a key; then by a key that looks the same.
    /// Names from Windows may contain backslashes and surrounding spaces.
    fn by_key(&self, name: &str) -> Result<MatchedArticle> {
        Ok(match self.with_any_spelling(name)?[..] {
            [article] => Ok(article),
            [] => Err(RejectionReason::UnknownKey),
            [one, two, ..] => Err(RejectionReason::AmbiguousKey(one, two)),
        })
    }

    fn with_any_spelling(&self, name: &str) -> Result<Vec<ArticleId>> {
        // The spellings are ordered from exact to lenient, so that an exact key wins.
        for name in spellings(name) {
            let mut found = self.with_name(&name)?;
            if found.is_empty() {
                found = ids(self.endings.alike(self.writer, &name)?);
            }
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }

    fn with_name(&self, name: &str) -> Result<Vec<ArticleId>> {
        if let Some(article) = articles::with_key(self.writer, name)? {
            return Ok(vec![article]);
        }
        let mut found = Vec::new();
        for source in &self.sources {
            found.extend(articles::with_key(self.writer, &format!("{source}/{name}"))?);
        }
        if found.is_empty() {
            found = ids(references::with_former_key(self.writer, name)?);
        }
        if found.is_empty() {
            found = ids(self.endings.find(self.writer, name)?);
        }
        Ok(found)
    }
}

fn ids(found: Vec<references::Candidate>) -> Vec<ArticleId> {
    found.into_iter().map(|article| article.id).collect()
}

fn by_id(reader: &Reader, name: &str) -> Result<MatchedArticle> {
    let Ok(id) = name.trim().parse().map(ArticleId) else {
        return Ok(Err(RejectionReason::InvalidId(name.to_owned())));
    };
    let found = references::find(reader, &Selector::Id(id), &Endings::default())?;
    Ok(found.first().map(|article| article.id).ok_or(RejectionReason::UnknownId(id)))
}
