//! Phrases: parts of sentences that were deleted in one place and inserted in another, perhaps with a few edits.
//!
//! A phrase that stands equally often among the deleted words and among the inserted ones is a seed. Seeds that follow
//! each other closely on both sides make a passage; it moved if it says enough, and the same, at both places.

use std::cmp::Reverse;
use std::ops::Range;

use crate::align::chains::paired;
use crate::align::sequence::{Ids, Run, align};
use crate::moves::MovedPassage;
use crate::units::words::{CLOSING, SENTENCE_ENDS, ends_sentence, information, tokens};
use crate::{Change, ChangeKind};

/// Number of words of a phrase.
const PHRASE: usize = 4;

/// Maximum number of consecutive edited words inside a passage.
const WIDEST_EDIT: usize = 8;

/// Minimum information of a moved passage, in bits: about eight words.
const PASSAGE_BITS: u32 = 50;

/// Minimum information of a moved whole sentence, in bits.
const SENTENCE_BITS: u32 = 20;

/// Minimum share of identical bits at both places, in tenths.
const SAME_TENTHS: u32 = 7;

/// The passages that moved among the changes from `old` to `new`, in the order of the new text, without the `known` ones.
pub(crate) fn moved_phrases(
    old: &str,
    new: &str,
    changes: &[Change],
    known: &[MovedPassage],
) -> Vec<MovedPassage> {
    let is_changed = |change: &&Change| change.kind != ChangeKind::Equal;
    let bytes = |of: fn(&Change) -> &Range<usize>| -> usize {
        changes.iter().filter(is_changed).map(|change| of(change).len()).sum()
    };
    // Shortcut: too few changed bytes hold no moved sentence, since a byte has two bits at most.
    if bytes(|change| &change.old).min(bytes(|change| &change.new)) < SENTENCE_BITS as usize / 2 {
        return Vec::new();
    }
    let mut ids = Ids::new();
    let ranges = |of: fn(&Change) -> &Range<usize>| {
        changes.iter().filter(is_changed).map(move |change| of(change).clone())
    };
    let taken = |of: fn(&MovedPassage) -> &Range<usize>| {
        let mut taken: Vec<Range<usize>> = known.iter().map(|passage| of(passage).clone()).collect();
        taken.sort_unstable_by_key(|range| range.start);
        taken
    };
    let olds = Stream::new(old, ranges(|change| &change.old), &taken(|passage| &passage.old), &mut ids);
    let news = Stream::new(new, ranges(|change| &change.new), &taken(|passage| &passage.new), &mut ids);
    let span = |side: &Stream, first: usize, end: usize| side.ranges[first].start..side.ranges[end - 1].end;
    let moved = |runs: Vec<Run>| {
        let same = |run: &Run| (span(&olds, run.old, run.old_end()), span(&news, run.new, run.new_end()));
        let (first, last) = (runs.first()?, runs.last()?);
        Some(MovedPassage {
            old: span(&olds, first.old, last.old_end()),
            new: span(&news, first.new, last.new_end()),
            same: runs.iter().map(same).collect(),
        })
    };
    find(&olds, &news).into_iter().filter_map(moved).collect()
}

/// The words that one side has and the other hasn't, at least not in the same place. A row for each word.
struct Stream<'a> {
    text: &'a str,
    ids: Vec<u32>,
    ranges: Vec<Range<usize>>,
    bits: Vec<u32>,
    /// The part of each word: a change, or a stretch of a change between passages known to have moved.
    parts: Vec<usize>,
}

impl<'a> Stream<'a> {
    /// The words of `changes` but those that `taken` covers; both are ascending.
    fn new(
        text: &'a str,
        changes: impl Iterator<Item = Range<usize>>,
        taken: &[Range<usize>],
        ids: &mut Ids<&'a str>,
    ) -> Self {
        let mut stream =
            Stream { text, ids: Vec::new(), ranges: Vec::new(), bits: Vec::new(), parts: Vec::new() };
        let mut part = 0;
        for change in changes {
            let first = taken.partition_point(|taken| taken.end <= change.start);
            let mut start = change.start;
            for taken in taken[first..].iter().take_while(|taken| taken.start < change.end) {
                stream.push(start.min(taken.start)..taken.start, part, ids);
                (start, part) = (taken.end.min(change.end), part + 1);
            }
            stream.push(start..change.end, part, ids);
            part += 1;
        }
        stream
    }

    fn push(&mut self, bytes: Range<usize>, part: usize, ids: &mut Ids<&'a str>) {
        for (at, token) in tokens(&self.text[bytes.clone()]) {
            let start = bytes.start + at;
            self.ids.push(ids.of(token));
            self.ranges.push(start..start + token.len());
            self.bits.push(information(token));
            self.parts.push(part);
        }
    }

    fn token(&self, at: usize) -> &'a str {
        &self.text[self.ranges[at].clone()]
    }

    /// A number for each phrase; one that goes over two parts is like no other.
    fn phrases(&self, ids: &mut Ids<[u32; PHRASE]>) -> Vec<u32> {
        let is_whole = |parts: &[usize]| parts.first() == parts.last();
        let phrases = self.ids.array_windows().zip(self.parts.windows(PHRASE));
        phrases.map(|(phrase, parts)| if is_whole(parts) { ids.of(*phrase) } else { ids.unique() }).collect()
    }

    fn bits_of(&self, tokens: Range<usize>) -> u32 {
        self.bits[tokens].iter().fold(0, |sum, &bits| sum.saturating_add(bits))
    }

    /// Whether sentences or paragraphs begin and end where these tokens do.
    fn is_whole_sentence(&self, tokens: &Range<usize>) -> bool {
        let (start, end) = (self.ranges[tokens.start].start, self.ranges[tokens.end - 1].end);
        let (before, after) = (&self.text[..start], &self.text[end..]);
        let space_before = &before[before.trim_end().len()..];
        let space_after = &after[..after.len() - after.trim_start().len()];
        let is_edge = |text: &str, space: &str| text.len() == space.len() || space.contains('\n');
        (is_edge(before, space_before) || ends_sentence(before.trim_end()))
            && (is_edge(after, space_after) || ends_sentence(&self.text[..end]))
    }
}

