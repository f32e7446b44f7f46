//! Programs in the languages of programmers, and files that are only named like archives.

use super::FileType;

/// Extensions of source code. Some are endings of domains too, so that the lines of the text have to look like code.
const EXTENSIONS: &str = "sh bash zsh ksh fish bat cmd ps1 py pyw rb pl pm lua tcl awk c h cc cpp cxx hpp hh java kt scala groovy \
    go rs swift m mm cs fs vb js mjs cjs ts tsx jsx vue css scss sass less r jl sql el lisp clj hs ml erl ex exs dart php mk cmake \
    gradle";

/// Extensions of archives and compressed files.
const ARCHIVES: &str = "gz tgz bz2 tbz2 xz txz zst zip tar warc arc 7z rar";

/// The beginnings of lines of code, in lower case.
const BEGINNINGS: [&str; 31] = [
    "#",
    "//",
    "/*",
    "* ",
    "--",
    "import ",
    "from ",
    "def ",
    "class ",
    "function ",
    "fn ",
    "use ",
    "package ",
    "var ",
    "let ",
    "const ",
    "if ",
    "else",
    "elif ",
    "for ",
    "while ",
    "return",
    "end",
    "fi",
    "done",
    "esac",
    "echo ",
    "export ",
    "set ",
    "print",
    "@",
];

/// How many lines are looked at.
const LINES: usize = 200;

/// The type of a text that is no article: a script with its interpreter on the first line, lines of code in a file with such a
/// name, or a text that is named like an archive.
pub(super) fn recognise(text: &str, name: &str) -> Option<FileType> {
    let text = text.trim_start_matches('\u{FEFF}');
    if text.starts_with("#!/") || text.trim_start().starts_with("<?php") {
        return Some(FileType::SourceCode);
    }
    let extension = name.rsplit_once('.')?.1.to_ascii_lowercase();
    let is_one_of = |list: &str| list.split_ascii_whitespace().any(|known| known == extension);
    if is_one_of(ARCHIVES) {
        return Some(FileType::DamagedArchive);
    }
    (is_one_of(EXTENSIONS) && is_code(text)).then_some(FileType::SourceCode)
}

/// Whether at least half of the lines begin or end like code. Lines of prose end with a point or a word.
fn is_code(text: &str) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES);
    let looks_like_code = |line: &&str| {
        line.ends_with([';', '{', '}', '(', ')', '[', ']', '\\', ':'])
            || BEGINNINGS.iter().any(|beginning| line.starts_with(beginning))
    };
    lines().filter(looks_like_code).count() * 2 >= lines().count().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_known_by_its_lines_and_its_name() {
        let python = "import sys\n\ndef main(paths):\n    total = 0\n    for path in paths:\n        print(path)\n    return total\n";
        let prose = "Ferry fares rise\n\nThe council voted late on Monday.\nFares rise in May, it said.\n";
        for (text, name, kind) in [
            (python, "count.py", Some(FileType::SourceCode)),
            (python, "count.txt", None),
            ("#!/bin/sh\necho hello\n", "notes", Some(FileType::SourceCode)),
            ("int main(void) {\n    return 0;\n}\n", "A.C", Some(FileType::SourceCode)),
            ("<?php\n$a = 1;\n", "a.php", Some(FileType::SourceCode)),
            (prose, "gazette.pl", None),
            (prose, "www.gazette.rs", None),
            ("Dear reader,\nthis note is about nothing.\n", "note.sh", None),
            (prose, "a.gz", Some(FileType::DamagedArchive)),
            (prose, "a.gz.txt", None),
            (prose, "gz", None),
        ] {
            assert_eq!(recognise(text, name), kind, "{name}");
        }
    }
}
