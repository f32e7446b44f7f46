//! Quotations in Chinese, which has no spaces between words.

use crate::mark::Marked;
use crate::marked::kind;
use crate::{Quotation, QuotationKind, SpeakerMention};
use std::ops::Range;

/// Words that introduce a statement, longest first.
const CUES: [&str; 33] = [
    "在一份声明中说",
    "强调指出",
    "表示",
    "指出",
    "强调",
    "认为",
    "宣布",
    "称",
    "说",
    "說",
    "道",
    "透露",
    "补充",
    "回应",
    "呼吁",
    "警告",
    "承认",
    "解释",
    "重申",
    "写道",
    "寫道",
    "問道",
    "问道",
    "報道",
    "报道",
    "回應",
    "呼籲",
    "強調",
    "認為",
    "宣佈",
    "宣布说",
    "告诉",
    "稱",
];

/// Signs that end a clause.
const ENDS: [char; 12] = ['。', '，', '；', '！', '？', '、', '\n', '：', '”', '」', '“', '「'];

/// Maximum number of characters of a speaker.
const SPEAKER: usize = 24;

/// The statements of a Chinese text: those in quotation marks, and those behind `表示，` and similar words.
pub(crate) fn quotations(text: &str, marks: &[Marked]) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = marks
        .iter()
        .filter(|mark| is_statement(text, mark))
        .map(|mark| {
            let (speaker, cue) = introduced(text, mark.outer.start).unzip();
            Quotation { range: mark.inner.clone(), kind: kind(&text[mark.inner.clone()]), speaker, cue }
        })
        .collect();
    found.extend(reported(text, marks));
    found
}

/// A term in marks is short, and nothing introduces it.
fn is_statement(text: &str, mark: &Marked) -> bool {
    let passage = &text[mark.inner.clone()];
    let is_sentence = passage.ends_with(['。', '，', '！', '？', '…']);
    is_sentence || passage.chars().count() > 8 || text[..mark.outer.start].ends_with(['：', ':'])
}

/// The speaker and the cue right before a place, with a colon or a comma in between.
fn introduced(text: &str, place: usize) -> Option<(SpeakerMention, Range<usize>)> {
    let before = text[..place].trim_end_matches(['：', ':', '，', ',', ' ', '“', '「']);
    let cue = CUES.iter().find(|cue| before.ends_with(*cue))?;
    let cue_start = before.len() - cue.len();
    let clause = before[..cue_start]
        .rfind(ENDS)
        .map_or(0, |end| end + before[end..].chars().next().map_or(0, char::len_utf8));
    let subject = before[clause..cue_start].trim();
    // Day and place come before the verb: 周一, 当天, 在北京.
    let subject = subject.split(['日', '周', '在']).find(|part| !part.is_empty())?;
    let characters = subject.chars().count();
    let start = clause + before[clause..cue_start].find(subject)?;
    (1..=SPEAKER).contains(&characters).then(|| {
        (SpeakerMention { range: start..start + subject.len(), resolved: None }, cue_start..before.len())
    })
}

/// Statements without marks: from the comma or colon behind a cue to the end of the sentence.
fn reported(text: &str, marks: &[Marked]) -> Vec<Quotation> {
    let mut found = Vec::new();
    for (place, sign) in text.match_indices(['，', '：', ',', ':']) {
        let start = place + sign.len();
        let next = marks.partition_point(|mark| mark.outer.end <= start);
        let is_marked = marks.get(next).is_some_and(|mark| mark.outer.start <= start);
        let Some((speaker, cue)) = introduced(text, start).filter(|(_, cue)| !is_marked && cue.end == place)
        else {
            continue;
        };
        let rest = &text[start..];
        let end = start + rest.find(['。', '！', '？', '\n']).unwrap_or(rest.len());
        if !text[start..end].trim_start().is_empty() && !text[start..].trim_start().starts_with(['“', '「'])
        {
            found.push(Quotation {
                range: start..end,
                kind: QuotationKind::Reported,
                speaker: Some(speaker),
                cue: Some(cue),
            });
        }
    }
    found
}
