//! Operations: begun, finished, listed. Inside [`recording_as`] the triggers copy the id and origin of one into their
//! records, see `active_operation` in the schema.

use crate::model::{NewOperation, Operation, OperationId, OperationState, Origin, UtcTime};
use crate::store::file::read::Read as _;
use crate::store::{Reader, Writer};
use crate::{Error, Hint, Result};
use rusqlite::{OptionalExtension, Row, ToSql, named_params};
use serde_json::Value;

/// Whether nothing was ever recorded.
pub(crate) fn are_none(reader: &Reader) -> Result<bool> {
    Ok(reader.query_row("SELECT NOT EXISTS (SELECT 1 FROM operation)", [], |row| row.read(0))?)
}

/// Records that an operation begins. Its changes are made inside [`recording_as`].
pub(crate) fn begin(writer: &Writer, operation: &NewOperation) -> Result<OperationId> {
    mark_dead(writer, operation.at)?;
    // Only damage or another program leaves an active operation behind. Scopes would restore it for ever.
    deactivate(writer)?;
    Ok(writer
        .prepare_cached(
            "
            INSERT INTO operation (kind, state, started_at, arguments, message, program_version, host, process)
            VALUES (:kind, 'running', :started_at, :arguments, :message, :program_version, :host, :process)
            RETURNING id
            ",
        )?
        .query_row(
            named_params! {
                ":kind": operation.kind.as_str(),
                ":started_at": operation.at,
                ":arguments": operation.arguments.to_string(),
                ":message": operation.message,
                ":program_version": env!("CARGO_PKG_VERSION"),
                ":host": host(),
                ":process": std::process::id(),
            },
            |row| row.read(0),
        )?)
}

/// Runs `work`, whose changes the triggers attribute to an operation and an origin. On return the earlier attribution
/// is restored, so that scopes can be nested.
///
/// For example, while an import records values as `text:opening`, an inner scope records those of a sidecar.
pub(crate) fn recording_as<T>(
    writer: &Writer,
    id: OperationId,
    origin: &Origin,
    at: UtcTime,
    work: impl FnOnce(&Writer) -> Result<T>,
) -> Result<T> {
    let outer = active(writer)?;
    activate(writer, id, origin, &at)?;
    let outcome = work(writer);
    let restored = match outer {
        Some((id, origin, at)) => activate(writer, id, &origin, &at),
        None => deactivate(writer),
    };
    // If both fail, the error of the work is the cause.
    let value = outcome?;
    restored.map(|()| value)
}

/// The operation, origin and time that changes are attributed to.
fn active(reader: &Reader) -> Result<Option<(OperationId, Origin, String)>> {
    Ok(reader
        .prepare_cached("SELECT operation, origin, at FROM active_operation")?
        .query_row([], |row| Ok((row.read(0)?, row.read(1)?, row.read(2)?)))
        .optional()?)
}

fn activate(writer: &Writer, id: OperationId, origin: &Origin, at: &dyn ToSql) -> Result<()> {
    writer
        .prepare_cached(
            "
            INSERT INTO active_operation (id, operation, origin, at)
            VALUES (1, :operation, :origin, :at)
            ON CONFLICT (id) DO UPDATE SET operation = excluded.operation, origin = excluded.origin, at = excluded.at
            ",
        )?
        .execute(named_params! { ":operation": id, ":origin": origin, ":at": at })?;
    Ok(())
}

fn deactivate(writer: &Writer) -> Result<()> {
    writer.prepare_cached("DELETE FROM active_operation")?.execute([])?;
    Ok(())
}

/// Records the end and the summary of an operation.
pub(crate) fn finish(
    writer: &Writer,
    id: OperationId,
    state: OperationState,
    at: UtcTime,
    summary: &Value,
) -> Result<()> {
    writer
        .prepare_cached(
            "
            UPDATE operation
            SET state = :state, finished_at = :finished_at, summary = :summary, host = NULL, process = NULL
            WHERE id = :id
            ",
        )?
        .execute(named_params! {
            ":id": id,
            ":state": state,
            ":finished_at": at,
            ":summary": summary.to_string(),
        })?;
    Ok(())
}

/// Keeps the sums of an operation that is still at work, so that they hold if it is killed.
pub(crate) fn progress(writer: &Writer, id: OperationId, summary: &Value) -> Result<()> {
    writer
        .prepare_cached("UPDATE operation SET summary = :summary WHERE id = :id")?
        .execute(named_params! { ":id": id, ":summary": summary.to_string() })?;
    Ok(())
}

