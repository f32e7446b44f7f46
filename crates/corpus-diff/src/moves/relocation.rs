//! Relocation: whole paragraphs and sentences that both texts have, but in different places.
//!
//! Paragraphs are paired that are identical or nearly so. Of these pairs the heaviest that stand in the same order on both
//! sides kept their place, and the others moved. Then the same is done with the sentences of the paragraphs that are left.
//! All of this comes before the comparison of words, so that no part of a moved passage is aligned with a neighbour by chance.

use std::cmp::Reverse;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::align::chains::{heaviest, paired};
use crate::align::pairs::pair;
use crate::align::sequence::{Ids, Run, align, join};
use crate::align::sides::{Side, trimmed};
use crate::moves::MovedPassage;
use crate::units::layout::Layout;
use crate::units::sentences::sentences;
use crate::units::words::{information, is_dense, tokens};

/// Minimum information of a sentence that may have moved: `He left.` has enough, `Yes.` doesn't.
const SENTENCE_LETTERS: usize = 6;

/// Minimum information of a paragraph that may have moved: more than a bullet or a row of stars.
const PARAGRAPH_LETTERS: usize = 2;

/// Minimum share of identical bits of two edited paragraphs, in tenths.
const SAME_TENTHS: u64 = 7;

/// Minimum share of identical bits, in tenths, of two paragraphs that are compared without their neighbours.
const CLOSE_TENTHS: u64 = 8;

/// Maximum number of paragraphs with a rare word. More frequent words are ambiguous.
const RARE: usize = 4;

/// Maximum number of candidates compared with each old paragraph.
const TRIES: u8 = 3;

/// Paragraphs and sentences, kept, edited or moved.
pub(crate) struct Relocation {
    /// The identical paragraphs that kept their place.
    pub(crate) kept: Vec<Run>,
    /// The old and new paragraphs that kept their place and were edited, as far as that is sure; ascending.
    pub(crate) edited: Vec<(usize, usize)>,
    /// The paragraphs and sentences that moved, each once.
    pub(crate) moved: Vec<MovedPassage>,
}

/// Finds moved paragraphs and sentences. `kept` are identical paragraphs in the same order; those that heavier ones have to cross move. In large
/// texts paragraphs that were edited in their place are paired even where nothing moved, so that each is compared by itself.
pub(crate) fn relocation<'a>(old: &Layout<'a>, new: &Layout<'a>, kept: &[Run], is_large: bool) -> Relocation {
    let texts = BothLayouts { old, new };
    let (olds, news) = (
        left(old, kept.iter().map(|run| run.old..run.old_end())),
        left(new, kept.iter().map(|run| run.new..run.new_end())),
    );
    let same = texts.same_paragraphs(&olds, &news);
    let is_open = |paragraphs: &[usize], taken: Vec<usize>| -> Vec<usize> {
        let taken: FxHashSet<usize> = taken.into_iter().collect();
        paragraphs.iter().copied().filter(|paragraph| !taken.contains(paragraph)).collect()
    };
    let olds = is_open(&olds, same.iter().map(|pair| pair.0).collect());
    let news = is_open(&news, same.iter().map(|pair| pair.1).collect());
    let (olds, news, plain) = texts.without_plain_edits(&olds, &news, kept, is_large);
    let similar = if olds.is_empty() || news.is_empty() { Vec::new() } else { texts.similar(&olds, &news) };

    let kept: Vec<(usize, usize)> = kept.iter().flat_map(Run::pairs).collect();
    let mut pairs: Vec<(usize, usize)> = kept.iter().chain(&same).copied().collect();
    pairs.extend(similar.iter().map(Similar::pair).chain(plain.iter().copied()));
    pairs.sort_unstable();
    let chain = heaviest(&pairs, |paragraph| weight(old.content(paragraph)));
    let stays = |pair: &(usize, usize)| chain.binary_search(pair).is_ok();

    let mut runs = Vec::new();
    let stay = kept.iter().filter(|pair| stays(pair));
    stay.for_each(|&(old, new)| join(&mut runs, Run { old, new, length: 1 }));
    let same = kept.iter().chain(&same).filter(|pair| !stays(pair));
    let mut moved: Vec<MovedPassage> = same.filter_map(|&(old, new)| texts.whole(old, new)).collect();
    let edits = similar.iter().map(Similar::pair).chain(plain.iter().copied()).filter(|pair| !stays(pair));
    moved.extend(edits.map(|(old, new)| texts.edited(old, new)));
    let in_place: Vec<Similar> = similar.into_iter().filter(|similar| stays(&similar.pair())).collect();
    moved.extend(texts.sentences(&runs, &moved, &in_place));
    // Where nothing moved, the alignment of words needs no help from paragraphs.
    let is_sure = |similar: &&Similar| similar.is_close && (is_large || !moved.is_empty());
    let plain = plain.into_iter().filter(|pair| is_large && stays(pair));
    let mut edited: Vec<_> = in_place.iter().filter(is_sure).map(Similar::pair).chain(plain).collect();
    edited.sort_unstable();
    Relocation { kept: runs, edited, moved }
}

