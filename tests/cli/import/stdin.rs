//! `corpus import -`: an article through a pipe.

use super::{BRIDGE, FARES, FARES_LATER};
use crate::sandbox::Sandbox;

#[test]
fn standard_input_with_a_name() {
    Sandbox::corpus()
        .stdin(FARES)
        .run(["import", "-", "--name", "ferries/fares.txt"])
        .success()
        .stdout("added      stdin/ferries/fares.txt\n1 added · 60 B read · operation 1\n")
        .then()
        .stdin(FARES_LATER)
        .run(["import", "-", "--name", "ferries/fares.txt"])
        .success()
        .stdout("changed    stdin/ferries/fares.txt\n1 changed · 62 B read · operation 2\n")
        .then()
        .stdin(BRIDGE)
        .run(["import", "-", "--name", "bridge.txt", "--source", "gazette"])
        .success()
        .stdout("added      gazette/bridge.txt\n1 added · 56 B read · operation 3\n");
}

#[test]
fn standard_input_without_a_name_has_that_of_its_hash() {
    Sandbox::corpus()
        .stdin(FARES)
        .run(["import", "-"])
        .success()
        .stdout_has(["added      stdin/", ".txt\n1 added"])
        .then()
        .stdin(FARES)
        .run(["import", "-"])
        .success()
        .stdout("1 unchanged · 60 B read · operation 2\n");
}

#[test]
fn an_empty_standard_input_is_a_failure() {
    Sandbox::corpus()
        .run(["import", "-", "--name", "a.txt"])
        .failure(3, "failed     stdin/a.txt: the file is empty\n")
        .stdout("1 failed · 0 B read · operation 1\n");
}

#[test]
fn a_name_for_standard_input_stays_below_the_source() {
    for name in ["../a.txt", "x/../../a.txt", ".", "..", ""] {
        let sandbox = Sandbox::corpus().stdin(FARES);
        let ran = sandbox.run(["import", "-", "--name", name]);
        assert_ne!(ran.code(), Some(0), "{name}");
        let articles: i64 = ran.whatever().then().ask("SELECT count(*) FROM articles");
        assert_eq!(articles, 0, "{name}");
    }
}

#[test]
fn a_name_without_standard_input_is_refused() {
    Sandbox::corpus()
        .file("news/a.txt", FARES)
        .run(["import", "news", "--name", "b.txt"])
        .failure_with(2, ["--name"]);
}

#[test]
fn standard_input_beside_a_folder() {
    Sandbox::corpus()
        .file("news/a.txt", FARES)
        .stdin(BRIDGE)
        .run(["import", "news", "-", "--name", "b.txt"])
        .success()
        .stdout("added      news/a.txt\nadded      stdin/b.txt\n2 added · 116 B read · operation 1\n");
}
