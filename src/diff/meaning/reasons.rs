//! Reasons: judgements in short sentences.

use super::Flag;
use super::facts::Fact;
use crate::diff::ChangeKind;

/// How many reasons of one flag are given; the others are counted.
const MOST: usize = 5;

/// A quoted part of a text may have so many characters.
const LONGEST: usize = 60;

/// A flag and why it is there.
pub(super) struct Difference {
    pub(super) flag: Flag,
    pub(super) reason: String,
}

impl Difference {
    pub(super) fn new(flag: Flag, reason: impl Into<String>) -> Self {
        Difference { flag, reason: reason.into() }
    }
}

/// What was lost and won, in pairs as far as they go.
pub(super) fn differences(old: &str, new: &str, lost: &[&Fact], won: &[&Fact]) -> Vec<Difference> {
    let mut flags: Vec<Flag> = lost.iter().chain(won).map(|fact| fact.flag).collect();
    flags.sort_unstable();
    flags.dedup();
    let mut differences = Vec::new();
    for flag in flags {
        let mut lost = lost.iter().filter(|fact| fact.flag == flag).map(|fact| &old[fact.range.clone()]);
        let mut won = won.iter().filter(|fact| fact.flag == flag).map(|fact| &new[fact.range.clone()]);
        while let Some(reason) = reason(flag, lost.next(), won.next()) {
            differences.push(Difference { flag, reason });
        }
    }
    differences
}

fn reason(flag: Flag, lost: Option<&str>, won: Option<&str>) -> Option<String> {
    let marks = flag == Flag::Quotation;
    Some(match (lost, won) {
        (Some(_), None) if marks => "quotation marks were taken away".to_owned(),
        (None, Some(_)) if marks => "quotation marks were added".to_owned(),
        (Some(lost), Some(won)) => {
            format!("{} became {}{}", quoted(lost), quoted(won), doubt(flag, lost, won))
        }
        (Some(lost), None) => format!("{} was taken away", quoted(lost)),
        (None, Some(won)) => format!("{} was added", quoted(won)),
        (None, None) => return None,
    })
}

/// Says why two numbers of the same digits are not called the same.
fn doubt(flag: Flag, lost: &str, won: &str) -> &'static str {
    let bare = |text: &str| text.replace(['.', ','], "");
    let is_ambiguous = flag == Flag::Number && bare(lost) == bare(won);
    if is_ambiguous { ": the separator may mean thousands or decimals" } else { "" }
}

/// Digits as they are, words in quotation marks.
fn quoted(text: &str) -> String {
    let short: String = text.chars().take(LONGEST).collect();
    let short = if short.len() < text.len() { short + "…" } else { short };
    if short.starts_with(|character: char| character.is_numeric() || "$€£¥-−".contains(character)) {
        short
    } else {
        format!("“{short}”")
    }
}

/// Why a change is one of substance: each reason once, no more than some of each flag.
pub(super) fn of_substance(kind: ChangeKind, differences: &[Difference]) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for same in differences.chunk_by(|left, right| left.flag == right.flag) {
        for difference in same.iter().take(MOST) {
            if !reasons.contains(&difference.reason) {
                reasons.push(difference.reason.clone());
            }
        }
        if same.len() > MOST {
            reasons.push(format!("and {} more like these", same.len() - MOST));
        }
    }
    if reasons.is_empty() {
        let done = match kind {
            ChangeKind::Insert => "added",
            ChangeKind::Delete => "taken away",
            ChangeKind::Equal | ChangeKind::Replace => "changed",
        };
        reasons.push(format!("words were {done}"));
    }
    reasons
}
