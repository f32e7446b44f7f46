//! `corpus dispersion`

use super::{corpus, image, printed};
use crate::sandbox::{Sandbox, keys};
use serde_json::{Value, json};

#[test]
fn each_article_is_a_line() {
    corpus().run(["dispersion", "ferry"]).noting("6 hits in 3 of 3 articles\n").stdout(concat!(
        "Where is “ferry”?\n",
        "\n",
        "                               first word                                      last word  hits words\n",
        "1 Harbour Gazette: Ferry talk… │▌             ▐                                        │     2    15\n",
        "2 Quay Times: news/b.txt       │                    ▌         ▌                        │     2    11\n",
        "3 news/c.txt                   │                    ▌         ▌                        │     2    11\n",
        "\n",
        "DP 0.07  DP normalised 0.10  ARF 4.11\nJuilland's D 0.90  Carroll's D2 0.99  Rosengren's S 0.99\n",
    ));
}

#[test]
fn for_programs() {
    let (text, sandbox) = printed(corpus(), &["dispersion", "ferry fares"], &["--json"]);
    let found: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(keys(&found), ["articles", "parts", "positions", "rows"]);
    assert_eq!(
        found["rows"][0],
        json!({
            "id": 2, "key": "news/b.txt", "title": null, "outlet": "Quay Times", "published": "2024-03-05",
            "words": 11, "count": 1, "per_million": found["rows"][0]["per_million"], "positions": [6],
        })
    );
    assert!((found["rows"][0]["per_million"].as_f64().unwrap() - 1e6 / 11.0).abs() < 1e-6, "{found}");
    let parts = ["count", "tokens", "parts", "range"].map(|name| found["parts"][name].as_i64().unwrap());
    assert_eq!((&found["articles"], parts), (&json!(3), [2, 37, 3, 2]));
    sandbox.run(["dispersion", "ferry", "--where", "id < 3", "--format", "csv"]).success().stdout(concat!(
        "id,key,title,outlet,published,words,count,per_million,positions\n",
        "1,news/a.txt,Ferry talks begin,Harbour Gazette,2024-01-10,15,2,133333.33333333334,\"[0,4]\"\n",
        "2,news/b.txt,,Quay Times,2024-03-05,11,2,181818.18181818182,\"[4,6]\"\n",
    ));
}

#[test]
fn the_articles_with_most_hits_are_first() {
    let files: Vec<(String, String)> =
        (1..=22).map(|number| (format!("news/{number:02}.txt"), "Ferry. ".repeat(number))).collect();
    let sandbox = files.iter().fold(Sandbox::corpus(), |sandbox, (name, text)| sandbox.file(name, text));
    let sandbox = sandbox.run(["import", "news", "-q"]).success().then();
    let told = sandbox
        .run(["dispersion", "ferry"])
        .noting("253 hits in 22 of 22 articles; 20 with most hits shown (--limit 0: all)\n");
    assert!(told.text().lines().nth(3).unwrap().starts_with("22 news/22.txt"), "{}", told.text());
    assert_eq!(told.text().lines().count(), 20 + 6);
    let told =
        told.then().run(["dispersion", "ferry", "--limit", "0"]).noting("253 hits in 22 of 22 articles\n");
    assert_eq!(told.text().lines().count(), 22 + 6);
    let (csv, sandbox) = printed(told.then(), &["dispersion", "ferry"], &["--format", "csv"]);
    assert_eq!(csv.lines().count(), 23, "a program gets all");
    let (_, sandbox) = printed(sandbox, &["dispersion", "ferry", "--limit", "2"], &["--svg", "plot.svg"]);
    let text = image(&sandbox, "plot.svg");
    assert!(text.contains("news/21.txt") && !text.contains("news/20.txt"), "{text}");
}