/// Marks operations as interrupted whose process is gone.
pub(crate) fn mark_dead(writer: &Writer, at: UtcTime) -> Result<()> {
    let mut statement = writer
        .prepare_cached("SELECT id, host, process FROM operation WHERE state = 'running' ORDER BY id")?;
    let running = statement
        .query_map([], |row| Ok((row.read(0)?, row.read(1)?, row.read(2)?)))?
        .collect::<rusqlite::Result<Vec<(OperationId, Option<String>, Option<i32>)>>>()?;
    for (id, host, process) in running {
        if is_gone(host.as_deref(), process) {
            // The condition is repeated, so that only a running operation gets an end.
            writer
                .prepare_cached(
                    "
                    UPDATE operation
                    SET state = 'interrupted', finished_at = :at, host = NULL, process = NULL
                    WHERE id = :id AND state = 'running'
                    ",
                )?
                .execute(named_params! { ":id": id, ":at": at })?;
        }
    }
    Ok(())
}

/// Whether nobody is at work on an operation of this process any more, as seen by one that only begins.
pub(in crate::store) fn is_gone(host: Option<&str>, process: Option<i32>) -> bool {
    // In a container a killed process may have had the number that this one has now.
    let own = process.is_some() && process == i32::try_from(std::process::id()).ok();
    own || !is_alive(host, process)
}

/// Whether the process may still be at work. One on another machine can't be asked, so it counts as alive.
pub(crate) fn is_alive(on_host: Option<&str>, process: Option<i32>) -> bool {
    if on_host != Some(&host()) {
        return true;
    }
    #[cfg(unix)]
    return process
        .and_then(rustix::process::Pid::from_raw)
        // Signal 0 asks without doing anything. A process of another user exists too, so only ESRCH means gone.
        .is_some_and(|pid| rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH));
    #[cfg(not(unix))]
    return process == i32::try_from(std::process::id()).ok();
}

fn host() -> String {
    #[cfg(unix)]
    return rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    return String::new();
}

/// All operations, newest first; at most `limit`.
pub(crate) fn list(reader: &Reader, limit: Option<u64>) -> Result<Vec<Operation>> {
    let mut statement = reader.prepare_cached(
        "
        SELECT
            operations.id, operations.kind, operations.state, operations.started_at, operations.finished_at,
            operations.message, operations.summary, operations.undoes, operations.undone_by, operation.host, operation.process
        FROM operations
        JOIN operation ON operation.id = operations.id
        ORDER BY operations.id DESC
        LIMIT :limit
        ",
    )?;
    // In SQL -1 means no limit.
    let limit = limit.and_then(|limit| i64::try_from(limit).ok()).unwrap_or(-1);
    let operations = statement.query_map(named_params! { ":limit": limit }, from_row)?;
    Ok(operations.collect::<rusqlite::Result<_>>()?)
}

fn from_row(row: &Row) -> rusqlite::Result<Operation> {
    let summary: String = row.read("summary")?;
    let host: Option<String> = row.read("host")?;
    let mut state = row.read("state")?;
    // The row is only corrected by the next command that writes.
    if state == OperationState::Running && !is_alive(host.as_deref(), row.read("process")?) {
        state = OperationState::Interrupted;
    }
    Ok(Operation {
        operation: row.read("id")?,
        kind: row.read("kind")?,
        state,
        started_at: row.read("started_at")?,
        finished_at: row.read("finished_at")?,
        message: row.read("message")?,
        // A damaged summary is shown as text. It must not hide the operation.
        summary: serde_json::from_str(&summary).unwrap_or(Value::String(summary)),
        undoes: row.read("undoes")?,
        undone_by: row.read("undone_by")?,
    })
}

/// The newest operation, if there is any.
pub(crate) fn newest(reader: &Reader) -> Result<Option<OperationId>> {
    Ok(reader.query_row("SELECT max(id) FROM operation", [], |row| row.read(0))?)
}

