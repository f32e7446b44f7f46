//! `corpus show` and `corpus cat`, and the ways to name an article.

use crate::list::COLUMNS;
use crate::sandbox::{Sandbox, keys};
use serde_json::json;

const FIRST: &str = "Ferry fares rise\n\nThe council voted.\n";
const SECOND: &str = "Ferry fares rise\n\nThe council voted again.\n";

/// Article 1 has a version of 1 May and one of 2 May; article 2 has the end of its key in common.
fn corpus() -> Sandbox {
    Sandbox::news([("a.txt", FIRST), ("uk/a.txt", "Somewhere else")])
        .run(["meta", "set", "1", "outlet=Harbour Gazette"])
        .success()
        .then()
        .run(["meta", "define", "topic", "--repeatable"])
        .success()
        .then()
        .run(["meta", "set", "1", "topic=ferries", "topic=fares"])
        .success()
        .then()
        .advance(24)
        .file("news/a.txt", SECOND)
        .run(["import", "news"])
        .success()
        .then()
}

#[test]
fn an_article_for_people() {
    corpus().run(["show", "1"]).success().stdout(
        "Article 1, version 2 of 2\n\
         key        news/a.txt\n\
         sha256     132399d524f7b6fea52322f8fa710abe91d6a7d20340d450fcc71b23132fd683\n\
         title      Ferry fares rise  [text:opening]\n\
         outlet     Harbour Gazette  [set]\n\
         topic      ferries; fares  [set]\n\
         \n\
         \x20 version 1   2024-05-01 12:00:00  added      6 words, 37 bytes, UTF-8  operation 1\n\
         \x20 version 2   2024-05-02 12:00:00  changed    7 words, 43 bytes, UTF-8  operation 5\n\
         \n\
         Ferry fares rise\n\nThe council voted again.\n",
    );
}

#[test]
fn a_long_name_of_a_field_widens_the_column_and_a_longer_one_does_not() {
    let long = "a_name_that_is_longer_than_most";
    let shown = corpus()
        .run(["meta", "set", "2", "description=The ferry", &format!("{long}=yes")])
        .whatever()
        .then()
        .run(["show", "2"])
        .success();
    for line in
        ["key          news/uk/a.txt", "description  The ferry  [set]", &format!("{long}  yes  [set]")]
    {
        assert!(shown.text().lines().any(|shown| shown == line), "{line}: {}", shown.text());
    }
}

#[test]
fn an_undone_version_leaves_a_gap_in_the_numbers() {
    let shown = corpus()
        .run(["undo"])
        .success()
        .then()
        .file("news/a.txt", "Ferry fares fall\n")
        .run(["import", "news"])
        .success()
        .then()
        .run(["show", "1"])
        .success();
    assert!(shown.text().starts_with("Article 1, version 3 of 3\n"), "{}", shown.text());
    assert!(!shown.text().contains("  version 2 "), "{}", shown.text());
}

#[test]
fn an_article_as_json() {
    let told = corpus().run(["show", "1", "--json"]).success();
    let shown = told.value();
    for name in COLUMNS.iter().chain(&["text", "metadata", "origins", "versions"]) {
        assert!(keys(&shown).contains(name), "{name} is missing");
    }
    assert_eq!(keys(&shown).len(), COLUMNS.len() + 4);
    assert_eq!(shown["text"], SECOND);
    assert_eq!(shown["metadata"], json!({ "topic": ["ferries", "fares"] }));
    assert_eq!(shown["origins"], json!({ "outlet": "set", "title": "text:opening", "topic": "set" }));
    assert_eq!(shown["versions"].as_array().unwrap().len(), 2);
    assert_eq!(shown["versions"][1]["kind"], "changed");
    assert_eq!(told.then().run(["show", "1", "--format", "jsonl"]).success().lines(), [shown]);
}

#[test]
fn an_earlier_version_has_its_own_text_words_and_hash() {
    let sandbox = corpus();
    let hash: String = sandbox.ask("SELECT sha256 FROM versions WHERE article = 1 AND number = 1");
    let shown = sandbox.run(["show", "1@1", "--json"]).success().value();
    assert_eq!(shown["text"], FIRST);
    assert_eq!(shown["version"], 1);
    assert_eq!(shown["words"], 6);
    assert_eq!(shown["sha256"], hash);
}

#[test]
fn the_text_alone() {
    corpus()
        .run(["show", "1", "--text"])
        .success()
        .stdout(SECOND)
        .then()
        .run(["show", "2", "--text"])
        .success()
        .stdout("Somewhere else\n");
}

