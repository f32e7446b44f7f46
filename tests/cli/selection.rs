//! Naming several articles: the same in every command that takes them.

use crate::sandbox::Sandbox;

fn corpus() -> Sandbox {
    Sandbox::news([
        ("a.txt", "Ferry fares rise\n\nThe council voted.\n"),
        ("b.txt", "Bridge to reopen\n\nThe council paid.\n"),
        ("c.txt", "Market moves\n\nThe council watched.\n"),
    ])
}

/// Commands that take articles, and what each prints when it gets the second and the third of them.
const COMMANDS: [(&[&str], &str); 8] = [
    (&["list", "--columns", "id", "--format", "csv"], "id\n2\n3\n"),
    (
        &["meta", "get", "title", "--format", "csv"],
        "article,field,ordinal,value\n2,title,0,Bridge to reopen\n3,title,0,Market moves\n",
    ),
    (&["meta", "set", "section=Harbour"], "2 of 2 articles changed · operation 2\n"),
    (&["meta", "unset", "title"], "2 of 2 articles changed · operation 2\n"),
    (
        &["meta", "export", "--format", "csv"],
        "id,key,title,subtitle,outlet,author,published,modified,url,language,section,corpus_id\n2,news/b.txt,Bridge to reopen,,,,,,,,,[CORPUS]\n3,news/c.txt,Market moves,,,,,,,,,[CORPUS]\n",
    ),
    (&["remove"], "2 of 2 articles removed · operation 2\n"),
    (&["restore"], "0 of 2 articles restored\n"),
    (
        &["search", "council", "--format", "tsv"],
        "id\tkey\tversion\ttitle\toutlet\tpublished\tscore\tsnippet\n3\t",
    ),
];

#[test]
fn every_command_takes_references_expressions_and_lists() {
    for (command, expected) in COMMANDS {
        let ways: [(&[&str], &str); 5] = [
            (&["2", "c.txt"], ""),
            (&["--where", "id >= 2"], ""),
            (&["--from", "-"], "2\r\n\nnews/c.txt\n"),
            (&["--from", "-", "-0"], "2\0news/c.txt\0"),
            (&["--from", "-", "--where", "id = 3"], "2\n2\n"),
        ];
        for (arguments, stdin) in ways {
            // Words of a search are what to find, and nothing that was removed is there to be restored.
            let excluded = match command[0] {
                "search" => stdin.is_empty() && arguments[0] != "--where",
                "restore" => arguments.contains(&"--where"),
                _ => false,
            };
            if excluded {
                continue;
            }
            let told = corpus().stdin(stdin).run(command.iter().chain(arguments)).success();
            assert!(told.text().starts_with(expected), "{command:?} {arguments:?}: {}", told.text());
        }
    }
}

#[test]
fn a_list_without_any_is_not_everything() {
    for (command, _) in COMMANDS {
        let sandbox = corpus().run(command.iter().chain(&["--from", "empty.txt"])).whatever().then();
        let told =
            sandbox.file("empty.txt", "\n").run(command.iter().chain(&["--from", "empty.txt"])).success();
        assert!(
            !told.text().contains("council") && !told.text().contains("news/"),
            "{command:?}: {}",
            told.text()
        );
        assert_eq!(told.then().ask::<i64>("SELECT count(*) FROM operations"), 1, "{command:?}");
    }
}

#[test]
fn ids_of_one_command_are_what_another_takes() {
    let told =
        corpus().run(["list", "--ids", "--missing", "outlet", "--sort", "-id", "--limit", "2"]).success();
    let ids = told.stdout("3\n2\n").text();
    corpus().stdin(ids).run(["meta", "set", "--from", "-", "outlet=Quay Times"]).success();
}

#[test]
fn a_name_that_is_not_utf8_or_not_there_changes_nothing() {
    corpus()
        .file("names.txt", b"1\nnews/\xff.txt\n")
        .run(["remove", "--from", "names.txt"])
        .failure_with(2, ["news/\\xff.txt in names.txt isn't UTF-8"])
        .then()
        .file("names.txt", "1\nnews/z.txt\n")
        .run(["remove", "--from", "names.txt"])
        .failure_with(1, ["there is no article news/z.txt"])
        .then()
        .run(["remove", "--from", "nowhere.txt"])
        .failure_with(1, ["cannot read nowhere.txt"])
        .then()
        .run(["remove", "1", "-0"])
        .failure_with(2, ["--from"])
        .then()
        .run(["list", "--ids"])
        .success()
        .stdout("1\n2\n3\n");
}

