//! Prints the near copies among the text files of a folder: `cargo run --release -p corpus-copies --example folder -- FOLDER`.

#![expect(clippy::print_stdout, reason = "an example prints its result")]

use corpus_copies::{Hashed, pairs};
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let root = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| ".".to_owned()));
    let mut files = Vec::new();
    walk(&root, &mut files)?;
    files.sort();
    let mut texts = Vec::with_capacity(files.len());
    for file in &files {
        texts.push(Hashed::of(&String::from_utf8_lossy(&std::fs::read(file)?)));
    }
    for pair in pairs(&texts, |_| true) {
        let [a, b] = [pair.a, pair.b].map(|place| files[place].strip_prefix(&root).unwrap_or(&files[place]));
        println!(
            "{:.2}\t{:.2}\t{}\t{}\t{}",
            pair.containment_a,
            pair.containment_b,
            pair.longest_run,
            a.display(),
            b.display()
        );
    }
    Ok(())
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { walk(&path, files)? } else { files.push(path) }
    }
    Ok(())
}
