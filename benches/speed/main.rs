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
mod folder;
mod measure;
mod rows;
mod system;
mod table;
mod vocabulary;

use anyhow::{Context as _, bail};
use clap::Parser;
use folder::State;
use measure::Cost;
use rows::{Before, Row, Turn};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Instant;
use system::{Place, System};

/// Times corpus beside other programs, on generated articles
#[derive(Parser)]
#[command(name = "speed")]
struct Args {
    /// How many articles [default: 10000, or 200 where cargo test runs this]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(100..10_000_000))]
    articles: Option<u64>,
    /// How often each row is run; quick ones are run up to five times as often
    #[arg(long, default_value_t = 3, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
    /// Which articles
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u64).range(..u64::from(u32::MAX)))]
    seed: u64,
    /// Only these rows, by the beginning of their names, with commas between
    #[arg(long, value_delimiter = ',', value_name = "ROWS")]
    only: Vec<String>,
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

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let count = args.articles.unwrap_or(if args.bench { 10_000 } else { 200 });
    if let Some(root) = &args.generate {
        return folder::generate(root, args.seed, count, args.round).map(|_| ());
    }
    let temporary = tempfile::tempdir()?;
    let root = args.folder.as_deref().unwrap_or(temporary.path());
    fs::create_dir_all(root).with_context(|| format!("can't create {}", root.display()))?;
    let root = root.canonicalize()?;
    let place = Place { work: root.join("work"), root };
    let work = place.work.clone();
    remove(&work)?;
    fs::create_dir(&work)?;
    let timed = Bench::new(&args, count, place)?.run();
    remove(&work)?;
    timed
}

/// All that the rows share while they are run.
struct Bench<'a> {
    args: &'a Args,
    place: Place,
    state: State,
    installed: Vec<System>,
}

impl<'a> Bench<'a> {
    fn new(args: &'a Args, count: u64, place: Place) -> anyhow::Result<Self> {
        let mut installed = Vec::new();
        let mut versions = Vec::new();
        for system in System::ALL {
            if let Some(version) = system.version()? {
                installed.push(system);
                versions.push(version);
            }
        }
        versions.dedup();
        println!("{} · {} cores", processor(), thread::available_parallelism()?);
        println!("{}\n", versions.join(" · "));
        let start = Instant::now();
        let state = generated(&place.root, args.seed, count, None)?;
        eprintln!("{count} articles, {} MB, made ready in {:.0?}", state.bytes / 1_000_000, start.elapsed());
        Ok(Self { args, place, state, installed })
    }

    fn run(mut self) -> anyhow::Result<()> {
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/first");
        let file = self.place.work.join("seeds.db");
        let make = self
            .place
            .call(System::Corpus, ["--db".as_ref(), file.as_os_str(), "import".as_ref(), seeds.as_os_str()]);
        measure::run(vec![make], &self.log())?;
        let rows = rows::all();
        let chosen: Vec<_> = rows.iter().filter(|row| self.is_chosen(row)).collect();
        if chosen.is_empty() {
            bail!(
                "--only names none of the rows: {}",
                rows.iter().map(|row| row.name).collect::<Vec<_>>().join(", ")
            );
        }
        let used: Vec<_> = chosen.iter().flat_map(|row| &row.sides).copied().collect();
        table::head();
        for row in &rows {
            if self.is_chosen(row) {
                self.timed(row)?;
            } else if chosen.iter().any(|chosen| chosen.after.contains(&row.name)) {
                self.once(row, &used)?;
            }
        }
        Ok(())
    }

    fn is_chosen(&self, row: &Row) -> bool {
        self.args.only.is_empty() || self.args.only.iter().any(|name| row.name.starts_with(name.as_str()))
    }

    /// Does the work of a row, for the programs that later rows need.
    fn once(&mut self, row: &Row, used: &[System]) -> anyhow::Result<()> {
        self.prepare(row)?;
        for system in self.sides(row).into_iter().filter(|system| used.contains(system)) {
            self.cost(row, system, 0)?;
        }
        Ok(())
    }

