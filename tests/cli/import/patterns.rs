//! What is kept for a source: patterns of paths, globs, and what is left out without being asked.

use super::{counts, outcomes};
use crate::sandbox::Sandbox;
use serde_json::{Value, json};

const FARES: &str = "Ferry fares rise\n\nThe harbour council voted late on Monday.\n";
const PONT: &str = "Le vieux pont rouvre\n\nLes charrettes passent de nouveau le fleuve.\n";

/// The report of an import of the folder `news`.
fn import<const N: usize>(sandbox: Sandbox, options: [&str; N]) -> (Value, Sandbox) {
    let arguments = ["import", "news", "--json"].into_iter().chain(options);
    // Later than the files were written, so that their times are trusted.
    let told = sandbox.advance(1).run(arguments).whatever();
    (told.value(), told.then())
}

/// A saved page with a text that is long enough for an article.
fn page(sentence: &str, advertisement: &str) -> String {
    let paragraph = "The council of the small harbour town met on Monday to talk about the ferry, which many people \
        take to work every morning, and about the fares that were last raised nine years ago.";
    format!(
        "<!DOCTYPE html><html><head><title>Ferry fares</title></head><body><nav>{advertisement}</nav><article><h1>Ferry fares</h1>\
         <p>{paragraph}</p><p>{sentence}</p><p>{paragraph}</p></article></body></html>"
    )
}

#[test]
fn paths_give_fields_and_the_pattern_is_kept() {
    let sandbox = Sandbox::corpus()
        .file("news/Quay Times/2024-03-01/fares.txt", FARES)
        .file("news/notes.txt", "Notes\n\nNothing of this is like the others.\n");
    let pattern = "{outlet}/{published:%Y-%m-%d}/{title}.txt";
    let (report, sandbox) = import(sandbox, ["--pattern", pattern]);
    assert_eq!(counts(&report), json!({ "added": 2, "unlike_pattern": 1, "annotated": 1 }));
    let found = "SELECT outlet || '|' || published || '|' || title FROM articles WHERE key LIKE '%fares.txt'";
    assert_eq!(sandbox.ask::<String>(found), "Quay Times|2024-03-01|fares");
    assert_eq!(sandbox.ask::<String>("SELECT origin FROM changes WHERE field = 'outlet'"), "path");
    // The next import needs no pattern, and reads only what is new.
    let sandbox = sandbox.advance(1).file("news/Le Pont/2024-03-02/pont.txt", PONT);
    let (report, sandbox) = import(sandbox, []);
    assert_eq!(counts(&report), json!({ "added": 1, "unchanged": 2, "annotated": 1 }));
    assert_eq!(sandbox.ask::<String>("SELECT outlet FROM articles WHERE title = 'pont'"), "Le Pont");
    // Another pattern is about all files, and an empty one clears it.
    let (report, sandbox) = import(sandbox, ["--pattern", "{section}/{*}/{title}.txt"]);
    assert_eq!(counts(&report), json!({ "unchanged": 3, "unlike_pattern": 1, "annotated": 2 }));
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM articles WHERE section = outlet"), 2);
    let (_, sandbox) = import(sandbox, ["--pattern", ""]);
    let settings = "SELECT settings FROM source";
    assert_eq!(sandbox.ask::<String>(settings), "{}");
    let sandbox = sandbox.run(["undo"]).success().then();
    assert!(sandbox.ask::<String>(settings).contains("{section}"));
}

#[test]
fn a_person_and_the_options_count_more_than_paths() {
    let sandbox =
        Sandbox::corpus().file("news/Quay Times/fares.txt", FARES).file("news/Le Pont/pont.txt", PONT);
    let (_, sandbox) = import(sandbox, ["--pattern", "{outlet}/{title}.txt", "--set", "outlet=Gazette"]);
    let sandbox = sandbox.run(["meta", "set", "1", "title=Mine"]).success().then();
    let (report, sandbox) = import(sandbox, ["--rehash"]);
    assert_eq!(counts(&report), json!({ "unchanged": 2 }));
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM articles WHERE outlet = 'Gazette'"), 2);
    assert_eq!(sandbox.ask::<String>("SELECT title FROM articles WHERE id = 1"), "Mine");
}

