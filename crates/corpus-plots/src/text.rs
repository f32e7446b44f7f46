//! Labels, which may contain anything.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A label in which nothing can move the cursor, turn the direction of writing, or make XML invalid.
pub(crate) fn harmless(label: &str) -> String {
    let replaced = |c: char| match c {
        '\t' | '\n' | '\r' => ' ',
        '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{fffe}'
        | '\u{ffff}' => char::REPLACEMENT_CHARACTER,
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    label.chars().map(replaced).collect()
}

/// The number of columns of a text in a terminal.
pub(crate) fn columns(text: &str) -> usize {
    text.width()
}

/// A harmless label of at most so many columns: a longer one ends with an ellipsis.
pub(crate) fn shortened(label: &str, width: usize) -> String {
    let label = harmless(label);
    if columns(&label) <= width {
        return label;
    }
    let mut room = width.saturating_sub(1);
    let fitting = label.chars().take_while(|c| {
        let wide = c.width().unwrap_or(0);
        let fits = wide <= room;
        room = room.saturating_sub(wide);
        fits
    });
    fitting.chain(['…']).collect()
}

/// A label that takes exactly so many columns.
pub(crate) fn padded(label: &str, width: usize) -> String {
    let label = shortened(label, width);
    let space = " ".repeat(width.saturating_sub(columns(&label)));
    label + &space
}

/// A whole number with commas between thousands.
pub(crate) fn grouped(number: u64) -> String {
    with_commas(&number.to_string())
}

/// Digits with commas between thousands.
fn with_commas(digits: &str) -> String {
    let comma = |place: usize| place > 0 && (digits.len() - place).is_multiple_of(3);
    digits
        .chars()
        .enumerate()
        .flat_map(|(place, c)| comma(place).then_some(',').into_iter().chain([c]))
        .collect()
}

/// A number with so many decimals and commas between thousands.
pub(crate) fn decimal(number: f64, decimals: usize) -> String {
    let text = format!("{number:.decimals$}");
    match text.split_once('.') {
        Some((whole, fraction)) => format!("{}.{fraction}", with_commas(whole)),
        None => with_commas(&text),
    }
}

/// A noun with its number.
pub(crate) fn counted(number: u64, one: &str, several: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { several })
}

/// Lines without spaces at their ends.
pub(crate) fn trimmed_lines(lines: impl IntoIterator<Item = String>) -> String {
    lines.into_iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_labels_end_with_an_ellipsis() {
        assert_eq!(shortened("Flood in the valley", 9), "Flood in…");
        assert_eq!(shortened("洪水警報", 5), "洪水…");
        assert_eq!(padded("洪水警報", 6), "洪水… ");
    }

    #[test]
    fn labels_can_not_steer_a_terminal() {
        assert_eq!(harmless("a\u{1b}[2Jb\tc\u{202e}d"), "a\u{fffd}[2Jb c\u{fffd}d");
    }

    #[test]
    fn thousands_are_separated() {
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(decimal(1234.5, 2), "1,234.50");
        assert_eq!((grouped(999), decimal(0.25, 1)), ("999".to_owned(), "0.2".to_owned()));
    }
}