/// Refuses an id that no operation has; 0 stands for the empty corpus.
pub(crate) fn check(reader: &Reader, id: OperationId) -> Result<()> {
    let found: Option<i64> = reader
        .prepare_cached("SELECT 1 FROM operation WHERE id = :id")?
        .query_row(named_params! { ":id": id }, |row| row.read(0))
        .optional()?;
    if found.is_some() || id.0 == 0 {
        return Ok(());
    }
    Err(Error::not_found(format!("there is no operation {id}")).with_hint(Hint::NameOperation))
}

/// The last operation that began before `end`, a prefix of a time; 0 when there is none.
pub(crate) fn last_before(reader: &Reader, end: &str) -> Result<OperationId> {
    Ok(reader.query_row(
        // Times have a fixed width, so that text order is time order.
        "SELECT coalesce(max(id), 0) FROM operation WHERE started_at < :end",
        named_params! { ":end": end },
        |row| row.read(0),
    )?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Corpus;

    fn operation(kind: &'static str) -> NewOperation {
        let at = "2024-05-01T12:00:00Z".parse().unwrap();
        NewOperation { kind: kind.to_owned().into(), at, arguments: serde_json::json!({}), message: None }
    }

    /// The number of a process that can't be there.
    const NOBODY: i32 = i32::MAX;

    #[test]
    #[cfg(unix)]
    fn only_processes_of_this_machine_are_known_to_be_gone() {
        let here = rustix::system::uname().nodename().to_string_lossy().into_owned();
        let parent = i32::try_from(std::os::unix::process::parent_id()).unwrap();
        let own = i32::try_from(std::process::id()).unwrap();
        for (host, process, alive, gone) in [
            (Some(here.as_str()), Some(parent), true, false),
            (Some(&here), Some(own), true, true),
            (Some(&here), Some(NOBODY), false, true),
            (Some(&here), None, false, true),
            (Some(""), Some(NOBODY), true, false),
            (Some("xyzzy"), Some(NOBODY), true, false),
            (None, Some(NOBODY), true, false),
            (None, None, true, false),
        ] {
            assert_eq!(
                (is_alive(host, process), is_gone(host, process)),
                (alive, gone),
                "{host:?} {process:?}"
            );
        }
    }

    #[test]
    fn the_log_tells_running_from_interrupted_and_done() {
        let mut corpus = Corpus::temporary().unwrap();
        let states = |corpus: &Corpus| -> Vec<OperationState> {
            let all = corpus.read(|reader| list(reader, None)).unwrap();
            all.into_iter().map(|operation| operation.state).collect()
        };
        let id = corpus.write(|writer| {
            let id = begin(writer, &operation("import"))?;
            deactivate(writer)?;
            Ok(id)
        });
        assert_eq!(states(&corpus), [OperationState::Running]);
        corpus.connection.execute("UPDATE operation SET process = ?1", [NOBODY]).unwrap();
        assert_eq!(states(&corpus), [OperationState::Interrupted]);
        corpus
            .write(|writer| {
                finish(writer, id?, OperationState::Done, operation("").at, &serde_json::json!({}))
            })
            .unwrap();
        corpus.connection.execute("UPDATE operation SET host = ?1, process = ?2", (host(), NOBODY)).unwrap();
        assert_eq!(states(&corpus), [OperationState::Done]);
    }

    #[test]
    fn what_another_program_changes_after_an_operation_is_not_its_own() {
        let mut corpus = Corpus::temporary().unwrap();
        let active = |corpus: &Corpus| -> i64 {
            corpus
                .connection
                .query_row("SELECT count(*) FROM active_operation", [], |row| row.read(0))
                .unwrap()
        };
        corpus
            .write(|writer| {
                let id = begin(writer, &operation("import"))?;
                recording_as(writer, id, &Origin::Import, operation("").at, |writer| {
                    progress(writer, id, &serde_json::json!({ "added": 3 }))
                })
            })
            .unwrap();
        assert_eq!(active(&corpus), 0);
        let kept = corpus.read(|reader| list(reader, None)).unwrap();
        assert_eq!(kept[0].summary, serde_json::json!({ "added": 3 }));
    }

    #[test]
    fn the_newest_operation_is_the_last_one_that_began() {
        let mut corpus = Corpus::temporary().unwrap();
        assert_eq!(corpus.read(newest).unwrap(), None);
        for _ in 0..2 {
            corpus.write(|writer| begin(writer, &operation("sql"))).unwrap();
        }
        assert_eq!(corpus.read(newest).unwrap(), Some(OperationId(2)));
    }
}
