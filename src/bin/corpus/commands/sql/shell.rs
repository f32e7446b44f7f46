//! The SQL shell: lines with history and completion, statements over several lines, a few commands.

use super::completion::{COMMANDS, MODES, SchemaNames};
use super::rows::Printer;
use super::statement::{is_complete, is_empty};
use crate::context::Context;
use crate::hints;
use crate::output::{Ended, Format, Output, is_closed_pipe, visible};
use clap::ValueEnum;
use corpusdb::Error;
use corpusdb::ops::sql::{Cell, Parameters, Rows, Session};
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{CompletionType, Config, Editor, Helper, Highlighter};
use std::cell::Cell as Flag;
use std::path::PathBuf;
use std::time::Duration;

const HELP: &str = "\
Statements end with ; and only read. Tab completes, the arrow up goes back in history. Ctrl-C clears
the line or stops a query, Ctrl-D leaves.
.tables           the tables and views
.schema [NAME]    how they are defined
.mode FORMAT      table, json, jsonl, csv or tsv
.timeout SECONDS  stop queries that take longer; 0 is never
.help             this
.quit             leave";

type LineEditor = Editor<Assistant, FileHistory>;

/// The interactive shell.
struct Shell<'a> {
    session: Session,
    output: &'a mut Output,
    max_rows: Option<u64>,
}

pub(super) fn run(
    session: Session,
    context: &Context,
    output: &mut Output,
    max_rows: Option<u64>,
) -> anyhow::Result<Ended> {
    let interrupt = session.interrupt_handle();
    // Ctrl-C stops the running query. While a line is edited, the editor itself handles it.
    ctrlc::set_handler(move || interrupt.stop())?;
    let mut shell = Shell { session, output, max_rows };
    let (mut lines, mut history) = (shell.lines()?, history_file(context));
    if let Some(file) = &history {
        // There is no history the first time.
        let _ = lines.load_history(file);
    }
    shell.output.note("SQL on the corpus, reading only; .help helps, Ctrl-D leaves");
    loop {
        match shell.read(&mut lines)? {
            None => return Ok(Ended::Done),
            Some(line) if matches!(line.trim(), ".quit" | ".exit") => return Ok(Ended::Done),
            Some(line) => {
                // Kept at once: the terminal may be closed at any time.
                if let Some(Err(error)) = history.as_ref().map(|file| keep(&mut lines, file)) {
                    shell.output.note(format!("the history can't be kept: {error}"));
                    history = None;
                }
                shell.answer(line.trim());
            }
        }
    }
}

fn history_file(context: &Context) -> Option<PathBuf> {
    Some(context.environment.state_folder.as_ref()?.join("corpus").join("sql_history"))
}

fn keep(lines: &mut LineEditor, file: &std::path::Path) -> Result<(), ReadlineError> {
    file.parent().map_or(Ok(()), std::fs::create_dir_all)?;
    lines.append_history(file)
}

