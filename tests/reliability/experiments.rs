//! What is done to a command: calls that fail, disks that fill up, power that is lost, kills.

use crate::child::{self, Moment};
use crate::commands::{self, Command};
use crate::counts::{Counts, count};
use crate::disk::{Event, Plan, Seen};
use crate::power::{Beginning, Luck, lose};
use crate::stage::{Drive, Stage};
use anyhow::{Context, Result, ensure};
use fastrand::Rng;

impl Stage {
    fn count(&self, experiment: &'static str, what: &'static str, times: u64) {
        count((experiment, self.command.name, self.drive.mode()), what, times);
    }

    /// Does all steps from the beginning while the disk follows `plan`, and judges what is left.
    fn try_with(&self, experiment: &'static str, plan: Plan, random: &mut Rng) -> Result<()> {
        self.reset();
        let outcome = self.run(plan).and_then(|acknowledged| {
            self.disk.disarm();
            let succeeded = acknowledged == self.steps().len();
            let done = self.judge(acknowledged, random.bool())?;
            let ended = match (succeeded, done) {
                (true, _) => "succeeded",
                (false, true) => "failed when all was done",
                (false, false) => "failed",
            };
            self.count(experiment, ended, 1);
            Ok(())
        });
        outcome.with_context(|| format!("{experiment}, {plan:?}"))
    }
}

/// Each call fails, once and from then on; or some calls do.
pub(crate) fn failing_calls(stage: &Stage, counts: &Counts, random: &mut Rng) -> Result<()> {
    let calls: Vec<u64> = if counts.is_full {
        (1..=stage.calls).collect()
    } else {
        (0..counts.failing_calls).map(|_| random.u64(1..=stage.calls)).collect()
    };
    for at in calls {
        for forever in [false, true] {
            stage.try_with("call fails", Plan::Fails { at, forever }, random)?;
        }
    }
    Ok(())
}

/// The disk has no room, or some, up to nearly enough.
pub(crate) fn full_disks(stage: &Stage, counts: &Counts, random: &mut Rng) -> Result<()> {
    for number in 0..counts.sizes {
        let step = stage.grew / counts.sizes;
        let room = (number * step + random.u64(..=step)).min(stage.grew.saturating_sub(1));
        stage.try_with("disk full", Plan::HasRoom(room), random)?;
    }
    Ok(())
}

/// Power is lost after any call, also after the last, when all is acknowledged.
pub(crate) fn losses_of_power(stage: &Stage, counts: &Counts, random: &mut Rng) -> Result<()> {
    stage.reset();
    let acknowledged = stage.run(Plan::Works)?;
    let Seen { names, events, .. } = stage.disk.disarm();
    ensure!(acknowledged >= 1, "the undisturbed command failed");
    let beginning =
        Beginning { folder: stage.disk.folder().to_owned(), snapshot: stage.beginning.clone(), names };
    let done: Vec<usize> = (0..events.len())
        .filter(|&number| matches!(events[number], Event::Acknowledged))
        .map(|number| number + 1)
        .collect();
    let all = [Luck::Nothing, Luck::Everything];
    // What was just acknowledged, with all bad luck and with bad luck of one kind.
    for after in &done {
        for luck in all.into_iter().flat_map(|of_names| all.map(|of_bytes| [of_names, of_bytes])) {
            lose_power(stage, &beginning, &events[..*after], luck, random)?;
        }
    }
    let moments = events.len() + 1;
    let images = if counts.is_full { counts.images.max(moments) } else { counts.images };
    for number in 0..images {
        let after = if counts.is_full { number % moments } else { random.usize(..moments) };
        let luck = [Luck::any(random), Luck::any(random)];
        lose_power(stage, &beginning, &events[..after], luck, random)?;
    }
    // A kill loses nothing that the system was told, so this is one at each call that changes something.
    let kills = if counts.is_full { moments } else { counts.kills };
    for number in 0..kills {
        let after = if counts.is_full { number } else { random.usize(..moments) };
        let events = &events[..after];
        stage.disk.fill(&lose(&beginning, events, [Luck::Everything; 2], random));
        stage.count("kill", "after each change (image)", 1);
        stage
            .judge(acknowledged_in(events), random.bool())
            .with_context(|| format!("kill after change {after}"))?;
    }
    Ok(())
}

fn acknowledged_in(events: &[Event]) -> usize {
    events.iter().filter(|event| matches!(event, Event::Acknowledged)).count()
}

fn lose_power(
    stage: &Stage,
    beginning: &Beginning,
    events: &[Event],
    luck: [Luck; 2],
    random: &mut Rng,
) -> Result<()> {
    stage.disk.fill(&lose(beginning, events, luck, random));
    stage.count("power lost", "images", 1);
    stage
        .judge(acknowledged_in(events), random.bool())
        .map(drop)
        .with_context(|| format!("power lost after change {} with luck {luck:?}", events.len()))
}

/// The process is killed at a call or at any moment, while another one writes to the corpus too, or not.
pub(crate) fn kills(stage: &Stage, counts: &Counts, random: &mut Rng) -> Result<()> {
    let usual = child::duration(stage)?;
    let mut killed = 0;
    // What ends before it is killed proves little.
    while killed < counts.kills {
        stage.reset();
        // A second writer would upgrade the corpus itself, and changes aren't recorded in one without triggers.
        let with_another = !matches!(stage.command.name, "upgrade" | "repair") && random.bool();
        let moment = if random.bool() {
            Moment::Call(random.u64(1..=stage.calls))
        } else {
            Moment::After(usual.mul_f64(random.f64() * 1.1))
        };
        let seen = child::kill(stage, moment, with_another)
            .with_context(|| format!("kill at {moment:?}, another writer: {with_another}"))?;
        if seen.was_killed {
            killed += 1;
            let what = match moment {
                Moment::Call(_) => "at a call",
                Moment::After(_) => "at a random moment",
            };
            stage.count("kill", what, 1);
        }
        stage.count("kill", "acknowledged to a second writer", seen.acknowledged_to_another);
        stage
            .judge(seen.acknowledged, random.bool())
            .with_context(|| format!("kill at {moment:?}, another writer: {with_another}"))?;
    }
    Ok(())
}

/// Several processes find a corpus of an old schema at once: each succeeds, and it is upgraded.
pub(crate) fn upgrades_at_once(drive: Drive, counts: &Counts) -> Result<()> {
    let stage = Stage::new(commands::named("upgrade"), drive)?;
    for _ in 0..counts.upgrades_at_once {
        stage.reset();
        child::all_at_once(&stage, 4)?;
        stage.count("four at once", "rounds", 1);
        stage.judge(stage.steps().len(), true)?;
    }
    Ok(())
}

/// A disk that is full can be read.
pub(crate) fn reading_full_disks(drive: Drive, counts: &Counts) -> Result<()> {
    let stage = Stage::new(commands::named("undo"), drive)?;
    for number in 0..counts.sizes {
        let room = number * 1000;
        stage.count("reading", "full disks", 1);
        stage.read(Plan::HasRoom(room)).with_context(|| format!("reading with room for {room} bytes"))?;
    }
    Ok(())
}

/// All experiments on a command.
pub(crate) fn all(command: &'static Command, drive: Drive, counts: &Counts) -> Result<()> {
    let stage = Stage::new(command, drive)?;
    stage.count("undisturbed", "calls", stage.calls);
    let mut random = Rng::with_seed(counts.seed);
    losses_of_power(&stage, counts, &mut random)?;
    failing_calls(&stage, counts, &mut random)?;
    full_disks(&stage, counts, &mut random)?;
    kills(&stage, counts, &mut random)
}
