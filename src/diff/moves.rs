//! Moves: passages among what was deleted and inserted that only went elsewhere, perhaps with a few edits.
//!
//! A phrase that stands equally often among the deleted words and among the inserted ones is a seed. Seeds that follow
//! each other closely on both sides make a passage; it moved if it says enough, and the same, at both places.

use std::cmp::Reverse;
use std::ops::Range;

use super::chains::paired;
use super::sequence::{Ids, Run, align};
use super::spacing::Script;
use super::words::{ends_sentence, information, tokens};
use super::{Change, ChangeKind, Move};

/// How many words make a phrase.
const PHRASE: usize = 4;

/// How many edited words in a row a passage may hold.
const WIDEST_EDIT: usize = 8;

/// What a passage has to say to be told as moved, in bits: some eight words.
const PASSAGE_BITS: u32 = 50;

/// What a whole sentence has to say.
const SENTENCE_BITS: u32 = 20;

/// Of ten bits this many have to be the same at both places.
const SAME_TENTHS: u32 = 7;

/// Says of each passage that moved that it did. `changes` are all from `old` to `new`.
pub(super) fn tell_moves(old: &str, new: &str, changes: Vec<Change>) -> Vec<Change> {
    let is_changed = |change: &&Change| change.kind != ChangeKind::Equal;
    let bytes = |of: fn(&Change) -> &Range<usize>| -> usize {
        changes.iter().filter(is_changed).map(|change| of(change).len()).sum()
    };
    // A byte says two bits at most.
    if bytes(|change| &change.old).min(bytes(|change| &change.new)) < SENTENCE_BITS as usize / 2 {
        return changes;
    }
    let mut ids = Ids::new();
    let olds = Stream::new(old, changes.iter().map(|change| (change.kind, change.old.clone())), &mut ids);
    let news = Stream::new(new, changes.iter().map(|change| (change.kind, change.new.clone())), &mut ids);
    let moves = find(&olds, &news);
    if moves.is_empty() {
        return changes;
    }
    let mut script = Script::new(old, new);
    let (old_spans, new_spans) = spans(&olds, &news, &moves);
    let (mut old_cutter, mut new_cutter) = (Cutter::new(old, old_spans), Cutter::new(new, new_spans));
    for change in &changes {
        if change.kind == ChangeKind::Equal {
            script.push(change.old.len(), change.new.len(), None);
        } else {
            push(&mut script, &old_cutter.cut(&change.old), &new_cutter.cut(&change.new));
        }
    }
    script.finish()
}

/// The words that one side has and the other hasn't, at least not in the same place. A row for each word.
struct Stream<'a> {
    text: &'a str,
    ids: Vec<u32>,
    ranges: Vec<Range<usize>>,
    bits: Vec<u32>,
    /// Which change it is in.
    changes: Vec<usize>,
}

impl<'a> Stream<'a> {
    fn new(
        text: &'a str,
        changes: impl Iterator<Item = (ChangeKind, Range<usize>)>,
        ids: &mut Ids<&'a str>,
    ) -> Self {
        let mut stream =
            Stream { text, ids: Vec::new(), ranges: Vec::new(), bits: Vec::new(), changes: Vec::new() };
        for (index, (kind, range)) in changes.enumerate() {
            if kind == ChangeKind::Equal {
                continue;
            }
            for (at, token) in tokens(&text[range.clone()]) {
                let start = range.start + at;
                stream.ids.push(ids.of(token));
                stream.ranges.push(start..start + token.len());
                stream.bits.push(information(token));
                stream.changes.push(index);
            }
        }
        stream
    }

