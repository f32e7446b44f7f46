//! The opening of a text file: the address that the article was copied from, and its
//! headline. Only two shapes count, so that no headline is made of a sentence:
//!
//! - an address alone on the first line, then the headline on the next line that isn't empty;
//! - a headline on the first line, then an empty line, then text that is more than a line like it.

/// Maximum number of summary lines under a headline. More are the list that the text consists of.
const SUMMARY_LINES: usize = 3;

/// The longest headline, in characters.
const LONGEST_HEADLINE: usize = 200;

/// The address and the headline in the first lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opening {
    /// The address on the first line.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The summary below the headline of a text that was copied with its address: lines that begin with `- `, joined by `; `.
    pub subtitle: Option<String>,
}

impl Opening {
    /// Reads the first lines of `text`. For example, `Fares rise` is the headline of `Fares rise`, an empty line, and more text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut lines = text.lines().map(str::trim);
        let Some(first) = lines.find(|line| !line.is_empty()) else { return Self::default() };
        if is_url(first) {
            let headline = lines.find(|line| !line.is_empty());
            let title = headline.filter(|line| could_be_headline(line)).map(str::to_owned);
            let subtitle = title.is_some().then(|| summary(lines)).flatten();
            return Self { url: Some(first.to_owned()), title, subtitle };
        }
        let headline = first.strip_prefix("# ").map_or(first, str::trim);
        let stands_alone = lines.next() == Some("");
        // Some copies repeat the headline before the text.
        let has_body = lines.any(|line| !line.is_empty() && line != first);
        let title = (stands_alone && has_body && could_be_headline(headline)).then(|| headline.to_owned());
        Self { url: None, title, subtitle: None }
    }
}

impl Opening {
    /// The offset of the end of the headline in `text`; 0 if it has none.
    ///
    /// For example, 10 for `Fares rise`, an empty line, and more text.
    #[must_use]
    pub fn end_of_headline(text: &str) -> usize {
        let opening = Self::of(text);
        let Some(title) = opening.title else { return 0 };
        let after_url = opening.url.and_then(|url| Some(text.find(&url)? + url.len())).unwrap_or_default();
        text[after_url..].find(&title).map_or(0, |start| after_url + start + title.len())
    }
}

/// The summary lines at the beginning of `lines`; `None` if there is none, or nothing but a list.
fn summary<'a>(lines: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut summary = Vec::new();
    for line in lines.filter(|line| !line.is_empty()) {
        match line.strip_prefix("- ") {
            Some(item) if summary.len() < SUMMARY_LINES => summary.push(item.trim()),
            Some(_) => return None,
            None => return (!summary.is_empty()).then(|| summary.join("; ")),
        }
    }
    None
}

fn is_url(line: &str) -> bool {
    let rest = line.strip_prefix("https://").or_else(|| line.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.contains('.') && !rest.contains(|c: char| c.is_whitespace() || c.is_control())
    })
}

/// A headline is short, has letters, doesn't end like a sentence, and isn't a list item, a byline, a dateline or
/// the fence of a header.
fn could_be_headline(line: &str) -> bool {
    let ending = line.trim_end_matches(['"', '\'', '”', '’', '»', ')']);
    let sentence = ending.ends_with(['.', ',', ';', ':', '…', '。', '，']) && !ending.ends_with("...");
    let initials = ending.rsplit(' ').next().is_some_and(|word| word.matches('.').count() > 1);
    let item = line.starts_with(['-', '*', '•', '–', '—', '<', '{', '[', '|', '=']) || line.starts_with("##");
    let byline = ["By ", "by ", "BY "].iter().any(|start| line.starts_with(start));
    line.chars().count() <= LONGEST_HEADLINE
        && line.chars().any(char::is_alphabetic)
        && (!sentence || initials)
        && !item
        && !byline
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summary_lines_below_the_headline_of_a_copied_text_are_the_subtitle() {
        let copied =
            |rest: &str| Opening::of(&format!("https://quay.example/1\nFares rise\n{rest}")).subtitle;
        assert_eq!(
            copied("- Day passes cost more\n- Children ride free\nThe council voted.").as_deref(),
            Some("Day passes cost more; Children ride free")
        );
        for rest in
            ["The council voted.", "- a\n- b\n- c\n- d\nText.", "- Nothing else\n", "-5 degrees\nText."]
        {
            assert_eq!(copied(rest), None, "{rest}");
        }
        assert_eq!(Opening::of("Fares rise\n\n- Day passes cost more\nThe council voted.").subtitle, None);
    }

    fn title(text: &str) -> Option<String> {
        Opening::of(text).title
    }

    #[test]
    fn a_line_that_stands_alone_is_the_headline() {
        assert_eq!(
            title("Ferry fares rise again\n\nThe council voted late.").as_deref(),
            Some("Ferry fares rise again")
        );
        assert_eq!(title("\n\r\n# Who pays?\r\n\r\nEveryone.").as_deref(), Some("Who pays?"));
        assert_eq!(
            title("Talks resume in the U.S.\n\nThey had stopped.").as_deref(),
            Some("Talks resume in the U.S.")
        );
    }

    #[test]
    fn the_end_of_the_headline_is_behind_its_last_letter() {
        for (text, expected) in [
            ("Fares rise\n\nMore text", "Fares rise"),
            ("\n# Who pays?\r\n\r\nEveryone.", "\n# Who pays?"),
            ("https://a.example/a\n\nA\nMore", "https://a.example/a\n\nA"),
            ("No headline here.", ""),
        ] {
            assert_eq!(&text[..Opening::end_of_headline(text)], expected, "{text}");
        }
    }

    #[test]
    fn an_address_and_the_line_after_it() {
        let opening = Opening::of("https://news.example.org/1?a=b\nFares rise\n- Again\nThe council");
        assert_eq!(opening.url.as_deref(), Some("https://news.example.org/1?a=b"));
        assert_eq!(opening.title.as_deref(), Some("Fares rise"));
    }

    #[test]
    fn no_headline_is_made_of_anything_else() {
        for text in [
            "",
            "Only one line",
            "Only one line\n\n",
            "The council voted late on Monday.\n\nIt had met twice.",
            "The council voted late\non Monday.",
            "- a list item\n\nText",
            "By Ada Lind\n\nText",
            "---\n\ntitle: x",
            "12345\n\nText",
            "“We will pay,” she said.\n\nText",
            "https://news.example.org/1\nThe council voted late on Monday.",
        ] {
            assert_eq!(title(text), None, "{text}");
        }
        assert_eq!(title(&format!("{}\n\nText", "long ".repeat(60))), None);
    }
}
