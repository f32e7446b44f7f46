//! Notes on single changes: cosmetic or not, points to check, and reasons.

use crate::output::count;
use corpusdb::diff::judge::{Class, Cosmetic, Flag, Judgement, Repeated, merged, of_headline};
use corpusdb::diff::{ChangeKind, Move, Paragraph};
use corpusdb::ops::diff::Comparison;
use std::collections::{BTreeMap, BTreeSet};
use unicode_segmentation::UnicodeSegmentation;

/// Note on one change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChangeMark {
    /// Class of the change, in one word, used by some forms as a style.
    pub(crate) class: &'static str,
    /// Points to check, each in one or two words.
    pub(crate) flags: Vec<String>,
    /// Why, in short sentences.
    pub(crate) reasons: Vec<String>,
    /// Relation to an earlier mark about the same facts.
    pub(crate) repeated: Repeated,
}

const MOVED: &str = "moved";

impl ChangeMark {
    fn of(judgement: &Judgement) -> Self {
        let flags = judgement.flags.iter().map(|flag| flag.as_str().to_owned()).collect();
        let Judgement { class, reasons, repeated, .. } = judgement;
        ChangeMark { class: class.as_str(), flags, reasons: reasons.clone(), repeated: repeated.clone() }
    }

    /// Whether the mark is about a moved passage.
    pub(crate) fn is_move(&self) -> bool {
        self.class == MOVED
    }

    /// `number: 4 became 40`
    pub(crate) fn line(&self) -> String {
        line(&self.flags, &self.reasons)
    }

    /// Line without the headline, which has its own line. `None` if nothing is left.
    fn line_of_the_rest(&self) -> Option<String> {
        let is_repeated = |flag: &str| {
            let mut repeated = self.repeated.flags.iter().chain([&Flag::Headline]);
            repeated.any(|known| known.as_str() == flag)
        };
        let flags: Vec<String> = self.flags.iter().filter(|flag| !is_repeated(flag)).cloned().collect();
        let is_new =
            |reason: &&String| of_headline(reason).is_none() && !self.repeated.reasons.contains(reason);
        let reasons: Vec<String> = self.reasons.iter().filter(is_new).cloned().collect();
        (!flags.is_empty() || reasons.len() > 1).then(|| line(&flags, &reasons))
    }

    /// `headline: “Fares rise” became “Fares soar”`
    fn line_of_headline(&self) -> Option<String> {
        let reason = self.reasons.iter().find_map(|reason| of_headline(reason))?;
        Some(line(&[Flag::Headline.as_str().to_owned()], &[reason.to_owned()]))
    }
}

