//! Dispersion over positions, which needs no parts: measures of Savický and Hlaváčová (2002).

use serde::Serialize;

use crate::InvalidCounts;
use crate::error::within;
use crate::quotient::float;

/// How evenly a word is spread over a sequence of tokens. Distances are those between neighbours, the last and the first
/// included, as if the sequence were a ring. `None` for a word that doesn't occur.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PositionDispersion {
    /// Occurrences: f.
    pub count: u64,
    /// Tokens of the sequence: N.
    pub tokens: u64,
    /// ARF, Σ min(d, v)/v with v = N/f: close to f for a word that is evenly spread, close to 1 for one in a single place.
    pub average_reduced_frequency: Option<f64>,
    /// ALD, Σ d log₁₀ d / N: log₁₀ (N/f) evenly spread, close to log₁₀ N in a single place.
    pub average_logarithmic_distance: Option<f64>,
    /// AWT, ½ (1 + Σ d²/N), the mean number of tokens from any position to the next occurrence: ½ (1 + N/f) evenly spread,
    /// close to ½ (1 + N) in a single place.
    pub average_waiting_time: Option<f64>,
}

/// The dispersion of a word at `positions`, in ascending order and counted from 0, in a sequence of `tokens`.
///
/// # Errors
///
/// Positions that don't ascend, or that lie outside the sequence.
pub fn over_positions(positions: &[u64], tokens: u64) -> Result<PositionDispersion, InvalidCounts> {
    if let Some(pair) = positions.windows(2).find(|pair| pair[1] <= pair[0]) {
        return Err(InvalidCounts::PositionsNotAscending { previous: pair[0], next: pair[1] });
    }
    let count = positions.len() as u64;
    let (Some(first), Some(last)) = (positions.first(), positions.last()) else {
        return Ok(PositionDispersion {
            count,
            tokens,
            average_reduced_frequency: None,
            average_logarithmic_distance: None,
            average_waiting_time: None,
        });
    };
    within(("a position, counted from 1,", last.saturating_add(1)), ("the number of tokens", tokens))?;
    let around = tokens - last + first;
    let distances = || positions.windows(2).map(|pair| pair[1] - pair[0]).chain([around]).map(float);
    let (all, even) = (float(tokens), float(tokens) / float(count));
    Ok(PositionDispersion {
        count,
        tokens,
        average_reduced_frequency: Some(distances().map(|distance| distance.min(even) / even).sum()),
        average_logarithmic_distance: Some(
            distances().map(|distance| distance * distance.log10()).sum::<f64>() / all,
        ),
        average_waiting_time: Some(
            0.5 * (1.0 + distances().map(|distance| distance * distance).sum::<f64>() / all),
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(value: Option<f64>, expected: f64) {
        assert!((value.unwrap() - expected).abs() < 1e-12, "{value:?} {expected}");
    }

    #[test]
    fn an_evenly_spread_word_keeps_its_frequency() {
        let even = over_positions(&[5, 105, 205, 305, 405, 505, 605, 705, 805, 905], 1000).unwrap();
        close(even.average_reduced_frequency, 10.0);
        close(even.average_logarithmic_distance, 2.0);
        close(even.average_waiting_time, 50.5);
    }

    #[test]
    fn a_word_in_a_single_place_counts_about_once() {
        let clumped = over_positions(&[500, 501, 502, 503], 1000).unwrap();
        close(clumped.average_reduced_frequency, 1.0 + 3.0 / 250.0);
        close(clumped.average_logarithmic_distance, 0.997 * 997f64.log10());
        close(clumped.average_waiting_time, 0.5 * (1.0 + (3.0 + 997.0 * 997.0) / 1000.0));
    }

    #[test]
    fn it_does_not_matter_where_the_ring_begins() {
        let here = over_positions(&[0, 3, 10], 20).unwrap();
        let there = over_positions(&[7, 10, 17], 20).unwrap();
        assert_eq!(here.average_waiting_time, there.average_waiting_time);
    }

    #[test]
    fn the_waiting_time_is_the_mean_over_all_positions() {
        let (positions, tokens) = ([2u64, 3, 11], 15u64);
        let wait =
            |from: u64| (1..=tokens).find(|step| positions.contains(&((from + step) % tokens))).unwrap();
        let mean = float((0..tokens).map(wait).sum()) / float(tokens);
        close(over_positions(&positions, tokens).unwrap().average_waiting_time, mean);
    }

    #[test]
    fn a_word_that_does_not_occur_has_no_dispersion() {
        let none = over_positions(&[], 10).unwrap();
        assert_eq!((none.average_reduced_frequency, none.average_waiting_time), (None, None));
    }

    #[test]
    fn impossible_positions_are_refused() {
        assert!(over_positions(&[3, 3], 10).is_err());
        assert!(over_positions(&[3, 10], 10).is_err());
    }
}