/// The paragraphs that are in none of `kept`.
fn left(text: &Layout, kept: impl Iterator<Item = Range<usize>>) -> Vec<usize> {
    let mut left = Vec::new();
    let mut done = 0;
    for kept in kept {
        left.extend(done..kept.start);
        done = kept.end;
    }
    left.extend(done..text.count());
    left
}

fn weight(bytes: Range<usize>) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}

/// An old and a new paragraph that say nearly the same.
#[derive(Clone, Copy)]
struct Similar {
    old: usize,
    new: usize,
    /// Whether nothing of note came or went.
    is_close: bool,
}

impl Similar {
    fn pair(&self) -> (usize, usize) {
        (self.old, self.new)
    }
}

/// A sentence, with the number of its paragraph and of the stretch between two paragraphs that kept their place.
struct PlacedSentence {
    bytes: Range<usize>,
    paragraph: usize,
    gap: usize,
}

/// Both texts.
#[derive(Clone, Copy)]
struct BothLayouts<'l, 'a> {
    old: &'l Layout<'a>,
    new: &'l Layout<'a>,
}

impl<'a> BothLayouts<'_, 'a> {
    /// Of these paragraphs the identical ones that both texts have equally often, paired in order.
    fn same_paragraphs(self, olds: &[usize], news: &[usize]) -> Vec<(usize, usize)> {
        let mut ids = Ids::new();
        let mut ids_of = |text: &Layout<'a>, paragraphs: &[usize]| -> Vec<u32> {
            paragraphs.iter().map(|&paragraph| ids.of(&text.text[text.content(paragraph)])).collect()
        };
        let pairs = paired(&ids_of(self.old, olds), &ids_of(self.new, news), |old, new| old == new);
        pairs.into_iter().map(|(old, new)| (olds[old], news[new])).collect()
    }

    /// These paragraphs without those that stand alone between two kept ones on both sides and begin and end alike, and the
    /// pairs of these: they were edited in their place, by far the most frequent change. In large texts the
    /// first and the last of several are taken too.
    fn without_plain_edits(
        self,
        olds: &[usize],
        news: &[usize],
        kept: &[Run],
        is_large: bool,
    ) -> (Vec<usize>, Vec<usize>, Vec<(usize, usize)>) {
        let (old_ends, new_ends) = (kept.iter().map(|run| run.old), kept.iter().map(|run| run.new));
        let ends = old_ends.zip(new_ends).chain([(self.old.count(), self.new.count())]);
        let (mut open, mut done) = ((Vec::new(), Vec::new(), Vec::new()), (0, 0));
        for (old_end, new_end) in ends {
            let next = (
                done.0 + olds[done.0..].partition_point(|&old| old < old_end),
                done.1 + news[done.1..].partition_point(|&new| new < new_end),
            );
            let (some_olds, some_news) = (&olds[done.0..next.0], &news[done.1..next.1]);
            let alike = |(old, new): &(&usize, &usize)| self.begin_and_end_alike(**old, **new);
            let front = some_olds.iter().zip(some_news).take_while(alike).count();
            let (rest_olds, rest_news) = (&some_olds[front..], &some_news[front..]);
            let back = rest_olds.iter().rev().zip(rest_news.iter().rev()).take_while(alike).count();
            let (rest_olds, rest_news) =
                (&rest_olds[..rest_olds.len() - back], &rest_news[..rest_news.len() - back]);
            if is_large || some_olds.len() == 1 && some_news.len() == 1 {
                let pairs = some_olds.iter().zip(some_news).take(front);
                let last = some_olds.iter().rev().zip(some_news.iter().rev()).take(back);
                open.2.extend(pairs.chain(last).map(|(&old, &new)| (old, new)));
                open.0.extend_from_slice(rest_olds);
                open.1.extend_from_slice(rest_news);
            } else {
                open.0.extend_from_slice(some_olds);
                open.1.extend_from_slice(some_news);
            }
            done = next;
        }
        open
    }

    fn begin_and_end_alike(self, old: usize, new: usize) -> bool {
        let (old, new) = (&self.old.text[self.old.content(old)], &self.new.text[self.new.content(new)]);
        let is_same = |(old, new): &(u8, u8)| old == new;
        let start = old.bytes().zip(new.bytes()).take_while(is_same).count();
        let end = old.bytes().rev().zip(new.bytes().rev()).take_while(is_same).count();
        (start + end) * 2 >= old.len().max(new.len())
    }

    /// Of these paragraphs those that say nearly the same, each in one pair, ascending.
    fn similar(self, olds: &[usize], news: &[usize]) -> Vec<Similar> {
        let mut ids = Ids::new();
        let mut words_of = |text: &Layout<'a>, paragraphs: &[usize]| -> Vec<ParagraphWords> {
            let words =
                |&paragraph: &usize| ParagraphWords::of(&text.text[text.content(paragraph)], &mut ids);
            paragraphs.iter().map(words).collect()
        };
        let (old_words, new_words) = (words_of(self.old, olds), words_of(self.new, news));
        let mut candidates: Vec<_> = shared_rare_words(&old_words, &new_words).into_iter().collect();
        // Ties by position, since a hash map has no order of its own.
        candidates.sort_unstable_by_key(|&((old, new), bits)| (Reverse(bits), old, new));
        let (mut tries, mut is_taken) = (vec![0; olds.len()], vec![false; news.len()]);
        let mut pairs = Vec::new();
        for ((old, new), _) in candidates {
            if tries[old] == TRIES || is_taken[new] {
                continue;
            }
            tries[old] += 1;
            let tenths = old_words[old].same_tenths(&new_words[new]);
            if tenths >= SAME_TENTHS {
                (tries[old], is_taken[new]) = (TRIES, true);
                pairs.push(Similar { old: olds[old], new: news[new], is_close: tenths >= CLOSE_TENTHS });
            }
        }
        pairs.sort_unstable_by_key(Similar::pair);
        pairs
    }

    /// A paragraph that moved as it is, if it says enough.
    fn whole(self, old: usize, new: usize) -> Option<MovedPassage> {
        let (old, new) = (self.old.content(old), self.new.content(new));
        let says_enough = count_letters(&self.old.text[old.clone()]) >= PARAGRAPH_LETTERS;
        says_enough.then(|| MovedPassage { same: vec![(old.clone(), new.clone())], old, new })
    }

    /// A paragraph that moved and was edited.
    fn edited(self, old: usize, new: usize) -> MovedPassage {
        let mut ids = Ids::new();
        let olds = Side::new(self.old, old..old + 1, &[], &mut ids);
        let news = Side::new(self.new, new..new + 1, &[], &mut ids);
        let runs = pair(&olds, &news).into_iter().flat_map(|pair| pair.runs);
        let span = |run: Run| (olds.span(run.old..run.old_end()), news.span(run.new..run.new_end()));
        let same = runs.filter(|run| run.length > 0).map(span).collect();
        MovedPassage { old: self.old.content(old), new: self.new.content(new), same }
    }

    /// The sentences that moved, of the paragraphs that neither kept their place nor `moved`. Those that both paragraphs of
    /// a pair have that was edited in its place did not move.
    fn sentences(self, kept: &[Run], moved: &[MovedPassage], in_place: &[Similar]) -> Vec<MovedPassage> {
        let moved_olds: FxHashSet<usize> = moved.iter().map(|passage| passage.old.start).collect();
        let moved_news: FxHashSet<usize> = moved.iter().map(|passage| passage.new.start).collect();
        let olds = sentences_of(self.old, kept.iter().map(|run| run.old..run.old_end()), &moved_olds);
        let news = sentences_of(self.new, kept.iter().map(|run| run.new..run.new_end()), &moved_news);
        if olds.is_empty() || news.is_empty() {
            return Vec::new();
        }
        let held = self.held(&olds, &news, in_place);
        let old_held: FxHashSet<usize> = held.iter().map(|pair| pair.0).collect();
        let new_held: FxHashSet<usize> = held.iter().map(|pair| pair.1).collect();
        let mut ids = Ids::new();
        let mut ids_of = |text: &'a str, sentences: &[PlacedSentence], held: &FxHashSet<usize>| -> Vec<u32> {
            let id = |(index, sentence): (usize, &PlacedSentence)| {
                if held.contains(&index) { ids.unique() } else { ids.of(&text[sentence.bytes.clone()]) }
            };
            sentences.iter().enumerate().map(id).collect()
        };
        let old_ids = ids_of(self.old.text, &olds, &old_held);
        let pairs = paired(&old_ids, &ids_of(self.new.text, &news, &new_held), |old, new| old == new);
        let is_same_gap = |&&(old, new): &&(usize, usize)| olds[old].gap == news[new].gap;
        let mut same_gap: Vec<(usize, usize)> =
            pairs.iter().filter(is_same_gap).chain(&held).copied().collect();
        same_gap.sort_unstable();
        let stay = heaviest(&same_gap, |old| weight(olds[old].bytes.clone()));
        let says_enough =
            |old: usize| count_letters(&self.old.text[olds[old].bytes.clone()]) >= SENTENCE_LETTERS;
        let moved = pairs.into_iter().filter(|pair| stay.binary_search(pair).is_err() && says_enough(pair.0));
        let passage = |(old, new): (usize, usize)| {
            let (old, new) = (olds[old].bytes.clone(), news[new].bytes.clone());
            MovedPassage { same: vec![(old.clone(), new.clone())], old, new }
        };
        moved.map(passage).collect()
    }

    /// The sentences that both paragraphs of a pair have that was edited in its place, paired in order.
    fn held(
        self,
        olds: &[PlacedSentence],
        news: &[PlacedSentence],
        in_place: &[Similar],
    ) -> Vec<(usize, usize)> {
        let old_of: FxHashMap<usize, usize> =
            in_place.iter().map(|similar| (similar.new, similar.old)).collect();
        let mut places: FxHashMap<(usize, &str), Vec<usize>> = FxHashMap::default();
        for (place, sentence) in news.iter().enumerate().rev() {
            if let Some(&old) = old_of.get(&sentence.paragraph) {
                places.entry((old, &self.new.text[sentence.bytes.clone()])).or_default().push(place);
            }
        }
        let held = |(place, sentence): (usize, &PlacedSentence)| {
            let text = &self.old.text[sentence.bytes.clone()];
            Some((place, places.get_mut(&(sentence.paragraph, text))?.pop()?))
        };
        olds.iter().enumerate().filter_map(held).collect()
    }
}

