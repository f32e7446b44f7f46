//! The program in doc/data-model.md, which knows nothing of ours, gets the same fingerprint.

use super::Workplace;
use crate::fixture::{captures, page};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The Python program of the page's section about the fingerprint.
fn program() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("doc/data-model.md");
    let page = fs::read_to_string(page).unwrap();
    let section = page.split("\n## Fingerprint\n").nth(1).expect("the page has a section Fingerprint");
    let section = section.split("\n## ").next().unwrap();
    let code = section.split("```python\n").nth(1).expect("the section has a Python program");
    code.split("```").next().unwrap().to_owned()
}

fn by_python(place: &Workplace, arguments: &[&str]) -> String {
    let program_file = place.path("fingerprint.py");
    fs::write(&program_file, program()).unwrap();
    let done = Command::new("python3")
        .arg(&program_file)
        .arg(place.path("corpus.db"))
        .args(arguments)
        .output()
        .expect("python3 can be run: this test needs it");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap().trim().to_owned()
}

fn assert_same(place: &Workplace) {
    assert_eq!(by_python(place, &[]), place.fingerprint(false).to_string());
    assert_eq!(by_python(place, &["--versions"]), place.fingerprint(true).to_string());
}

#[test]
fn of_an_empty_corpus_it_is_the_hash_of_nothing() {
    let place = Workplace::new();
    let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(place.fingerprint(false).to_string(), nothing);
    assert_same(&place);
}

#[test]
fn of_hostile_values_it_is_the_same() {
    let mut place = Workplace::new();
    place.import_bytes("tab\tand\nline\\n.txt", b"Plain words\r\nof the harbour\n", None);
    place.import_bytes("emoji \u{1f6f6}.txt", "Ferry \u{1f6f6}\n\nSails at \u{202e}noon.".as_bytes(), None);
    place.import_bytes(
        "koi8.txt",
        b"\xf0\xd2\xc9\xd7\xc5\xd4, \xcd\xc9\xd2",
        Some("koi8-r".parse().unwrap()),
    );
    place.import_bytes("utf16.txt", b"\xff\xfeH\0i\0 \0t\0h\0e\0r\0e\0", None);
    place.import_bytes("lossy.txt", b"caf\xe9 au lait", Some("utf-8".parse().unwrap()));
    place.import_bytes("gone.txt", b"Not for long", None);
    place.import_bytes("gone.txt", b"Not for very long", None);
    place.import_bytes("changed.txt", b"First words", None);
    place.import_bytes("changed.txt", b"Other words", None);
    place.import_bytes("changed.txt", b"First words", None);
    // The bytes of these are packed, and the later capture comes first.
    let text = "The boats of the harbour sail at noon, and come back before the night. ".repeat(9);
    let pages = [14, 13].map(|day| (day, page("Boats", &format!("{text} Day {day}."))));
    let pages = pages.each_ref().map(|(day, page)| ("https://harbour.example/boats", *day, page.as_str()));
    place.import_bytes("crawl.warc", captures(&pages).as_bytes(), None);
    place.define_repeatable("topic");
    place.set("koi8.txt", "title", &["back\\slash \\n and\ttab\r\nand line"]);
    place.set("koi8.txt", "topic", &["zebra", "a\tb", "\u{1f6f6}", "\\"]);
    place.set("koi8.txt", "zeal", &["x"]);
    place.set("utf16.txt", "outlet", &["Harbour\u{2028}Gazette"]);
    place.set("utf16.txt", "a_topic_of_its_own", &["field:title\tforged\n"]);
    place.unset("emoji \u{1f6f6}.txt", "title");
    place.outside(
        "UPDATE article SET removed_at = '2024-05-01T12:00:00.000Z' WHERE key = 'pipe/gone.txt'",
        [],
    );
    place.outside("UPDATE articles SET author = ' A\nB ' WHERE key = 'pipe/lossy.txt'", []);
    place.corpus = place.reopened();
    assert_same(&place);
}
