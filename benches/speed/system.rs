//! The programs that are timed: corpus, and what people would use instead. How each is called for what all can do;
//! none sees anything of the user's settings.

use crate::folder;
use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program, or a way to use one.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum System {
    Corpus,
    Git,
    Restic,
    /// The sqlite3 shell with a table of texts and an FTS5 index that know nothing of versions, charsets or files
    /// seen before: the least that an import with a full-text index can cost.
    Sqlite3,
    /// The sqlite3 shell on the corpus.
    Sqlite3OnCorpus,
    SqliteUtils,
}

/// Where the runs take place.
pub(crate) struct Place {
    /// Holds what `folder` has generated.
    pub(crate) root: PathBuf,
    /// Holds what the programs make.
    pub(crate) work: PathBuf,
}

/// What FTS5 has to know for the same search as ours.
const TOKENIZER: &str = "unicode61 remove_diacritics 2";

impl System {
    pub(crate) const ALL: [Self; 6] =
        [Self::Corpus, Self::Git, Self::Restic, Self::Sqlite3, Self::Sqlite3OnCorpus, Self::SqliteUtils];

    fn name(self) -> &'static str {
        match self {
            Self::Corpus => "corpus",
            Self::Git => "git",
            Self::Restic => "restic",
            Self::Sqlite3 => "sqlite3 + FTS5",
            Self::Sqlite3OnCorpus => "sqlite3, same file",
            Self::SqliteUtils => "sqlite-utils",
        }
    }

    /// The name, unless it is ours.
    pub(crate) fn peer(self) -> Option<&'static str> {
        (self != Self::Corpus).then(|| self.name())
    }

    fn program(self) -> &'static str {
        match self {
            Self::Corpus => env!("CARGO_BIN_EXE_corpus"),
            Self::Git => "git",
            Self::Restic => "restic",
            Self::Sqlite3 | Self::Sqlite3OnCorpus => "sqlite3",
            Self::SqliteUtils => "sqlite-utils",
        }
    }

    /// What the program says of its version, in at most two words; nothing when it isn't installed.
    pub(crate) fn version(self) -> anyhow::Result<Option<String>> {
        let ask = if self == Self::Restic { "version" } else { "--version" };
        let said = match Command::new(self.program()).arg(ask).output() {
            Ok(output) => String::from_utf8_lossy(&output.stdout).into_owned(),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let number =
            said.split_whitespace().find(|word| word.starts_with(|first: char| first.is_ascii_digit()));
        Ok(Some(format!(
            "{} {}",
            self.program().rsplit('/').next().unwrap_or_default(),
            number.unwrap_or("?")
        )))
    }
}

impl Place {
    /// The file or folder in which the program keeps the articles.
    pub(crate) fn store(&self, system: System) -> PathBuf {
        self.work.join(match system {
            System::Corpus | System::Sqlite3OnCorpus => "corpus.db",
            System::Git => "git",
            System::Restic => "restic",
            System::Sqlite3 => "sqlite3.db",
            System::SqliteUtils => "sqlite-utils.db",
        })
    }

    /// Removes the store and what may lie beside it.
    pub(crate) fn clear(&self, system: System) -> anyhow::Result<()> {
        let store = self.store(system);
        if store.is_dir() {
            return Ok(fs::remove_dir_all(store)?);
        }
        for ending in ["", "-wal", "-shm", "-journal"] {
            match fs::remove_file(format!("{}{ending}", store.display())) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        Ok(())
    }

    /// The program with these arguments, in the folder of the articles.
    pub(crate) fn call<S: AsRef<OsStr>>(
        &self,
        system: System,
        arguments: impl IntoIterator<Item = S>,
    ) -> Command {
        let mut command = Command::new(system.program());
        command.args(arguments).current_dir(folder::articles(&self.root)).env("HOME", &self.work);
        for name in
            ["CORPUS_DB", "CORPUS_NOW", "CORPUS_PAGER", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "GIT_DIR"]
        {
            command.env_remove(name);
        }
        command.env("RESTIC_PASSWORD", "speed").env("RESTIC_REPOSITORY", self.store(System::Restic));
        command.env("GIT_CONFIG_NOSYSTEM", "1");
        for name in ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"] {
            command.env(name, "speed");
        }
        command
    }

    /// corpus on the corpus of the generated articles.
    pub(crate) fn corpus(&self, arguments: &[&str]) -> Command {
        let mut command =
            self.call(System::Corpus, [OsStr::new("--db"), self.store(System::Corpus).as_os_str()]);
        command.args(arguments);
        command
    }

    /// git on its store, which it doesn't pack meanwhile.
    pub(crate) fn git(&self, arguments: &[&str]) -> Command {
        let mut command = self.call(System::Git, ["-c", "gc.auto=0", "-c", "maintenance.auto=false"]);
        command.arg("--git-dir").arg(self.store(System::Git)).args(["--work-tree", "."]).args(arguments);
        command
    }

    pub(crate) fn restic(&self, arguments: &[&str]) -> Command {
        self.call(System::Restic, ["-q"].iter().chain(arguments))
    }

    /// The sqlite3 shell on a file.
    pub(crate) fn sqlite3(&self, file: &Path, statement: &str) -> Command {
        self.call(System::Sqlite3, [OsStr::new("-bail"), file.as_os_str(), OsStr::new(statement)])
    }

    /// From nothing to a store with all articles.
    pub(crate) fn import(&self, system: System) -> Vec<Command> {
        match system {
            System::Corpus => vec![self.corpus(&["import", ".", "--source", "articles", "-q"])],
            System::Git => {
                vec![
                    self.git(&["init", "-q"]),
                    self.git(&["add", "-A"]),
                    self.git(&["commit", "-qm", "first"]),
                ]
            }
            System::Restic => vec![self.restic(&["init"]), self.restic(&["backup", "."])],
            System::Sqlite3 => vec![self.sqlite3(&self.store(system), &sqlite3_import())],
            System::SqliteUtils => self.sqlite_utils_import(),
            System::Sqlite3OnCorpus => vec![],
        }
    }

    fn sqlite_utils_import(&self) -> Vec<Command> {
        let store = self.store(System::SqliteUtils);
        let call = |verb: &str, rest: &[&str]| {
            let mut command = self.call(System::SqliteUtils, [verb]);
            command.arg(&store).arg("article").args(rest);
            command
        };
        // It reads one charset only; this one fits any bytes.
        let files =
            ["--text", "--encoding", "latin-1", "-c", "path:path", "-c", "text:content_text", "--pk", "path"];
        vec![
            call("insert-files", &[&[".", "--silent"], files.as_slice()].concat()),
            call("enable-fts", &["text", "--tokenize", TOKENIZER]),
        ]
    }
}

fn sqlite3_import() -> String {
    format!(
        "CREATE TABLE article (path TEXT PRIMARY KEY, text TEXT);
        CREATE VIRTUAL TABLE article_fts USING fts5 (text, content = 'article', tokenize = '{TOKENIZER}');
        BEGIN;
        INSERT INTO article SELECT name, CAST(data AS TEXT) FROM fsdir('.') WHERE mode & 0xf000 = 0x8000;
        INSERT INTO article_fts (article_fts) VALUES ('rebuild');
        COMMIT;"
    )
}
