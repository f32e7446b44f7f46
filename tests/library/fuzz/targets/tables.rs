//! Tables of metadata.

use super::articles::{corpus, operation};
use corpusdb::ops::metadata::exchange::{
    ExportRow, MetadataImport, Options, TableFormat, export, export_columns, import,
};
use corpusdb::ops::select::Selection;
use corpusdb::{Corpus, Error};
use std::cell::RefCell;

thread_local! {
    /// As it was made: tables that change nothing, which most do, need no other.
    static UNCHANGED: RefCell<Option<Corpus>> = const { RefCell::new(None) };
}

/// A table is read or refused, and what is wrong with it stands in a line that it has. What it set is written by an export and
/// read again: into the same corpus it changes nothing, into another one with the same articles it sets the same.
pub(crate) fn check(input: &[u8]) {
    for format in [TableFormat::Csv, TableFormat::Jsonl] {
        let mut corpus = UNCHANGED.with(RefCell::take).unwrap_or_else(super::articles::corpus);
        match read(&mut corpus, input, format) {
            Ok(report) => {
                assert!(
                    report.matched <= report.rows && report.changed <= report.matched.min(3),
                    "{report:?}"
                );
                let lines = 1 + input.iter().filter(|byte| b"\n\r{".contains(byte)).count() as u64;
                assert!(
                    report.problems.iter().all(|problem| (1..=lines).contains(&problem.line)),
                    "{report:?}"
                );
                if report.changed > 0 {
                    check_export(&mut corpus);
                    continue;
                }
            }
            Err(Error::Invalid { .. }) => {}
            Err(error) => panic!("{error:?}"),
        }
        UNCHANGED.with(|unchanged| unchanged.replace(Some(corpus)));
    }
}

fn read(corpus: &mut Corpus, table: &[u8], format: TableFormat) -> corpusdb::Result<MetadataImport> {
    import(corpus, table, format, &Options::default(), "table", &operation("meta import"))
}

fn check_export(first: &mut Corpus) {
    let exported = rows(first);
    let (csv, json) = (as_csv(first, &exported), as_json(&exported));
    for (table, format) in [(&csv, TableFormat::Csv), (&json, TableFormat::Jsonl)] {
        let again = read(first, table, format).unwrap();
        let told = String::from_utf8_lossy(table);
        assert_eq!((again.rows, again.matched, again.changed), (3, 3, 0), "{told}{again:?}");
        assert!(again.problems.is_empty(), "{told}{again:?}");
    }
    let mut second = corpus();
    let report = read(&mut second, &json, TableFormat::Jsonl).unwrap();
    assert_eq!((report.matched, &report.problems), (3, &vec![]), "{report:?}");
    let second = rows(&second);
    assert_eq!(
        second.iter().map(filled).collect::<Vec<_>>(),
        exported.iter().map(filled).collect::<Vec<_>>()
    );
}

/// The key of a row, and its fields that have values.
fn filled(row: &ExportRow) -> (&str, Vec<&(String, Vec<String>)>) {
    (&row.key, row.values.iter().filter(|(_, values)| !values.is_empty()).collect())
}

fn rows(corpus: &Corpus) -> Vec<ExportRow> {
    let mut rows = Vec::new();
    export(corpus, &Selection::default(), &mut |row| {
        rows.push(row);
        Ok(())
    })
    .unwrap();
    rows
}

fn as_json(rows: &[ExportRow]) -> Vec<u8> {
    rows.iter().map(|row| serde_json::to_string(row).unwrap() + "\n").collect::<String>().into_bytes()
}

fn as_csv(corpus: &Corpus, rows: &[ExportRow]) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(export_columns(corpus).unwrap()).unwrap();
    for row in rows {
        let (id, key) = (row.id.to_string(), row.key.clone());
        let values = row.joined().map(Option::unwrap_or_default);
        table.write_record([id, key].into_iter().chain(values).chain([row.corpus.clone()])).unwrap();
    }
    table.into_inner().unwrap()
}
