//! Listing articles.

use super::metadata::known_field;
use super::select::{self, Selection, expression_error, unknown_outlet};
use crate::model::{Article, FieldName, PartialDate};
use crate::store::Corpus;
use crate::store::tables::articles;
use crate::store::tables::articles::{Filter, Visibility};
use crate::store::tables::outlets;
use crate::{Error, Result};

/// The columns that a listing can show and sort by, ordered as in the view `articles`.
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

/// Filter and order of a listing.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Only articles of this outlet, by any of its names.
    pub outlet: Option<String>,
    /// Only articles published at this date or later.
    pub since: Option<PartialDate>,
    /// Only articles published before the end of this date.
    pub until: Option<PartialDate>,
    /// Only articles that lack all these fields.
    pub missing: Vec<FieldName>,
    /// Only these articles; all if the selection is open. Its order is the default order. Articles named by a reference are
    /// listed even if they were removed.
    pub selection: Selection,
    /// Columns to sort by. The prefix `-` means descending. Ties are sorted by id.
    pub sort: Vec<String>,
    /// Maximum number of articles.
    pub limit: Option<u64>,
    /// Removed articles instead of live ones.
    pub removed: bool,
    /// Include the texts.
    pub text: bool,
}

/// Passes each matching article to `visit`, in order.
///
/// # Errors
/// [`Error::NotFound`] for an unknown outlet; [`Error::Invalid`] for an unknown column; errors of the selection and of
/// `visit`.
pub fn list(corpus: &Corpus, options: &Options, visit: &mut dyn FnMut(Article) -> Result<()>) -> Result<()> {
    corpus.read(|reader| {
        let outlet = match &options.outlet {
            Some(name) => Some(outlets::find(reader, name)?.ok_or_else(|| unknown_outlet(name))?.0),
            None => None,
        };
        for field in &options.missing {
            known_field(reader, field)?;
        }
        let visibility = if options.removed { Visibility::Removed } else { Visibility::Live };
        let Selection { references, expression } = &options.selection;
        let named = match references {
            Some(_) => Some(select::articles_in(reader, &options.selection, visibility)?),
            None => None,
        };
        // `articles_in` has applied it already if there are references.
        let expression = expression.clone().filter(|_| named.is_none());
        let filter = Filter {
            // Articles that were named are listed whether they were removed or not.
            visibility: (named.is_none() || options.removed).then_some(visibility),
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
