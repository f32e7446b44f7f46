//! `corpus undo`

use super::Context;
use super::list::output_failed;
use super::log::change_line;
use crate::output::{Ended, Output, Sequence, inline, one_line};
use corpusdb::model::{ArticleChange, DefinitionChange, MetadataChange, OperationId, PartialDate};
use corpusdb::ops::undo::{self, Options, Step, Target, Undone};
use serde::Serialize;

/// How many articles and values of each operation are shown unless --verbose or --dry-run says otherwise.
const SHOWN: usize = 20;

/// Reverse an operation, by default the last one that stands
///
/// Every value becomes what it would be without that operation; articles that it added are not there any more. The
/// history keeps both. An undo is an operation too: undoing it does again what it undid. What something later
/// depends on is refused with the reason, or undone together with it (--cascade).
#[derive(Debug, clap::Args, Serialize)]
#[command(after_help = "Examples:
  corpus undo --dry-run          what would undoing the last operation do?
  corpus undo                    undo it; once more undoes the one before
  corpus undo 12                 operation 12, whatever came after it
  corpus undo 12 --cascade       and what depends on it
  corpus undo --outside --since 2024-05-01
                                 what other programs have changed since that day")]
pub(super) struct Args {
    /// The operation (see corpus log)
    #[arg(value_name = "OPERATION")]
    operation: Option<i64>,

    /// Undo changes that other programs made directly in the file
    #[arg(long, conflicts_with = "operation", requires = "since")]
    outside: bool,

    /// The beginning of the time in which they were made, in UTC
    #[arg(long, value_name = "DATE", requires = "outside")]
    since: Option<PartialDate>,

    /// Its end [default: now]
    #[arg(long, value_name = "DATE", requires = "outside")]
    until: Option<PartialDate>,

    /// Undo what depends on it as well
    #[arg(long)]
    cascade: bool,

    /// Show exactly what it would do, and do nothing
    #[arg(long, short = 'n')]
    dry_run: bool,

    /// Why, for the log
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
    let operation = context.operation("undo", args, args.message.as_ref());
    let mut corpus = context.open_to_write()?;
    undo::undo(&mut corpus, &target, &operation, options, &mut |undone| {
        tell(undone, args.dry_run, output).map_err(output_failed)
    })?;
    Ok(Ended::Done)
}

/// What an undo did, as JSON has it.
#[derive(Serialize)]
struct Report<'a> {
    dry_run: bool,
    operations: Vec<Reversed<'a>>,
}

#[derive(Serialize)]
struct Reversed<'a> {
    /// Null in a rehearsal, whose number another operation will have.
    operation: Option<OperationId>,
    undoes: Option<OperationId>,
    kind: &'a str,
    redo: bool,
    articles: Sequence<'a, ArticleChange>,
    metadata: Sequence<'a, MetadataChange>,
    definitions: Sequence<'a, DefinitionChange>,
    kept: &'a [String],
}

fn tell(undone: &Undone, dry_run: bool, output: &mut Output) -> anyhow::Result<()> {
    type Visit<'v, T> = &'v mut dyn FnMut(&T) -> corpusdb::Result<()>;
    if output.is_for_people() {
        return if output.is_quiet() { Ok(()) } else { print(undone, dry_run, output) };
    }
    let readers: Vec<_> = undone
        .steps
        .iter()
        .map(|step| {
            (
                move |visit: Visit<ArticleChange>| undone.articles(step, visit),
                move |visit: Visit<MetadataChange>| {
                    undone.metadata(step, &mut |change| {
                        let operation = change.operation.filter(|_| !dry_run);
                        visit(&MetadataChange { operation, ..change.clone() })
                    })
                },
                move |visit: Visit<DefinitionChange>| undone.definitions(step, visit),
            )
        })
        .collect();
    let reversed = |(step, (articles, metadata, definitions))| {
        let step: &Step = step;
        Reversed {
            operation: (!dry_run).then_some(step.operation),
            undoes: step.undoes,
            kind: &step.kind,
            redo: step.redo,
            articles: Sequence(articles),
            metadata: Sequence(metadata),
            definitions: Sequence(definitions),
            kept: &step.kept,
        }
    };
    let operations = undone.steps.iter().zip(readers.iter().map(|(a, m, d)| (a as _, m as _, d as _)));
    let report = Report { dry_run, operations: operations.map(reversed).collect() };
    output.report(&report, |_| Ok(()))
}

fn print(undone: &Undone, dry_run: bool, output: &mut Output) -> anyhow::Result<()> {
    let all = dry_run || output.is_verbose();
    for step in &undone.steps {
        output.line(head(step, dry_run))?;
        let (mut shown, mut more) = (0, 0);
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
    let what = match (step.undoes, step.kind.as_str()) {
        (_, "outside") => "changes of other programs".to_owned(),
        (Some(id), _) if step.redo => format!("the undone {} (by undoing operation {id})", step.kind),
        (Some(id), kind) => format!("operation {id} ({kind})"),
        (None, kind) => kind.to_owned(),
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

/// `  outlet RT: gone`; nothing for what goes with the name of another line.
fn definition_line(change: &DefinitionChange) -> Option<String> {
    let DefinitionChange { relation, subject, attribute, old, new } = change;
    let shown = |value: &Option<String>| value.as_deref().map_or_else(|| "(none)".to_owned(), one_line);
    let values = format!("{} → {}", shown(old), shown(new));
    let subject = one_line(subject);
    let line = match (relation.as_str(), attribute.as_str()) {
        ("outlet_alias", "outlet") => format!("the name {subject} means {values}"),
        ("outlet_alias", _) | ("field", "repeatable" | "description") if old.is_none() || new.is_none() => {
            return None;
        }
        ("outlet_alias", _) => format!("the name {subject}, {attribute}: {values}"),
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
