//! Series as SVG.

use maud::{Markup, html};

use super::{Marks, Series, TimePlot};
use crate::axis::{ValueAxis, length, period_labels};
use crate::svg::{WIDTH, document, pixels, text_width};
use crate::text::{harmless, shortened};

const RIGHT: f64 = 20.0;
const HEIGHT: f64 = 260.0;
/// The height of a line of the legend.
const LEGEND: f64 = 22.0;
/// Points are marked where they are far enough from each other.
const POINT_DISTANCE: f64 = 12.0;
/// The longest label, in characters.
const LABEL: usize = 40;

/// Where values and periods are.
struct Area {
    axis: ValueAxis,
    periods: usize,
    left: f64,
    top: f64,
}

impl Area {
    fn width(&self) -> f64 {
        WIDTH - RIGHT - self.left
    }

    /// The left edge of a period.
    fn edge(&self, period: usize) -> f64 {
        self.left + length(period, self.periods, self.width())
    }

    fn period_width(&self) -> f64 {
        length(1, self.periods, self.width())
    }

    fn middle(&self, period: usize) -> f64 {
        self.edge(period) + self.period_width() / 2.0
    }

    fn bottom(&self) -> f64 {
        self.top + HEIGHT
    }

    fn height_of(&self, value: f64) -> f64 {
        self.bottom() - value / self.axis.top() * HEIGHT
    }
}

pub(super) fn drawn(plot: &TimePlot) -> String {
    let axis = ValueAxis::of(plot.values(), 5);
    let widest = (0..=axis.steps).map(|tick| text_width(&axis.label(tick))).fold(0.0, f64::max);
    let (legend, lines) = legend(plot);
    let area =
        Area { axis, periods: plot.periods.len(), left: 16.0 + widest + 10.0, top: 70.0 + LEGEND * lines };
    let content = html! {
        text class="note" x="16" y="48" { (shortened(&plot.unit, 2 * LABEL)) }
        (legend)
        (gaps(plot, &area))
        (axes(plot, &area))
        @for (number, series) in plot.series.iter().enumerate() {
            g data-label=(harmless(&series.label)) data-values=(data(series)) {
                title { (harmless(&series.label)) }
                @match plot.marks {
                    Marks::Lines => (line(plot, series, number, &area)),
                    Marks::Bars => (bars(plot, series, number, &area)),
                }
            }
        }
    };
    document(area.bottom() + 36.0, &plot.title, &table(plot), &content)
}

/// The class of a series. After eight they begin anew.
fn class(kind: &str, number: usize) -> String {
    format!("{kind} s{}", number % 8)
}

/// The names of series and gaps, if there is anything to tell apart, and the number of its lines.
fn legend(plot: &TimePlot) -> (Markup, f64) {
    let gap = plot.has_gaps().then_some((plot.gap.as_str(), None));
    let several = plot.series.len() > 1;
    let names = plot
        .series
        .iter()
        .enumerate()
        .filter(|_| several)
        .map(|(number, series)| (series.label.as_str(), Some(number)));
    let (mut x, mut y, mut lines) = (16.0, 66.0, 0.0);
    let mut placed = Vec::new();
    for (name, number) in names.chain(gap) {
        let name = shortened(name, LABEL);
        let width = 34.0 + text_width(&name) + 20.0;
        if lines < 1.0 || x + width > WIDTH - RIGHT {
            (x, lines) = (16.0, lines + 1.0);
            y = 48.0 + LEGEND * lines;
        }
        placed.push((x, y, name, number));
        x += width;
    }
    let markup = html! {
        @for (x, y, name, number) in placed {
            @match (number, plot.marks) {
                (None, _) => rect class="gap" x=(pixels(x)) y=(pixels(y - 10.0)) width="26" height="12" {},
                (Some(number), Marks::Lines) =>
                    path class=(class("line", number)) d={ "M" (pixels(x)) " " (pixels(y - 4.0)) "h26" } {},
                (Some(number), Marks::Bars) =>
                    rect class=(class("bar fill", number)) x=(pixels(x)) y=(pixels(y - 10.0)) width="26" height="12" {},
            }
            text x=(pixels(x + 34.0)) y=(pixels(y)) { (name) }
        }
    };
    (markup, lines)
}

/// Runs of periods in which no series has a value.
fn gaps(plot: &TimePlot, area: &Area) -> Markup {
    let empty = |period: usize| plot.series.iter().all(|series| series.values[period].is_none());
    let periods: Vec<usize> =
        (0..plot.periods.len()).filter(|period| !plot.series.is_empty() && empty(*period)).collect();
    html! {
        @for run in periods.chunk_by(|left, right| left + 1 == *right) {
            rect class="gap" x=(pixels(area.edge(run[0]))) y=(pixels(area.top))
                width=(pixels(length(run.len(), area.periods, area.width()))) height=(pixels(HEIGHT)) {
                title { (span(plot, run)) ": " (harmless(&plot.gap)) }
            }
        }
    }
}

