//! References to an article and one of its states, as people write them.

use super::{ArticleId, PartialDate, VersionNumber};
use std::fmt;
use std::str::FromStr;

/// A reference to an article in one state.
///
/// Written `12`, `12@3`, `12@first`, `12@latest`, `12@2023-04-01` (as of the end of that day),
/// `seeds/a.txt` (a key), `a.txt` (a suffix of exactly one key) or `sha256:ab12` (a prefix of a hash). Where several articles
/// can be named, `1-3`, `1..3` and `1-3,7` are ranges of ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleRef {
    /// The article.
    pub selector: Selector,
    /// The state.
    pub moment: Moment,
}

/// The part of a reference that selects the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// By its id.
    Id(ArticleId),
    /// Several articles by ranges of ids, each with its first and its last.
    Ids(Vec<(ArticleId, ArticleId)>),
    /// By its key, or a suffix of it after a `/`.
    Key(String),
    /// By a prefix, in lower case, of a version's SHA-256.
    Hash(String),
}

/// The part of a reference that selects the state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moment {
    /// The current version.
    Latest,
    /// The first version.
    First,
    /// The version with this number.
    Number(VersionNumber),
    /// The version that was current at the end of this day, month or year, or at this time, in UTC.
    AsOf(PartialDate),
}

/// The text names no article.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "'{given}' names no article: {reason}; write 12, 12@3, 12@first, 12@2023-04-01, seeds/a.txt, a.txt or sha256:ab12"
)]
pub struct InvalidReference {
    given: String,
    reason: &'static str,
}

impl FromStr for ArticleRef {
    type Err = InvalidReference;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = |reason| InvalidReference { given: text.to_owned(), reason };
        // An @ without a moment after it is part of a file name.
        let (name, moment) = match text.rsplit_once('@').map(|(name, moment)| (name, moment.parse())) {
            Some((name, Ok(moment))) => (name, moment),
            Some((name, Err(()))) if name.bytes().all(|byte| byte.is_ascii_digit()) => {
                return Err(invalid("what follows @ is no version and no date"));
            }
            _ => (text, Moment::Latest),
        };
        let selector = if name.is_empty() {
            return Err(invalid("it is empty"));
        } else if let Some(digits) = name.strip_prefix("sha256:") {
            if !(4..=64).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                return Err(invalid("a hash needs 4 to 64 hexadecimal digits"));
            }
            // Lower case, as the digits are shown, so that two notations of one hash are equal.
            Selector::Hash(digits.to_ascii_lowercase())
        } else if name.bytes().all(|byte| byte.is_ascii_digit()) {
            Selector::Id(ArticleId(name.parse().map_err(|_| invalid("no id is that large"))?))
        } else if let Some(ranges) = ranges(name) {
            Selector::Ids(ranges)
        } else {
            match name.strip_prefix("./").unwrap_or(name) {
                "" => return Err(invalid("it is empty")),
                key => Selector::Key(key.to_owned()),
            }
        };
        Ok(Self { selector, moment })
    }
}

/// The ranges of a list of ids such as `1-3,7`. Anything else is a key: a date such as `2023-04` is no range.
fn ranges(text: &str) -> Option<Vec<(ArticleId, ArticleId)>> {
    let id = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().ok().map(ArticleId)).flatten()
    };
    let range = |part: &str| match part.split_once("..").or_else(|| part.split_once('-')) {
        Some((first, last)) => {
            let (first, last) = (id(first)?, id(last)?);
            // Zeros at the front are those of a date or of a file's name.
            let is_plain = !part.split(['-', '.']).any(|number| number.starts_with('0'));
            (first <= last && is_plain).then_some((first, last))
        }
        None => id(part).map(|id| (id, id)),
    };
    text.split(',').map(range).collect()
}

impl FromStr for Moment {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "first" => Ok(Self::First),
            "latest" => Ok(Self::Latest),
            // Four digits are a year. Versions above 999 are only reachable by date or hash.
            _ if text.len() >= 4
                && text.is_char_boundary(4)
                && text[..4].bytes().all(|b| b.is_ascii_digit()) =>
            {
                text.parse().map(Self::AsOf).map_err(|_| ())
            }
            // `parse` accepts a plus sign, which a version doesn't have.
            _ if !text.bytes().all(|byte| byte.is_ascii_digit()) => Err(()),
            _ => match text.parse() {
                Ok(number) if number > 0 => Ok(Self::Number(VersionNumber(number))),
                _ => Err(()),
            },
        }
    }
}

