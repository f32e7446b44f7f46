//! Files that the corpus knows and the walk didn't find.

use super::plan::Scope;
use super::settle::Settler;
use crate::model::{ImportEvent, Outcome};
use crate::store::files::{self, Listed};
use crate::store::{Writer, articles};
use crate::{Error, Result};
use std::collections::BTreeSet;

/// How many files are looked at in one query.
const PAGE: u32 = 10_000;

/// Marks the files that are gone, of every source that was walked whole, and with `remove` takes their articles
/// out of view. Nothing is concluded of files below a folder that couldn't be listed.
pub(super) fn mark(
    writer: &Writer,
    settler: &Settler,
    unreadable: &[(usize, Vec<u8>)],
    remove: bool,
) -> Result<Vec<ImportEvent>> {
    let roots = &settler.plan().roots;
    let whole: BTreeSet<i64> = (0..roots.len())
        .filter(|&root| matches!(roots[root].scope, Scope::All))
        .map(|root| settler.source(root))
        .collect();
    let mut events = Vec::new();
    for source in whole {
        let hidden: Vec<&[u8]> = unreadable
            .iter()
            .filter(|(root, _)| settler.source(*root) == source)
            .map(|(_, path)| path.as_slice())
            .collect();
        mark_source(writer, settler, source, &hidden, remove, &mut events)?;
    }
    Ok(events)
}

fn mark_source(
    writer: &Writer,
    settler: &Settler,
    source: i64,
    hidden: &[&[u8]],
    remove: bool,
    events: &mut Vec<ImportEvent>,
) -> Result<()> {
    let (mut after, mut any_seen) = (i64::MIN, false);
    loop {
        let page = files::page(writer, source, after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.id;
        for file in &page {
            if settler.was_seen(file.id) {
                any_seen = true;
            } else if !hidden.iter().any(|folder| is_below(&file.path, folder)) {
                events.extend(mark_file(writer, settler, file, remove)?);
            }
        }
    }
    if remove && !any_seen && !events.is_empty() {
        return Err(Error::refused(
            "no file of the source is there any more, so nothing was removed",
            "is the disk mounted, is it the right folder? Without --remove-missing the files are marked as missing",
        ));
    }
    Ok(())
}

fn is_below(path: &[u8], folder: &[u8]) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.first() == Some(&b'/'))
}

fn mark_file(writer: &Writer, settler: &Settler, file: &Listed, remove: bool) -> Result<Option<ImportEvent>> {
    files::mark_missing(writer, file.id, settler.operation())?;
    let outcome = if remove && !file.removed {
        articles::remove(writer, file.article, settler.operation(), settler.at())?;
        Outcome::Removed
    } else if file.missing {
        return Ok(None);
    } else {
        Outcome::Missing
    };
    Ok(Some(ImportEvent {
        path: file.key.clone(),
        outcome,
        article: Some(file.article),
        version: None,
        detail: None,
    }))
}
