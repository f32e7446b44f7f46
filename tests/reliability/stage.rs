//! One command on one kind of drive: where it begins, where it must end, and the judgement of what it left.

use crate::commands::{Command, PURGED_WORD, Workplace, journal_mode, set};
use crate::disk::{Disk, Plan};
use crate::snapshot::Snapshot;
use crate::state::{State, check_file, content, number, old_content};
use anyhow::{Context, Result, bail, ensure};
use corpusdb::model::{Problem, ProblemKind};
use corpusdb::ops::verify;
use corpusdb::{Access, Corpus, Error};
use rusqlite::Connection;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use tempfile::TempDir;

/// Where the corpus lies, which decides how SQLite keeps what isn't finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Drive {
    /// A disk of this machine: a write-ahead log.
    Local,
    /// A network drive: a rollback journal, deleted at each commit.
    Network,
}

impl Drive {
    /// The journal mode that it leads to.
    pub(crate) fn mode(self) -> &'static str {
        match self {
            Self::Local => "wal",
            Self::Network => "delete",
        }
    }
}

/// A command that can be tried again and again from the same beginning.
pub(crate) struct Stage {
    pub(crate) command: &'static Command,
    pub(crate) drive: Drive,
    pub(crate) disk: &'static Disk,
    pub(crate) place: Workplace,
    /// The disk before the command.
    pub(crate) beginning: Snapshot,
    /// How many calls it makes undisturbed.
    pub(crate) calls: u64,
    /// How much room it needs undisturbed.
    pub(crate) grew: u64,
    /// The states before the first step and after each.
    states: Vec<State>,
    /// The problems that it begins with.
    problems: Vec<Problem>,
    /// What an export holds.
    exported: Snapshot,
    _folders: [TempDir; 2],
}

impl Stage {
    pub(crate) fn new(command: &'static Command, drive: Drive) -> Result<Self> {
        let folders = [new_folder()?, new_folder()?];
        let disk = Disk::new(folders[0].path(), drive == Drive::Network);
        let place = Workplace { corpus: disk.corpus(), inputs: folders[1].path().to_owned() };
        (command.prepare)(&place);
        ensure!(
            journal_mode(&place.corpus) == drive.mode(),
            "the corpus isn't in the mode {drive:?} leads to"
        );
        let mut stage = Self {
            command,
            drive,
            disk,
            beginning: Snapshot::read(disk.folder()),
            calls: 0,
            grew: 0,
            states: Vec::new(),
            problems: Vec::new(),
            exported: Snapshot::default(),
            place,
            _folders: folders,
        };
        stage.states.push(State::of(&stage.place.corpus)?);
        stage.problems = stage.problems(&stage.states[0])?;
        for step in stage.steps() {
            step(&stage.place)?;
            stage.states.push(State::of(&stage.place.corpus)?);
        }
        ensure!(stage.verify()?.is_empty(), "the undisturbed command left problems");
        stage.exported = stage.export();
        stage.check_outputs(true).context("after the undisturbed command")?;
        stage.reset();
        let acknowledged = stage.run(Plan::Works)?;
        ensure!(acknowledged == stage.steps().len(), "the undisturbed command failed");
        let seen = stage.disk.disarm();
        (stage.calls, stage.grew) = (seen.calls, seen.grew);
        ensure!(stage.calls > 10, "only {} calls were seen", stage.calls);
        Ok(stage)
    }

    /// Puts the disk back to the beginning.
    pub(crate) fn reset(&self) {
        self.disk.fill(&self.beginning);
    }

    /// What is done.
    pub(crate) fn steps(&self) -> Vec<Step> {
        steps(self.command)
    }

    /// Does all steps until one fails while the disk follows `plan`; the disk stays armed. Gives how many were
    /// acknowledged, and fails only if the command panicked.
    pub(crate) fn run(&self, plan: Plan) -> Result<usize> {
        self.disk.arm(plan);
        let mut acknowledged = 0;
        for step in self.steps() {
            match catch_unwind(AssertUnwindSafe(|| step(&self.place))) {
                Ok(Ok(())) => {
                    self.disk.acknowledge();
                    acknowledged += 1;
                }
                Ok(Err(_)) => break,
                Err(_) => {
                    self.disk.disarm();
                    bail!("the command panicked")
                }
            }
        }
        Ok(acknowledged)
    }

