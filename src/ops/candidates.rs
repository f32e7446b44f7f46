//! Candidates: all values that a document states for its fields, read again from the bytes, with the rules that found them.

use super::reading::{self, Reading};
use super::stated;
use crate::Result;
use crate::model::{ArticleId, Candidate, CandidateStanding, FieldName, ReaderKind, VersionNumber};
use crate::store::Reader;
use crate::store::tables::{contents, outlets, readings};
use corpus_documents::{Field, Finding};
use std::collections::HashMap;

/// The candidates of an article's current version, by field. The inner error is the reason why it can't be read.
pub(super) fn of_article(
    reader: &Reader,
    article: ArticleId,
) -> Result<std::result::Result<Vec<Candidate>, String>> {
    let current = readings::current(reader, article)?;
    let bytes = contents::bytes(reader, article, current.version)?;
    let reading = match reading::read_stored(&bytes, &current) {
        Ok(reading) => reading,
        Err(why) => return Ok(Err(why.to_string())),
    };
    let mut candidates = of_reading(&reading);
    // Rows and front matter were written by somebody on purpose, so they add their outlet.
    if matches!(reading.reader, ReaderKind::Page | ReaderKind::WholePage) {
        for candidate in candidates.iter_mut().filter(|candidate| candidate.field == "outlet") {
            if candidate.standing == CandidateStanding::Chosen
                && outlets::find(reader, &candidate.value)?.is_none()
            {
                candidate.standing = CandidateStanding::UnknownOutlet;
            }
        }
    }
    Ok(Ok(candidates))
}

/// The last version of an article whose document states a value that the field accepts.
pub(super) fn last_stating(
    reader: &Reader,
    article: ArticleId,
    field: &FieldName,
) -> Result<Option<VersionNumber>> {
    for version in readings::all(reader, article)? {
        let bytes = contents::bytes(reader, article, version.version)?;
        // A version that can't be read states nothing.
        let Ok(reading) = reading::read_stored(&bytes, &version) else { continue };
        if is_stated(&of_reading(&reading), field) {
            return Ok(Some(version.version));
        }
    }
    Ok(None)
}

/// Whether a value among the candidates is the chosen one of the field.
pub(super) fn is_stated(candidates: &[Candidate], field: &FieldName) -> bool {
    candidates
        .iter()
        .any(|candidate| candidate.field == field.as_str() && candidate.standing == CandidateStanding::Chosen)
}

/// The candidates that a reading found: by field, and for each field the chosen ones first.
fn of_reading(reading: &Reading) -> Vec<Candidate> {
    let mut findings = reading.findings.clone();
    // The first lines of a page's whole text are its navigation.
    if reading.reader != ReaderKind::WholePage {
        let opening = &reading.article.opening;
        let lines = [
            (Field::Title, &opening.title),
            (Field::Subtitle, &opening.subtitle),
            (Field::Url, &opening.url),
        ];
        for (field, value) in lines {
            let finding =
                |value: &String| Finding { field, value: value.clone(), rule: "opening".to_owned() };
            findings.extend(value.as_ref().map(finding));
        }
    }
    let mut chosen = HashMap::<String, String>::new();
    let mut candidates = Vec::new();
    for Finding { field, value, rule } in findings {
        let Some((name, kind)) = stated::field_of(&field) else { continue };
        let standing = if !kind.check(&value).is_ok_and(|value| !value.is_empty()) {
            CandidateStanding::Refused
        } else if let Some(first) = chosen.get(&name) {
            // Of other fields all values are kept; several authors are findings of one rule.
            let is_chosen = matches!(field, Field::Other(_)) || field == Field::Author && *first == rule;
            if is_chosen { CandidateStanding::Chosen } else { CandidateStanding::Other }
        } else {
            chosen.insert(name.clone(), rule.clone());
            CandidateStanding::Chosen
        };
        candidates.push(Candidate { field: name, value, rule, standing });
    }
    // Stable, so that equals stay in the order of their rank.
    candidates.sort_by_key(|candidate| candidate.standing);
    candidates
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tables::readings::StoredReading;

    #[test]
    fn the_winner_comes_first_and_what_the_field_refuses_last() {
        let page = "<html><head><title>Ferry</title><meta property='article:published_time' content='2024-05-01'>\
            <meta name='dc.date' content='2024-05-02'></head><body><article><h1>Ferry</h1>\
            <p>The council of the small harbour town met on Monday to talk about the ferry, which many people take to work.</p>\
            </article></body></html>";
        let current = StoredReading {
            key: "news/a.html".to_owned(),
            url: Some("https://quay.example/a".to_owned()),
            version: crate::model::VersionNumber(1),
            blob: 1,
            charset: "UTF-8".to_owned(),
            reader: ReaderKind::Page,
            words: 1,
            captured: None,
            layout: None,
            columns: None,
        };
        let mut reading = reading::read_stored(page.as_bytes(), &current).unwrap();
        let soon = Finding { field: Field::Published, value: "soon".to_owned(), rule: "guess".to_owned() };
        reading.findings.insert(0, soon);
        let found = of_reading(&reading);
        let dates: Vec<(&str, CandidateStanding)> = found
            .iter()
            .filter(|candidate| candidate.field == "published")
            .map(|candidate| (candidate.value.as_str(), candidate.standing))
            .collect();
        assert_eq!(
            dates,
            [
                ("2024-05-01", CandidateStanding::Chosen),
                ("2024-05-02", CandidateStanding::Other),
                ("soon", CandidateStanding::Refused)
            ]
        );
        assert!(
            found.iter().all(|candidate| candidate.field != "url"),
            "the article's own address is no candidate"
        );
    }
}
