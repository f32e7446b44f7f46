//! `corpus diff`: two versions, two articles, or two states of the corpus.

use crate::sandbox::{Sandbox, keys};
use serde_json::{Value, json};

const OLD: &str = "Ferry fares rise\n\nThe council voted late on Monday.\n\nNobody spoke.\n\nThe end.\n";
const NEW: &str = "Ferry fares rise\n\nThe council voted early on Tuesday.\n\nNobody spoke.\n\nThe end.\n";

fn corpus() -> Sandbox {
    Sandbox::news([("a.txt", OLD), ("b.txt", "Something quite different\n")])
        .advance(24)
        .file("news/a.txt", NEW)
        .run(["import", "news"])
        .success()
        .then()
}

#[test]
fn words_in_their_paragraphs() {
    corpus().run(["diff", "1"]).success().stdout(
        "news/a.txt@1 → news/a.txt@2: 2 words deleted, 2 words inserted in 1 paragraph (date 1)\n\
         \n\
         Ferry fares rise\n\
         \n\
         The council voted [-late-]{+early+} on [-Monday-]{+Tuesday+}.\n\
         \u{20} (date: “Monday” became “Tuesday”)\n\
         \n\
         Nobody spoke.\n\
         \n\
         … 1 paragraph the same …\n",
    );
}

#[test]
fn versions_with_the_same_text_may_have_other_bytes() {
    let with = |author: &str| format!("---\nauthor: {author}\n---\nThe bridge is closed.\n");
    let sandbox = Sandbox::news([("a.md", with("Ada Lind").as_str())])
        .advance(24)
        .file("news/a.md", with("Jan Krol"))
        .run(["import", "news"])
        .success()
        .then();
    sandbox
        .run(["diff", "1"])
        .success()
        .stdout("news/a.md@1 → news/a.md@2: the text is the same, the bytes differ (47 bytes)\n");
}

#[test]
fn in_colour_when_asked() {
    corpus()
        .run(["diff", "1", "--color", "always"])
        .success()
        .stdout_has(["\u{1b}[9m\u{1b}[31mlate", "\u{1b}[32mearly"])
        .stdout_lacks("[-");
}

#[test]
fn a_passage_that_went_elsewhere() {
    let (first, second) =
        ("The council voted late on Monday to raise the fares.", "Nobody from the islands came to speak.");
    let sandbox = Sandbox::news([("a.txt", &format!("{first}\n\n{second}\n"))])
        .advance(1)
        .file("news/a.txt", format!("{second}\n\n{first}\n"))
        .run(["import", "news"])
        .success()
        .then();
    let told = sandbox.run(["diff", "1"]).success().stdout(&format!(
        "news/a.txt@1 → news/a.txt@2: 7 words moved in 1 paragraph\n\n{{1→: {second}}}\n\n{first}\n\n[→1: {second}]\n"
    ));
    let diff = told.then().run(["diff", "1", "--json"]).success().value();
    let moves: Vec<&Value> =
        diff["changes"].as_array().unwrap().iter().map(|change| &change["move"]).collect();
    assert_eq!(moves.iter().filter(|number| ***number == 1).count(), 2);
    assert_eq!(diff["stats"]["words_moved"], 7);
}

#[test]
fn the_shape_in_json() {
    let told = corpus().run(["diff", "1", "--json"]).success();
    let diff = told.value();
    assert_eq!(keys(&diff), ["from", "to", "changes", "stats"]);
    assert_eq!(keys(&diff["from"]), ["article", "version", "key", "sha256"]);
    let changes = diff["changes"].as_array().unwrap();
    for change in changes {
        assert_eq!(
            keys(change),
            [
                "kind",
                "old",
                "new",
                "old_range",
                "new_range",
                "move",
                "class",
                "cosmetic",
                "flags",
                "reasons",
                "boilerplate"
            ]
        );
        assert!(["equal", "insert", "delete", "replace"].contains(&change["kind"].as_str().unwrap()));
    }
    let side = |name: &str| changes.iter().map(|change| change[name].as_str().unwrap()).collect::<String>();
    assert_eq!(side("old"), OLD);
    assert_eq!(side("new"), NEW);
    for (range, text, name) in [("old_range", OLD, "old"), ("new_range", NEW, "new")] {
        for change in changes {
            let bound = |index: usize| usize::try_from(change[range][index].as_u64().unwrap()).unwrap();
            assert_eq!(&text[bound(0)..bound(1)], change[name].as_str().unwrap());
        }
    }
}

