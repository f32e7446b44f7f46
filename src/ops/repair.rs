//! Mending what can be derived from what is sound. What was mended is what a verification finds before and no longer
//! after; where a mend can't be made, the verification tells what is left.

use super::verify::{self, Watch, analysis, compare_index, look, look_at_schema};
use crate::model::{
    NewOperation, OperationId, OperationState, Problem, ProblemKind, Repair, Sha256, Verification,
};
use crate::store::verify::contents::{StoredText, blobs_in_text, origins_of_text, texts};
use crate::store::verify::{check_index, is_damage};
use crate::store::{Corpus, Writer, operations, purge, repair as store};
use crate::text::{PROFILE, Words, charset, fold};
use crate::{Error, Result};
use serde_json::json;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// How to repair.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Report what would be mended, and mend nothing.
    pub dry_run: bool,
    /// Once this is set, the repair ends with [`Error::Interrupted`] and nothing is mended.
    pub stop: Arc<AtomicBool>,
}

/// Mends the full-text index, views, triggers, indexes, texts whose bytes are kept apart, words and their hashes, and
/// which version is current, and forgets what `analyse` didn't find so; all in one transaction. Where a repair can't be recorded, nothing is mended.
///
/// # Errors
/// [`Error::Interrupted`]; [`Error::Busy`]; [`Error::Database`] when the disk is full.
pub fn repair(
    corpus: &mut Corpus,
    options: &Options,
    operation: &NewOperation,
    watch: &mut dyn Watch,
) -> Result<Repair> {
    let complaint = corpus.complaint().map(|detail| told(ProblemKind::File, detail.to_owned()));
    corpus.until(&options.stop, |corpus| {
        let cleared = clear_remains(corpus, options.dry_run)?;
        corpus.without_foreign_keys(|corpus| {
            corpus.write_if(|writer| {
                let before = match complaint {
                    None => verification(writer, options, watch)?,
                    Some(complaint) => match before_reading(writer, complaint, options, watch)? {
                        (found, true) => found,
                        (Verification { problems, .. }, false) => {
                            return Ok((Repair { problems, ..Repair::default() }, false));
                        }
                    },
                };
                mend_recorded(writer, before, options, operation, cleared, watch)
            })
        })
    })
}

/// Puts a schema right that SQLite can't understand, because little else can be read before; gives what is wrong, and
/// whether more than the schema could be looked at.
fn before_reading(
    writer: &Writer,
    complaint: Problem,
    options: &Options,
    watch: &mut dyn Watch,
) -> Result<(Verification, bool)> {
    let mut found = look_at_schema(writer, &whole(options), watch)?;
    found.problems.insert(0, complaint);
    match store::schema::mend_entries(writer) {
        Ok(()) => {}
        Err(error) if is_damage(&error) => return Ok((found, false)),
        Err(error) => return Err(error),
    }
    let rest = verification(writer, options, watch)?;
    found.problems.extend(rest.problems);
    Ok((Verification { problems: found.problems, ..rest }, true))
}

/// Mends and verifies again; says whether the outcome is to be kept. It isn't where damage ends the repair half-way or
/// where more problems would be left than there were.
fn mend_recorded(
    writer: &Writer,
    before: Verification,
    options: &Options,
    operation: &NewOperation,
    cleared: bool,
    watch: &mut dyn Watch,
) -> Result<(Repair, bool)> {
    if before.problems.is_empty() {
        return Ok((Repair::default(), false));
    }
    let outcome = mend_all(writer, operation, cleared).and_then(|id| {
        // What a new connection would read is verified, not what this one remembers.
        store::schema::reload(writer)?;
        Ok((id, verification(writer, options, watch)?))
    });
    let (id, after) = match outcome {
        Ok((Some(id), after)) if after.problems.len() <= before.problems.len() => (id, after),
        Ok(_) => return Ok((Repair { problems: before.problems, ..Repair::default() }, false)),
        Err(error) if is_damage(&error) => {
            let mut problems = before.problems;
            let why = format!("the repair ended, and everything was left as it was: {error}");
            problems.push(told(ProblemKind::Unreadable, why));
            return Ok((Repair { problems, ..Repair::default() }, false));
        }
        Err(error) => return Err(error),
    };
    let report = compare(before, after);
    let changed = !options.dry_run && !report.mended.is_empty();
    let summary = json!({ "mended": report.mended.len(), "left": report.problems.len() });
    operations::finish(writer, id, OperationState::Done, operation.at, &summary)?;
    Ok((Repair { operation: changed.then_some(id), ..report }, changed))
}

fn told(kind: ProblemKind, detail: String) -> Problem {
    Problem { kind, article: None, version: None, detail }
}

