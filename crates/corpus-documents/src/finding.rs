//! Metadata that a document states, with the rule that found it.

use std::fmt;

/// The field of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The headline, without the name of the site.
    Title,
    /// The line under the headline.
    Subtitle,
    /// The name of the outlet, as the document states it.
    Outlet,
    /// A person who wrote it. Several authors are several findings with the same rule.
    Author,
    /// When it was published.
    Published,
    /// When the publisher says that it was changed.
    Modified,
    /// The canonical address.
    Url,
    /// The language as a BCP 47 tag.
    Language,
    /// The part of the publication that it appeared in.
    Section,
    /// Another field: the name of a column or key, as written.
    Other(String),
}

impl Field {
    /// The name of the field in a corpus: `title`, `published`, or the name of another field as written.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Title => "title",
            Self::Subtitle => "subtitle",
            Self::Outlet => "outlet",
            Self::Author => "author",
            Self::Published => "published",
            Self::Modified => "modified",
            Self::Url => "url",
            Self::Language => "language",
            Self::Section => "section",
            Self::Other(name) => name,
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A value that a document states for a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The field.
    pub field: Field,
    /// The value, cleaned: no markup, no surrounding white space, never empty. A date is ISO 8601, as precise as its source.
    pub value: String,
    /// The name of the rule that found it, for example `json-ld`, `og`, `meta:citation_author`, `byline`, `front-matter`, `row`.
    pub rule: String,
}
