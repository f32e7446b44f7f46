//! A comparison as a self-contained HTML page: no script, no other file, no network. It works on screens of any width,
//! in light and dark mode, on paper, and for colour-blind readers.

use super::inline::{ExcerptOptions, skipped_in_words};
use super::marks::{ChangeMark, Marks};
use super::summary::{label, summary};
use crate::output::visible;
use crate::views::history::shortened;
use corpusdb::diff::{Change, ChangeKind, Excerpt, Move, Paragraph, Span};
use corpusdb::ops::diff::{ComparedVersion, Comparison};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::collections::{HashMap, HashSet};

/// Content security policy: the browser loads nothing except the style in the page.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

const STYLE: &str = include_str!("page.css");

/// The page, without a line end.
pub(crate) fn page(comparison: &Comparison, marks: &Marks, extent: ExcerptOptions) -> String {
    let Comparison { from, to, changes, .. } = comparison;
    let mut body = Body { marks, places: places(changes), anchors: HashSet::new() };
    // Rendered before the list, which links only to changes that are shown.
    let text = body.excerpts(&extent.of(comparison, marks));
    let title = to.title.as_deref().unwrap_or(&to.key);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                // The page quotes foreign text. The policy makes sure that nothing of it is loaded or run.
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (visible(title)) ": " (label(from)) " → " (label(to)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 dir="auto" { (visible(title)) }
                    div.sides { (side("Old", from, title)) (side("New", to, title)) }
                    p { (summary(comparison)) }
                    (legend(changes, marks))
                }
                (list(marks, &body.anchors))
                main lang=[to.language.as_deref().map(visible)] { (text) }
            }
        }
    };
    page.into_string()
}

/// One of the two versions; its title, if it isn't that of the page.
fn side(name: &str, side: &ComparedVersion, known: &str) -> Markup {
    let time = shortened(&side.added_at, 16);
    html! {
        section {
            h2 { (name) ": " span dir="auto" { (label(side)) } }
            @if let Some(title) = side.title.as_deref().filter(|title| *title != known) {
                p dir="auto" { (visible(title)) }
            }
            p.aside {
                @if let Some(outlet) = &side.outlet { span dir="auto" { (visible(outlet)) } " · " }
                @if let Some(published) = &side.published { "published " (visible(published)) " · " }
                "imported " (time) " UTC"
            }
        }
    }
}

fn legend(changes: &[Change], marks: &Marks) -> Markup {
    let has_moves = changes.iter().any(|change| change.moved.is_some());
    html! {
        p.legend {
            span { del { "only in the old text" } } " " span { ins { "only in the new text" } }
            @if has_moves {
                " " span { del.moved { "went elsewhere" } } " " span { ins.moved { "is from elsewhere" } }
            }
            @if marks.has_looks() {
                " " span { del.cosmetic { "old" } " " ins.cosmetic { "new" } " looks alone" }
            }
        }
    }
}

/// List of all flagged changes with their reasons. A change in `anchors` is a link to its place in the page.
fn list(marks: &Marks, anchors: &HashSet<usize>) -> Markup {
    let mut flagged = marks.0.iter().filter(|(_, mark)| !mark.flags.is_empty()).peekable();
    html! {
        @if flagged.peek().is_some() {
            nav {
                h2 { "To look at" }
                ul {
                    @for (change, mark) in flagged {
                        li {
                            a id={ "mark-" (change) } href=[anchors.contains(change).then(|| format!("#change-{change}"))] {
                                (visible(&mark.flags.join(", ")))
                            }
                            ": " span dir="auto" { (visible(&mark.reasons.join("; "))) }
                        }
                    }
                }
            }
        }
    }
}

fn places(changes: &[Change]) -> HashMap<(usize, bool), usize> {
    let mut places = HashMap::new();
    for (index, change) in changes.iter().enumerate() {
        // A moved passage may be cut into several changes. Links lead to the first.
        if let Some(Move { number }) = change.moved {
            places.entry((number, change.kind == ChangeKind::Delete)).or_insert(index);
        }
    }
    places
}

