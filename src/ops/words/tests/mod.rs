//! All counts compared with naive ones, for random articles.

mod every_word;
mod naive;

use super::collocates::{self, Measure, WindowSpan};
use super::concordance::{self, Line};
use super::facets::facets;
use super::frequency::{self, FrequencyRow};
use super::keyness::{self, Direction, KeynessOptions};
use super::{Grouping, Period, QueryLanguage, dispersion, trend};
use crate::model::{ArticleRef, NewOperation};
use crate::ops::import::{self, Input};
use crate::ops::metadata::{self, Redefinition};
use crate::ops::select::Selection;
use crate::store::Corpus;
use crate::text::word;
use naive::{NaiveArticle, NaiveCount, WORDS, Word};
use proptest::prelude::*;
use std::collections::BTreeMap;

const OUTLETS: [&str; 2] = ["Courier", "Gazette"];
const DATES: [&str; 3] = ["2024-01-31", "2024-02", "2024-05-01T09:00:00Z"];

/// A word, a word that has several spellings, and phrases; none has a word twice.
const PHRASES: [&[Word]; 4] = [&[0], &[3], &[0, 1], &[4, 2, 0]];

fn operation(kind: &'static str) -> NewOperation {
    let at = "2024-05-01T12:00:00Z".parse().unwrap();
    NewOperation { kind: kind.to_owned().into(), at, arguments: serde_json::json!({}), message: None }
}

/// A corpus of these texts, whose ids count from 1.
fn corpus_of(texts: impl Iterator<Item = String>) -> Corpus {
    let inputs = texts
        .zip(1..)
        .map(|(text, id)| Input::Bytes { name: format!("{id:03}.txt"), bytes: text.into_bytes() });
    let plan = import::plan(inputs.collect(), Some("news")).unwrap();
    let (options, import) =
        (import::Options { max_size: 10_000, ..import::Options::default() }, operation("import"));
    let mut corpus = Corpus::temporary().unwrap();
    import::import(&mut corpus, &plan, &import, &options, &|| import.at, &mut ()).unwrap();
    corpus
}

fn set(corpus: &mut Corpus, ids: impl IntoIterator<Item = usize>, assignments: &[&str]) {
    let references: Vec<ArticleRef> = ids.into_iter().map(|id| id.to_string().parse().unwrap()).collect();
    let selection = Selection { references: Some(references), expression: None };
    let assignments: Vec<_> = assignments.iter().map(|text| text.parse().unwrap()).collect();
    metadata::set(corpus, &selection, &assignments, &operation("meta set")).unwrap();
}

fn corpus(articles: &[NaiveArticle]) -> Corpus {
    let mut corpus = corpus_of(articles.iter().map(NaiveArticle::text));
    let ids = |is_wanted: &dyn Fn(&NaiveArticle) -> bool| -> Vec<usize> {
        (1..).zip(articles).filter(|(_, article)| is_wanted(article)).map(|(id, _)| id).collect()
    };
    for outlet in OUTLETS {
        set(&mut corpus, ids(&|article| article.outlet == Some(outlet)), &[&format!("outlet={outlet}")]);
    }
    for date in DATES {
        set(&mut corpus, ids(&|article| article.published == Some(date)), &[&format!("published={date}")]);
    }
    corpus
}

fn everything() -> Selection {
    Selection::default()
}

fn query(phrase: &[Word]) -> String {
    phrase.iter().map(|word| WORDS[*word].0).collect::<Vec<_>>().join(" ")
}

fn by_outlet() -> Grouping {
    "outlet".parse().unwrap()
}

fn folded(token: &str) -> String {
    token.split(' ').map(word::folded).collect::<Vec<_>>().join(" ")
}

/// The articles of each outlet, those without one last.
fn groups(articles: &[NaiveArticle]) -> Vec<(Option<&'static str>, Vec<&NaiveArticle>)> {
    let values = OUTLETS.into_iter().map(Some).chain([None]);
    let groups = values
        .map(|value| (value, articles.iter().filter(|article| article.outlet == value).collect::<Vec<_>>()));
    groups.filter(|(_, articles)| !articles.is_empty()).collect()
}

