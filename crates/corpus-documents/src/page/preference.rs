//! Preferences among the findings of a field that depend on other findings.

use super::date;
use super::site;
use crate::{Field, Finding};

/// Moves the best finding of a field to its beginning, where the order of the rules alone isn't right. `findings` are sorted by field.
pub(super) fn apply(findings: &mut [Finding]) {
    outvote(findings);
    for field in [Field::Published, Field::Modified] {
        prefer(findings, &field, |first, other| is_better(&first.value, &other.value));
    }
    prefer(findings, &Field::Author, |first, other| is_account(&first.value, &other.value));
}

/// Moves the day that most rules found before the day that only the first rule found.
fn outvote(findings: &mut [Finding]) {
    let Some(first) = findings.iter().position(|finding| finding.field == Field::Published) else { return };
    // By the day, since not all rules give a time.
    let day = |finding: &Finding| finding.value.get(..10).map(str::to_owned);
    // A line beside the headline may be about something else, or about a change.
    let needed = if findings[first].rule == "dateline" { 2 } else { 3 };
    let published = findings.iter().filter(|finding| finding.field == Field::Published);
    let mut votes: Vec<(Option<String>, usize)> = Vec::new();
    for finding in published {
        match votes.iter_mut().find(|(known, _)| *known == day(finding)) {
            Some((_, count)) => *count += 1,
            None => votes.push((day(finding), 1)),
        }
    }
    // A first day that another rule confirms stays.
    if let [(_, 1), rest @ ..] = votes.as_slice()
        && let Some((winner, _)) = rest.iter().find(|(_, count)| *count >= needed)
        && let Some(at) =
            findings.iter().position(|finding| finding.field == Field::Published && day(finding) == *winner)
    {
        findings[first..=at].rotate_right(1);
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(findings: &[(Field, &str, &str)]) -> String {
        let finding = |(field, rule, value): &(Field, &str, &str)| Finding {
            field: field.clone(),
            value: (*value).to_owned(),
            rule: (*rule).to_owned(),
        };
        let mut findings: Vec<Finding> = findings.iter().map(finding).collect();
        apply(&mut findings);
        findings[0].value.clone()
    }

    #[test]
    fn a_local_or_more_precise_time_is_preferred() {
        let (first, other) = (
            (Field::Published, "json-ld", "2023-04-13T22:30:00Z"),
            (Field::Published, "time", "2023-04-14T00:30"),
        );
        assert_eq!(applied(&[first, other]), "2023-04-14T00:30");
        let (first, other) = (
            (Field::Published, "dateline", "2023-04-13"),
            (Field::Published, "json-ld", "2023-04-13T09:30:00Z"),
        );
        assert_eq!(applied(&[first, other]), "2023-04-13T09:30:00Z");
    }

    #[test]
    fn two_rules_outvote_a_line_beside_the_headline() {
        let line = (Field::Published, "dateline", "2023-05-01");
        let stated = (Field::Published, "json-ld", "2023-04-13");
        let shown = (Field::Published, "address", "2023-04-13");
        assert_eq!(applied(&[line.clone(), stated.clone()]), "2023-05-01");
        assert_eq!(applied(&[line, stated, shown]), "2023-04-13");
    }

    #[test]
    fn a_full_name_is_preferred_to_an_account() {
        let account = (Field::Author, "json-ld", "annaberg");
        assert_eq!(applied(&[account.clone(), (Field::Author, "byline", "Anna Berg")]), "Anna Berg");
        assert_eq!(applied(&[account, (Field::Author, "byline", "Tom Weiss")]), "annaberg");
    }
}
