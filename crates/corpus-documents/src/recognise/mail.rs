//! Messages, and pages that are saved as one (MHTML), told by the fields of their header.

use super::{FileType, Kind};
use crate::container::ContainerKind;

/// Fields that programs write and people don't: an article may begin with lines such as `Date: …`.
const BY_PROGRAMS: [&str; 7] = [
    "received",
    "message-id",
    "mime-version",
    "return-path",
    "x-mailer",
    "content-transfer-encoding",
    "snapshot-content-location",
];
/// Fields that only a message that was sent has.
const OF_SENT: [&str; 6] = ["received", "message-id", "return-path", "to", "delivered-to", "in-reply-to"];

/// The kind of a message; `None` if the text isn't one.
pub(super) fn recognise(text: &str) -> Option<Kind> {
    let text = text.trim_start_matches(['\u{FEFF}', '\r', '\n']);
    let is_mailbox = text.starts_with("From ");
    let fields = fields(text, is_mailbox)?;
    let has = |names: &[&str]| {
        fields.iter().any(|(name, _)| names.iter().any(|known| name.eq_ignore_ascii_case(known)))
    };
    let value = |name: &str| {
        fields
            .iter()
            .find(|(field, _)| field.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.to_ascii_lowercase())
    };
    let content_type = value("content-type").filter(|value| value.contains('/'));
    // An article may begin with a line of this form.
    if fields.len() < 2 || !(is_mailbox || content_type.is_some() || has(&BY_PROGRAMS)) {
        return None;
    }
    let is_page = is_saved_page(content_type.as_deref().unwrap_or_default(), value("from").as_deref(), &has);
    Some(if is_page && !is_mailbox {
        Kind::Container(ContainerKind::Mhtml)
    } else {
        Kind::NotRead(FileType::Mail)
    })
}

/// Whether a message is a page that a browser saved. A message in HTML with pictures has the same types, but it was sent.
fn is_saved_page(content_type: &str, from: Option<&str>, has: &impl Fn(&[&str]) -> bool) -> bool {
    let is = |media_type: &str| content_type.starts_with(media_type);
    let by_browser =
        from.is_some_and(|from| from.contains("<saved by ")) || has(&["snapshot-content-location"]);
    let is_html = is("multipart/related") || is("multipart/alternative") || is("text/html");
    by_browser || (is_html && !has(&OF_SENT) && (from.is_none() || is("multipart/related")))
}

/// The fields of a header up to an empty line, continued lines joined; `None` if a line is no field.
fn fields(text: &str, is_mailbox: bool) -> Option<Vec<(&str, String)>> {
    let mut fields: Vec<(&str, String)> = Vec::new();
    // The last line may be cut, where the beginning of the file ends.
    for line in text.split_inclusive('\n').skip(usize::from(is_mailbox)) {
        let Some(line) = line.strip_suffix('\n') else { break };
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.trim().is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            fields.last_mut()?.1.push_str(line);
            continue;
        }
        let (name, value) = line.split_once(':')?;
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            return None;
        }
        fields.push((name, value.trim().to_owned()));
    }
    Some(fields)
}
