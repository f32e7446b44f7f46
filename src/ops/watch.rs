//! Watching folders: repeated imports, called rounds, after changes on the disk.
//!
//! A round is an ordinary import. It is rehearsed up to the first difference, so that a round without news isn't
//! recorded. Waiting for changes is up to the caller.

use super::import::{self, Events, Input, Options, Watch};
use crate::model::{ImportEvent, ImportReport, NewOperation, Outcome, UtcTime};
use crate::store::Corpus;
use crate::store::file::names::files_of;
use crate::{Error, Hint, Result};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Whether an import of the folders would read `path`: it is below one of them, not hidden, and no file of the corpora
/// `corpus`. All paths are absolute.
///
/// For example, `/news/.a.txt.swp` doesn't concern the folder `/news`.
#[must_use]
pub fn concerns(folders: &[PathBuf], corpus: &[PathBuf], path: &Path) -> bool {
    let is_seen = |below: &Path| !below.iter().any(|part| part.as_encoded_bytes().starts_with(b"."));
    !corpus.iter().flat_map(|corpus| files_of(corpus)).any(|own| own == path)
        && folders.iter().any(|folder| path.strip_prefix(folder).is_ok_and(is_seen))
}

/// The watched folders, with the state between rounds.
#[derive(Debug)]
pub struct Rounds {
    folders: Vec<PathBuf>,
    source: Option<String>,
    options: Options,
    /// The failed or purged files of the last round. The same failure again is no news.
    failures: BTreeSet<(String, Option<String>)>,
}

impl Rounds {
    /// Starts watching these folders. The default of `source` is their own names.
    ///
    /// # Errors
    /// [`Error::Invalid`] when one is missing or isn't a folder; as [`import::plan()`].
    pub fn new(folders: &[PathBuf], source: Option<String>, options: Options) -> Result<Self> {
        let inputs = folders.iter().cloned().map(Input::Path).collect();
        let folders = import::plan(inputs, source.as_deref())?.whole_folders().ok_or_else(|| {
            Error::invalid("only folders can be watched, and they have to be there")
                .with_hint(Hint::WatchFolder)
        })?;
        Ok(Self { folders, source, options, failures: BTreeSet::new() })
    }

    /// The folders, absolute.
    #[must_use]
    pub fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// Imports the folders if that would change anything. If a folder has disappeared, its articles stay as they are.
    ///
    /// # Errors
    /// As [`import()`](super::import()).
    pub fn round(
        &mut self,
        corpus: &mut Corpus,
        operation: &NewOperation,
        clock: &dyn Fn() -> UtcTime,
        watch: &mut dyn Watch,
    ) -> Result<Option<ImportReport>> {
        let inputs: Vec<_> =
            self.folders.iter().filter(|folder| folder.is_dir()).cloned().map(Input::Path).collect();
        if inputs.is_empty() {
            return Ok(None);
        }
        let plan = import::plan(inputs, self.source.as_deref())?;
        // New settings of a source change nothing that a rehearsal reports, but they have to be kept.
        let has_news = import::are_new(corpus, &plan, &self.options)?;
        // A rehearsal is rolled back, so a round without news leaves no operation in the log.
        let rehearsal = Options { dry_run: true, ..self.options.clone() };
        let mut probe = Probe { known: &self.failures, failures: BTreeSet::new(), differs: false, watch };
        let rehearsed = import::import(corpus, &plan, operation, &rehearsal, clock, &mut probe)?;
        if !probe.differs && rehearsed.annotated == 0 && !has_news {
            // The rehearsal was complete, so a repaired file is no longer a known failure.
            self.failures = probe.failures;
            return Ok(None);
        }
        let mut follower = Follower { failures: BTreeSet::new(), watch };
        let report = import::import(corpus, &plan, operation, &self.options, clock, &mut follower)?;
        self.failures = follower.failures;
        Ok(Some(report))
    }
}

/// Whether the file failed, isn't an article, or belongs to a purged one.
fn is_left_out(event: &ImportEvent) -> bool {
    matches!(event.outcome, Outcome::Failed | Outcome::Skipped | Outcome::Purged)
}

fn failure(event: &ImportEvent) -> (String, Option<String>) {
    (event.path.clone(), event.detail.clone())
}

/// Observer of a rehearsal that stops it at the first difference.
struct Probe<'a> {
    known: &'a BTreeSet<(String, Option<String>)>,
    failures: BTreeSet<(String, Option<String>)>,
    differs: bool,
    watch: &'a dyn Watch,
}

impl Watch for Probe<'_> {
    fn event(&mut self, event: &ImportEvent) {
        self.differs |= !is_left_out(event) || !self.known.contains(&failure(event));
        if is_left_out(event) {
            self.failures.insert(failure(event));
        }
    }

    fn progress(&mut self, _: u64, _: u64) {}

    fn stop(&self) -> bool {
        self.differs || self.watch.stop()
    }

    fn ended(&mut self, _: &ImportReport, _: &Events) -> Result<()> {
        Ok(())
    }
}

/// Observer of a round that collects the failures.
struct Follower<'a> {
    failures: BTreeSet<(String, Option<String>)>,
    watch: &'a mut dyn Watch,
}

