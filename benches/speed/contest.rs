//! Runs the rows in turn, each program after the other, and prints what they took.

use crate::Args;
use crate::folder::{self, State};
use crate::measure::{self, Cost};
use crate::rows::{self, Before, Row, Turn};
use crate::system::{Place, System};
use crate::table;
use anyhow::{Context as _, bail};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Instant;

/// All that the rows share while they are run.
pub(crate) struct Contest<'a> {
    args: &'a Args,
    place: Place,
    state: State,
    installed: Vec<System>,
}

impl<'a> Contest<'a> {
    /// Sees which programs there are, and has the articles made.
    pub(crate) fn new(args: &'a Args, place: Place) -> anyhow::Result<Self> {
        let mut installed = Vec::new();
        let mut versions = Vec::new();
        for system in System::ALL.into_iter().filter(|system| system.peer().is_none() || !args.alone) {
            if let Some(version) = system.version()? {
                installed.push(system);
                versions.push(version);
            }
        }
        versions.dedup();
        println!("{} · {} cores", processor(), thread::available_parallelism()?);
        println!("{}", versions.join(" · "));
        let start = Instant::now();
        let state = generated(&place.root, args.seed, args.count(), None)?;
        eprintln!("articles made ready in {:.0?}", start.elapsed());
        let (articles, size) = (table::thousands(state.articles as f64), state.bytes as f64 / 1e6);
        println!(
            "{articles} articles, {size:.1} MB, seed {} · medians of at least {} runs\n",
            args.seed,
            args.runs()
        );
        Ok(Self { args, place, state, installed })
    }

    /// Runs the rows that were chosen, and prints them.
    pub(crate) fn run(mut self) -> anyhow::Result<()> {
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/first");
        let file = self.place.work.join("seeds.db");
        let make = self
            .place
            .call(System::Corpus, ["--db".as_ref(), file.as_os_str(), "import".as_ref(), seeds.as_os_str()]);
        measure::run(vec![make], &self.log())?;
        let rows = rows::all();
        let chosen: Vec<_> = rows.iter().filter(|row| self.is_chosen(row)).collect();
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
        let runs = usize::from(self.args.runs());
        let more = |run: usize| match row.before {
            Before::Once => run < 1,
            Before::Nothing => run < runs || (run < 5 * runs && start.elapsed().as_secs() < 2),
            Before::Removal | Before::Edit => run < runs,
        };
        for run in (0..).take_while(|run| more(*run)) {
            self.prepare(row)?;
            // Another program begins each time: whoever is first may have to read the articles from the disk.
            for side in (0..sides.len()).map(|side| (side + run) % sides.len()) {
                costs[side].push(self.cost(row, sides[side], run)?);
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
        let rate = costs.first().map(|cost| self.state.articles as f64 / cost.seconds).unwrap_or_default();
        table::value("— articles a second", None, &table::thousands(rate), None, "");
        let ours = measure::size(&self.place.store(System::Corpus))? as f64;
        for system in sides {
            let size = measure::size(&self.place.store(*system))? as f64;
            let imported = self.state.bytes as f64;
            let shown = format!("{:.1} MB ({:.2})", size / 1e6, size / imported);
            table::value(
                "— size (in relation to the files)",
                system.peer(),
                &shown,
                system.peer().map(|_| ours / size),
                "",
            );
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

/// The name of the processor, where the system says it in the way of Linux.
fn processor() -> String {
    let said = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name =
        said.lines().find_map(|line| line.strip_prefix("model name")).and_then(|rest| rest.split_once(": "));
    name.map_or_else(|| format!("{} processor", env::consts::ARCH), |(_, name)| name.to_owned())
}
