//! A comparison of reports as a self-contained HTML page: no script, no other file, no network. The matrix scrolls under fixed
//! headers, each wording is a link to its place in the full texts below, and back.

use crate::output::{count, visible};
use corpusdb::ops::compare::{ComparedReport, Coverage, ReportWording, SharedStatement};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Content security policy: the browser loads nothing except the style in the page.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

const STYLE: &str = include_str!("page.css");

/// Number of passages that are listed.
const PASSAGES: usize = 20;

/// The page, with a line end.
pub(crate) fn page(coverage: &Coverage) -> String {
    let title = format!("{} compared", count(coverage.articles.len(), "report"));
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                // The page quotes foreign text. The policy makes sure that nothing of it is loaded or run.
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { (title) }
                    p {
                        (count(coverage.statements.len(), "statement")) " in several reports, "
                        (count(coverage.passages.len(), "passage")) " word for word. What isn’t found in a report may be there in "
                        "altogether other words."
                    }
                }
                (headlines(coverage))
                (matrix(coverage))
                (passages(coverage))
                (voices(coverage))
                (texts(coverage))
            }
        }
    };
    page.into_string() + "\n"
}

fn headlines(coverage: &Coverage) -> Markup {
    html! {
        section {
            h2 { "In the order of publication" }
            ol.headlines {
                @for (report, headline) in coverage.articles.iter().zip(&coverage.headlines) {
                    li {
                        a href={ "#article-" (report.article) } dir="auto" { (visible(&report.label)) }
                        span.aside { " " (visible(report.published.as_deref().unwrap_or("no date"))) " · " (count(report.words, "word")) }
                        @if let Some(headline) = &headline.headline { p dir="auto" { (visible(headline)) } }
                    }
                }
            }
        }
    }
}

fn matrix(coverage: &Coverage) -> Markup {
    html! {
        @if !coverage.statements.is_empty() {
            section {
                h2 id="matrix" { "Who reports which statement, in which words" }
                div.scroll tabindex="0" role="region" aria-labelledby="matrix" {
                    table {
                        thead {
                            tr {
                                th scope="col" { span.aside { "no." } }
                                @for report in &coverage.articles {
                                    th scope="col" dir="auto" { (visible(&report.label)) }
                                }
                            }
                        }
                        tbody {
                            @for statement in &coverage.statements { (row(statement)) }
                        }
                    }
                }
            }
        }
    }
}

fn row(statement: &SharedStatement) -> Markup {
    html! {
        tr id={ "statement-" (statement.id) } {
            th scope="row" {
                (statement.id)
                @for flag in &statement.flags { " " span.flag { (flag.as_str()) } }
            }
            @for (wording, nearest) in statement.columns.iter().zip(&statement.nearest) {
                @match (wording, nearest) {
                    (Some(wording), _) => td dir="auto" {
                        a href={ "#place-" (statement.id) "-" (wording.article) } { (visible(wording.text.trim())) }
                        @if let Some(speaker) = &wording.speaker { p.aside { (visible(speaker)) } }
                    },
                    (None, nearest) => td.none {
                        "not found"
                        @if let Some(nearest) = nearest {
                            details { summary { "nearest, " (percent(nearest.score)) " alike" } span dir="auto" { (visible(nearest.text.trim())) } }
                        }
                    },
                }
            }
        }
    }
}

fn percent(score: f64) -> String {
    format!("{:.0} %", score * 100.0)
}

fn passages(coverage: &Coverage) -> Markup {
    let name = |article| {
        let report = coverage.articles.iter().find(|report| report.article == article);
        report.map_or("", |report| report.label.as_str())
    };
    html! {
        @if !coverage.passages.is_empty() {
            section {
                h2 { "Word for word" }
                ul {
                    @for passage in coverage.passages.iter().take(PASSAGES) {
                        li {
                            span dir="auto" { (visible(name(passage.a))) } ", " span dir="auto" { (visible(name(passage.b))) } ": "
                            (count(passage.words, "word")) " " q dir="auto" { (visible(&passage.text)) }
                        }
                    }
                }
                @if coverage.passages.len() > PASSAGES {
                    p.aside { "and " (count(coverage.passages.len() - PASSAGES, "shorter passage")) }
                }
            }
        }
    }
}