/// Mends what can be mended as one operation; `None` where none can be recorded.
fn mend_all(writer: &Writer, operation: &NewOperation, cleared: bool) -> Result<Option<OperationId>> {
    store::schema::mend_entries(writer)?;
    if !store::can_be_mended(writer)? {
        return Ok(None);
    }
    let id = operations::begin(writer, operation, "repair")?;
    mend(writer)?;
    if cleared {
        for purge in purge::unfinished(writer)? {
            purge::finish(writer, purge, OperationState::Done, operation.at)?;
        }
    }
    Ok(Some(id))
}

/// Does what an interrupted purge left to do, outside of the transaction; says whether that is settled.
fn clear_remains(corpus: &mut Corpus, dry_run: bool) -> Result<bool> {
    match corpus.read(purge::unfinished) {
        Ok(unfinished) if !unfinished.is_empty() && !dry_run => {}
        Ok(_) => return Ok(true),
        Err(error) if is_damage(&error) => return Ok(false),
        Err(error) => return Err(error),
    }
    match corpus.clear_remains() {
        Ok(()) => Ok(true),
        // The purge stays a problem; the repair may make a second one succeed.
        Err(Error::Damaged { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

fn verification(writer: &Writer, options: &Options, watch: &mut dyn Watch) -> Result<Verification> {
    let mut found = look(writer, &whole(options), watch)?;
    compare_index(writer, &mut found)?;
    Ok(found)
}

fn whole(options: &Options) -> verify::Options {
    verify::Options { stop: Arc::clone(&options.stop), ..verify::Options::default() }
}

fn compare(before: Verification, after: Verification) -> Repair {
    let left: HashSet<_> = after.problems.iter().collect();
    let mended = before.problems.into_iter().filter(|problem| !left.contains(problem)).collect();
    Repair { operation: None, mended, problems: after.problems }
}

fn mend(writer: &Writer) -> Result<()> {
    store::drop_triggers(writer)?;
    store::make_definitions(writer)?;
    store::attempt(writer, || store::reindex(writer))?;
    store::fields::mend(writer)?;
    store::references::mend(writer)?;
    store::attempt(writer, || mend_texts(writer))?;
    store::attempt(writer, || store::set_current_versions(writer))?;
    store::attempt(writer, || analysis::forget_unsound(writer))?;
    match check_index(writer) {
        Err(error) if is_damage(&error) => store::attempt(writer, || store::rebuild_index(writer))?,
        outcome => outcome?,
    }
    store::make_triggers(writer)?;
    store::references::mend_recorded(writer)?;
    store::fields::mend_recorded(writer)
}

fn mend_texts(writer: &Writer) -> Result<()> {
    texts(writer, &mut |text| match text {
        Ok(text) => store::attempt(writer, || mend_text(writer, &text)),
        Err(_) => Ok(()),
    })
}

/// Of a text's body, its recorded hash, and what its bytes are when they are read again, two have to agree.
fn mend_text(writer: &Writer, text: &StoredText) -> Result<()> {
    let hash = Sha256::of(&text.body);
    let mut body = text.body.clone();
    if hash != text.sha256 {
        match read_again(writer, text, hash)? {
            Some(again) if Sha256::of(again.as_bytes()) == text.sha256 => {
                store::set_body(writer, text.id, &again)?;
                body = again.into_bytes();
            }
            Some(_) => store::set_hash(writer, text.id, hash)?,
            None => return Ok(()),
        }
    }
    let Ok(body) = std::str::from_utf8(&body) else { return Ok(()) };
    let words = Words::of(body);
    let recorded = Words { count: text.words, normalized_sha256: text.normalized_sha256 };
    let folded = fold::stored(body);
    if text.normalized_profile != PROFILE || words != recorded || folded != text.folded {
        store::set_words(writer, text.id, words, folded.as_deref())?;
    }
    Ok(())
}

/// What sound bytes say that the text is, if it is the text's body or has its recorded hash.
fn read_again(writer: &Writer, text: &StoredText, hash: Sha256) -> Result<Option<String>> {
    let is_bytes = blobs_in_text(writer, text.id)?.iter().any(|blob| blob.sha256 == hash);
    if is_bytes && let Ok(body) = String::from_utf8(text.body.clone()) {
        return Ok(Some(body));
    }
    let mut found = None;
    origins_of_text(writer, text.id, &mut |blob, name| {
        let bytes = blob.data.as_deref().unwrap_or_default();
        if Sha256::of(bytes) == blob.sha256
            && let Ok(charset) = name.parse()
            && let Ok(decoded) = charset::decode(bytes, Some(charset))
            && [hash, text.sha256].contains(&Sha256::of(decoded.text.as_bytes()))
        {
            found = Some(decoded.text.into_owned());
        }
        found.is_some()
    })?;
    Ok(found)
}
