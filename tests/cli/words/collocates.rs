//! `corpus collocates`

use super::{corpus, printed, tokens};
use crate::sandbox::{Sandbox, keys};
use serde_json::Value;

/// Everything that is near a word.
const ANY: [&str; 4] = ["--min-count", "1", "--min-log-likelihood", "0"];

#[test]
fn for_people() {
    corpus()
        .run(["collocates", "ferry", "--limit", "3"].iter().chain(&ANY))
        .noting("6 hits in 3 articles; 26 words within 5 left and 5 right of it, of 31 others in all\n")
        .stdout(concat!(
            "WORD     NEAR  EXPECTED  TOTAL  ARTICLES  LOGDICE     G²     MI\n",
            "the         4      4.19      5         3    12.05  -0.06  -0.07\n",
            "council     3      2.52      3         3    11.73   1.12   0.25\n",
            "cheaper     2      1.68      2         2    11.19   0.73   0.25\n",
        ));
}

#[test]
fn for_programs_with_all_measures() {
    let (text, sandbox) = printed(corpus(), &["collocates", "ferry", "--limit", "1", "--json"], &ANY);
    let found: Value = serde_json::from_str(&text).unwrap();
    let row = &found[0];
    assert_eq!(
        ["token", "count", "total", "articles"].map(|name| row[name].clone()),
        [Value::from("the"), 4.into(), 5.into(), 3.into()]
    );
    for (name, expected) in
        [("expected", 26.0 * 5.0 / 31.0), ("log_dice", 14.0 + (2.0_f64 * 4.0 / (26.0 + 5.0)).log2())]
    {
        assert!((row[name].as_f64().unwrap() - expected).abs() < 1e-9, "{name}: {row}");
    }
    let (csv, _) = printed(sandbox, &["collocates", "ferry", "--limit", "1", "--format", "csv"], &ANY);
    assert_eq!(
        csv.lines().next().unwrap(),
        "token,count,expected,total,articles,log_dice,log_likelihood,mutual_information,t_score,z_score,\
         mutual_information_cubed,normalised_mutual_information,log_ratio,minimum_sensitivity,delta_p_forward,\
         delta_p_backward,log_likelihood_p,fisher_p,node_count,window_tokens,other_tokens"
    );
    assert_eq!(keys(row).len(), csv.lines().next().unwrap().split(',').count());
}

#[test]
fn a_span_counts_words_and_ends_with_the_sentence() {
    let mut sandbox = Sandbox::news([("a.txt", "Before that. One two ferry three four. After that.")]);
    for (span, expected) in [
        ("1", vec!["three", "two"]),
        ("0,1", vec!["three"]),
        ("2:0", vec!["one", "two"]),
        ("9", vec!["four", "one", "three", "two"]),
    ] {
        let (mut found, after) = tokens(sandbox, &["collocates", "ferry", "--span", span], &ANY);
        found.sort_unstable();
        assert_eq!(found, expected, "{span}");
        sandbox = after;
    }
    for span in ["0", "0,0", "x", "-1", "1,", "101"] {
        sandbox = sandbox
            .run(["collocates", "ferry", &format!("--span={span}")])
            .failure_with(2, ["write the number of words on each side: 5, or 0,5"])
            .then();
    }
}

/// What is part of the phrase is neither near it nor part of its own total.
#[test]
fn a_word_of_a_phrase_may_also_be_near_it() {
    let sandbox = Sandbox::news([("a.txt", "Peace talks talks."), ("b.txt", "Peace now, talks later.")]);
    let (csv, _) = printed(sandbox, &["collocates", "peace talks", "1", "--format", "csv"], &ANY);
    assert!(csv.lines().nth(1).unwrap().starts_with("talks,1,1.0,1,1,"), "{csv}");
}

#[test]
fn rows_are_chosen_and_sorted() {
    let text = "Sea ferry old. Sea ferry old. Sea ferry rare. Sea and old. Sea of sand. Sea and sky.";
    let sandbox = Sandbox::news([("a.txt", text)]);
    let (found, sandbox) = tokens(sandbox, &["collocates", "ferry"], &[]);
    assert_eq!(found, [""; 0], "nothing is certain");
    let (found, sandbox) = tokens(sandbox, &["collocates", "ferry", "--min-log-likelihood", "0"], &[]);
    assert_eq!(found, ["sea"], "three times by default");
    let (found, sandbox) = tokens(sandbox, &["collocates", "ferry", "--sort", "count"], &ANY);
    assert_eq!(found, ["sea", "old", "rare"]);
    let (found, sandbox) = tokens(sandbox, &["collocates", "ferry", "--sort", "mi"], &ANY);
    assert_eq!(found, ["rare", "old", "sea"]);
    let (found, sandbox) = tokens(sandbox, &["collocates", "ferry", "--sort", "mi", "--limit", "1"], &ANY);
    assert_eq!(found, ["rare"]);
    let sandbox = sandbox.file("own.txt", "SEA");
    let (found, sandbox) =
        tokens(sandbox, &["collocates", "ferry", "--sort", "count", "--stop", "own.txt"], &ANY);
    assert_eq!(found, ["old", "rare"]);
    sandbox
        .run(["collocates", "ferry", "--sort", "luck"])
        .failure_with(2, ["is none of log-dice, log-likelihood, mi, mi3, t, z, log-ratio, count"])
        .then()
        .run(["collocates", "ferry", "--min-log-likelihood", "NaN"])
        .failure(2, "error: --min-log-likelihood must be a number\n");
}

#[test]
fn a_table_for_people_has_50_rows() {
    let text: String = (0..60).map(|number| format!("Ferry word{number}. ")).collect();
    let (text, sandbox) = printed(Sandbox::news([("a.txt", text.as_str())]), &["collocates", "ferry"], &ANY);
    assert_eq!(text.lines().count(), 51);
    let (text, sandbox) = printed(sandbox, &["collocates", "ferry", "--limit", "0"], &ANY);
    assert_eq!(text.lines().count(), 61);
    let (found, _) = tokens(sandbox, &["collocates", "ferry"], &ANY);
    assert_eq!(found.len(), 60, "a program gets all");
}