fn counted<'a>(rows: impl Iterator<Item = &'a FrequencyRow>) -> BTreeMap<String, NaiveCount> {
    rows.map(|row| (folded(&row.token), (row.count, row.articles))).collect()
}

fn frequencies_are_naive(corpus: &Corpus, articles: &[NaiveArticle]) {
    for ngrams in 1..=3 {
        let options = frequency::Options { ngrams, ..frequency::Options::default() };
        let found = frequency::frequency(corpus, &options).unwrap();
        let (counts, tokens) = naive::frequencies(articles, ngrams);
        assert_eq!(counted(found.rows.iter()), counts, "{ngrams}");
        assert_eq!((found.tokens, found.articles), (tokens, articles.len() as u64), "{ngrams}");
        let is_sorted = found.rows.windows(2).all(|rows| {
            (rows[1].count, &rows[0].token) < (rows[0].count, &rows[1].token) || rows[0].count > rows[1].count
        });
        assert!(is_sorted, "{:?}", found.rows);
        for limit in [0, 1, 3, 8] {
            let options = frequency::Options { limit: Some(limit), ..options.clone() };
            let first = frequency::frequency(corpus, &options).unwrap().rows;
            assert_eq!(first, found.rows[..limit.min(found.rows.len())], "{ngrams}");
        }

        let options = frequency::Options { by: Some(by_outlet()), ..options };
        let found = frequency::frequency(corpus, &options).unwrap();
        assert_eq!(found.groups.len(), groups(articles).len());
        for (size, (outlet, articles)) in found.groups.iter().zip(groups(articles)) {
            let (counts, tokens) = naive::frequencies(articles.iter().copied(), ngrams);
            let group = outlet.map(str::to_owned);
            let rows = found.rows.iter().filter(|row| row.group.as_ref() == Some(&group));
            assert_eq!((&size.group, size.tokens, size.types), (&group, tokens, counts.len()), "{ngrams}");
            assert_eq!(size.articles, articles.len() as u64);
            assert_eq!(counted(rows), counts, "{ngrams} {outlet:?}");
        }
    }
}

fn collocates_are_naive(corpus: &Corpus, articles: &[NaiveArticle]) {
    for (phrase, (left, right)) in PHRASES.iter().flat_map(|phrase| [(*phrase, (2, 2)), (*phrase, (0, 3))]) {
        let options = collocates::Options {
            language: QueryLanguage::Plain,
            selection: everything(),
            span: WindowSpan { left, right },
            stop: Vec::new(),
            least_count: 1,
            least_log_likelihood: f64::NEG_INFINITY,
            measure: Measure::Count,
            limit: None,
        };
        let found = collocates::collocates(corpus, &query(phrase), &options).unwrap();
        let windows = found.windows;
        let rows = found.rows.iter();
        let actual = naive::NaiveCollocates {
            node_count: windows.node_count,
            window_tokens: windows.window_tokens,
            other_tokens: windows.other_tokens,
            words: rows.map(|row| (folded(&row.token), (row.count, row.total, row.articles))).collect(),
        };
        assert_eq!(actual, naive::collocates(articles, phrase, left, right), "{phrase:?} {left} {right}");
        let with_hit = articles.iter().filter(|article| !article.hits(phrase).is_empty()).count();
        assert_eq!(found.articles, with_hit as u64);
    }
}

