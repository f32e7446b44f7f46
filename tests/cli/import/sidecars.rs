//! Files with sidecars: what a sidecar says, what it may replace, and what is wrong with it.

use super::{counts, outcomes};
use crate::sandbox::Sandbox;
use serde_json::{Value, json};

const FARES: &str = "Ferry fares rise\n\nThe harbour council voted late on Monday.\n";

/// The report of an import of the folder `news`.
fn import(sandbox: Sandbox) -> (Value, Sandbox) {
    let told = sandbox.run(["import", "news", "--json", "--db", "corpus.db"]).whatever();
    (told.value(), told.then())
}

fn with(sidecar: impl AsRef<[u8]>) -> Sandbox {
    Sandbox::corpus().file("news/a.txt", FARES).file("news/a.txt.corpus.json", sidecar)
}

#[track_caller]
fn value(sandbox: &Sandbox, column: &str) -> Option<String> {
    sandbox.ask(&format!("SELECT {column} FROM articles WHERE id = 1"))
}

#[test]
fn gives_key_and_values() {
    let (report, sandbox) = import(with(
        r#"{"key": "Quay Times/12", "title": null, "outlet": "Quay Times", "metadata": {"topic": ["ferry", "fares"]}}"#,
    ));
    assert_eq!(outcomes(&report), [("news/a.txt", "added")]);
    assert_eq!(counts(&report), json!({ "added": 1, "annotated": 1 }));
    assert_eq!(value(&sandbox, "key").as_deref(), Some("Quay Times/12"));
    assert_eq!(value(&sandbox, "title"), None);
    assert_eq!(value(&sandbox, "outlet").as_deref(), Some("Quay Times"));
    assert_eq!(sandbox.ask::<i64>("SELECT repeatable FROM field WHERE name = 'topic'"), 1);
    assert_eq!(
        sandbox.ask::<String>("SELECT group_concat(DISTINCT origin) FROM changes WHERE field <> 'title'"),
        "sidecar"
    );
    // The headline of a later version is not taken either.
    let (report, sandbox) =
        import(sandbox.advance(1).file("news/a.txt", "Fares fall\n\nAll is well again.\n"));
    assert_eq!(outcomes(&report), [("news/a.txt", "changed")]);
    assert_eq!(value(&sandbox, "title"), None);
    assert_eq!(value(&sandbox, "key").as_deref(), Some("Quay Times/12"));
}

