//! Copy of news agencies, recognised by what an article itself states.

mod agencies;

use agencies::{AGENCIES, Agency};
use serde::Serialize;

/// An article that a news agency wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WireCopy {
    /// The agency.
    pub agency: &'static str,
    /// What shows it. For example, `dateline: WASHINGTON (AP) —`. Never empty.
    pub reasons: Vec<String>,
}

/// Number of paragraphs at the beginning of a text that may have a headline, a byline and a dateline.
const FIRST_PARAGRAPHS: usize = 5;

/// Number of paragraphs at its end that may have a credit.
const LAST_PARAGRAPHS: usize = 3;

/// Number of characters of a paragraph within which a dateline ends.
const DATELINE: usize = 80;

/// Number of characters of a byline.
const BYLINE: usize = 80;

/// Signs between a dateline and the text.
const DASHES: [char; 4] = ['—', '–', '-', '―'];

/// Recognises copy of an agency by its author, byline, dateline, closing credit or copyright notice. An agency that is only
/// mentioned, or that contributed to a report of the outlet's own, is no sign.
///
/// For example, `LONDON, May 4 (Reuters) - Shares fell` is copy of Reuters.
#[must_use]
pub fn wire_copy(text: &str, author: Option<&str>) -> Option<WireCopy> {
    let paragraphs: Vec<&str> = text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
    let first = &paragraphs[..paragraphs.len().min(FIRST_PARAGRAPHS)];
    let last = &paragraphs[paragraphs.len().saturating_sub(LAST_PARAGRAPHS)..];
    let mut found = Vec::new();
    found.extend(author.and_then(|author| Some((credited(author)?, format!("author: {author}")))));
    found.extend(first.iter().skip(1).find_map(|line| byline(line)));
    found.extend(first.iter().find_map(|line| dateline(line)));
    found.extend(last.iter().rev().find_map(|line| closing(line)));
    let agency = found.first()?.0;
    let same = found.into_iter().filter(|(other, _)| other.name == agency.name);
    Some(WireCopy { agency: agency.name, reasons: same.map(|(_, reason)| reason).collect() })
}

/// The agency with this name, for example the name of an outlet. `Reuters.com` is that of Reuters too.
#[must_use]
pub fn agency_named(name: &str) -> Option<&'static str> {
    let name = name.trim();
    let short = name.strip_suffix(".com").or_else(|| name.strip_suffix(" News")).unwrap_or(name);
    let found = [name, short].into_iter().find_map(credited)?;
    Some(found.name)
}

type AgencySign = (&'static Agency, String);

/// The agency of an author such as `The Associated Press`, `Jane Roe, AP` or `dpa/jr`.
fn credited(author: &str) -> Option<&'static Agency> {
    author.split([',', ';', '/', '(', ')', '|', '·']).find_map(|part| {
        let part = part.trim();
        let part = part.strip_prefix("By ").or_else(|| part.strip_prefix("by ")).unwrap_or(part);
        agency(part.trim_start_matches("The ").trim_start_matches("the "))
    })
}

/// The agency with exactly this spelling.
fn agency(text: &str) -> Option<&'static Agency> {
    let text = text.trim();
    let lower = text.to_lowercase();
    AGENCIES.iter().find(|agency| agency.codes.contains(&text) || agency.names.contains(&lower.as_str()))
}

/// A line such as `By The Associated Press` or `REUTERS` above the text.
fn byline(line: &str) -> Option<AgencySign> {
    let is_short = line.chars().count() <= BYLINE && !line.ends_with(['.', '!', '?', '。']);
    let agency = is_short.then(|| credited(line)).flatten()?;
    Some((agency, format!("byline: {line}")))
}

/// The beginning of a paragraph such as `LONDON, May 4 (Reuters) -`, `Москва. 4 мая. /ТАСС/.` or `新华社北京4月14日电`.
fn dateline(paragraph: &str) -> Option<AgencySign> {
    let start = beginning(paragraph, DATELINE);
    for (open, close) in [('(', ')'), ('/', '/'), ('（', '）'), ('[', ']')] {
        let mut parts = start.splitn(3, [open, close]);
        let (before, inside, after) = (parts.next()?, parts.next(), parts.next());
        let (Some(inside), Some(after)) = (inside, after) else { continue };
        let after = after.trim_start_matches(['.', ' ', '\u{a0}']);
        // Between brackets alone, an agency may be a mention. A place comes before it, and a dash or the text follows.
        let is_place = !before.is_empty() && !before.trim_end().ends_with(['.', '!', '?']) || open == '/';
        let ends = after.starts_with(DASHES) || open == '/' || before.trim().is_empty();
        if let Some(agency) = credited(inside).filter(|_| (is_place || before.trim().is_empty()) && ends) {
            let shown = start.split(after.chars().next()?).next().unwrap_or(start).trim();
            return Some((agency, format!("dateline: {}", if shown.is_empty() { start } else { shown })));
        }
    }
    // Chinese agencies put their name first and the word for telegram last.
    let (name, _) = start.split_once(['电', '電'])?;
    let agency = AGENCIES.iter().find(|agency| {
        agency.names.iter().any(|spelling| !spelling.is_ascii() && name.starts_with(spelling))
    })?;
    Some((agency, format!("dateline: {name}电")))
}

