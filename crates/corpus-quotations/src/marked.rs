//! Quotations in quotation marks, with their speakers.

use crate::cue::{Cue, CueKind};
use crate::mark::Marked;
use crate::mention;
use crate::token::CutArticle;
use crate::{Quotation, QuotationKind, SpeakerMention};
use std::ops::Range;

/// Maximum number of words between a quotation and the verb behind it.
const BEHIND: usize = 12;

/// Maximum number of words of a title or a term in quotation marks.
const TITLE: usize = 12;

/// The quotations of an article in a language without rules: what is in marks and no title or single term.
pub(crate) fn alone(text: &str, marks: &[Marked]) -> Vec<Quotation> {
    let quoted = marks.iter().filter(|mark| !is_title(&text[mark.inner.clone()]));
    quoted
        .map(|mark| Quotation {
            range: mark.inner.clone(),
            kind: kind(&text[mark.inner.clone()]),
            speaker: None,
            cue: None,
        })
        .collect()
}

/// Whether a passage in marks is a title: no question, and all its longer words begin with capitals.
pub(crate) fn is_title(passage: &str) -> bool {
    let words: Vec<&str> = passage.split_whitespace().collect();
    let is_spoken = passage.trim_end().ends_with(['!', '?', '…', '—', '–', ';', '。', '，', '！', '？']);
    let is_capital = |word: &str| {
        word.chars().find(|character| character.is_alphanumeric()).is_none_or(|first| !first.is_lowercase())
    };
    let longer = || words.iter().filter(|word| word.chars().count() > 3);
    let has_letters = passage.chars().any(|character| character.is_uppercase() || character.is_lowercase());
    has_letters
        && !is_spoken
        && words.len() <= TITLE
        && words.iter().filter(|word| word.starts_with(char::is_uppercase)).count() > 1
        && longer().all(|word| is_capital(word))
        && words.first().is_some_and(|word| is_capital(word))
}

/// Direct, if it is a sentence.
pub(crate) fn kind(passage: &str) -> QuotationKind {
    let begins = passage
        .chars()
        .find(|character| character.is_alphanumeric())
        .is_some_and(|first| !first.is_lowercase());
    let ends = passage.trim_end().ends_with(['.', ',', '!', '?', '…', '—', '。', '，', '！', '？', '-']);
    if begins && ends { QuotationKind::Direct } else { QuotationKind::Mixed }
}

/// The marked quotations of an article.
pub(crate) fn quotations(article: &CutArticle, cues: &[Cue]) -> Vec<Quotation> {
    let mut found: Vec<FoundQuotation> = Vec::new();
    for mark in article.marks {
        let passage = &article.text[mark.inner.clone()];
        let words = article.first_at(mark.inner.start)..article.first_at(mark.inner.end);
        if words.is_empty() {
            continue;
        }
        let source = Surroundings { article, cues, words: words.clone() };
        let attribution = source.find(&found);
        // A title of some words, or a word used with distance, is nobody's statement unless a verb of saying introduces it.
        let is_said = attribution.as_ref().is_some_and(|attribution| attribution.is_said);
        if is_title(passage) && !is_said {
            continue;
        }
        found.push(FoundQuotation { words, attribution });
    }
    found
        .into_iter()
        .map(|FoundQuotation { words, attribution }| {
            let mark = article.tokens[words.start].marked.map(|mark| article.marks[mark].inner.clone());
            let range = mark.unwrap_or_else(|| article.bytes(&words));
            let kind = kind(&article.text[range.clone()]);
            let (speaker, cue) = attribution.map_or((None, None), |attribution| {
                let speaker = attribution
                    .speaker
                    .map(|words| SpeakerMention { range: article.bytes(&words), resolved: None });
                (speaker, attribution.cue.map(|words| article.bytes(&words)))
            });
            Quotation { range, kind, speaker, cue }
        })
        .collect()
}

struct FoundQuotation {
    words: Range<usize>,
    attribution: Option<Attribution>,
}