/// Imports two captures of two pages by `pattern`, each folder for itself in this order.
fn captures(order: [&str; 3]) -> Sandbox {
    let pattern = "{captured:%Y%m%d%H%M%S}/{key}";
    order.into_iter().fold(Sandbox::corpus(), |sandbox, day| {
        let text = if day > "20230402" { "The vote was close." } else { "The vote is tomorrow." };
        let sandbox = sandbox
            .file(format!("news/{day}/quay.example/a.html"), page(text, day))
            .file(format!("news/{day}/quay.example/b.html"), page("Nobody came.", "none"));
        import(sandbox, ["--pattern", pattern]).1
    })
}

#[test]
fn files_with_the_same_key_are_versions_of_one_article_in_any_order() {
    let days = ["20230401120000", "20230402120000", "20230403120000"];
    let fingerprint = |sandbox: Sandbox| {
        let told = sandbox.run(["fingerprint", "--versions", "--json"]).success();
        (told.value()["fingerprint"].as_str().unwrap().to_owned(), told.then())
    };
    let (expected, sandbox) = fingerprint(captures(days));
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM articles"), 2);
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM file"), 6);
    let key = "SELECT key FROM articles WHERE id = 1";
    assert_eq!(sandbox.ask::<String>(key), "news/quay.example/a.html");
    let captured = "SELECT group_concat(substr(captured, 1, 10), ' ') FROM (SELECT captured FROM versions WHERE article = 1 \
        ORDER BY captured)";
    assert_eq!(sandbox.ask::<String>(captured), "2023-04-01 2023-04-02 2023-04-03");
    assert_eq!(sandbox.ask::<i64>("SELECT count(DISTINCT sha256) FROM versions WHERE article = 2"), 1);
    let (report, sandbox) = import(sandbox, ["--rehash"]);
    assert_eq!(counts(&report), json!({ "unchanged": 6 }));
    sandbox.run(["verify"]).success();
    let orders = [[days[2], days[0], days[1]], [days[1], days[2], days[0]]];
    for order in orders {
        let (found, sandbox) = fingerprint(captures(order));
        assert_eq!(found, expected, "{order:?}");
        sandbox.run(["cat", "1"]).success().stdout_has(["The vote was close."]);
    }
}

#[test]
fn undoing_files_with_the_same_key_leaves_a_sound_corpus() {
    let mut sandbox = captures(["20230401120000", "20230402120000", "20230403120000"]);
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM articles"), 2);
    for left in [2, 2, 0] {
        sandbox = sandbox.advance(1).run(["undo"]).success().then().run(["verify"]).success().then();
        assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM articles"), left);
    }
}

#[test]
fn an_article_of_several_files_is_there_as_long_as_one_of_them_is() {
    let sandbox = captures(["20230401120000", "20230402120000", "20230403120000"]);
    let remove = |sandbox: Sandbox, day: &str| {
        let sandbox = sandbox.delete(format!("news/{day}/quay.example/a.html"));
        import(sandbox, ["--remove-missing"])
    };
    let (report, sandbox) = remove(sandbox, "20230403120000");
    assert_eq!(counts(&report), json!({ "missing": 1, "unchanged": 5 }));
    let (_, sandbox) = remove(sandbox, "20230402120000");
    let (report, sandbox) = remove(sandbox, "20230401120000");
    assert_eq!(counts(&report), json!({ "removed": 1, "unchanged": 3 }));
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM articles"), 1);
    sandbox.run(["verify"]).success();
}