impl Watch for Follower<'_> {
    fn event(&mut self, event: &ImportEvent) {
        if is_left_out(event) {
            self.failures.insert(failure(event));
        }
        self.watch.event(event);
    }

    fn progress(&mut self, files: u64, bytes: u64) {
        self.watch.progress(files, bytes);
    }

    fn stop(&self) -> bool {
        self.watch.stop()
    }

    fn ended(&mut self, report: &ImportReport, events: &Events) -> Result<()> {
        self.watch.ended(report, events)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::OperationKind;
    use std::fs;

    #[test]
    fn what_concerns_the_folders() {
        let (folders, corpus) =
            ([PathBuf::from("/x/.home/news")], [PathBuf::from("/x/.home/news/corpus.db")]);
        for path in [
            "/x/.home/news/a.txt",
            "/x/.home/news/deep/a.txt",
            "/x/.home/news",
            "/x/.home/news/corpus.db.txt",
        ] {
            assert!(concerns(&folders, &corpus, Path::new(path)), "{path}");
        }
        for path in [
            "/x/.home/news/corpus.db",
            "/x/.home/news/corpus.db-wal",
            "/x/.home/news/corpus.db-shm",
            "/x/.home/news/corpus.db-journal",
            "/x/.home/news/.a.txt.swp",
            "/x/.home/news/.git/a.txt",
            "/x/.home/newspaper/a.txt",
        ] {
            assert!(!concerns(&folders, &corpus, Path::new(path)), "{path}");
        }
    }

    struct Rehearsed {
        folder: tempfile::TempDir,
        corpus: Corpus,
        rounds: Rounds,
    }

    impl Rehearsed {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let news = folder.path().join("news");
            fs::create_dir(&news).unwrap();
            let corpus = Corpus::create(&folder.path().join("corpus.db")).unwrap();
            let options = Options { max_size: 1 << 20, ..Options::default() };
            Self { corpus, rounds: Rounds::new(&[news], None, options).unwrap(), folder }
        }

        fn write(&self, name: &str, text: &str) {
            fs::write(self.folder.path().join("news").join(name), text).unwrap();
        }

        fn round(&mut self) -> Option<ImportReport> {
            let at = "2024-05-01T12:00:00Z".parse().unwrap();
            let operation = NewOperation {
                kind: OperationKind::Import,
                at,
                arguments: serde_json::json!({}),
                message: None,
            };
            self.rounds.round(&mut self.corpus, &operation, &|| at, &mut ()).unwrap()
        }

        fn operations(&self) -> usize {
            crate::ops::log::operations(&self.corpus, None).unwrap().len()
        }
    }

    #[test]
    fn only_folders_that_are_there() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        fs::write(&file, "One.").unwrap();
        for paths in
            [vec![file], vec![folder.path().join("gone")], vec![folder.path().to_owned(), "gone".into()]]
        {
            assert!(Rounds::new(&paths, None, Options::default()).is_err(), "{paths:?}");
        }
    }

    #[test]
    fn a_round_without_news_is_not_recorded() {
        let mut watched = Rehearsed::new();
        assert!(watched.round().is_none(), "an empty folder");
        watched.write("a.txt", "One.");
        assert_eq!(watched.round().unwrap().added, 1);
        assert!(watched.round().is_none());
        watched.write("a.txt", "One.");
        assert!(watched.round().is_none(), "written again with the same bytes");
        watched.write("a.txt", "Two.");
        assert_eq!(watched.round().unwrap().changed, 1);
        fs::remove_file(watched.folder.path().join("news/a.txt")).unwrap();
        assert_eq!(watched.round().unwrap().missing, 1);
        assert!(watched.round().is_none());
        assert_eq!(watched.operations(), 3);
    }

    #[test]
    fn a_failure_is_told_once() {
        let mut watched = Rehearsed::new();
        watched.write("a.txt", "One.");
        watched.write("empty.txt", "");
        assert_eq!(watched.round().unwrap().failed, 1);
        assert!(watched.round().is_none());
        watched.write("b.txt", "Two.");
        assert_eq!(watched.round().unwrap().added, 1);
        assert!(watched.round().is_none());
        watched.write("empty.txt", "Filled.");
        assert_eq!(watched.round().unwrap().added, 1);
        watched.write("other.txt", "");
        assert_eq!(watched.round().unwrap().failed, 1);
    }

    #[test]
    fn settings_are_kept_once_and_what_is_no_article_is_told_once() {
        let mut watched = Rehearsed::new();
        watched.rounds.options.exclude = Some(vec!["*.log".to_owned()]);
        watched.write("a.log", "A log.");
        assert_eq!(watched.round().unwrap().excluded, 1, "the settings are new");
        assert!(watched.round().is_none());
        watched.write("table.csv", "key,author\na.txt,Ada Lind\nb.txt,Jan Krol\n");
        assert_eq!(watched.round().unwrap().skipped, 1);
        assert!(watched.round().is_none());
    }

    #[test]
    fn a_file_of_a_purged_article_is_told_once() {
        let mut watched = Rehearsed::new();
        watched.write("a.txt", "One.");
        assert_eq!(watched.round().unwrap().added, 1);
        let at = "2024-05-01T12:00:00Z".parse().unwrap();
        let operation =
            NewOperation { kind: OperationKind::Purge, at, arguments: serde_json::json!({}), message: None };
        crate::ops::purge::purge(&mut watched.corpus, &[crate::model::ArticleId(1)], &operation).unwrap();
        assert_eq!(watched.round().unwrap().purged, 1);
        assert!(watched.round().is_none());
        watched.write("b.txt", "Two.");
        let report = watched.round().unwrap();
        assert_eq!((report.added, report.purged), (1, 1));
        assert!(watched.round().is_none());
    }

    #[test]
    fn of_a_folder_that_is_gone_nothing_is_concluded() {
        let mut watched = Rehearsed::new();
        watched.rounds.options.remove_missing = true;
        watched.write("a.txt", "One.");
        assert_eq!(watched.round().unwrap().added, 1);
        let (here, away) = (watched.folder.path().join("news"), watched.folder.path().join("away"));
        fs::rename(&here, &away).unwrap();
        assert!(watched.round().is_none());
        fs::rename(&away, &here).unwrap();
        assert!(watched.round().is_none());
        assert_eq!(watched.operations(), 1);
    }
}
