//! The commands that count words: what each prints, and what they have in common.

mod collocates;
mod concordance;
mod dispersion;
mod frequency;
mod keyness;
mod trend;

use crate::sandbox::{Sandbox, keys};
use serde_json::Value;

/// The text of the first article.
const FERRY: &str = "Ferry talks begin\n\nThe ferry company and the council hold talks. The talks go on.\n";

/// The text of the second article and of the third, which has neither an outlet nor a date.
const FARES: &str = "The council wants cheaper ferry tickets. Ferry fares rise in spring.\n";

/// Three articles of two texts. Operations 2 to 5 describe them.
fn corpus() -> Sandbox {
    Sandbox::news([("a.txt", FERRY), ("b.txt", FARES), ("c.txt", FARES)])
        .run(["meta", "define", "topic", "--repeatable", "-q"])
        .success()
        .then()
        .run([
            "meta",
            "set",
            "1",
            "outlet=Harbour Gazette",
            "published=2024-01-10",
            "topic=harbour",
            "topic=council",
            "-q",
        ])
        .success()
        .then()
        .run(["meta", "set", "2", "outlet=Quay Times", "published=2024-03-05", "topic=council", "-q"])
        .success()
        .then()
        .run(["outlet", "alias", "Harbour Gazette", "HG", "-q"])
        .success()
        .then()
}

/// Operation 6 gives the first article a text without the word ferry.
fn changed() -> Sandbox {
    let sandbox = corpus().advance(24).file("news/a.txt", "Talks end\n\nThe council has no more to say.\n");
    sandbox.run(["import", "news", "-q"]).success().then()
}

/// Each command, with a query that finds something.
const COMMANDS: [&[&str]; 6] = [
    &["concordance", "ferry"],
    &["frequency"],
    &["collocates", "ferry", "--min-count", "1", "--min-log-likelihood", "0"],
    &["keyness", "outlet:HG", "--max-p", "1", "--min-count", "1"],
    &["dispersion", "ferry"],
    &["trend", "ferry"],
];

/// What a command prints in a format, whatever it notes.
#[track_caller]
fn printed(sandbox: Sandbox, command: &[&str], more: &[&str]) -> (String, Sandbox) {
    let run = sandbox.run(command.iter().chain(more));
    assert_eq!(run.code(), Some(0), "{command:?} {more:?}");
    let told = run.whatever();
    (told.text(), told.then())
}

/// The words in the first column of what a command prints as CSV.
#[track_caller]
fn tokens(sandbox: Sandbox, command: &[&str], more: &[&str]) -> (Vec<String>, Sandbox) {
    let (text, sandbox) = printed(sandbox, command, &[more, &["--format", "csv"]].concat());
    let first = |line: &str| line.split(',').next().unwrap().to_owned();
    (text.lines().skip(1).map(first).collect(), sandbox)
}

/// The rows of a report, or the elements of an array.
fn rows(value: &Value) -> &Vec<Value> {
    value.get("rows").unwrap_or(value).as_array().unwrap()
}

#[test]
fn a_table_fits_a_terminal_of_80_columns() {
    let mut sandbox = corpus();
    for command in COMMANDS {
        // Without a terminal, what is as wide as one has 100 columns.
        let widest = if ["frequency", "collocates", "keyness"].contains(&command[0]) { 80 } else { 100 };
        let (text, after) = printed(sandbox, command, &[]);
        assert!(text.lines().count() > 3, "{text}");
        assert_eq!(too_wide(&text, widest), None, "{command:?}");
        sandbox = after;
    }
    // script(1) runs a command on a terminal of its own; where it is missing there is nothing to see.
    for command in ["concordance ferry", "dispersion ferry", "trend ferry", "frequency --by topic"] {
        let mut script = std::process::Command::new("script");
        let program = env!("CARGO_BIN_EXE_corpus");
        script
            .args(["-qec", &format!("stty cols 80 rows 40 && {program} {command}"), "/dev/null"])
            .current_dir(sandbox.path(""))
            .env_clear()
            .envs([("PATH", "/usr/bin:/bin"), ("PAGER", "cat"), ("TERM", "dumb")])
            .stdin(std::process::Stdio::null());
        let Ok(output) = script.output() else { return };
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.lines().count() > 3, "{text}");
        assert_eq!(too_wide(&text, 80), None, "{command:?}");
    }
}

/// The first line of a table or plot that doesn't fit. Sentences below a plot may be longer.
fn too_wide(text: &str, columns: usize) -> Option<&str> {
    let is_sentence = |line: &str| line.contains("(Mann–Kendall)") || line.starts_with("DP ");
    text.lines()
        .filter(|line| !is_sentence(line))
        .find(|line| unicode_width::UnicodeWidthStr::width(line.trim_end_matches('\r')) > columns)
}