impl fmt::Display for ArticleRef {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = match &self.moment {
            Moment::Latest => String::new(),
            Moment::First => "@first".to_owned(),
            Moment::Number(number) => format!("@{number}"),
            Moment::AsOf(date) => format!("@{date}"),
        };
        match &self.selector {
            Selector::Id(id) => write!(formatter, "{id}{moment}"),
            Selector::Ids(ranges) => {
                let ranges: Vec<String> = ranges
                    .iter()
                    .map(
                        |(first, last)| {
                            if first == last { first.to_string() } else { format!("{first}-{last}") }
                        },
                    )
                    .collect();
                write!(formatter, "{}{moment}", ranges.join(","))
            }
            Selector::Hash(digits) => write!(formatter, "sha256:{digits}{moment}"),
            Selector::Key(key) => {
                let plain = format!("{key}{moment}");
                if plain.parse().as_ref() == Ok(self) {
                    return formatter.write_str(&plain);
                }
                // A file may be called 12 or a@2. This spelling excludes an id and a version.
                let moment = if moment.is_empty() { "@latest" } else { &moment };
                write!(formatter, "./{key}{moment}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> ArticleRef {
        text.parse().unwrap()
    }

    #[test]
    fn reads_every_form() {
        let id = || Selector::Id(ArticleId(12));
        let date = "2023-04-01".parse().unwrap();
        assert_eq!(parse("12"), ArticleRef { selector: id(), moment: Moment::Latest });
        assert_eq!(parse("12@3"), ArticleRef { selector: id(), moment: Moment::Number(VersionNumber(3)) });
        assert_eq!(parse("12@first"), ArticleRef { selector: id(), moment: Moment::First });
        assert_eq!(parse("12@2023-04-01"), ArticleRef { selector: id(), moment: Moment::AsOf(date) });
        assert_eq!(parse("sha256:AB12").selector, Selector::Hash("ab12".into()));
        assert_eq!(parse("a.txt@2").selector, Selector::Key("a.txt".into()));
        assert_eq!(parse("mail@example").selector, Selector::Key("mail@example".into()));
    }

    #[test]
    fn reads_ranges_of_ids_but_no_dates_and_names() {
        for (text, written) in [("1-3", "1-3"), ("1..3", "1-3"), ("1-3,7", "1-3,7"), ("5,2", "5,2")] {
            assert!(matches!(parse(text).selector, Selector::Ids(_)), "{text}");
            assert_eq!(parse(text).to_string(), written);
        }
        for text in ["3-1", "2023-04", "2023-04-01", "1-", "-3", "1,", "1-2-3", "1-x", "./1-3"] {
            assert!(matches!(parse(text).selector, Selector::Key(_)), "{text}");
        }
        assert_eq!(parse("./1-3").to_string(), "./1-3@latest");
    }

    #[test]
    fn refuses_what_names_nothing() {
        for text in [
            "",
            "./",
            "@2",
            "12@",
            "12@0",
            "12@+3",
            "12@soon",
            "sha256:ab",
            "sha256:xyzw",
            "99999999999999999999",
        ] {
            assert!(text.parse::<ArticleRef>().is_err(), "{text}");
        }
    }

    #[test]
    fn writes_what_it_read() {
        for text in ["12", "12@3", "a/b.txt@first", "sha256:ab12@2023-04"] {
            assert_eq!(parse(text).to_string(), text);
        }
    }

    #[test]
    fn a_key_that_looks_like_another_reference_stays_a_key() {
        for (given, written) in [
            ("./12", "./12@latest"),
            ("./12@3", "./12@3"),
            ("./12@soon", "./12@soon@latest"),
            ("./sha256:ab12", "./sha256:ab12@latest"),
            ("././a.txt", "././a.txt@latest"),
            ("a@2@latest", "./a@2@latest"),
            ("a@+1200", "a@+1200"),
            ("./a.txt", "a.txt"),
        ] {
            assert_eq!(parse(given).to_string(), written);
            assert_eq!(parse(written), parse(given));
        }
    }
}
