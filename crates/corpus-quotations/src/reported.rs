//! Statements without quotation marks.

use crate::cue::{Cue, CueKind};
use crate::mention;
use crate::token::CutArticle;
use crate::{Quotation, QuotationKind, SpeakerMention};
use std::ops::Range;

/// Minimum number of words of a statement.
const LEAST: usize = 3;

/// Verbs whose object is who was told: `told the council that`.
const WITH_LISTENER: [&str; 8] = ["told", "tells", "tell", "telling", "asked", "asks", "urged", "warned"];

/// The reported statements of an article: at most one for each sentence, the widest. `marked` are its marked quotations.
pub(crate) fn quotations(article: &CutArticle, cues: &[Cue], marked: &[Quotation]) -> Vec<Quotation> {
    let mut found = Vec::new();
    for sentence in &article.sentences {
        // A line with an address has names, but no statement.
        if article.text[article.bytes(sentence)].contains("://") {
            continue;
        }
        let start = cues.partition_point(|cue| cue.words.start < sentence.start);
        let inside = cues[start..].iter().take_while(|cue| cue.words.end <= sentence.end);
        let statement = inside.into_iter().find_map(|cue| statement(article, cue, sentence));
        // What is in quotation marks as a whole is no second statement.
        found.extend(statement.filter(|statement| !is_marked(article, &statement.range, marked)));
    }
    found
}

fn is_marked(article: &CutArticle, range: &Range<usize>, marked: &[Quotation]) -> bool {
    let words = article.first_at(range.start)..article.first_at(range.end);
    let outside = words.filter(|word| article.tokens[*word].marked.is_none()).count();
    // Marked quotations are in order and apart, so only the last that begins before can contain it.
    let place = marked.partition_point(|quotation| quotation.range.start <= range.start);
    let contains = place.checked_sub(1).is_some_and(|last| range.end <= marked[last].range.end);
    outside < LEAST || contains
}

fn statement(article: &CutArticle, cue: &Cue, sentence: &Range<usize>) -> Option<Quotation> {
    let (speaker, content) = match cue.kind {
        CueKind::According => according(article, cue, sentence)?,
        _ => said(article, cue, sentence)?,
    };
    (content.len() >= LEAST).then(|| Quotation {
        range: article.bytes(&content),
        kind: QuotationKind::Reported,
        speaker: Some(SpeakerMention { range: article.bytes(&speaker), resolved: None }),
        cue: Some(article.bytes(&cue.words)),
    })
}

/// `According to the mayor, fares rise`, `Fares rise, according to the mayor`.
fn according(
    article: &CutArticle,
    cue: &Cue,
    sentence: &Range<usize>,
) -> Option<(Range<usize>, Range<usize>)> {
    let speaker = mention::after(article, cue.words.end, sentence.end)?;
    let content = if cue.words.start == sentence.start {
        let comma = (speaker.end - 1..sentence.end).find(|place| article.gap(*place).contains(','));
        // In German the verb follows without a comma.
        let start = if article.table.has_capital_nouns { speaker.end } else { comma? + 1 };
        start..sentence.end
    } else {
        sentence.start..cue.words.start
    };
    Some((speaker, content))
}

fn said(article: &CutArticle, cue: &Cue, sentence: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let table = article.table;
    let verb = cue.words.end;
    let rest = verb..sentence.end;
    let is_last = rest.len() < LEAST || article.gap(verb - 1).contains([',', '.']);
    if is_last {
        // `Fares rise, the mayor said`, `Fares rise, said the mayor`.
        let speaker = mention::before(article, cue.words.start, sentence.start)
            .filter(|speaker| speaker.start > sentence.start)
            .or_else(|| mention::after(article, verb, sentence.end))?;
        let end = speaker.start.min(cue.words.start);
        let has_comma = end > sentence.start && article.gap(end - 1).contains(',');
        return (cue.kind == CueKind::Saying && has_comma).then_some((speaker, sentence.start..end));
    }
    let speaker = mention::before(article, cue.words.start, sentence.start)?;
    // A participle such as `the plan announced on Monday` has no subject of its own before it.
    let that = rest.clone().take(8).find(|place| table.that.contains(article.lower(*place)));
    let start = match that {
        Some(that) => that + 1,
        None if WITH_LISTENER.contains(&article.lower(verb - 1)) => {
            mention::after(article, verb, sentence.end)?.end
        }
        None => verb,
    };
    (start < sentence.end).then_some((speaker, start..sentence.end))
}
