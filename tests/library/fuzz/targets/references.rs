//! How articles are named.

use corpusdb::model::ArticleRef;

/// A reference that was read means the same once it was written and is read again.
pub(crate) fn check(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    if let Ok(reference) = text.parse::<ArticleRef>() {
        let written = reference.to_string();
        assert_eq!(written.parse::<ArticleRef>().as_ref(), Ok(&reference), "{written:?}");
    }
}
