//! What makes a word a keyword.

use serde::Serialize;

use super::Frequency;
use crate::InvalidCounts;

/// Which corpus has more of the keywords.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Words that are more frequent in the target.
    #[default]
    Target,
    /// Words that are more frequent in the reference.
    Reference,
    /// Both.
    Either,
}

/// The measure that words are ranked by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ranking {
    /// By effect: twice as frequent is one point.
    #[default]
    LogRatio,
    /// By effect, with a smoothing that prefers rare or frequent words.
    SimpleMaths,
    /// By effect, infinite for words that the reference doesn't have.
    PercentDifference,
    /// By effect, between −1 and 1.
    DifferenceCoefficient,
    /// By effect.
    OddsRatio,
    /// By significance, which grows with the size of the corpora.
    LogLikelihood,
}

/// What makes a word a keyword, and the order of keywords.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct KeynessOptions {
    /// The largest probability of a difference by chance, by G²: 0 to 1; 1 for any word.
    pub maximum_p: f64,
    /// Whether that is divided by the number of words that are compared (Bonferroni), since of many words some differ by chance.
    pub bonferroni: bool,
    /// The smallest BIC.
    pub minimum_bic: Option<f64>,
    /// The smallest frequency, in the corpus where the word is more frequent.
    pub minimum: Frequency,
    /// Which corpus has more of the word.
    pub direction: Direction,
    /// The measure of the order. Ties are in the order of |G²|, then of the words.
    pub ranking: Ranking,
    /// The number that simple maths adds to both frequencies per million: above 0.
    pub smoothing: f64,
}

impl Default for KeynessOptions {
    fn default() -> Self {
        Self {
            maximum_p: 0.001,
            bonferroni: true,
            minimum_bic: None,
            minimum: Frequency { tokens: 3, articles: 1 },
            direction: Direction::default(),
            ranking: Ranking::default(),
            smoothing: 1.0,
        }
    }
}

impl KeynessOptions {
    /// Whether all options are in their ranges.
    pub(super) fn check(&self) -> Result<(), InvalidCounts> {
        if !(0.0..=1.0).contains(&self.maximum_p) {
            return Err(InvalidCounts::OutOfRange {
                name: "the maximum p",
                value: self.maximum_p,
                range: "from 0 to 1",
            });
        }
        if !(self.smoothing > 0.0 && self.smoothing.is_finite()) {
            return Err(InvalidCounts::OutOfRange {
                name: "the smoothing",
                value: self.smoothing,
                range: "above 0 and finite",
            });
        }
        Ok(())
    }
}
