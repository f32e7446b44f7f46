//! The end of statements that can't be stopped: SQLite looks at the clock between its instructions, and one of them, such as a
//! function on a long text, may take minutes.

use crate::output::Output;
use corpusdb::ops::sql::too_long;
use std::thread;
use std::time::Duration;

/// How long SQLite may take to notice that the time is over.
const GRACE: Duration = Duration::from_secs(1);

/// Ends the program if it is still running [`GRACE`] after `timeout`. No data is lost: SQLite rolls back an unfinished
/// transaction when the corpus is next opened.
pub(super) fn enforce(timeout: Duration, output: &Output) -> anyhow::Result<()> {
    let refuse = output.refusal();
    let watch = move || {
        thread::sleep(timeout.saturating_add(GRACE));
        refuse(&too_long(timeout).into());
    };
    thread::Builder::new().name("deadline".to_owned()).spawn(watch)?;
    Ok(())
}
