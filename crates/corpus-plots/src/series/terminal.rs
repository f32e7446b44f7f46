//! Bars of block characters, one panel for each series.

use super::{Series, TimePlot};
use crate::axis::{ValueAxis, column_width, period_labels};
use crate::text::{columns as columns_of, harmless, shortened, trimmed_lines};

/// Bars of one to eight eighths.
const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// The widest bar, in columns.
const WIDEST: usize = 6;

/// How periods become columns.
struct Columns {
    /// How many periods share a bar.
    periods: usize,
    /// The columns of a bar, with the space behind it.
    width: usize,
    /// The number of bars.
    bars: usize,
}

impl Columns {
    fn of(periods: usize, room: usize) -> Self {
        let shared = periods.div_ceil(room).max(1);
        let bars = periods.div_ceil(shared);
        Self { periods: shared, width: (room / bars.max(1)).clamp(1, WIDEST), bars }
    }

    /// The values of the bars: means, unless each period has its own.
    fn values(&self, series: &Series) -> Vec<Option<f64>> {
        series.values.chunks(self.periods).map(mean).collect()
    }

    /// A line with a character for each bar.
    fn line(&self, characters: impl Iterator<Item = char>, space: impl Fn(char) -> char) -> String {
        let bar = if self.width > 2 { self.width - 1 } else { self.width };
        characters
            .flat_map(|c| std::iter::repeat_n(c, bar).chain(std::iter::repeat_n(space(c), self.width - bar)))
            .collect()
    }
}

/// The mean of those values that aren't gaps.
fn mean(values: &[Option<f64>]) -> Option<f64> {
    let present: Vec<f64> = values.iter().flatten().copied().collect();
    let number = f64::from(u32::try_from(present.len()).unwrap_or(u32::MAX));
    (!present.is_empty()).then(|| present.iter().sum::<f64>() / number)
}

pub(super) fn drawn(plot: &TimePlot, columns: usize) -> String {
    let axis = ValueAxis::halved(plot.values());
    let margin = (0..=axis.steps).map(|tick| columns_of(&axis.label(tick))).max().unwrap_or(1);
    let scale = Columns::of(plot.periods.len(), columns - margin - 2);
    let values: Vec<Vec<Option<f64>>> = plot.series.iter().map(|series| scale.values(series)).collect();
    let several = plot.series.len() > 1;
    let mut lines = vec![shortened(&plot.title, columns), shortened(&plot.unit, columns)];
    for (series, values) in plot.series.iter().zip(&values) {
        lines.push(String::new());
        if several {
            lines.push(shortened(&series.label, columns));
        }
        lines.extend(panel(values, &scale, &axis, margin, if several { 6 } else { 10 }));
    }
    lines.push(" ".repeat(margin + 2) + &period_line(plot, &scale));
    let gaps = values.iter().flatten().any(Option::is_none);
    lines.extend(notes(gaps.then_some(&plot.gap), &scale).map(|note| shortened(&note, columns)));
    trimmed_lines(lines)
}

/// What the signs mean, below an empty line.
fn notes(gap: Option<&String>, scale: &Columns) -> impl Iterator<Item = String> {
    let gap = gap.map(|gap| format!("· {gap}"));
    let shared = (scale.periods > 1)
        .then(|| format!("Each column is the mean of {} periods, without gaps.", scale.periods));
    let empty = (gap.is_some() || shared.is_some()).then(String::new);
    empty.into_iter().chain(gap).chain(shared)
}

/// The bars of one series above their axis. Labels name the upper edge of their line.
fn panel(
    values: &[Option<f64>],
    scale: &Columns,
    axis: &ValueAxis,
    margin: usize,
    height: u16,
) -> Vec<String> {
    let mut lines: Vec<String> = (0..height)
        .map(|line| {
            let label = match line {
                0 => axis.label(axis.steps),
                line if line * 2 == height => axis.label(axis.steps / 2),
                _ => String::new(),
            };
            let tick = if label.is_empty() { '│' } else { '┤' };
            let bars = scale.line(values.iter().map(|value| block(*value, axis, line, height)), |_| ' ');
            format!("{label:>margin$} {tick}{bars}")
        })
        .collect();
    let ground = values.iter().map(|value| if value.is_some() { '─' } else { '·' });
    let ground = scale.line(ground, |c| if c == '·' { ' ' } else { c });
    lines.push(format!("{:>margin$} ┼{ground}", axis.label(0)));
    lines
}

/// The part of a bar in one line. A value above zero has at least one eighth.
fn block(value: Option<f64>, axis: &ValueAxis, line: u16, height: u16) -> char {
    let below = 8.0 * f64::from(height - 1 - line);
    let value = value.unwrap_or(0.0);
    let eighths =
        (value / axis.top() * 8.0 * f64::from(height)).round().max(if value > 0.0 { 1.0 } else { 0.0 });
    let here = (eighths - below).clamp(0.0, 8.0);
    (0..=8u8).find(|eighth| f64::from(*eighth) >= here).map_or(' ', |eighth| EIGHTHS[usize::from(eighth)])
}

/// The labels of periods, each beginning below its bar.
fn period_line(plot: &TimePlot, scale: &Columns) -> String {
    let room = scale.bars * scale.width;
    let mut line = String::new();
    for (period, label) in period_labels(&plot.periods, column_width(&" ".repeat(room)), column_width) {
        let column = period / scale.periods * scale.width;
        let (label, used) = (harmless(&label), columns_of(&line));
        if column + columns_of(&label) <= room && (used == 0 || column > used) {
            line.push_str(&" ".repeat(column - used));
            line.push_str(&label);
        }
    }
    line
}