#[test]
fn globs_are_kept_and_what_they_leave_out_is_neither_imported_nor_missing() {
    let sandbox = Sandbox::corpus()
        .file("news/a.txt", FARES)
        .file("news/drafts/b.txt", PONT)
        .file("news/c.log", "Log\n\nLines of a log.\n");
    let (report, sandbox) = import(sandbox, ["--exclude", "*.log"]);
    assert_eq!(counts(&report), json!({ "added": 2, "excluded": 1 }));
    let (report, sandbox) = import(sandbox, ["--exclude", "drafts", "--exclude", "*.log"]);
    assert_eq!(counts(&report), json!({ "unchanged": 1, "excluded": 2 }));
    let (report, sandbox) = import(sandbox, ["--remove-missing"]);
    assert_eq!(counts(&report), json!({ "unchanged": 1, "excluded": 2 }));
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM articles"), 2);
    let (report, sandbox) = import(sandbox, ["--exclude", "", "--include", "drafts/"]);
    assert_eq!(counts(&report), json!({ "unchanged": 1, "excluded": 2 }));
    // A single file says nothing of the source, and is read as the source is.
    sandbox
        .run(["import", "news/a.txt", "--include", ""])
        .success()
        .stdout("1 unchanged · 60 B read · operation 5\n")
        .then()
        .run(["import", "news"])
        .success()
        .stdout("1 unchanged, 2 excluded · 0 B read · operation 6\n");
}

#[test]
fn settings_that_can_not_be_used_are_refused_before_anything_is_made() {
    let sandbox = Sandbox::new().file("news/a.txt", FARES);
    let sandbox = sandbox
        .run(["import", "news", "--pattern", "{title:%Y}"])
        .failure_with(2, ["{title:%Y}", "only dates have a format"])
        .then();
    let sandbox =
        sandbox.run(["import", "news", "--exclude", "a{"]).failure_with(2, ["the glob 'a{'"]).then();
    assert!(!sandbox.path("corpus.db").exists());
}

#[test]
fn a_pattern_that_is_like_no_path_changes_nothing() {
    let sandbox = Sandbox::new()
        .file("news/05.03.2024/a.txt", FARES)
        .run(["import", "news", "--pattern", "{published}/{title}.txt"])
        .failure_with(
            2,
            [
                "no file is like the pattern '{published}/{title}.txt', for example not 05.03.2024/a.txt",
                "needs it in the pattern: {published:%d.%m.%Y}",
            ],
        )
        .then();
    assert!(!sandbox.path("corpus.db").exists());
    // The fit may be inside a container, or all files may come later.
    let rows = "id,text\nr1,Le vieux pont rouvre enfin. Tous passent.\n";
    let (report, sandbox) =
        import(Sandbox::corpus().file("news/b/rows.csv", rows), ["--pattern", "{section}/rows.csv/{number}"]);
    assert_eq!(counts(&report), json!({ "added": 1, "annotated": 1 }));
    let (report, _) = import(sandbox.delete("news/b/rows.csv"), ["--pattern", "{title}.txt"]);
    assert_eq!(counts(&report), json!({ "missing": 1 }));
}

#[test]
fn a_rehearsal_shows_what_each_part_of_a_path_gets() {
    Sandbox::corpus()
        .file("news/2024-03-01/fares.txt", FARES)
        .file("news/notes.txt", PONT)
        .run(["import", "news", "--dry-run", "--pattern", "{published:%Y-%m-%d}/{title}.txt"])
        .success()
        .stdout_has([
            "1 path like --pattern, 1 not\n  2024-03-01/fares.txt: published=2024-03-01, title=fares\n  not like it: notes.txt\n",
        ]);
}

#[test]
fn articles_that_a_new_key_does_not_join_are_named_with_what_to_do() {
    let sandbox = Sandbox::corpus().file("news/20230401/a.txt", FARES).file("news/20230402/a.txt", PONT);
    let (_, sandbox) = import(sandbox, []);
    let pattern = "{captured:%Y%m%d}/{key}";
    let hint = "2 files imported before without this {key}: their articles stay apart. To make them versions: \
        corpus undo 1 --cascade, then the same import again\n";
    let sandbox = sandbox
        .run(["import", "news", "--pattern", pattern])
        .success()
        .stdout_has([hint])
        .then()
        .run(["undo", "1", "--cascade"])
        .success()
        .stdout_has(["  imports of the source news use --pattern '{captured:%Y%m%d}/{key}' → no options\n"])
        .then();
    let (report, sandbox) = import(sandbox, ["--pattern", pattern]);
    assert_eq!(counts(&report), json!({ "added": 1, "changed": 1 }));
    sandbox.run(["verify"]).success();
}

