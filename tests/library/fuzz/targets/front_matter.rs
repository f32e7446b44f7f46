//! Front matter, and metadata in paths.

use corpusdb::documents::front_matter;
use corpusdb::documents::pattern::Pattern;

/// The body below front matter is the end of the text; a pattern and a path of the first two lines do no harm.
pub(crate) fn check(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    if let Some(matter) = front_matter::split(&text) {
        assert!(text.is_char_boundary(matter.body), "the body begins within a character");
        assert!(
            matter.findings.iter().all(|finding| !finding.value.trim().is_empty()),
            "{:?}",
            matter.findings
        );
    }
    let mut lines = text.lines();
    if let (Some(pattern), Some(path)) = (lines.next(), lines.next())
        && let Ok(pattern) = Pattern::parse(pattern)
        && let Some(found) = pattern.matches(path)
    {
        assert!(found.findings.iter().all(|finding| !finding.value.is_empty()), "{:?}", found.findings);
    }
}
