//! Links: addresses, targets of Markdown links, and `href`.

use std::ops::Range;

/// Beginnings of links, and whether each is a part of the link.
const BEGINNINGS: [(&str, bool); 5] =
    [("https://", true), ("http://", true), ("www.", true), ("](", false), ("href=", false)];

/// The links of `text`, in order.
pub(super) fn links(text: &str) -> Vec<Range<usize>> {
    let starts = |(beginning, is_part): (&'static str, bool)| {
        text.match_indices(beginning).map(move |(at, _)| if is_part { at } else { at + beginning.len() })
    };
    let mut starts: Vec<usize> = BEGINNINGS.into_iter().flat_map(starts).collect();
    starts.sort_unstable();
    let mut links: Vec<Range<usize>> = Vec::new();
    for start in starts {
        let start = start + (text.len() - start - text[start..].trim_start_matches(['"', '\'']).len());
        if links.last().is_some_and(|last| start < last.end) {
            continue;
        }
        let rest = &text[start..];
        let end = rest.find(ends).unwrap_or(rest.len());
        let link = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
        if !link.is_empty() {
            links.push(start..start + link.len());
        }
    }
    links
}

/// Whether no address goes on with `character`.
fn ends(character: char) -> bool {
    let is_wide_mark =
        matches!(character, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FF0F}' | '：' | '；' | '？');
    character.is_whitespace()
        || matches!(character, '"' | '\'' | '<' | '>' | '(' | ')' | '[' | ']' | '”' | '’' | '»')
        || is_wide_mark
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_end_before_what_surrounds_them() {
        let text = "See (https://a.example/x?y=1), www.b.example. [map](/maps/1) <a href=\"/c\">c</a>，http://d.example。";
        let found: Vec<&str> = links(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["https://a.example/x?y=1", "www.b.example", "/maps/1", "/c", "http://d.example"]);
    }
}