/// A passage at its two places, in tokens of the streams.
#[derive(Clone, Debug)]
struct TokenPassage {
    old: Range<usize>,
    new: Range<usize>,
}

/// The runs of each passage that moved, in the order of the new text.
fn find(old: &Stream, new: &Stream) -> Vec<Vec<Run>> {
    let mut ids = Ids::new();
    let seeds = paired(&old.phrases(&mut ids), &new.phrases(&mut ids), |old, new| old == new);
    let mut passages = passages(&seeds, old, new);
    // The longest first, so that a short chance match can't take words away from a real move.
    passages.sort_by_key(|passage| (Reverse(passage.old.len()), passage.old.start));
    let mut taken = (vec![false; old.ids.len()], vec![false; new.ids.len()]);
    let mut moves: Vec<Vec<Run>> = Vec::new();
    for passage in passages {
        let is_taken =
            taken.0[passage.old.clone()].contains(&true) || taken.1[passage.new.clone()].contains(&true);
        let passage = extended(passage, old, new, &taken);
        if !is_taken && let Some(runs) = same(&passage, old, new) {
            taken.0[passage.old].fill(true);
            taken.1[passage.new].fill(true);
            moves.push(runs);
        }
    }
    moves.sort_by_key(|runs| runs[0].new);
    moves
}

/// Seeds that follow each other closely on both sides, inside one part of each.
fn passages(seeds: &[(usize, usize)], old: &Stream, new: &Stream) -> Vec<TokenPassage> {
    let mut passages: Vec<TokenPassage> = Vec::new();
    for &(old_seed, new_seed) in seeds {
        let follows = |passage: &&mut TokenPassage| {
            let is_near = |end: usize, seed: usize| end <= seed + PHRASE && seed <= end + WIDEST_EDIT;
            is_near(passage.old.end, old_seed)
                && is_near(passage.new.end, new_seed)
                && new_seed + PHRASE > passage.new.end
                && old.parts[passage.old.start] == old.parts[old_seed]
                && new.parts[passage.new.start] == new.parts[new_seed]
        };
        match passages.last_mut().filter(follows) {
            Some(passage) => (passage.old.end, passage.new.end) = (old_seed + PHRASE, new_seed + PHRASE),
            None => {
                passages.push(TokenPassage {
                    old: old_seed..old_seed + PHRASE,
                    new: new_seed..new_seed + PHRASE,
                });
            }
        }
    }
    passages
}

/// The passage with the words around it that are the same as well, and in no other passage.
fn extended(
    passage: TokenPassage,
    old: &Stream,
    new: &Stream,
    taken: &(Vec<bool>, Vec<bool>),
) -> TokenPassage {
    let TokenPassage { old: mut olds, new: mut news } = passage;
    let (old_part, new_part) = (old.parts[olds.start], new.parts[news.start]);
    let is_same = |old_token: usize, new_token: usize| {
        old.ids.get(old_token).is_some_and(|id| new.ids.get(new_token) == Some(id))
            && (old.parts[old_token], new.parts[new_token]) == (old_part, new_part)
            && !taken.0[old_token]
            && !taken.1[new_token]
    };
    while olds.start > 0 && news.start > 0 && is_same(olds.start - 1, news.start - 1) {
        (olds.start, news.start) = (olds.start - 1, news.start - 1);
    }
    while is_same(olds.end, news.end) {
        (olds.end, news.end) = (olds.end + 1, news.end + 1);
    }
    // A closing mark at the start is the end of the sentence before, which didn't move.
    while olds.len() > 1 && news.len() > 1 && is_end(old.token(olds.start)) && is_end(new.token(news.start)) {
        (olds.start, news.start) = (olds.start + 1, news.start + 1);
    }
    TokenPassage { old: olds, new: news }
}

/// Whether the token is a mark with which a sentence, a clause or a quotation ends.
fn is_end(token: &str) -> bool {
    token.chars().all(|mark| {
        SENTENCE_ENDS.contains(&mark) || CLOSING.contains(&mark) || matches!(mark, ',' | ';' | ':')
    }) && !token.starts_with(['"', '\'', '“', '‘', '«', '»'])
}

/// The common part of a passage at both places, if it is enough to call it moved.
fn same(passage: &TokenPassage, old: &Stream, new: &Stream) -> Option<Vec<Run>> {
    let (olds, news) = (passage.old.clone(), passage.new.clone());
    let runs = align(&old.ids[olds.clone()], &new.ids[news.clone()]).into_iter();
    let runs: Vec<Run> = runs.map(|run| run.shifted(olds.start, news.start)).collect();
    let shared = runs.iter().fold(0u32, |sum, run| sum.saturating_add(old.bits_of(run.old..run.old_end())));
    let whole = old.bits_of(olds.clone()).max(new.bits_of(news.clone()));
    let is_sentence = || old.is_whole_sentence(&olds) && new.is_whole_sentence(&news);
    let says_enough = shared >= PASSAGE_BITS || shared >= SENTENCE_BITS && is_sentence();
    (says_enough && u64::from(shared) * 10 >= u64::from(whole) * u64::from(SAME_TENTHS)).then_some(runs)
}