/// The first and the last of some periods.
fn span(plot: &TimePlot, run: &[usize]) -> String {
    let [first, last] = [run[0], run[run.len() - 1]].map(|period| harmless(&plot.periods[period]));
    if run.len() == 1 { first } else { format!("{first} to {last}") }
}

fn axes(plot: &TimePlot, area: &Area) -> Markup {
    html! {
        @for tick in 0..=area.axis.steps {
            @let y = area.height_of(area.axis.tick(tick));
            line class=(if tick == 0 { "axis" } else { "grid" }) x1=(pixels(area.left)) x2=(pixels(WIDTH - RIGHT))
                y1=(pixels(y)) y2=(pixels(y)) {}
            text class="number" x=(pixels(area.left - 10.0)) y=(pixels(y + 4.0)) text-anchor="end" { (area.axis.label(tick)) }
        }
        @for (period, label) in period_labels(&plot.periods, area.width(), text_width) {
            @let x = area.middle(period);
            line class="axis" x1=(pixels(x)) x2=(pixels(x)) y1=(pixels(area.bottom())) y2=(pixels(area.bottom() + 5.0)) {}
            text x=(pixels(x)) y=(pixels(area.bottom() + 20.0)) text-anchor=(anchor(x, &label)) { (harmless(&label)) }
        }
    }
}

/// The anchor of a label: its middle, unless that would lead it beyond the edge.
fn anchor(x: f64, label: &str) -> &'static str {
    if x + text_width(label) / 2.0 > WIDTH { "end" } else { "middle" }
}

/// A line for each run of values without a gap, and points. A value between gaps is a point too, even where points are close.
fn line(plot: &TimePlot, series: &Series, number: usize, area: &Area) -> Markup {
    let point = |period: usize, value: f64| {
        format!("{} {}", pixels(area.middle(period)), pixels(area.height_of(value)))
    };
    let mut path = String::new();
    for (period, value) in series.values.iter().enumerate() {
        let Some(value) = value else { continue };
        let begins = period == 0 || series.values[period - 1].is_none();
        path += &format!("{}{}", if begins { "M" } else { "L" }, point(period, *value));
    }
    let alone = |period: usize| {
        let gap = |other: Option<&Option<f64>>| other.is_none_or(Option::is_none);
        gap(period.checked_sub(1).and_then(|before| series.values.get(before)))
            && gap(series.values.get(period + 1))
    };
    let marked = |period: usize| area.period_width() >= POINT_DISTANCE || alone(period);
    html! {
        path class=(class("line", number)) d=(path) {}
        @for (period, value) in present(series).filter(|(period, _)| marked(*period)) {
            circle class=(class("fill", number)) cx=(pixels(area.middle(period))) cy=(pixels(area.height_of(value))) r="3" {
                title { (named(plot, series, period, value)) }
            }
        }
    }
}

/// A bar for each value. A value of zero has a thin bar, a gap none.
fn bars(plot: &TimePlot, series: &Series, number: usize, area: &Area) -> Markup {
    let group = area.period_width() * if area.period_width() > 4.0 { 0.8 } else { 1.0 };
    let width = length(1, plot.series.len(), group);
    let left = |period: usize| area.middle(period) - group / 2.0 + length(number, plot.series.len(), group);
    html! {
        @for (period, value) in present(series) {
            @let top = area.height_of(value).min(area.bottom() - 1.5);
            rect class=(class("bar fill", number)) x=(pixels(left(period))) y=(pixels(top))
                width=(pixels(width)) height=(pixels(area.bottom() - top)) {
                title { (named(plot, series, period, value)) }
            }
        }
    }
}

/// The values that aren't gaps, with their periods.
fn present(series: &Series) -> impl Iterator<Item = (usize, f64)> {
    series.values.iter().enumerate().filter_map(|(period, value)| Some((period, (*value)?)))
}

fn named(plot: &TimePlot, series: &Series, period: usize, value: f64) -> String {
    let value = (value * 100.0).round() / 100.0;
    format!(
        "{}, {}: {value} {}",
        harmless(&series.label),
        harmless(&plot.periods[period]),
        harmless(&plot.unit)
    )
}

fn text_of(value: Option<f64>) -> String {
    value.map_or("-".to_owned(), |value| value.to_string())
}

fn data(series: &Series) -> String {
    series.values.iter().map(|value| text_of(*value)).collect::<Vec<_>>().join(" ")
}

/// All values, a line for each period and a column for each series.
fn table(plot: &TimePlot) -> String {
    let row = |first: &str, cells: Vec<String>| format!("{}\t{}\n", harmless(first), cells.join("\t"));
    let heading = row("period", plot.series.iter().map(|series| harmless(&series.label)).collect());
    let rows = plot.periods.iter().enumerate().map(|(number, period)| {
        row(period, plot.series.iter().map(|series| text_of(series.values[number])).collect())
    });
    let gap = if plot.has_gaps() { format!("; -: {}", harmless(&plot.gap)) } else { String::new() };
    format!("Values over time, {}{gap}.\n{heading}{}", harmless(&plot.unit), rows.collect::<String>())
}
