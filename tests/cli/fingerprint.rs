//! `corpus fingerprint`: what it covers, and in which form.

use crate::sandbox::Sandbox;
use serde_json::json;

const NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const BOTH: &str = "22f0217a";

fn corpus() -> Sandbox {
    Sandbox::news([("a.txt", "Ferry fares rise again"), ("b.txt", "The bridge reopens")])
}

#[test]
fn of_all_articles_by_default() {
    Sandbox::corpus()
        .run(["fingerprint"])
        .success()
        .stdout(&format!("sha256:{NOTHING} · 0 articles\n"))
        .then()
        .run(["fingerprint", "-q"])
        .success()
        .stdout(&format!("{NOTHING}\n"))
        .then()
        .run(["fingerprint", "--versions", "--json"])
        .success()
        .json(json!({ "fingerprint": NOTHING, "articles": 0, "versions": true }));
    corpus().run(["fingerprint"]).success().stdout_has([BOTH, " · 2 articles\n"]);
    corpus().run(["fingerprint", "--versions"]).success().stdout_has([" · 2 articles, all versions\n"]);
}

#[test]
fn of_a_selection() {
    let told = corpus().run(["fingerprint", "a.txt", "--format", "jsonl"]).success();
    let one = told.value();
    assert_eq!(one["articles"], 1);
    let told = told.then().run(["fingerprint", "--where", "key LIKE '%a.txt'", "--json"]).success();
    assert_eq!(told.value(), one);
    let told = told.then().stdin("1\n2\n").run(["fingerprint", "--from", "-"]).success();
    told.stdout_has([BOTH, " · 2 articles\n"])
        .then()
        .run(["fingerprint", "c.txt"])
        .failure_with(1, ["c.txt"]);
}

#[test]
fn removed_articles_do_not_count_and_are_refused_by_name() {
    corpus()
        .delete("news/b.txt")
        .run(["import", "news", "--remove-missing"])
        .success()
        .then()
        .run(["fingerprint"])
        .success()
        .stdout_has([" · 1 article\n"])
        .then()
        .run(["fingerprint", "2"])
        .failure(
            1,
            "error: article 2 (news/b.txt) was removed, and a fingerprint covers live articles\nhint: leave it out\n",
        );
}