#[test]
fn text_is_harmless_when_shown_and_exact_when_it_goes_elsewhere() {
    let text = "Red \u{1b}[31malert\n\nThe \u{202e}end\r\n";
    Sandbox::news([("a.txt", text)])
        .run(["show", "1"])
        .success()
        .stdout_has(["title      Red \\u{1b}[31malert", "The \\u{202e}end\n"])
        .stdout_lacks("\u{1b}")
        .then()
        .run(["cat", "1"])
        .success()
        .stdout_bytes(text);
}

#[test]
fn every_way_to_name_an_article() {
    let sandbox = corpus();
    let hash: String = sandbox.ask("SELECT sha256 FROM versions WHERE article = 1 AND number = 1");
    let mut sandbox = sandbox;
    for (reference, expected) in [
        ("1", SECOND),
        ("1@1", FIRST),
        ("1@2", SECOND),
        ("1@first", FIRST),
        ("1@latest", SECOND),
        ("1@2024-05-01", FIRST),
        ("1@2024-05-01T12:00:00Z", FIRST),
        ("1@2024-05-02", SECOND),
        ("1@2024-05", SECOND),
        ("1@2024", SECOND),
        ("news/a.txt", SECOND),
        ("news/a.txt@1", FIRST),
        ("uk/a.txt", "Somewhere else"),
        (&format!("sha256:{hash}"), FIRST),
        (&format!("sha256:{}", &hash[..8].to_uppercase()), FIRST),
        (&format!("sha256:{}@latest", &hash[..8]), FIRST),
    ] {
        sandbox = sandbox.run(["cat", reference]).success().stdout(expected).then();
    }
}

#[test]
fn what_names_no_article_or_no_version() {
    let mut sandbox = corpus();
    for (reference, code, fragment) in [
        ("9", 1, "there is no article 9"),
        ("nowhere.txt", 1, "there is no article nowhere.txt"),
        (".txt", 1, "there is no article .txt"),
        ("1@3", 1, "there is no version 1@3"),
        ("1@2024-04-30", 1, "there is no version 1@2024-04-30"),
        ("sha256:00000000", 1, "there is no article sha256:00000000"),
        ("sha256:ab", 2, "a hash needs 4 to 64 hexadecimal digits"),
        ("1@0", 2, "no version and no date"),
        ("1@2024-02-30", 2, "no version and no date"),
        ("", 2, "it is empty"),
        ("99999999999999999999", 2, "no id is that large"),
    ] {
        for command in ["cat", "show"] {
            sandbox = sandbox.run([command, reference]).failure_with(code, [fragment]).stdout("").then();
        }
    }
}

#[test]
fn an_ambiguous_name_is_refused_with_the_candidates() {
    Sandbox::news([("uk/a.txt", "One"), ("us/a.txt", "Two")]).run(["show", "a.txt"]).failure(
        2,
        "error: a.txt could be several articles\n\
         hint: name one of them by its id: 1 (news/uk/a.txt), 2 (news/us/a.txt)\n",
    );
}

#[test]
fn a_hash_that_two_articles_share_is_ambiguous() {
    let sandbox = Sandbox::news([("a.txt", "The same"), ("b.txt", "The same")]);
    let hash: String = sandbox.ask("SELECT sha256 FROM articles WHERE id = 1");
    sandbox
        .run(["cat", &format!("sha256:{}", &hash[..12])])
        .failure_with(2, ["could be several articles", "1 (news/a.txt), 2 (news/b.txt)"]);
}

#[test]
fn a_key_is_found_before_the_end_of_another() {
    Sandbox::corpus()
        .file("a/x.txt", "Outer")
        .file("b/a/x.txt", "Inner")
        .run(["import", "a", "b"])
        .success()
        .then()
        .run(["cat", "a/x.txt"])
        .success()
        .stdout("Outer");
}

#[test]
fn a_file_named_like_a_number_is_named_by_its_key() {
    Sandbox::news([("7", "Seven"), ("x@home.txt", "At home")])
        .run(["cat", "news/7"])
        .success()
        .stdout("Seven")
        .then()
        .run(["cat", "x@home.txt"])
        .success()
        .stdout("At home");
}

#[test]
fn a_removed_article_can_still_be_looked_at() {
    Sandbox::news([("a.txt", FIRST), ("b.txt", "Here")])
        .delete("news/a.txt")
        .run(["import", "news", "--remove-missing"])
        .success()
        .then()
        .run(["show", "1"])
        .success()
        .stdout_has(["Article 1, version 1 of 1, removed 2024-05-01"])
        .then()
        .run(["cat", "a.txt"])
        .success()
        .stdout(FIRST);
}