fn line(flags: &[String], reasons: &[String]) -> String {
    let parts = [flags.join(", "), reasons.join("; ")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
}

/// The marks of a comparison, by the number of their change in its list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Marks(pub(crate) BTreeMap<usize, ChangeMark>);

impl Marks {
    /// Marks every change that isn't equal, unless they are those between two articles; a passage that moved, once, where
    /// it is now.
    pub(crate) fn of(comparison: &Comparison) -> Self {
        // Between two articles nearly everything differs, so that judging each change says nothing.
        let is_one = comparison.from.article == comparison.to.article;
        let judgements = comparison.judgements.iter().filter(|_| is_one);
        let mut marks: BTreeMap<usize, ChangeMark> =
            judgements.map(|judgement| (judgement.change, ChangeMark::of(judgement))).collect();
        for (number, passage) in passages(comparison) {
            // One note for a moved passage, instead of one for each of its parts.
            for part in passage.parts {
                marks.remove(&part);
            }
            if let Some(place) = passage.place {
                marks.insert(place, moved(number, passage.words));
            }
        }
        Self(marks)
    }

    /// Notes below a paragraph: cosmetic changes, and changes with flags or several reasons. Paragraphs that were
    /// inserted or deleted as a whole have none.
    pub(crate) fn notes(&self, paragraph: &Paragraph) -> Vec<String> {
        let looks = self.looks(paragraph);
        if !looks.is_empty() {
            return looks;
        }
        // Edits in a moved passage are noted at its new place only, not twice.
        let is_whole = match paragraph.kind {
            ChangeKind::Delete => true,
            kind => kind == ChangeKind::Insert && !paragraph.is_moved(),
        };
        let marks = || self.within(paragraph).filter(|mark| !mark.is_move());
        // A headline that came as a whole took the place of another.
        let headlines =
            marks().filter(|_| paragraph.kind != ChangeKind::Delete).filter_map(ChangeMark::line_of_headline);
        let rest = marks().filter(|_| !is_whole).filter_map(ChangeMark::line_of_the_rest);
        unique(headlines.chain(rest))
    }

    /// Notes below a paragraph with cosmetic changes only. Empty for other paragraphs, and if only line breaks moved.
    pub(crate) fn looks(&self, paragraph: &Paragraph) -> Vec<String> {
        if self.is_wrapped_anew(paragraph) {
            return Vec::new();
        }
        let is_cosmetic = self.within(paragraph).all(|mark| mark.class == Class::Cosmetic.as_str());
        unique(self.within(paragraph).filter(|_| is_cosmetic).map(ChangeMark::line))
    }

    /// Whether only line breaks or other white space changed in the paragraph.
    pub(crate) fn is_wrapped_anew(&self, paragraph: &Paragraph) -> bool {
        paragraph.is_respaced() && self.within(paragraph).all(|mark| mark.reasons.len() == 1)
    }

    /// Whether there is any cosmetic change.
    pub(crate) fn has_looks(&self) -> bool {
        self.0.values().any(|mark| mark.class == Class::Cosmetic.as_str())
    }

    fn within(&self, paragraph: &Paragraph) -> impl Iterator<Item = &ChangeMark> {
        // A change may have several spans in a paragraph, and is noted once.
        let changes: BTreeSet<usize> = paragraph.spans.iter().map(|span| span.change).collect();
        changes.into_iter().filter_map(|change| self.0.get(&change))
    }
}

/// Distinct notes, each with its number of occurrences.
fn unique(notes: impl Iterator<Item = String>) -> Vec<String> {
    let mut distinct: Vec<(String, usize)> = Vec::new();
    for note in notes {
        // A linear search: a paragraph has few different notes, and their order has to stay.
        match distinct.iter_mut().find(|(known, _)| *known == note) {
            Some((_, times)) => *times += 1,
            None => distinct.push((note, 1)),
        }
    }
    distinct.into_iter().map(|(note, times)| counted(note, times)).collect()
}

/// A note with its count. For example, `number: 4 became 40 (3 times)`. Cosmetic notes have no count.
fn counted(note: String, times: usize) -> String {
    match note.split_once(": ") {
        Some((flags, _)) if flags == Flag::Headline.as_str() => note,
        Some((flags, reasons)) => format!("{flags}: {}", merged(reasons, times)),
        None => note,
    }
}

/// Number of changes by flag. For example, `number 2, date 1, cosmetic 3`. All changes in a headline count as one, and
/// moved line breaks are not counted.
pub(crate) fn totals(comparison: &Comparison) -> String {
    let Comparison { judgements, .. } = comparison;
    let mut flags: BTreeMap<Flag, usize> = BTreeMap::new();
    for flag in judgements.iter().flat_map(|judgement| &judgement.flags) {
        *flags.entry(*flag).or_default() += 1;
    }
    // A headline counts once, however many changes it consists of.
    flags.entry(Flag::Headline).and_modify(|times| *times = 1);
    let is_counted =
        |judgement: &&Judgement| judgement.class == Class::Cosmetic && !is_wrapping(comparison, judgement);
    let cosmetic = judgements.iter().filter(is_counted).count();
    let mut parts: Vec<String> =
        flags.iter().map(|(flag, times)| format!("{} {times}", flag.as_str())).collect();
    parts.extend((cosmetic > 0).then(|| format!("cosmetic {cosmetic}")));
    parts.join(", ")
}

/// Whether there is other white space in the place of white space, and nothing else to say of it.
fn is_wrapping(comparison: &Comparison, judgement: &Judgement) -> bool {
    let change = &comparison.changes[judgement.change];
    let is_space = |text: &str| !text.is_empty() && text.trim().is_empty();
    judgement.cosmetic == [Cosmetic::WhiteSpace]
        && judgement.reasons.len() == 1
        && is_space(&comparison.old[change.old.clone()])
        && is_space(&comparison.new[change.new.clone()])
}

fn moved(number: usize, words: usize) -> ChangeMark {
    ChangeMark {
        class: MOVED,
        flags: vec![format!("move {number}")],
        reasons: vec![format!("{} went elsewhere", count(words, "word"))],
        repeated: Repeated::default(),
    }
}

/// A passage that is elsewhere.
#[derive(Default)]
struct MarkedPassage {
    /// Changes of the move, at both places.
    parts: Vec<usize>,
    /// The first of them where it is now.
    place: Option<usize>,
    words: usize,
}

fn passages(comparison: &Comparison) -> BTreeMap<usize, MarkedPassage> {
    let mut passages: BTreeMap<usize, MarkedPassage> = BTreeMap::new();
    for (index, change) in comparison.changes.iter().enumerate() {
        let Some(Move { number }) = change.moved else { continue };
        let passage = passages.entry(number).or_default();
        passage.parts.push(index);
        // The words are counted at the new place only, or each would count twice.
        if change.kind == ChangeKind::Insert {
            passage.place.get_or_insert(index);
            passage.words += comparison.new[change.new.clone()].unicode_words().count();
        }
    }
    passages
}

#[cfg(test)]
mod tests {
    use super::super::sample::{SampleChange, comparison};
    use super::*;
    use corpusdb::diff::judge::{Headlines, judge};
    use corpusdb::diff::paragraphs;

    fn notes(comparison: &Comparison) -> Vec<String> {
        let marks = Marks::of(comparison);
        let Comparison { old, new, changes, .. } = comparison;
        paragraphs(old, new, changes).iter().flat_map(|paragraph| marks.notes(paragraph)).collect()
    }

    fn same(text: &str) -> SampleChange<'_> {
        (text, text, None)
    }

    #[test]
    fn the_same_reason_is_told_once_with_its_count() {
        let pieces = [
            same("He saw "),
            ("4", "40", None),
            same(" men. She saw "),
            ("4", "40", None),
            same(" cats. They saw "),
            ("4", "40", None),
            same(" dogs."),
        ];
        assert_eq!(notes(&comparison(&pieces)), ["number: 4 became 40 (3 times)"]);
    }

    #[test]
    fn a_fact_in_two_changes_is_told_once_without_a_count() {
        let pieces = [
            same("It was on "),
            ("7", "8", None),
            same(" "),
            ("March", "April", None),
            same(" in the old hall of the town."),
        ];
        assert_eq!(notes(&comparison(&pieces)), ["date: 7 March became 8 April"]);
    }

    #[test]
    fn a_headline_has_one_line_and_counts_once() {
        let mut comparison = comparison(&[
            ("Ferry", "Boat", None),
            same(" fares "),
            ("rise", "soar", None),
            same(" again\n\nIt rained."),
        ]);
        let headlines = Headlines {
            old_headline: Some("Ferry fares rise again"),
            new_headline: Some("Boat fares soar again"),
        };
        comparison.judgements = judge(&comparison.old, &comparison.new, &comparison.changes, &headlines);
        let told = "headline: “Ferry fares rise again” became “Boat fares soar again”";
        assert_eq!(
            (notes(&comparison), totals(&comparison)),
            (vec![told.to_owned()], "headline 1".to_owned())
        );
    }

    #[test]
    fn lines_that_end_elsewhere_count_for_nothing() {
        let pieces = [
            same("The mayor opened"),
            ("\n", " ", None),
            same("the bridge"),
            (" ", "\n", None),
            same("on "),
            ("Saturday", "Sunday", None),
            same(" at noon."),
        ];
        let comparison = comparison(&pieces);
        assert_eq!(totals(&comparison), "date 1");
        assert_eq!(notes(&comparison), ["date: “Saturday” became “Sunday”"]);
    }
}