#[test]
fn captures_that_are_gone_or_alike_are_told_as_such() {
    let sandbox = ["20230401", "20230402", "20230403"]
        .into_iter()
        .zip([FARES, PONT, FARES])
        .fold(Sandbox::corpus(), |sandbox, (day, text)| sandbox.file(format!("news/{day}/a.txt"), text));
    let (report, sandbox) = import(sandbox, ["--pattern", "{captured:%Y%m%d}/{key}"]);
    assert_eq!(counts(&report), json!({ "added": 1, "changed": 1, "reverted": 1 }));
    let (report, sandbox) = import(sandbox.file("news/20230331/a.txt", FARES), []);
    assert_eq!(outcomes(&report), [("news/20230331/a.txt", "recaptured")]);
    let (report, sandbox) = import(sandbox.delete("news/20230402/a.txt"), []);
    assert_eq!(outcomes(&report), [("news/20230402/a.txt", "missing")]);
    assert_eq!(report["events"][0]["detail"], "article 1 is still there in 3 other files");
    let gone = "SELECT group_concat(path) FROM file WHERE missing_since IS NOT NULL";
    assert_eq!(sandbox.ask::<String>(gone), "20230402/a.txt");
    let sandbox = sandbox.run(["undo"]).success().then().advance(1).run(["undo", "4"]).success().then();
    assert_eq!(sandbox.ask::<String>(gone), "20230402/a.txt", "done again");
    sandbox.run(["verify"]).success();
}

#[test]
fn leftovers_of_editors_and_browsers_are_skipped_in_one_line() {
    let leftovers = ["a.txt~", "#a.txt#", "b.html.part", "c.html.crdownload", "d.tmp"];
    let sandbox = leftovers.into_iter().fold(Sandbox::corpus().file("news/a.txt", FARES), |sandbox, name| {
        sandbox.file(format!("news/{name}"), FARES)
    });
    let (report, sandbox) = import(sandbox, []);
    assert_eq!(outcomes(&report), [("news/a.txt", "added")]);
    assert_eq!(counts(&report), json!({ "added": 1, "leftovers": 5 }));
    sandbox.advance(1).run(["import", "news"]).success().stdout(
        "5 leftovers of editors or browsers skipped\n1 unchanged, 5 skipped · 0 B read · operation 2\n",
    );
}

#[test]
fn at_most_fifty_failures_are_listed() {
    let sandbox =
        (0..60).fold(Sandbox::corpus(), |sandbox, number| sandbox.file(format!("news/{number:02}.txt"), ""));
    let told =
        sandbox.run(["import", "news"]).failure_with(3, ["failed     news/49.txt", "… and 10 more failed"]);
    assert!(!told.message().contains("news/50.txt"));
    told.then().run(["import", "news", "-v"]).failure_with(3, ["failed     news/59.txt"]);
}

#[test]
fn the_last_capture_that_states_a_field_counts_in_any_order() {
    let capture = |day: &str, head: &str| {
        (format!("news/{day}/a.html"), page("Nobody came.", day).replace("<head>", &format!("<head>{head}")))
    };
    let captures = [
        capture(
            "20230401",
            "<meta name='author' content='Ada Lind'><meta property='article:section' content='Harbour'>",
        ),
        capture("20230402", "<meta name='author' content='Jan Krol'>"),
        capture("20230403", ""),
    ];
    for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0], [2, 1, 0]] {
        let sandbox = order.into_iter().fold(Sandbox::corpus(), |sandbox, number| {
            let (path, content) = &captures[number];
            import(sandbox.file(path, content), ["--pattern", "{captured:%Y%m%d}/{key}"]).1
        });
        let found = "SELECT author || '|' || section FROM articles";
        assert_eq!(sandbox.ask::<Option<String>>(found).as_deref(), Some("Jan Krol|Harbour"), "{order:?}");
    }
}
