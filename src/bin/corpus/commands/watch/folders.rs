//! Folders watched through the operating system. Reports that something has changed, without details.
//!
//! A folder that is deleted and created again is a different one to the system, so each folder is checked regularly.

use crate::hints;
use crate::output::Output;
use corpusdb::Error;
use corpusdb::ops::watch::concerns;
use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// Maximum time to wait for events in one call.
const TICK: Duration = Duration::from_millis(100);

/// The watched folders.
pub(super) struct Folders {
    watcher: RecommendedWatcher,
    changes: Receiver<notify::Result<()>>,
    /// Each folder with its identity; `None` while the folder doesn't exist.
    known: Vec<(PathBuf, Option<FolderIdentity>)>,
    /// Whether the last round must be repeated.
    again: bool,
}

type FolderIdentity = (u64, u64);

#[cfg(unix)]
fn identity(folder: &Path) -> Option<FolderIdentity> {
    use std::os::unix::fs::MetadataExt;
    let metadata = fs::metadata(folder).ok().filter(fs::Metadata::is_dir)?;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(folder: &Path) -> Option<FolderIdentity> {
    fs::metadata(folder).ok().filter(fs::Metadata::is_dir).map(|_| (0, 0))
}

impl Folders {
    /// Starts to watch the folders, for files that an import into `corpus` would read.
    pub(super) fn watch(folders: &[PathBuf], corpus: &Path) -> anyhow::Result<Self> {
        let (sender, changes) = channel();
        let own = names(corpus, folders);
        let below = folders.to_vec();
        let send_event = move |event: notify::Result<Event>| {
            let news = match event {
                Ok(event) if !is_change(&event, &below, &own) => return,
                event => event.map(|_| ()),
            };
            // Nobody listens any more when the program ends.
            let _ = sender.send(news);
        };
        // The watcher needs a thread and panics without one.
        let probe = thread::Builder::new().spawn(|| ()).map_err(|source| Error::Io {
            doing: "start a thread that watches folders".to_owned(),
            source,
        })?;
        // A thread that does nothing can't fail.
        let _ = probe.join();
        // Links may lead anywhere, and an import doesn't follow them either.
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(send_event, config).map_err(|error| explain(&error))?;
        for folder in folders {
            watcher.watch(folder, RecursiveMode::Recursive).map_err(|error| explain(&error))?;
        }
        let known = folders.iter().map(|folder| (folder.clone(), identity(folder))).collect();
        Ok(Self { watcher, changes, known, again: false })
    }

    /// Whether something has changed. Waits a moment for events.
    pub(super) fn changed(&mut self, output: &mut Output) -> anyhow::Result<bool> {
        let mut changed = std::mem::take(&mut self.again);
        match self.changes.recv_timeout(TICK) {
            Ok(Ok(())) => changed = true,
            Ok(Err(error)) => complain(&explain(&error), output),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => anyhow::bail!("the folders are no longer watched"),
        }
        // All waiting events belong to one round.
        while let Ok(news) = self.changes.try_recv() {
            match news {
                Ok(()) => changed = true,
                Err(error) => complain(&explain(&error), output),
            }
        }
        for (folder, last) in &mut self.known {
            let found = identity(folder);
            if found == *last {
                continue;
            }
            *last = found;
            // The watched folder was replaced or deleted. The system may have dropped the watch already, so errors are expected.
            let _ = self.watcher.unwatch(folder);
            if found.is_none() {
                output.note(format!("{} is gone: waiting for it", folder.display()));
                continue;
            }
            self.watcher.watch(folder, RecursiveMode::Recursive).map_err(|error| explain(&error))?;
            changed = true;
        }
        Ok(changed)
    }

    /// Prints the error of a round if the next round may succeed (busy, disk full …); returns any other error.
    pub(super) fn report_and_continue(
        &mut self,
        error: anyhow::Error,
        output: &mut Output,
    ) -> anyhow::Result<()> {
        match error.downcast_ref::<Error>() {
            // Retry without a new event: the changed files are still not imported.
            Some(Error::Busy) => self.again = true,
            Some(Error::Refused { .. } | Error::Database { .. }) => {}
            _ => return Err(error),
        }
        if let Some(error) = error.downcast_ref::<Error>() {
            complain(error, output);
        }
        Ok(())
    }
}

/// Paths of the corpus as they appear in events: its own, and paths through linked folders.
fn names(corpus: &Path, folders: &[PathBuf]) -> Vec<PathBuf> {
    // The system reports paths below the name that was given, which may be a link.
    let inside = |folder: &PathBuf| {
        let below = corpus.strip_prefix(folder.canonicalize().ok()?).ok()?;
        Some(folder.join(below))
    };
    folders.iter().filter_map(inside).chain([corpus.to_owned()]).collect()
}

/// Whether an event can change the result of an import. Reading a file is an event too, but changes nothing.
fn is_change(event: &Event, folders: &[PathBuf], corpus: &[PathBuf]) -> bool {
    let matters = |path: &PathBuf| concerns(folders, corpus, path);
    // After lost events everything may have changed.
    event.need_rescan() || (!matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(matters))
}

fn complain(error: &Error, output: &mut Output) {
    output.complain(format!("error: {error}"));
    if let Some(hint) = error.hint() {
        output.complain(format!("hint: {}", hints::words(hint)));
    }
}

/// Explains an error of the operating system.
fn explain(error: &notify::Error) -> Error {
    let paths = error.paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
    match &error.kind {
        ErrorKind::MaxFilesWatch => Error::refused(
            format!("the system watches no more folders, so not all changes will be seen: {paths}"),
            "raise the limit: sysctl fs.inotify.max_user_watches=1000000",
        ),
        ErrorKind::Io(source) if source.raw_os_error() == Some(rustix::io::Errno::MFILE.raw_os_error()) => {
            Error::refused(
                "the system allows no more watching programs",
                "end one, or raise the limit: sysctl fs.inotify.max_user_instances=1024",
            )
        }
        ErrorKind::Io(source) => {
            let source = source
                .raw_os_error()
                .map_or_else(|| std::io::Error::other(source.to_string()), std::io::Error::from_raw_os_error);
            Error::Io { doing: format!("watch {paths}"), source }
        }
        _ => Error::Io { doing: format!("watch {paths}"), source: std::io::Error::other(error.to_string()) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, CreateKind, Flag};

    #[test]
    fn reading_a_file_is_no_change() {
        let (folders, corpus) = ([PathBuf::from("/news")], [PathBuf::from("/news/corpus.db")]);
        let is_change = |event: Event| is_change(&event, &folders, &corpus);
        let created = |path: &str| Event::new(EventKind::Create(CreateKind::File)).add_path(path.into());
        assert!(is_change(created("/news/a.txt")));
        assert!(!is_change(created("/news/corpus.db-wal")));
        assert!(!is_change(Event::new(EventKind::Access(AccessKind::Any)).add_path("/news/a.txt".into())));
        assert!(is_change(Event::new(EventKind::Other).set_flag(Flag::Rescan)), "some were lost");
    }

    #[test]
    fn the_limits_of_the_system_are_told_with_what_to_do() {
        let most = notify::Error::new(ErrorKind::MaxFilesWatch).add_path("/news/deep".into());
        assert!(explain(&most).to_string().ends_with("not all changes will be seen: /news/deep"));
        assert!(explain(&most).hint().is_some_and(|hint| hints::words(hint).contains("max_user_watches")));
        let number = rustix::io::Errno::MFILE.raw_os_error();
        let instances = notify::Error::io(std::io::Error::from_raw_os_error(number));
        assert!(
            explain(&instances).hint().is_some_and(|hint| hints::words(hint).contains("max_user_instances"))
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_corpus_is_known_by_way_of_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        std::fs::create_dir(root.join("news")).unwrap();
        std::os::unix::fs::symlink(root.join("news"), root.join("link")).unwrap();
        let names = names(&root.join("news/corpus.db"), &[root.join("link")]);
        assert_eq!(names, [root.join("link/corpus.db"), root.join("news/corpus.db")]);
    }
}
