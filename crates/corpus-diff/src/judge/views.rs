//! Views: the sentences of a change on one side, and the facts that they lack.

use std::ops::Range;

use super::Flag;
use super::reading::Fact;
use super::reading::Reading;
use super::reasons::Lack;
use super::sides::{Side, TouchedChange};
use super::wordings::{Wordings, wording};

/// A change with the facts that only one side of its sentences seems to have.
pub(super) struct Weighed<'a> {
    pub(super) place: &'a TouchedChange,
    pub(super) lost: Vec<WeighedFact<'a>>,
    pub(super) won: Vec<WeighedFact<'a>>,
    /// The sentences of all changes that were weighed together, in both texts.
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// A fact on one side.
#[derive(Clone, Copy)]
pub(super) struct WeighedFact<'a> {
    pub(super) fact: &'a Fact,
    /// Whether the other side has it too, but in another place of the sentence.
    pub(super) is_elsewhere: bool,
    /// Whether an earlier change of the sentence touches it too.
    pub(super) is_repeated: bool,
}

/// A name that both sides have counts as replaced only where names changed places and none came or went.
pub(super) fn drop_unmoved_names(lost: &mut Vec<WeighedFact>, won: &mut Vec<WeighedFact>) {
    let came_or_went = |found: &WeighedFact| found.fact.flag == Flag::Name && !found.is_elsewhere;
    if lost.iter().chain(won.iter()).any(came_or_went) {
        let stays = |found: &WeighedFact| found.fact.flag != Flag::Name || !found.is_elsewhere;
        lost.retain(stays);
        won.retain(stays);
    }
}

/// The sentences of a change on one side.
pub(super) struct View<'a> {
    pub(super) side: &'a Side<'a>,
    pub(super) wordings: &'a Wordings,
    pub(super) sentences: &'a Range<usize>,
}

impl<'a> View<'a> {
    /// Whether the other side has the words of a fact as often, and not as a part of another fact of its kind.
    pub(super) fn is_also_in(&self, other: &View, fact: &Fact) -> bool {
        if fact.flag == Flag::Quotation {
            let [own, others] = [self, other].map(|view| view.side.marks(view.sentences, &fact.key));
            return own <= others;
        }
        let Some(wording) = wording(&self.side.reading, fact) else { return false };
        let own = self.wordings.within(&wording, self.sentences);
        let others = other.wordings.within(&wording, other.sentences);
        let parts = other.wordings.parts(fact.flag, &wording, other.sentences);
        // Facts that overlap count the same wording as a part of each, so there may be more parts than wordings.
        others.saturating_sub(parts) >= own
    }

    /// A fact in the form that reasons need.
    pub(super) fn lack(&self, other: &View, found: &WeighedFact<'a>) -> Lack<'a> {
        let WeighedFact { fact, is_elsewhere, is_repeated } = *found;
        let everywhere = |view: &View| 0..view.side.reading.text.len();
        let is_in_text = || {
            let wording = wording(&self.side.reading, fact)?;
            let own = self.wordings.within(&wording, &everywhere(self));
            Some(other.wordings.within(&wording, &everywhere(other)) >= own)
        };
        let is_in_text = !is_elsewhere && fact.flag != Flag::Quotation && is_in_text().unwrap_or(false);
        Lack {
            flag: fact.flag,
            words: &self.side.reading.text[fact.range.clone()],
            is_elsewhere,
            is_in_text,
            is_repeated,
        }
    }
}

impl Side<'_> {
    /// The sentences that these bytes touch, from the first to the last.
    pub(super) fn sentences<'b>(&self, mut changes: impl Iterator<Item = &'b Range<usize>>) -> Range<usize> {
        let Some(first) = changes.next().cloned() else { return 0..0 };
        // The changes of a moved passage needn't be in the order of the text.
        let all = changes.fold(first, |all, next| all.start.min(next.start)..all.end.max(next.end));
        let (_, wide) = self.around(&all);
        let Reading { text, sentences, .. } = &self.reading;
        let (first, last) = (sentences.around(wide.start, text), sentences.around(wide.end, text));
        first.start.min(wide.start)..last.end.max(wide.end)
    }

    /// Number of quotation marks with this key in these sentences.
    fn marks(&self, sentences: &Range<usize>, key: &str) -> usize {
        let is_it = |fact: &&Fact| fact.flag == Flag::Quotation && fact.key == key;
        let first = self.facts.partition_point(|fact| fact.range.start < sentences.start);
        let inside = self.facts[first..].iter().take_while(|fact| fact.range.start < sentences.end);
        inside.filter(is_it).count()
    }
}
