//! Origins of values: their notation and their precedence.

use serde::{Serialize, Serializer};
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

/// The origin of a value, as its change records it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Set by a person: `set`.
    Hand,
    /// Set for all files of an import: `import`.
    Import,
    /// Read from the sidecar of the article's file: `sidecar`.
    Sidecar,
    /// The outlet of the address's host name: `host`.
    Host,
    /// Read from a part of the text: `text:opening`.
    Text(String),
    /// Stated by the article's own document, with what read it: `page`, `row` or `front-matter`.
    Document(String),
    /// Read from the path of the article's file by the source's pattern: `path`.
    Path,
    /// Read from a CSV table, with its name: `csv:table.csv`.
    Csv(String),
    /// Read from a table in JSON Lines, with its name: `jsonl:table.jsonl`.
    Jsonl(String),
    /// Changed by an SQL statement: `sql`.
    Sql,
    /// Missing because only undone changes had set it: `undo`.
    Undo,
    /// Corrected by a repair: `repair`.
    Repair,
    /// Changed by a purge: `purge`.
    Purge,
    /// Changed when purged articles became importable again: `purge allow`.
    PurgeAllow,
    /// Changed by another program: `outside`.
    Outside,
    /// Copied from an older schema: `upgrade`.
    Upgrade,
    /// An unknown origin. Another program or a later version may have written it.
    Other(String),
}

impl Origin {
    /// The first lines of a text.
    #[must_use]
    pub fn opening() -> Self {
        Self::Text("opening".to_owned())
    }

    /// The precedence: a value may be replaced by one of the same or a higher rank.
    ///
    /// For example, a sidecar may replace a value from the text, but not one that a person set.
    #[must_use]
    pub fn rank(&self) -> u8 {
        match self {
            // The value is missing, so there is nothing to protect.
            Self::Undo => 0,
            Self::Text(_) | Self::Document(_) => 1,
            Self::Host => 2,
            Self::Path => 3,
            // Both were given for these articles; a pattern is for all of a source.
            Self::Import | Self::Sidecar => 4,
            // An unknown origin may be a person's decision, so no detected value replaces it.
            Self::Hand
            | Self::Csv(_)
            | Self::Jsonl(_)
            | Self::Sql
            | Self::Repair
            | Self::Purge
            | Self::PurgeAllow
            | Self::Outside
            | Self::Upgrade
            | Self::Other(_) => 5,
        }
    }

    /// Whether a value of this origin may replace one of the origin `other`.
    #[must_use]
    pub fn may_replace(&self, other: &Self) -> bool {
        other.rank() <= self.rank()
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Hand => "set",
            Self::Import => "import",
            Self::Sidecar => "sidecar",
            Self::Host => "host",
            Self::Path => "path",
            Self::Sql => "sql",
            Self::Undo => "undo",
            Self::Repair => "repair",
            Self::Purge => "purge",
            Self::PurgeAllow => "purge allow",
            Self::Outside => "outside",
            Self::Upgrade => "upgrade",
            Self::Text(part) => return write!(formatter, "text:{part}"),
            Self::Csv(table) => return write!(formatter, "csv:{table}"),
            Self::Jsonl(table) => return write!(formatter, "jsonl:{table}"),
            Self::Document(origin) | Self::Other(origin) => origin,
        })
    }
}

impl FromStr for Origin {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text.split_once(':') {
            Some(("text", part)) => Self::Text(part.to_owned()),
            Some(("csv", table)) => Self::Csv(table.to_owned()),
            Some(("jsonl", table)) => Self::Jsonl(table.to_owned()),
            _ => match text {
                "set" => Self::Hand,
                "import" => Self::Import,
                "sidecar" => Self::Sidecar,
                "host" => Self::Host,
                "page" | "row" | "front-matter" => Self::Document(text.to_owned()),
                "path" => Self::Path,
                "sql" => Self::Sql,
                "undo" => Self::Undo,
                "repair" => Self::Repair,
                "purge" => Self::Purge,
                "purge allow" => Self::PurgeAllow,
                "outside" => Self::Outside,
                "upgrade" => Self::Upgrade,
                other => Self::Other(other.to_owned()),
            },
        })
    }
}

impl Serialize for Origin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(text: &str) -> Origin {
        text.parse().unwrap()
    }

    #[test]
    fn every_origin_is_written_as_it_was_read() {
        for text in [
            "set",
            "import",
            "sidecar",
            "host",
            "page",
            "row",
            "front-matter",
            "path",
            "text:opening",
            "text:byline",
            "csv:a:b.csv",
            "jsonl:a.jsonl",
            "sql",
            "undo",
            "repair",
            "purge",
            "purge allow",
            "outside",
            "upgrade",
            "elsewhere",
            "elsewhere:x",
            "",
        ] {
            assert_eq!(origin(text).to_string(), text);
            let is_unknown = text.starts_with("elsewhere") || text.is_empty();
            assert_eq!(matches!(origin(text), Origin::Other(_)), is_unknown, "{text}");
        }
    }

    #[test]
    fn what_is_found_never_replaces_what_somebody_decided() {
        for found in ["undo", "text:opening", "page", "row", "host", "path", "import", "sidecar"] {
            for decided in ["set", "csv:a.csv", "jsonl:a.jsonl", "sql", "outside", "elsewhere"] {
                assert!(!origin(found).may_replace(&origin(decided)), "{found} {decided}");
                assert!(origin(decided).may_replace(&origin(found)), "{decided} {found}");
            }
        }
    }

    #[test]
    fn a_text_replaces_only_what_texts_gave() {
        for (other, may) in [("undo", true), ("text:opening", true), ("host", false), ("sidecar", false)] {
            assert_eq!(Origin::opening().may_replace(&origin(other)), may, "{other}");
        }
        assert!(origin("sidecar").may_replace(&origin("import")));
        assert!(origin("import").may_replace(&origin("sidecar")));
        assert!(origin("path").may_replace(&origin("page")) && origin("path").may_replace(&origin("host")));
        assert!(
            !origin("page").may_replace(&origin("path")) && !origin("path").may_replace(&origin("import"))
        );
    }
}