#[test]
fn a_key_with_white_space_around_it_is_named_as_it_is() {
    let sandbox = Sandbox::news([("a.txt ", "Ferry fares rise"), ("a.txt", "Bridge to reopen")]);
    let key = |id: &str| sandbox.ask::<String>(&format!("SELECT key FROM articles WHERE id = {id}"));
    let (first, second) = (key("1"), key("2"));
    for (list, null) in
        [(format!("{first}\r\n{second}\n"), None), (format!("{first}\0{second}\0"), Some("-0"))]
    {
        let arguments = ["list", "--ids", "--from", "names"].into_iter().chain(null);
        let sandbox = Sandbox::corpus().with(|folder| {
            std::fs::copy(sandbox.path("corpus.db"), folder.join("corpus.db")).unwrap();
        });
        sandbox.file("names", list).run(arguments).success().stdout("1\n2\n");
    }
}

#[test]
fn many_names_are_found_by_the_ends_of_keys() {
    let names: Vec<String> = (0..30).map(|number| format!("{number:02}.txt")).collect();
    let sandbox = names.iter().fold(Sandbox::corpus(), |sandbox, name| {
        sandbox.file(format!("news/may/{name}"), format!("Text {name}"))
    });
    let sandbox = sandbox
        .file("news/may/%.txt", "Per cent")
        .file("news/may/twin.txt", "One of two")
        .file("news/june/twin.txt", "The other")
        .run(["import", "news", "-q"])
        .success()
        .then();
    let mixed = format!("{}\nmay/00.txt\n%.txt\nmay/twin.txt\nnews/may/00.txt\n", names.join("\n"));
    let told =
        sandbox.stdin(mixed).run(["list", "--columns", "key", "--format", "csv", "--from", "-"]).success();
    let keys: String = names.iter().map(|name| format!("news/may/{name}\n")).collect();
    let sandbox = told.stdout(&format!("key\n{keys}news/may/%.txt\nnews/may/twin.txt\n")).then();
    for (name, code, message) in
        [("twin.txt", 2, "could be several articles"), ("ay/00.txt", 1, "there is no article ay/00.txt")]
    {
        let list = format!("{}\n{name}\n", names.join("\n"));
        // What reads and what writes look them up alike.
        for command in [&["list"][..], &["remove"]] {
            let list = list.clone();
            let sandbox = Sandbox::corpus().with(|folder| {
                std::fs::copy(sandbox.path("corpus.db"), folder.join("corpus.db")).unwrap();
            });
            sandbox.stdin(list).run(command.iter().chain(&["--from", "-"])).failure_with(code, [message]);
        }
    }
}

#[test]
fn ranges_of_ids_name_several_articles() {
    let listed = |range: &str| corpus().run(["list", "--ids", range]).success().text();
    assert_eq!(listed("1-2"), "1\n2\n");
    assert_eq!(listed("2..3"), "2\n3\n");
    assert_eq!(listed("3,1-2"), "3\n1\n2\n");
    assert_eq!(listed("2-90"), "2\n3\n");
    corpus().run(["remove", "2-3"]).success().stdout("2 of 2 articles removed · operation 2\n");
    corpus().run(["list", "7-9"]).failure_with(1, ["there is no article 7-9"]);
    corpus()
        .run(["show", "1-2"])
        .failure_with(2, ["1-2 could be several articles", "1 (news/a.txt), 2 (news/b.txt)"]);
}

#[test]
fn the_path_of_an_imported_file_names_its_article() {
    // The name of the source is not that of the folder, so no key ends like a path.
    let mut sandbox = Sandbox::corpus()
        .file("spring/a.txt", "Ferry fares rise")
        .file("spring/b.txt", "Bridge to reopen")
        .run(["import", "spring", "--source", "news"])
        .success()
        .then();
    let absolute = sandbox.path("spring/b.txt").display().to_string();
    for path in [absolute.as_str(), "spring/b.txt", "./spring/b.txt", "../spring/b.txt"] {
        sandbox = sandbox.run(["list", "--ids", path]).success().stdout("2\n").then();
    }
}

#[test]
fn a_part_of_a_key_or_title_is_enough_to_read_but_not_to_change() {
    for part in ["Bridge", "bridge to", "b.tx"] {
        corpus().run(["show", part]).success().stdout_has(["Article 2,"]);
    }
    corpus()
        .run(["show", "news/"])
        .failure_with(1, ["there is no article news/", "similar: 1 (news/a.txt), 2 (news/b.txt)"]);
    corpus()
        .run(["remove", "bridge"])
        .failure(1, "error: there is no article bridge\nhint: similar: 2 (news/b.txt)\n");
    corpus().run(["list", "bridge"]).failure_with(1, ["similar: 2 (news/b.txt)"]);
}
