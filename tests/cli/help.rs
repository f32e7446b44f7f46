//! What the program says of itself: help, exit codes, completions, manual pages. Their snapshots are the reference
//! of the command line: a change of it shows there.

use crate::sandbox::Sandbox;

/// Every command and subcommand.
pub(crate) const COMMANDS: &[&str] = &[
    "",
    "status",
    "init",
    "import",
    "watch",
    "reread",
    "list",
    "show",
    "cat",
    "log",
    "diff",
    "blame",
    "analyse",
    "stories",
    "similar",
    "compare",
    "quotations",
    "duplicates",
    "meta",
    "meta get",
    "meta set",
    "meta unset",
    "meta history",
    "meta why",
    "meta import",
    "meta export",
    "meta fields",
    "meta define",
    "outlet",
    "outlet list",
    "outlet add",
    "outlet alias",
    "outlet merge",
    "purge",
    "remove",
    "restore",
    "search",
    "concordance",
    "frequency",
    "collocates",
    "keyness",
    "dispersion",
    "trend",
    "sql",
    "undo",
    "verify",
    "repair",
    "backup",
    "export",
    "fingerprint",
    "completions",
    "man",
    "help",
];

#[test]
fn the_help_of_every_command() {
    for command in COMMANDS.iter().copied().filter(|command| *command != "help") {
        let words = command.split_whitespace().chain(["--help"]);
        let told = Sandbox::new().run(words).success();
        let name = if command.is_empty() { "corpus".to_owned() } else { command.replace(' ', "-") };
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("help-{name}"), told.text());
        });
    }
}

#[test]
fn every_command_that_the_help_lists_has_a_snapshot() {
    let told = Sandbox::new().run(["--help"]).success();
    let text = told.text();
    for line in text.lines().take_while(|line| *line != "Options:") {
        // A description that goes on is indented further than a name.
        let Some(name) = line.strip_prefix("  ").filter(|line| !line.starts_with(' ')) else { continue };
        let name = name.split_whitespace().next().unwrap();
        assert!(COMMANDS.contains(&name), "{name} is not in COMMANDS");
    }
}

#[test]
fn short_help_and_no_arguments_and_the_version() {
    Sandbox::new().run(["-h"]).success().stdout_has(["Usage: corpus", "Import articles:"]);
    Sandbox::new()
        .run(["--version"])
        .success()
        .stdout(concat!("corpus ", env!("CARGO_PKG_VERSION"), "\n"))
        .then()
        .run(["list", "--version"])
        .success();
}

#[test]
fn the_exit_codes() {
    let corpus = || {
        Sandbox::news([("a.txt", "One"), ("b.txt", "Two")])
            .file("news/empty.txt", "")
            .file("text.db", "Dear diary")
            .file("names.txt", "news/a.txt\nnowhere.txt\n")
            .file("table.csv", "id,section\n1,Harbour\n9,Harbour\n")
    };
    let mut table = String::new();
    for arguments in [
        "list",
        "--help",
        "diff 1 1 --exit-code",
        "diff 1 2 --exit-code --stat",
        "show 9",
        "sql SELEC",
        "sql VACUUM",
        "--db text.db list",
        "--db nowhere.db list",
        "import nowhere",
        "lsit",
        "list --limit many",
        "list --where nonsense",
        "show 1@0",
        "show .txt",
        "meta set 1 published=soon",
        "search -- -x",
        "import news",
        "import news nowhere",
        "import news --dry-run",
        "analyse",
        "analyse 9",
        "verify",
        "verify --quick",
        "repair",
        "backup copy.db",
        "backup corpus.db --force",
        "import --from names.txt",
        "meta import table.csv",
        "remove 9",
        "remove",
        "remove 1 1",
        "restore --where nonsense",
        "--wait 0 meta set 1 section=Harbour",
        "--wait 0 list",
    ] {
        let corpus = corpus();
        // Another process is at work where a command doesn't want to wait for it.
        let other = arguments.starts_with("--wait").then(|| corpus.client());
        let held = other.as_ref().map(|client| client.unchecked_transaction().unwrap());
        if let Some(held) = &held {
            held.execute_batch("UPDATE active_operation SET id = id").unwrap();
        }
        let code = corpus.run(arguments.split(' ')).code();
        table += &format!("{}  {arguments}\n", code.map_or_else(|| "-".to_owned(), |code| code.to_string()));
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("exit-codes", table);
    });
}

#[test]
fn a_mistake_is_answered_with_what_was_meant() {
    Sandbox::new()
        .run(["lsit"])
        .failure_with(2, ["there is no command lsit", "list"])
        .then()
        .run(["list", "--formt", "json"])
        .failure_with(2, ["--format"])
        .then()
        .run(["list", "--format", "xml"])
        .failure_with(2, ["xml", "table"]);
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        Sandbox::new().run(["completions", shell]).success().stdout_has(["corpus", "import", "outlet"]);
    }
    Sandbox::new().run(["completions", "tcsh"]).failure_with(2, ["tcsh"]);
}

#[test]
fn manual_pages() {
    let sandbox = Sandbox::new()
        .run(["man"])
        .success()
        .stdout_has([".TH corpus 1", ".SH", "import"])
        .then()
        .run(["man", "pages"])
        .success()
        .stdout("")
        .then();
    let pages = sandbox.contents();
    for name in ["corpus.1", "corpus-import.1", "corpus-meta-set.1", "corpus-outlet-merge.1"] {
        assert!(pages.contains_key(&sandbox.path("pages").join(name)), "{name}");
    }
}
