//! Passages: changes in the same sentence, judged together.

use std::collections::BTreeSet;
use std::ops::Range;

use foldhash::{HashMap, HashSet};

use super::batches::{Batch, batches};
use super::cosmetic::Capitals;
use super::counterparts::counterparts;
use super::facts::facts_of_both;
use super::languages::Language;
use super::looks::are_same;
use super::quotes::is_quote;
use super::reading::{Fact, Reading};
use super::reasons::{self, Difference, Lack};
use super::sides::{Side, TouchedChange, overlap};
use super::views::{View, Weighed, WeighedFact, drop_unmoved_names};
use super::wordings::{Wordings, wording};
use super::{Class, Cosmetic, Flag, Headlines, Judgement, Repeated, breaks, cosmetic, looks, references};
use crate::{Change, ChangeKind};

/// Maximum number of words of a source before the colon of a headline.
const SOURCE_WORDS: usize = 5;

/// Judges each change that isn't equal.
pub(super) fn judge(old: &str, new: &str, changes: &[Change], headlines: &Headlines) -> Vec<Judgement> {
    if changes.iter().all(|change| change.kind == ChangeKind::Equal) {
        return Vec::new();
    }
    let language = Language::of(old, new);
    let mut judgements = Vec::new();
    batches(old, new, changes, |batch| {
        // Headlines are at the start of a text, so only the first batch can contain them.
        let headlines = if batch.first == 0 { *headlines } else { Headlines::default() };
        let judged = judge_batch(batch, language, &headlines).into_iter();
        judgements.extend(
            judged.map(|judgement| Judgement { change: batch.first + judgement.change, ..judgement }),
        );
    });
    judgements
}

fn judge_batch(batch: &Batch, language: &'static Language, headlines: &Headlines) -> Vec<Judgement> {
    let Batch { old, new, changes, .. } = batch;
    if changes.iter().all(|change| change.kind == ChangeKind::Equal) {
        return Vec::new();
    }
    let (old, new) = (Reading::new(old, language), Reading::new(new, language));
    let [old_facts, new_facts] = facts_of_both(&old, &new);
    let judge = Judge {
        changes,
        old: Side::new(old, old_facts, headlines.old_headline),
        new: Side::new(new, new_facts, headlines.new_headline),
        headlines: *headlines,
    };
    let counterparts = counterparts(changes);
    let halves: HashSet<usize> = counterparts.values().copied().collect();
    let whole = |index: usize| match counterparts.get(&index) {
        None => changes[index].clone(),
        Some(&half) => {
            let (old, new) = (changes[half].old.clone(), changes[index].new.clone());
            Change { kind: ChangeKind::Replace, old, new, moved: None, inside: None }
        }
    };
    let told = (0..changes.len()).filter(|index| !halves.contains(index));
    let places: Vec<TouchedChange> = told.filter_map(|index| judge.place(index, whole(index))).collect();
    let (moved, edited): (Vec<TouchedChange>, Vec<TouchedChange>) =
        places.into_iter().partition(|place| place.change.moved.is_some());
    let passages = edited.chunk_by(|left, right| judge.share_sentence(left, right));
    let weighed: Vec<Weighed> = passages.flat_map(|passage| judge.passage(passage)).collect();
    let wordings = judge.wordings(&weighed);
    let judgement = |weighed: &Weighed| judge.with_break(judge.change(weighed, &wordings));
    let mut judgements: Vec<Judgement> = weighed.iter().map(judgement).collect();
    let other_halves: Vec<Judgement> = judgements
        .iter()
        .filter_map(|judgement| {
            let change = *counterparts.get(&judgement.change)?;
            Some(Judgement { change, ..judgement.clone() })
        })
        .collect();
    judgements.extend(other_halves);
    judgements.extend(moved.iter().map(|place| judge.moved(place)));
    judgements.sort_unstable_by_key(|judgement| judgement.change);
    judgements
}

struct Judge<'a> {
    changes: &'a [Change],
    old: Side<'a>,
    new: Side<'a>,
    headlines: Headlines<'a>,
}

