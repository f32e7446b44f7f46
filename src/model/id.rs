//! Identifiers. Each has its own type, so that the compiler finds a mix-up.

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
/// The permanent id of an article. It survives renames, new URLs and re-imports, and is never reused.
    ArticleId(i64)
);
identity!(
/// The id of an operation: a recorded command that changed the corpus.
    OperationId(i64)
);
identity!(
/// The number of a version within its article, from 1.
    VersionNumber(u32)
);
