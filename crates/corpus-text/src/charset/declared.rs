//! Charsets that HTML and XML files declare.
//!
//! The search follows “prescan a byte stream to determine its encoding” and “get an XML encoding” of the HTML
//! standard (<https://html.spec.whatwg.org/multipage/parsing.html>).

use super::Charset;

/// How far browsers look for a declaration.
const PRESCAN: usize = 1024;
/// One declared character in this many may have no reading. More means that the declaration is wrong.
const DAMAGE: usize = 16;

/// The charset that the bytes declare, if they open as HTML or XML does and can be read in it.
pub(super) fn by_declaration(bytes: &[u8]) -> Option<Charset> {
    let opening = bytes.trim_ascii_start();
    let is_markup = matches!(opening, [b'<', b'!' | b'?', ..])
        || matches!(opening, [b'<', name, ..] if name.is_ascii_alphabetic());
    if !is_markup {
        return None;
    }
    let head = &bytes[..bytes.len().min(PRESCAN)];
    let charset = by_meta(head).or_else(|| by_xml(head))?;
    allows(bytes, charset).then_some(charset)
}

/// Whether nearly all bytes have a reading.
fn allows(bytes: &[u8], charset: Charset) -> bool {
    let (text, lossy) = charset.characters(bytes);
    if !lossy {
        return true;
    }
    let beyond = text.chars().filter(|letter| !letter.is_ascii());
    let (all, unread) = beyond.fold((0_usize, 0_usize), |(all, unread), letter| {
        (all + 1, unread + usize::from(letter == char::REPLACEMENT_CHARACTER))
    });
    unread * DAMAGE <= all
}

/// The charset of the first `meta` element that names a known one.
fn by_meta(head: &[u8]) -> Option<Charset> {
    let mut rest = head;
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = &rest[at..];
        if rest.starts_with(b"<!--") {
            // “<!-->” is a whole comment.
            rest = &rest[2..];
            rest = &rest[memchr::memmem::find(rest, b"-->")? + 3..];
            continue;
        }
        let name = rest[1..].strip_prefix(b"/").unwrap_or(&rest[1..]);
        if !name.first().is_some_and(u8::is_ascii_alphabetic) {
            let is_skipped = matches!(rest.get(1), Some(b'!' | b'/' | b'?'));
            rest = if is_skipped { &rest[memchr::memchr(b'>', rest)?..] } else { &rest[1..] };
            continue;
        }
        let end = name.iter().position(|byte| is_space(*byte) || matches!(byte, b'>' | b'/'))?;
        let is_meta = name[..end].eq_ignore_ascii_case(b"meta") && rest[1] != b'/' && name[end] != b'>';
        let mut meta = Meta::default();
        rest = &name[end..];
        while let Some((attribute, value, after)) = attribute(rest) {
            meta.take(attribute, value);
            rest = after;
        }
        if is_meta && let Some(charset) = meta.charset() {
            return Some(charset);
        }
    }
    None
}

/// The charset declared by the attributes of a `meta` element.
#[derive(Default)]
struct Meta<'a> {
    charset: Option<&'a [u8]>,
    content: Option<&'a [u8]>,
    is_content_type: bool,
}

impl<'a> Meta<'a> {
    /// Takes an attribute; of several with the same name the first counts.
    fn take(&mut self, name: &[u8], value: &'a [u8]) {
        match name.to_ascii_lowercase().as_slice() {
            b"charset" => self.charset = self.charset.or(Some(value)),
            b"content" => self.content = self.content.or_else(|| in_content(value)),
            b"http-equiv" => self.is_content_type |= value.eq_ignore_ascii_case(b"content-type"),
            _ => {}
        }
    }

    fn charset(&self) -> Option<Charset> {
        labelled(self.charset.or(self.content.filter(|_| self.is_content_type))?)
    }
}

/// The label in a value such as `text/html; charset=koi8-r`.
fn in_content(value: &[u8]) -> Option<&[u8]> {
    let mut rest = value;
    loop {
        let at = rest.windows(7).position(|part| part.eq_ignore_ascii_case(b"charset"))?;
        rest = rest[at + 7..].trim_ascii_start();
        if let Some(label) = rest.strip_prefix(b"=") {
            return unquoted(label.trim_ascii_start());
        }
    }
}

fn unquoted(label: &[u8]) -> Option<&[u8]> {
    match label.first()? {
        quote @ (b'"' | b'\'') => label[1..].split(|byte| byte == quote).next(),
        _ => label.split(|byte| is_space(*byte) || *byte == b';').next(),
    }
}

