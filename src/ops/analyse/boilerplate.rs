//! What recurs in the articles of an outlet: paragraphs that several articles with different texts have or had.
//!
//! The texts are read twice, so that memory doesn't grow with them: first their paragraphs are counted in a sketch,
//! then those alone counted exactly that may recur often enough.

use super::sketch::Sketch;
use super::{Since, Watch, go_on};
use crate::Result;
use crate::diff::RULES;
use crate::diff::boilerplate::{Passage, WITHOUT_WORDS, passages};
use crate::model::{ArticleId, Sha256};
use crate::store::tables::boilerplate as store;
use crate::store::tables::boilerplate::{Learned, Recurring};
use crate::store::{Corpus, Reader};
use std::collections::{BTreeMap, HashSet};

/// A passage is in at least so many articles …
const FEWEST_ARTICLES: u64 = 5;
/// … and in at least one in so many of all.
const RAREST: u64 = 100;

/// About how many paragraphs an article has, at most.
const PARAGRAPHS: u64 = 64;

/// Learns what recurs in the articles of an outlet, unless these are the texts that it was learned from last time; gives
/// how many passages do.
pub(super) fn learn(
    corpus: &mut Corpus,
    outlet: i64,
    since: Since,
    watch: &dyn Watch,
) -> Result<Option<u64>> {
    let found = corpus.read(|reader| {
        since.check(reader)?;
        let (present, texts) = present(reader, outlet)?;
        if store::learned(reader, outlet)? == Some(present) {
            return Ok(None);
        }
        Ok(Some((present, recurring(reader, outlet, present.articles, texts, watch)?)))
    })?;
    let Some((present, passages)) = found else { return Ok(None) };
    corpus.write(|writer| {
        since.check(writer)?;
        store::keep(writer, outlet, present, &passages)
    })?;
    Ok(Some(passages.len() as u64))
}

/// What would be learned from as things stand, and how many texts that is.
pub(in crate::ops) fn present(reader: &Reader, outlet: i64) -> Result<(Learned, u64)> {
    let (mut articles, mut count, mut texts, mut last) = (0, 0, 0_i64, None);
    store::texts(reader, outlet, &mut |article: ArticleId, text: i64| {
        count += 1;
        articles += u64::from(last.replace(article) != Some(article));
        let parts = [texts, article.0, text].map(i64::to_be_bytes);
        let Sha256(hash) = Sha256::of_all(parts);
        texts = hash.first_chunk().map_or(0, |first| i64::from_be_bytes(*first));
    })?;
    Ok((Learned { rules: RULES, articles, texts }, count))
}

/// The passages that enough articles have or had. An article counts once for each, however many of its versions have
/// it, so a footer that was replaced in all articles recurs in its old and in its new wording.
fn recurring(
    reader: &Reader,
    outlet: i64,
    articles: u64,
    texts: u64,
    watch: &dyn Watch,
) -> Result<Vec<Recurring>> {
    let fewest = fewest(articles);
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
    let mut counted = BTreeMap::<i64, (Recurring, ArticleId)>::new();
    store::bodies(reader, outlet, &mut |id, text| {
        go_on(watch)?;
        for Passage { range, hash } in
            different(text).filter(|passage| sketch.may_reach(passage.hash, fewest))
        {
            let first = || (Recurring { hash, articles: 1, wording: text[range].trim().to_owned() }, id);
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

/// In how many of so many articles a passage has to be.
pub(in crate::ops) fn fewest(articles: u64) -> u64 {
    articles.div_ceil(RAREST).max(FEWEST_ARTICLES)
}

/// The paragraphs of a text that have words, each wording once.
fn different(text: &str) -> impl Iterator<Item = Passage> {
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
