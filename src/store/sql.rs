//! SQL from the user: read-only behind four barriers, or with writes inside a recorded operation.
//!
//! Reads have their own connection. It is opened read-only, set to `query_only`, and guarded by an
//! authorizer that only allows reads. A time limit and SQLite's own limits stop endless or
//! oversized queries.

use crate::model::STANDARD_FIELDS;
use crate::store::file::connection;
use crate::store::{Corpus, Writer, as_of};
use crate::{Error, Hint, Result};
use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Batch, Connection, InterruptHandle, Statement};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// The number of SQLite's instructions between two checks of the clock.
pub(super) const TICK: i32 = 10_000;

/// The maximum length of a value in bytes: twice the largest text that an import accepts.
const LONGEST_VALUE: i32 = 128 << 20;

/// The memory limit of SQLite in a process that runs statements of the user, in bytes.
const MOST_MEMORY: u32 = 512 << 20;

/// A value in a result. It borrows from the current row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// NULL.
    Null,
    /// An integer.
    Integer(i64),
    /// A floating-point number.
    Real(f64),
    /// Text; invalid UTF-8 in it is shown as U+FFFD.
    Text(Cow<'a, str>),
    /// Bytes.
    Blob(&'a [u8]),
}

/// A receiver of results, row by row.
pub trait Rows {
    /// Called once for each statement with a result, with its columns.
    ///
    /// # Errors
    /// Errors of the output.
    fn columns(&mut self, names: &[String]) -> Result<()>;

    /// Called for each row. `false` ends the statement.
    ///
    /// # Errors
    /// Errors of the output.
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<bool>;

    /// Called after the last statement. With [`write`](crate::ops::sql::write) the commit follows. A time limit must not
    /// interrupt it, because the user couldn't know its result.
    fn statements_done(&mut self) {}
}

/// Named parameters, without the `:` before them.
pub type Parameters = BTreeMap<String, String>;

/// A read-only connection for queries that the user writes.
pub(crate) struct Sandbox {
    connection: Connection,
    timeout: Option<Duration>,
}

impl Sandbox {
    /// Opens the corpus's file a second time, read-only.
    pub(crate) fn open(corpus: &Corpus, timeout: Option<Duration>) -> Result<Self> {
        let mut connection = connection::connect_to_read(corpus.file()?, corpus.patience)?;
        connection::configure(&connection)?;
        limit(&connection)?;
        // Before the guards, because the past needs temporary tables, which they forbid.
        if let Some(past) = &corpus.past {
            as_of::show(&connection, past)?;
        }
        // After the temporary tables, before the first statement of the user.
        connection.pragma_update(None, "query_only", true)?;
        connection.authorizer(Some(authorize))?;
        Ok(Self { connection, timeout })
    }

    /// Runs the statements of `sql` in order and passes their rows to `rows`.
    pub(crate) fn run(&mut self, sql: &str, parameters: &Parameters, rows: &mut dyn Rows) -> Result<()> {
        // A limit too far away to be represented is no limit.
        let end = self.timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        let is_over = end.map(|end| move || Instant::now() >= end);
        self.connection.progress_handler(TICK, is_over)?;
        run(&self.connection, sql, parameters, end, rows).map_err(|error| match (error, self.timeout) {
            (Error::Interrupted { .. }, Some(timeout)) if end.is_some_and(|end| Instant::now() >= end) => {
                Error::TimedOut { limit: timeout }
            }
            (error, _) => error,
        })
    }

    /// A handle that stops the running query from another thread.
    pub(crate) fn interrupt_handle(&self) -> Interrupt {
        Interrupt(self.connection.get_interrupt_handle())
    }

    /// Sets the time limit of a query.
    pub(crate) fn set_timeout(&mut self, timeout: Option<Duration>) {
        self.timeout = timeout;
    }
}

/// Sets the limits for statements, values and SQLite's memory in this process.
pub(super) fn limit(connection: &Connection) -> Result<()> {
    // No attached file and no worker thread: a statement reads this corpus alone, on one thread.
    for (limit, most) in [
        (Limit::SQLITE_LIMIT_LENGTH, LONGEST_VALUE),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 1 << 20),
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 500),
        (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 10_000),
        (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
    ] {
        connection.set_limit(limit, most)?;
    }
    limit_memory(connection)
}

