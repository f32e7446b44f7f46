//! The rows of the table: what is timed, with which command of each program, in the order in which they are run.

use crate::folder::{self, State};
use crate::system::{Place, System};
use std::process::Command;

/// One line of the table, and one more for each peer.
pub(crate) struct Row {
    /// What `--only` calls it.
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) before: Before,
    /// The rows whose work has to be done first.
    pub(crate) after: &'static [&'static str],
    pub(crate) sides: Vec<System>,
    /// What a program has to do.
    pub(crate) commands: fn(&Turn, System) -> Vec<Command>,
}

/// What happens before each run.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Before {
    /// Nothing; and as it changes nothing, the row may be run more often when it is quick.
    Nothing,
    /// The same, but done only once, because the second time there is nothing left to do.
    Once,
    /// The program's store is removed.
    Removal,
    /// The articles are edited, once for all programs.
    Edit,
}

/// What the commands of one run depend on.
pub(crate) struct Turn<'a> {
    pub(crate) place: &'a Place,
    pub(crate) state: &'a State,
    /// Counted from 0.
    pub(crate) run: usize,
}

const POINT: &str = "SELECT title FROM articles WHERE id = 42";
const COUNT: &str = "SELECT count(*) FROM articles";

/// All rows; those with peers that aren't installed as well.
pub(crate) fn all() -> Vec<Row> {
    [imports(), queries(), edits()].into_iter().flatten().collect()
}

fn row(
    name: &'static str,
    title: &'static str,
    peers: &[System],
    commands: fn(&Turn, System) -> Vec<Command>,
) -> Row {
    let sides = [System::Corpus].iter().chain(peers).copied().collect();
    Row { name, title, before: Before::Nothing, after: &["import"], sides, commands }
}

fn imports() -> Vec<Row> {
    use System::{Git, Restic, Sqlite3, SqliteUtils};
    vec![
        Row {
            before: Before::Removal,
            after: &[],
            ..row("import", "first import", &[Git, Restic, Sqlite3, SqliteUtils], |turn, system| {
                turn.place.import(system)
            })
        },
        row("again", "import again, nothing changed", &[Git, Restic], |turn, system| match system {
            System::Git => vec![turn.place.git(&["add", "-A"]), turn.place.git(&["status", "--porcelain"])],
            System::Restic => vec![turn.place.restic(&["backup", "."])],
            _ => turn.place.import(system),
        }),
        Row {
            before: Before::Once,
            ..row("metadata", "metadata of all from a table", &[], |turn, _| {
                let table = folder::metadata(&turn.place.root);
                vec![turn.place.corpus(&["meta", "import", &table.to_string_lossy(), "-q"])]
            })
        },
    ]
}

fn queries() -> Vec<Row> {
    use System::{Git, Sqlite3, Sqlite3OnCorpus, SqliteUtils};
    vec![
        row("list", "list, first page", &[], |turn, _| vec![turn.place.corpus(&["list"])]),
        Row {
            after: &["import", "metadata"],
            ..row("list-sorted", "list, the 50 published last", &[], |turn, _| {
                vec![turn.place.corpus(&["list", "--limit", "50", "--sort", "-published"])]
            })
        },
        Row {
            after: &["import", "metadata"],
            ..row("list-outlet", "list, a year of an outlet, 50", &[], |turn, _| {
                let year = ["--since", "2019", "--until", "2019", "--limit", "50"];
                vec![
                    turn.place.corpus(&[&["list", "--outlet", "Ardenmoor Herald"], year.as_slice()].concat()),
                ]
            })
        },
        row("show", "show an article", &[], |turn, _| vec![turn.place.corpus(&["show", "42"])]),
        row("set", "set a field of an article", &[], |turn, _| {
            vec![turn.place.corpus(&["meta", "set", "42", &format!("outlet=Outlet {}", turn.run), "-q"])]
        }),
        row("sql-point", "sql, one article by id", &[Sqlite3OnCorpus], |turn, system| {
            sql(turn, system, POINT)
        }),
        row("sql-count", "sql, count(*) of articles", &[Sqlite3OnCorpus], |turn, system| {
            sql(turn, system, COUNT)
        }),
        row("search-common", "search, two common words", &[Sqlite3, SqliteUtils], |turn, system| {
            search(turn, system, &turn.state.common)
        }),
        row("search-rare", "search, two rare words", &[Sqlite3, SqliteUtils], |turn, system| {
            search(turn, system, &turn.state.rare)
        }),
        row("search-phrase", "search, a phrase", &[Sqlite3, SqliteUtils, Git], |turn, system| {
            search(turn, system, &turn.state.phrase)
        }),
    ]
}

fn edits() -> Vec<Row> {
    use System::{Git, Restic, Sqlite3OnCorpus};
    vec![
        Row {
            before: Before::Edit,
            ..row("changed", "import again, 1 % changed", &[Git, Restic], |turn, system| match system {
                System::Git => {
                    vec![turn.place.git(&["add", "-A"]), turn.place.git(&["commit", "-qm", "edited"])]
                }
                System::Restic => vec![turn.place.restic(&["backup", "."])],
                _ => turn.place.import(system),
            })
        },
        Row {
            after: &["import", "changed"],
            ..row("diff", "diff of an article that changed", &[Git], |turn, system| match system {
                System::Git => {
                    vec![turn.place.git(&[
                        "diff",
                        "--word-diff",
                        "HEAD~1",
                        "HEAD",
                        "--",
                        &turn.state.changed,
                    ])]
                }
                _ => vec![turn.place.corpus(&["diff", &format!("articles/{}", turn.state.changed)])],
            })
        },
        Row {
            after: &[],
            ..row("start", "start: list of 6 articles", &[Sqlite3OnCorpus], |turn, system| {
                let file = turn.place.work.join("seeds.db");
                match system {
                    System::Sqlite3OnCorpus => {
                        vec![turn.place.sqlite3(&file, "SELECT count(*) FROM article")]
                    }
                    _ => vec![turn.place.call(system, ["--db", &file.to_string_lossy(), "list"])],
                }
            })
        },
    ]
}

fn sql(turn: &Turn, system: System, statement: &str) -> Vec<Command> {
    match system {
        System::Sqlite3OnCorpus => vec![turn.place.sqlite3(&turn.place.store(system), statement)],
        _ => vec![turn.place.corpus(&["sql", statement])],
    }
}

/// The first 20 that are found, each with the words around; from git the names of all.
fn search(turn: &Turn, system: System, query: &str) -> Vec<Command> {
    let place = turn.place;
    let store = place.store(system);
    match system {
        System::Sqlite3 => {
            let statement = format!(
                "SELECT path, snippet(article_fts, 0, '[', ']', '…', 10) FROM article_fts
                JOIN article ON article.rowid = article_fts.rowid
                WHERE article_fts MATCH '{query}' ORDER BY rank LIMIT 20"
            );
            vec![place.sqlite3(&store, &statement)]
        }
        System::SqliteUtils => {
            let store = store.to_string_lossy();
            vec![place.call(system, ["search", &store, "article", query, "-c", "path", "--limit", "20"])]
        }
        System::Git => vec![place.git(&["grep", "-lF", query.trim_matches('"')])],
        _ => vec![place.corpus(&["search", query])],
    }
}
