//! XML and fragments of HTML: feeds, exports, and pages that don't begin as they should.

use super::{FileType, Kind};

/// Elements that a page may begin with by mistake, and prose doesn't.
const OF_HEAD: [&str; 7] = ["script", "style", "meta", "link", "title", "base", "noscript"];
/// Extensions of pages.
const OF_PAGES: [&str; 9] = ["html", "htm", "xhtml", "xht", "shtml", "php", "asp", "aspx", "jsp"];

/// The kind of a text, by the declaration or element that it begins with.
pub(super) fn recognise(text: &str, name: &str) -> Kind {
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let Some(root) = root(text).map(str::to_ascii_lowercase) else { return Kind::Text };
    // Feeds may have a prefix: `rdf:RDF`, `atom:feed`.
    let local = root.rsplit(':').next().unwrap_or(&root);
    match local {
        "html" => Kind::Page,
        "rss" | "feed" | "rdf" => Kind::NotRead(FileType::Feed),
        // An article may begin with a tag that its author used for emphasis, but not with a declaration.
        _ if text.starts_with("<?xml") => Kind::NotRead(FileType::Xml),
        "svg" => Kind::NotRead(FileType::Image),
        // Warnings of a server precede the page, or the lines before its head were lost.
        _ if OF_HEAD.contains(&local) || is_named_page(name) || has_page(text) => Kind::Page,
        _ => Kind::Text,
    }
}

fn is_named_page(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| OF_PAGES.contains(&extension.as_str()))
}

fn has_page(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["<!doctype html", "<html>", "<html "].iter().any(|tag| lower.contains(tag))
}

/// The name of the first element, after a declaration, comments and a document type.
fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some(inside) = rest.strip_prefix('<') {
        let end = match inside.as_bytes().first()? {
            b'?' => "?>",
            b'!' if inside.starts_with("!--") => "-->",
            b'!' => ">",
            _ => {
                let end = inside.find(|char: char| char.is_whitespace() || matches!(char, '>' | '/'))?;
                return Some(&inside[..end]);
            }
        };
        rest = rest[rest.find(end)? + end.len()..].trim_start();
    }
    None
}