impl Shell<'_> {
    fn lines(&mut self) -> anyhow::Result<LineEditor> {
        let config = Config::builder()
            .max_history_size(10_000)?
            .history_ignore_dups(true)?
            .auto_add_history(true)
            .completion_type(CompletionType::List)
            .build();
        let mut lines = Editor::with_config(config)?;
        lines.set_helper(Some(Assistant { names: self.names()?, is_typed: Flag::new(false) }));
        Ok(lines)
    }

    /// The next statements or command; `None` when the user leaves.
    fn read(&mut self, lines: &mut LineEditor) -> anyhow::Result<Option<String>> {
        loop {
            let typed = lines.helper().map(|assistant| &assistant.is_typed);
            typed.inspect(|typed| typed.set(false));
            match lines.readline("corpus> ") {
                Ok(line) if is_empty(&line) => {}
                Ok(line) => return Ok(Some(line)),
                Err(ReadlineError::Interrupted) => {
                    if !lines.helper().is_some_and(|assistant| assistant.is_typed.get()) {
                        self.output.note("Ctrl-D or .quit leaves");
                    }
                }
                Err(ReadlineError::Eof) => return Ok(None),
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Runs statements or a shell command. Prints errors and continues.
    fn answer(&mut self, line: &str) {
        let (command, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        // A semicolon after a command is a habit from statements.
        let argument = argument.trim().trim_end_matches(';');
        self.output.page();
        let answered = match command {
            ".help" => self.output.line(HELP).map_err(Into::into),
            ".mode" => {
                match Format::from_str(argument, true) {
                    Ok(format) => self.output.set_format(format),
                    Err(_) => self.output.complain(format!("the modes are {}", MODES.join(", "))),
                }
                Ok(())
            }
            ".timeout" => {
                match argument.parse() {
                    Ok(seconds) => {
                        self.session.set_timeout((seconds > 0).then(|| Duration::from_secs(seconds)));
                    }
                    Err(_) => self.output.complain("write .timeout and whole seconds; 0 is never"),
                }
                Ok(())
            }
            ".tables" => self.query(
                "
                SELECT name, type
                FROM sqlite_schema
                WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'text_fts_%'
                ORDER BY type DESC, name
                ",
            ),
            ".schema" => self.schema(argument),
            _ if command.starts_with('.') => {
                let all = COMMANDS.join(", ");
                self.output.complain(format!("there is no command {command}: the commands are {all}"));
                Ok(())
            }
            _ => self.query(line),
        };
        // Leaving the pager early closes the pipe, which is not an error.
        let ended = self.output.end_page();
        match answered.and(ended.map_err(Into::into)) {
            Err(error) if !is_closed_pipe(&error) => self.print_error(&error),
            _ => {}
        }
    }

    fn query(&mut self, sql: &str) -> anyhow::Result<()> {
        let mut printer = Printer::new(self.output, self.max_rows);
        let done = self.session.run(sql, &Parameters::new(), &mut printer);
        let ended = if done.is_ok() { printer.finish() } else { printer.cut_short() };
        done.map_err(Into::into).and(ended)
    }

    /// Definitions are printed as they are written, over many lines.
    fn schema(&mut self, name: &str) -> anyhow::Result<()> {
        let sql = "
            SELECT sql
            FROM sqlite_schema
            WHERE sql IS NOT NULL AND (:name = '' OR name = :name OR tbl_name = :name)
            ORDER BY tbl_name, name
        ";
        let definitions = self.ask(sql, &Parameters::from([("name".to_owned(), name.to_owned())]))?;
        if definitions.is_empty() {
            self.output.complain(format!("there is no table or view {name}: .tables lists them"));
        }
        // Definitions may come from another program, so they are escaped like all foreign text.
        for definition in definitions.iter().flatten() {
            self.output.line(format!("{};", visible(definition)))?;
        }
        Ok(())
    }

    /// Names to complete.
    fn names(&mut self) -> corpusdb::Result<SchemaNames> {
        let mut names = SchemaNames::default();
        let columns = "
            SELECT relation.name AS relation, columns.name
            FROM sqlite_schema AS relation, pragma_table_info(relation.name) AS columns
            WHERE relation.type IN ('table', 'view') AND relation.name NOT LIKE 'text_fts_%'
                AND relation.name NOT LIKE 'sqlite%'
            ORDER BY relation.name, columns.cid
        ";
        for row in self.ask(columns, &Parameters::new())? {
            if let [relation, column] = &row[..] {
                names.relations.entry(relation.clone()).or_default().push(column.clone());
            }
        }
        let functions =
            "SELECT DISTINCT name FROM pragma_function_list WHERE name GLOB '[a-z]*' ORDER BY name";
        names.functions = self.ask(functions, &Parameters::new())?.concat();
        Ok(names)
    }

    /// The texts in each row of a result.
    fn ask(&mut self, sql: &str, parameters: &Parameters) -> corpusdb::Result<Vec<Vec<String>>> {
        struct Texts(Vec<Vec<String>>);
        impl Rows for Texts {
            fn columns(&mut self, _: &[String]) -> corpusdb::Result<()> {
                Ok(())
            }
            fn row(&mut self, cells: &[Cell<'_>]) -> corpusdb::Result<bool> {
                let text =
                    |cell: &Cell| if let Cell::Text(text) = cell { Some(text.to_string()) } else { None };
                self.0.push(cells.iter().filter_map(text).collect());
                Ok(true)
            }
        }
        let mut texts = Texts(Vec::new());
        self.session.run(sql, parameters, &mut texts)?;
        Ok(texts.0)
    }

    fn print_error(&mut self, error: &anyhow::Error) {
        self.output.complain(format!("error: {error}"));
        if let Some(hint) = error.downcast_ref::<Error>().and_then(Error::hint) {
            self.output.complain(format!("hint: {}", hints::words(hint)));
        }
    }
}

/// Editor hooks: completion, detection of complete statements, and whether the line is empty.
#[derive(Helper, Highlighter)]
struct Assistant {
    names: SchemaNames,
    is_typed: Flag<bool>,
}

impl Completer for Assistant {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        position: usize,
        _: &rustyline::Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        Ok(self.names.complete(line, position))
    }
}

impl Hinter for Assistant {
    type Hint = String;

    /// Shows no hints. The editor calls this at each change of the line, the only way to know whether Ctrl-C cleared
    /// text.
    fn hint(&self, line: &str, _: usize, _: &rustyline::Context<'_>) -> Option<String> {
        self.is_typed.set(!line.is_empty());
        None
    }
}

impl Validator for Assistant {
    fn validate(&self, context: &mut ValidationContext) -> rustyline::Result<ValidationResult> {
        let input = context.input();
        // A command with a dot is one line, without a semicolon.
        let complete = input.trim_start().starts_with('.') || is_complete(input);
        Ok(if complete { ValidationResult::Valid(None) } else { ValidationResult::Incomplete })
    }
}
