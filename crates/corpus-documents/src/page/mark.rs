//! The marks of parts of a page.

/// The role of a part of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// Perhaps the article.
    Text,
    /// Something around the article, by its classes: kept if nearly everything is in it.
    Around,
    /// Captions, navigation, forms: never the article.
    Foreign,
    /// Comments of readers: not even their names and dates are the article's.
    Comments,
    /// Not shown before a script runs.
    Concealed,
    /// Never shown, such as a script.
    Hidden,
}
