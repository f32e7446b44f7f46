//! `corpus sql`

mod completion;
mod deadline;
mod rows;
mod shell;
mod statement;

use crate::arguments::as_of::AsOfArgs;
use crate::context::Context;
use crate::output::{Ended, Output, count};
use corpusdb::Error;
use corpusdb::model::OperationKind;
use corpusdb::ops::sql::{self, Parameters, Session};
use deadline::Deadline;
use rows::Printer;
use serde::Serialize;
use std::io::Read;
use std::path::PathBuf;
use std::time::Duration;

/// Default of `--max-rows` for tables.
const PAGE: u64 = 1000;

/// Run SQL queries
///
/// Statements can only read, unless --write is given. Query the views articles, versions, changes, operations and
/// outlets, explained in doc/data-model.md. Without a query, corpus sql opens a shell, or runs statements from standard
/// input.
#[derive(Debug, clap::Args, Serialize)]
#[command(after_help = r#"Examples:
  corpus sql 'SELECT outlet, count(*) FROM articles GROUP BY outlet'
  corpus sql 'SELECT key FROM articles WHERE words > :n' -p n=500 --format csv
  corpus sql --file report.sql --json
  corpus sql --write "UPDATE articles SET outlet = 'RT' WHERE url LIKE '%rt.com%'" -m 'by address'
  corpus sql                    the shell"#)]
pub(super) struct Args {
    /// SQL statements
    #[arg(value_name = "QUERY")]
    query: Option<String>,

    /// Read the statements from a file
    #[arg(long, short, value_name = "FILE", conflicts_with = "query")]
    file: Option<PathBuf>,

    /// Value for the parameter :NAME; repeatable
    #[arg(long = "param", short = 'p', value_name = "NAME=VALUE", value_parser = parameter)]
    parameters: Vec<(String, String)>,

    /// Allow changes of metadata, recorded as one operation
    #[arg(long, conflicts_with = "as_of")]
    write: bool,

    #[command(flatten)]
    #[serde(skip)]
    as_of: AsOfArgs,

    /// Time limit for a query in seconds; 0: no limit
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    timeout: u64,

    /// Maximum number of rows; 0: no limit [default: 1000 in a table]
    #[arg(long, value_name = "N")]
    max_rows: Option<u64>,

    /// Reason for the change, shown in the log
    #[arg(long, short, value_name = "TEXT", requires = "write")]
    message: Option<String>,
}

fn parameter(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write NAME=VALUE")?;
    // The characters with which SQL marks a parameter are accepted here as well.
    Ok((name.trim_start_matches([':', '@', '$']).to_owned(), value.to_owned()))
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let timeout = (args.timeout > 0).then(|| Duration::from_secs(args.timeout));
    let max_rows = args.max_rows.or(output.is_for_people().then_some(PAGE)).filter(|rows| *rows > 0);
    let Some(query) = query(args, context)? else {
        if args.write {
            return Err(Error::invalid("--write needs the statements")
                .with_hint("give them, or --file FILE")
                .into());
        }
        return shell::run(Session::open(args.as_of.open(context)?, timeout)?, context, output, max_rows);
    };
    // Started before the corpus is opened, so that the wait for a lock counts too.
    let deadline = timeout.map(|timeout| Deadline::start(timeout, output.refusal())).transpose()?;
    let parameters: Parameters = args.parameters.iter().cloned().collect();
    if args.write {
        let operation = context.operation(OperationKind::Sql, args, args.message.as_ref());
        let mut corpus = context.open_to_write()?;
        let mut printer = Printer::new(output, max_rows).until(deadline);
        let (values, id) = sql::write(&mut corpus, &query, &parameters, &operation, timeout, &mut printer)?;
        printer.finish()?;
        let end = id.map_or_else(
            || "nothing changed".to_owned(),
            |id| format!("{} changed · operation {id}", count(values, "metadata value")),
        );
        output.note(end);
        return Ok(Ended::Done);
    }
    let mut session = Session::open(args.as_of.open(context)?, timeout)?;
    let mut printer = Printer::new(output, max_rows);
    session.run(&query, &parameters, &mut printer)?;
    printer.finish()?;
    Ok(Ended::Done)
}

/// The statements; `None` for an interactive shell.
fn query(args: &Args, context: &Context) -> anyhow::Result<Option<String>> {
    if let Some(query) = &args.query {
        return Ok(Some(query.clone()));
    }
    if let Some(file) = &args.file {
        return Ok(Some(std::fs::read_to_string(file).map_err(|error| Error::io("read", file, error))?));
    }
    // Without a query, a person gets the shell and a pipe is read.
    if context.environment.stdin_is_terminal {
        return Ok(None);
    }
    let mut query = String::new();
    std::io::stdin().read_to_string(&mut query)?;
    Ok(Some(query))
}