#[test]
fn a_file_with_a_sidecar_is_never_skipped() {
    let (_, sandbox) = import(with(r#"{"author": "Ada Lind"}"#));
    let (report, sandbox) = import(sandbox.advance(9));
    assert_eq!(counts(&report), json!({ "unchanged": 1 }));
    let (report, sandbox) = import(sandbox.file("news/a.txt.corpus.json", r#"{"author": "Ada Lindh"}"#));
    assert_eq!(counts(&report), json!({ "unchanged": 1, "annotated": 1 }));
    assert_eq!(value(&sandbox, "author").as_deref(), Some("Ada Lindh"));
}

#[test]
fn replaces_what_imports_said_and_nothing_else() {
    let sandbox = Sandbox::news([("a.txt", FARES)])
        .run(["outlet", "add", "Quay Times"])
        .success()
        .then()
        .run(["outlet", "alias", "Quay Times", "quay.example.org"])
        .success()
        .then()
        .run(["meta", "set", "1", "author=Ada Lind"])
        .success()
        .then()
        .run(["import", "news", "--set", "section=World", "--set", "language=en"])
        .success()
        .then()
        .file(
            "news/a.txt.corpus.json",
            r#"{"title": "From the sidecar", "author": "Nobody", "section": null, "url": "https://quay.example.org/1",
                "outlet": null}"#,
        );
    let (report, sandbox) = import(sandbox);
    assert_eq!(counts(&report), json!({ "unchanged": 1, "annotated": 1 }));
    assert_eq!(value(&sandbox, "title").as_deref(), Some("From the sidecar"));
    assert_eq!(value(&sandbox, "author").as_deref(), Some("Ada Lind"));
    assert_eq!(value(&sandbox, "section"), None);
    assert_eq!(value(&sandbox, "outlet"), None);
    assert_eq!(value(&sandbox, "language").as_deref(), Some("en"));
    // --set is for what the sidecar doesn't name.
    let sandbox =
        sandbox.run(["import", "news", "--set", "section=Local", "--set", "language=da"]).success().then();
    assert_eq!(value(&sandbox, "section"), None);
    assert_eq!(value(&sandbox, "language").as_deref(), Some("da"));
}

#[test]
fn its_charset_is_obeyed() {
    let bytes = b"\xf0\xd2\xc9\xd7\xc5\xd4, \xcd\xc9\xd2";
    let (_, sandbox) = import(Sandbox::corpus().file("news/a.txt", bytes));
    let sandbox = sandbox.file("news/a.txt.corpus.json", r#"{"charset": "ibm855"}"#);
    let (report, sandbox) = import(sandbox);
    assert_eq!(outcomes(&report), [("news/a.txt", "redecoded")]);
    let (report, sandbox) = import(sandbox.file("news/a.txt.corpus.json", r#"{"charset": "KOI8-R"}"#));
    assert_eq!(outcomes(&report), [("news/a.txt", "redecoded")]);
    assert_eq!(value(&sandbox, "text").as_deref(), Some("Привет, мир"));
    let told = sandbox.run(["import", "news", "--charset", "latin1", "--json"]).success();
    assert_eq!(outcomes(&told.value()), [("news/a.txt", "redecoded")]);
}

#[test]
fn a_key_that_another_article_has_fails_the_file() {
    let sandbox = with(r#"{"key": "news/b.txt"}"#).file("news/b.txt", "The bridge reopens");
    let (report, sandbox) = import(sandbox);
    assert_eq!(outcomes(&report), [("news/a.txt", "added"), ("news/b.txt", "failed")]);
    let detail = &report["events"][1]["detail"];
    assert_eq!(detail, "its key is that of article 1, which is another file: give it another --source");
    let (report, sandbox) = import(
        sandbox.file("news/c.txt", "Stalls").file("news/c.txt.corpus.json", r#"{"key": "news/b.txt"}"#),
    );
    assert_eq!(outcomes(&report), [("news/b.txt", "failed"), ("news/c.txt", "failed")]);
    assert_eq!(report["events"][1]["detail"], "its sidecar: the key news/b.txt is that of article 1");
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM article"), 1);
}

#[test]
fn a_file_that_moves_with_its_sidecar_keeps_its_key() {
    let (_, sandbox) = import(with(r#"{"key": "Quay Times/12"}"#));
    let sandbox =
        sandbox.rename("news/a.txt", "news/z.txt").rename("news/a.txt.corpus.json", "news/z.txt.corpus.json");
    let (report, sandbox) = import(sandbox);
    assert_eq!(outcomes(&report), [("news/z.txt", "moved")]);
    assert_eq!(value(&sandbox, "key").as_deref(), Some("Quay Times/12"));
    // Without it, the path is its key again.
    let (report, sandbox) =
        import(sandbox.delete("news/z.txt.corpus.json").rename("news/z.txt", "news/y.txt"));
    assert_eq!(outcomes(&report), [("news/y.txt", "moved")]);
    assert_eq!(value(&sandbox, "key").as_deref(), Some("news/y.txt"));
}

#[test]
fn a_broken_one_fails_its_file_and_no_other() {
    let deep = format!(r#"{{"title": {}{}}}"#, "[".repeat(5000), "]".repeat(5000));
    for (sidecar, reason) in [
        ("{", "its sidecar: it can't be read: EOF"),
        ("[]", "its sidecar: it is not a JSON object"),
        (r#"{"published": "soon"}"#, "its sidecar: published: 'soon' is not a date"),
        (r#"{"language": "plain english"}"#, "its sidecar: language: "),
        (r#"{"title": ["a", "b"]}"#, "its sidecar: title is given 2 values"),
        (r#"{"title": true}"#, "its sidecar: title: true is neither"),
        (r#"{"metadata": {"topic": "a\u0000b"}}"#, "its sidecar: topic: "),
        (
            r#"{"metadata": {"no_such_field": "x"}, "charset": "klingon"}"#,
            "its sidecar: no charset is called",
        ),
        (&deep, "its sidecar: it can't be read: recursion limit"),
    ] {
        let (report, sandbox) = import(with(sidecar).file("news/b.txt", "The bridge reopens"));
        assert_eq!(outcomes(&report), [("news/a.txt", "failed"), ("news/b.txt", "added")], "{sidecar:.99}");
        let detail = report["events"][0]["detail"].as_str().unwrap();
        assert!(detail.starts_with(reason), "{sidecar:.99}: {detail}");
        assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM field WHERE NOT standard"), 0);
        assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM outlet"), 0);
    }
    let (report, _) = import(with(vec![b' '; (16 << 20) + 1]));
    assert_eq!(report["events"][0]["detail"], "its sidecar is larger than 16777216 bytes");
}

#[test]
fn one_without_its_file_is_named() {
    let sandbox = Sandbox::corpus()
        .file("news/a.txt.corpus.json", "{}")
        .file("news/b.txt.corpus.json/c.txt", "In a folder of such a name")
        .file("news/d.txt-e", "Sorts between a file and its sidecar")
        .file("news/d.txt", "The bridge reopens")
        .file("news/d.txt.corpus.json", r#"{"author": "Ada Lind"}"#)
        .folder("news/f.txt")
        .file("news/f.txt.corpus.json", "{}");
    let (report, sandbox) = import(sandbox);
    assert_eq!(
        outcomes(&report),
        [
            ("news/a.txt.corpus.json", "failed"),
            ("news/b.txt.corpus.json/c.txt", "added"),
            ("news/d.txt", "added"),
            ("news/d.txt-e", "added"),
            ("news/f.txt.corpus.json", "failed"),
        ]
    );
    assert_eq!(report["events"][0]["detail"], "it is a sidecar, and the file that it belongs to isn't there");
    assert_eq!(sandbox.ask::<String>("SELECT key FROM articles WHERE author = 'Ada Lind'"), "news/d.txt");
}

#[test]
fn beside_files_that_are_named() {
    let sandbox = with(r#"{"author": "Ada Lind"}"#);
    let told = sandbox.run(["import", "news/a.txt", "news/a.txt.corpus.json", "--json"]).success();
    assert_eq!(outcomes(&told.value()), [("news/a.txt", "added")]);
    let sandbox = told.then();
    assert_eq!(value(&sandbox, "author").as_deref(), Some("Ada Lind"));
    sandbox
        .run(["import", "news/a.txt.corpus.json"])
        .failure_with(3, ["it is a sidecar, which is read with its file: import that"]);
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed() {
    let sandbox = Sandbox::corpus().file("news/a.txt", FARES).file("secret.json", r#"{"author": "secret"}"#);
    let sandbox = sandbox.with(|folder| {
        std::os::unix::fs::symlink(folder.join("secret.json"), folder.join("news/a.txt.corpus.json"))
            .unwrap();
    });
    let (report, _) = import(sandbox);
    assert_eq!(outcomes(&report), [("news/a.txt", "failed")]);
    assert_eq!(report["events"][0]["detail"], "its sidecar is a symbolic link, not a file");
}
