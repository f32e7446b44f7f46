//! Strips as SVG.

use maud::{Markup, html};

use super::{Strip, StripPlot};
use crate::svg::{WIDTH, document, pixels, text_width};
use crate::text::{columns, grouped, harmless, shortened};

/// The distance of strips, in pixels.
const DISTANCE: f64 = 22.0;
const THICKNESS: f64 = 14.0;
const TOP: f64 = 66.0;
/// Room for the numbers at the right.
const NUMBERS: f64 = 130.0;
/// The longest label, in characters.
const LABEL: usize = 32;

pub(super) fn drawn(plot: &StripPlot) -> String {
    let widest = plot.strips.iter().map(|strip| columns(&strip.label).min(LABEL)).max().unwrap_or(0);
    let left = 16.0 + text_width(&" ".repeat(widest)) + 12.0;
    let length = WIDTH - left - NUMBERS;
    let content = html! {
        text class="note" x=(pixels(left)) y=(pixels(TOP - 10.0)) { "first word" }
        text class="note" x=(pixels(left + length)) y=(pixels(TOP - 10.0)) text-anchor="end" { "last word" }
        text class="note" x=(pixels(left + length + 50.0)) y=(pixels(TOP - 10.0)) text-anchor="end" { "hits" }
        text class="note" x=(pixels(WIDTH - 16.0)) y=(pixels(TOP - 10.0)) text-anchor="end" { "words" }
        @for (place, strip) in plot.strips.iter().enumerate() {
            (row(strip, left, length, TOP + DISTANCE * number(place)))
        }
    };
    let table = plot
        .strips
        .iter()
        .map(|strip| format!("{}\t{}\t{}\n", harmless(&strip.label), strip.hits.len(), strip.words));
    let description =
        format!("Positions of hits within articles.\narticle\thits\twords\n{}", table.collect::<String>());
    document(TOP + DISTANCE * number(plot.strips.len()) + 10.0, &plot.title, &description, &content)
}

fn row(strip: &Strip, left: f64, length: f64, y: f64) -> Markup {
    let label = harmless(&strip.label);
    let hits = strip.hits.iter().map(u64::to_string).collect::<Vec<_>>().join(" ");
    let baseline = pixels(y + 11.0);
    html! {
        g data-label=(label) data-words=(strip.words) data-hits=(hits) {
            title { (label) ": " (strip.counts()) }
            text x=(pixels(left - 12.0)) y=(baseline) text-anchor="end" { (shortened(&label, LABEL)) }
            rect class="strip" x=(pixels(left)) y=(pixels(y)) width=(pixels(length)) height=(pixels(THICKNESS)) rx="2" {}
            path class="hits" d=(marks(strip, left, length, y)) {}
            text class="number" x=(pixels(left + length + 50.0)) y=(baseline) text-anchor="end" { (grouped(strip.hits.len() as u64)) }
            text class="number" x=(pixels(WIDTH - 16.0)) y=(baseline) text-anchor="end" { (grouped(strip.words)) }
        }
    }
}

/// A stroke at the middle of each word that is a hit. Hits within half a pixel share one.
fn marks(strip: &Strip, left: f64, length: f64, y: f64) -> String {
    let mut strokes: Vec<String> = strip
        .hits
        .iter()
        .map(|&hit| {
            let middle = (count(hit) + 0.5) / count(strip.words);
            format!("M{} {}v{}", pixels(left + length * middle), pixels(y), pixels(THICKNESS))
        })
        .collect();
    strokes.dedup();
    strokes.concat()
}

#[expect(clippy::cast_precision_loss, reason = "a pixel is coarser than the rounding")]
fn count(words: u64) -> f64 {
    words as f64
}

fn number(strips: usize) -> f64 {
    count(strips as u64)
}
