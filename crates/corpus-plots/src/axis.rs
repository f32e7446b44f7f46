//! Which values and periods an axis names.

use crate::text::{columns, decimal};

/// An axis of values from 0.
#[derive(Debug, PartialEq)]
pub(crate) struct ValueAxis {
    /// The distance of ticks.
    step: f64,
    /// The number of ticks above 0.
    pub(crate) steps: u16,
}

impl ValueAxis {
    /// An axis with about `steps` ticks up to the largest value.
    pub(crate) fn of(values: impl Iterator<Item = f64>, steps: u16) -> Self {
        let (largest, whole) = extent(values);
        let step = round_up(largest / f64::from(steps), &[1.0, 2.0, 5.0, 10.0], whole);
        let mut steps = 1;
        while step * f64::from(steps) < largest * (1.0 - ROUNDING) {
            steps += 1;
        }
        Self { step, steps }
    }

    /// An axis with ticks at the largest value, rounded up, and at half of it.
    pub(crate) fn halved(values: impl Iterator<Item = f64>) -> Self {
        let (largest, whole) = extent(values);
        let factors = [1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
        Self { step: round_up(largest / 2.0, &factors, whole), steps: 2 }
    }

    /// The value at the end of the axis.
    pub(crate) fn top(&self) -> f64 {
        self.step * f64::from(self.steps)
    }

    /// The value of a tick, which 0 begins.
    pub(crate) fn tick(&self, number: u16) -> f64 {
        self.step * f64::from(number)
    }

    /// The value of a tick as text. All ticks have the same number of decimals.
    pub(crate) fn label(&self, number: u16) -> String {
        let decimals = (0..9).find(|decimals| {
            let scaled = self.step * 10f64.powi(*decimals);
            (scaled - scaled.round()).abs() < 1e-6
        });
        decimal(self.tick(number), decimals.map_or(9, |decimals| usize::try_from(decimals).unwrap_or(0)))
    }
}

/// The relative error of a value that counts as round.
const ROUNDING: f64 = 1e-9;

/// The largest value, and whether all are whole.
fn extent(values: impl Iterator<Item = f64>) -> (f64, bool) {
    values.fold((0.0, true), |(largest, whole), value| (value.max(largest), whole && value.fract() == 0.0))
}

/// The next larger number that is one of the factors times a power of ten; 1 for zero. A whole number, if it has to be.
fn round_up(length: f64, factors: &[f64], whole: bool) -> f64 {
    if length <= 0.0 {
        return 1.0;
    }
    let power = 10f64.powf(length.log10().floor());
    let enough = |step: &f64| *step >= length * (1.0 - ROUNDING) && (!whole || step.fract() == 0.0);
    let step = factors.iter().map(|factor| factor * power).find(enough);
    step.unwrap_or(if whole { length.ceil() } else { length })
}

/// The labels of some periods, by the number of the period.
///
/// `room` is the length of the axis and `width` that of a text, in the same unit. Labels are coarser where
/// there are many: the months of some years are named by their years, if
/// these are at least four. Dates are those of ISO 8601, but any labels will do.
pub(crate) fn period_labels(
    periods: &[String],
    room: f64,
    width: impl Fn(&str) -> f64,
) -> Vec<(usize, String)> {
    let mut chosen: Vec<(usize, String)> = periods.iter().cloned().enumerate().collect();
    while let Some(coarser) = coarser(&chosen).filter(|coarser| coarser.len() >= 4) {
        chosen = coarser;
    }
    let widest = chosen.iter().map(|(_, label)| width(label)).fold(0.0, f64::max);
    let gap = width("  ");
    let fits = |step: usize| {
        let distance = chosen
            .iter()
            .step_by(step)
            .zip(chosen.iter().step_by(step).skip(1))
            .map(|(left, right)| right.0 - left.0)
            .min();
        distance.is_none_or(|distance| length(distance, periods.len(), room) >= widest + gap)
    };
    let steps = [1, 2, 3, 4, 6, 12, 24, 48, 96];
    let step = steps.into_iter().find(|step| fits(*step)).unwrap_or(chosen.len().max(1));
    chosen.into_iter().step_by(step).collect()
}

/// The length of so many periods on an axis.
#[expect(clippy::cast_precision_loss, reason = "no axis has 2⁵³ periods")]
pub(crate) fn length(periods: usize, all: usize, room: f64) -> f64 {
    periods as f64 * room / all.max(1) as f64
}

/// The labels without their last part, where this begins anew. The first counts only if it is a beginning.
fn coarser(labels: &[(usize, String)]) -> Option<Vec<(usize, String)>> {
    let mut previous = None;
    let mut coarser = Vec::new();
    for (period, label) in labels {
        let (prefix, last) = label.rsplit_once('-')?;
        let begins = previous.map_or(last.ends_with("01"), |previous| previous != prefix);
        if begins {
            coarser.push((*period, prefix.to_owned()));
        }
        previous = Some(prefix);
    }
    Some(coarser)
}

/// The width of a label in columns.
pub(crate) fn column_width(label: &str) -> f64 {
    f64::from(u32::try_from(columns(label)).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(axis: &ValueAxis) -> Vec<String> {
        (0..=axis.steps).map(|tick| axis.label(tick)).collect()
    }

    fn several(values: &[f64], steps: u16) -> Vec<String> {
        ticks(&ValueAxis::of(values.iter().copied(), steps))
    }

    #[test]
    fn ticks_are_round_numbers() {
        assert_eq!(several(&[3.0, 47.3], 5), ["0", "10", "20", "30", "40", "50"]);
        assert_eq!(several(&[0.31], 4), ["0.0", "0.1", "0.2", "0.3", "0.4"]);
        assert_eq!(several(&[12_345.5], 4), ["0", "5,000", "10,000", "15,000"]);
        assert_eq!(several(&[500.0], 5), ["0", "100", "200", "300", "400", "500"]);
    }

    #[test]
    fn ticks_of_counts_are_whole() {
        assert_eq!(several(&[2.0], 5), ["0", "1", "2"]);
        assert_eq!(several(&[0.0], 5), ["0", "1"]);
    }

    #[test]
    fn a_halved_axis_has_a_tick_in_the_middle() {
        let halved = |largest: f64| ticks(&ValueAxis::halved([largest].into_iter()));
        assert_eq!(halved(3.0), ["0", "2", "4"]);
        assert_eq!(halved(230.5), ["0", "120", "240"]);
        assert_eq!(halved(0.7), ["0.0", "0.4", "0.8"]);
        assert_eq!(halved(0.0), ["0", "1", "2"]);
    }

    fn months(years: std::ops::Range<u32>) -> Vec<String> {
        years.flat_map(|year| (1..=12).map(move |month| format!("{year}-{month:02}"))).collect()
    }

    fn labels(periods: &[String], room: f64) -> Vec<String> {
        period_labels(periods, room, column_width).into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn many_months_are_named_by_their_years() {
        assert_eq!(labels(&months(2019..2026), 70.0).len(), 7);
        assert_eq!(labels(&months(2019..2026), 70.0)[0], "2019");
        assert_eq!(labels(&months(2019..2026), 30.0), ["2019", "2021", "2023", "2025"]);
    }

    #[test]
    fn few_months_are_named_at_regular_distances() {
        assert_eq!(
            labels(&months(2024..2026), 70.0),
            ["2024-01", "2024-05", "2024-09", "2025-01", "2025-05", "2025-09"]
        );
        assert_eq!(labels(&months(2024..2025)[..3], 70.0), ["2024-01", "2024-02", "2024-03"]);
    }

    #[test]
    fn days_are_named_by_the_months_that_they_begin() {
        let days: Vec<String> = (3..9)
            .flat_map(|month| (1..31).map(move |day| format!("2024-{month:02}-{day:02}")))
            .skip(14)
            .collect();
        assert_eq!(labels(&days, 70.0), ["2024-04", "2024-05", "2024-06", "2024-07", "2024-08"]);
    }

    #[test]
    fn labels_without_dates_are_kept() {
        let words = ["spring", "summer"].map(str::to_owned);
        assert_eq!(labels(&words, 70.0), words);
        assert!(labels(&[], 70.0).is_empty());
    }
}
