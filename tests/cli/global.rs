//! What holds for every command: errors, closed pipes, colours, and the rest of the options.

use crate::sandbox::Sandbox;
use serde_json::Value;
use std::io::{Read, Write};
use std::process::Stdio;

#[test]
fn a_corpus_that_another_process_writes_to_can_be_read_meanwhile() {
    let sandbox = Sandbox::news([("a.txt", "One")]);
    let client = sandbox.client();
    client.execute_batch("BEGIN IMMEDIATE").unwrap();
    sandbox.run(["list", "--columns", "id", "--format", "csv"]).success().stdout("id\n1\n");
    client.execute_batch("ROLLBACK").unwrap();
}

#[test]
fn how_long_to_wait_for_another_process() {
    let sandbox = Sandbox::news([("a.txt", "One")]);
    let client = sandbox.client();
    client.execute_batch("BEGIN IMMEDIATE").unwrap();
    let sandbox = sandbox
        .run(["--wait", "0", "meta", "set", "1", "section=Harbour"])
        .failure(
            5,
            "error: the corpus is busy: another process has been writing to it for too long\n\
             hint: try again when the other command has finished, or wait longer for it: --wait SECONDS\n",
        )
        .stdout("")
        .then();
    let told =
        sandbox.run(["meta", "set", "1", "section=Harbour", "--wait", "0", "--json"]).failure_with(5, []);
    let error: Value = serde_json::from_str(&told.message()).unwrap();
    assert_eq!(error["error"]["kind"], "busy");
    let sandbox = told.then();
    let sandbox = sandbox.run(["--wait", "0", "import", "news"]).failure_with(5, ["busy"]).then();
    let waiting = sandbox
        .command(["--wait", "10", "meta", "set", "1", "section=Harbour"])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(300));
    client.execute_batch("COMMIT").unwrap();
    assert!(waiting.wait_with_output().unwrap().status.success());
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM changes WHERE field = 'section'"), 1);
    sandbox.run(["list", "--wait", "0.3"]).success();
    for wrong in ["soon", "-1", "NaN", "1e9"] {
        let reason = "--wait: write seconds, from 0 to 86400";
        Sandbox::new().run(["list", "--wait", wrong]).failure_with(2, [reason]);
    }
}

#[test]
fn errors_as_json() {
    for (arguments, code, kind) in [
        (vec!["show", "9", "--json"], 1, "not_found"),
        (vec!["show", "1@0", "--json"], 2, "usage"),
        (vec!["list", "--where", "nonsense", "--json"], 2, "invalid"),
        (vec!["meta", "set", "1", "published=soon", "--jsonl"], 2, "invalid"),
        (vec!["sql", "DELETE FROM outlet", "--json"], 1, "refused"),
        (vec!["sql", "SELEC", "--json"], 1, "database"),
        (vec!["--db", "text.db", "list", "--json"], 1, "refused"),
        (vec!["list", "--no-such-option", "--json"], 2, "usage"),
        (vec!["lsit", "--json"], 2, "usage"),
        (vec!["sql", "--file", "nowhere.sql", "--json"], 1, "io"),
    ] {
        let told = Sandbox::news([("a.txt", "One")])
            .file("text.db", "Dear diary")
            .run(&arguments)
            .failure_with(code, ["{\"error\":{\"kind\":"]);
        let message = told.message();
        let error: Value =
            serde_json::from_str(&message).unwrap_or_else(|_| panic!("{arguments:?}: {message}"));
        assert_eq!(crate::sandbox::keys(&error), ["error"], "{arguments:?}");
        assert_eq!(crate::sandbox::keys(&error["error"]), ["kind", "message", "hint"], "{arguments:?}");
        assert_eq!(error["error"]["kind"], kind, "{arguments:?}");
    }
}

#[test]
fn a_wrong_use_is_json_however_json_was_asked_for() {
    for format in [&["--format", "json"][..], &["--format=json"], &["--format", "jsonl"], &["--jsonl"]] {
        let told = Sandbox::corpus().run(["list", "--limit", "many"].iter().chain(format)).whatever();
        assert!(
            told.message().starts_with("{\"error\":{\"kind\":\"usage\","),
            "{format:?}: {}",
            told.message()
        );
    }
}