/// The next attribute of a tag: its name, its value, and the rest of the tag. `None` at the end of the tag.
fn attribute(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let start = bytes.iter().position(|byte| !is_space(*byte) && *byte != b'/')?;
    let bytes = &bytes[start..];
    if bytes[0] == b'>' {
        return None;
    }
    let is_end = |byte: &u8| is_space(*byte) || matches!(byte, b'/' | b'>' | b'=');
    // An equals sign at the start belongs to the name.
    let end = bytes[1..].iter().position(is_end)? + 1;
    let (name, rest) = bytes.split_at(end);
    let Some(value) = rest.trim_ascii_start().strip_prefix(b"=") else { return Some((name, b"", rest)) };
    let value = value.trim_ascii_start();
    let first = *value.first()?;
    if matches!(first, b'"' | b'\'') {
        let end = memchr::memchr(first, &value[1..])? + 1;
        return Some((name, &value[1..end], &value[end + 1..]));
    }
    let end = value.iter().position(|byte| is_space(*byte) || *byte == b'>')?;
    Some((name, &value[..end], &value[end..]))
}

/// The charset of an XML declaration at the very start.
fn by_xml(head: &[u8]) -> Option<Charset> {
    let rest = head.trim_ascii_start().strip_prefix(b"<?xml")?;
    let declaration = &rest[..memchr::memchr(b'>', rest)?];
    let at = memchr::memmem::find(declaration, b"encoding")?;
    let value = declaration[at + 8..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let quote = value.first().filter(|byte| matches!(byte, b'"' | b'\''))?;
    labelled(&value[1..=memchr::memchr(*quote, &value[1..])?])
}

/// The charset of a label. A declaration that can be read byte by byte is not in UTF-16 or UTF-32, so these mean
/// UTF-8.
fn labelled(label: &[u8]) -> Option<Charset> {
    let label = str::from_utf8(label).ok()?.trim();
    if label.eq_ignore_ascii_case("x-user-defined") {
        return "windows-1252".parse().ok();
    }
    let charset: Charset = label.parse().ok()?;
    Some(if charset.name().starts_with("UTF-") { Charset::UTF_8 } else { charset })
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::*;

    fn declared(head: &str) -> Option<&'static str> {
        by_declaration(head.as_bytes()).map(Charset::name)
    }

    #[test]
    fn declarations_are_found_as_browsers_find_them() {
        for (head, name) in [
            ("<meta charset=koi8-r>", Some("KOI8-R")),
            ("<!DOCTYPE html><html><head><META CharSet='Windows-1250' /></head>", Some("windows-1250")),
            ("<meta http-equiv=Content-Type content='text/html; charset=shift_jis'>", Some("Shift_JIS")),
            ("<meta content=\"text/html;charset = 'big5'\" http-equiv=\"content-type\">", Some("Big5")),
            ("<?xml version='1.0' encoding='windows-1251'?><a/>", Some("windows-1251")),
            ("<meta charset=utf-16>", Some("UTF-8")),
            ("<meta charset=x-user-defined>", Some("windows-1252")),
            ("<p title='<meta charset=koi8-r>'><meta charset=big5>", Some("Big5")),
            ("<meta charset=unheard-of><meta charset=big5>", Some("Big5")),
            ("<!-- <meta charset=koi8-r> --><p>", None),
            ("<meta content='text/html; charset=big5'>", None),
            ("<metal charset=koi8-r>", None),
            ("</meta charset=koi8-r>", None),
            ("Write <meta charset=koi8-r> at the top", None),
            ("<meta charset=koi8-r", None),
        ] {
            assert_eq!(declared(head), name, "{head}");
        }
        let late = format!("<p>{}<meta charset=koi8-r>", " ".repeat(PRESCAN));
        assert_eq!(declared(&late), None);
    }

    #[test]
    fn a_declaration_decides_where_the_bytes_are_not_utf8() {
        for (bytes, text) in [
            (&b"<meta charset=windows-1250><p>\x8Elu\x9D"[..], "<meta charset=windows-1250><p>Žluť"),
            (b"<meta charset=shift_jis>\x8AO\x91\x8A", "<meta charset=shift_jis>外相"),
            (b"<?xml version='1.0' encoding='cp1251'?>\xC4\xE0", "<?xml version='1.0' encoding='cp1251'?>Да"),
            (b"<meta charset=koi8-r>caf\xC3\xA9", "<meta charset=koi8-r>café"),
            (b"\xEF\xBB\xBF<meta charset=koi8-r>caf\xC3\xA9", "<meta charset=koi8-r>café"),
            (b"<meta charset=euc-jp><p>the caf\xE9 there", "<meta charset=euc-jp><p>the café there"),
        ] {
            assert_eq!(decode(bytes, None).unwrap().text, text);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_markup_panics(markup in "<[ -~]{0,60}(meta|!--|/|\\?xml)[ -~]{0,60}") {
            let _ = by_declaration(markup.as_bytes());
        }
    }
}
