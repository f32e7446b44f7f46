//! What several reports have in common, who says what, and who copied whom.

use corpusdb::comparison::matrix;
use corpusdb::copies::{Hashed, pairs, passages, wire_copy};
use corpusdb::quotations::{QuotationLanguage, quotations};
use corpusdb::stories::{Collection, StoryInput};

const LANGUAGES: [Option<QuotationLanguage>; 7] = [
    None,
    Some(QuotationLanguage::English),
    Some(QuotationLanguage::German),
    Some(QuotationLanguage::French),
    Some(QuotationLanguage::Spanish),
    Some(QuotationLanguage::Russian),
    Some(QuotationLanguage::Chinese),
];

/// The input is cut into reports at form feeds. All places are parts of the texts; a row of the matrix has several wordings;
/// a passage has the same words on both sides; a text is a copy of itself.
pub(crate) fn check(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let reports: Vec<&str> = text.split('\u{c}').take(4).collect();
    for report in &reports {
        for language in LANGUAGES {
            for quotation in quotations(report, language) {
                let speaker = quotation.speaker.map(|speaker| speaker.range);
                for range in [Some(quotation.range), speaker, quotation.cue].into_iter().flatten() {
                    assert!(report.get(range.clone()).is_some_and(|part| !part.is_empty()), "{range:?}");
                }
            }
        }
        assert!(wire_copy(report, Some(report)).is_none_or(|copy| !copy.reasons.is_empty()));
    }
    for row in matrix(&reports).statements {
        assert!(row.cells.iter().flatten().count() > 1);
        for (report, cell) in reports.iter().zip(&row.cells) {
            assert!(cell.as_ref().is_none_or(|cell| report.get(cell.range.clone()).is_some()));
        }
    }
    if let [one, other, ..] = reports[..] {
        for passage in passages(one, other, 3) {
            assert_eq!(Hashed::of(&one[passage.a]).len(), passage.words);
            assert_eq!(Hashed::of(&other[passage.b]).len(), passage.words);
        }
    }
    let twice: Vec<Hashed> = [reports[0], reports[0]].map(Hashed::of).into();
    let found = pairs(&twice, |_| true);
    assert!(twice[0].is_empty() || found.iter().all(|pair| pair.same_words));
    let inputs = reports.iter().map(|text| StoryInput { text, day: None });
    for story in Collection::of(inputs).stories() {
        assert!(
            story.articles.len() > 1 && story.articles.iter().all(|member| member.article < reports.len())
        );
    }
}