fn voices(coverage: &Coverage) -> Markup {
    html! {
        section {
            h2 { "Who is quoted, and typical words" }
            dl {
                @for report in &coverage.articles {
                    dt dir="auto" { (visible(&report.label)) }
                    dd {
                        @if report.speakers.is_empty() { "nobody" }
                        @for (number, speaker) in report.speakers.iter().take(8).enumerate() {
                            @if number > 0 { ", " }
                            span dir="auto" { (visible(&speaker.speaker)) } " " (speaker.statements)
                        }
                        @if !report.typical.is_empty() {
                            p.aside { "typical: " span dir="auto" { (visible(&report.typical.join(", "))) } }
                        }
                    }
                }
            }
        }
    }
}

/// The full texts, with the statements of the matrix marked.
fn texts(coverage: &Coverage) -> Markup {
    html! {
        section {
            h2 { "The reports" }
            div.texts {
                @for (place, report) in coverage.articles.iter().enumerate() {
                    article id={ "article-" (report.article) } {
                        h3 dir="auto" { (visible(&report.label)) }
                        p.aside { "article " (report.article) ", version " (report.version) ": " (visible(&report.key)) }
                        div.text dir="auto" { (marked(report, &wordings(coverage, place))) }
                    }
                }
            }
        }
    }
}

/// The wordings of a report by their place, none inside another.
fn wordings(coverage: &Coverage, place: usize) -> Vec<(usize, &ReportWording)> {
    let mut found: Vec<(usize, &ReportWording)> = coverage
        .statements
        .iter()
        .filter_map(|statement| Some((statement.id, statement.columns.get(place)?.as_ref()?)))
        .collect();
    found.sort_by_key(|(_, wording)| wording.start);
    let mut reached = 0;
    found.retain(|(_, wording)| {
        let is_apart = wording.start >= reached;
        reached = reached.max(wording.end);
        is_apart
    });
    found
}

fn marked(report: &ComparedReport, wordings: &[(usize, &ReportWording)]) -> Markup {
    let ends = wordings.iter().map(|(_, wording)| wording.end);
    let starts = std::iter::once(0).chain(ends);
    let last = wordings.last().map_or(0, |(_, wording)| wording.end);
    html! {
        @for (start, (id, wording)) in starts.zip(wordings) {
            (visible(&report.text[start..wording.start]))
            mark id={ "place-" (id) "-" (report.article) } {
                (visible(&report.text[wording.start..wording.end]))
                a href={ "#statement-" (id) } title={ "statement " (id) } { (id) }
            }
        }
        (visible(&report.text[last..]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use corpusdb::comparison::FactDifference;
    use corpusdb::model::{ArticleId, VersionNumber};
    use corpusdb::ops::compare::{Headline, OwnSentences};

    fn report(article: i64, text: &str, outlet: &str) -> ComparedReport {
        ComparedReport {
            article: ArticleId(article),
            version: VersionNumber(1),
            key: format!("news/{article}.txt"),
            outlet: Some(outlet.to_owned()),
            label: outlet.to_owned(),
            published: Some("2024-05-01".to_owned()),
            words: 4,
            speakers: Vec::new(),
            typical: Vec::new(),
            text: text.to_owned(),
        }
    }

    fn wording(article: i64, text: &str) -> ReportWording {
        ReportWording {
            article: ArticleId(article),
            start: 0,
            end: text.len(),
            text: text.to_owned(),
            speaker: None,
            score: 0.5,
        }
    }

    fn coverage(text: &str, outlet: &str) -> Coverage {
        let articles = vec![report(1, text, outlet), report(2, text, outlet)];
        let headline = |report: &ComparedReport| Headline {
            article: report.article,
            outlet: report.outlet.clone(),
            published: None,
            headline: Some(text.to_owned()),
        };
        Coverage {
            headlines: articles.iter().map(headline).collect(),
            statements: vec![SharedStatement {
                id: 1,
                columns: vec![Some(wording(1, text)), Some(wording(2, text))],
                nearest: vec![None, None],
                flags: vec![FactDifference::Number],
            }],
            passages: Vec::new(),
            only: articles
                .iter()
                .map(|report| OwnSentences { article: report.article, sentences: Vec::new() })
                .collect(),
            articles,
        }
    }

    #[test]
    fn each_wording_leads_to_its_place_and_back() {
        let page = page(&coverage("Fares rise.", "Quay Courier"));
        for (link, target) in [
            ("#place-1-1", "id=\"place-1-1\""),
            ("#statement-1", "id=\"statement-1\""),
            ("#article-2", "id=\"article-2\""),
        ] {
            assert!(page.contains(&format!("href=\"{link}\"")) && page.contains(target), "{link}");
        }
    }

    #[test]
    fn text_from_outside_stays_text() {
        let page = page(&coverage("<script>alert(1)</script>\u{1b}[31m", "\"><img src=x>"));
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains('\u{1b}'), "{page}");
    }
}