impl Judge<'_> {
    fn place(&self, index: usize, change: Change) -> Option<TouchedChange> {
        let (old, old_wide) = self.old.around(&change.old);
        let (new, new_wide) = self.new.around(&change.new);
        let (old_facts, new_facts) = (self.old.touching(&old_wide), self.new.touching(&new_wide));
        (change.kind != ChangeKind::Equal).then_some(TouchedChange {
            index,
            change,
            old,
            new,
            old_facts,
            new_facts,
        })
    }

    fn share_sentence(&self, left: &TouchedChange, right: &TouchedChange) -> bool {
        let shares = |side: &Side, left: &Range<usize>, right: &Range<usize>| {
            side.reading.sentences.at(left.end) == side.reading.sentences.at(right.start)
        };
        shares(&self.old, &left.old, &right.old) || shares(&self.new, &left.new, &right.new)
    }

    /// Weighs changes that share their sentences: a fact deleted by one may be inserted by another.
    fn passage<'a>(&'a self, places: &'a [TouchedChange]) -> Vec<Weighed<'a>> {
        let mut balance: HashMap<(Flag, &str), isize> = HashMap::default();
        let old_facts: BTreeSet<usize> = places.iter().flat_map(|place| place.old_facts.clone()).collect();
        let new_facts: BTreeSet<usize> = places.iter().flat_map(|place| place.new_facts.clone()).collect();
        for fact in old_facts.into_iter().map(|index| &self.old.facts[index]) {
            *balance.entry((family(fact.flag), &fact.key)).or_default() -= 1;
        }
        for fact in new_facts.into_iter().map(|index| &self.new.facts[index]) {
            *balance.entry((family(fact.flag), &fact.key)).or_default() += 1;
        }
        let is_lost = |fact: &Fact| balance[&(family(fact.flag), fact.key.as_str())] < 0;
        let is_won = |fact: &Fact| balance[&(family(fact.flag), fact.key.as_str())] > 0;
        let sentences = (
            self.old.sentences(places.iter().map(|place| &place.change.old)),
            self.new.sentences(places.iter().map(|place| &place.change.new)),
        );
        let (mut old_done, mut new_done) = (0, 0);
        let weigh = |place: &'a TouchedChange| {
            let olds = &self.old.facts[place.old_facts.clone()];
            let news = &self.new.facts[place.new_facts.clone()];
            let (told_before, told_now) = (SideFacts::by(olds), SideFacts::by(news));
            let found = |index: usize, fact: &'a Fact, is_only_here: bool, other: &SideFacts, done: usize| {
                let found = WeighedFact { fact, is_elsewhere: !is_only_here, is_repeated: index < done };
                (is_only_here || other.replaces(fact)).then_some(found)
            };
            let lost = place.old_facts.clone().zip(olds);
            let won = place.new_facts.clone().zip(news);
            let weighed = Weighed {
                place,
                lost: lost
                    .filter_map(|(index, fact)| found(index, fact, is_lost(fact), &told_now, old_done))
                    .collect(),
                won: won
                    .filter_map(|(index, fact)| found(index, fact, is_won(fact), &told_before, new_done))
                    .collect(),
                old: sentences.0.clone(),
                new: sentences.1.clone(),
            };
            (old_done, new_done) = (place.old_facts.end, place.new_facts.end);
            weighed
        };
        places.iter().map(weigh).collect()
    }

    /// Where the words of all facts stand that one side seems to lack.
    fn wordings(&self, weighed: &[Weighed]) -> [Wordings; 2] {
        let lost = weighed
            .iter()
            .flat_map(|weighed| &weighed.lost)
            .map(|found| wording(&self.old.reading, found.fact));
        let won = weighed
            .iter()
            .flat_map(|weighed| &weighed.won)
            .map(|found| wording(&self.new.reading, found.fact));
        let wanted: HashSet<String> = lost.chain(won).flatten().collect();
        [&self.old, &self.new]
            .map(|side| Wordings::of(&side.reading, &wanted, |bytes| &side.facts[side.touching(bytes)]))
    }

    fn with_break(&self, mut judgement: Judgement) -> Judgement {
        let told = breaks::told(&self.old.reading, &self.new.reading, self.changes, judgement.change);
        judgement.reasons.extend(told.map(str::to_owned));
        judgement
    }

    fn change(&self, weighed: &Weighed, [old_wordings, new_wordings]: &[Wordings; 2]) -> Judgement {
        let place = weighed.place;
        let (mut lost, mut won) = (weighed.lost.clone(), weighed.won.clone());
        let (old, new) = (
            &self.old.reading.text[place.change.old.clone()],
            &self.new.reading.text[place.change.new.clone()],
        );
        // White space between words that stay apart changes no fact, even next to one.
        if self.old.is_gap(&place.change.old) && self.new.is_gap(&place.change.new) {
            return cosmetic_judgement(place.index, vec![Cosmetic::WhiteSpace]);
        }
        // References come first: a mark or a number beside one is found in only one of the texts.
        let sides = [(&self.old.reading, &place.change.old), (&self.new.reading, &place.change.new)];
        if let Some(classes) = references::looks(sides[0], sides[1]) {
            return cosmetic_judgement(place.index, classes);
        }
        // A quotation mark beside a change isn't a part of it.
        lost.retain(|WeighedFact { fact, .. }| {
            fact.flag != Flag::Quotation || overlap(&fact.range, &place.old)
        });
        won.retain(|WeighedFact { fact, .. }| {
            fact.flag != Flag::Quotation || overlap(&fact.range, &place.new)
        });
        if are_marks_alone(old, new) && !self.is_other_prime(place) {
            lost.retain(|WeighedFact { fact, .. }| fact.flag != Flag::Quotation);
            won.retain(|WeighedFact { fact, .. }| fact.flag != Flag::Quotation);
        }
        let says = |found: &WeighedFact| counts_alone(found.fact);
        if !lost.iter().any(says) && !won.iter().any(says) && self.says_the_same(place) {
            return match cosmetic::classes(old, new, self.old.reading.language.has_dotless_i) {
                Some(classes) if classes != [Cosmetic::WhiteSpace] || !cosmetic::joins_letters(old, new) => {
                    cosmetic_judgement(place.index, classes)
                }
                _ => rewritten_judgement(place.index, self.joins_sign(place)),
            };
        }
        let is_replaced = place.change.kind == ChangeKind::Replace;
        lost.retain(|found| self.old.matters(found.fact, &place.old, is_replaced, place.new.is_empty()));
        won.retain(|found| self.new.matters(found.fact, &place.new, is_replaced, place.old.is_empty()));
        let old_text = View { side: &self.old, wordings: old_wordings, sentences: &weighed.old };
        let new_text = View { side: &self.new, wordings: new_wordings, sentences: &weighed.new };
        lost.retain(|found| found.is_elsewhere || !old_text.is_also_in(&new_text, found.fact));
        won.retain(|found| found.is_elsewhere || !new_text.is_also_in(&old_text, found.fact));
        drop_unmoved_names(&mut lost, &mut won);
        let lost: Vec<Lack> = lost.iter().map(|found| old_text.lack(&new_text, found)).collect();
        let won: Vec<Lack> = won.iter().map(|found| new_text.lack(&old_text, found)).collect();
        let mut differences = reasons::differences(&lost, &won);
        if self.old.is_quoted(&place.old) || self.new.is_quoted(&place.new) {
            differences.push(Difference::new(Flag::Quotation, "the words are inside quotation marks"));
        }
        let seen = |flag| differences.iter().any(|difference: &Difference| difference.flag == flag);
        let unseen: Vec<Difference> = references::differences(sides[0], sides[1])
            .into_iter()
            .filter(|difference| !seen(difference.flag))
            .collect();
        differences.extend(unseen);
        differences.extend(self.headline(place));
        differences.extend(self.headline_source(place));
        substantive_judgement(place, &differences)
    }

    /// The judgement of moved words: their meaning is the same, but they may have been the headline.
    fn moved(&self, place: &TouchedChange) -> Judgement {
        let headline = self.headline(place);
        let reason = "the same words are elsewhere in the other text".to_owned();
        Judgement {
            change: place.index,
            class: Class::Substantive,
            cosmetic: Vec::new(),
            flags: headline.iter().map(|difference| difference.flag).collect(),
            reasons: std::iter::once(reason).chain(headline.map(|difference| difference.reason)).collect(),
            repeated: Repeated::default(),
        }
    }

    /// The difference of the headlines. Cosmetic changes don't get here.
    fn headline(&self, place: &TouchedChange) -> Option<Difference> {
        let is_headline = overlap(&self.old.headline, &place.old) || overlap(&self.new.headline, &place.new);
        let Headlines { old_headline, new_headline } = self.headlines;
        let reason = reasons::headline(old_headline, new_headline).filter(|_| is_headline)?;
        Some(Difference::new(Flag::Headline, reason))
    }

    /// The difference of the sources before the colon of the headlines. For example, `Police: no suspects` for
    /// `Mayor: no suspects`.
    fn headline_source(&self, place: &TouchedChange) -> Option<Difference> {
        let is_headline = overlap(&self.old.headline, &place.old) && overlap(&self.new.headline, &place.new);
        let source = |side: &Side| {
            let (source, rest) = side.reading.text[side.headline.clone()].split_once(": ")?;
            let is_short = source.split_whitespace().count() <= SOURCE_WORDS;
            is_short.then(|| (source.trim().to_owned(), rest.trim().to_owned()))
        };
        let (old, new) = (source(&self.old)?, source(&self.new)?);
        let is_quotation = old.0.contains(is_quote) || new.0.contains(is_quote);
        let shares_words =
            old.0.split_whitespace().any(|word| new.0.split_whitespace().any(|other| word == other));
        let is_other = is_headline && !is_quotation && !shares_words && old.1 == new.1;
        is_other.then(|| Difference::new(Flag::Attribution, format!("“{}” became “{}”", old.0, new.0)))
    }

    /// Whether a mark behind a digit is one of a quotation in one text only: it may have been one of feet or minutes.
    fn is_other_prime(&self, place: &TouchedChange) -> bool {
        let is_behind_digit = |side: &Side, range: &Range<usize>| {
            side.reading.text[..range.start].ends_with(|before: char| before.is_ascii_digit())
        };
        let is_mark = |side: &Side, range: &Range<usize>| {
            let marks = &side.reading.quotations.marks;
            marks.binary_search_by_key(&range.start, |mark| mark.start).is_ok()
        };
        is_behind_digit(&self.old, &place.old)
            && is_mark(&self.old, &place.old) != is_mark(&self.new, &place.new)
    }

    /// Whether a space between a number and a sign such as `%` came or went.
    fn joins_sign(&self, place: &TouchedChange) -> bool {
        let with_number = |side: &Side, range: &Range<usize>| {
            let text = side.reading.text;
            let start = text[..range.start].trim_end().char_indices().next_back().map_or(0, |(at, _)| at);
            text[start..range.end].trim_end().to_owned()
        };
        let (old, new) =
            (with_number(&self.old, &place.change.old), with_number(&self.new, &place.change.new));
        cosmetic::joins_sign(&old, &new)
    }

    /// Whether the old and the new wording of a change provably say the same.
    fn says_the_same(&self, place: &TouchedChange) -> bool {
        let with = |capitals: &Capitals| {
            let old = self.old.wording(&place.change.old, place.old_facts.clone(), *capitals);
            let new = self.new.wording(&place.change.new, place.new_facts.clone(), *capitals);
            are_same(&old, &new)
        };
        Capitals::of(self.old.reading.language.has_dotless_i).iter().any(with)
    }
}