    /// Judges what is on the disk after so many steps were acknowledged, then does all again and judges that. Another
    /// program is the first to open the file, if so. Says whether the corpus was changed, acknowledged or not.
    pub(crate) fn judge(&self, acknowledged: usize, another_first: bool) -> Result<bool> {
        let all = self.steps().len();
        // The file that is repaired isn't whole before.
        let is_whole = self.command.name != "repair" || acknowledged == all;
        let path = &self.place.corpus;
        if !another_first {
            // The program plays back or takes back what a log or journal holds, instead of a plain client.
            match Corpus::open(path, Access::Read) {
                // It has to be upgraded first.
                Ok(_) | Err(Error::Refused { .. }) => {}
                Err(error) => return Err(error).context("the corpus can't be opened"),
            }
        }
        let state = if is_whole { State::of_whole(path)? } else { State::of(path)? };
        self.check_state(&state, acknowledged)?;
        let problems = self.check_soundness(&state, acknowledged == all)?;
        self.check_outputs(acknowledged == all)?;
        self.finish(another_first).context("when it was done again")?;
        let before = &self.states[all - 1];
        Ok(if state == *before { problems.len() < self.problems.len() } else { state == self.states[all] })
    }

    /// Verifies and reads the corpus as the program does while the disk follows `plan`, which has to make no difference.
    pub(crate) fn read(&self, plan: Plan) -> Result<()> {
        self.reset();
        self.disk.arm(plan);
        let read = self.verify().and_then(|problems| Ok((problems, content(&self.place.corpus)?)));
        self.disk.disarm();
        let (problems, content) = read?;
        ensure!(problems.is_empty() && self.states[0].has(&content), "something else was read");
        Ok(())
    }

    /// Does all again, which has to lead to where an undisturbed run does; verified, if so.
    fn finish(&self, verified: bool) -> Result<()> {
        for step in self.steps() {
            step(&self.place)?;
        }
        let state = State::of_whole(&self.place.corpus)?;
        self.check_end(&state)?;
        // What a repair changes, only verify sees.
        if verified || self.command.name == "repair" {
            let problems = self.verify()?;
            ensure!(problems.is_empty(), "verify finds {problems:?}");
        }
        self.check_outputs(true)?;
        let client = Connection::open(&self.place.corpus)?;
        let at_work = number(&client, "SELECT count(*) FROM active_operation")?;
        ensure!(at_work == 0, "somebody seems to be at work");
        let mode: String = client.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
        ensure!(mode == self.drive.mode(), "the journal mode is {mode}");
        Ok(())
    }

    fn check_state(&self, state: &State, acknowledged: usize) -> Result<()> {
        if acknowledged == self.steps().len() {
            ensure!(state == &self.states[acknowledged], "what was acknowledged is not there");
            return Ok(());
        }
        let (before, after) = (&self.states[acknowledged], &self.states[acknowledged + 1]);
        if state == before || state == after {
            return Ok(());
        }
        ensure!(
            !self.states[..acknowledged].contains(state),
            "an earlier operation was acknowledged and is not there"
        );
        let may_be_between = self.command.name == "analyse" && state.is_between(before, after);
        ensure!(
            may_be_between,
            "the command is half-done: {state:?}\nis neither\n{before:?}\nnor\n{after:?}"
        );
        Ok(())
    }

    fn check_end(&self, state: &State) -> Result<()> {
        let end = self.states.last().expect("there is a state after the last step");
        ensure!(state == end, "this is not what an undisturbed run leads to:\n{state:?}\nbut\n{end:?}");
        Ok(())
    }

    /// What the program's own verification finds; nothing in a corpus that it has to upgrade first.
    fn problems(&self, state: &State) -> Result<Vec<Problem>> {
        if state.is_old() { Ok(Vec::new()) } else { self.verify() }
    }

    fn verify(&self) -> Result<Vec<Problem>> {
        Ok(verify::file(&self.place.corpus, &verify::Options::default(), &mut ())?.problems)
    }

    /// The file is sound; or what was to be repaired is all there still; or remains of a purge are told of.
    fn check_soundness(&self, state: &State, acknowledged: bool) -> Result<Vec<Problem>> {
        let problems = self.problems(state)?;
        let tells_of_remains = problems.iter().any(|problem| problem.kind == ProblemKind::Purge);
        for problem in &problems {
            let is_known = match self.command.name {
                "repair" => !acknowledged && problems == self.problems,
                "purge" => !acknowledged && problem.kind == ProblemKind::Purge,
                _ => false,
            };
            ensure!(is_known, "verify finds {problem:?}");
        }
        let is_purged = self.command.name == "purge" && Some(state) == self.states.last();
        if is_purged && !tells_of_remains {
            ensure!(!self.has_remains(), "what was purged is still in a file, and nothing says so");
        }
        Ok(problems)
    }