#[derive(Debug, Clone)]
struct Attribution {
    speaker: Option<Range<usize>>,
    cue: Option<Range<usize>>,
    /// Whether a cue of the same sentence introduces it.
    is_said: bool,
}

/// The surroundings of a quotation.
struct Surroundings<'a> {
    article: &'a CutArticle<'a>,
    cues: &'a [Cue],
    words: Range<usize>,
}

impl Surroundings<'_> {
    fn find(&self, earlier: &[FoundQuotation]) -> Option<Attribution> {
        self.behind()
            .or_else(|| self.in_front())
            .or_else(|| self.at_end())
            .or_else(|| self.same_sentence(earlier))
            .or_else(|| self.subject_of_sentence())
            .or_else(|| self.same_paragraph(earlier))
            .or_else(|| self.sentence_before(earlier))
            .or_else(|| self.paragraph_before(earlier))
    }

    fn sentence(&self, word: usize) -> Range<usize> {
        self.article.sentences[self.article.tokens[word].sentence].clone()
    }

    /// The words behind the quotation, up to the end of the sentence or the next quotation.
    fn rest(&self) -> Range<usize> {
        let last = self.words.end - 1;
        let end = self.sentence(last).end;
        let next = (self.words.end..end).find(|place| self.article.tokens[*place].marked.is_some());
        self.words.end..next.unwrap_or(end)
    }

    /// The words of the sentence in front of the quotation, back to the quotation before it.
    fn front(&self) -> Range<usize> {
        let start = self.sentence(self.words.start).start;
        let before =
            (start..self.words.start).rev().find(|place| self.article.tokens[*place].marked.is_some());
        before.map_or(start, |place| place + 1)..self.words.start
    }

    fn cues_in<'b>(&'b self, words: &'b Range<usize>) -> impl DoubleEndedIterator<Item = &'b Cue> + 'b {
        let start = self.cues.partition_point(|cue| cue.words.start < words.start);
        self.cues[start..].iter().take_while(|cue| cue.words.end <= words.end).collect::<Vec<_>>().into_iter()
    }

    /// `“So be it,” said the mayor`, `“So be it,” the mayor said`: the quotation ends with a sign that the sentence goes on to the
    /// speaker.
    fn behind(&self) -> Option<Attribution> {
        let article = self.article;
        let rest = self.rest();
        let is_clear = article.gap(self.words.end - 1).contains([',', '?', '!', '—', '–', '…']);
        let cue = self.cues_in(&rest).find(|cue| cue.kind != CueKind::Thinking).filter(|_| is_clear)?;
        // A full clause in between belongs to what follows.
        let is_near = cue.words.start - rest.start <= BEHIND
            && !(rest.start..cue.words.start).any(|place| article.gap(place).contains([';', ':', '.']));
        let is_first = || {
            (rest.start..cue.words.start)
                .all(|place| article.table.auxiliaries.contains(article.lower(place)))
        };
        let speaker = if !is_near {
            return None;
        } else if cue.kind == CueKind::According || is_first() {
            mention::after(article, cue.words.end, rest.end)
        } else {
            mention::before(article, cue.words.start, rest.start)
        }?;
        Some(Attribution { speaker: Some(speaker), cue: Some(cue.words.clone()), is_said: true })
    }

    /// `The plan is “madness” for the town, the mayor said`: the end of the sentence, behind a comma.
    fn at_end(&self) -> Option<Attribution> {
        let article = self.article;
        let rest = self.rest();
        let ended = self.cues_in(&rest).filter(|cue| cue.kind != CueKind::Thinking).find_map(|cue| {
            let speaker = match cue.kind {
                CueKind::According => mention::after(article, cue.words.end, rest.end)?,
                _ => mention::before(article, cue.words.start, rest.start)
                    .or_else(|| mention::after(article, cue.words.end, rest.end))?,
            };
            let first = speaker.start.min(cue.words.start);
            // `“So be it” the mayor said` lacks its comma.
            let is_apart = first == rest.start || first > 0 && article.gap(first - 1).contains(',');
            is_apart.then_some((speaker, cue.words.clone()))
        });
        let (speaker, cue) = ended?;
        Some(Attribution { speaker: Some(speaker), cue: Some(cue), is_said: false })
    }

    /// `The mayor said: “So be it”`, `According to the mayor, “so be it”`.
    fn in_front(&self) -> Option<Attribution> {
        let article = self.article;
        let front = self.front();
        // A verb of thinking may be a part of what is said: `said that he believes`.
        let last = |kind: CueKind| self.cues_in(&front).rfind(|cue| cue.kind == kind);
        let cue =
            last(CueKind::According).or_else(|| last(CueKind::Saying)).or_else(|| last(CueKind::Thinking))?;
        let speaker = match cue.kind {
            CueKind::According => mention::after(article, cue.words.end, front.end),
            _ => mention::before(article, cue.words.start, front.start),
        };
        let speaker = speaker.or_else(|| {
            let earlier = self.cues_in(&front).rfind(|earlier| earlier.words.start < cue.words.start)?;
            mention::before(article, earlier.words.start, front.start)
        });
        let speaker = speaker.or_else(|| mention::first(article, &(front.start..cue.words.start)));
        Some(Attribution {
            speaker: Some(speaker?),
            cue: Some(cue.words.clone()),
            is_said: cue.kind != CueKind::Thinking,
        })
    }

    /// `“So,” said the mayor, “be it”`: the speaker of a quotation in the same sentence.
    fn same_sentence(&self, earlier: &[FoundQuotation]) -> Option<Attribution> {
        let last = earlier.last()?;
        let article = self.article;
        let is_same =
            article.tokens[last.words.end - 1].sentence == article.tokens[self.words.start].sentence;
        last.attribution.clone().filter(|_| is_same)
    }

    /// `The mayor’s plan is “madness” to many`: the first name or pronoun of the sentence.
    fn subject_of_sentence(&self) -> Option<Attribution> {
        let front = self.front();
        let speaker = mention::first(self.article, &front)?;
        Some(Attribution { speaker: Some(speaker), cue: None, is_said: false })
    }

    /// The speaker of the quotation before in the same paragraph.
    fn same_paragraph(&self, earlier: &[FoundQuotation]) -> Option<Attribution> {
        let last = earlier.last()?;
        let is_same = self.paragraph(last.words.end - 1) == self.paragraph(self.words.start);
        let attribution = last.attribution.clone().filter(|_| is_same)?;
        Some(Attribution { cue: None, is_said: false, ..attribution })
    }

    /// `The mayor was angry. “So be it.”`: the subject of the sentence before, in the same paragraph or above.
    fn sentence_before(&self, earlier: &[FoundQuotation]) -> Option<Attribution> {
        let article = self.article;
        let sentence = article.tokens[self.words.start].sentence.checked_sub(1)?;
        let quoted = earlier.last().filter(|last| article.tokens[last.words.end - 1].sentence == sentence);
        if let Some(attribution) = quoted.and_then(|quoted| quoted.attribution.clone()) {
            return Some(Attribution { cue: None, is_said: false, ..attribution });
        }
        let words = article.sentences[sentence].clone();
        if article.paragraphs[sentence] + 1 < self.paragraph(self.words.start) {
            return None;
        }
        let cue = self.cues_in(&words).rfind(|cue| cue.kind == CueKind::Saying);
        let speaker = cue
            .and_then(|cue| mention::before(article, cue.words.start, words.start))
            .or_else(|| mention::first(article, &words))?;
        Some(Attribution { speaker: Some(speaker), cue: None, is_said: false })
    }

    /// The speaker of the last quotation of the paragraph before.
    fn paragraph_before(&self, earlier: &[FoundQuotation]) -> Option<Attribution> {
        let last = earlier.last()?;
        let is_near = self.paragraph(last.words.end - 1) + 1 >= self.paragraph(self.words.start);
        let attribution = last.attribution.clone().filter(|_| is_near)?;
        Some(Attribution { cue: None, is_said: false, ..attribution })
    }

    fn paragraph(&self, word: usize) -> usize {
        self.article.paragraphs[self.article.tokens[word].sentence]
    }
}