/// Keys and flags of the facts on one side of a change. They show that two numbers changed places, though both are still in
/// the sentence.
struct SideFacts<'a> {
    keys: HashSet<(Flag, &'a str)>,
    flags: HashSet<Flag>,
}

impl<'a> SideFacts<'a> {
    fn by(facts: &'a [Fact]) -> Self {
        SideFacts {
            keys: facts.iter().map(|fact| (family(fact.flag), fact.key.as_str())).collect(),
            flags: facts.iter().map(|fact| family(fact.flag)).collect(),
        }
    }

    /// Whether it has another number, date or name in the place of this fact.
    fn replaces(&self, fact: &Fact) -> bool {
        matches!(fact.flag, Flag::Number | Flag::Date | Flag::Name)
            && self.flags.contains(&family(fact.flag))
            && !self.keys.contains(&(family(fact.flag), fact.key.as_str()))
    }
}

/// Numbers and dates are compared with one another: `1990` may be a year or not, and is the same as `in 1990`.
fn family(flag: Flag) -> Flag {
    if flag == Flag::Date { Flag::Number } else { flag }
}

/// Whether a change only replaces quotation marks by the same number of others. For example, `»` by `”`. Their roles as
/// opening and closing marks differ between languages.
fn are_marks_alone(old: &str, new: &str) -> bool {
    let marks = |text: &str| text.chars().filter(|&character| is_quote(character)).count();
    let words = |text: &'_ str| text.chars().filter(|&character| !is_quote(character)).collect::<String>();
    marks(old) > 0 && marks(old) == marks(new) && words(old) == words(new)
}