#[test]
fn what_kind_of_change_in_json() {
    let diff = corpus().run(["diff", "1", "--json"]).success().value();
    let changes = diff["changes"].as_array().unwrap();
    let labels = |kind: &str| -> Vec<Value> {
        let members = |change: &Value| {
            ["class", "cosmetic", "flags", "reasons"].map(|name| change[name].clone()).into()
        };
        changes
            .iter()
            .filter(|change| (change["kind"] == "equal") == (kind == "equal"))
            .map(members)
            .collect()
    };
    assert_eq!(labels("equal")[0], json!([null, [], [], []]));
    assert_eq!(
        labels("changed"),
        [
            json!(["substantive", [], [], ["words were changed"]]),
            json!(["substantive", [], ["date"], ["“Monday” became “Tuesday”"]]),
        ]
    );
}

#[test]
fn a_changed_headline_and_mere_looks_in_json() {
    let diff = Sandbox::news([("a.txt", "Fares rise\n\nThe council said \"yes\" late.\n")])
        .advance(1)
        .file("news/a.txt", "Fares soar\n\nThe council said “yes” late.\n")
        .run(["import", "news"])
        .success()
        .then()
        .run(["diff", "1", "--json"])
        .success()
        .value();
    let changes = diff["changes"].as_array().unwrap();
    let judged: Vec<&Value> = changes.iter().filter(|change| change["kind"] != "equal").collect();
    assert_eq!(judged[0]["flags"], json!(["headline"]));
    assert!(judged[1..].iter().all(|change| change["cosmetic"] == json!(["quotes"])));
    assert_eq!(judged[1]["class"], "cosmetic");
}

#[test]
fn line_by_line() {
    corpus().run(["diff", "1", "--unified"]).success().stdout(
        "--- news/a.txt@1\n+++ news/a.txt@2\n@@ -1,6 +1,6 @@\n Ferry fares rise\n \n\
         -The council voted late on Monday.\n+The council voted early on Tuesday.\n \n Nobody spoke.\n \n",
    );
}

#[test]
fn a_patch_can_be_applied_exactly_where_lines_do_not_end() {
    Sandbox::news([("a.txt", "one\ntwo")])
        .advance(1)
        .file("news/a.txt", "one\ntwo\nthree")
        .run(["import", "news"])
        .success()
        .then()
        .run(["diff", "1", "-u"])
        .success()
        .stdout(
            "--- news/a.txt@1\n+++ news/a.txt@2\n@@ -1,2 +1,3 @@\n one\n-two\n\\ No newline at end of file\n\
             +two\n+three\n\\ No newline at end of file\n",
        );
}

#[test]
fn how_much_and_how_much_around() {
    corpus()
        .run(["diff", "1", "--stat"])
        .success()
        .stdout("news/a.txt@1 → news/a.txt@2: 2 words deleted, 2 words inserted in 1 paragraph (date 1)\n")
        .then()
        .run(["diff", "1", "--context", "0"])
        .success()
        .stdout_has(["… 1 paragraph the same …", "… 2 paragraphs the same …"])
        .then()
        .run(["diff", "1", "-U", "9"])
        .success()
        .stdout_lacks("the same");
}

#[test]
fn any_two() {
    corpus()
        .run(["diff", "1@2", "1@1", "--stat"])
        .success()
        .stdout("news/a.txt@2 → news/a.txt@1: 2 words deleted, 2 words inserted in 1 paragraph (date 1)\n")
        .then()
        .run(["diff", "1@first", "2", "--stat"])
        .success()
        .stdout_has(["news/a.txt@1 → news/b.txt@1: "])
        .then()
        .run(["diff", "1", "1"])
        .success()
        .stdout("news/a.txt@2 → news/a.txt@2: no differences\n")
        .then()
        .run(["diff", "2"])
        .failure(
            1,
            "error: 2 is the first version: there is none before it\n\
             hint: name two to compare them: corpus diff 1 2\n",
        );
}