/// The text under way.
struct Body<'a> {
    marks: &'a Marks,
    /// The first change of each passage that moved, where it was (true) and where it is.
    places: HashMap<(usize, bool), usize>,
    /// Changes with an anchor in the page.
    anchors: HashSet<usize>,
}

impl Body<'_> {
    fn excerpts(&mut self, excerpts: &[Excerpt]) -> Markup {
        html! {
            @for excerpt in excerpts {
                @match excerpt {
                    Excerpt::Paragraph(paragraph) => (self.paragraph(paragraph)),
                    Excerpt::Skipped(skipped) => details {
                        summary { (skipped_in_words(skipped)) }
                        @for paragraph in skipped { (self.paragraph(paragraph)) }
                    },
                }
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) -> Markup {
        html! {
            p dir="auto" class=[(!paragraph.is_unchanged()).then_some("changed")] {
                @for span in &paragraph.spans { (self.span(span)) }
            }
            @let looks = self.marks.looks(paragraph);
            @if !looks.is_empty() { p.aside { (visible(&looks.join(" · "))) } }
        }
    }

    fn span(&mut self, span: &Span) -> Markup {
        let (old, new) = (visible(span.old), visible(span.new));
        if span.kind == ChangeKind::Equal {
            return html! { (new) };
        }
        // A change over several paragraphs has a span in each, but an id may occur once.
        let is_first = self.anchors.insert(span.change);
        let id = is_first.then(|| format!("change-{}", span.change));
        let mark = self.marks.0.get(&span.change).filter(|_| is_first);
        let class = self.marks.0.get(&span.change).map(|mark| mark.class);
        let class = if span.moved.is_some() { Some("moved") } else { class };
        let why = mark.filter(|mark| mark.flags.is_empty()).map(|mark| visible(&mark.line()).into_owned());
        html! {
            span id=[id] title=[why] {
                @if span.is_space() { (new) } @else {
                    @if is_first { (self.link(span)) }
                    @if !old.is_empty() { del class=[class] { (old) } }
                    @if !new.is_empty() { ins class=[class] { (new) } }
                }
                @if let Some(mark) = mark.filter(|mark| !mark.flags.is_empty() && !mark.is_move()) {
                    (flags(span.change, mark))
                }
            }
        }
    }

    /// The way to the other place of a passage that moved, once in each. It has a direction of its own, as the other labels have, so
    /// that the direction of a paragraph is that of its text.
    fn link(&self, span: &Span) -> Markup {
        let Some(Move { number }) = span.moved else { return html! {} };
        let place = |is_old: bool| self.places.get(&(number, is_old)).copied();
        let is_old = span.kind == ChangeKind::Delete;
        let (Some(own), Some(other)) = (place(is_old), place(!is_old)) else { return html! {} };
        let way = match (is_old, other > own) {
            (true, true) => "to below ↓",
            (true, false) => "to above ↑",
            (false, true) => "from below ↓",
            (false, false) => "from above ↑",
        };
        html! {
            @if own == span.change {
                a.move dir="ltr" href={ "#change-" (other) } { "move " (number) ": " (way) }
            }
        }
    }
}

fn flags(change: usize, mark: &ChangeMark) -> Markup {
    html! {
        a.flag dir="ltr" href={ "#mark-" (change) } title=(visible(&mark.reasons.join("; "))) {
            (visible(&mark.flags.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use proptest::prelude::*;

    const EXTENT: ExcerptOptions = ExcerptOptions { context: 1, changes_only: false };

    /// Follows tags and attributes as strictly as XML does, and gives the text between them and the ids.
    fn parsed(page: &str) -> (String, Vec<String>) {
        const VOID: [&str; 1] = ["meta"];
        let mut rest = page.strip_prefix("<!DOCTYPE html>").unwrap();
        let (mut open, mut text, mut ids) = (Vec::new(), String::new(), Vec::new());
        while let Some((before, tag)) = rest.split_once('<') {
            text.push_str(before);
            let (tag, after) = tag.split_once('>').unwrap();
            rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                assert_eq!(open.pop(), Some(name), "{page}");
                continue;
            }
            let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
            let known = "html head meta title style body header h1 div section h2 span p del ins nav ul li a main details summary";
            assert!(known.split(' ').any(|known| known == name), "{name}");
            while let Some((attribute, value)) = attributes.split_once("=\"") {
                let (value, after) = value.split_once('"').unwrap();
                let known = "lang charset http-equiv content name dir class id href title";
                assert!(known.split(' ').any(|known| known == attribute.trim()), "{attribute}");
                if attribute.trim() == "id" {
                    ids.push(value.to_owned());
                }
                attributes = after;
            }
            assert_eq!(attributes, "", "{tag}");
            if !VOID.contains(&name) {
                open.push(name);
            }
        }
        assert!(open.is_empty(), "{open:?}");
        (text, ids)
    }

    #[test]
    fn a_page_with_every_kind_of_change() {
        let page = page(&sample::report(), &Marks::of(&sample::report()), EXTENT);
        insta::assert_snapshot!("page", page.replace(STYLE, "").replace("><", ">\n<"));
    }

    #[test]
    fn every_link_leads_somewhere() {
        let page = page(&sample::report(), &Marks::of(&sample::report()), EXTENT);
        let (_, ids) = parsed(&page);
        let links: Vec<&str> =
            page.split("href=\"#").skip(1).filter_map(|link| link.split('"').next()).collect();
        assert_eq!(links.len(), 2 + 6 + 5, "two ends of a move, the list, the labels");
        assert!(links.iter().all(|link| ids.iter().any(|id| id == link)), "{links:?}");
        let unique: HashSet<&String> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len());
    }

    #[test]
    fn what_reorders_text_is_shown_as_its_number() {
        let comparison = sample::comparison(&[("a\u{202e}b\u{1b}[31m", "c\u{2066}d\0", None)]);
        let page = page(&comparison, &Marks::default(), EXTENT);
        assert!(page.contains("a\\u{202e}b\\u{1b}[31m") && page.contains("c\\u{2066}d\\u{0}"), "{page}");
    }

    proptest! {
        #[test]
        fn no_text_breaks_out(
            texts in prop::collection::vec((hostile(), hostile(), prop::option::of(1..3usize)), 0..6),
            outside in hostile()
        ) {
            let pieces: Vec<_> =
                texts.iter().map(|(old, new, number)| (old.as_str(), new.as_str(), *number)).collect();
            let mut comparison = sample::comparison(&pieces);
            comparison.to.title = Some(outside.clone());
            comparison.to.key.clone_from(&outside);
            comparison.to.language = Some(outside.clone());
            comparison.to.outlet = Some(outside.clone());
            comparison.to.published = Some(outside.clone());
            let mark = ChangeMark { class: "substantive", flags: vec![outside.clone()], reasons: vec![outside], repeated: corpusdb::diff::judge::Repeated::default() };
            let mut marks = Marks::of(&comparison);
            marks.0.insert(0, mark);
            let page = page(&comparison, &marks, EXTENT);
            let (_, ids) = parsed(&page);
            let unique: HashSet<&String> = ids.iter().collect();
            prop_assert_eq!(unique.len(), ids.len());
            let is_harmless = |character: char| character == '\n' || character == '\t' || !character.is_control();
            prop_assert!(page.chars().all(is_harmless));
        }
    }

    fn hostile() -> impl Strategy<Value = String> {
        let pieces = [
            "<script>",
            "</p>",
            "</style>",
            "<!--",
            "-->",
            "\"",
            "'",
            "&",
            "&lt;",
            "]]>",
            ">",
            "=",
            "word ",
            "\n\n",
            "\u{202e}",
            "\0",
            "\u{1b}",
            "`",
            "javascript:",
            "</title>",
        ];
        prop_oneof![
            prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..8)
                .prop_map(|pieces| pieces.concat()),
            any::<String>(),
        ]
    }
}
