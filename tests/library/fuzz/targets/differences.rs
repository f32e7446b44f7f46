//! Two texts and what differs between them.

use corpusdb::diff::judge::{Class, Headlines, judge};
use corpusdb::diff::{ChangeKind, diff, paragraphs, unified};

/// The parts of the changes rebuild both texts exactly, equal parts are equal, every change is judged once; and a changed
/// digit is never one of looks alone.
///
/// The byte 0xFF, which no text holds, stands between the texts.
pub(crate) fn check(input: &[u8]) {
    let cut = input.iter().position(|byte| *byte == 0xff).unwrap_or(input.len());
    let old = String::from_utf8_lossy(&input[..cut]);
    let new = String::from_utf8_lossy(input.get(cut + 1..).unwrap_or_default());
    check_pair(&old, &new);
    check_pair(&new, &old);
    let digits: Vec<usize> =
        old.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()).map(|(at, _)| at).collect();
    // All would take too long in a text of many.
    for at in digits.into_iter().take(8) {
        check_digit(&old, at);
    }
}

fn check_pair(old: &str, new: &str) {
    let changes = diff(old, new);
    let (mut old_done, mut new_done) = (0, 0);
    for change in &changes {
        assert_eq!((change.old.start, change.new.start), (old_done, new_done));
        (old_done, new_done) = (change.old.end, change.new.end);
        let (old, new) = (&old[change.old.clone()], &new[change.new.clone()]);
        assert_eq!(change.kind == ChangeKind::Equal, old == new, "{change:?}");
    }
    assert_eq!((old_done, new_done), (old.len(), new.len()));
    let judgements = judge(old, new, &changes, &Headlines::default());
    assert_eq!(judgements.len(), changes.iter().filter(|change| change.kind != ChangeKind::Equal).count());
    assert!(judgements.iter().all(|judgement| !judgement.reasons.is_empty()));
    let dense = |text: &str| text.split_whitespace().collect::<String>();
    let paragraphs = paragraphs(old, new, &changes);
    let spans = || paragraphs.iter().flat_map(|paragraph| &paragraph.spans);
    assert_eq!(dense(&spans().map(|span| span.old).collect::<Vec<_>>().join(" ")), dense(old));
    assert_eq!(dense(&spans().map(|span| span.new).collect::<Vec<_>>().join(" ")), dense(new));
    assert_eq!(unified(old, new, "old", "new", 3).is_empty(), old == new);
}

fn check_digit(old: &str, at: usize) {
    let other = if &old[at..=at] == "9" { "1" } else { "9" };
    let new = format!("{}{other}{}", &old[..at], &old[at + 1..]);
    let judgements = judge(old, &new, &diff(old, &new), &Headlines::default());
    let is_substantive = judgements.iter().any(|judgement| judgement.class == Class::Substantive);
    assert!(is_substantive, "{old:?} became {new:?}: {judgements:?}");
}
