//! `corpus undo`

use crate::context::Context;
use crate::output::output_failed;
use crate::output::{Ended, Output, Sequence, inline, one_line, shell_word};
use crate::views::history::change_line;
use corpusdb::model::{
    ArticleChange, DefinitionChange, MetadataChange, OperationId, OperationKind, PartialDate,
};
use corpusdb::ops::undo::{self, Options, Step, Target, Undone};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

/// Maximum number of lines per operation, without `--verbose` and `--dry-run`.
const SHOWN: usize = 20;

/// Undo an operation, by default the last one not undone yet
///
/// Every value becomes what it would be without that operation, and articles added by it disappear. The history keeps
/// both states. An undo is an operation too: undo it to redo the original one. If later operations depend on it, undo
/// fails and lists them; --cascade undoes them as well.
#[derive(Debug, clap::Args, serde::Serialize)]
#[command(after_help = "Examples:
  corpus undo --dry-run          what would undoing the last operation do?
  corpus undo                    undo it; once more undoes the one before
  corpus undo 12                 operation 12, whatever came after it
  corpus undo 12 --cascade       and what depends on it
  corpus undo --outside --since 2024-05-01
                                 what other programs have changed since that day")]
pub(super) struct Args {
    /// Number of the operation (see corpus log)
    #[arg(value_name = "OPERATION")]
    operation: Option<i64>,

    /// Undo changes made by other programs directly in the file
    #[arg(long, conflicts_with = "operation", requires = "since")]
    outside: bool,

    /// Start of the period of these changes (UTC)
    #[arg(long, value_name = "DATE", requires = "outside")]
    since: Option<PartialDate>,

    /// End of the period [default: now]
    #[arg(long, value_name = "DATE", requires = "outside")]
    until: Option<PartialDate>,

    /// Also undo later operations that depend on it
    #[arg(long)]
    cascade: bool,

    /// Preview the changes without making them
    #[arg(long, short = 'n')]
    dry_run: bool,

    /// Reason for the change, shown in the log
    #[arg(long, short, value_name = "TEXT")]
    message: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let target = match (args.operation, &args.since) {
        (Some(id), _) => Target::Operation(OperationId(id)),
        (None, Some(since)) => Target::Outside { since: since.clone(), until: args.until.clone() },
        (None, None) => Target::Last,
    };
    let options = Options { cascade: args.cascade, dry_run: args.dry_run };
    let operation = context.operation(OperationKind::Undo, args, args.message.as_ref());
    let mut corpus = context.open_to_write()?;
    // The report is written inside the transaction, while the records of the undo can still be read.
    undo::undo(&mut corpus, &target, &operation, options, &mut |undone| {
        tell(undone, args.dry_run, output).map_err(output_failed)
    })?;
    Ok(Ended::Done)
}

/// JSON form of the result of an undo.
#[derive(serde::Serialize)]
struct UndoReport<'a> {
    dry_run: bool,
    operations: Vec<Reversed<'a>>,
}

/// One step of an undo. Its long lists are read from the corpus while they are written.
struct Reversed<'a> {
    undone: &'a Undone<'a>,
    step: &'a Step,
    dry_run: bool,
}

impl Serialize for Reversed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { undone, step, dry_run } = *self;
        // In a rehearsal it is null: another operation will have that number.
        let kept = |operation: Option<OperationId>| operation.filter(|_| !dry_run);
        let mut members = serializer.serialize_map(None)?;
        members.serialize_entry("operation", &kept(Some(step.operation)))?;
        members.serialize_entry("undoes", &step.undoes)?;
        members.serialize_entry("kind", &step.kind)?;
        members.serialize_entry("redo", &step.redo)?;
        members.serialize_entry("articles", &Sequence(&|visit| undone.articles(step, visit)))?;
        let metadata = Sequence(&|visit| {
            undone.metadata(step, &mut |change| {
                visit(&MetadataChange { operation: kept(change.operation), ..change.clone() })
            })
        });
        members.serialize_entry("metadata", &metadata)?;
        members.serialize_entry("definitions", &Sequence(&|visit| undone.definitions(step, visit)))?;
        members.serialize_entry("kept", &step.kept)?;
        members.end()
    }
}

fn tell(undone: &Undone, dry_run: bool, output: &mut Output) -> anyhow::Result<()> {
    if output.is_for_people() {
        return if output.is_quiet() { Ok(()) } else { print(undone, dry_run, output) };
    }
    let operations = undone.steps.iter().map(|step| Reversed { undone, step, dry_run }).collect();
    output.report(&UndoReport { dry_run, operations }, |_| Ok(()))
}