/// Sets the limit for SQLite's memory in this process.
fn limit_memory(connection: &Connection) -> Result<()> {
    let limit = format!("PRAGMA hard_heap_limit = {MOST_MEMORY}");
    connection.query_row(&limit, [], |_| Ok(()))?;
    Ok(())
}

/// Stops a running query from another thread.
pub struct Interrupt(InterruptHandle);

impl Interrupt {
    /// Stops the query, if one is running.
    pub fn stop(&self) {
        self.0.interrupt();
    }
}

/// The switch of the authorizer for statements on a writing connection. It only restricts them while raised.
#[derive(Clone)]
pub(crate) struct Fence {
    is_up: Arc<AtomicBool>,
    end: Option<Instant>,
}

impl Corpus {
    /// Installs the authorizer and the time limit for the user's writing statements. Neither has an effect
    /// until the fence is raised.
    pub(crate) fn fence(&mut self, timeout: Option<Duration>) -> Result<Fence> {
        // Not all limits of the sandbox, because the program's own statements run on this connection too.
        limit_memory(&self.connection)?;
        self.connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST_VALUE)?;
        let up = Arc::new(AtomicBool::new(false));
        let end = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        if let Some(end) = end {
            let raised = Arc::clone(&up);
            // Only while the fence is up: the commit that follows must not be interrupted.
            let expired = move || raised.load(Ordering::Relaxed) && Instant::now() >= end;
            self.connection.progress_handler(TICK, Some(expired))?;
        }
        let raised = Arc::clone(&up);
        self.connection.authorizer(Some(move |context: AuthContext<'_>| {
            if raised.load(Ordering::Relaxed) { authorize_writing(context) } else { Authorization::Allow }
        }))?;
        Ok(Fence { is_up: up, end })
    }
}

/// Runs the user's statements inside a transaction that the caller began.
pub(crate) fn run_writing(
    writer: &Writer,
    fence: &Fence,
    sql: &str,
    parameters: &Parameters,
    rows: &mut dyn Rows,
) -> Result<()> {
    fence.is_up.store(true, Ordering::Relaxed);
    // Not returned at once: the fence comes down even after an error.
    let outcome = run(writer, sql, parameters, fence.end, rows);
    fence.is_up.store(false, Ordering::Relaxed);
    outcome
}

fn run(
    connection: &Connection,
    sql: &str,
    parameters: &Parameters,
    end: Option<Instant>,
    rows: &mut dyn Rows,
) -> Result<()> {
    let mut batch = Batch::new(connection, sql);
    let mut unused: BTreeSet<&str> = parameters.keys().map(String::as_str).collect();
    let mut any = false;
    while let Some(mut statement) = batch.next()? {
        any = true;
        bind(&mut statement, parameters, &mut unused)?;
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        if names.is_empty() {
            statement.raw_execute()?;
            continue;
        }
        rows.columns(&names)?;
        let mut found = statement.raw_query();
        while let Some(row) = found.next()? {
            let cells: Vec<Cell> =
                (0..names.len()).map(|index| row.get_ref(index).map(cell)).collect::<Result<_, _>>()?;
            if !rows.row(&cells)? {
                break;
            }
            // SQLite's progress handler doesn't run while a row is printed, which may take long.
            if end.is_some_and(|end| Instant::now() >= end) {
                return Err(Error::Interrupted { message: "the query was stopped".to_owned() });
            }
        }
    }
    if !any {
        return Err(Error::invalid("there is no statement in the SQL"));
    }
    if let Some(name) = unused.first() {
        return Err(Error::invalid(format!("the SQL has no parameter :{name}")));
    }
    rows.statements_done();
    Ok(())
}

