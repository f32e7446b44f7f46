//! Which module may depend on which: the table in doc/architecture.md, and no cycle between files. The boundaries of the crates
//! are enforced by the compiler, these by reading the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of its crate that a file below a folder may depend on. Files below other folders may depend on any.
const MODULES: [(&str, &[&str]); 9] = [
    ("src/model/", &["crate::error", "crate::model"]),
    ("src/store/", &["crate::error", "crate::model", "crate::store", "crate::text"]),
    (
        "src/ops/",
        &[
            "crate::error",
            "crate::model",
            "crate::store",
            "crate::text",
            "crate::comparison",
            "crate::copies",
            "crate::diff",
            "crate::quotations",
            "crate::stories",
            "crate::documents",
            "crate::ops",
        ],
    ),
    ("src/bin/corpus/output/", &["crate::output", "crate::environment", "crate::hints"]),
    ("src/bin/corpus/hints.rs", &[]),
    ("src/bin/corpus/environment.rs", &["crate::environment"]),
    ("src/bin/corpus/context.rs", &["crate::context", "crate::environment", "crate::hints"]),
    (
        "src/bin/corpus/arguments/",
        &["crate::arguments", "crate::context", "crate::output", "crate::environment"],
    ),
    ("src/bin/corpus/views/", &["crate::views", "crate::output", "crate::environment", "crate::hints"]),
];

/// Words that may only be in files whose path begins with one of these.
const WORDS: [(&str, &[&str]); 16] = [
    ("corpus_documents", &["src/ops/", "src/lib.rs"]),
    ("rusqlite", &["src/store/"]),
    ("refinery", &["src/store/", "src/error.rs"]),
    ("SELECT ", &["src/store/", "src/bin/corpus/commands/"]),
    ("INSERT INTO", &["src/store/"]),
    ("clap", &["src/bin/"]),
    ("anyhow", &["src/bin/"]),
    ("anstyle", &["src/bin/"]),
    ("indicatif", &["src/bin/"]),
    ("rustyline", &["src/bin/"]),
    ("IsTerminal", &["src/bin/corpus/environment.rs"]),
    ("env::var", &["src/bin/corpus/environment.rs"]),
    ("Timestamp::now", &["src/bin/corpus/environment.rs"]),
    ("SystemTime::now", &[]),
    ("println!", &[]),
    ("process::exit", &["src/bin/corpus/environment.rs"]),
];

/// The code of a file, without comments and without what is only compiled for tests, which may look at anything.
fn code(source: &str) -> String {
    let mut code = String::new();
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        let trimmed = line.trim_start();
        if trimmed == "#[cfg(test)]" {
            // The item that follows ends with its line, or with a brace as far to the right as its attribute.
            let end = format!("{}}}", &line[..line.len() - trimmed.len()]);
            let mut item = lines.by_ref().skip_while(|line| line.trim_start().starts_with("#["));
            if item.next().is_some_and(|line| line.ends_with('{')) {
                item.find(|line| *line == end);
            }
        } else if !trimmed.starts_with("//") {
            code.push_str(line);
            code.push('\n');
        }
    }
    code
}

/// The sources of the package and of its crates, by their path from the root: the code of each.
fn sources() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut found, mut only_for_tests) = (BTreeMap::new(), BTreeSet::new());
    let crates = ["diff", "documents", "plots", "statistics", "text"];
    let folders = crates.map(|name| root.join(format!("crates/corpus-{name}/src")));
    let mut folders: Vec<PathBuf> = folders.into_iter().chain([root.join("src")]).collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                let source = fs::read_to_string(&path).unwrap();
                only_for_tests.extend(test_modules(&name, &source));
                found.insert(name, code(&source));
            }
        }
    }
    let is_for_tests = |name: &str| {
        only_for_tests.iter().any(|file| name == file || name.starts_with(file.trim_end_matches("rs")))
    };
    found.retain(|name, _| !is_for_tests(name) && !is_for_tests(&name.replacen("/tests/", "/tests.", 1)));
    found
}

/// The files of the modules that `source` declares for tests alone.
fn test_modules(name: &str, source: &str) -> Vec<String> {
    let folder = match name.rsplit_once('/') {
        Some((folder, "mod.rs" | "lib.rs" | "main.rs")) => folder,
        _ => name.trim_end_matches(".rs"),
    };
    let lines = source.lines().zip(source.lines().skip(1));
    let declared = lines.filter(|(attribute, _)| attribute.trim() == "#[cfg(test)]");
    let modules = declared.filter_map(|(_, line)| line.trim().strip_prefix("mod ")?.strip_suffix(';'));
    modules.map(|module| format!("{folder}/{module}.rs")).collect()
}

