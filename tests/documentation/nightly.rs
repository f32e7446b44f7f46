//! The script of doc/nightly.md is run as it stands, in a folder of its own, with a `mail` that only writes down what it
//! is given.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// A home with the script, the fake programs and a folder of news.
struct Home {
    folder: TempDir,
}

impl Home {
    fn new() -> Self {
        let home = Self { folder: tempfile::tempdir().unwrap() };
        let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("doc/nightly.md")).unwrap();
        let script = page.split("```bash\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
        home.program("nightly", script);
        home.program("mail", "#!/bin/sh\n{ echo \"$*\"; cat; } >\"$HOME/mail\"\n");
        home.write("news/a.txt", "Ferry sunk\n\nThe ferry sank at dawn.");
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn program(&self, name: &str, text: &str) {
        let path = format!("bin/{name}");
        self.write(&path, text);
        fs::set_permissions(self.path(&path), fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Runs the script; gives its exit code and the mail that it sent.
    fn night(&self) -> (Option<i32>, Option<String>) {
        let programs = Path::new(env!("CARGO_BIN_EXE_corpus")).parent().unwrap();
        let done = Command::new(self.path("bin/nightly"))
            .args(["news", "you@example.org"])
            .current_dir(self.folder.path())
            .env_clear()
            .env("PATH", format!("{}:{}:/usr/bin:/bin", self.path("bin").display(), programs.display()))
            .env("HOME", self.folder.path())
            .env("CORPUS_NOW", "2024-05-01T09:00:00Z")
            .env("KEEP", "2")
            .env("PAUSE", "0")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!((&*String::from_utf8_lossy(&done.stdout), &*said), ("", ""), "cron would send it");
        let mail = fs::read_to_string(self.path("mail")).ok();
        if mail.is_some() {
            fs::remove_file(self.path("mail")).unwrap();
        }
        (done.status.code(), mail)
    }

    /// The backups, oldest first.
    fn backups(&self) -> Vec<PathBuf> {
        let listed = fs::read_dir(self.path("backups")).unwrap();
        let mut paths: Vec<_> = listed.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    }
}

#[test]
fn three_nights() {
    let home = Home::new();
    let (code, mail) = home.night();
    let first = "-s corpus: news you@example.org\n\
                 from operation 0 to operation 1\n  article 1     new             news/a.txt  Ferry sunk\n  \
                 article 1      title       2024-05-01 09:00:00  (none) → Ferry sunk  [text:opening, operation 1]\n";
    assert_eq!((code, mail.as_deref()), (Some(0), Some(first)));
    assert_eq!(home.backups().len(), 1);

    // The names of backups have seconds.
    thread::sleep(Duration::from_millis(1100));
    assert_eq!(home.night(), (Some(0), None), "nothing is new");
    assert_eq!(home.backups().len(), 2);

    thread::sleep(Duration::from_millis(1100));
    home.write("news/a.txt", "Ferry sunk\n\nThe ferry sank at dusk.");
    home.write("news/empty.txt", "");
    let oldest = home.backups().remove(0);
    let (code, mail) = home.night();
    let mail = mail.unwrap();
    assert_eq!(code, Some(0));
    assert!(mail.starts_with("-s corpus: news, but some files failed you@example.org\n"), "{mail}");
    assert!(mail.contains("failed     news/empty.txt") && mail.contains("news/a.txt  Ferry sunk"), "{mail}");
    let kept = home.backups();
    assert!(kept.len() == 2 && !kept.contains(&oldest), "{kept:?}");
    let backup = rusqlite::Connection::open(&kept[1]).unwrap();
    let text: String = backup.query_row("SELECT text FROM articles", [], |row| row.get(0)).unwrap();
    assert!(text.ends_with("at dusk."));
}

#[test]
fn a_file_that_disappears_is_told_once() {
    let home = Home::new();
    home.write("news/b.txt", "Bridge to reopen");
    home.night();
    fs::remove_file(home.path("news/b.txt")).unwrap();
    thread::sleep(Duration::from_millis(1100));
    let expected = "-s corpus: news you@example.org\nfrom operation 1 to operation 2\n  nothing changed\n\
                    MISSING\nnews/b.txt\n";
    let (code, mail) = home.night();
    assert_eq!((code, mail.as_deref()), (Some(0), Some(expected)));
    thread::sleep(Duration::from_millis(1100));
    assert_eq!(home.night(), (Some(0), None), "it was told");
}

#[test]
fn a_night_without_the_folder() {
    let home = Home::new();
    fs::rename(home.path("news"), home.path("away")).unwrap();
    let (code, mail) = home.night();
    let mail = mail.unwrap();
    assert_eq!(code, Some(1));
    assert!(
        mail.starts_with("-s corpus: the import failed (1) you@example.org\nerror: nothing to import"),
        "{mail}"
    );
    assert!(!home.path("backups").exists());
}

#[test]
fn a_corpus_that_stays_busy_is_tried_three_times() {
    let home = Home::new();
    home.program("corpus", "#!/bin/sh\n[ \"$1\" = sql ] || { echo \"busy $1\"; exit 5; }\n");
    home.write("corpus.db", "");
    let (code, mail) = home.night();
    let expected =
        "-s corpus: the import failed (5) you@example.org\nbusy import\nbusy import\nbusy import\n";
    assert_eq!((code, mail.as_deref()), (Some(1), Some(expected)));
}

#[test]
fn a_damaged_corpus_is_told_and_not_backed_up() {
    let home = Home::new();
    home.program("corpus", "#!/bin/sh\n[ \"$1\" != verify ] || { echo 'a page is torn'; exit 4; }\n");
    home.write("corpus.db", "");
    let (code, mail) = home.night();
    let expected = "-s corpus: DAMAGED: use a backup you@example.org\na page is torn\n";
    assert_eq!((code, mail.as_deref()), (Some(1), Some(expected)));
    assert!(!home.path("backups").exists());
}
