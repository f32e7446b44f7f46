//! The SQL shell: lines with history and completion, statements over several lines, a few dot commands.

use super::Context;
use super::rows::Printer;
use crate::output::{Ended, Format, Output};
use clap::ValueEnum;
use corpusdb::ops::sql::{Parameters, Session};
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{CompletionType, Config, Editor, Helper, Highlighter, Hinter};
use std::path::PathBuf;

const HELP: &str = "\
Statements end with ; and only read. Tab completes, the arrow up goes back in history, Ctrl-D leaves.
.tables          the tables and views
.schema [NAME]   how they are defined
.mode FORMAT     table, json, jsonl, csv or tsv
.help            this
.quit            leave";

const WORDS: [&str; 42] = [
    "AND",
    "AS",
    "ASC",
    "BETWEEN",
    "BY",
    "CASE",
    "count",
    "DESC",
    "DISTINCT",
    "ELSE",
    "END",
    "EXISTS",
    "FROM",
    "GLOB",
    "GROUP",
    "group_concat",
    "HAVING",
    "IN",
    "IS",
    "JOIN",
    "LEFT",
    "length",
    "LIKE",
    "LIMIT",
    "lower",
    "MATCH",
    "max",
    "min",
    "NOT",
    "NULL",
    "OFFSET",
    "ON",
    "OR",
    "ORDER",
    "SELECT",
    "substr",
    "sum",
    "THEN",
    "UNION",
    "WHEN",
    "WHERE",
    "WITH",
];

pub(super) fn run(
    mut session: Session,
    context: &Context,
    output: &mut Output,
    max_rows: Option<u64>,
) -> anyhow::Result<Ended> {
    let config = Config::builder()
        .max_history_size(10_000)?
        .history_ignore_dups(true)?
        .auto_add_history(true)
        .completion_type(CompletionType::List)
        .build();
    let mut editor = Editor::<Assistant, FileHistory>::with_config(config)?;
    let mut words: Vec<String> = WORDS.iter().map(ToString::to_string).collect();
    words.extend(session.names()?);
    editor.set_helper(Some(Assistant { words }));
    let history = history_file(context);
    if let Some(file) = &history {
        // There is no history the first time.
        let _ = editor.load_history(file);
    }
    let interrupt = session.interrupt_handle();
    ctrlc::set_handler(move || interrupt.stop())?;
    output.note("SQL on the corpus, reading only; .help helps, Ctrl-D leaves");
    loop {
        match editor.readline("corpus> ") {
            Ok(line) if matches!(line.trim(), ".quit" | ".exit") => break,
            Ok(line) if line.trim().is_empty() => {}
            Ok(line) => answer(&mut session, line.trim(), output, max_rows)?,
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => break,
            Err(error) => return Err(error.into()),
        }
    }
    if let Some(file) = &history {
        save(&mut editor, file, output);
    }
    Ok(Ended::Done)
}

fn history_file(context: &Context) -> Option<PathBuf> {
    Some(context.environment.state_folder.as_ref()?.join("corpus").join("sql_history"))
}

fn save(editor: &mut Editor<Assistant, FileHistory>, file: &std::path::Path, output: &mut Output) {
    let folder = file.parent().map_or(Ok(()), std::fs::create_dir_all);
    if let Err(error) = folder.map_err(ReadlineError::from).and_then(|()| editor.append_history(file)) {
        output.note(format!("the history can't be kept in {}: {error}", file.display()));
    }
}

/// Runs a statement or a dot command; what is wrong with it is told, and the shell goes on.
fn answer(
    session: &mut Session,
    line: &str,
    output: &mut Output,
    max_rows: Option<u64>,
) -> anyhow::Result<()> {
    let (command, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    match command {
        ".help" => output.line(HELP)?,
        ".mode" => match Format::from_str(argument.trim(), true) {
            Ok(format) => output.set_format(format),
            Err(_) => output.complain("the modes are table, json, jsonl, csv and tsv"),
        },
        ".tables" => {
            let sql = "SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view')
                       AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'text_fts_%' ORDER BY type DESC, name";
            query(session, sql, &Parameters::new(), output, max_rows)?;
        }
        ".schema" => {
            let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND (:name = '' OR name = :name) ORDER BY name";
            let name = argument.trim().trim_end_matches(';').to_owned();
            schema(session, sql, name, output)?;
        }
        _ if command.starts_with('.') => {
            output.complain(format!("there is no command {command}: .help lists them"));
        }
        _ => query(session, line, &Parameters::new(), output, max_rows)?,
    }
    Ok(std::io::Write::flush(output)?)
}

fn query(
    session: &mut Session,
    sql: &str,
    parameters: &Parameters,
    output: &mut Output,
    max_rows: Option<u64>,
) -> anyhow::Result<()> {
    let mut printer = Printer::new(output, max_rows);
    let done = session.run(sql, parameters, &mut printer);
    printer.finish()?;
    if let Err(error) = done {
        output.complain(format!("error: {error}"));
        if let Some(hint) = error.hint() {
            output.complain(format!("hint: {hint}"));
        }
    }
    Ok(())
}

/// Definitions are printed as they are written, over many lines.
fn schema(session: &mut Session, sql: &str, name: String, output: &mut Output) -> anyhow::Result<()> {
    struct Definitions(Vec<String>);
    impl corpusdb::ops::sql::Rows for Definitions {
        fn columns(&mut self, _: &[String]) -> corpusdb::Result<()> {
            Ok(())
        }
        fn row(&mut self, cells: Vec<corpusdb::ops::sql::Cell>) -> corpusdb::Result<bool> {
            self.0.extend(cells.into_iter().filter_map(|cell| match cell {
                corpusdb::ops::sql::Cell::Text(text) => Some(text),
                _ => None,
            }));
            Ok(true)
        }
    }
    let mut definitions = Definitions(Vec::new());
    session.run(sql, &Parameters::from([("name".to_owned(), name)]), &mut definitions)?;
    for definition in definitions.0 {
        output.line(format!("{};", crate::output::visible(&definition)))?;
    }
    Ok(())
}

/// Completes names and says when a statement has ended.
#[derive(Helper, Hinter, Highlighter)]
struct Assistant {
    words: Vec<String>,
}

impl Completer for Assistant {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        position: usize,
        _: &rustyline::Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        let before = &line[..position];
        let word = before.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        let start = position - word.len();
        let word = word.to_lowercase();
        if word.is_empty() {
            return Ok((position, Vec::new()));
        }
        let fitting = self.words.iter().filter(|candidate| candidate.to_lowercase().starts_with(&word));
        Ok((start, fitting.cloned().collect()))
    }
}

impl Validator for Assistant {
    fn validate(&self, context: &mut ValidationContext) -> rustyline::Result<ValidationResult> {
        let input = context.input().trim();
        let complete = input.is_empty() || input.starts_with('.') || input.ends_with(';');
        Ok(if complete { ValidationResult::Valid(None) } else { ValidationResult::Incomplete })
    }
}
