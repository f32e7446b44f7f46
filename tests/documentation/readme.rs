//! The examples of README.md and of other pages are run as they stand, in order, and print what the page says.
//!
//! A `console` block holds commands after `$ ` and below each the whole of its standard output. The clock stands
//! still; all else is as for a reader.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The commands of the `console` blocks, with the output that each is said to have.
fn examples(markdown: &str) -> Vec<(String, String)> {
    let mut examples = Vec::new();
    let mut inside = false;
    for line in markdown.lines() {
        match (inside, line) {
            (false, "```console") => inside = true,
            (true, "```") => inside = false,
            (true, line) => match (line.strip_prefix("$ "), examples.last_mut()) {
                (Some(command), _) => examples.push((command.to_owned(), String::new())),
                (None, Some((_, output))) => writeln!(output, "{line}").unwrap(),
                (None, None) => panic!("output before the first command: {line}"),
            },
            (false, _) => {}
        }
    }
    examples
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &to.join(entry.file_name()));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

/// Runs a command as a shell would, with the program on the path; gives what it printed.
fn run(folder: &Path, command: &str) -> String {
    let programs = Path::new(env!("CARGO_BIN_EXE_corpus")).parent().unwrap();
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", programs.display());
    let done = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env_clear()
        .env("PATH", path)
        .env("CORPUS_NOW", "2024-05-01T09:00:00Z")
        .output()
        .unwrap();
    assert!(done.status.success(), "{command}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn the_examples_print_what_the_readme_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    copy_folder(&root.join("seeds"), &folder.path().join("seeds"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let mut examples = examples(&readme);
    assert!(examples.len() > 10, "the examples are somewhere else");
    // What the README shows first comes last in the tour.
    let shown_first = examples.remove(0);
    examples.push(shown_first);
    for (command, expected) in examples {
        assert_eq!(run(folder.path(), &command), expected, "$ {command}");
    }
}

#[test]
fn the_examples_print_what_the_page_on_counting_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    copy_folder(&root.join("seeds"), &folder.path().join("seeds"));
    let examples = examples(&fs::read_to_string(root.join("doc/counting.md")).unwrap());
    assert!(examples.len() > 10, "the examples are somewhere else");
    for (command, expected) in examples {
        assert_eq!(run(folder.path(), &command), expected, "$ {command}");
    }
}