#[test]
fn the_exit_code_tells_when_asked() {
    corpus()
        .run(["diff", "1", "--exit-code", "--stat"])
        .failure(1, "")
        .then()
        .run(["diff", "1", "1", "--exit-code"])
        .success()
        .then()
        .run(["diff", "--from", "1", "--exit-code"])
        .failure(1, "")
        .then()
        .run(["diff", "--from", "2", "--exit-code"])
        .success();
}

#[test]
fn only_the_looks() {
    Sandbox::news([("a.txt", "One two three\nfour five\n"), ("b.txt", "She said \"no\".\n\nHe left.\n")])
        .advance(1)
        .file("news/a.txt", "One two\nthree four five\n")
        .file("news/b.txt", "She said “no”. He left.\n")
        .run(["import", "news"])
        .success()
        .then()
        .run(["diff", "1", "--stat"])
        .success()
        .stdout("news/a.txt@1 → news/a.txt@2: only white space changed\n")
        .then()
        .run(["diff", "2"])
        .success()
        .stdout(
            "news/b.txt@1 → news/b.txt@2: only white space and quotation marks changed\n\
             \n\
             She said [-\"-]{+“+}no[-\"-]{+”+}. He left.\n\
             \u{20} (only quotation marks changed)\n\
             \u{20} (only white space changed; two paragraphs were joined)\n",
        );
}

#[test]
fn two_states_of_the_corpus() {
    corpus()
        .run(["meta", "set", "2", "outlet=Harbour Gazette"])
        .success()
        .then()
        .run(["diff", "--from", "1"])
        .success()
        .stdout(
            "from operation 1 to operation 3\n\
             \x20 article 1     version 1 → 2   news/a.txt  Ferry fares rise\n\
             \x20 article 2      outlet      2024-05-02 12:00:00  (none) → Harbour Gazette  [set, operation 3]\n",
        )
        .then()
        .run(["diff", "--from", "2024-05-01", "--to", "2"])
        .success()
        .stdout("from operation 1 to operation 2\n  article 1     version 1 → 2   news/a.txt  Ferry fares rise\n")
        .then()
        .run(["diff", "--from", "0", "--to", "1"])
        .success()
        .stdout_has(["article 1     new", "article 2     new"])
        .then()
        .run(["diff", "--from", "3"])
        .success()
        .stdout("from operation 3 to operation 3\n  nothing changed\n");
}

#[test]
fn two_states_as_json() {
    let changes = corpus().run(["diff", "--from", "0", "--json"]).success().value();
    assert_eq!(keys(&changes), ["from", "to", "articles", "metadata"]);
    assert_eq!(keys(&changes["articles"][0]), ["id", "key", "title", "from_version", "to_version"]);
    assert_eq!(changes["articles"][0]["from_version"], Value::Null);
    assert_eq!(changes["articles"][0]["to_version"], 2);
}

#[test]
fn states_that_are_none_or_the_wrong_way_round() {
    corpus()
        .run(["diff", "--from", "9"])
        .failure_with(1, ["there is no operation 9"])
        .then()
        .run(["diff", "--from", "2", "--to", "1"])
        .failure_with(2, ["operation 2 is later than operation 1", "--from 1 --to 2"])
        .then()
        .run(["diff", "--from", "soon"])
        .failure_with(2, ["'soon' is no operation and no date"])
        .then()
        .run(["diff"])
        .failure_with(2, ["REF"])
        .then()
        .run(["diff", "1", "--from", "1"])
        .failure_with(2, ["cannot be used with"]);
}

#[test]
fn text_from_outside_cannot_command_the_terminal() {
    Sandbox::news([("a.txt", "One word\n")])
        .advance(1)
        .file("news/a.txt", "One \u{1b}[31mred word\n")
        .run(["import", "news"])
        .success()
        .then()
        .run(["diff", "1"])
        .success()
        .stdout_has(["\\u{1b}"])
        .stdout_lacks("\u{1b}");
}

