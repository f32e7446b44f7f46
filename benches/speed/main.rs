//! How long corpus takes, and how much memory, beside the programs that people would use instead:
//!
//!     cargo bench --bench speed -- --articles 50000
//!
//! The articles are generated, the same for the same seed. Programs that aren't installed are left out. Our runs and
//! those of the peers take turns, so that whatever else the machine does hits all alike. A ratio is our time (or size)
//! in relation to the peer's: below 1 is better.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints a table")]
#![allow(clippy::cast_precision_loss, reason = "sizes and counts are shown rounded")]

mod article;
mod contest;
mod folder;
mod measure;
mod rows;
mod system;
mod table;
mod vocabulary;

use anyhow::{Context as _, bail};
use clap::Parser;
use contest::Contest;
use std::fs;
use std::path::{Path, PathBuf};
use system::Place;

/// Times corpus beside other programs, on generated articles
#[derive(Parser)]
#[command(name = "speed")]
struct Args {
    /// How many articles [default: 10000, or 200 where cargo test runs this]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(100..10_000_000))]
    articles: Option<u64>,
    /// How often each row is run, quick ones up to five times as often [default: 3, or 1 where cargo test runs this]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    runs: Option<u16>,
    /// Which articles
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u64).range(..u64::from(u32::MAX)))]
    seed: u64,
    /// Only these rows, by the beginning of their names, with commas between
    #[arg(long, value_delimiter = ',', value_name = "ROWS")]
    only: Vec<String>,
    /// Leave the other programs out
    #[arg(long)]
    alone: bool,
    /// Keep the articles in this folder, or use those that are there
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Time nothing, only write the articles into this folder
    #[arg(long, value_name = "DIR", conflicts_with_all = ["folder", "only"])]
    generate: Option<PathBuf>,
    /// With --generate: edit them so often
    #[arg(long, default_value_t = 0, value_name = "N", requires = "generate")]
    round: u64,
    /// Given by cargo bench
    #[arg(long, hide = true)]
    bench: bool,
}

impl Args {
    fn count(&self) -> u64 {
        self.articles.unwrap_or(if self.bench { 10_000 } else { 200 })
    }

    fn runs(&self) -> u16 {
        self.runs.unwrap_or(if self.bench { 3 } else { 1 })
    }
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    if let Some(root) = &args.generate {
        return folder::generate(root, args.seed, args.count(), args.round).map(|_| ());
    }
    check_names(&args.only)?;
    let temporary = tempfile::tempdir()?;
    let root = args.folder.as_deref().unwrap_or(temporary.path());
    fs::create_dir_all(root).with_context(|| format!("can't create {}", root.display()))?;
    let root = root.canonicalize()?;
    let place = Place { work: root.join("work"), root };
    let work = place.work.clone();
    remove(&work)?;
    fs::create_dir(&work)?;
    let timed = Contest::new(&args, place)?.run();
    remove(&work)?;
    timed
}

/// Before anything is generated, whether `--only` names rows.
fn check_names(only: &[String]) -> anyhow::Result<()> {
    let names: Vec<_> = rows::all().iter().map(|row| row.name).collect();
    match only.iter().find(|name| !names.iter().any(|row| row.starts_with(name.as_str()))) {
        Some(name) => bail!("there is no row '{name}', but {}", names.join(", ")),
        None => Ok(()),
    }
}

fn remove(folder: &Path) -> anyhow::Result<()> {
    if folder.exists() { Ok(fs::remove_dir_all(folder)?) } else { Ok(()) }
}
