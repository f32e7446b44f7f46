#![doc = include_str!("../README.md")]
//!
//! # Steps
//!
//! 1. `mark` finds the passages in quotation marks.
//! 2. `token` cuts the text into words and sentences, knowing these passages.
//! 3. `cue` finds the verbs and phrases that introduce statements, and `mention` whose statements they are.
//! 4. `marked` and `reported` make quotations of both.
//! 5. `resolve` finds which name a pronoun or a family name stands for.

#![forbid(unsafe_code)]

mod chinese;
mod cue;
mod languages;
mod mark;
mod marked;
mod mention;
mod reported;
mod resolve;
mod token;

pub use languages::QuotationLanguage;
use serde::Serialize;
use std::ops::Range;

/// Number of the rules. Another number makes stored results stale.
pub const RULES: u32 = 1;

/// How a statement is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum QuotationKind {
    /// Sentences in quotation marks.
    Direct,
    /// A part of a sentence in quotation marks.
    Mixed,
    /// Without quotation marks.
    Reported,
}

/// A statement that an article gives as somebody's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quotation {
    /// Its bytes in the text, without the quotation marks.
    pub range: Range<usize>,
    /// How it is given.
    pub kind: QuotationKind,
    /// Who makes it.
    pub speaker: Option<SpeakerMention>,
    /// The bytes of the words that introduce it, such as `said` or `according to`.
    pub cue: Option<Range<usize>>,
}

impl Quotation {
    /// Whether it is in quotation marks.
    #[must_use]
    pub fn is_marked(&self) -> bool {
        self.kind != QuotationKind::Reported
    }
}

/// A mention of the speaker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpeakerMention {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// The name that a pronoun, a role or a family name stands for, as far as the article tells.
    pub resolved: Option<String>,
}

/// The statements of a text, in order. A reported statement may contain marked ones. Without a known language only those in
/// quotation marks are found, without speakers.
#[must_use]
pub fn quotations(text: &str, language: Option<QuotationLanguage>) -> Vec<Quotation> {
    let marks = mark::marked(text);
    let mut found = match language {
        None => marked::alone(text, &marks),
        Some(QuotationLanguage::Chinese) => chinese::quotations(text, &marks),
        Some(language) => {
            let article = token::CutArticle::of(text, &marks, language.table());
            let cues = cue::cues(&article);
            let mut found = marked::quotations(&article, &cues);
            found.extend(reported::quotations(&article, &cues, &found));
            resolve::resolve(&article, &mut found);
            found
        }
    };
    found.sort_by_key(|quotation| (quotation.range.start, quotation.range.end));
    found
}

#[cfg(test)]
mod tests;