fn print(undone: &Undone, dry_run: bool, output: &mut Output) -> anyhow::Result<()> {
    let all = dry_run || output.is_verbose();
    for step in &undone.steps {
        output.line(head(step, dry_run))?;
        let (mut shown, mut more) = (0, 0);
        // Counts over all three kinds of change, so that the limit holds for the step as a whole.
        let mut line = |output: &mut Output, line: String| {
            if !all && shown == SHOWN {
                more += 1;
                return Ok(());
            }
            shown += 1;
            output.line(line).map_err(|error| output_failed(error.into()))
        };
        undone.articles(step, &mut |turned| line(output, article_line(turned)))?;
        undone.metadata(step, &mut |change| {
            line(output, format!("  article {:<5}{}", change.article, change_line(change)))
        })?;
        undone.definitions(step, &mut |change| {
            definition_line(change).map_or(Ok(()), |definition| line(output, definition))
        })?;
        if more > 0 {
            output.line(format!("  … and {more} more (--verbose shows all)"))?;
        }
        for kept in &step.kept {
            output.line(format!("  the {} stays: something else uses it", one_line(kept)))?;
        }
    }
    if dry_run {
        output.note("dry run: nothing was undone");
    }
    Ok(())
}

/// `operation 5 (import) undone · operation 9`
fn head(step: &Step, dry_run: bool) -> String {
    let what = match (step.undoes, &step.kind) {
        (_, OperationKind::Outside) => "changes of other programs".to_owned(),
        (Some(id), _) if step.redo => format!("the undone {} (by undoing operation {id})", step.kind),
        (Some(id), kind) => format!("operation {id} ({kind})"),
        (None, kind) => kind.to_string(),
    };
    let verb = if step.redo { "done again" } else { "undone" };
    if dry_run {
        return format!("would be {verb}: {what}");
    }
    format!("{what} {verb} · operation {}", step.operation)
}

/// `  article 4     version 2 → 1   first/a.txt`
fn article_line(turned: &ArticleChange) -> String {
    let what = match (turned.from_version, turned.to_version) {
        (_, None) => "not there now".to_owned(),
        (None, Some(version)) => format!("back at {version}"),
        (Some(from), Some(to)) => format!("version {from} → {to}"),
    };
    format!("  article {:<5} {what:<15} {}", turned.id, inline(&turned.key))
}

/// The settings of a source as the options of an import. Those of a later version of this program have no words here.
///
/// For example, `--pattern '{title}.txt' --map text=body`.
fn settings_in_words(json: &str) -> String {
    let Ok(Value::Object(settings)) = serde_json::from_str(json) else { return json.to_owned() };
    let mut words = Vec::new();
    for (name, value) in &settings {
        match (name.as_str(), value) {
            ("pattern", Value::String(pattern)) => words.push(format!("--pattern {}", shell_word(pattern))),
            ("dates", Value::String(order)) => words.push(format!("--dates {order}")),
            ("include" | "exclude", Value::Array(globs)) => {
                words.extend(
                    globs
                        .iter()
                        .filter_map(Value::as_str)
                        .map(|glob| format!("--{name} {}", shell_word(glob))),
                );
            }
            ("columns", Value::Object(columns)) => {
                let field =
                    |(column, field): (&String, &Value)| Some(format!("--map {}={column}", field.as_str()?));
                words.extend(columns.iter().filter_map(field));
            }
            _ => {}
        }
    }
    if words.is_empty() { "no options".to_owned() } else { words.join(" ") }
}

/// For example, `  outlet RT: gone`. `None` for a detail that another line implies.
fn definition_line(change: &DefinitionChange) -> Option<String> {
    let DefinitionChange { relation, subject, attribute, old, new } = change;
    let shown = |value: &Option<String>| value.as_deref().map_or_else(|| "(none)".to_owned(), one_line);
    let values = format!("{} → {}", shown(old), shown(new));
    let subject = one_line(subject);
    let line = match (relation.as_str(), attribute.as_str()) {
        ("outlet_alias", "outlet") => format!("the name {subject} means {values}"),
        ("outlet_alias", _) | ("field", "repeatable" | "description") if old.is_none() || new.is_none() => {
            // These come with the row itself and say nothing beyond its arrival or deletion.
            return None;
        }
        ("outlet_alias", _) => format!("the name {subject}, {attribute}: {values}"),
        ("source", "settings") => {
            let words = |json: &Option<String>| one_line(&settings_in_words(json.as_deref().unwrap_or("{}")));
            format!("imports of the source {subject} use {} → {}", words(old), words(new))
        }
        ("source", _) => format!("the source {subject} lies in {values}"),
        ("outlet", "name") | ("field", "type") => match (old, new) {
            (None, _) => format!("{relation} {subject}: back"),
            (_, None) => format!("{relation} {subject}: gone"),
            _ => format!("{relation} {subject}, {attribute}: {values}"),
        },
        _ => format!("{relation} {subject}, {attribute}: {values}"),
    };
    Some(format!("  {line}"))
}