fn bind(statement: &mut Statement, parameters: &Parameters, unused: &mut BTreeSet<&str>) -> Result<()> {
    for index in 1..=statement.parameter_count() {
        let Some(written) = statement.parameter_name(index) else {
            return Err(
                Error::invalid("the SQL has a parameter without a name").with_hint(Hint::NameParameters)
            );
        };
        // SQLite's name includes the first character, one of : @ $ and ?.
        let name = written[1..].to_owned();
        let Some(value) = parameters.get(&name) else {
            return Err(Error::invalid(format!("the SQL needs a value for :{name}"))
                .with_hint(Hint::GiveParameter { parameter: name }));
        };
        unused.remove(name.as_str());
        statement.raw_bind_parameter(index, parameter(value))?;
    }
    Ok(())
}

/// The value of a parameter: an integer if the text is one in plain notation, so that `WHERE id = :id` works; else text.
fn parameter(text: &str) -> Value {
    match text.parse::<i64>() {
        Ok(number) if number.to_string() == text => Value::Integer(number),
        _ => Value::Text(text.to_owned()),
    }
}

fn cell(value: ValueRef<'_>) -> Cell<'_> {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        ValueRef::Real(number) => Cell::Real(number),
        ValueRef::Text(bytes) => Cell::Text(String::from_utf8_lossy(bytes)),
        ValueRef::Blob(bytes) => Cell::Blob(bytes),
    }
}

/// Allows reads. FTS5 needs `data_version`. Functions that access other files don't exist in this build of SQLite,
/// but are refused by name as well.
fn authorize(context: AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => Authorization::Allow,
        AuthAction::Function { function_name } => allowed_function(function_name),
        AuthAction::Pragma { pragma_name, pragma_value } => allowed_pragma(pragma_name, pragma_value),
        _ => Authorization::Deny,
    }
}

fn allowed_function(name: &str) -> Authorization {
    // An authorizer sees only the name of a function, not what it does.
    let outside = ["load_extension", "readfile", "writefile", "edit", "fts3_tokenizer", "fts5"];
    if outside.iter().any(|refused| name.eq_ignore_ascii_case(refused)) {
        Authorization::Deny
    } else {
        Authorization::Allow
    }
}

/// Allows read-only pragmas. Pragmas that can also set something are allowed without a value.
fn allowed_pragma(name: &str, value: Option<&str>) -> Authorization {
    const WITH_VALUE: [&str; 10] = [
        "table_info",
        "table_xinfo",
        "table_list",
        "index_info",
        "index_xinfo",
        "index_list",
        "foreign_key_list",
        "foreign_key_check",
        "integrity_check",
        "quick_check",
    ];
    const WITHOUT: [&str; 11] = [
        "data_version",
        "application_id",
        "user_version",
        "schema_version",
        "page_count",
        "page_size",
        "freelist_count",
        "encoding",
        "collation_list",
        "function_list",
        "compile_options",
    ];
    let listed = |names: &[&str]| names.iter().any(|allowed| name.eq_ignore_ascii_case(allowed));
    if listed(&WITH_VALUE) || (value.is_none() && listed(&WITHOUT)) {
        Authorization::Allow
    } else {
        Authorization::Deny
    }
}

/// Allows changes of metadata, through the views or in its tables. Refuses all other changes: of
/// imported content, the history, the schema, the transaction and the settings.
fn authorize_writing(context: AuthContext<'_>) -> Authorization {
    // The triggers of the schema write to tables that the user's statement itself must not touch.
    let inside_trigger = context.accessor.is_some();
    let allowed = match context.action {
        AuthAction::Insert { table_name } | AuthAction::Delete { table_name } => {
            WRITABLE.contains(&table_name)
        }
        // Each column is reported by itself, so that single columns of `article` can be allowed.
        AuthAction::Update { table_name, column_name } => {
            table_name == "articles"
                || (WRITABLE.contains(&table_name) && (table_name, column_name) != ("field", "standard"))
                || (table_name == "article" && STANDARD_FIELDS.contains(&column_name))
        }
        _ => return authorize(context),
    };
    if allowed || inside_trigger { Authorization::Allow } else { Authorization::Deny }
}

/// Tables that the user may write to.
const WRITABLE: [&str; 4] = ["metadata", "field", "outlet", "outlet_alias"];
