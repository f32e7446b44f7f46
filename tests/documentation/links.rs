//! Every link from a page of documentation to a file or a heading of the project leads there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The Markdown pages of the project.
fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [
        "",
        "doc",
        "doc/decisions",
        "crates/corpus-diff",
        "crates/corpus-plots",
        "crates/corpus-statistics",
        "crates/corpus-text",
        "tests/library/databases",
    ];
    let files = folders.into_iter().flat_map(|folder| fs::read_dir(root.join(folder)).unwrap());
    let paths = files.map(|file| file.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect()
}

/// The targets of the links of a page, without those in code.
fn targets(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut in_code = false;
    for line in page.lines() {
        in_code ^= line.trim_start().starts_with("```");
        if in_code {
            continue;
        }
        let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
        let ends =
            prose.match_indices("](").filter_map(|(at, mark)| prose[at + mark.len()..].split_once(')'));
        found.extend(ends.map(|(target, _)| target.to_owned()));
    }
    found
}

/// The anchors of the headings of a page, as GitHub makes them.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = page.lines().filter(|line| line.starts_with('#'));
    let titles = headings.map(|line| line.trim_start_matches('#').trim().to_lowercase());
    titles
        .map(|title| {
            let kept = title.chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
            kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect()
        })
        .collect()
}

#[test]
fn links_lead_somewhere() {
    let pages = pages();
    assert!(pages.len() > 30, "the documentation is somewhere else");
    let (mut links, mut dead) = (0, Vec::new());
    for path in pages {
        let text = fs::read_to_string(&path).unwrap();
        for target in targets(&text).iter().filter(|target| !target.contains("://")) {
            links += 1;
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let place = if file.is_empty() { path.clone() } else { path.parent().unwrap().join(file) };
            let is_there = place.exists()
                && (anchor.is_empty() || anchors(&fs::read_to_string(&place).unwrap()).contains(anchor));
            if !is_there {
                dead.push(format!("{}: {target}", path.display()));
            }
        }
    }
    assert!(links > 100, "only {links} links were found");
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

#[test]
fn links_and_anchors_are_read() {
    assert_eq!(targets("See [a](b.md#c-d) and `[x](y)`.\n```\n[x](y)\n```\n[e](f)"), ["b.md#c-d", "f"]);
    assert!(anchors("# A title, `code` & more\n").contains("a-title-code--more"));
}