#[test]
fn the_message_of_a_wrong_use_is_whole_in_json() {
    let told = Sandbox::corpus().run(["import", "--json"]).whatever();
    assert!(told.message().contains("<PATH>"), "{}", told.message());
    let told = Sandbox::corpus().run(["diff", "1", "--from", "2", "--json"]).whatever();
    assert!(told.message().contains("--from"), "{}", told.message());
}

#[test]
fn an_error_names_the_reason_once() {
    for arguments in [
        vec!["sql", "--file", "nowhere.sql"],
        vec!["meta", "import", "nowhere.csv"],
        vec!["meta", "get", "--from", "nowhere.txt"],
        vec!["man", "corpus.db/x"],
        vec!["init", "corpus.db/x"],
    ] {
        let told = Sandbox::corpus().run(&arguments).failure_with(1, ["error: cannot "]);
        assert_eq!(told.message().matches("(os error").count(), 1, "{}", told.message());
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let sandbox = (0..30).fold(Sandbox::corpus(), |sandbox, number| {
        sandbox.file(
            format!("news/{number:02}.txt"),
            format!("Article {number}\n\n{}", "long text ".repeat(900)),
        )
    });
    let sandbox = sandbox.run(["import", "news", "-q"]).success().then();
    let mut noisy = Vec::new();
    for arguments in [
        vec!["list"],
        vec!["list", "--json", "--columns", "id,text"],
        vec!["list", "--format", "csv", "--columns", "id,text"],
        vec!["show", "1"],
        vec!["cat", "1"],
        vec!["log"],
        vec!["log", "1"],
        vec!["diff", "1", "2"],
        vec!["diff", "1", "2", "--json"],
        vec!["meta", "export"],
        vec!["search", "text"],
        vec![
            "sql",
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
            "--format",
            "csv",
        ],
        vec!["import", "news"],
        vec!["completions", "bash"],
        vec!["man"],
        vec!["--help"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = sandbox.command(&arguments).stdin(Stdio::null()).stdout(writer).output().unwrap();
        let message = String::from_utf8_lossy(&output.stderr);
        if output.status.code() != Some(0) || message.contains("pipe") || message.contains("panic") {
            noisy.push((arguments, output.status.code()));
        }
    }
    assert!(noisy.is_empty(), "{noisy:#?}");
}

#[test]
fn a_reader_that_leaves_early_ends_an_endless_listing() {
    let sandbox = Sandbox::corpus();
    let endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
    let mut child = sandbox
        .command(["sql", endless, "--format", "jsonl"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 8];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    assert_eq!(&first, b"{\"i\":1}\n");
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
#[cfg(target_os = "linux")]
fn an_output_that_cannot_be_written_is_a_failure() {
    let sandbox = Sandbox::news([("a.txt", "One")]);
    for arguments in [
        vec!["list"],
        vec!["cat", "1"],
        vec!["sql", "SELECT 1", "--json"],
        vec!["man"],
        vec!["meta", "export"],
    ] {
        let full = std::fs::File::create("/dev/full").unwrap();
        let output = sandbox.command(&arguments).stdin(Stdio::null()).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("No space left"), "{arguments:?}");
    }
}

#[test]
fn a_closed_standard_error_changes_nothing() {
    let sandbox = Sandbox::corpus().file("news/a.txt", "One").file("news/empty.txt", "");
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = sandbox.command(["import", "news"]).stdin(Stdio::null()).stderr(writer).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM articles"), 1);
}

#[test]
fn colours_are_for_terminals_unless_they_are_asked_for() {
    let sandbox = Sandbox::news([("a.txt", "One two")]);
    let sandbox = sandbox.run(["show", "1"]).success().stdout_lacks("\u{1b}").then();
    let sandbox = sandbox.run(["search", "two"]).noting("1 to 1 of 1\n").stdout_lacks("\u{1b}").then();
    let sandbox =
        sandbox.run(["show", "1", "--color", "always"]).success().stdout_has(["\u{1b}[1mArticle 1"]).then();
    let sandbox = sandbox.run(["show", "1", "--color", "never"]).success().stdout_lacks("\u{1b}").then();
    // Who asks on the command line means it.
    let sandbox = sandbox.variable("NO_COLOR", "1");
    let sandbox = sandbox.run(["show", "1", "--color", "always"]).success().stdout_has(["\u{1b}[1m"]).then();
    sandbox
        .run(["show", "9", "--color", "always"])
        .failure_with(1, ["\u{1b}["])
        .then()
        .run(["show", "9"])
        .failure(1, "error: there is no article 9\nhint: corpus list shows what is there\n");
}

#[test]
fn a_terminal_is_told_from_a_pipe() {
    // script(1) runs a command on a terminal of its own; where it is missing there is nothing to see.
    let sandbox = Sandbox::news([("a.txt", "Red \u{1b}[31malert\n\nOne \u{202e}two.\n")]);
    let on_terminal = |command: &str, variable: Option<(&str, &str)>| {
        let program = env!("CARGO_BIN_EXE_corpus");
        let mut script = std::process::Command::new("script");
        script
            .args(["-qec", &format!("{program} {command}"), "/dev/null"])
            .current_dir(sandbox.path(""))
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("PAGER", "cat")
            .envs(variable)
            .stdin(Stdio::null());
        script.output().ok().map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let Some(shown) = on_terminal("show 1", Some(("TERM", "xterm"))) else { return };
    assert!(shown.contains("\u{1b}[1mArticle 1"), "{shown:?}");
    assert!(!shown.contains("\u{1b}[31malert"), "{shown:?}");
    for variable in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let shown = on_terminal("show 1", Some(variable)).unwrap();
        assert!(!shown.contains('\u{1b}'), "{variable:?}: {shown:?}");
    }
    let shown = on_terminal("cat 1", Some(("TERM", "xterm"))).unwrap();
    assert!(!shown.contains('\u{1b}') && shown.contains("\\u{1b}[31malert"), "{shown:?}");
    let shown = on_terminal("diff 1 1 --unified", None).unwrap();
    assert!(!shown.contains("\u{1b}[31malert"), "{shown:?}");
}

#[test]
fn errors_with_text_from_outside_cannot_command_the_terminal() {
    let mut sandbox = Sandbox::corpus();
    for arguments in [
        vec!["show", "\u{1b}[31mx"],
        vec!["list", "--where", "\u{1b}[31mx"],
        vec!["list", "--columns", "\u{1b}[31mx"],
        vec!["list", "--limit", "\u{1b}[31mx"],
        vec!["\u{1b}[31mx"],
        vec!["import", "\u{1b}[31mx"],
        vec!["search", "--raw", "\"\u{1b}[31mx"],
        vec!["sql", "\u{1b}[31mx"],
        vec!["outlet", "alias", "\u{1b}[31mx", "y"],
        vec!["meta", "set", "1", "\u{1b}[31mx=y"],
        vec!["meta", "import", "\u{1b}[31mx.csv"],
    ] {
        let told = sandbox.run(&arguments).whatever();
        assert!(!told.message().is_empty(), "{arguments:?}");
        assert!(!told.message().contains('\u{1b}'), "{arguments:?}: {:?}", told.message());
        sandbox = told.then();
    }
}

#[test]
fn a_wrong_use_cannot_command_the_terminal() {
    for argument in ["1@\u{1b}]0;owned\u{7}", "1@\u{9b}31m", "1@\u{202e}", "1@a\u{8}b"] {
        for arguments in [
            vec!["show", argument],
            vec!["list", "--limit", argument],
            vec!["list", "--as-of", argument, "--color", "always"],
            vec!["list", "--format", argument],
            vec![argument],
            vec!["show", "1", argument, "--json"],
        ] {
            let told = Sandbox::news([("a.txt", "One")]).run(arguments.clone()).failure_with(2, []);
            let is_harmful = |character: char| character.is_control() && character != '\n';
            assert!(!told.message().contains(is_harmful), "{arguments:?}: {:?}", told.message());
            assert!(!told.message().contains('\u{202e}'), "{arguments:?}");
        }
    }
}

#[test]
fn every_table_can_be_made_safe_for_spreadsheets() {
    let mut sandbox = Sandbox::news([("a.txt", "One")]);
    sandbox = sandbox.run(["meta", "set", "1", "title==1+2", "section=-5"]).success().then();
    for arguments in [
        &["list", "--columns", "id,title,section"][..],
        &["sql", "SELECT id, title, section FROM articles"],
        &["export"],
        &["meta", "export"],
    ] {
        let raw = sandbox.run([arguments, &["--format", "csv"]].concat()).success();
        let cells = raw.text();
        assert!(cells.contains(",=1+2,") && cells.contains(",-5"), "{arguments:?}: {cells}");
        let safe = raw.then().run([arguments, &["--format", "csv", "--spreadsheet-safe"]].concat()).success();
        assert_eq!(safe.text(), cells.replace("=1+2", "'=1+2"), "{arguments:?}");
        sandbox = safe.then();
    }
    let wrong =
        "error: --spreadsheet-safe applies to CSV and TSV only\nhint: add --format csv or --format tsv\n";
    sandbox.run(["list", "--spreadsheet-safe"]).failure(2, wrong);
}

#[test]
fn machine_formats_keep_text_as_it_is() {
    let title = "Red \u{1b}[31malert";
    let told = Sandbox::news([("a.txt", &*format!("{title}\n\nOne.\n"))]).run(["list", "--json"]).success();
    assert_eq!(told.value()[0]["title"], title);
    assert!(!told.text().contains('\u{1b}'));
    let told = told.then().run(["list", "--columns", "title", "--format", "csv"]).success();
    assert_eq!(told.text(), format!("title\n{title}\n"));
}

#[test]
fn options_that_contradict_each_other() {
    Sandbox::corpus()
        .run(["list", "--json", "--format", "csv"])
        .failure_with(2, ["cannot be used with"])
        .then()
        .run(["list", "--json", "--jsonl"])
        .failure_with(2, ["cannot be used with"])
        .then()
        .run(["list", "-q", "-v"])
        .failure_with(2, ["cannot be used with"]);
}

#[test]
fn the_time_is_that_of_the_environment() {
    let sandbox = Sandbox::news([("a.txt", "One")]);
    assert_eq!(sandbox.ask::<String>("SELECT started_at FROM operations"), "2024-05-01T12:00:00.000Z");
}

#[test]
fn a_time_that_cannot_be_read_is_refused() {
    Sandbox::new().variable("CORPUS_NOW", "soon").run(["init"]).failure_with(2, ["CORPUS_NOW"]);
}

#[test]
fn the_shell_that_runs_through_a_pipe_reads_statements() {
    let sandbox = Sandbox::corpus();
    let mut child = sandbox
        .command(["sql", "--format", "csv"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"SELECT 1 AS a;\nSELECT 2 AS b;\n").unwrap();
    assert_eq!(child.wait_with_output().unwrap().stdout, b"a\n1\nb\n2\n");
}

#[test]
fn a_variable_that_is_empty_is_not_set() {
    Sandbox::news([("a.txt", "One")])
        .variable("CORPUS_DB", "")
        .variable("NO_COLOR", "")
        .run(["list", "--columns", "id", "--format", "csv"])
        .success()
        .stdout("id\n1\n");
}

#[test]
fn a_command_of_another_program_leads_to_the_one_here() {
    for (given, instead) in [
        ("ls", "corpus list"),
        ("grep", "corpus search"),
        ("merge", "corpus outlet merge"),
        ("lst", "did you mean list?"),
    ] {
        let error = format!("error: there is no command {given}\nhint: ");
        Sandbox::new().run([given]).failure_with(2, [error.as_str(), instead]);
    }
    // A command that deletes for good is not proposed.
    Sandbox::new().run(["prge"]).failure(2, "error: there is no command prge\nhint: corpus --help\n");
}

#[test]
fn usage_errors_look_like_all_others() {
    for (arguments, error) in [
        ("list --since 2023-13", "error: --since: '2023-13' is not a date: there is no such month; write "),
        ("list --format xml", "error: --format: 'xml' is none of table, json, jsonl, csv, tsv\n"),
        ("diff", "error: corpus diff needs <REF>\nhint: corpus diff --help\n"),
        (
            "list --whre x",
            "error: unexpected argument '--whre' found\nhint: did you mean --where? See corpus list --help\n",
        ),
    ] {
        Sandbox::corpus().run(arguments.split(' ')).failure_with(2, [error]);
    }
}
