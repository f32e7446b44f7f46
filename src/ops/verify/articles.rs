//! Checks of articles: versions, the current version, and whether the recorded changes lead to the current values.

use super::{BEYOND_READING, Checks};
use crate::Result;
use crate::model::{ArticleId, ProblemKind, VersionNumber};
use crate::store::verify::articles::{self as store, StoredArticle};
use std::collections::BTreeMap;

/// Checks all articles. `quick` skips their history.
pub(super) fn check(checks: &mut Checks, quick: bool) -> Result<()> {
    let reader = checks.reader;
    for disputed in store::disputed_keys(reader)? {
        let detail = format!(
            "its key is {} in the table and {} in the index",
            shown(Some(&disputed.key)),
            shown(Some(&disputed.indexed))
        );
        checks.problem(ProblemKind::File, (Some(disputed.article), None), detail);
    }
    // A purge may leave gaps in the version numbers.
    let gaps = store::was_purged(reader)?;
    store::articles(reader, &mut |article| {
        checks.row()?;
        match article {
            Ok(article) => {
                let concerned = (Some(article.id), None);
                checks.attempt_for(concerned, "its versions", |checks| {
                    check_versions(checks, &article, gaps)
                })?;
                if quick {
                    return Ok(());
                }
                checks.attempt_for(concerned, "its history", |checks| replay(checks, article.id))
            }
            Err((row, error)) => {
                let detail = format!("row {row} of article {BEYOND_READING}{error}");
                checks.problem(ProblemKind::Unreadable, (Some(ArticleId(row)), None), detail);
                Ok(())
            }
        }
    })
}

/// Checks that version numbers start at 1 without gaps, and that the last version by time that isn't undone is current.
fn check_versions(checks: &mut Checks, article: &StoredArticle, gaps: bool) -> Result<()> {
    let (mut current, mut expected): (Option<(String, VersionNumber, i64)>, u32) = (None, 1);
    for number in store::numbers(checks.reader, article.id)? {
        let place = (Some(article.id), Some(number));
        if !gaps && number.0 != expected {
            checks.problem(
                ProblemKind::Version,
                place,
                format!("version {expected} should come before this one"),
            );
        }
        // From the number that was found, so that one gap is reported once.
        expected = number.0.saturating_add(1);
        checks.attempt_for(place, "this version", |checks| {
            let version = store::version(checks.reader, article.id, number)?;
            if let Some(version) = version.filter(|version| !version.undone) {
                // A capture may be older than versions that were imported before it.
                current = current.take().max(Some((version.since, number, version.id)));
            }
            Ok(())
        })?;
    }
    if article.current != current.as_ref().map(|(_, _, id)| *id) {
        let detail = match current {
            Some((_, number, _)) => format!("version {number} should be the current one"),
            None => "it has no version that could be current".to_owned(),
        };
        checks.problem(ProblemKind::Version, (Some(article.id), None), detail);
    }
    Ok(())
}

/// Fields whose first value isn't a recorded change, because it is set when the article is added.
const UNRECORDED_AT_FIRST: [&str; 1] = ["key"];

/// Replays the recorded changes of each field and compares the results with the current values.
fn replay(checks: &mut Checks, article: ArticleId) -> Result<()> {
    let mut values: BTreeMap<(String, u32), Option<Vec<u8>>> = BTreeMap::new();
    if let Some(key) = store::first_key(checks.reader, article)? {
        values.insert(("key".to_owned(), 0), Some(key));
    }
    let mut broken = Vec::new();
    for change in store::changes(checks.reader, article)? {
        let unrecorded = UNRECORDED_AT_FIRST.contains(&change.field.as_str());
        let place = (change.field, change.ordinal);
        let before = values.get(&place).cloned().unwrap_or_default();
        let known = values.contains_key(&place) || !unrecorded;
        if known && before != change.old {
            broken.push(format!(
                "a change of {} was from {}, but before it stood {}",
                place.0,
                shown(change.old.as_ref()),
                shown(before.as_ref())
            ));
        }
        // Continue from the recorded value, so that one break is reported once.
        values.insert(place, change.new);
    }
    let mut present: BTreeMap<_, _> = store::values(checks.reader, article)?
        .into_iter()
        .map(|(field, ordinal, value)| ((field, ordinal), Some(value)))
        .collect();
    for field in UNRECORDED_AT_FIRST {
        let place = (field.to_owned(), 0);
        if !values.contains_key(&place) {
            present.remove(&place);
        }
    }
    for place in values.keys().chain(present.keys().filter(|place| !values.contains_key(*place))) {
        let recorded = values.get(place).cloned().flatten();
        let found = present.get(place).cloned().flatten();
        if recorded != found {
            broken.push(format!(
                "{} is {}, but what is recorded of it made it {}",
                place.0,
                shown(found.as_ref()),
                shown(recorded.as_ref())
            ));
        }
    }
    for detail in broken {
        checks.problem(ProblemKind::History, (Some(article), None), detail);
    }
    Ok(())
}

fn shown(value: Option<&Vec<u8>>) -> String {
    match value {
        Some(value) => format!("'{}'", String::from_utf8_lossy(value)),
        None => "nothing".to_owned(),
    }
}