/// A credit or notice such as `(Reporting by Jane Roe; Editing by John Doe)` or `© 2024 The Associated Press`.
fn closing(paragraph: &str) -> Option<AgencySign> {
    let lower = paragraph.to_lowercase();
    // The house style of one agency, whose clients print it as it is.
    if lower.contains("reporting by ") && lower.contains("editing by ") {
        let reuters = agency("reuters")?;
        return Some((reuters, format!("closing credit: {}", beginning(paragraph, BYLINE))));
    }
    let notice = ["©", "(c) ", "copyright "].iter().find_map(|sign| lower.split_once(sign))?.1;
    let named = |agency: &&Agency| agency.names.iter().any(|name| notice.contains(name));
    let found = AGENCIES.iter().find(named).or_else(|| {
        let words = || paragraph.split(|character: char| !character.is_alphanumeric());
        AGENCIES.iter().find(|agency| words().any(|word| agency.codes.contains(&word)))
    })?;
    Some((found, format!("notice: {}", beginning(paragraph, BYLINE))))
}

/// The first characters of a text.
fn beginning(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn agency_of(text: &str) -> Option<&'static str> {
        wire_copy(text, None).map(|copy| copy.agency)
    }

    #[test]
    fn datelines_in_the_styles_of_many_agencies() {
        for (text, agency) in [
            ("Fares rise\n\nLONDON (AP) — The fares rose.", "Associated Press"),
            ("LONDON, May 4 (Reuters) - Shares fell.", "Reuters"),
            ("(Reuters) - Shares fell.", "Reuters"),
            ("Paris (AFP) – Les prix montent.", "Agence France-Presse"),
            ("Fahrpreise steigen\nBERLIN (dpa) - Die Preise steigen.", "dpa"),
            ("Berlin (dpa/jr) – Die Preise steigen.", "dpa"),
            ("МОСКВА, 4 мая. /ТАСС/. Цены растут.", "TASS"),
            ("新华社北京4月14日电 外交部发言人说。", "Xinhua"),
            ("BEIJING, April 14 (Xinhua) -- The ministry said.", "Xinhua"),
            ("Madrid, 4 may (EFE).- Los precios suben.", "EFE"),
        ] {
            assert_eq!(agency_of(text), Some(agency), "{text}");
        }
    }

    #[test]
    fn credits_bylines_and_notices() {
        assert_eq!(
            wire_copy("Fares rise", Some("Jane Roe, Associated Press")).unwrap().agency,
            "Associated Press"
        );
        assert_eq!(wire_copy("Fares rise", Some("AP")).unwrap().reasons, ["author: AP"]);
        assert_eq!(
            agency_of("Fares rise\nBy The Associated Press\nThe fares rose."),
            Some("Associated Press")
        );
        assert_eq!(agency_of("Fares\nThey rose.\n(Reporting by A. Roe; Editing by B. Doe)"), Some("Reuters"));
        assert_eq!(
            agency_of("Fares\nThey rose.\nCopyright 2024 The Associated Press."),
            Some("Associated Press")
        );
        assert_eq!(agency_of("Fares\nThey rose.\n© 2024 AFP"), Some("Agence France-Presse"));
    }

    #[test]
    fn a_mention_is_no_credit() {
        for text in [
            "Fares rise\nThe mayor told the Associated Press that fares rise.",
            "Fares rise\nThe agency (AP) was founded long ago.",
            "Reuters names new editor\nThe agency said so.",
            "Fares rise\nThey rose.\nThe Associated Press contributed to this report.",
            "An AP class in physics\nIt begins in May.",
        ] {
            assert_eq!(agency_of(text), None, "{text}");
        }
        assert!(wire_copy("Fares rise", Some("Jane Roe, Detroit Free Press")).is_none());
    }

    proptest! {
        #[test]
        fn any_text_is_harmless(text in "[()/©A-Z电新华社 \n.—-]{0,80}|\\PC{0,80}", author in "\\PC{0,20}") {
            if let Some(copy) = wire_copy(&text, Some(&author)) {
                prop_assert!(!copy.reasons.is_empty());
            }
        }
    }
}
