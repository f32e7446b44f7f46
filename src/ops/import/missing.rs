//! Missing files: known to the corpus, not found by the walk, and gone from the disk.

use super::paths::display_path;
use super::plan::Scope;
use super::settle::Settler;
use crate::model::{ImportEvent, Outcome};
use crate::store::Writer;
use crate::store::tables::articles;
use crate::store::tables::containers;
use crate::store::tables::files;
use crate::store::tables::files::PathBytes;
use crate::{Error, Result};
use std::collections::BTreeMap;

/// Number of files per query.
const PAGE: u32 = 10_000;

/// Marks the missing files of every source that was imported whole, and passes the events to `record`. With `remove`
/// their articles are removed. Files below a folder that couldn't be listed are never marked.
pub(super) fn mark(
    writer: &Writer,
    settler: &Settler,
    unreadable: &[(usize, Vec<u8>)],
    remove: bool,
    record: &mut dyn FnMut(ImportEvent) -> Result<()>,
) -> Result<()> {
    let roots = &settler.plan().roots;
    let whole: BTreeMap<i64, &str> = (0..roots.len())
        // Importing single files says nothing about the others.
        .filter(|&root| matches!(roots[root].scope, Scope::All))
        .map(|root| (settler.source(root), roots[root].source.as_str()))
        .collect();
    for (source, name) in whole {
        let hidden: Vec<&[u8]> = unreadable
            .iter()
            .filter(|(root, _)| settler.source(*root) == source)
            .map(|(_, path)| path.as_slice())
            .collect();
        let is_gone =
            |path: &[u8]| !hidden.iter().any(|folder| is_below(path, folder)) && settler.is_gone(name, path);
        mark_source(writer, settler, (source, name), &is_gone, remove, record)?;
        for (container, path) in containers::of_source(writer, source)? {
            if !settler.read_whole(container) && is_gone(&path) {
                containers::mark_missing(writer, container, settler.operation())?;
            }
        }
    }
    Ok(())
}

fn mark_source(
    writer: &Writer,
    settler: &Settler,
    (source, name): (i64, &str),
    is_gone: &dyn Fn(&[u8]) -> bool,
    remove: bool,
    record: &mut dyn FnMut(ImportEvent) -> Result<()>,
) -> Result<()> {
    let is_there = |(file, path, container): &files::Listed| {
        let gone = match container {
            // Of a container that was read to its end, every member was seen that is there.
            Some(container) => {
                settler.read_whole(*container)
                    || containers::path(writer, *container)?.is_none_or(|path| is_gone(&path))
            }
            // Not seen isn't enough: a file that the walk skipped or couldn't reach may still exist.
            None => is_gone(path),
        };
        Ok(settler.was_seen(*file) || !gone)
    };
    // Pages by path bound the memory, and no query is open while its rows are changed.
    let (mut after, mut any_left, mut any_removed) = (Vec::new(), false, false);
    loop {
        let page = files::page(writer, source, PathBytes(&after), PAGE)?;
        for listed in &page {
            if is_there(listed)? {
                any_left = true;
            } else if let Some(event) = mark_file(writer, settler, (listed.0, name), &is_there, remove)? {
                any_removed |= event.outcome == Outcome::Removed;
                record(event)?;
            }
        }
        match page.into_iter().last() {
            Some((_, last, _)) => after = last,
            None => break,
        }
    }
    // An unmounted disk looks like a folder whose files were all deleted.
    if any_removed && !any_left {
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

/// Marks a file as missing. An article of several files is there as long as one of them is, and so its event names the file rather
/// than the article.
fn mark_file(
    writer: &Writer,
    settler: &Settler,
    (id, source): (i64, &str),
    is_there: &dyn Fn(&files::Listed) -> Result<bool>,
    remove: bool,
) -> Result<Option<ImportEvent>> {
    let file = files::absent(writer, id)?;
    let others = files::others(writer, id)?;
    files::mark_missing(writer, id, settler.operation())?;
    let outcome = if remove && !file.removed && others.is_empty() {
        articles::remove(writer, file.article, settler.operation(), settler.at())?;
        Outcome::Removed
    } else if file.missing {
        return Ok(None);
    } else {
        Outcome::Missing
    };
    let mut left = 0_u64;
    for other in &others {
        left += u64::from(is_there(other)?);
    }
    let path = if file.files > 1 { format!("{source}/{}", display_path(&file.path)) } else { file.key };
    let detail = match left {
        0 => None,
        1 => Some(format!("article {} is still there in another file", file.article)),
        _ => Some(format!("article {} is still there in {left} other files", file.article)),
    };
    Ok(Some(ImportEvent {
        path,
        outcome,
        article: Some(file.article),
        version: None,
        detail,
        moved_from: None,
        key_from_sidecar: false,
    }))
}
