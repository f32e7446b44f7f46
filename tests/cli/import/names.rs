//! Names of files that look the same: macOS writes `ö` as two characters, and Windows writes `\\` for `/`.

use crate::sandbox::Sandbox;

const COMPOSED: &str = "Größe.txt";
const DECOMPOSED: &str = "Gro\u{308}ße.txt";

/// An article whose file has this name.
fn one(name: &str) -> Sandbox {
    Sandbox::corpus()
        .file(format!("a/{name}"), "The ferry is late.\n")
        .run(["import", "a", "--source", "news"])
        .success()
        .then()
}

#[test]
fn a_folder_that_was_copied_through_a_mac_is_the_same() {
    for (before, after) in
        [(COMPOSED, DECOMPOSED), (DECOMPOSED, COMPOSED), ("é/한글 ガ.txt", "e\u{301}/한글 カ\u{3099}.txt")]
    {
        let sandbox = one(before)
            .file(format!("b/{after}"), "The ferry is late.\nIt rains.\n")
            .run(["import", "b", "--source", "news"])
            .success()
            .stdout_has(["1 changed"])
            .stdout_lacks("missing")
            .then();
        assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM article"), 1, "{after}");
        assert_eq!(sandbox.ask::<i64>("SELECT version FROM articles"), 2, "{after}");
        assert_eq!(sandbox.ask::<String>("SELECT key FROM articles"), format!("news/{after}"));
        sandbox.run(["import", "b", "--source", "news"]).success().stdout_has(["1 unchanged"]);
    }
}

#[test]
fn with_the_same_bytes_it_is_a_move_and_an_undo_takes_it_back() {
    let sandbox = one(COMPOSED)
        .file(format!("b/{DECOMPOSED}"), "The ferry is late.\n")
        .run(["import", "b", "--source", "news"])
        .success()
        .stdout_has(["1 moved"])
        .then()
        .run(["undo"])
        .success()
        .then();
    assert_eq!(sandbox.ask::<String>("SELECT key FROM articles"), format!("news/{COMPOSED}"));
    sandbox.run(["import", "a", "--source", "news"]).success().stdout_has(["1 unchanged"]);
}

#[test]
fn an_undone_rename_with_an_edit_lies_where_it_lay() {
    let sandbox = one(COMPOSED)
        .file(format!("b/{DECOMPOSED}"), "The ferry is late.\nIt rains.\n")
        .run(["import", "b", "--source", "news"])
        .success()
        .then()
        .run(["undo"])
        .success()
        .then();
    assert_eq!(sandbox.ask::<String>("SELECT key FROM articles"), format!("news/{COMPOSED}"));
    assert_eq!(sandbox.ask::<String>("SELECT path FROM file"), COMPOSED);
    sandbox.run(["import", "a", "--source", "news"]).success().stdout_has(["1 unchanged"]);
}

#[test]
fn two_files_that_only_look_the_same_stay_two_articles() {
    let sandbox = Sandbox::corpus()
        .file(format!("a/{COMPOSED}"), "The ferry is late.\n")
        .file(format!("a/{DECOMPOSED}"), "The bridge is open.\n")
        .run(["import", "a", "--source", "news"])
        .success()
        .stdout_has(["2 added"])
        .then()
        .run(["import", "a", "--source", "news"])
        .success()
        .stdout_has(["2 unchanged"])
        .then();
    for (name, text) in [(COMPOSED, "The ferry is late.\n"), (DECOMPOSED, "The bridge is open.\n")] {
        assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM article"), 2);
        sandbox.command(["cat", name]).output().map(|told| assert_eq!(told.stdout, text.as_bytes())).unwrap();
    }
}

#[test]
fn references_tables_and_lists_name_an_article_in_either_form() {
    for (known, meant) in [
        (COMPOSED, DECOMPOSED),
        (DECOMPOSED, COMPOSED),
        ("sub/é.txt", "sub\\e\u{301}.txt"),
        ("sub/a.txt", ".\\sub\\a.txt"),
    ] {
        let sandbox = one(known)
            .run(["cat", meant])
            .success()
            .stdout("The ferry is late.\n")
            .then()
            .file("table.csv", format!("file,outlet\r\n{meant} ,Quay Times\r\n"))
            .run(["meta", "import", "table.csv"])
            .success()
            .stdout_has(["1 row, 1 matched"])
            .then()
            .file("list.txt", format!("\u{feff}{meant}\r\n"))
            .run(["list", "--from", "list.txt", "--columns", "outlet"])
            .success()
            .stdout_has(["Quay Times"])
            .then();
        assert_eq!(sandbox.ask::<String>("SELECT key FROM articles"), format!("news/{known}"));
    }
}

#[test]
fn many_rows_of_a_table_are_found() {
    let sandbox = (0..30).fold(Sandbox::corpus(), |sandbox, number| {
        sandbox.file(format!("news/ü{number}.txt"), format!("Ferry {number} is late.\n"))
    });
    let rows: String = (0..30).map(|number| format!("u\u{308}{number}.txt,Quay Times\n")).collect();
    sandbox
        .run(["import", "news"])
        .success()
        .then()
        .file("table.csv", format!("file,outlet\n{rows}"))
        .run(["meta", "import", "table.csv"])
        .success()
        .stdout_has(["30 rows, 30 matched"]);
}
