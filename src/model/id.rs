//! Identities. Each is its own type, so that one can't be passed for another.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! identity {
    ($(#[$documentation:meta])* $name:ident($inner:ty)) => {
        $(#[$documentation])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }
    };
}

identity!(
    /// An article, for good: it survives renames, new URLs and re-imports, and is never given again.
    ArticleId(i64)
);
identity!(
    /// A recorded command that changed the corpus.
    OperationId(i64)
);
identity!(
    /// The number of a version within its article, counted from 1.
    VersionNumber(u32)
);
