//! Reasons: judgements in short sentences.

use super::{ELSEWHERE, Flag, MARKS_ADDED, MARKS_TAKEN_AWAY, Repeated, merged};
use crate::ChangeKind;

/// How many reasons of one flag are given; the others are counted.
const MOST: usize = 5;

/// A quoted part of a text may have so many characters.
const LONGEST: usize = 60;

/// A flag and why it is there.
pub(super) struct Difference {
    pub(super) flag: Flag,
    pub(super) reason: String,
    /// Whether an earlier change of the sentence gives it for the same facts.
    pub(super) is_repeated: bool,
}

impl Difference {
    pub(super) fn new(flag: Flag, reason: impl Into<String>) -> Self {
        Difference { flag, reason: reason.into(), is_repeated: false }
    }
}

/// A fact that one side seems to lack.
#[derive(Clone, Copy)]
pub(super) struct Lack<'a> {
    pub(super) flag: Flag,
    pub(super) words: &'a str,
    /// Whether the other side has it, but something else in its place: it can only become something else.
    pub(super) is_elsewhere: bool,
    /// Whether the other text has its words as often.
    pub(super) is_in_text: bool,
    /// Whether an earlier change of the sentence touches it too.
    pub(super) is_repeated: bool,
}

/// Lost and won facts, in pairs as far as possible. A fact that both texts have equally often is neither added nor removed.
pub(super) fn differences(lost: &[Lack], won: &[Lack]) -> Vec<Difference> {
    let mut flags: Vec<Flag> = lost.iter().chain(won).map(|lack| lack.flag).collect();
    flags.sort_unstable();
    flags.dedup();
    let mut differences = Vec::new();
    for flag in flags {
        let mut lost = lost.iter().filter(|lack| lack.flag == flag);
        let mut won = won.iter().filter(|lack| lack.flag == flag);
        loop {
            let (lost, won) = (lost.next(), won.next());
            if lost.is_none() && won.is_none() {
                break;
            }
            let is_repeated = [lost, won].into_iter().flatten().all(|lack| lack.is_repeated);
            differences.extend(reason(flag, lost, won).map(|reason| Difference {
                flag,
                reason,
                is_repeated,
            }));
        }
    }
    differences
}

fn reason(flag: Flag, lost: Option<&Lack>, won: Option<&Lack>) -> Option<String> {
    let marks = flag == Flag::Quotation;
    Some(match (lost, won) {
        (Some(_), None) if marks => MARKS_TAKEN_AWAY.to_owned(),
        (None, Some(_)) if marks => MARKS_ADDED.to_owned(),
        (Some(lost), Some(won)) => {
            let doubt = doubt(flag, lost.words, won.words);
            format!("{} became {}{doubt}", quoted(lost.words), quoted(won.words))
        }
        (Some(only), None) | (None, Some(only)) if only.is_elsewhere => {
            format!("{} {ELSEWHERE}", quoted(only.words))
        }
        (Some(lost), None) if lost.is_in_text => {
            format!("{} no longer stands in this sentence", quoted(lost.words))
        }
        (None, Some(won)) if won.is_in_text => format!("{} stands in this sentence now", quoted(won.words)),
        (Some(lost), None) => format!("{} was taken away", quoted(lost.words)),
        (None, Some(won)) => format!("{} was added", quoted(won.words)),
        (None, None) => return None,
    })
}

/// That the headline is another one now, both of them in full.
pub(super) fn headline(old: Option<&str>, new: Option<&str>) -> Option<String> {
    let in_full = |headline: &str| format!("“{}”", headline.split_whitespace().collect::<Vec<_>>().join(" "));
    let (old, new) = (old.map(in_full), new.map(in_full));
    Some(match (old, new) {
        (Some(old), Some(new)) if old == new => return None,
        (Some(old), Some(new)) => format!("the headline {old} became {new}"),
        (Some(old), None) => format!("the headline {old} is no headline any more"),
        (None, Some(new)) => format!("the headline {new} is new"),
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
pub(super) fn quoted(text: &str) -> String {
    let short: String = text.chars().take(LONGEST).collect();
    let short = if short.len() < text.len() { short + "…" } else { short };
    if short.starts_with(|character: char| character.is_numeric() || "$€£¥-−".contains(character)) {
        short
    } else {
        format!("“{short}”")
    }
}

/// Which of `flags` and `reasons` an earlier change of the sentence has for the same facts.
pub(super) fn repeated(flags: &[Flag], reasons: &[String], differences: &[Difference]) -> Repeated {
    let all_told = |is: &dyn Fn(&Difference) -> bool| {
        let mut same = differences.iter().filter(|difference| is(difference)).peekable();
        same.peek().is_some() && same.all(|difference| difference.is_repeated)
    };
    let flags = flags.iter().filter(|flag| all_told(&|difference| difference.flag == **flag));
    let reasons = reasons.iter().filter(|reason| all_told(&|difference| difference.reason == **reason));
    Repeated { flags: flags.copied().collect(), reasons: reasons.cloned().collect() }
}

/// Why a change is one of substance: each reason once, with how often it is true; no more than some of each flag.
pub(super) fn of_substance(kind: ChangeKind, differences: &[Difference]) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for same in differences.chunk_by(|left, right| left.flag == right.flag) {
        let mut told: Vec<(&str, usize)> = Vec::new();
        let mut others = 0;
        let is_said = |difference: &&Difference| reasons.contains(&difference.reason);
        for Difference { reason, .. } in same.iter().filter(|difference| !is_said(difference)) {
            match told.iter().position(|(known, _)| known == reason) {
                Some(at) => told[at].1 += 1,
                None if told.len() < MOST => told.push((reason, 1)),
                None => others += 1,
            }
        }
        reasons.extend(told.into_iter().map(|(reason, times)| merged(reason, times)));
        reasons.extend((others > 0).then(|| format!("and {others} more like these")));
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
