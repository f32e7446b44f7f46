//! Preferences among the findings of a field that depend on what the others say.

use super::date;
use super::site;
use crate::{Field, Finding};

/// Moves the best finding of a field to its beginning, where the order of the rules alone isn't right. `findings` are sorted by field.
pub(super) fn apply(findings: &mut [Finding]) {
    for field in [Field::Published, Field::Modified] {
        prefer(findings, &field, |first, other| is_better(&first.value, &other.value));
    }
    prefer(findings, &Field::Author, |first, other| is_account(&first.value, &other.value));
}

/// Moves the first finding that is better than the one at the beginning of its field.
fn prefer(findings: &mut [Finding], field: &Field, is_better: fn(&Finding, &Finding) -> bool) {
    let Some(first) = findings.iter().position(|finding| finding.field == *field) else { return };
    let better =
        findings.iter().position(|other| other.field == *field && is_better(&findings[first], other));
    if let Some(better) = better {
        findings[first..=better].rotate_right(1);
    }
}

/// Whether the same moment is given in the time of the outlet rather than in universal time, whose day may be another, or the same day
/// with a time.
fn is_better(first: &str, other: &str) -> bool {
    let is_more_precise = first.len() == 10 && other.len() > 10 && other.starts_with(first);
    is_more_precise || date::is_local_form(first, other)
}

/// Whether the first one is the name of an account or a first name, and the other one is the full name.
fn is_account(first: &str, other: &str) -> bool {
    let account = site::fold(first);
    !first.contains(' ')
        && account.len() > 2
        && other.contains(' ')
        && site::fold(other).starts_with(&account)
}
