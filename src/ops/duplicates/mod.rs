//! Copies: articles with the same text, the same words, or a part of the words of another, and copy of news agencies.
//!
//! Texts are compared anew each time, in the requested state of the corpus. Nothing is stored, and nothing is deleted.

mod keep;
mod network;

use super::select::{self, Selection};
use super::texts;
use crate::Result;
use crate::copies::{CopyPair, Hashed, WireCopy, pairs, wire_copy};
use crate::model::ArticleId;
use crate::store::tables::current::CurrentArticle;
use crate::store::{Corpus, Reader};
use serde::Serialize;
use std::collections::HashSet;

pub use keep::{Keep, without_copies};
pub use network::{OutletFollower, network};

/// How much two articles have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyKind {
    /// The same text.
    Exact,
    /// The same words in the same order, with other punctuation, capitals or line breaks.
    SameWords,
    /// At least a fifth of the shingles of one of them.
    Near,
}

impl CopyKind {
    /// The name for people.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::SameWords => "same words",
            Self::Near => "near",
        }
    }
}

/// Two articles of which one is a copy of the other, or both of a third.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Duplicate {
    /// The article with the lower id.
    pub a: ArticleId,
    /// The article with the higher id.
    pub b: ArticleId,
    /// How much they have in common.
    pub kind: CopyKind,
    /// Share of the shingles of `a` that `b` has, from 0 to 1.
    pub containment_a: f64,
    /// Share of the shingles of `b` that `a` has.
    pub containment_b: f64,
    /// Number of words in the longest run that both have.
    pub longest_run: usize,
    /// The news agency, if one of them is its copy.
    pub wire: Option<&'static str>,
    /// What shows that.
    pub reasons: Vec<String>,
    /// The likely original: the agency's own article, or else the one that was published first.
    pub original: Option<ArticleId>,
    /// Key of `a`.
    pub a_key: String,
    /// Key of `b`.
    pub b_key: String,
    /// Outlet of `a`.
    pub a_outlet: Option<String>,
    /// Outlet of `b`.
    pub b_outlet: Option<String>,
    /// Date of publication of `a`.
    pub a_published: Option<String>,
    /// Date of publication of `b`.
    pub b_published: Option<String>,
}

/// Finds the copies of the selected articles among all live articles, ordered by both ids. An open selection means all.
///
/// # Errors
/// Errors of the selection; [`crate::Error::Database`].
pub fn duplicates(corpus: &Corpus, selection: &Selection) -> Result<Vec<Duplicate>> {
    corpus.read(|reader| {
        let articles = texts::among(reader, None)?;
        let wanted = if selection.is_open() {
            None
        } else {
            Some(select::live_in(reader, selection)?.into_iter().collect::<HashSet<_>>())
        };
        let is_wanted =
            |article: &CurrentArticle| wanted.as_ref().is_none_or(|wanted| wanted.contains(&article.id));
        let compared = Compared::of(reader, &articles)?;
        let is_wanted_text =
            |text: usize| compared.texts[text].1.iter().any(|article| is_wanted(&articles[*article]));
        let mut found = Vec::new();
        for ((_, same), hashed) in compared.texts.iter().zip(&compared.hashes) {
            for (place, a) in same.iter().enumerate() {
                let others = same[place + 1..].iter();
                found.extend(others.map(|b| compared.same_text(&articles, *a, *b, hashed.len())));
            }
        }
        for pair in pairs(&compared.hashes, is_wanted_text) {
            for a in &compared.texts[pair.a].1 {
                found
                    .extend(compared.texts[pair.b].1.iter().map(|b| compared.pair(&articles, *a, *b, &pair)));
            }
        }
        if let Some(wanted) = &wanted {
            found.retain(|pair| wanted.contains(&pair.a) || wanted.contains(&pair.b));
        }
        found.sort_unstable_by_key(|pair| (pair.a, pair.b));
        Ok(found)
    })
}

/// The texts of all articles in the form in which they are compared.
struct Compared {
    /// Each distinct text, with the places of its articles.
    texts: Vec<(i64, Vec<usize>)>,
    hashes: Vec<Hashed>,
    /// For each article whether it is copy of an agency.
    wires: Vec<Option<WireCopy>>,
}

