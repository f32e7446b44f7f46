//! Boilerplate: paragraphs that recur in several articles of an outlet, in any of their versions.
//!
//! The texts are read twice to bound memory: first all paragraphs are counted in a sketch, then only the frequent ones
//! are counted exactly.

use super::sketch::Sketch;
use super::{AnalysisWatch, Since, go_on};
use crate::Result;
use crate::diff::RULES;
use crate::diff::boilerplate::{Passage, WITHOUT_WORDS, passages};
use crate::model::{ArticleId, Sha256};
use crate::store::tables::boilerplate as store;
use crate::store::tables::boilerplate::{Learned, Recurring};
use crate::store::{Corpus, Reader};
use std::collections::{BTreeMap, HashSet};

/// Minimum number of articles with a passage.
const FEWEST_ARTICLES: u64 = 5;
/// Minimum share of articles with a passage: 1/100.
const RAREST: u64 = 100;

/// Estimated maximum number of paragraphs per text, for the size of the sketch.
const PARAGRAPHS: u64 = 64;

/// Learns the boilerplate of an outlet and returns the number of passages; `None` if the texts are still the same as last
/// time.
pub(super) fn learn(
    corpus: &mut Corpus,
    outlet: i64,
    since: Since,
    watch: &dyn AnalysisWatch,
) -> Result<Option<u64>> {
    let found = corpus.read(|reader| {
        since.check(reader)?;
        // Reading the ids of the texts is cheap; reading the texts twice isn't.
        let (present, texts) = present(reader, outlet)?;
        if store::learned(reader, outlet)? == Some(present) {
            return Ok(None);
        }
        Ok(Some((present, recurring(reader, outlet, present.articles, texts, watch)?)))
    })?;
    let Some((present, passages)) = found else { return Ok(None) };
    corpus.write(|writer| {
        // Again, now that nobody else can write: a purge may have come since the reading.
        since.check(writer)?;
        store::keep(writer, outlet, present, &passages)
    })?;
    Ok(Some(passages.len() as u64))
}

/// The fingerprint of the outlet's current texts, and their number.
pub(in crate::ops) fn present(reader: &Reader, outlet: i64) -> Result<(Learned, u64)> {
    let (mut articles, mut count, mut texts, mut last) = (0, 0, 0_i64, None);
    store::texts(reader, outlet, &mut |article: ArticleId, text: i64| {
        count += 1;
        articles += u64::from(last.replace(article) != Some(article));
        // A chain of hashes covers any number of texts in constant memory. It depends on their order, which is fixed.
        let parts = [texts, article.0, text].map(i64::to_be_bytes);
        let Sha256(hash) = Sha256::of_all(parts);
        texts = hash.first_chunk().map_or(0, |first| i64::from_be_bytes(*first));
    })?;
    Ok((Learned { rules: RULES, articles, texts }, count))
}

/// The passages with enough articles. An article counts once per passage, regardless of the number of versions with it.
/// So a footer that was replaced in all articles counts in its old and its new wording.
fn recurring(
    reader: &Reader,
    outlet: i64,
    articles: u64,
    texts: u64,
    watch: &dyn AnalysisWatch,
) -> Result<Vec<Recurring>> {
    let fewest = fewest(articles);
    // No passage can be frequent enough, so the texts needn't be read.
    if articles < fewest {
        return Ok(Vec::new());
    }
    let room = usize::try_from(texts.saturating_mul(PARAGRAPHS)).unwrap_or(usize::MAX);
    let mut sketch = Sketch::with_room_for(room);
    store::bodies(reader, outlet, &mut |id, text| {
        go_on(watch)?;
        different(text).for_each(|passage| sketch.count(passage.hash, id));
        Ok(())
    })?;
    // The sketch never counts too low, so no frequent passage is missed. Too high a count is corrected here.
    let mut counted = BTreeMap::<i64, (Recurring, ArticleId)>::new();
    store::bodies(reader, outlet, &mut |id, text| {
        go_on(watch)?;
        for Passage { range, hash } in
            different(text).filter(|passage| sketch.may_reach(passage.hash, fewest))
        {
            let first = || (Recurring { hash, articles: 1, wording: text[range].trim().to_owned() }, id);
            // The texts of an article are consecutive, so its last id suffices to count it once.
            let (passage, last) = counted.entry(hash).or_insert_with(first);
            if *last != id {
                *last = id;
                passage.articles += 1;
            }
        }
        Ok(())
    })?;
    let passages = counted.into_values().map(|(passage, _)| passage);
    Ok(passages.filter(|passage| passage.articles >= fewest).collect())
}

/// The minimum number of articles with a passage, for an outlet with this number of articles.
///
/// For example, 5 of 500 articles, or 6 of 501.
pub(in crate::ops) fn fewest(articles: u64) -> u64 {
    articles.div_ceil(RAREST).max(FEWEST_ARTICLES)
}

/// The paragraphs of a text with words, without duplicates.
fn different(text: &str) -> impl Iterator<Item = Passage> {
    // Paragraphs without words, such as `* * *`, count as seen from the start.
    let mut seen = HashSet::from([WITHOUT_WORDS]);
    passages(text).into_iter().filter(move |passage| seen.insert(passage.hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_articles_and_one_in_a_hundred() {
        assert_eq!([0, 5, 500, 501, 1_000_000].map(fewest), [5, 5, 5, 6, 10_000]);
    }

    #[test]
    fn a_text_has_each_wording_once() {
        let text = "Advert 1\n\nFerry late.\n\n* * *\n\nADVERT 2\n";
        let found: Vec<_> = different(text).map(|passage| text[passage.range].trim()).collect();
        assert_eq!(found, ["Advert 1", "Ferry late."]);
    }
}
