//! What every command prints as JSON, whole: names, order and values are a promise to scripts.

use crate::help::COMMANDS;
use crate::sandbox::Sandbox;
use serde_json::Value;
use std::fs;

/// Commands that print no JSON: groups, and what is no data.
/// The reports of watch are those of import.
const WITHOUT: [&str; 8] = ["", "cat", "meta", "outlet", "completions", "man", "help", "watch"];

/// What is run, by the name of its snapshot.
const RUNS: &[(&str, &str)] = &[
    ("init", "init"),
    ("status", "status"),
    ("import", "import news"),
    ("import-dry-run", "import news --dry-run"),
    ("list", "list"),
    ("list-named", "list 3 1"),
    ("list-text", "list --columns text --limit 1"),
    ("list-none", "list --where 0"),
    ("show", "show 1"),
    ("log", "log"),
    ("log-article", "log 1"),
    ("log-patch", "log 1 --patch"),
    ("diff", "diff 1"),
    ("diff-articles", "diff 1 2"),
    ("blame", "blame 1"),
    ("diff-no-boilerplate", "diff 1 --no-boilerplate"),
    ("analyse", "analyse"),
    ("stories", "stories"),
    ("similar", "similar 1"),
    ("compare", "compare 1 2"),
    ("quotations", "quotations"),
    ("quotations-by", "quotations --by outlet"),
    ("duplicates", "duplicates"),
    ("duplicates-network", "duplicates --network"),
    ("diff-operations", "diff --from 1 --to 4"),
    ("reread", "reread"),
    ("meta-get", "meta get 1"),
    ("meta-set", "meta set 1 2 section=Harbour genre=report"),
    ("meta-unset", "meta unset 1 topic"),
    ("meta-history", "meta history 1"),
    ("meta-why", "meta why 1 outlet"),
    ("meta-why-never", "meta why 2 outlet"),
    ("meta-import", "meta import table.csv"),
    ("meta-export", "meta export"),
    ("meta-fields", "meta fields"),
    ("meta-define", "meta define topic --description subject"),
    ("outlet-list", "outlet list"),
    ("outlet-add", "outlet add Courier --homepage https://courier.example --alias courier.example"),
    ("outlet-alias", "outlet alias Gazette HG"),
    ("outlet-merge", "outlet merge Gazette Quay"),
    ("purge", "purge 2 --yes"),
    ("purge-dry-run", "purge 2 --dry-run"),
    ("export", "export"),
    ("export-versions", "export 1 --versions"),
    ("export-to", "export --to out --force"),
    ("fingerprint", "fingerprint"),
    ("remove", "remove 1 3"),
    ("restore", "restore --where id=3"),
    ("restore-none", "restore 1"),
    ("search", "search council"),
    ("search-none", "search nobody"),
    ("concordance", "concordance council"),
    ("frequency", "frequency --limit 2"),
    ("frequency-by", "frequency --by outlet --limit 1"),
    ("collocates", "collocates council --min-count 1 --min-log-likelihood 0 --limit 1"),
    ("keyness", "keyness 1 --max-p 1 --min-count 1 --limit 1"),
    ("dispersion", "dispersion council"),
    ("trend", "trend council --per month"),
    ("search-by", "search council --by outlet"),
    ("undo", "undo"),
    ("undo-cascade", "undo 2 --cascade"),
    ("undo-dry-run", "undo 1 --cascade --dry-run"),
    ("verify", "verify"),
    ("repair", "repair"),
    ("backup", "backup copy.db --force"),
    ("list-as-of", "list --as-of 2 --limit 1"),
    ("sql", "sql SELECT id, words AS n, 1.5 AS real, NULL AS absent, x'00ff' AS bytes, id FROM articles"),
];

/// Three articles, one of them changed and one removed, with values of every kind; and files that weren't imported yet.
fn corpus() -> Sandbox {
    Sandbox::news([
        ("a.txt", "Ferry fares rise\n\nThe council voted late on Monday.\n"),
        ("b.txt", "One paragraph about the council and the old bridge"),
        ("c.txt", "Market moves\n\nStalls go to the quay.\n"),
    ])
    .advance(1)
    .file("news/a.txt", "Ferry fares rise\n\nThe council voted early on Tuesday.\n")
    .run(["import", "news"])
    .success()
    .then()
    .advance(1)
    .run(["meta", "define", "topic", "--repeatable"])
    .success()
    .then()
    .run([
        "meta",
        "set",
        "1",
        "outlet=Gazette",
        "published=2024-03-31",
        "topic=ferries",
        "topic=fares",
        "-m",
        "by hand",
    ])
    .success()
    .then()
    .run(["outlet", "add", "Quay", "--alias", "quay.example"])
    .success()
    .then()
    .run(["remove", "3"])
    .success()
    .then()
    .advance(1)
    .file("news/d.txt", "A fourth report")
    .file("news/empty.txt", "")
    .delete("news/b.txt")
    .file("table.csv", "id,section,published,words\n1,Harbour,soon,3\n9,Harbour,2024,4\n")
}

#[test]
fn json_is_as_it_was_and_json_lines_are_its_elements() {
    let mut sandbox = corpus();
    let before = fs::read(sandbox.path("corpus.db")).unwrap();
    for &(name, command) in RUNS {
        let words: Vec<&str> = match command.split_once(' ') {
            Some(("sql", query)) => vec!["sql", query],
            _ => command.split(' ').collect(),
        };
        let mut run = |format| {
            // A command finds what the ones before it found.
            fs::write(sandbox.path("corpus.db"), &before).unwrap();
            let told =
                std::mem::replace(&mut sandbox, Sandbox::new()).run(words.iter().chain(&[format])).whatever();
            let (text, message) = (told.text(), told.message());
            sandbox = told.then();
            (text, message)
        };
        let (text, message) = run("--json");
        let value: Value =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{command}: {error} {message}"));
        let elements = match value {
            Value::Array(elements) => elements,
            value => vec![value],
        };
        let lines = run("--jsonl").0;
        let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines, elements, "{command}");
        insta::with_settings!({ prepend_module_to_snapshot => false, description => command, omit_expression => true }, {
            insta::assert_snapshot!(format!("json-{name}"), text);
        });
    }
}

#[test]
fn every_command_has_its_shape() {
    for command in COMMANDS.iter().copied().filter(|command| !WITHOUT.contains(command)) {
        let words = command.split(' ').count();
        let shown =
            RUNS.iter().any(|(_, run)| run.split(' ').take(words).collect::<Vec<_>>().join(" ") == command);
        assert!(shown, "{command}");
    }
}
