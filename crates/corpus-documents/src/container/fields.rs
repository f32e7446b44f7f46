//! Lines of the form `Name: value`, as headers of WARC records and of HTTP have them.

/// Fields of a header, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads fields up to the end of `lines`. A line that begins with a blank continues the one before it, and a line without
    /// a colon is passed over, as servers send some.
    pub(super) fn read(lines: &str) -> Self {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in lines.lines() {
            if let (Some(continued), Some((_, value))) = (line.strip_prefix([' ', '\t']), fields.last_mut()) {
                value.push(' ');
                value.push_str(continued.trim());
            } else if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
        Self(fields)
    }

    /// The first value of a field that isn't empty. Upper and lower case are the same in `name`.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(field, value)| field.eq_ignore_ascii_case(name) && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }
}

/// A media type without its parameters, in lower case; `None` if it isn't one.
///
/// For example, `Text/HTML; charset=utf-8` is `text/html`.
pub(super) fn media_type(content_type: &str) -> Option<String> {
    let media_type = content_type.split([';', ',']).next().unwrap_or_default().trim().to_ascii_lowercase();
    (media_type.split('/').count() == 2 && !media_type.contains(char::is_whitespace)).then_some(media_type)
}

/// The charset of a media type, as it is written.
///
/// For example, `text/html; charset="utf-8"` has `utf-8`.
pub(super) fn charset(content_type: &str) -> Option<String> {
    parameter(content_type, "charset")
}

/// A parameter of a media type, as it is written, without quotes; `None` if it is missing or empty.
pub(super) fn parameter(content_type: &str, name: &str) -> Option<String> {
    let mut rest = content_type.split_once([';', ','])?.1;
    loop {
        let (key, after) = rest.split_once('=')?;
        let (value, after) = value(after.trim_start());
        // Words on the left of the name are parameters without a value.
        let key = key.rsplit([';', ',']).next().unwrap_or(key).trim();
        if key.eq_ignore_ascii_case(name) && !value.is_empty() {
            return Some(value.to_owned());
        }
        rest = after;
    }
}

/// A value, and the text after it. A quoted one may have any separator in it.
fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some((value, after)) = text.strip_prefix(quote).and_then(|text| text.split_once(quote)) {
            return (value.trim(), after.split_once([';', ',']).map_or("", |(_, after)| after));
        }
    }
    let (value, after) = text.split_once([';', ',']).unwrap_or((text, ""));
    (value.trim().trim_matches(['"', '\'']), after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_whatever_their_case_and_folding() {
        let fields =
            Fields::read("content-TYPE: text/html;\r\n\tcharset=x\r\nno field\r\nEmpty:\r\nEmpty: full");
        assert_eq!(fields.get("Content-Type"), Some("text/html; charset=x"));
        assert_eq!(fields.get("empty"), Some("full"));
        assert_eq!(fields.get("no field"), None);
    }

    #[test]
    fn media_types_lose_their_parameters() {
        assert_eq!(media_type("Text/HTML; charset=utf-8").as_deref(), Some("text/html"));
        assert_eq!(media_type("none"), None);
        assert_eq!(charset("text/html; Charset = 'KOI8-R' ; x=y").as_deref(), Some("KOI8-R"));
        assert_eq!(charset("text/html; charset="), None);
        assert_eq!(
            parameter("a/b; x; type=\"c;d\"; Boundary=\"--;=\"; y", "boundary").as_deref(),
            Some("--;=")
        );
    }
}
