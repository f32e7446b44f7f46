//! Strips of half blocks.

use super::{Strip, StripPlot};
use crate::text::{columns as columns_of, grouped, padded, shortened, trimmed_lines};

/// The columns of a strip that labels leave free.
const SHORTEST: usize = 18;

pub(super) fn drawn(plot: &StripPlot, columns: usize) -> String {
    let counts: Vec<[String; 2]> =
        plot.strips.iter().map(|strip| [grouped(strip.hits.len() as u64), grouped(strip.words)]).collect();
    let widest = |cell: usize, heading: &str| {
        counts.iter().map(|row| row[cell].len()).max().unwrap_or(0).max(heading.len())
    };
    let (hits, words) = (widest(0, "hits"), widest(1, "words"));
    // Two ends of the strip, a space before it, two behind it, and one between the numbers.
    let room = columns.saturating_sub(hits + words + 6);
    let labels = plot.strips.iter().map(|strip| columns_of(&strip.label)).max().unwrap_or(0);
    let labels = labels.min(columns * 3 / 10).min(room.saturating_sub(SHORTEST));
    let length = (room - labels).max(1);
    let line = |label: &str, strip: &str, row: [&str; 2]| {
        format!("{} {strip}  {:>hits$} {:>words$}", padded(label, labels), row[0], row[1])
    };
    let scale = format!("{:<1$} last word", "first word", length.saturating_sub(8));
    let heading = line("", &shortened(&scale, length + 2), ["hits", "words"]);
    let strips = plot.strips.iter().zip(&counts).map(|(strip, row)| {
        line(&strip.label, &format!("│{}│", marks(strip, length)), row.each_ref().map(String::as_str))
    });
    trimmed_lines([shortened(&plot.title, columns), String::new(), heading].into_iter().chain(strips))
}

/// A strip of so many columns, each with two places.
fn marks(strip: &Strip, length: usize) -> String {
    let mut places = vec![false; 2 * length];
    for &hit in &strip.hits {
        places[strip.place(hit, 2 * length)] = true;
    }
    let mark = |pair: &[bool]| match pair {
        [true, true] => '█',
        [true, _] => '▌',
        [_, true] => '▐',
        _ => ' ',
    };
    places.chunks(2).map(mark).collect()
}
