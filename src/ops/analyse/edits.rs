//! The edits between consecutive versions. Texts are read and compared outside of the write lock.

use super::{Analysis, AnalysisWatch, Since, go_on};
use crate::Result;
use crate::diff::boilerplate::{Passage, passages, touched};
use crate::diff::judge::Judgement;
use crate::diff::{Change, RULES, diff};
use crate::model::ArticleId;
use crate::ops::diff::judge_with_headlines;
use crate::ops::on_all_cores;
use crate::store::tables::edits as store;
use crate::store::tables::edits::{Edit, VersionPair};
use crate::store::{Corpus, Reader};
use std::collections::BTreeSet;
use std::ops::Range;

/// Maximum number of comparisons in a transaction.
const BATCH: usize = 500;
/// Maximum number of bytes of texts in a transaction. Its last pair may exceed it.
const BATCH_BYTES: usize = 4 << 20;

/// A pair of versions and their texts.
type PairWithTexts = (VersionPair, (String, String));

/// Compares those versions of the articles that aren't compared yet.
pub(super) fn find(
    corpus: &mut Corpus,
    articles: &[ArticleId],
    since: Since,
    watch: &mut dyn AnalysisWatch,
    analysis: &mut Analysis,
) -> Result<()> {
    let pending = corpus.read(|reader| store::pending(reader, articles, RULES))?;
    let (mut rest, mut last) = (pending.as_slice(), None);
    while !rest.is_empty() {
        go_on(watch)?;
        let batch = corpus.read(|reader| {
            since.check(reader)?;
            read(reader, rest)
        })?;
        rest = &rest[batch.len()..];
        // Comparing takes longest and needs no database, so it runs between the two transactions.
        let found = on_all_cores(&batch, |(_, (old, new))| compare(old, new));
        corpus.write(|writer| {
            since.check(writer)?;
            let both = batch.iter().zip(&found);
            both.into_iter().try_for_each(|((pair, _), edits)| store::keep(writer, *pair, RULES, edits))
        })?;
        for ((pair, _), edits) in batch.iter().zip(&found) {
            // Pairs are ordered by article, also across batches.
            analysis.articles += u64::from(last.replace(pair.article) != Some(pair.article));
            analysis.edits += edits.len() as u64;
        }
        analysis.comparisons += batch.len() as u64;
        watch.progress(batch.len() as u64);
    }
    Ok(())
}

/// Reads the texts of the first pairs, up to the size of a batch.
fn read(reader: &Reader, pairs: &[VersionPair]) -> Result<Vec<PairWithTexts>> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    for pair in pairs.iter().take(BATCH) {
        let texts = store::texts(reader, *pair)?;
        bytes += texts.0.len() + texts.1.len();
        batch.push((*pair, texts));
        if bytes >= BATCH_BYTES {
            break;
        }
    }
    Ok(batch)
}

/// The edits between two texts, without the equal parts.
pub(in crate::ops) fn compare(old: &str, new: &str) -> Vec<Edit> {
    let changes = diff(old, new);
    let judgements = judge_with_headlines(old, new, &changes);
    let mut judgements = judgements.iter().peekable();
    let (old, new) = (&mut TextCursor::of(old), &mut TextCursor::of(new));
    let mut found = Vec::new();
    for (index, change) in changes.iter().enumerate() {
        // Equal changes move the cursors too.
        let positions = (old.reach(change.old.start), new.reach(change.new.start));
        if let Some(judgement) = judgements.next_if(|judgement| judgement.change == index) {
            found.push(edit(change, judgement, positions, old, new));
        }
    }
    found
}

fn edit(
    change: &Change,
    judgement: &Judgement,
    positions: (usize, usize),
    old: &TextCursor,
    new: &TextCursor,
) -> Edit {
    let hashes = old.hashes(&change.old).chain(new.hashes(&change.new));
    Edit {
        kind: change.kind.as_str(),
        class: judgement.class.as_str(),
        cosmetic: joined(judgement.cosmetic.iter().map(|way| way.as_str())),
        flags: joined(judgement.flags.iter().map(|flag| flag.as_str())),
        reasons: judgement.reasons.join("; "),
        moved: change.moved.map(|moved| moved.number),
        old: old.text[change.old.clone()].to_owned(),
        new: new.text[change.new.clone()].to_owned(),
        old_position: positions.0,
        new_position: positions.1,
        // Without duplicates: both sides may have passages with the same hash.
        passages: hashes.collect::<BTreeSet<_>>().into_iter().collect(),
    }
}

/// A cursor that moves through a text from start to end, so that all positions take linear time.
struct TextCursor<'a> {
    text: &'a str,
    passages: Vec<Passage>,
    byte: usize,
    /// Current position in characters, counted from 1.
    position: usize,
}

impl<'a> TextCursor<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, passages: passages(text), byte: 0, position: 1 }
    }

    /// Moves forward to a byte and returns its position in characters.
    fn reach(&mut self, byte: usize) -> usize {
        self.position += self.text[self.byte..byte].chars().count();
        self.byte = byte;
        self.position
    }

    fn hashes(&self, bytes: &Range<usize>) -> impl Iterator<Item = i64> {
        touched(self.text, &self.passages, bytes).iter().map(|passage| passage.hash)
    }
}

fn joined(names: impl Iterator<Item = &'static str>) -> Option<String> {
    let names: Vec<&str> = names.collect();
    (!names.is_empty()).then(|| names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn part(text: &str, position: usize, length: usize) -> String {
        text.chars().skip(position - 1).take(length).collect()
    }

    #[test]
    fn names_are_joined_and_nothing_is_null() {
        let found = compare("Four men – all “free” – left.", "Five men - all \"free\" - left.");
        let shown: Vec<_> = found
            .iter()
            .map(|edit| (edit.old.as_str(), edit.flags.as_deref(), edit.cosmetic.as_deref()))
            .collect();
        assert_eq!(
            shown,
            [
                ("Four", Some("number"), None),
                ("–", None, Some("dashes")),
                ("“", None, Some("quotes")),
                ("” –", None, Some("quotes, dashes")),
            ]
        );
        assert_eq!(found[0].reasons, "“Four” became “Five”");
        assert!(compare("The same.", "The same.").is_empty());
    }

    proptest! {
        #[test]
        fn an_edit_is_what_the_texts_have_there(old in "[ab é市\\.\n]{0,40}", new in "[ab é市\\.\n]{0,40}") {
            for edit in compare(&old, &new) {
                prop_assert_eq!(&part(&old, edit.old_position, edit.old.chars().count()), &edit.old);
                prop_assert_eq!(&part(&new, edit.new_position, edit.new.chars().count()), &edit.new);
                prop_assert!(!edit.passages.is_empty());
            }
        }
    }
}
