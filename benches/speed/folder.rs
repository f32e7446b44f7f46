//! The folder of generated articles on disk, and the file beside it that says what is in there. One article is in
//! memory at a time for each core, so the number of articles is limited by the disk only.

use crate::article::{self, Articles};
use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

/// A file that changed less than two seconds before an import is looked at again by the next one, which isn't what
/// the next one is timed for.
const SETTLED: Duration = Duration::from_millis(2_100);

/// What a folder holds, as its `state.json` says.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) seed: u64,
    pub(crate) articles: u64,
    /// How often it was edited.
    pub(crate) round: u64,
    /// The size of all articles.
    pub(crate) bytes: u64,
    /// Two words that are in most articles, two that are in few, and three that stand beside each other somewhere.
    pub(crate) common: String,
    pub(crate) rare: String,
    pub(crate) phrase: String,
    /// The path of an article that the last round changed.
    pub(crate) changed: String,
}

/// The articles below a folder.
pub(crate) fn articles(root: &Path) -> PathBuf {
    root.join("articles")
}

/// A table with outlet, date and author of each article.
pub(crate) fn metadata(root: &Path) -> PathBuf {
    root.join("metadata.csv")
}

/// Writes the articles, or leaves those that are there, and edits them until this round.
///
/// # Errors
///
/// When there are other articles, or something can't be read or written.
pub(crate) fn generate(root: &Path, seed: u64, count: u64, round: u64) -> anyhow::Result<State> {
    let known = Articles::new(seed);
    let mut state = match read_state(root)? {
        Some(state) if (state.seed, state.articles) == (seed, count) => state,
        Some(State { seed, articles, .. }) => {
            bail!("{} holds {articles} articles of seed {seed}; name another folder", root.display())
        }
        None => fill(root, &known, seed, count)?,
    };
    while state.round < round {
        edit(root, &known, &mut state)?;
    }
    Ok(state)
}

fn fill(root: &Path, known: &Articles, seed: u64, count: u64) -> anyhow::Result<State> {
    let folder = articles(root);
    for number in (0..count).step_by(usize::try_from(article::FOLDER)?) {
        create_parent(&folder.join(article::path(number, 0)))?;
    }
    let bytes = on_all_cores(0, 1, count, |number| {
        let bytes = known.article(number, 0).bytes();
        write(&folder.join(article::path(number, 0)), &bytes)?;
        Ok(i64::try_from(bytes.len())?)
    })?;
    write_metadata(root, known, count, 0)?;
    let (common, rare, phrase) = queries(known);
    let changed = article::path(0, 0);
    let bytes = u64::try_from(bytes)?;
    let state = State { seed, articles: count, round: 0, bytes, common, rare, phrase, changed };
    write_state(root, &state)?;
    Ok(state)
}

/// Replaces a sentence in one article of a hundred and renames one of a thousand.
fn edit(root: &Path, known: &Articles, state: &mut State) -> anyhow::Result<()> {
    let (folder, round) = (articles(root), state.round + 1);
    let grown = on_all_cores(round % 50, 100, state.articles, |number| {
        let path = folder.join(article::path(number, round));
        let before = fs::metadata(&path).with_context(|| format!("can't read {}", path.display()))?.len();
        let bytes = known.article(number, round).bytes();
        write(&path, &bytes)?;
        Ok(i64::try_from(bytes.len())? - i64::try_from(before)?)
    })?;
    for number in (950 + round..state.articles).step_by(1_000) {
        rename(&folder.join(article::path(number, round - 1)), &folder.join(article::path(number, round)))?;
    }
    write_metadata(root, known, state.articles, round)?;
    state.bytes = state.bytes.saturating_add_signed(grown);
    state.round = round;
    state.changed = article::path(round % 50, round);
    write_state(root, state)
}

/// Does the work for each number from the first, in such steps, and adds up what it returns.
fn on_all_cores(
    first: u64,
    step: u64,
    end: u64,
    work: impl Fn(u64) -> anyhow::Result<i64> + Sync,
) -> anyhow::Result<i64> {
    let next = AtomicU64::new(first);
    let one = || {
        let mut sum = 0;
        loop {
            let number = next.fetch_add(step, Ordering::Relaxed);
            if number >= end {
                return Ok(sum);
            }
            sum += work(number)?;
        }
    };
    thread::scope(|scope| {
        let cores = thread::available_parallelism()?.get();
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(one)).collect();
        threads.into_iter().map(|thread| thread.join().expect("no thread panics")).sum()
    })
}

fn write_metadata(root: &Path, known: &Articles, count: u64, round: u64) -> anyhow::Result<()> {
    let mut table = csv::Writer::from_path(metadata(root))?;
    table.write_record(["path", "outlet", "published", "author"])?;
    for number in 0..count {
        let about = known.metadata(number);
        let path = format!("articles/{}", article::path(number, round));
        table.write_record([path.as_str(), about.outlet, &about.published, &about.author])?;
    }
    Ok(table.flush()?)
}

/// Two frequent words; the two rarest of the first article, so that something is found; three neighbours of it.
fn queries(known: &Articles) -> (String, String, String) {
    let vocabulary = &known.vocabulary;
    let common = format!("{} {}", vocabulary.at(30), vocabulary.at(60));
    let first = known.article(0, 0);
    let sentence = &first.paragraphs[0][0];
    // The first word has a capital, and four words stand before any comma.
    let words: Vec<_> =
        sentence.trim_end_matches('.').split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let phrase = format!("\"{}\"", words[1..4].join(" "));
    let mut ranked: Vec<_> =
        first.paragraphs.iter().flatten().flat_map(|sentence| sentence.split(' ')).collect();
    ranked.sort_unstable();
    ranked.dedup();
    ranked.sort_by_cached_key(|word| vocabulary.rank(word));
    let rare = ranked.iter().rev().take(2).copied().collect::<Vec<_>>().join(" ");
    (common, rare, phrase)
}

/// What is known of the folder, if anything was generated there.
pub(crate) fn read_state(root: &Path) -> anyhow::Result<Option<State>> {
    let path = root.join("state.json");
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(
            serde_json::from_slice(&bytes).with_context(|| format!("can't read {}", path.display()))?,
        )),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("can't read {}", path.display())),
    }
}

fn write_state(root: &Path, state: &State) -> anyhow::Result<()> {
    write(&root.join("state.json"), &serde_json::to_vec(state)?)?;
    thread::sleep(SETTLED);
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    fs::write(path, bytes).with_context(|| format!("can't write {}", path.display()))
}

fn create_parent(path: &Path) -> anyhow::Result<()> {
    let folder = path.parent().context("a path without a folder")?;
    fs::create_dir_all(folder).with_context(|| format!("can't create {}", folder.display()))
}

/// A round that was stopped half-way is done again: what it renamed has the new name already.
fn rename(from: &Path, to: &Path) -> anyhow::Result<()> {
    if from == to || to.exists() {
        return Ok(());
    }
    fs::rename(from, to).with_context(|| format!("can't rename {}", from.display()))
}
