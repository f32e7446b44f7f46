//! `corpus import --from`: names of files and folders through a list.

use super::{BRIDGE, FARES};
use crate::sandbox::Sandbox;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

#[test]
fn names_are_added_to_those_given_and_what_is_missing_fails_alone() {
    Sandbox::corpus()
        .file("news/a.txt", FARES)
        .file("wire/b.txt", BRIDGE)
        .file("wire/- c.txt", "A third report.")
        .stdin("wire/b.txt\r\n\nwire/nowhere.txt\nwire/- c.txt\nnews/a.txt\n")
        .run(["import", "news", "--from", "-"])
        .failure(3, "failed     wire/nowhere.txt: no such file\n")
        .stdout(
            "added      news/a.txt\nadded      wire/b.txt\nadded      wire/- c.txt\n\
             3 added, 1 failed · 131 B read · operation 1\n",
        );
}

#[test]
fn names_that_are_no_text_end_with_a_nul() {
    let (line, bytes) = (OsStr::new("news/new\nline.txt"), OsStr::from_bytes(b"news/\xff.txt"));
    Sandbox::corpus()
        .file(line, FARES)
        .file(bytes, BRIDGE)
        .stdin(b"news/new\nline.txt\0news/\xff.txt\0")
        .run(["import", "--from", "-", "-0"])
        .success()
        .stdout_has(["added      news/new\\u{a}line.txt\nadded      news/\\xFF.txt\n2 added"])
        .then()
        .run([OsStr::new("import"), bytes])
        .success()
        .stdout("1 unchanged · 56 B read · operation 2\n");
}

#[test]
fn a_dash_in_a_list_is_a_file() {
    Sandbox::corpus()
        .file("-", FARES)
        .file("names.txt", "-\n")
        .run(["import", "--from", "names.txt", "--source", "s"])
        .success()
        .stdout("added      s/-\n1 added · 60 B read · operation 1\n");
}

#[test]
fn standard_input_is_an_article_or_a_list() {
    Sandbox::corpus()
        .run(["import", "-", "--from", "-"])
        .failure_with(2, ["standard input can't be an article and the names of files at once"])
        .then()
        .stdin(BRIDGE)
        .file("news/a.txt", FARES)
        .file("names.txt", "news/a.txt\n")
        .run(["import", "-", "--name", "b.txt", "--from", "names.txt"])
        .success()
        .stdout_has(["added      stdin/b.txt\nadded      news/a.txt\n"]);
}

#[test]
fn a_list_without_any_imports_nothing() {
    Sandbox::corpus()
        .file("names.txt", "")
        .run(["import", "--from", "names.txt"])
        .success()
        .stdout("no files · 0 B read · operation 1\n");
}

#[test]
fn a_list_of_which_nothing_is_there_is_refused_in_short() {
    let told = Sandbox::corpus()
        .stdin("nowhere.txt\n".repeat(1000))
        .run(["import", "--from", "-"])
        .failure_with(1, ["nothing to import: nowhere.txt: no such file", " and more"]);
    assert!(told.message().len() < 500);
    assert_eq!(told.then().ask::<i64>("SELECT count(*) FROM operations"), 0);
}
