//! `corpus sql`: what it prints, that reading never writes, and what `--write` may and may not change.

mod read_only;
mod reading;
mod writing;

use crate::sandbox::Sandbox;

/// Two articles, the first with two versions.
fn corpus() -> Sandbox {
    Sandbox::news([
        ("a.txt", "Ferry fares rise\n\nThe council voted.\n"),
        ("b.txt", "Bridge to reopen\n\nSoon.\n"),
    ])
    .run(["meta", "set", "1", "outlet=Harbour Gazette", "topic=ferries"])
    .noting("new field topic (text); corpus meta define topic gives it another type\n")
    .then()
    .advance(1)
    .file("news/a.txt", "Ferry fares rise\n\nThe council voted again.\n")
    .run(["import", "news"])
    .success()
    .then()
}
