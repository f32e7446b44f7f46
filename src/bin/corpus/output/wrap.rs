//! Breaks text into lines by its width on a terminal. Each part keeps its style.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A line and the columns it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line<Style> {
    /// Parts of the line. Neighbours have different styles.
    pub(crate) parts: Vec<(Style, String)>,
    pub(crate) width: usize,
}

impl<Style: Copy + PartialEq> Line<Style> {
    const fn new() -> Self {
        Self { parts: Vec::new(), width: 0 }
    }

    fn push(&mut self, style: Style, text: &str) {
        self.width += text.width();
        match self.parts.last_mut() {
            Some((last, part)) if *last == style => part.push_str(text),
            _ => self.parts.push((style, text.to_owned())),
        }
    }
}

/// Breaks text at its white space, which becomes one space or the end of a line. A word wider than a
/// line is broken at the end of the line. There is at least one line. No line is wider than `width`, unless a single
/// character is.
pub(crate) fn wrap<Style: Copy + PartialEq>(parts: &[(Style, String)], width: usize) -> Vec<Line<Style>> {
    // Graphemes, because a line break inside one would tear an accent from its letter.
    let graphemes: Vec<(Style, &str)> = parts
        .iter()
        .flat_map(|(style, text)| text.graphemes(true).map(move |grapheme| (*style, grapheme)))
        .collect();
    let mut lines = Vec::new();
    let mut line = Line::new();
    let mut space = None;
    for run in graphemes.chunk_by(|left, right| is_space(left.1) == is_space(right.1)) {
        if is_space(run[0].1) {
            space = Some(run[0].0);
            continue;
        }
        // Widths are measured, because a CJK character takes two columns.
        let columns: usize = run.iter().map(|(_, grapheme)| grapheme.width()).sum();
        if let Some(style) = space.filter(|_| line.width > 0) {
            // A word wider than a line starts on this line: it must be broken anyway.
            let fits = line.width + 1 + columns <= width;
            if fits || columns > width && line.width + 2 < width {
                line.push(style, " ");
            } else {
                lines.push(std::mem::replace(&mut line, Line::new()));
            }
        }
        for (style, grapheme) in run {
            if line.width > 0 && line.width + grapheme.width() > width {
                lines.push(std::mem::replace(&mut line, Line::new()));
            }
            line.push(*style, grapheme);
        }
    }
    lines.push(line);
    lines
}

fn is_space(grapheme: &str) -> bool {
    grapheme.chars().all(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, width: usize) -> Vec<String> {
        let parts = [((), text.to_owned())];
        let text = |line: Line<()>| line.parts.into_iter().map(|((), text)| text).collect();
        wrap(&parts, width).into_iter().map(text).collect()
    }

    #[test]
    fn lines_break_at_spaces_and_elsewhere_only_if_they_must() {
        assert_eq!(lines(" The council\nvoted  late. ", 11), ["The council", "voted late."]);
        assert_eq!(lines("At https://quay.example now", 8), ["At https", "://quay.", "example", "now"]);
        assert_eq!(lines("港口关闭了三天", 5), ["港口", "关闭", "了三", "天"]);
        assert_eq!(lines("", 5), [""]);
        assert_eq!(lines("港", 1), ["港"]);
    }

    #[test]
    fn parts_keep_their_style() {
        let parts = [(1, "late on ".to_owned()), (2, "Mon".to_owned()), (1, "day".to_owned())];
        let wrapped: Vec<_> = wrap(&parts, 8).into_iter().map(|line| line.parts).collect();
        let part = |style, text: &str| (style, text.to_owned());
        assert_eq!(wrapped, [vec![part(1, "late on")], vec![part(2, "Mon"), part(1, "day")]]);
    }

    proptest! {
        #[test]
        fn nothing_but_white_space_is_lost(text in "[ a-c\n港é\u{301}]{0,60}", width in 2..20usize) {
            let lines = lines(&text, width);
            let dense = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(dense(&lines.concat()), dense(&text));
            prop_assert!(lines.iter().all(|line| line.width() <= width));
        }
    }
}
