//! Settings of a source, which are kept for its next imports.

use corpusdb::model::DateOrder;
use corpusdb::ops::import::Options;
use serde::Serialize;
use std::collections::BTreeMap;

/// Options that say how the files of a source are read.
#[derive(Debug, clap::Args, Serialize)]
pub(crate) struct SourceArgs {
    /// Fields from paths: '{outlet}/{published:%Y-%m-%d}/{title}.txt'; kept for the source, as are the next four
    ///
    /// A field ends before the next /. Dates have the letters of strftime: %Y %m %d %H %M %S and some more. {*} is anything.
    /// {captured:…} is the date of a capture. {key} makes the files with the same key one article and their contents
    /// its versions: '{captured:%Y%m%d%H%M%S}/{key}'. Files that were imported before keep their articles. An empty pattern
    /// clears the kept one.
    #[arg(long, value_name = "PATTERN")]
    pattern: Option<String>,

    /// Import only files that match this glob, as in .gitignore; repeatable, '' clears
    #[arg(long, value_name = "GLOB")]
    include: Vec<String>,

    /// Leave out files that match this glob, as in .gitignore; repeatable, '' clears
    ///
    /// Articles that were imported from such files stay as they are.
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,

    /// Meaning of a column in tables of articles, such as text=body, id=number or author=writer; repeatable, '' clears
    ///
    /// A column has to be in at least one of the tables. Tables that don't have it are read by their own names.
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = meaning)]
    map: Vec<Meaning>,

    /// Order of day, month and year in dates of tables such as 07.03.2017: dmy, mdy or ymd; '' clears
    ///
    /// By default it is what other dates of the same table prove. A date that stays ambiguous is left out and reported.
    #[arg(long, value_name = "ORDER", value_parser = order)]
    dates: Option<String>,
}

/// The field that a column of a table means. Both are empty to clear what is kept.
#[derive(Debug, Clone, Serialize)]
struct Meaning {
    field: String,
    column: String,
}

fn meaning(text: &str) -> Result<Meaning, String> {
    match text.split_once('=') {
        Some((field, column)) if !field.is_empty() && !column.is_empty() => {
            Ok(Meaning { field: field.to_owned(), column: column.to_owned() })
        }
        None if text.is_empty() => Ok(Meaning { field: String::new(), column: String::new() }),
        _ => Err("give the field and the column: text=body".to_owned()),
    }
}

/// An order of dates as text, so that it is recorded as written.
fn order(text: &str) -> Result<String, String> {
    if text.is_empty() { Ok(String::new()) } else { text.parse::<DateOrder>().map(|_| text.to_owned()) }
}

impl SourceArgs {
    /// Sets these of the options of an import.
    pub(crate) fn apply(&self, options: Options) -> Options {
        let given = |globs: &Vec<String>| Some(globs.clone()).filter(|globs| !globs.is_empty());
        let columns: BTreeMap<String, String> = self
            .map
            .iter()
            .filter(|meaning| !meaning.column.is_empty())
            .map(|meaning| (meaning.column.clone(), meaning.field.clone()))
            .collect();
        Options {
            pattern: self.pattern.clone(),
            include: given(&self.include),
            exclude: given(&self.exclude),
            columns: (!self.map.is_empty()).then_some(columns),
            dates: self.dates.clone(),
            ..options
        }
    }
}
