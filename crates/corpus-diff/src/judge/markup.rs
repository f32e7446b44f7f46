//! Markup: the parts of a text that are written for programs, in which quotation marks, digits and capitals say nothing to a
//! reader: tags, the values of attributes, the head of a page in Markdown, JSON, and character references.

use std::ops::Range;

use super::references::decoding;

/// A tag is no longer.
const LONGEST_TAG: usize = 2_000;

/// Nothing is indented by more.
const LONGEST_INDENT: usize = 200;

/// The markup of `text`, in order and apart from one another.
pub(super) fn markup(text: &str) -> Vec<Range<usize>> {
    if is_json(text) {
        return std::iter::once(0..text.len()).collect();
    }
    let head = head(text);
    let start = head.as_ref().map_or(0, |head| head.end);
    let mut found: Vec<Range<usize>> = head.into_iter().collect();
    let mut at = start;
    while let Some(next) = text[at..].find(['<', '&', '=', '"', '`']) {
        at += next;
        if let Some(end) = end_at(text, at) {
            found.push(at..end);
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// Where the markup ends that begins here.
fn end_at(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let length = match rest.as_bytes()[0] {
        b'<' => tag(rest)?,
        b'&' => decoding::length(rest)?,
        b'=' => value(text, at)?,
        b'"' => member(text, at)?,
        _ => fence(text, at)?,
    };
    Some(at + length)
}

/// The length of a tag or comment, and of the script or style that one opens.
fn tag(rest: &str) -> Option<usize> {
    let opens =
        rest[1..].starts_with(|first: char| first.is_ascii_alphabetic() || matches!(first, '/' | '!' | '?'));
    if !opens {
        return None;
    }
    let near = &rest[..rest.floor_char_boundary(LONGEST_TAG)];
    let end = if near.starts_with("<!--") { near.find("-->")? + 3 } else { near.find('>')? + 1 };
    let closing = ["script", "style"].into_iter().find_map(|name| {
        let is_it = near.get(1..=name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        is_it.then_some(if name == "script" { "</script" } else { "</style" })
    });
    // The end of a block is searched only nearby, so that many unclosed blocks stay linear.
    let block = closing.and_then(|closing| near[end..].find(closing));
    Some(end + block.unwrap_or(0))
}

/// The length of `="value"` behind a name, as outside of tags in the codes of some editors.
fn value(text: &str, at: usize) -> Option<usize> {
    let is_named =
        text[..at].ends_with(|last: char| last.is_ascii_alphanumeric() || matches!(last, '-' | '_'));
    let value = near_line(text, at + 1);
    let mark = value.chars().next().filter(|mark| is_named && matches!(mark, '"' | '\''))?;
    Some(value[1..].find(mark)? + 3)
}

/// The length of a line that begins with `"name":`.
fn member(text: &str, at: usize) -> Option<usize> {
    let before = &text[text.floor_char_boundary(at.saturating_sub(LONGEST_INDENT))..at];
    let indent = before.rfind('\n').map_or(before, |end| &before[end + 1..]);
    if indent.len() == LONGEST_INDENT || !indent.trim_matches([' ', '\t', '{', '[', ',']).is_empty() {
        return None;
    }
    let line = near_line(text, at);
    let end = line[1..].find('"')? + 2;
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || "-_@$.".contains(letter);
    let is_name = line[1..end - 1].chars().all(is_part);
    (is_name && line[end..].trim_start().starts_with(':')).then_some(line.len())
}

/// The rest of the line from here, up to a maximum length.
fn near_line(text: &str, at: usize) -> &str {
    let near = &text[at..text.floor_char_boundary(at + LONGEST_TAG)];
    near.find('\n').map_or(near, |end| near[..end].trim_end_matches('\r'))
}

/// The length of a block between lines of three backticks.
fn fence(text: &str, at: usize) -> Option<usize> {
    let is_line = text[at..].starts_with("```") && (at == 0 || text[..at].ends_with('\n'));
    let near = &text[at..text.floor_char_boundary(at + LONGEST_TAG)];
    let end = is_line.then(|| near[3..].find("\n```")).flatten()?;
    Some(3 + end + 4)
}

/// The head of a page in Markdown, between lines of `---` or `+++`.
fn head(text: &str) -> Option<Range<usize>> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = ["---", "+++"].into_iter().find(|mark| body.starts_with(mark))?;
    let first = body.find('\n').filter(|&end| body[..end].trim_end() == mark)?;
    let mut at = first + 1;
    for line in body[at..].split_inclusive('\n') {
        at += line.len();
        if line.trim_end() == mark {
            return Some(0..text.len() - body.len() + at);
        }
    }
    None
}

/// Whether a text is nothing but JSON, by how it begins and ends.
fn is_json(text: &str) -> bool {
    let text = text.trim();
    let inner = |open, close| Some(text.strip_prefix(open)?.strip_suffix(close)?.trim());
    let object = inner('{', '}').is_some_and(|inner: &str| inner.starts_with('"') && inner.contains("\":"));
    let array = inner('[', ']')
        .is_some_and(|inner: &str| inner.starts_with(['{', '"', '[']) && inner.ends_with(['}', '"', ']']));
    object || array
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        markup(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn what_is_written_for_programs() {
        assert_eq!(found("<p class=\"lead\">It’s “so”</p>"), ["<p class=\"lead\">", "</p>"]);
        assert_eq!(found("a < b and It&#8217;s R&D; so"), ["&#8217;"]);
        assert_eq!(
            found("<script nonce=\"x\">var a = \"b\";</script>"),
            ["<script nonce=\"x\">var a = \"b\";", "</script>"]
        );
        assert_eq!(found("---\ntitle: \"So\"\n---\nHe said \"so\"."), ["---\ntitle: \"So\"\n---\n"]);
        assert_eq!(found("{ \"a\": \"b\" }").len(), 1);
        assert_eq!(found("Form:\n  \"name\": \"Quay\",\nHe said \"so\"."), ["\"name\": \"Quay\","]);
        assert_eq!(found("{{ figure src=\"a.png\" }} \"so\""), ["=\"a.png\""]);
        assert_eq!(found("```\n\"a\"\n```\n\"so\""), ["```\n\"a\"\n```"]);
        assert_eq!(found("He said \"so\": \"no\"."), [""; 0]);
    }
}
