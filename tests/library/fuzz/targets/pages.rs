//! Saved pages: their text and what they state about themselves.

use corpusdb::documents::page;

/// Any text is read as a page, the same each time, wherever it was found. What it states is never empty.
pub(crate) fn check(input: &[u8]) {
    let html = String::from_utf8_lossy(input);
    let page = page::read(&html, None);
    assert!(page.text.is_char_boundary(page.body_start), "the body begins within a character");
    assert!(!page.text.contains('\0'), "a text holds no NUL");
    assert!(page.findings.iter().all(|finding| !finding.value.trim().is_empty()), "{:?}", page.findings);
    let found_elsewhere = page::read(&html, Some("https://paper.example/2024/05/a-report.html"));
    assert_eq!(page.text, found_elsewhere.text, "the address changes the text");
}
