//! Kinds of operations and of versions. Unknown words are kept, because a later version of this program may have
//! written
//! them.

use serde::{Serialize, Serializer};
use std::fmt;

/// Defines an enum of words in the store, with one more variant for an unknown word.
macro_rules! kinds {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            $($(#[$doc])* $variant,)*
            /// A word that this program doesn't know.
            Other(String),
        }

        impl $name {
/// The name in the store and in messages.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)*
                    Self::Other(word) => word,
                }
            }
        }

        impl From<String> for $name {
            fn from(word: String) -> Self {
                match word.as_str() {
                    $($word => Self::$variant,)*
                    _ => Self::Other(word),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

kinds! {
    /// The command that made an operation.
    OperationKind {
        /// `corpus import`, also by `watch`.
        Import = "import",
        /// `corpus meta import`.
        MetaImport = "meta import",
        /// `corpus meta set`.
        MetaSet = "meta set",
        /// `corpus meta unset`.
        MetaUnset = "meta unset",
        /// `corpus meta define`.
        MetaDefine = "meta define",
        /// `corpus remove`.
        Remove = "remove",
        /// `corpus restore`.
        Restore = "restore",
        /// `corpus outlet add`.
        OutletAdd = "outlet add",
        /// `corpus outlet alias`.
        OutletAlias = "outlet alias",
        /// `corpus outlet merge`.
        OutletMerge = "outlet merge",
        /// `corpus sql --write`.
        Sql = "sql",
        /// `corpus reread`.
        Reread = "reread",
        /// `corpus undo`.
        Undo = "undo",
        /// `corpus purge`.
        Purge = "purge",
        /// `corpus purge allow`.
        PurgeAllow = "purge allow",
        /// `corpus repair`.
        Repair = "repair",
/// Changes by other programs, outside of operations.
        Outside = "outside",
    }
}

impl OperationKind {
    /// Whether an undo can reverse such an operation. A purge destroys data. A repair has no earlier state that could be
    /// trusted.
    #[must_use]
    pub fn can_be_undone(&self) -> bool {
        !matches!(self, Self::Purge | Self::Repair)
    }
}

kinds! {
/// The reason that a version exists.
    VersionKind {
        /// The first version of an article.
        Added = "added",
        /// The file had changed.
        Changed = "changed",
        /// The file had the bytes of an earlier version again.
        Reverted = "reverted",
        /// The same bytes, decoded with another charset.
        Redecoded = "redecoded",
        /// Another capture with the same text.
        Recaptured = "recaptured",
        /// The same bytes, read by other rules.
        Reread = "reread",
    }
}

kinds! {
    /// What read a version's text from its bytes.
    ReaderKind {
        /// The bytes are the text, in some charset.
        Text = "text",
        /// The readable text of a page.
        Page = "page",
        /// All visible text of a page in which no article was found.
        WholePage = "whole-page",
        /// The text below front matter.
        FrontMatter = "front-matter",
        /// A column of a row.
        Row = "row",
        /// The readable text of a page that is a column of a row.
        RowPage = "row-page",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_and_unknown_words_are_written_as_they_were_read() {
        for word in ["import", "meta set", "purge allow", "undo", "repair", "outside", "merge", ""] {
            let kind = OperationKind::from(word.to_owned());
            assert_eq!(kind.as_str(), word);
            assert_eq!(matches!(kind, OperationKind::Other(_)), ["merge", ""].contains(&word), "{word}");
        }
        assert_eq!(format!("{:<9}|", VersionKind::Added), "added    |");
        assert_eq!(VersionKind::from("split".to_owned()), VersionKind::Other("split".to_owned()));
    }

    #[test]
    fn only_purges_and_repairs_cannot_be_undone() {
        for (word, can) in
            [("purge", false), ("repair", false), ("purge allow", true), ("undo", true), ("merge", true)]
        {
            assert_eq!(OperationKind::from(word.to_owned()).can_be_undone(), can, "{word}");
        }
    }
}
