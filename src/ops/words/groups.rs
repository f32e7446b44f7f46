//! Groups of articles by outlet, date or another field.

use crate::model::{ArticleId, FieldName};
use crate::store::Reader;
use crate::store::tables::current::{self, CurrentArticle};
use crate::{Error, Result};
use rustc_hash::FxHashMap;
use std::str::FromStr;

/// What articles are grouped by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grouping {
    /// The beginning of the date of publication.
    Published(Period),
    /// The source that they were imported from.
    Source,
    /// The values of a field. An article with several values is in several groups.
    Field(FieldName),
}

/// A period of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// For example, 2024.
    Year,
    /// For example, 2024-05.
    Month,
    /// The week that begins on a Monday, named by that day.
    Week,
    /// For example, 2024-05-01.
    Day,
}

impl Period {
    /// The period of a date of publication; `None` if the date isn't as exact as that.
    ///
    /// For example, `2024-05` for a month and 2024-05-01T09:00:00Z.
    pub(super) fn of(self, published: &str) -> Option<String> {
        let length = match self {
            Self::Year => 4,
            Self::Month => 7,
            Self::Week | Self::Day => 10,
        };
        let date = published.get(..length)?;
        if self != Self::Week {
            return Some(date.to_owned());
        }
        let date: jiff::civil::Date = date.parse().ok()?;
        let days = i64::from(date.weekday().to_monday_zero_offset());
        date.checked_sub(jiff::Span::new().days(days)).ok().map(|monday| monday.to_string())
    }

    /// The period after this one.
    pub(super) fn next(self, period: &str) -> Option<String> {
        let span = jiff::Span::new();
        let (first, span) = match self {
            Self::Year => (format!("{period}-01-01"), span.years(1)),
            Self::Month => (format!("{period}-01"), span.months(1)),
            Self::Week => (period.to_owned(), span.weeks(1)),
            Self::Day => (period.to_owned(), span.days(1)),
        };
        let next = first.parse::<jiff::civil::Date>().ok()?.checked_add(span).ok()?;
        self.of(&next.to_string())
    }
}

impl FromStr for Period {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Ok(match text {
            "year" => Self::Year,
            "month" => Self::Month,
            "week" => Self::Week,
            "day" => Self::Day,
            _ => return Err(Error::invalid(format!("'{text}' is no period: year, month, week or day"))),
        })
    }
}

impl FromStr for Grouping {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Ok(match text {
            "source" => Self::Source,
            _ => match text.parse() {
                Ok(period) => Self::Published(period),
                Err(_) => Self::Field(text.parse()?),
            },
        })
    }
}

/// The groups of some articles.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// The name of each group; `None` for the articles without a value. In the order of the names, that one last.
    pub(super) names: Vec<Option<String>>,
    /// The groups of each article.
    pub(super) of_article: Vec<Vec<usize>>,
}

impl Groups {
    /// All articles in one group without a name.
    pub(super) fn one(articles: &[CurrentArticle]) -> Self {
        Self { names: vec![None], of_article: vec![vec![0]; articles.len()] }
    }

    /// The articles by this grouping. An article may have the same value twice, and is in its group once.
    pub(super) fn of(reader: &Reader, articles: &[CurrentArticle], grouping: &Grouping) -> Result<Self> {
        let mut values: FxHashMap<ArticleId, Vec<String>> = FxHashMap::default();
        match grouping {
            Grouping::Published(period) => {
                let dates = articles.iter().filter_map(|article| {
                    Some((article.id, vec![period.of(article.published.as_deref()?)?]))
                });
                values.extend(dates);
            }
            Grouping::Source => current::sources(reader, &mut |article, source| {
                values.entry(article).or_default().push(source);
                Ok(())
            })?,
            Grouping::Field(field) => {
                crate::ops::metadata::known_field(reader, field)?;
                current::values(reader, field, &mut |article, value| {
                    values.entry(article).or_default().push(value);
                    Ok(())
                })?;
            }
        }
        let of = |article: &CurrentArticle| values.get(&article.id).map_or(&[][..], Vec::as_slice);
        let mut names: Vec<Option<String>> = articles.iter().flat_map(of).cloned().map(Some).collect();
        names.sort_unstable();
        names.dedup();
        if articles.iter().any(|article| of(article).is_empty()) {
            names.push(None);
        }
        let places: FxHashMap<Option<&str>, usize> =
            names.iter().enumerate().map(|(place, name)| (name.as_deref(), place)).collect();
        let of_article = articles
            .iter()
            .map(|article| match of(article) {
                [] => vec![places[&None]],
                values => {
                    let mut groups: Vec<usize> =
                        values.iter().map(|value| places[&Some(value.as_str())]).collect();
                    groups.sort_unstable();
                    groups.dedup();
                    groups
                }
            })
            .collect();
        Ok(Self { names, of_article })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_has_the_periods_that_it_is_exact_enough_for() {
        for (period, published, expected, next) in [
            (Period::Year, "2024-05-01T09:00:00Z", Some("2024"), Some("2025")),
            (Period::Month, "2024-12", Some("2024-12"), Some("2025-01")),
            (Period::Week, "2024-05-01", Some("2024-04-29"), Some("2024-05-06")),
            (Period::Day, "2024-02-28", Some("2024-02-28"), Some("2024-02-29")),
            (Period::Month, "2024", None, None),
            (Period::Day, "2024-05", None, None),
        ] {
            let found = period.of(published);
            assert_eq!(found.as_deref(), expected, "{published}");
            assert_eq!(found.and_then(|found| period.next(&found)).as_deref(), next, "{published}");
        }
    }
}
