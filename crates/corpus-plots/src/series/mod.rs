//! Frequencies over time.

mod drawing;
mod terminal;

use crate::{InvalidPlot, MINIMUM_COLUMNS};

/// The largest value for which an axis has room.
const LARGEST: f64 = 1e15;

/// Values of something, one for each period.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The name, for example a word or an outlet.
    pub label: String,
    /// The values in the order of the periods. `None` is a gap, for example a month without texts, which isn't zero.
    pub values: Vec<Option<f64>>,
}

/// The shape of values in an SVG document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Marks {
    /// Lines, which end at gaps.
    #[default]
    Lines,
    /// Bars, those of a period side by side.
    Bars,
}

/// One or several series over the same periods, on the same axes.
#[derive(Debug, Clone, PartialEq)]
pub struct TimePlot {
    /// The heading.
    pub title: String,
    /// The unit of the values, for example `per million words`.
    pub unit: String,
    /// The name of what a gap is, for example `no texts`.
    pub gap: String,
    /// The labels of all periods, without omissions and of equal length, for example `2024-01`, `2024-W07` or `2024-01-31`.
    pub periods: Vec<String>,
    /// The series. Eight have colours and dashes of their own.
    pub series: Vec<Series>,
    /// The shape of values in an SVG document; in a terminal there are always bars.
    pub marks: Marks,
}

impl TimePlot {
    /// The plot as lines of text of at most `columns` columns: series one below the other, with bars of eighths of a line. Where there are
    /// more periods than columns, a column is the mean of several, and the plot says so.
    ///
    /// # Errors
    ///
    /// Fewer columns than [`MINIMUM_COLUMNS`], or a series that doesn't fit its periods or has a value that is no frequency.
    pub fn terminal(&self, columns: usize) -> Result<String, InvalidPlot> {
        if columns < MINIMUM_COLUMNS {
            return Err(InvalidPlot::TooNarrow(columns));
        }
        self.check()?;
        Ok(terminal::drawn(self, columns))
    }

    /// The plot as an SVG document. Colours follow the reader's light or dark scheme. The description has all values as a table; each
    /// series has its own in the attributes `data-label` and `data-values`, with `-` for a gap.
    ///
    /// # Errors
    ///
    /// A series that doesn't fit its periods or has a value that is no frequency.
    pub fn svg(&self) -> Result<String, InvalidPlot> {
        self.check()?;
        Ok(drawing::drawn(self))
    }

    fn check(&self) -> Result<(), InvalidPlot> {
        for series in &self.series {
            let (label, values) = (series.label.clone(), series.values.len());
            if values != self.periods.len() {
                return Err(InvalidPlot::WrongNumberOfValues { label, values, periods: self.periods.len() });
            }
            let wrong = series.values.iter().flatten().find(|value| !(0.0..=LARGEST).contains(*value));
            if let Some(&value) = wrong {
                return Err(InvalidPlot::NoFrequency { label, value });
            }
        }
        Ok(())
    }

    /// The values of all series.
    fn values(&self) -> impl Iterator<Item = f64> {
        self.series.iter().flat_map(|series| series.values.iter().flatten().copied())
    }

    /// Whether a series has a gap.
    fn has_gaps(&self) -> bool {
        self.series.iter().any(|series| series.values.contains(&None))
    }
}
