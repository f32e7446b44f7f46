//! Which outlet follows which.

use super::{Duplicate, moment};
use crate::Result;
use crate::model::ArticleId;
use crate::ops::select::Selection;
use crate::ops::texts;
use crate::store::Corpus;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// An outlet that has copies of another outlet's articles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutletFollower {
    /// The outlet of the originals.
    pub from: String,
    /// The outlet of the copies.
    pub to: String,
    /// Number of articles of `to` that are copies.
    pub articles: u64,
    /// Their share of all articles of `to`, from 0 to 1.
    pub share: f64,
    /// Median of the hours between original and copy. Dates without a time count from their first hour.
    pub hours: Option<f64>,
}

/// Sums up which outlet has copies of which, most articles first. Pairs without a known original or outlet, and within one
/// outlet, are left out.
///
/// # Errors
/// [`crate::Error::Database`].
pub fn network(corpus: &Corpus, duplicates: &[Duplicate]) -> Result<Vec<OutletFollower>> {
    let mut sizes: HashMap<String, u64> = HashMap::new();
    for article in corpus.read(|reader| texts::articles(reader, &Selection::default()))? {
        *sizes.entry(article.outlet.unwrap_or_default()).or_default() += 1;
    }
    let mut links: BTreeMap<(&str, &str), OutletLink> = BTreeMap::new();
    for pair in duplicates {
        let (Some(a), Some(b), Some(original)) = (&pair.a_outlet, &pair.b_outlet, pair.original) else {
            continue;
        };
        if a == b {
            continue;
        }
        let (from, to, copy) = if original == pair.a { (a, b, pair.b) } else { (b, a, pair.a) };
        let OutletLink { articles, seconds } = links.entry((from, to)).or_default();
        articles.insert(copy);
        let start = |date: &Option<String>| date.as_deref().and_then(start);
        if let (Some(one), Some(other)) = (start(&pair.a_published), start(&pair.b_published)) {
            seconds.push((one - other).abs());
        }
    }
    let mut followers: Vec<OutletFollower> = links
        .into_iter()
        .map(|((from, to), OutletLink { articles, seconds })| OutletFollower {
            from: from.to_owned(),
            to: to.to_owned(),
            articles: articles.len() as u64,
            share: ratio(articles.len() as u64, sizes.get(to).copied().unwrap_or(0).max(1)),
            hours: median(seconds),
        })
        .collect();
    followers.sort_by(|one, other| {
        other.articles.cmp(&one.articles).then_with(|| (&one.from, &one.to).cmp(&(&other.from, &other.to)))
    });
    Ok(followers)
}

/// The copies that one outlet has of another's articles.
#[derive(Default)]
struct OutletLink {
    articles: BTreeSet<ArticleId>,
    /// Between original and copy.
    seconds: Vec<i64>,
}

/// The first moment of a date, in seconds.
fn start(date: &str) -> Option<i64> {
    moment(date).or_else(|| moment(&format!("{date}T00:00:00")))
}

fn median(mut seconds: Vec<i64>) -> Option<f64> {
    seconds.sort_unstable();
    let middle = *seconds.get(seconds.len() / 2)?;
    Some(ratio(u64::try_from(middle).ok()?, 3600))
}

#[expect(clippy::cast_precision_loss, reason = "neither articles nor seconds come near 2^52")]
fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}