#[test]
fn json_lines_and_tables_for_programs_have_the_rows_and_names_of_json() {
    let mut sandbox = corpus();
    for command in COMMANDS {
        let (json, after) = printed(sandbox, command, &["--json"]);
        let json: Value = serde_json::from_str(&json).unwrap();
        let (lines, after) = printed(after, command, &["--jsonl"]);
        let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let expected = json.as_array().cloned().unwrap_or_else(|| vec![json.clone()]);
        assert_eq!(lines, expected, "{command:?}");
        let (tsv, after) = printed(after, command, &["--format", "tsv"]);
        let mut names: Vec<&str> = tsv.lines().next().unwrap().split('\t').collect();
        let mut members = keys(&rows(&json)[0]);
        names.sort_unstable();
        members.sort_unstable();
        assert_eq!(names, members, "{command:?}");
        sandbox = after;
    }
}

#[test]
fn articles_are_selected_by_references_conditions_and_lists() {
    let ways: [(&[&str], &str); 4] = [
        (&["--where", "id >= 2"], ""),
        (&["--from", "-"], "2\nc.txt\n"),
        (&["--from", "-", "-0"], "2\0news/c.txt\0"),
        (&["b.txt", "3"], ""),
    ];
    let mut sandbox = corpus();
    // The words of keyness are a selection already.
    for command in COMMANDS.into_iter().filter(|command| command[0] != "keyness") {
        let (whole, after) = printed(sandbox, command, &["--json"]);
        let (expected, mut after) = printed(after, command, &["--where", "id IN (2, 3)", "--json"]);
        assert_ne!(whole, expected, "{command:?}");
        // Those of a trend are queries.
        for (way, stdin) in ways.iter().filter(|(way, _)| command[0] != "trend" || way[0].starts_with('-')) {
            let found = printed(after.stdin(stdin), command, &[way, &["--json"][..]].concat());
            assert_eq!(found.0, expected, "{command:?} {way:?}");
            after = found.1;
        }
        sandbox = after;
    }
    sandbox
        .run(["frequency", "nobody.txt"])
        .failure_with(1, ["there is no article nobody.txt", "hint: "])
        .then()
        .run(["frequency", "--where", "nobody = 1"])
        .failure_with(2, ["the condition (nobody = 1) can't be read", "hint: "]);
}

#[test]
fn a_past_state_has_the_words_of_its_time() {
    let mut sandbox = changed();
    for command in COMMANDS {
        let (present, after) = printed(sandbox, command, &["--json"]);
        let (past, after) = printed(after, command, &["--json", "--as-of", "5"]);
        let (before, _) = printed(corpus(), command, &["--json"]);
        assert_eq!(past, before, "{command:?}");
        assert_ne!(present, before, "{command:?}");
        sandbox = after;
    }
    // There were no outlets and no dates yet, and before the first operation nothing at all.
    sandbox
        .run(["keyness", "outlet:HG", "--as-of", "1"])
        .failure_with(1, ["there is no outlet 'HG'"])
        .then()
        .run(["frequency", "--as-of", "0"])
        .noting("0 words in 0 articles\n")
        .stdout("");
}

#[test]
fn removed_articles_do_not_count() {
    let sandbox = corpus().run(["remove", "1", "3", "-q"]).success().then();
    let (text, _) = printed(sandbox, &["frequency"], &["--limit", "1"]);
    assert_eq!(text, "TOKEN  COUNT  PER MILLION  ARTICLES\nferry      2    181818.18         1\n");
}

#[test]
fn what_is_not_there_is_an_empty_result() {
    let note = "left out, because the date isn't known: 1 article\n";
    let sandbox = corpus().run(["concordance", "zebra"]).noting("nothing found\n").stdout("").then();
    let sandbox = sandbox.run(["dispersion", "zebra"]).noting("nothing found\n").stdout("").then();
    let sandbox = sandbox.run(["collocates", "zebra"]).noting("nothing found\n").stdout("").then();
    let sandbox = sandbox.run(["trend", "zebra"]).noting(&format!("nothing found\n{note}")).stdout("").then();
    let (csv, sandbox) = printed(sandbox, &["concordance", "zebra"], &["--format", "csv"]);
    assert_eq!(csv, "id,version,key,title,outlet,published,position,left,match,right\n");
    let sandbox = sandbox
        .run(["trend", "ferry", "--where", "id = 3"])
        .noting(&format!(
            "no article has a date as exact as the period: corpus list --missing published\n{note}"
        ))
        .stdout("")
        .then();
    for command in [&["concordance", "zebra"][..], &["collocates", "zebra"], &["frequency", "--where", "0"]] {
        let (json, _) = printed(corpus(), command, &["--json"]);
        let json: Value = serde_json::from_str(&json).unwrap();
        assert!(rows(&json).is_empty(), "{command:?}: {json}");
    }
    drop(sandbox);
}