fn keywords_are_naive(corpus: &Corpus, articles: &[NaiveArticle]) {
    let outlet = OUTLETS[0];
    let (target, reference): (Vec<_>, Vec<_>) =
        articles.iter().partition(|article| article.outlet == Some(outlet));
    let options = keyness::Options {
        target: Selection { references: None, expression: Some(format!("outlet = '{outlet}'")) },
        statistics: KeynessOptions {
            maximum_p: 1.0,
            bonferroni: false,
            minimum: keyness::Frequency { tokens: 0, articles: 0 },
            direction: Direction::Either,
            ..KeynessOptions::default()
        },
        ..keyness::Options::default()
    };
    let found = keyness::keyness(corpus, &options).map(|report| (report.keyness, report.shared_articles));
    if target.is_empty() || reference.is_empty() {
        assert!(found.is_err());
        return;
    }
    let (found, shared) = found.unwrap();
    assert_eq!(shared, 0);
    let ((here, tokens), (there, reference_tokens)) =
        (naive::frequencies(target, 1), naive::frequencies(reference, 1));
    let words = here.keys().chain(there.keys());
    let of =
        |counts: &BTreeMap<String, NaiveCount>, word: &str| counts.get(word).copied().unwrap_or_default();
    let expected: BTreeMap<String, [NaiveCount; 2]> =
        words.map(|word| (word.clone(), [of(&here, word), of(&there, word)])).collect();
    let actual: BTreeMap<String, [NaiveCount; 2]> = found
        .keywords
        .iter()
        .map(|row| {
            let there = (row.reference_count, row.reference_articles);
            (folded(&row.token), [(row.count, row.articles), there])
        })
        .collect();
    assert_eq!(actual, expected);
    assert_eq!((found.target.tokens, found.reference.tokens), (tokens, reference_tokens));
    assert_eq!(found.compared, expected.len() as u64);
}

fn places_are_naive(corpus: &Corpus, articles: &[NaiveArticle]) {
    for phrase in PHRASES {
        let expected: BTreeMap<i64, Vec<u64>> = (1..)
            .zip(articles)
            .map(|(id, article)| (id, article.hits(phrase)))
            .filter(|(_, hits)| !hits.is_empty())
            .collect();
        let hits: usize = expected.values().map(Vec::len).sum();
        let tokens: usize = articles.iter().map(|article| article.words().len()).sum();

        let found =
            dispersion::dispersion(corpus, &query(phrase), QueryLanguage::Plain, &everything()).unwrap();
        let places: BTreeMap<i64, Vec<u64>> =
            found.rows.iter().map(|row| (row.id.0, row.positions.clone())).collect();
        assert_eq!(places, expected, "{phrase:?}");
        assert_eq!((found.parts.count, found.parts.tokens), (hits as u64, tokens as u64));
        assert_eq!((found.positions.count, found.positions.tokens), (hits as u64, tokens as u64));

        let (lines, summary) = lines(corpus, &query(phrase), &concordance::Options::default());
        assert_eq!((summary.hits, summary.articles), (hits, expected.len()));
        for (id, positions) in &expected {
            let text = articles[usize::try_from(*id).unwrap() - 1].text();
            let starts: Vec<usize> = word::words(&text).map(|word| word.range.start).collect();
            let starts: Vec<usize> =
                positions.iter().map(|at| starts[usize::try_from(*at).unwrap()]).collect();
            let own: Vec<&Line> = lines.iter().filter(|line| line.id.0 == *id).collect();
            assert_eq!(own.iter().map(|line| line.position).collect::<Vec<_>>(), starts, "{phrase:?}");
            for line in own {
                assert!(text.contains(&format!("{}{}{}", line.left, line.hit, line.right)), "{line:?}");
                assert_eq!(text[line.position..].find(&line.hit), Some(0));
            }
        }
    }
}

