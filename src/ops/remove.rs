//! Removing articles from view and restoring them. Nothing is deleted.

use super::select::{self, Selection};
use super::{Effect, recorded};
use crate::Result;
use crate::model::{ArticleId, NewOperation, OperationId, Origin};
use crate::store::tables::articles;
use crate::store::tables::articles::Visibility;
use crate::store::{Corpus, Writer};
use serde::Serialize;
use serde_json::json;

/// The result of a removal or a restoration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Removal {
    /// The operation, if anything changed.
    pub operation: Option<OperationId>,
    /// Number of selected articles.
    pub selected: u64,
    /// Number of articles that were removed, or restored.
    pub changed: u64,
}

/// Removes the selected articles from view until [`restore`]. An import doesn't restore them.
///
/// # Errors
/// Errors of the selection.
pub fn remove(corpus: &mut Corpus, selection: &Selection, operation: &NewOperation) -> Result<Removal> {
    change(corpus, selection, operation, Visibility::Live, |writer, article, by| {
        articles::remove(writer, article, by, operation.at)
    })
}

/// Restores the selected articles, including those that an import removed. The expression of the selection applies to
/// removed articles.
///
/// # Errors
/// Errors of the selection.
pub fn restore(corpus: &mut Corpus, selection: &Selection, operation: &NewOperation) -> Result<Removal> {
    change(corpus, selection, operation, Visibility::Removed, |writer, article, _| {
        articles::restore(writer, article)
    })
}

fn change(
    corpus: &mut Corpus,
    selection: &Selection,
    operation: &NewOperation,
    visibility: Visibility,
    one: impl Fn(&Writer, ArticleId, OperationId) -> Result<bool>,
) -> Result<Removal> {
    let (removal, id) = recorded(corpus, operation, &Origin::Hand, |writer, id| {
        let articles = select::named_in(writer, selection, visibility)?;
        let mut changed = 0;
        for &article in &articles {
            // An article that is in this state already doesn't count.
            changed += u64::from(one(writer, article, id)?);
        }
        let selected = articles.len() as u64;
        Ok(Effect {
            summary: json!({ "selected": selected, "changed": changed }),
            changed: changed > 0,
            value: Removal { operation: None, selected, changed },
        })
    })?;
    Ok(Removal { operation: id, ..removal })
}