    /// Whether a word of what was purged is in any file of the corpus.
    fn has_remains(&self) -> bool {
        Snapshot::read(self.disk.folder())
            .files()
            .any(|(_, bytes)| memchr::memmem::find(bytes, PURGED_WORD).is_some())
    }

    /// Whether what the command writes beside the corpus is whole, and there if it was acknowledged.
    fn check_outputs(&self, acknowledged: bool) -> Result<()> {
        match self.command.name {
            "init" => self.check_second(acknowledged),
            "backup" => self.check_backup(acknowledged),
            "upgrade" => self.check_copy_before_upgrade(),
            "export" => {
                let found = self.export();
                for (name, bytes) in found.files() {
                    let is_whole = self.exported.get(name) == Some(bytes);
                    ensure!(is_whole, "the exported file {} is not whole", name.display());
                }
                ensure!(!acknowledged || found == self.exported, "exported files are missing");
                Ok(())
            }
            "purge" if acknowledged => {
                ensure!(!self.has_remains(), "what was purged is still in a file");
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The new corpus is whole, or isn't there.
    fn check_second(&self, acknowledged: bool) -> Result<()> {
        let path = self.place.second();
        ensure!(path.exists() || !acknowledged, "the new corpus was acknowledged and isn't there");
        if path.exists() {
            check_file(&path).context("the new corpus is not sound")?;
            Corpus::open(&path, Access::Read).context("the new corpus can't be opened")?;
        }
        Ok(())
    }

    /// The backup is the one before or the new one.
    fn check_backup(&self, acknowledged: bool) -> Result<()> {
        let path = self.place.backup();
        let copy = self.disk.folder().join("copy of the backup.db");
        std::fs::copy(&path, &copy).context("there is no backup")?;
        check_file(&copy).context("the backup is not sound")?;
        let state = State::of(&copy)?;
        std::fs::remove_file(&copy)?;
        let is_new = Some(&state) == self.states.last() || self.states.contains(&state);
        ensure!(is_new || !acknowledged, "the backup was acknowledged and isn't the new one");
        Ok(())
    }

    /// Where the schema is the new one, there is a whole copy of what was before.
    fn check_copy_before_upgrade(&self) -> Result<()> {
        if State::of(&self.place.corpus)?.is_old() {
            return Ok(());
        }
        let copy = self.place.copy_before_upgrade();
        ensure!(copy.exists(), "the corpus was upgraded and there is no copy of it as it was");
        check_file(&copy).context("the copy made before the upgrade is not sound")?;
        let original = tempfile::NamedTempFile::new()?;
        let frozen = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/library/databases/schema-1.db");
        std::fs::copy(frozen, original.path())?;
        let contents = [original.path(), &copy].map(|path| old_content(&Connection::open(path)?));
        let [original, copy] = contents.map(|content: Result<String>| content);
        ensure!(original? == copy?, "the copy made before the upgrade holds something else");
        Ok(())
    }

    /// The files of an export, but for those that never got their name.
    fn export(&self) -> Snapshot {
        let mut found = Snapshot::default();
        let folder = self.place.export();
        if folder.exists() {
            for (name, bytes) in Snapshot::read(&folder).files() {
                if !name.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".")) {
                    found.insert(name.to_owned(), bytes.to_owned());
                }
            }
        }
        found
    }
}

/// A folder in memory where the system has that, since a power loss is only imagined and syncing takes most of the time.
pub(crate) fn new_folder() -> std::io::Result<TempDir> {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir())
}

/// Something that is done and then acknowledged.
pub(crate) type Step = fn(&Workplace) -> corpusdb::Result<()>;

/// A value that is set and acknowledged just before, and the command. What upgrades or repairs comes first, as nothing
/// else can be done before.
pub(crate) fn steps(command: &Command) -> Vec<Step> {
    match command.name {
        "upgrade" | "repair" => vec![command.run],
        _ => vec![set_before, command.run],
    }
}

fn set_before(place: &Workplace) -> corpusdb::Result<()> {
    set(&mut Corpus::open(&place.corpus, Access::Write)?, Some(5), "note=acknowledged before")
}