/// Whether a different fact makes a change substantive even if only looks differ. For example, `3.5` and `35`, or an added
/// quotation mark.
fn counts_alone(fact: &Fact) -> bool {
    match fact.flag {
        Flag::Link | Flag::Quotation => true,
        Flag::Number | Flag::Date => {
            fact.key.bytes().any(|byte| byte.is_ascii_digit()) && !fact.key.starts_with("weekday")
        }
        _ => false,
    }
}

fn cosmetic_judgement(change: usize, cosmetic: Vec<Cosmetic>) -> Judgement {
    let reasons = vec![looks(&cosmetic)];
    Judgement {
        change,
        class: Class::Cosmetic,
        cosmetic,
        flags: Vec::new(),
        reasons,
        repeated: Repeated::default(),
    }
}

fn rewritten_judgement(change: usize, joins_sign: bool) -> Judgement {
    let reasons = vec!["the same is written in another way".to_owned()];
    let space = joins_sign.then_some(Cosmetic::WhiteSpace);
    let ways = space.into_iter().chain([Cosmetic::Typography]).collect();
    Judgement { reasons, ..cosmetic_judgement(change, ways) }
}

fn substantive_judgement(place: &TouchedChange, differences: &[Difference]) -> Judgement {
    let mut flags: Vec<Flag> = differences.iter().map(|difference| difference.flag).collect();
    flags.sort_unstable();
    flags.dedup();
    let reasons = reasons::of_substance(place.change.kind, differences);
    let repeated = reasons::repeated(&flags, &reasons, differences);
    Judgement {
        change: place.index,
        class: Class::Substantive,
        cosmetic: Vec::new(),
        flags,
        reasons,
        repeated,
    }
}