    /// Runs a row and prints it.
    fn timed(&mut self, row: &Row) -> anyhow::Result<()> {
        let sides = self.sides(row);
        let mut costs = vec![Vec::new(); sides.len()];
        let start = Instant::now();
        let runs = self.args.runs as usize;
        let more = |run: usize| match row.before {
            Before::Once => run < 1,
            Before::Nothing => run < runs || (run < 5 * runs && start.elapsed().as_secs() < 2),
            Before::Removal | Before::Edit => run < runs,
        };
        for run in (0..).take_while(|run| more(*run)) {
            self.prepare(row)?;
            for (system, costs) in sides.iter().zip(&mut costs) {
                costs.push(self.cost(row, *system, run)?);
            }
        }
        let costs: Vec<_> = costs.iter().filter_map(|costs| measure::summed_up(costs)).collect();
        for (system, cost) in sides.iter().zip(&costs) {
            table::time(row.title, system.peer(), *cost, system.peer().and(costs.first().copied()));
        }
        if row.before == Before::Removal { self.rates_and_sizes(&sides, &costs) } else { Ok(()) }
    }

    fn sides(&self, row: &Row) -> Vec<System> {
        row.sides.iter().filter(|system| self.installed.contains(system)).copied().collect()
    }

    fn prepare(&mut self, row: &Row) -> anyhow::Result<()> {
        if row.before == Before::Edit {
            let (seed, count, round) = (self.state.seed, self.state.articles, self.state.round + 1);
            self.state = generated(&self.place.root, seed, count, Some(round))?;
        }
        Ok(())
    }

    fn cost(&self, row: &Row, system: System, run: usize) -> anyhow::Result<Cost> {
        if row.before == Before::Removal {
            self.place.clear(system)?;
        }
        let turn = Turn { place: &self.place, state: &self.state, run };
        measure::run((row.commands)(&turn, system), &self.log())
    }

    /// Lines that follow from the first import: how many articles a second, and how large what it made is.
    fn rates_and_sizes(&self, sides: &[System], costs: &[Cost]) -> anyhow::Result<()> {
        let articles = self.state.articles as f64;
        for (system, cost) in sides.iter().zip(costs) {
            table::value(
                "— articles a second",
                system.peer(),
                &table::thousands(articles / cost.seconds),
                None,
                "",
            );
        }
        let ours = measure::size(&self.place.store(System::Corpus))? as f64;
        let title = format!("— size, of {:.1} MB imported", self.state.bytes as f64 / 1e6);
        for system in sides {
            let size = measure::size(&self.place.store(*system))? as f64;
            let imported = self.state.bytes as f64;
            let shown = format!("{:.1} MB ({:.2})", size / 1e6, size / imported);
            table::value(&title, system.peer(), &shown, system.peer().map(|_| ours / size), "");
        }
        Ok(())
    }

    fn log(&self) -> PathBuf {
        self.place.work.join("complaints")
    }
}

/// Has the articles written by another process, so that the memory it takes isn't counted as that of programs which
/// are started from this one. Without a round, those that are there stay as they are.
fn generated(root: &Path, seed: u64, articles: u64, round: Option<u64>) -> anyhow::Result<State> {
    let mut command = Command::new(env::current_exe()?);
    command.arg("--generate").arg(root);
    for (name, value) in [("--seed", seed), ("--articles", articles), ("--round", round.unwrap_or(0))] {
        command.args([name, &value.to_string()]);
    }
    if !command.status()?.success() {
        bail!("the articles could not be written into {}", root.display());
    }
    folder::read_state(root)?.context("the articles are gone")
}

fn remove(folder: &Path) -> anyhow::Result<()> {
    if folder.exists() { Ok(fs::remove_dir_all(folder)?) } else { Ok(()) }
}

/// The name of the processor, where the system says it in the way of Linux.
fn processor() -> String {
    let said = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name =
        said.lines().find_map(|line| line.strip_prefix("model name")).and_then(|rest| rest.split_once(": "));
    name.map_or_else(|| format!("{} processor", env::consts::ARCH), |(_, name)| name.to_owned())
}