/// The sentences of the paragraphs that are in none of `kept` and begin at none of the bytes in `moved`.
fn sentences_of(
    text: &Layout,
    kept: impl Iterator<Item = Range<usize>>,
    moved: &FxHashSet<usize>,
) -> Vec<PlacedSentence> {
    let mut all = Vec::new();
    let mut done = 0;
    let end = text.count()..text.count();
    for (gap, kept) in kept.chain(std::iter::once(end)).enumerate() {
        for paragraph in done..kept.start {
            let start = text.start(paragraph);
            if moved.contains(&text.content(paragraph).start) {
                continue;
            }
            for sentence in sentences(&text.text[start..text.start(paragraph + 1)]) {
                let bytes = trimmed(text.text, &(start + sentence.start..start + sentence.end));
                all.push(PlacedSentence { bytes, paragraph, gap });
            }
        }
        done = kept.end;
    }
    all
}

/// For each two paragraphs that share rare words, how many bits these say.
fn shared_rare_words(olds: &[ParagraphWords], news: &[ParagraphWords]) -> FxHashMap<(usize, usize), u32> {
    let mut places: FxHashMap<u32, (u32, [Vec<usize>; 2])> = FxHashMap::default();
    for (side, units) in [olds, news].into_iter().enumerate() {
        for (unit, words) in units.iter().enumerate() {
            for (&id, &bits) in words.ids.iter().zip(&words.bits) {
                let (_, places) = places.entry(id).or_insert((bits, [Vec::new(), Vec::new()]));
                if places[side].last() != Some(&unit) && places[side].len() <= RARE {
                    places[side].push(unit);
                }
            }
        }
    }
    let mut shared = FxHashMap::default();
    for (bits, [olds, news]) in places.into_values() {
        if olds.len() <= RARE && news.len() <= RARE {
            for pair in olds.iter().flat_map(|&old| news.iter().map(move |&new| (old, new))) {
                *shared.entry(pair).or_default() += bits;
            }
        }
    }
    shared
}

/// The words of a paragraph, each with its information in bits.
struct ParagraphWords {
    ids: Vec<u32>,
    bits: Vec<u32>,
}

impl ParagraphWords {
    fn of<'a>(text: &'a str, ids: &mut Ids<&'a str>) -> Self {
        let (ids, bits) = tokens(text).map(|(_, token)| (ids.of(token), information(token))).unzip();
        ParagraphWords { ids, bits }
    }

    /// Share of the larger paragraph's bits that are identical and in the same order, in tenths.
    fn same_tenths(&self, other: &ParagraphWords) -> u64 {
        let sum = |bits: &[u32]| bits.iter().map(|&bits| u64::from(bits)).sum::<u64>();
        let larger = sum(&self.bits).max(sum(&other.bits));
        let runs = align(&self.ids, &other.ids);
        let shared: u64 = runs.iter().map(|run| sum(&self.bits[run.old..run.old_end()])).sum();
        shared * 10 / larger.max(1)
    }
}

/// Number of letters and digits. A character of a script without spaces counts as three.
fn count_letters(text: &str) -> usize {
    let letters = text.chars().filter(|character| character.is_alphanumeric());
    letters.map(|character| if is_dense(character) { 3 } else { 1 }).sum()
}
