//! Judging changes: whether each is cosmetic or substantive, and which facts a reader would check.
//!
//! A rule labels and gives its reason; it never hides a change nor alters the list. The rules are words and patterns
//! (see `languages`), so that each judgement can be explained; how often they are right is measured over the labelled
//! edits in tests/edits.
//!
//! 1. `tokens` cuts a text, with `letters` in one form of Unicode. `sentences` and `quotes` find the surroundings of a word,
//!    `markup` finds code meant for programs, `literals` reads numbers in digits. A `reading` holds all of it.
//! 2. `facts` lists the checkable facts of a text. Its finders: `numbers`, `numerals` and `ordinals` with their `units`, `currencies` and
//!    `qualifiers`, `codes`, `dates` and `times` with the `halves` of the day, `names`, `sources` (and denials) with their `speakers`, `links`.
//! 3. `looks` says whether two wordings provably say the same, `cosmetic` in which looks they differ.
//!    `references` decodes the character references of HTML.
//! 4. `breaks` sees paragraphs and sentences that were cut or joined.
//! 5. `counterparts` finds the two halves of an edit inside a moved passage.
//! 6. `batches` cuts long texts, and leaves out the inner parts of long equal stretches.
//! 7. `passages` compares the facts that the changes of a sentence touch, and judges; `sides` holds a text with its
//!    facts, `views` and `wordings` find the facts that the other text has as well.

use crate::Change;

pub use self::judgement::{Class, Cosmetic, Flag, Headlines, Judgement, Repeated};

mod batches;
mod breaks;
mod cosmetic;
mod counterparts;
mod facts;
mod judgement;
mod languages;
mod letters;
mod literals;
mod looks;
mod markup;
mod passages;
mod quotes;
mod reading;
mod reasons;
mod references;
mod sentences;
mod sides;
mod tokens;
mod views;
mod wordings;

#[cfg(test)]
mod form_tests;
#[cfg(test)]
mod name_tests;
#[cfg(test)]
mod number_tests;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod source_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod unit_tests;

/// The reason of quotation marks that came, or went.
const MARKS_ADDED: &str = "quotation marks were added";
const MARKS_TAKEN_AWAY: &str = "quotation marks were taken away";

/// The end of the reason of a fact that changed its place among others of its kind.
const ELSEWHERE: &str = "stands in another place of the sentence";

/// Beginning of the reason of [`Flag::Headline`].
const HEADLINE: &str = "the headline ";

/// The text of the reason of [`Flag::Headline`]; `None` for another reason.
#[must_use]
pub fn of_headline(reason: &str) -> Option<&str> {
    reason.strip_prefix(HEADLINE)
}

/// A reason shared by several changes, with their number. For example, `4 became 40 (3 times)`. Quotation marks come in
/// pairs, so they aren't counted, nor is a headline.
#[must_use]
pub fn merged(reason: &str, times: usize) -> String {
    let is_one = matches!(reason, MARKS_ADDED | MARKS_TAKEN_AWAY)
        || of_headline(reason).is_some()
        || reason.ends_with(ELSEWHERE);
    if times < 2 || is_one { reason.to_owned() } else { format!("{reason} ({times} times)") }
}

/// The reason of a cosmetic change. For example, `only white space and dashes changed`.
#[must_use]
pub fn looks(ways: &[Cosmetic]) -> String {
    let ways: Vec<&str> = ways.iter().map(|way| way.in_words()).collect();
    format!("only {} changed", ways.join(" and "))
}

/// Judges each of `changes` that isn't `Equal`, in their order. They are those from [`diff`](crate::diff()) of these
/// texts.
///
/// Never fails, and takes time linear in the length of the texts. For example, `4` for `40` has the flag `Number`, and `“` for
/// `"` is cosmetic. Knowledge of languages is in word lists
/// for Arabic, Chinese, Dutch, English, French, German, Hebrew, Hindi, Italian, Japanese, Korean, Polish, Portuguese,
/// Russian, Spanish, Swedish and Turkish.
#[must_use]
pub fn judge(old: &str, new: &str, changes: &[Change], headlines: &Headlines) -> Vec<Judgement> {
    passages::judge(old, new, changes, headlines)
}
