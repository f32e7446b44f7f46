//! Comparison of two states of the corpus.

use super::history::change_line;
use crate::output::{Output, Sequence, inline, one_line, output_failed};
use corpusdb::model::{ArticleChange, MetadataChange, OperationId};
use corpusdb::ops::diff::CorpusChanges;
use serde::Serialize;
use std::cell::Cell;

/// JSON form of the changes between two states.
#[derive(Serialize)]
struct StateChanges<'a> {
    from: OperationId,
    to: OperationId,
    articles: Sequence<'a, ArticleChange>,
    metadata: Sequence<'a, MetadataChange>,
}

/// Prints the changes. Returns whether there are any.
pub(crate) fn print_changes(output: &mut Output, changes: &CorpusChanges) -> anyhow::Result<bool> {
    if output.is_for_people() {
        return print(output, changes);
    }
    // A cell, because both closures set it and a sequence is serialised through a shared reference.
    let any = Cell::new(false);
    let whole = StateChanges {
        from: changes.from,
        to: changes.to,
        articles: Sequence(&|visit| {
            changes.articles(&mut |article| {
                any.set(true);
                visit(article)
            })
        }),
        metadata: Sequence(&|visit| {
            changes.metadata(&mut |change| {
                any.set(true);
                visit(change)
            })
        }),
    };
    output.report(&whole, |_| Ok(()))?;
    Ok(any.get())
}

fn print(output: &mut Output, changes: &CorpusChanges) -> anyhow::Result<bool> {
    let mut any = false;
    // Each line passes here, so that `any` is right for both kinds of change.
    let mut line = |output: &mut Output, line: String| {
        any = true;
        output.line(line).map_err(|error| output_failed(error.into()))
    };
    output.line(format!("from operation {} to operation {}", changes.from, changes.to))?;
    changes.articles(&mut |article| line(output, article_line(article)))?;
    changes.metadata(&mut |change| {
        line(output, format!("  article {:<5}{}", change.article, change_line(change)))
    })?;
    if !any {
        output.line("  nothing changed")?;
    }
    Ok(any)
}

/// `  article 4     version 1 → 2   first/a.txt  A headline`
fn article_line(article: &ArticleChange) -> String {
    let versions = match (article.from_version, article.to_version) {
        (_, None) => "not there now".to_owned(),
        (None, Some(_)) => "new".to_owned(),
        (Some(from), Some(to)) => format!("version {from} → {to}"),
    };
    let title = article.title.as_deref().map(|title| format!("  {}", one_line(title))).unwrap_or_default();
    format!("  article {:<5} {versions:<15} {}{title}", article.id, inline(&article.key))
}
