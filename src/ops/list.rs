//! Listing articles.

use super::annotate::known_field;
use super::select::{self, Selection, expression_error, unknown_outlet};
use crate::model::{Article, FieldName, PartialDate};
use crate::store::Corpus;
use crate::store::tables::articles;
use crate::store::tables::articles::{Filter, View};
use crate::store::tables::outlets;
use crate::{Error, Result};

/// The columns that a listing can show and sort by, in the order of the view `articles`.
pub const COLUMNS: [&str; 18] = [
    "id",
    "key",
    "source",
    "version",
    "title",
    "subtitle",
    "outlet",
    "author",
    "published",
    "modified",
    "url",
    "language",
    "section",
    "words",
    "sha256",
    "added_at",
    "removed_at",
    "text",
];

/// Which articles, in which order.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Only those of this outlet, by any of its names.
    pub outlet: Option<String>,
    /// Only those published at this date or later.
    pub since: Option<PartialDate>,
    /// Only those published before the end of this date.
    pub until: Option<PartialDate>,
    /// Only those that lack each of these.
    pub missing: Vec<FieldName>,
    /// Only those of this selection, in its order unless `sort` says otherwise; all when it is open. What it names is
    /// listed whether it was removed or not.
    pub selection: Selection,
    /// Columns to sort by, `-` before one turns it round; then by id.
    pub sort: Vec<String>,
    /// At most so many.
    pub limit: Option<u64>,
    /// Removed articles instead of live ones.
    pub removed: bool,
    /// With their texts.
    pub text: bool,
}

/// Gives each article that fits to `visit`, in order.
///
/// # Errors
/// [`Error::NotFound`] for an unknown outlet, [`Error::Invalid`] for an unknown column, errors of the selection, and what
/// `visit` returns.
pub fn list(corpus: &Corpus, options: &Options, visit: &mut dyn FnMut(Article) -> Result<()>) -> Result<()> {
    corpus.read(|reader| {
        let outlet = match &options.outlet {
            Some(name) => Some(outlets::find(reader, name)?.ok_or_else(|| unknown_outlet(name))?.0),
            None => None,
        };
        for field in &options.missing {
            known_field(reader, field)?;
        }
        let view = if options.removed { View::Out } else { View::In };
        let Selection { references, expression } = &options.selection;
        let named = match references {
            Some(_) => Some(select::articles_in(reader, &options.selection, view)?),
            None => None,
        };
        let expression = expression.clone().filter(|_| named.is_none());
        let filter = Filter {
            view: (named.is_none() || options.removed).then_some(view),
            named,
            outlet,
            since: options.since.as_ref().map(ToString::to_string),
            until: options.until.as_ref().map(PartialDate::end),
            missing: options.missing.clone(),
            expression: expression.clone(),
            sort: options.sort.iter().map(|column| sort_column(column)).collect::<Result<_>>()?,
            limit: options.limit,
            text: options.text,
        };
        articles::list(reader, &filter, visit).map_err(|error| match &expression {
            Some(expression) => expression_error(error, expression),
            None => error,
        })
    })
}

fn sort_column(given: &str) -> Result<(&'static str, bool)> {
    let (name, down) = given.strip_prefix('-').map_or((given, false), |name| (name, true));
    let column = COLUMNS.into_iter().find(|column| *column == name).ok_or_else(|| {
        Error::invalid(format!("there is no column '{name}' to sort by"))
            .with_hint(format!("the columns are {}", COLUMNS.join(", ")))
    })?;
    Ok((column, down))
}