#[test]
fn a_query_that_cannot_be_read() {
    for command in ["concordance", "collocates", "dispersion", "trend"] {
        corpus()
            .run([command, "--regex", "talk(s"])
            .failure_with(
                2,
                ["'talk(s' is no regular expression", "    talk(s\n", "hint: a whole word must match"],
            )
            .then()
            .run([command, "--", "-talks"])
            .failure_with(2, ["'-talks' holds no word to search for", "hint: "])
            .then()
            .run([command, "--raw", "talks AND"])
            .failure_with(2, ["error: ", "hint: "])
            .then()
            .run([command, "talks OR outlet:HG"])
            .failure_with(2, ["outlet:HG can't be an alternative", "hint: put OR between words only"])
            .then()
            .run([command, "talks", "--regex", "--raw"])
            .failure_with(2, ["cannot be used with"]);
    }
}

#[test]
fn text_from_outside_cannot_command_the_terminal() {
    let mut sandbox = Sandbox::news([
        (
            "a.txt",
            "Red \u{1b}[31mfares\n\nThe pe\u{202e}ace \u{1b}]0;x\u{7} talks, the pe\u{202e}ace talks.\n",
        ),
        ("b\u{1b}[31m.txt", "The talks, \u{9b}31m\u{200f}peace."),
        ("c.txt", "Nothing else."),
    ])
    .run(["meta", "set", "1", "2", "outlet=Ga\u{1b}[31mzette", "published=2024-01", "-q"])
    .success()
    .then();
    for command in [
        &["concordance", "talks"][..],
        &["concordance", "talks", "--sort", "right", "--width", "paragraph"],
        &["frequency", "--by", "outlet"],
        &["frequency", "--ngrams", "2"],
        &["collocates", "talks", "--min-count", "1", "--min-log-likelihood", "0"],
        &["keyness", "id < 3", "--max-p", "1", "--min-count", "1"],
        &["dispersion", "peace"],
        &["trend", "talks OR \u{1b}[31m"],
        &["search", "talks", "--by", "outlet"],
        &["search", "talks", "--keys"],
    ] {
        let told = sandbox.run(command).whatever();
        let (text, message) = (told.text(), told.message());
        let is_harmless =
            |c: char| c == '\n' || !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{200f}');
        assert!(text.contains("\\u{"), "{command:?}: {text}");
        assert!(text.chars().chain(message.chars()).all(is_harmless), "{command:?}: {text:?} {message:?}");
        sandbox = told.then();
    }
}

/// Checks that a file is an image as other programs can read it, and gives its text.
#[track_caller]
fn image(sandbox: &Sandbox, name: &str) -> String {
    let text = std::fs::read_to_string(sandbox.path(name)).unwrap();
    let document = roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{error} in {text}"));
    assert!(document.root_element().has_tag_name(("http://www.w3.org/2000/svg", "svg")));
    text
}

#[test]
fn an_image_is_well_formed_whatever_it_shows() {
    let sandbox =
        corpus().run(["meta", "set", "1", "title=<script> & \"x\" \u{1b}]]>", "-q"]).success().then();
    let (_, sandbox) = printed(sandbox, &["dispersion", "ferry"], &["--svg", "places.svg", "--json"]);
    let text = image(&sandbox, "places.svg");
    assert!(!text.contains("<script"), "{text}");
    let query = "ferry OR \"<b> & ']]>\"";
    let (_, sandbox) = printed(sandbox, &["trend", query, "talks"], &["--svg", "trend.svg", "--per", "week"]);
    assert!(image(&sandbox, "trend.svg").contains("2024-01-08"));
}

#[test]
fn an_image_that_cannot_be_written() {
    for command in ["dispersion", "trend"] {
        corpus()
            .folder("folder")
            .run([command, "ferry", "--svg", "folder"])
            .failure_with(1, ["the image folder can't be written: "])
            .then()
            .run([command, "ferry", "--svg", "nowhere/plot.svg"])
            .failure_with(1, ["nowhere: No such file or directory"])
            .then()
            .run([command, "ferry", "--svg", "news/../corpus.db"])
            .failure(
                1,
                "error: news/../corpus.db is the corpus itself\nhint: give the image another name, such as plot.svg\n",
            )
            .then()
            .run(["verify", "-q"])
            .success();
    }
}