/// Whether a path names only types that every module of the library may use. For example, `crate::{Error, Result}`.
fn is_type_of_the_root(path: &str) -> bool {
    let names = path.trim_start_matches("crate::").trim_start_matches('{');
    let names =
        names.split(|character: char| !character.is_alphanumeric() && !", ".contains(character)).next();
    names
        .into_iter()
        .flat_map(|names| names.split(", "))
        .all(|name| ["Error", "Hint", "Result"].contains(&name))
}

/// What is wrong with the words and the modules that `code` names.
fn offences(name: &str, code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (word, folders) in WORDS {
        if code.contains(word) && !folders.iter().any(|folder| name.starts_with(folder)) {
            found.push(format!("{name} has {word}"));
        }
    }
    if let Some((_, allowed)) = MODULES.iter().find(|(folder, _)| name.starts_with(folder)) {
        for (at, _) in code.match_indices("crate::") {
            let path = code[at..].split([';', '\n']).next().unwrap();
            if !is_type_of_the_root(path) && !allowed.iter().any(|module| path.starts_with(module)) {
                found.push(format!("{name} depends on {path}"));
            }
        }
    }
    found
}

/// The files that a file's `use` declarations name, but for its ancestors: a module may use the types of the one that holds it.
fn dependencies<'a>(name: &str, code: &str, files: &'a BTreeMap<String, String>) -> BTreeSet<&'a str> {
    let root = &name[..name.find("/src/").map_or("src/".len(), |at| at + "/src/".len())];
    let root = if name.starts_with("src/bin/corpus/") { "src/bin/corpus/" } else { root };
    let own: Vec<&str> = name[root.len()..].trim_end_matches(".rs").split('/').collect();
    let own = if own.last() == Some(&"mod") { &own[..own.len() - 1] } else { &own[..] };
    let mut found = BTreeSet::new();
    for declaration in code.split(';') {
        // Not the end of a longer word, such as the name `refuse`.
        let is_word = |at: &usize| !declaration[..*at].ends_with(char::is_alphanumeric);
        let Some(at) = declaration.match_indices("use ").map(|(at, _)| at).find(is_word) else { continue };
        if !declaration[..at]
            .trim()
            .chars()
            .all(|character| character.is_alphanumeric() || "()# :_".contains(character))
        {
            continue;
        }
        for path in expand(declaration[at + "use ".len()..].trim()) {
            let mut segments = path.split("::").map(str::trim).peekable();
            let mut place: Vec<&str> = match segments.next() {
                Some("crate") => Vec::new(),
                Some("self") => own.to_vec(),
                Some("super") => own[..own.len().saturating_sub(1)].to_vec(),
                _ => continue,
            };
            while segments.peek() == Some(&"super") {
                segments.next();
                place.pop();
            }
            place.extend(segments);
            let file = (1..=place.len()).rev().find_map(|length| {
                let stem = place[..length].join("/");
                let candidates = [format!("{root}{stem}.rs"), format!("{root}{stem}/mod.rs")];
                candidates.iter().find_map(|path| files.get_key_value(path)).map(|(path, _)| path.as_str())
            });
            let is_ancestor = |file: &str| match file.strip_suffix("mod.rs") {
                Some(folder) => name.starts_with(folder),
                None => name.starts_with(&format!("{}/", file.trim_end_matches(".rs"))),
            };
            found.extend(file.filter(|file| *file != name && !is_ancestor(file)));
        }
    }
    found
}

/// The paths of a `use` tree: `a::{b, c::d}` names `a::b` and `a::c::d`.
fn expand(tree: &str) -> Vec<String> {
    let Some(open) = tree.find('{') else { return vec![tree.to_owned()] };
    let (before, inner) = (&tree[..open], &tree[open + 1..tree.rfind('}').unwrap_or(tree.len())]);
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for character in inner.chars() {
        depth += i32::from(character == '{') - i32::from(character == '}');
        if character == ',' && depth == 0 {
            parts.push(String::new());
        } else {
            parts.last_mut().unwrap().push(character);
        }
    }
    let parts = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
    parts.flat_map(expand).map(|part| format!("{before}{part}")).collect()
}

