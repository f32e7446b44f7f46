//! `corpus keyness`

use super::{corpus, printed, tokens};
use crate::sandbox::Sandbox;
use serde_json::Value;

/// Every word that is more frequent.
const ANY: [&str; 4] = ["--max-p", "1", "--min-count", "1"];

#[test]
fn for_people() {
    corpus()
        .run(["keyness", "outlet:HG", "--max-p", "1"])
        .noting("2 keywords of 17 words compared; 15 words in 1 article against 22 in 2\n")
        .stdout(concat!(
            "WORD   COUNT  PER MILLION  ARTICLES  ELSEWHERE  PER MILLION  LOG RATIO    G²\n",
            "talks      3    200000.00         1          0         0.00       3.14  5.81\n",
            "the        3    200000.00         1          2     90909.09       1.14  0.89\n",
        ))
        .then()
        .run(["keyness", "outlet:HG"])
        .noting("0 keywords of 17 words compared; 15 words in 1 article against 22 in 2\n")
        .stdout("");
}

#[test]
fn for_programs_with_all_measures() {
    let (text, sandbox) = printed(corpus(), &["keyness", "outlet:HG", "--limit", "1", "--json"], &ANY);
    let found: Value = serde_json::from_str(&text).unwrap();
    let row = &found[0];
    let counts = ["count", "articles", "reference_count", "reference_articles"];
    assert_eq!(counts.map(|name| row[name].as_i64().unwrap()), [3, 1, 0, 0]);
    assert_eq!((&row["token"], &row["per_million"]), (&"talks".into(), &200_000.0.into()));
    assert!((row["expected"].as_f64().unwrap() - 15.0 * 3.0 / 37.0).abs() < 1e-9, "{row}");
    let (csv, _) = printed(sandbox, &["keyness", "outlet:HG", "--format", "csv"], &ANY);
    assert_eq!(
        csv.lines().next().unwrap(),
        "token,count,per_million,articles,reference_count,reference_per_million,reference_articles,expected,log_ratio,\
         log_likelihood,log_likelihood_p,bic,chi_squared,chi_squared_p,fisher_p,percent_difference,\
         difference_coefficient,odds_ratio,simple_maths,tokens,reference_tokens"
    );
}

/// The sizes that a comparison reports: words and articles of the target, then of the reference.
#[track_caller]
fn sizes(sandbox: Sandbox, arguments: &[&str]) -> (String, Sandbox) {
    let told = sandbox.run(["keyness"].iter().chain(arguments)).whatever();
    let message = told.message();
    let sizes =
        message.trim().split_once("; ").unwrap_or_else(|| panic!("{arguments:?}: {message}")).1.to_owned();
    (sizes, told.then())
}

#[test]
fn a_selection_is_a_filter_a_condition_or_a_reference() {
    let sandbox = corpus().file("news/d.txt", "Something else.");
    let mut sandbox = sandbox.run(["import", "news", "-q"]).success().then();
    for (arguments, expected) in [
        (&["outlet:HG"][..], "15 words in 1 article against 24 in 3"),
        (&["outlet:Harbour Gazette"], "15 words in 1 article against 24 in 3"),
        (&["outlet:\"Harbour Gazette\"", "published:2024-01"], "15 words in 1 article against 24 in 3"),
        (&["-outlet:HG"], "24 words in 3 articles against 15 in 1"),
        (&["topic:council"], "26 words in 2 articles against 13 in 2"),
        (&["words > 10"], "37 words in 3 articles against 2 in 1"),
        (&["1", "b.txt"], "26 words in 2 articles against 13 in 2"),
        (&["1", "--against", "2"], "15 words in 1 article against 11 in 1"),
        (&["1", "--against", "words < 12"], "15 words in 1 article against 24 in 3"),
        (&["1", "--against", "2", "--against", "3"], "15 words in 1 article against 22 in 2"),
        (&["--where", "outlet IS NULL"], "13 words in 2 articles against 26 in 2"),
        (&["words > 10", "--where", "outlet IS NULL"], "11 words in 1 article against 28 in 3"),
    ] {
        let arguments = arguments.to_vec();
        let arguments =
            if arguments[0].starts_with("-o") { [&["--"], &arguments[..]].concat() } else { arguments };
        let (found, after) = sizes(sandbox, &arguments);
        assert_eq!(found, expected, "{arguments:?}");
        sandbox = after;
    }
}

#[test]
fn words_of_either_side() {
    let (found, sandbox) = tokens(corpus(), &["keyness", "1", "--against", "2", "--side", "target"], &ANY);
    assert!(found.contains(&"talks".into()) && !found.contains(&"fares".into()), "{found:?}");
    let (found, sandbox) = tokens(sandbox, &["keyness", "1", "--against", "2", "--side", "reference"], &ANY);
    assert!(found.contains(&"fares".into()) && !found.contains(&"talks".into()), "{found:?}");
    let (both, sandbox) = tokens(sandbox, &["keyness", "1", "--against", "2", "--side", "both"], &ANY);
    assert_eq!(both.len(), 17);
    let sandbox = sandbox.file("own.txt", "talks\nferry");
    let (found, sandbox) = tokens(
        sandbox,
        &["keyness", "1", "--stop", "en", "--stop", "own.txt", "--sort", "log-likelihood"],
        &ANY,
    );
    assert_eq!(found, ["company", "hold"]);
    let (found, sandbox) = tokens(sandbox, &["keyness", "topic:council", "--min-articles", "2"], &ANY);
    assert_eq!(found, ["the"]);
    drop(sandbox);
}

#[test]
fn articles_on_both_sides_are_noted() {
    corpus().run(["keyness", "1", "--against", "words > 10"]).noting(
        "0 keywords of 17 words compared; 15 words in 1 article against 37 in 3\n\
         1 article on both sides, counted on each\n",
    );
}

#[test]
fn a_comparison_needs_two_sides() {
    corpus()
        .run(["keyness"])
        .failure_with(
            2,
            ["nothing says which articles the keywords are those of", "hint: for example outlet:RT"],
        )
        .then()
        .run(["keyness", "outlet:Nobody"])
        .failure_with(1, ["there is no outlet 'Nobody'"])
        .then()
        .run(["keyness", "words > 1"])
        .failure_with(2, ["the articles to compare with have no words"])
        .then()
        .run(["keyness", "nobody = 1"])
        .failure_with(2, ["nobody = 1"])
        .then()
        .run(["keyness", "published:May"])
        .failure_with(2, ["'May' is not a date"])
        .then()
        .run(["keyness", "1", "--max-p", "2"])
        .failure(2, "error: the maximum p is 2, but must be from 0 to 1\n")
        .then()
        .run(["keyness", "1", "--sort", "luck"])
        .failure_with(2, ["is none of log-ratio, log-likelihood, simple-maths,"]);
}
