//! Restoring damaged or missing bytes and texts from another corpus file.

use super::texts;
use crate::model::Sha256;
use crate::store::repair::{self as store, backup as contents};
use crate::store::verify::contents as stored;
use crate::store::{Access, Corpus, Reader, Writer};
use crate::{Error, Hint, Result};
use std::path::Path;

/// Opens the backup.
pub(super) fn open(corpus: &Corpus, path: &Path) -> Result<Corpus> {
    let backup = Corpus::open(path, Access::Read)?;
    // A damaged file can't be its own backup.
    if backup.path() == corpus.path() {
        return Err(Error::refused(format!("{} is the corpus itself", path.display()), Hint::NameBackup));
    }
    Ok(backup)
}

/// Restores the contents that are intact in `backup`. `before` reads the state before the repair, to find the damaged
/// rows.
pub(super) fn restore(before: &Reader, writer: &Writer, backup: &Reader) -> Result<()> {
    stored::texts(before, &mut |text| match text {
        // Each attempt has its own savepoint: one damaged row doesn't end the repair.
        Ok(text) if Sha256::of(&text.body) != text.sha256 => {
            store::attempt(writer, || restore_text(writer, backup, text.id))
        }
        _ => Ok(()),
    })?;
    for gone in contents::without_text(writer)? {
        store::attempt(writer, || restore_missing_text(writer, backup, &gone))?;
    }
    let mut damaged = Vec::new();
    stored::blobs(before, &mut |blob| {
        if let Ok(blob) = blob
            && contents::bytes(before, blob.id).is_ok_and(|bytes| {
                bytes.is_none_or(|found| {
                    Sha256::of(&found.bytes) != found.sha256 || found.bytes.len() as u64 != blob.size
                })
            })
        {
            damaged.push(blob.id);
        }
        Ok(())
    })?;
    for blob in damaged {
        store::attempt(writer, || restore_bytes(writer, backup, blob))?;
    }
    for gone in contents::without_bytes(writer)? {
        store::attempt(writer, || restore_missing_bytes(writer, backup, &gone))?;
    }
    Ok(())
}

/// Restores the body of a text by its recorded hash. If the backup has a text equal to the body instead, the hash was
/// damaged and is corrected.
fn restore_text(writer: &Writer, backup: &Reader, id: i64) -> Result<()> {
    let Some(text) = contents::text(writer, id)? else { return Ok(()) };
    let hash = Sha256::of(&text.body);
    if hash == text.sha256 {
        return Ok(());
    }
    if let Some(whole) = contents::text_with(backup, text.sha256)?
        && let Ok(body) = String::from_utf8(whole.body)
    {
        store::set_body(writer, id, &body)?;
        return texts::mend_words(writer, &text, &body);
    }
    if contents::text_with(backup, hash)?.is_some() {
        store::set_hash(writer, id, hash)?;
    }
    Ok(())
}

/// Restores the text of a version. If the corpus has that text under another id, the reference was damaged and is
/// corrected.
fn restore_missing_text(writer: &Writer, backup: &Reader, gone: &contents::Incomplete) -> Result<()> {
    let Some((_, hash)) = contents::hashes_of(writer, backup, gone.version)? else { return Ok(()) };
    let Some(text) = contents::text_with(backup, hash)? else { return Ok(()) };
    let id = contents::put_text(writer, gone.missing, &text)?;
    contents::set_text_of(writer, gone.version, id)
}

/// Restores the bytes of a row of `blob` by its recorded hash. If the backup has bytes equal to those of the row instead,
/// the hash was damaged and is corrected.
fn restore_bytes(writer: &Writer, backup: &Reader, blob: i64) -> Result<()> {
    let Some(found) = contents::bytes(writer, blob)? else { return Ok(()) };
    let hash = Sha256::of(&found.bytes);
    // The bytes are right, so only their size can be wrong.
    if hash == found.sha256 {
        return contents::set_hash_of_bytes(writer, blob, hash, found.bytes.len());
    }
    if let Some(whole) = contents::bytes_with(backup, found.sha256)? {
        return contents::set_bytes(writer, blob, &whole.bytes);
    }
    if contents::bytes_with(backup, hash)?.is_some() {
        contents::set_hash_of_bytes(writer, blob, hash, found.bytes.len())?;
    }
    Ok(())
}

/// Restores the bytes of a version. If the corpus has them under another id, the reference was damaged and is corrected.
fn restore_missing_bytes(writer: &Writer, backup: &Reader, gone: &contents::Incomplete) -> Result<()> {
    let Some((hash, _)) = contents::hashes_of(writer, backup, gone.version)? else { return Ok(()) };
    let Some(bytes) = contents::bytes_with(backup, hash)? else { return Ok(()) };
    let blob = contents::put_bytes(writer, gone.missing, &bytes)?;
    contents::set_bytes_of(writer, gone.version, blob)
}
