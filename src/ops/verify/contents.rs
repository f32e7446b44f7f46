//! Checks of bytes and texts: computes all hashes again and decodes all bytes again. Each row is read only once.

use super::{BEYOND_READING, Checks};
use crate::model::{ProblemKind, Sha256};
use crate::ops::reading;
use crate::store::verify::contents::{self as store, StoredBlob, StoredText, StoredVersion, VersionPlace};
use crate::store::verify::is_damage;
use crate::text::Words;
use crate::text::word::RULES;
use crate::{Error, Result};

/// Compares the recorded sizes with the actual ones.
pub(super) fn check_sizes(checks: &mut Checks) -> Result<()> {
    for (blob, recorded, found) in store::wrong_sizes(checks.reader)? {
        let found = found.map_or("none".to_owned(), |found| found.to_string());
        let places = places(store::versions_of_blob(checks.reader, blob)?);
        report(
            checks,
            ProblemKind::Bytes,
            &places,
            &format!("there should be {recorded} bytes, there are {found}"),
        );
    }
    Ok(())
}

/// Checks all texts, and the bytes that are stored as texts.
pub(super) fn check_texts(checks: &mut Checks) -> Result<()> {
    let reader = checks.reader;
    store::texts(reader, &mut |text| {
        checks.row()?;
        match text {
            Ok(text) => {
                let what = format!("what belongs to row {} of text", text.id);
                checks.attempt(&what, |checks| check_text(checks, &text))
            }
            Err((row, error)) => {
                unreadable(checks, "text", row, &error, &store::places_of_text(reader, row));
                Ok(())
            }
        }
    })
}

/// Checks the bytes that are stored separately from texts.
pub(super) fn check_blobs(checks: &mut Checks) -> Result<()> {
    let reader = checks.reader;
    store::blobs(reader, &mut |blob| {
        checks.row()?;
        match blob {
            Ok(StoredBlob { data: None, .. }) => Ok(()),
            Ok(blob) => {
                let what = format!("what belongs to row {} of blob", blob.id);
                let bytes = blob.data.as_deref().unwrap_or_default();
                checks.attempt(&what, |checks| {
                    check_bytes(checks, &blob, bytes, Sha256::of(bytes), None).map(|_| ())
                })
            }
            Err((row, error)) => {
                unreadable(checks, "blob", row, &error, &store::versions_of_blob(reader, row).map(places));
                Ok(())
            }
        }
    })
}

fn check_text(checks: &mut Checks, text: &StoredText) -> Result<()> {
    let hash = Sha256::of(&text.body);
    let mut reported = Vec::new();
    for blob in store::blobs_in_text(checks.reader, text.id)? {
        reported.extend(check_bytes(checks, &blob, &text.body, hash, Some(text.id))?);
    }
    let mut places = store::places_of_text(checks.reader, text.id)?;
    // Bytes stored as this text have the same damage, which is reported once.
    places.retain(|place| !reported.contains(place));
    if hash != text.sha256 {
        if reported.is_empty() || !places.is_empty() {
            let detail = format!("the text has the SHA-256 {hash}, not {}", text.sha256);
            report(checks, ProblemKind::Text, &places, &detail);
        }
        return Ok(());
    }
    let Ok(body) = std::str::from_utf8(&text.body) else { return Ok(()) };
    // An upgrade counts all texts again, so an older profile is a problem too.
    if text.normalized_profile != RULES
        || Words::of(body) != (Words { count: text.words, normalized_sha256: text.normalized_sha256.0 })
    {
        let detail = "the count of its words, their hash, or the number of the rule isn't that of the text";
        report(checks, ProblemKind::Words, &places, detail);
    }
    Ok(())
}

/// Checks bytes and their decodings. `own` is the text that stores them. Returns the versions with damaged bytes.
fn check_bytes(
    checks: &mut Checks,
    blob: &StoredBlob,
    bytes: &[u8],
    hash: Sha256,
    own: Option<i64>,
) -> Result<Vec<VersionPlace>> {
    let versions = store::versions_of_blob(checks.reader, blob.id)?;
    let size = bytes.len() as u64;
    if hash != blob.sha256 || size != blob.size {
        let detail = format!(
            "its {size} bytes have the SHA-256 {hash}; imported were {} with {}",
            blob.size, blob.sha256
        );
        let places = places(versions);
        report(checks, ProblemKind::Bytes, &places, &detail);
        return Ok(places);
    }
    for version in &versions {
        let place = (Some(version.article), Some(version.number));
        let expected =
            if own == Some(version.text) { Some(hash) } else { hash_of_text(checks, version.text)? };
        let Some(expected) = expected else { continue };
        if let Err(detail) = read_again(bytes, hash, version, expected) {
            checks.problem(ProblemKind::Text, place, detail);
        }
    }
    Ok(Vec::new())
}

/// The recorded hash of a text; `None` if it is missing or unreadable, which another check reports.
fn hash_of_text(checks: &Checks, text: i64) -> Result<Option<Sha256>> {
    match store::hash_of_text(checks.reader, text) {
        Err(error) if is_damage(&error) => Ok(None),
        outcome => outcome,
    }
}

/// Reads bytes again as the version says that they were read. The error describes the difference from its text.
fn read_again(bytes: &[u8], hash: Sha256, version: &StoredVersion, expected: Sha256) -> Result<(), String> {
    let name = &version.charset;
    let Some(again) = reading::again(bytes, version.into())? else { return Ok(()) };
    let text = again.text.as_bytes();
    // UTF-8 decodes to itself, and its hash is known.
    let found = if text == bytes { hash } else { Sha256::of(text) };
    if found != expected {
        return Err(format!("read in {name} again, its bytes are another text, with the SHA-256 {found}"));
    }
    if again.reader != version.reader {
        return Err(format!("its bytes are read as {}, not as {}", again.reader, version.reader));
    }
    if again.lossy != version.lossy {
        let really = if again.lossy { "some" } else { "none" };
        return Err(format!("of its bytes {really} have no reading in {name}; the version says otherwise"));
    }
    Ok(())
}

/// Reports an unreadable row for each readable version that uses it.
fn unreadable(checks: &mut Checks, table: &str, row: i64, error: &Error, places: &Result<Vec<VersionPlace>>) {
    let detail = format!("row {row} of {table} {BEYOND_READING}{error}");
    report(checks, ProblemKind::Unreadable, places.as_deref().unwrap_or_default(), &detail);
}

/// Reports the problem for every version that uses the row; without an article if there is none.
fn report(checks: &mut Checks, kind: ProblemKind, places: &[VersionPlace], detail: &str) {
    for &(article, number) in places {
        checks.problem(kind, (Some(article), Some(number)), detail);
    }
    if places.is_empty() {
        checks.problem(kind, (None, None), format!("{detail} (no version that can be read has it)"));
    }
}

fn places(versions: Vec<StoredVersion>) -> Vec<VersionPlace> {
    versions.into_iter().map(|version| (version.article, version.number)).collect()
}
