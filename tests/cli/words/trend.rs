//! `corpus trend`

use super::{corpus, image, printed};
use crate::sandbox::keys;
use serde_json::json;

/// Said of the article without a date.
const UNDATED: &str = "left out, because the date isn't known: 1 article\n";

#[test]
fn a_period_without_an_article_is_a_gap() {
    corpus().run(["trend", "ferry"]).noting(UNDATED).stdout(concat!(
        "“ferry”\n",
        "per million words\n",
        "\n",
        "200,000 ┤            ▁▁▁▁▁\n",
        "        │            █████\n",
        "        │            █████\n",
        "        │▅▅▅▅▅       █████\n",
        "        │█████       █████\n",
        "100,000 ┤█████       █████\n",
        "        │█████       █████\n",
        "        │█████       █████\n",
        "        │█████       █████\n",
        "        │█████       █████\n",
        "      0 ┼──────····· ──────\n",
        "         2024-01\n",
        "\n",
        "· no articles\n",
        "\n",
        "ferry: 4 hits; over 3 periods +24242.42 per million words and period (Theil–Sen), p 1.000 (Mann–Kendall)\n",
    ));
}

#[test]
fn for_programs() {
    let told = corpus().run(["trend", "fares", "--json"]).noting(UNDATED);
    let found = told.value();
    assert_eq!(keys(&found), ["undated", "series", "rows"]);
    let row = &found["rows"][1];
    assert_eq!(
        row,
        &json!({
            "query": "fares", "period": "2024-02", "count": 0, "articles": 0, "tokens": 0, "of_articles": 0,
            "per_million": null,
        })
    );
    assert_eq!(found["rows"][0]["per_million"], 0.0, "there is an article, and nothing in it");
    let series = &found["series"][0];
    assert_eq!((&series["query"], &series["count"]), (&"fares".into(), &1.into()));
    assert!((series["slope"].as_f64().unwrap() - 1e6 / 22.0).abs() < 1e-6, "{series}");
    told.then().run(["trend", "ferry", "--per", "day", "--where", "id = 1", "--format", "csv"]).success().stdout(
        "query,period,count,articles,tokens,of_articles,per_million\nferry,2024-01-10,2,1,15,1,133333.33333333334\n",
    );
}

/// The period and the hits of each row.
#[track_caller]
fn periods(arguments: &[&str]) -> Vec<(String, String)> {
    let (csv, _) = printed(corpus(), &["trend"], &[arguments, &["--format", "csv"]].concat());
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        (cells[1].to_owned(), cells[2].to_owned())
    };
    csv.lines().skip(1).map(row).collect()
}

#[test]
fn all_series_have_the_same_periods() {
    let expected = [
        ("2024-01", "2"),
        ("2024-02", "0"),
        ("2024-03", "0"),
        ("2024-01", "0"),
        ("2024-02", "0"),
        ("2024-03", "2"),
    ];
    let expected = expected.map(|(period, hits)| (period.to_owned(), hits.to_owned()));
    let queries = ["ferry outlet:HG", "ferry outlet:\"Quay Times\""];
    assert_eq!(periods(&queries), expected);
    assert_eq!(periods(&["ferry", "ferry"]).len(), 3, "a query given twice is one");
    let (text, sandbox) = printed(corpus(), &["trend"], &[&queries[..], &["--svg", "plot.svg"]].concat());
    assert!(text.contains("\nferry outlet:HG: 2 hits\nferry outlet:\"Quay Times\": 2 hits\n"), "{text}");
    let text = image(&sandbox, "plot.svg");
    assert!(text.contains("2024-01\t133,333\t-") || text.contains("2024-01\t133333"), "{text}");
}

#[test]
fn periods_are_days_weeks_months_or_years() {
    for (per, first, number) in
        [("day", "2024-01-10", 56), ("week", "2024-01-08", 9), ("month", "2024-01", 3), ("year", "2024", 1)]
    {
        let found = periods(&["ferry", "--per", per]);
        assert_eq!((found[0].0.as_str(), found.len()), (first, number), "{per}");
    }
    let found = periods(&["ferry", "talks", "--limit", "1"]);
    let last = |hits: &str| ("2024-03".to_owned(), hits.to_owned());
    assert_eq!(found, [last("2"), last("0")], "the last period of each query");
    corpus().run(["trend", "ferry", "--per", "hour"]).failure_with(2, ["is none of day, week, month, year"]);
}

#[test]
fn a_date_that_is_not_exact_enough_is_left_out() {
    let sandbox = corpus().run(["meta", "set", "3", "published=2024-05", "-q"]).success().then();
    let told = sandbox
        .run(["trend", "ferry", "--counts"])
        .success()
        .stdout_has(["\nhits\n", "\nferry: 6 hits; over 5 periods "]);
    told.then()
        .run(["trend", "ferry", "--per", "week", "--format", "csv"])
        .noting(UNDATED)
        .stdout_has(["ferry,2024-03-04,2,1,11,1,"])
        .stdout_lacks("2024-05");
}