fn trends_and_facets_are_naive(corpus: &Corpus, articles: &[NaiveArticle]) {
    let month = |article: &NaiveArticle| article.published.map(|published| &published[..7]);
    let queries: Vec<String> = PHRASES.iter().map(|phrase| query(phrase)).collect();
    let found = trend::trend(corpus, &queries, QueryLanguage::Plain, &everything(), Period::Month).unwrap();
    let undated = articles.iter().filter(|article| article.published.is_none()).count();
    assert_eq!(found.undated, undated as u64);
    for phrase in PHRASES {
        let rows = found.rows.iter().filter(|row| row.query == query(phrase));
        for row in rows.clone() {
            let of: Vec<_> =
                articles.iter().filter(|article| month(article) == Some(row.period.as_str())).collect();
            let hits: Vec<usize> = of.iter().map(|article| article.hits(phrase).len()).collect();
            let tokens: usize = of.iter().map(|article| article.words().len()).sum();
            let expected =
                [hits.iter().sum(), hits.iter().filter(|hits| **hits > 0).count(), tokens, of.len()];
            assert_eq!(
                [row.count, row.articles, row.tokens, row.of_articles],
                expected.map(|count| count as u64),
                "{row:?}"
            );
            assert_eq!(row.per_million.is_none(), of.is_empty());
        }
        let months: Vec<_> = articles.iter().filter_map(month).collect();
        let between =
            |period: &&str| months.iter().min() <= Some(period) && months.iter().max() >= Some(period);
        let expected: Vec<&str> = ["2024-01", "2024-02", "2024-03", "2024-04", "2024-05"]
            .into_iter()
            .filter(|period| !months.is_empty() && between(period))
            .collect();
        assert_eq!(rows.map(|row| row.period.as_str()).collect::<Vec<_>>(), expected);

        let found =
            facets(corpus, &query(phrase), QueryLanguage::Plain, &everything(), &by_outlet()).unwrap();
        let actual: Vec<_> = found
            .values
            .iter()
            .map(|facet| (facet.value.as_deref(), facet.articles, facet.hits, facet.of_articles))
            .collect();
        let mut expected: Vec<_> = groups(articles)
            .into_iter()
            .map(|(outlet, articles)| {
                let hits: Vec<usize> = articles.iter().map(|article| article.hits(phrase).len()).collect();
                let with_hit = hits.iter().filter(|hits| **hits > 0).count() as u64;
                (outlet, with_hit, hits.iter().sum::<usize>() as u64, articles.len() as u64)
            })
            .filter(|(_, with_hit, ..)| *with_hit > 0)
            .collect();
        expected.sort_by_key(|(_, with_hit, ..)| std::cmp::Reverse(*with_hit));
        assert_eq!(actual, expected, "{phrase:?}");
    }
}

fn everything_is_naive(articles: &[NaiveArticle]) {
    let corpus = corpus(articles);
    frequencies_are_naive(&corpus, articles);
    collocates_are_naive(&corpus, articles);
    keywords_are_naive(&corpus, articles);
    places_are_naive(&corpus, articles);
    trends_and_facets_are_naive(&corpus, articles);
}

fn lines(
    corpus: &Corpus,
    query: &str,
    options: &concordance::Options,
) -> (Vec<Line>, concordance::ConcordanceSummary) {
    let mut lines = Vec::new();
    let summary = concordance::concordance(corpus, query, options, &mut |line| {
        lines.push(line);
        Ok(())
    });
    (lines, summary.unwrap())
}

fn article() -> impl Strategy<Value = NaiveArticle> {
    let sentence = prop::collection::vec((0..WORDS.len(), 0_usize..3), 1..7);
    (
        prop::collection::vec(sentence, 1..4),
        prop::option::of(prop::sample::select(OUTLETS.to_vec())),
        prop::option::of(prop::sample::select(DATES.to_vec())),
    )
        .prop_map(|(sentences, outlet, published)| NaiveArticle { sentences, outlet, published })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// The last article has the text of the first.
    #[test]
    fn counts_are_those_of_a_naive_model(articles in prop::collection::vec(article(), 1..6), copied in article()) {
        let copy = NaiveArticle { sentences: articles[0].sentences.clone(), ..copied };
        everything_is_naive(&[articles, vec![copy]].concat());
    }
}

/// As many texts as are read by several threads.
#[test]
fn counts_of_several_threads_are_added() {
    let articles: Vec<NaiveArticle> = (0..150_usize)
        .map(|number| NaiveArticle {
            sentences: vec![
                vec![(number % 5, number % 3), (number / 5 % 5, 0), (number / 25 % 5, 1)],
                vec![(number / 3 % 5, 2), (number / 2 % 5, 0)],
            ],
            outlet: [Some(OUTLETS[0]), Some(OUTLETS[1]), None][number % 3],
            published: [Some(DATES[0]), None, Some(DATES[2]), Some(DATES[1])][number % 4],
        })
        .collect();
    everything_is_naive(&articles);
}