/// The files of a cycle, if there is one.
fn cycle<'a>(edges: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> Option<Vec<&'a str>> {
    fn visit<'a>(
        file: &'a str,
        edges: &BTreeMap<&'a str, BTreeSet<&'a str>>,
        path: &mut Vec<&'a str>,
        done: &mut BTreeSet<&'a str>,
    ) -> Option<Vec<&'a str>> {
        if let Some(at) = path.iter().position(|visited| *visited == file) {
            return Some(path[at..].to_vec());
        }
        if !done.insert(file) {
            return None;
        }
        path.push(file);
        let found = edges.get(file).into_iter().flatten().find_map(|next| visit(next, edges, path, done));
        path.pop();
        found
    }
    let mut done = BTreeSet::new();
    edges.keys().find_map(|file| visit(file, edges, &mut Vec::new(), &mut done))
}

#[test]
fn modules_depend_on_what_the_table_allows() {
    let sources = sources();
    assert!(sources.len() > 250, "the sources are somewhere else");
    let found: Vec<String> = sources.iter().flat_map(|(name, code)| offences(name, code)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn files_have_no_cycle() {
    let sources = sources();
    let edges: BTreeMap<&str, BTreeSet<&str>> =
        sources.iter().map(|(name, code)| (name.as_str(), dependencies(name, code, &sources))).collect();
    assert!(edges.values().map(BTreeSet::len).sum::<usize>() > 500, "the dependencies aren't found");
    if let Some(cycle) = cycle(&edges) {
        panic!("a cycle: {}", cycle.join(" → "));
    }
}

#[test]
fn forbidden_dependencies_are_found() {
    for (name, code, offence) in [
        (
            "src/model/hash.rs",
            "use crate::store::Corpus;\n",
            "src/model/hash.rs depends on crate::store::Corpus",
        ),
        ("src/store/blob.rs", "use crate::ops::list;\n", "src/store/blob.rs depends on crate::ops::list"),
        ("src/bin/corpus/output/json.rs", "crate::commands::list(", "depends on crate::commands::list("),
        ("src/ops/list.rs", "use rusqlite::Row;\n", "src/ops/list.rs has rusqlite"),
        ("src/ops/list.rs", "println!(\"a\")\n", "src/ops/list.rs has println!"),
    ] {
        let found = offences(name, code);
        assert!(found.len() == 1 && found[0].contains(offence), "{found:?}");
    }
    for code in ["use crate::{Error, Result};\nuse crate::model::Id;\n", "Some(crate::Hint::ListFields)\n"] {
        assert_eq!(offences("src/model/hash.rs", code), [""; 0]);
    }
    assert_eq!(offences("src/model/hash.rs", "use crate::{Corpus, Error};\n").len(), 1);
}

#[test]
fn cycles_are_found() {
    let files: BTreeMap<String, String> = [
        ("src/ops/list.rs", "use super::select::{named, Filter};\n"),
        ("src/ops/select.rs", "use crate::ops::metadata::{self, fields::{Field, known}};\n"),
        ("src/ops/metadata/fields.rs", "use crate::ops::list::list;\nuse super::Options;\n"),
        ("src/ops/metadata/mod.rs", "mod fields;\nuse self::fields::Field;\n"),
    ]
    .map(|(name, code)| (name.to_owned(), code.to_owned()))
    .into();
    let edges: BTreeMap<&str, BTreeSet<&str>> =
        files.iter().map(|(name, code)| (name.as_str(), dependencies(name, code, &files))).collect();
    assert_eq!(
        edges["src/ops/select.rs"],
        BTreeSet::from(["src/ops/metadata/fields.rs", "src/ops/metadata/mod.rs"])
    );
    assert_eq!(
        edges["src/ops/metadata/fields.rs"],
        BTreeSet::from(["src/ops/list.rs"]),
        "an ancestor isn't counted"
    );
    assert_eq!(
        cycle(&edges).unwrap(),
        ["src/ops/list.rs", "src/ops/select.rs", "src/ops/metadata/fields.rs"]
    );
}

#[test]
fn only_tests_are_left_out() {
    let source = "a();\n#[cfg(test)]\nmod tests;\nb();\n    #[cfg(test)]\n    #[must_use]\n    fn c() {\n        d();\n    }\n// e\nf();\n";
    assert_eq!(code(source), "a();\nb();\nf();\n");
}
