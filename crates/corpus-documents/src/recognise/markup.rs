//! XML that isn't a page: feeds, exports, and all else.

use super::{FileType, Kind};

/// The kind of a text, by the XML declaration or root element that it begins with.
pub(super) fn recognise(text: &str) -> Kind {
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let Some(root) = root(text) else { return Kind::Text };
    let local = root.rsplit(':').next().unwrap_or(root);
    let is_feed = matches!(local, "rss" | "feed" | "RDF");
    let is_declared = text.starts_with("<?xml");
    match local {
        "html" | "HTML" => Kind::Page,
        _ if is_feed => Kind::NotRead(FileType::Feed),
        // An article may begin with a tag that its author used for emphasis, but not with a declaration.
        _ if is_declared => Kind::NotRead(FileType::Xml),
        "svg" => Kind::NotRead(FileType::Image),
        _ => Kind::Text,
    }
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
