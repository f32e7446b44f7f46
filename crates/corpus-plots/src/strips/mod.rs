//! Where in articles hits are.

mod drawing;
mod terminal;

use crate::{InvalidPlot, MINIMUM_COLUMNS};

/// An article and the hits in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strip {
    /// The name of the article.
    pub label: String,
    /// The number of words of the article.
    pub words: u64,
    /// The positions of the hits in words, counted from 0.
    pub hits: Vec<u64>,
}

/// Hits within articles: a strip for each article, from its first to its last word, with a mark at each hit. All strips have one
/// length, so positions are relative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StripPlot {
    /// The heading.
    pub title: String,
    /// The articles, from top to bottom.
    pub strips: Vec<Strip>,
}

impl StripPlot {
    /// The plot as lines of text of at most `columns` columns. A column of a strip has two places, and a mark may stand for several
    /// hits; their number is beside the strip.
    ///
    /// # Errors
    ///
    /// Fewer columns than [`MINIMUM_COLUMNS`], or a hit outside its article.
    pub fn terminal(&self, columns: usize) -> Result<String, InvalidPlot> {
        if columns < MINIMUM_COLUMNS {
            return Err(InvalidPlot::TooNarrow(columns));
        }
        self.check()?;
        Ok(terminal::drawn(self, columns))
    }

    /// The plot as an SVG document. Colours follow the reader's light or dark scheme. Each strip has its label, words and hits in the
    /// attributes `data-label`, `data-words` and `data-hits`.
    ///
    /// # Errors
    ///
    /// A hit outside its article.
    pub fn svg(&self) -> Result<String, InvalidPlot> {
        self.check()?;
        Ok(drawing::drawn(self))
    }

    fn check(&self) -> Result<(), InvalidPlot> {
        for strip in &self.strips {
            if let Some(&hit) = strip.hits.iter().find(|hit| **hit >= strip.words) {
                return Err(InvalidPlot::HitOutside { label: strip.label.clone(), hit, words: strip.words });
            }
        }
        Ok(())
    }
}

impl Strip {
    /// Hits and words in words.
    fn counts(&self) -> String {
        let hits = crate::text::counted(self.hits.len() as u64, "hit", "hits");
        format!("{hits} in {}", crate::text::counted(self.words, "word", "words"))
    }

    /// The place of a hit among `places` of equal length.
    fn place(&self, hit: u64, places: usize) -> usize {
        let place = u128::from(hit) * places as u128 / u128::from(self.words.max(1));
        usize::try_from(place).unwrap_or(usize::MAX)
    }
}