impl Compared {
    fn of(reader: &Reader, articles: &[CurrentArticle]) -> Result<Self> {
        let texts = texts::by_text(articles);
        let ids: Vec<i64> = texts.iter().map(|(text, _)| *text).collect();
        let mut hashes = vec![Hashed::default(); texts.len()];
        let mut wires = vec![None; articles.len()];
        let parts = texts::read_on_all_cores(reader, &ids, Vec::new, |part: &mut Vec<_>, place, text| {
            let wires: Vec<_> = texts[place]
                .1
                .iter()
                .map(|article| (*article, wire_copy(text, articles[*article].author.as_deref())))
                .collect();
            part.push((place, Hashed::of(text), wires));
        })?;
        for (place, hashed, found) in parts.into_iter().flatten() {
            hashes[place] = hashed;
            for (article, wire) in found {
                wires[article] = wire;
            }
        }
        Ok(Self { texts, hashes, wires })
    }

    fn same_text(&self, articles: &[CurrentArticle], a: usize, b: usize, words: usize) -> Duplicate {
        let pair =
            CopyPair { a, b, containment_a: 1.0, containment_b: 1.0, longest_run: words, same_words: true };
        Duplicate { kind: CopyKind::Exact, ..self.pair(articles, a, b, &pair) }
    }

    fn pair(&self, articles: &[CurrentArticle], one: usize, other: usize, pair: &CopyPair) -> Duplicate {
        let (mut containment_a, mut containment_b) = (pair.containment_a, pair.containment_b);
        let (mut a, mut b) = (one, other);
        if articles[one].id > articles[other].id {
            (a, b) = (other, one);
            (containment_a, containment_b) = (containment_b, containment_a);
        }
        let (wire, reasons) = self.wire(articles, a, b);
        let (a, b) = (&articles[a], &articles[b]);
        Duplicate {
            a: a.id,
            b: b.id,
            kind: if pair.same_words { CopyKind::SameWords } else { CopyKind::Near },
            containment_a,
            containment_b,
            longest_run: pair.longest_run,
            wire,
            reasons,
            original: original(a, b),
            a_key: a.key.clone(),
            b_key: b.key.clone(),
            a_outlet: a.outlet.clone(),
            b_outlet: b.outlet.clone(),
            a_published: a.published.clone(),
            b_published: b.published.clone(),
        }
    }

    /// The agency of either article, by what it states or because an agency published the other.
    fn wire(&self, articles: &[CurrentArticle], a: usize, b: usize) -> (Option<&'static str>, Vec<String>) {
        let mut agency = None;
        let mut reasons = Vec::new();
        for article in [a, b] {
            let id = articles[article].id;
            let stated = self.wires[article].as_ref();
            let own = articles[article].outlet.as_deref().and_then(crate::copies::agency_named);
            let signs =
                stated.iter().flat_map(|wire| wire.reasons.iter().map(|reason| format!("{id}: {reason}")));
            let own_sign = own.map(|name| format!("{id}: published by {name}"));
            for (name, sign) in stated
                .map(|wire| wire.agency)
                .into_iter()
                .cycle()
                .zip(signs)
                .chain(own.into_iter().zip(own_sign))
            {
                // Of two agencies the first counts; what shows the other would confuse.
                if *agency.get_or_insert(name) == name {
                    reasons.push(sign);
                }
            }
        }
        (agency, reasons)
    }
}

fn original(a: &CurrentArticle, b: &CurrentArticle) -> Option<ArticleId> {
    let is_agency =
        |article: &CurrentArticle| article.outlet.as_deref().and_then(crate::copies::agency_named).is_some();
    match (is_agency(a), is_agency(b)) {
        (true, false) => return Some(a.id),
        (false, true) => return Some(b.id),
        _ => {}
    }
    let (first, second) = (a.published.as_deref()?, b.published.as_deref()?);
    // A date without a time may be any time of its day, so it is neither before nor after another time of it.
    let precision = first.len().min(second.len()).min(10);
    match first.get(..precision)?.cmp(second.get(..precision)?) {
        std::cmp::Ordering::Less => Some(a.id),
        std::cmp::Ordering::Greater => Some(b.id),
        std::cmp::Ordering::Equal => {
            let both_timed = first.len() > 10 && second.len() > 10;
            let (first, second) = (moment(first)?, moment(second)?);
            (both_timed && first != second).then_some(if first < second { a.id } else { b.id })
        }
    }
}

/// A date with a time as seconds, in UTC unless it says otherwise.
fn moment(published: &str) -> Option<i64> {
    let zoned = published.parse::<jiff::Timestamp>().ok();
    let local = || published.parse::<jiff::civil::DateTime>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok();
    Some(zoned.or_else(|| local().map(|local| local.timestamp()))?.as_second())
}