#[test]
fn side_by_side() {
    corpus().run(["diff", "1", "--side-by-side", "--width", "50"]).success().stdout(
        "news/a.txt@1 → news/a.txt@2: 2 words deleted, 2 words inserted in 1 paragraph (date 1)\n\
         \n\
         news/a.txt@1            │ news/a.txt@2\n\
         \n\
         Ferry fares rise        │ Ferry fares rise\n\
         \n\
         The council voted       │ The council voted\n\
         [-late-] on [-Monday-]. │ {+early+} on\n\
         \u{20}                       │ {+Tuesday+}.\n\
         (date: “Monday” became “Tuesday”)\n\
         \n\
         Nobody spoke.           │ Nobody spoke.\n\
         \n\
         … 1 paragraph the same …\n",
    );
}

#[test]
fn columns_in_colour() {
    corpus()
        .run(["diff", "1", "-y", "--color", "always"])
        .success()
        .stdout_has(["\u{1b}[9m\u{1b}[31mlate", "\u{1b}[32mearly", "│"])
        .stdout_lacks("[-");
}

#[test]
fn changes_only() {
    corpus()
        .run(["diff", "1", "--changes-only"])
        .success()
        .stdout(
            "news/a.txt@1 → news/a.txt@2: 2 words deleted, 2 words inserted in 1 paragraph (date 1)\n\
             \n\
             The council voted [-late-]{+early+} on [-Monday-]{+Tuesday+}.\n\
             \u{20} (date: “Monday” became “Tuesday”)\n",
        )
        .then()
        .run(["diff", "1", "--changes-only", "--context", "1"])
        .success()
        .stdout_has(["Ferry fares rise", "Nobody spoke."])
        .stdout_lacks("the same");
}

#[test]
fn a_page_for_the_browser() {
    corpus()
        .file("news/a.txt", "Ferry <b>fares</b> rise\n")
        .run(["import", "news"])
        .success()
        .then()
        .run(["diff", "1", "--html"])
        .success()
        .stdout_has([
            "<!DOCTYPE html>",
            "Old: <span dir=\"auto\">news/a.txt@2</span>",
            "imported 2024-05-02 12:00 UTC",
            "&lt;b&gt;",
        ])
        .stdout_lacks("<b>")
        .stdout_lacks("<script");
}

#[test]
fn two_articles_are_told_by_what_they_share() {
    let news = [
        ("a.txt", "The council voted late on Monday to raise the fares.\n"),
        ("b.txt", "The council voted late on Monday to close the pier for good.\n"),
    ];
    let told = Sandbox::news(news).run(["diff", "1", "2", "--stat"]).success().stdout(
        "news/a.txt@1 → news/b.txt@1: 8 words shared (80% of the first, 66% of the second), 2 only in the first, 4 \
         only in the second\n",
    );
    let stats = &told.then().run(["diff", "1", "2", "--json"]).success().value()["stats"];
    assert_eq!((&stats["words_shared"], &stats["share_of_old"]), (&Value::from(8), &Value::from(0.8)));
}

#[test]
fn one_form_at_a_time() {
    corpus()
        .run(["diff", "1", "--html", "--side-by-side"])
        .failure_with(2, ["cannot be used with"])
        .then()
        .run(["diff", "1", "--width", "60"])
        .failure_with(2, ["--side-by-side"])
        .then()
        .run(["diff", "1", "-y", "--width", "5"])
        .failure_with(2, ["5 is not in 20.."])
        .then()
        .run(["diff", "--from", "1", "--html"])
        .failure_with(2, ["cannot be used with"]);
}

#[test]
fn from_the_first_to_the_latest() {
    let told = corpus().run(["diff", "1@first", "1@latest", "--json"]).success().value();
    assert_eq!((&told["from"]["version"], &told["to"]["version"]), (&Value::from(1), &Value::from(2)));
}

#[test]
fn two_versions_in_one_word() {
    let told = corpus().run(["diff", "1@1..2", "--json"]).success();
    let value = told.value();
    assert_eq!((&value["from"]["version"], &value["to"]["version"]), (&Value::from(1), &Value::from(2)));
    let backwards = told.then().run(["diff", "1@2..1", "--json"]).success();
    assert_eq!(backwards.value()["from"]["version"], 2);
    backwards.then().run(["diff", "1@1..2", "1"]).failure_with(2, ["1 is a third version"]);
    // A key may have two dots.
    Sandbox::news([("a@b..c.txt", "Ten ferries sail.")])
        .run(["diff", "a@b..c.txt"])
        .failure_with(1, ["is the first version"]);
}
