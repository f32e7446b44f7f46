//! Passages of the original text: FTS5 makes them from the folded text that the index holds.

use crate::model::Snippet;
use crate::text::fold::Alignment;

/// What FTS5 puts where a passage doesn't begin or end with its text.
const CUT: char = '…';

/// The passage as the text spells it, with the same words marked.
pub(super) fn original(snippet: &Snippet, text: &str) -> Snippet {
    let alignment = Alignment::of(text);
    let marked = snippet.0.as_str();
    let inner = marked.strip_prefix(CUT).unwrap_or(marked);
    let inner = inner.strip_suffix(CUT).unwrap_or(inner);
    // A text may begin or end with the same character itself.
    [inner, marked].into_iter().find_map(|passage| unfold(passage, text, &alignment)).map_or_else(
        || snippet.clone(),
        |passage| {
            let start = if marked.starts_with(CUT) && !passage.starts_with(CUT) { "…" } else { "" };
            let end = if marked.ends_with(CUT) && !passage.ends_with(CUT) { "…" } else { "" };
            Snippet(format!("{start}{passage}{end}"))
        },
    )
}

/// The text's spelling of a passage of its folded form that has marks in it.
fn unfold(marked: &str, text: &str, alignment: &Alignment) -> Option<String> {
    let is_mark = |character| matches!(character, Snippet::OPEN | Snippet::CLOSE);
    let start = alignment.folded().find(&marked.replace(is_mark, ""))?;
    let (mut passage, mut folded) = (String::new(), start);
    let mut at = alignment.start(start);
    for piece in marked.split_inclusive(is_mark) {
        let mark = piece.chars().next_back().filter(|character| is_mark(*character));
        folded += piece.len() - mark.map_or(0, char::len_utf8);
        let end = if mark == Some(Snippet::OPEN) { alignment.start(folded) } else { alignment.end(folded) };
        passage.push_str(text.get(at..end).unwrap_or_default());
        at = at.max(end);
        passage.extend(mark);
    }
    Some(passage)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_shown_as_it_was_written() {
        for (text, folded, expected) in [
            ("Die Straße im Ort.", "Die <Strasse> im Ort.", "Die <Straße> im Ort."),
            ("Das Ge\u{ad}samt\u{ad}werk.", "Das <Gesamtwerk>.", "Das <Ge\u{ad}samt\u{ad}werk>."),
            ("… the oﬃce", "… the <office>", "… the <oﬃce>"),
            ("One ﬂood, two ﬂoods", "…<flood>, two <floods>", "…<ﬂood>, two <ﬂoods>"),
            ("ＮＨＫ news", "<NHK>…", "<ＮＨＫ>…"),
        ] {
            let marks = |text: &str| {
                text.replace('<', &Snippet::OPEN.to_string()).replace('>', &Snippet::CLOSE.to_string())
            };
            assert_eq!(original(&Snippet(marks(folded)), text), Snippet(marks(expected)), "{text}");
        }
    }
}
