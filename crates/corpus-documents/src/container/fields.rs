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
    content_type.split([';', ',']).skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']).trim();
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    })
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
    }
}