    /// A number for each phrase; one that goes over two changes is like no other.
    fn phrases(&self, ids: &mut Ids<[u32; PHRASE]>) -> Vec<u32> {
        let is_whole = |changes: &[usize]| changes.first() == changes.last();
        let phrases = self.ids.array_windows().zip(self.changes.windows(PHRASE));
        phrases
            .map(|(phrase, changes)| if is_whole(changes) { ids.of(*phrase) } else { ids.unique() })
            .collect()
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
struct Passage {
    old: Range<usize>,
    new: Range<usize>,
}

/// The runs of each passage that moved, in the order of the new text.
fn find(old: &Stream, new: &Stream) -> Vec<Vec<Run>> {
    let mut ids = Ids::new();
    let seeds = paired(&old.phrases(&mut ids), &new.phrases(&mut ids), |old, new| old == new);
    let mut passages = passages(&seeds, old, new);
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

/// Seeds that follow each other closely on both sides, inside one change of each.
fn passages(seeds: &[(usize, usize)], old: &Stream, new: &Stream) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    for &(old_seed, new_seed) in seeds {
        let follows = |passage: &&mut Passage| {
            let is_near = |end: usize, seed: usize| end <= seed + PHRASE && seed <= end + WIDEST_EDIT;
            is_near(passage.old.end, old_seed)
                && is_near(passage.new.end, new_seed)
                && new_seed + PHRASE > passage.new.end
                && old.changes[passage.old.start] == old.changes[old_seed]
                && new.changes[passage.new.start] == new.changes[new_seed]
        };
        match passages.last_mut().filter(follows) {
            Some(passage) => (passage.old.end, passage.new.end) = (old_seed + PHRASE, new_seed + PHRASE),
            None => {
                passages.push(Passage { old: old_seed..old_seed + PHRASE, new: new_seed..new_seed + PHRASE });
            }
        }
    }
    passages
}

/// The passage with the words around it that are the same as well, and in no other passage.
fn extended(passage: Passage, old: &Stream, new: &Stream, taken: &(Vec<bool>, Vec<bool>)) -> Passage {
    let Passage { old: mut olds, new: mut news } = passage;
    let (old_change, new_change) = (old.changes[olds.start], new.changes[news.start]);
    let is_same = |old_token: usize, new_token: usize| {
        old.ids.get(old_token).is_some_and(|id| new.ids.get(new_token) == Some(id))
            && (old.changes[old_token], new.changes[new_token]) == (old_change, new_change)
            && !taken.0[old_token]
            && !taken.1[new_token]
    };
    while olds.start > 0 && news.start > 0 && is_same(olds.start - 1, news.start - 1) {
        (olds.start, news.start) = (olds.start - 1, news.start - 1);
    }
    while is_same(olds.end, news.end) {
        (olds.end, news.end) = (olds.end + 1, news.end + 1);
    }
    Passage { old: olds, new: news }
}

/// What a passage has at both places, if that is enough to say that it moved.
fn same(passage: &Passage, old: &Stream, new: &Stream) -> Option<Vec<Run>> {
    let (olds, news) = (passage.old.clone(), passage.new.clone());
    let runs = align(&old.ids[olds.clone()], &new.ids[news.clone()]).into_iter();
    let runs: Vec<Run> = runs.map(|run| run.shifted(olds.start, news.start)).collect();
    let shared = runs.iter().fold(0u32, |sum, run| sum.saturating_add(old.bits_of(run.old..run.old_end())));
    let whole = old.bits_of(olds.clone()).max(new.bits_of(news.clone()));
    let is_sentence = || old.is_whole_sentence(&olds) && new.is_whole_sentence(&news);
    let says_enough = shared >= PASSAGE_BITS || shared >= SENTENCE_BITS && is_sentence();
    (says_enough && u64::from(shared) * 10 >= u64::from(whole) * u64::from(SAME_TENTHS)).then_some(runs)
}

/// Bytes of a text that moved.
type Span = (Range<usize>, Move);

/// Where in both texts the moved words are, in order.
fn spans(old: &Stream, new: &Stream, moves: &[Vec<Run>]) -> (Vec<Span>, Vec<Span>) {
    let span = |side: &Stream, first: usize, end: usize| side.ranges[first].start..side.ranges[end - 1].end;
    let (mut olds, mut news) = (Vec::new(), Vec::new());
    for (index, runs) in moves.iter().enumerate() {
        let place = Move { number: index + 1 };
        for run in runs {
            olds.push((span(old, run.old, run.old_end()), place));
            news.push((span(new, run.new, run.new_end()), place));
        }
    }
    olds.sort_by_key(|(range, _)| range.start);
    (olds, news)
}

/// Cuts the changes of one side into pieces that moved and pieces that didn't.
struct Cutter<'a> {
    text: &'a str,
    spans: std::iter::Peekable<std::vec::IntoIter<Span>>,
}

/// A length in bytes, and where it went or is from.
type Piece = (usize, Option<Move>);

impl<'a> Cutter<'a> {
    fn new(text: &'a str, spans: Vec<Span>) -> Self {
        Cutter { text, spans: spans.into_iter().peekable() }
    }

    /// The pieces of this range, which is behind the one before. White space belongs to what moved beside it.
    fn cut(&mut self, range: &Range<usize>) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut done = range.start;
        while let Some((span, moved)) = self.spans.next_if(|(span, _)| span.start < range.end) {
            let between = &self.text[done..span.start];
            let (before, after) = (leading(between, &pieces), between.trim_end().len());
            if let Some(last) = pieces.last_mut() {
                last.0 += before;
            }
            if before < after {
                pieces.push((after - before, None));
            }
            let start = done + after.max(before);
            pieces.push((span.end - start, Some(moved)));
            done = span.end;
        }
        let rest = &self.text[done..range.end];
        let before = leading(rest, &pieces);
        if let Some(last) = pieces.last_mut() {
            last.0 += before;
        }
        if before < rest.len() {
            pieces.push((rest.len() - before, None));
        }
        pieces
    }
}

/// How much white space at its start belongs to the last of the pieces before.
fn leading(text: &str, pieces: &[Piece]) -> usize {
    if pieces.is_empty() { 0 } else { text.len() - text.trim_start().len() }
}

/// Adds the pieces of one change: what moved by itself, of the rest what was deleted with what was inserted.
fn push(script: &mut Script, olds: &[Piece], news: &[Piece]) {
    let (mut olds, mut news) = (olds.iter().peekable(), news.iter().peekable());
    loop {
        if let Some(&(length, moved)) = olds.next_if(|(_, moved)| moved.is_some()) {
            script.push(length, 0, moved);
        } else if let Some(&(length, moved)) = news.next_if(|(_, moved)| moved.is_some()) {
            script.push(0, length, moved);
        } else {
            match (olds.next(), news.next()) {
                (None, None) => return,
                (old, new) => script.push(old.map_or(0, |old| old.0), new.map_or(0, |new| new.0), None),
            }
        }
    }
}
