//! Kinds of elements by their names.

/// Whether an element begins a new line.
pub(crate) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Whether an element is a headline or subheading.
pub(crate) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether the content of an element isn't text of the page.
pub(crate) fn is_hidden_by_name(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "iframe"
            | "object"
            | "embed"
            | "svg"
            | "math"
            | "canvas"
            | "audio"
            | "video"
            | "select"
            | "textarea"
            | "head"
            | "title"
            | "datalist"
            | "noembed"
            | "noframes"
            | "rp"
            | "rt"
            | "map"
    )
}

/// Whether an element never has content.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether an element may stand in the head of a page.
pub(super) fn belongs_to_head(name: &str) -> bool {
    matches!(
        name,
        "base"
            | "basefont"
            | "bgsound"
            | "link"
            | "meta"
            | "title"
            | "noscript"
            | "noframes"
            | "style"
            | "script"
            | "template"
            | "head"
    )
}

/// Whether an element can't be part of a picture. See “tokens in foreign content” of the HTML standard.
pub(super) fn breaks_out(name: &str) -> bool {
    is_block(name)
        || matches!(
            name,
            "b" | "big"
                | "br"
                | "code"
                | "em"
                | "i"
                | "img"
                | "meta"
                | "nobr"
                | "s"
                | "small"
                | "span"
                | "strong"
                | "sub"
                | "sup"
                | "u"
        )
}

/// Whether the end tag of an inner element says nothing about the elements outside of this one.
pub(super) fn is_boundary(name: &str) -> bool {
    matches!(name, "table" | "td" | "th" | "caption" | "button" | "template" | "body" | "html" | "svg")
}

/// The open elements that a start tag ends, such as a paragraph before a list.
pub(super) fn is_ended_by(open: &str, start: &str) -> bool {
    match open {
        "p" => {
            is_block(start)
                && !matches!(
                    start,
                    "caption" | "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "html" | "body"
                )
        }
        "li" => start == "li",
        "dt" | "dd" => matches!(start, "dt" | "dd"),
        "option" => matches!(start, "option" | "optgroup"),
        "tr" => matches!(start, "tr" | "tbody" | "thead" | "tfoot"),
        "td" | "th" => matches!(start, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot"),
        "tbody" | "thead" | "tfoot" => matches!(start, "tbody" | "thead" | "tfoot"),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => super::is_heading(start),
        "a" => start == "a",
        _ => false,
    }
}

/// Whether the search for an open element that a start tag ends goes no further than this one.
pub(super) fn shields(open: &str, start: &str) -> bool {
    match start {
        "li" => matches!(open, "ul" | "ol" | "menu" | "dir" | "td" | "th" | "table"),
        "dt" | "dd" => matches!(open, "dl" | "td" | "th" | "table"),
        "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" => open == "table",
        "a" => is_block(open),
        _ => is_boundary(open),
    }
}
