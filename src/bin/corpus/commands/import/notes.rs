//! What an import says beside its totals: how tables, dates and paths were read, and what to do about it.

use crate::output::{count, one_line, shell_word};
use corpusdb::model::{
    EarlierArticles, FieldType, ImportNotes, ImportReport, PatternReport, TableField, TableReport,
    UnknownHost, UnreadDates,
};

/// Maximum number of tables that are named for the same reason.
const TABLES: usize = 3;

/// What has to be known beside the counts, a line each.
pub(super) fn remarks(report: &ImportReport) -> Vec<String> {
    let notes = &report.notes;
    let mut lines = Vec::new();
    if report.leftovers > 0 {
        lines.push(format!("{} of editors or browsers skipped", count(report.leftovers, "leftover")));
    }
    match &notes.pattern {
        Some(pattern) => lines.extend(paths(pattern)),
        None if report.unlike_pattern > 0 => {
            let files = count(report.unlike_pattern, "file");
            lines.push(format!("{files} not like --pattern: imported without fields from the path"));
        }
        None => {}
    }
    lines.extend(notes.earlier_articles.as_ref().map(earlier));
    lines.extend(mapped(notes));
    lines.extend(notes.unread_dates.iter().map(unread));
    lines.extend(tables(notes));
    lines.extend(notes.unknown_hosts.iter().map(host));
    lines
}

fn host(UnknownHost { host, articles, name }: &UnknownHost) -> String {
    let have = if *articles == 1 { "has" } else { "have" };
    // Without a name the person has to put one in.
    let name = name.as_deref().map_or_else(|| "NAME".to_owned(), shell_word);
    let articles = count(*articles, "article");
    format!("{articles} of {host} {have} no outlet: corpus outlet add {name} --host {host}")
}

/// How the pattern reads paths: the value of each part of some, then some that aren't like it.
fn paths(PatternReport { like, unlike, examples, unlike_examples }: &PatternReport) -> Vec<String> {
    let mut lines = vec![format!("{} like --pattern, {unlike} not", count(*like, "path"))];
    for example in examples {
        let value = |(name, value): &(String, String)| format!("{}={}", one_line(name), one_line(value));
        let values: Vec<String> = example.values.iter().map(value).collect();
        lines.push(format!("  {}: {}", one_line(&example.path), values.join(", ")));
    }
    if !unlike_examples.is_empty() {
        let shown: Vec<String> = unlike_examples.iter().map(|path| one_line(path)).collect();
        lines.push(format!("  not like it: {}", shown.join(", ")));
    }
    lines
}

fn earlier(EarlierArticles { files, operations }: &EarlierArticles) -> String {
    let commands: Vec<String> =
        operations.iter().map(|operation| format!("corpus undo {operation} --cascade")).collect();
    format!(
        "{} imported before without this {{key}}: their articles stay apart. To make them versions: {}, then the same import again",
        count(*files, "file"),
        commands.join(", ")
    )
}

/// The tables for which `--map` counts, if there are others.
fn mapped(notes: &ImportNotes) -> Option<String> {
    let map = notes.map.as_ref().filter(|map| map.without > 0)?;
    let example = map.example.as_deref().map(one_line).unwrap_or_default();
    let others = count(map.without, "table");
    Some(format!(
        "--map counts for {}; {others} without its columns read by their own names, such as {example}",
        count(map.with, "table")
    ))
}

fn unread(dates: &UnreadDates) -> String {
    let line = dates.line.map(|line| format!(", line {line}")).unwrap_or_default();
    let order = if dates.needs_order { "; --dates dmy, mdy or ymd says the order" } else { "" };
    format!(
        "{} without the date in '{}': {}, such as {} in {}{line}{order}",
        count(dates.articles, "article"),
        one_line(&dates.column),
        dates.reason,
        one_line(&dates.example),
        one_line(&dates.path)
    )
}

fn tables(notes: &ImportNotes) -> Vec<String> {
    let orders = notes.day_orders.iter().map(|table| {
        let first = if table.order == "mdy" { "month" } else { "day" };
        format!("{}: the {first} comes first in its dates, as some of them prove", one_line(&table.path))
    });
    let unnamed = notes.unnamed_rows.iter().map(|path| {
        let path = one_line(path);
        format!("{path}: no column names its rows, so an edited row will be another article; --map id=COLUMN names them")
    });
    let mut lines: Vec<String> = orders.take(TABLES).chain(unnamed.take(TABLES)).collect();
    let more = notes.day_orders.len().max(notes.unnamed_rows.len()).saturating_sub(TABLES);
    if more > 0 {
        lines.push("… and other tables (--json names them)".to_owned());
    }
    lines
}

/// What a table of articles is taken for: its texts and names of rows, then its fields.
pub(super) fn taken_for(table: &TableReport) -> Vec<String> {
    let TableReport { path, format, texts, is_guessed, identities, fields } = table;
    let columns = |names: &[String]| names.iter().map(|name| one_line(name)).collect::<Vec<_>>().join(", ");
    let guessed = if *is_guessed { " (guessed by its length; --map text=COLUMN says it)" } else { "" };
    let names = if identities.is_empty() {
        "the hash of the text names a row".to_owned()
    } else {
        format!("named by {}", columns(identities))
    };
    let path = one_line(path);
    let mut lines = vec![format!(
        "{path}: a table of articles ({format}): text from {}{guessed}; {names}",
        columns(texts)
    )];
    let field = |TableField { field, column, kind }: &TableField| {
        let from = if field == column { String::new() } else { format!(" from {}", one_line(column)) };
        match kind {
            // A type is worth a word only where the field can have another one.
            FieldType::Integer => format!("{field}{from} (all integers)"),
            FieldType::Date if !matches!(field.as_str(), "published" | "modified") => {
                format!("{field}{from} (all dates)")
            }
            _ => format!("{field}{from}"),
        }
    };
    if !fields.is_empty() {
        lines.push(format!("  fields: {}", fields.iter().map(field).collect::<Vec<_>>().join(", ")));
    }
    lines
}