#[test]
fn a_sample_is_the_same_for_the_same_seed() {
    let corpus = corpus_of((0..60).map(|number| format!("Number {number} speaks of peace.")));
    let ids = |sample| {
        let options = concordance::Options { sample, ..concordance::Options::default() };
        let (lines, summary) = lines(&corpus, "peace", &options);
        assert_eq!((summary.hits, summary.articles), (60, 60), "the summary is that of all hits");
        lines.iter().map(|line| line.id.0).collect::<Vec<_>>()
    };
    let drawn = ids(Some((5, 1)));
    // Written down: a later version has to draw the same lines.
    assert_eq!(drawn, [21, 22, 26, 29, 56]);
    assert_ne!(ids(Some((5, 2))), drawn);
    assert_eq!(ids(Some((60, 1))), ids(None));
    assert_eq!(ids(Some((99, 1))), ids(None));
}

#[test]
fn an_article_of_several_values_is_in_several_groups_and_once_in_each() {
    let texts = ["Peace talks.", "Talks of peace.", "War."];
    let mut corpus = corpus_of(texts.into_iter().map(str::to_owned));
    let change = Redefinition { kind: None, repeatable: Some(true), description: None };
    metadata::define(&mut corpus, &"topic".parse().unwrap(), &change, &operation("meta define")).unwrap();
    set(&mut corpus, [1], &["topic=war", "topic=truce", "topic=war"]);
    set(&mut corpus, [2], &["topic=truce"]);

    let by: Grouping = "topic".parse().unwrap();
    let found = facets(&corpus, "peace", QueryLanguage::Plain, &everything(), &by).unwrap();
    assert_eq!((found.articles, found.hits), (2, 2), "the sum counts each article once");
    let found: Vec<_> = found
        .values
        .iter()
        .map(|facet| (facet.value.as_deref(), facet.articles, facet.hits, facet.of_articles))
        .collect();
    assert_eq!(found, [(Some("truce"), 2, 2, 2), (Some("war"), 1, 1, 1)]);

    let options = frequency::Options { by: Some(by), ..frequency::Options::default() };
    let found = frequency::frequency(&corpus, &options).unwrap();
    let sizes: Vec<_> =
        found.groups.iter().map(|size| (size.group.as_deref(), size.tokens, size.articles)).collect();
    assert_eq!(sizes, [(Some("truce"), 5, 2), (Some("war"), 2, 1), (None, 1, 1)]);
    assert_eq!((found.tokens, found.articles), (6, 3), "the sum counts each article once");
}

#[test]
fn filters_of_queries_have_the_same_periods_and_a_repeated_query_is_one() {
    let texts = ["Peace.", "Peace talks.", "Peace again."];
    let mut corpus = corpus_of(texts.into_iter().map(str::to_owned));
    set(&mut corpus, [1], &["outlet=Courier", "published=2024-01"]);
    set(&mut corpus, [2], &["outlet=Gazette", "published=2024-03"]);
    set(&mut corpus, [3], &["outlet=Gazette"]);
    let queries = ["peace outlet:Courier", "peace outlet:Gazette", "peace outlet:Courier"].map(str::to_owned);
    let found = trend::trend(&corpus, &queries, QueryLanguage::Plain, &everything(), Period::Month).unwrap();
    let rows: Vec<_> =
        found.rows.iter().map(|row| (row.period.as_str(), row.count, row.of_articles)).collect();
    assert_eq!(
        rows,
        [
            ("2024-01", 1, 1),
            ("2024-02", 0, 0),
            ("2024-03", 0, 0),
            ("2024-01", 0, 0),
            ("2024-02", 0, 0),
            ("2024-03", 1, 1)
        ]
    );
    assert_eq!((found.series.len(), found.undated), (2, 1));
}
