//! Every column of every table: a value that is plausible and wrong is found by verifying, or doc/maintenance.md says
//! that it can't be.

use super::verify_corpus;
use crate::fixture::{Fixture, captures, corpus_of, page, table};
use corpusdb::model::{ArticleId, Assignment, NewOperation, UtcTime};
use corpusdb::ops::import::{self, Input};
use corpusdb::ops::select::Selection;
use corpusdb::ops::undo::{self, Target};
use corpusdb::ops::verify::Options;
use corpusdb::ops::{analyse, metadata, outlets, purge, remove};
use corpusdb::{Access, Corpus};
use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Operations that begin a minute after one another.
struct Clock(Cell<u32>);

impl Clock {
    fn operation(&self, kind: &'static str) -> NewOperation {
        self.0.set(self.0.get() + 1);
        let at: UtcTime = format!("2024-05-01T12:{:02}:00Z", self.0.get()).parse().unwrap();
        NewOperation {
            kind: kind.to_owned().into(),
            at,
            arguments: serde_json::json!({ "of": kind }),
            message: Some("why".to_owned()),
        }
    }

    fn import(&self, fixture: &Fixture, remove_missing: bool) {
        let news = fixture.database.with_file_name("news");
        let plan = import::plan(vec![Input::Path(news)], None).unwrap();
        let exclude = Some(vec!["*.draft".to_owned()]);
        let options =
            import::Options { max_size: 10_000, remove_missing, exclude, ..import::Options::default() };
        let operation = self.operation("import");
        let at = operation.at;
        import::import(&mut fixture.open(), &plan, &operation, &options, &|| at, &mut ()).unwrap();
    }

    fn set(&self, fixture: &Fixture, articles: &[&str], values: &[&str]) {
        let values: Vec<Assignment> = values.iter().map(|value| value.parse().unwrap()).collect();
        metadata::set(&mut fixture.open(), &named(articles), &values, &self.operation("meta set")).unwrap();
    }

    fn undo(&self, fixture: &Fixture, target: &Target) {
        let (operation, options) = (self.operation("undo"), undo::Options::default());
        undo::undo(&mut fixture.open(), target, &operation, options, &mut |_| Ok(())).unwrap();
    }
}

fn named(articles: &[&str]) -> Selection {
    let references = articles.iter().map(|reference| reference.parse().unwrap()).collect();
    Selection { references: Some(references), expression: None }
}

/// Tables of articles in two formats, captures of which the later come first, a table to be missed, and front matter.
fn write_containers(news: &Path) {
    let sentence = "The ferry between the two harbours runs again after the long winter, said the mayor. ";
    let long = sentence.repeat(12);
    let rows = [("Fog", "Fog over the quay since dawn."), ("Ice", "Ice on the river, and more to come.")];
    fs::write(news.join("rows.csv"), table(&rows)).unwrap();
    fs::write(news.join("gone.csv"), table(&[("Hail", "Hail as large as plums fell on the market.")]))
        .unwrap();
    let lines = r#"{"id": 7, "headline": "Snow", "body": "Snow until noon, then sun over the whole bay."}"#;
    fs::write(
        news.join("rows.jsonl"),
        format!("{lines}\n{}\n", lines.replace("Snow", "Sleet").replace('7', "8")),
    )
    .unwrap();
    let address = "https://gazette.example/ferry";
    let pages = [
        (address, 14, page("Ferry runs", &long)),
        (address, 13, page("Ferry to run", &long.replace("runs", "will run"))),
        (address, 15, page("Ferry runs", &long).replace("Home", "Start")),
        ("https://gazette.example/bridge", 13, page("Bridge shut", &long.replace("ferry", "bridge"))),
    ];
    let pages = pages.each_ref().map(|(address, day, page)| (*address, *day, page.as_str()));
    fs::write(news.join("crawl.warc"), captures(&pages)).unwrap();
    fs::write(news.join("matter.md"), "---\ntitle: Dew\ndate: 2023-04-13\n---\n\nDew on the lawn.\n")
        .unwrap();
}

/// A corpus in which every table has rows and every kind of thing has happened.
fn eventful() -> Fixture {
    let footer = "\n\nAll rights reserved by the Gazette, as ever and always.";
    let topics = [
        "Quay", "Ferry", "Rain", "Bridge", "Market", "Harbour", "Choir", "Strike", "Tram", "Flood", "Gala",
        "Fair",
    ];
    let texts: Vec<(String, String)> = topics
        .iter()
        .zip(1..)
        .map(|(topic, number)| {
            (format!("{number}.txt"), format!("{topic} report\n\n{topic} news of {number} May.{footer}"))
        })
        .collect();
    let fixture = corpus_of(&texts.iter().map(|(name, text)| (name.as_str(), text)).collect::<Vec<_>>());
    let (news, clock) = (fixture.database.with_file_name("news"), Clock(Cell::new(0)));
    fs::write(news.join("1.txt"), format!("Quay report\n\nThe mayor denied 12 charges.{footer}")).unwrap();
    fs::write(news.join("2.txt"), [0x46, 0xE9, 0x72, 0x72, 0x79, 0x20, 0xE9, 0x74, 0xE9]).unwrap();
    fs::write(news.join("new.txt"), "Straße\n\nOf a straße and an oﬃce.").unwrap();
    fs::write(news.join("page.html"), "<h1>Port</h1>\n\nClosed.").unwrap();
    fs::write(news.join("large.txt"), "large ".repeat(3000)).unwrap();
    write_containers(&news);
    fs::rename(news.join("3.txt"), news.join("moved.txt")).unwrap();
    clock.import(&fixture, false);
    fs::write(news.join("1.txt"), format!("Quay report\n\nThe mayor admitted 13 charges.{footer}")).unwrap();
    fs::remove_file(news.join("8.txt")).unwrap();
    fs::remove_file(news.join("gone.csv")).unwrap();
    clock.import(&fixture, false);
    fs::remove_file(news.join("7.txt")).unwrap();
    clock.import(&fixture, true);
    let all: Vec<String> = (1..=12).filter(|number| *number != 7).map(|number| number.to_string()).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    clock.set(&fixture, &all, &["outlet=Gazette"]);
    let mut corpus = fixture.open();
    let about = metadata::Redefinition {
        repeatable: Some(true),
        description: Some("What it is about".to_owned()),
        ..metadata::Redefinition::default()
    };
    metadata::define(&mut corpus, &"topic".parse().unwrap(), &about, &clock.operation("meta define"))
        .unwrap();
    clock.set(&fixture, &["1"], &["topic=ports", "topic=ships", "author=Ada", "published=2023-04-13"]);
    clock.set(&fixture, &["2"], &["section=Sea", "topic=ferries"]);
    clock.undo(&fixture, &Target::Last);
    remove::remove(&mut corpus, &named(&["4"]), &clock.operation("remove")).unwrap();
    let description =
        outlets::Description { homepage: Some("https://gazette.example".to_owned()), ..Default::default() };
    outlets::add(&mut corpus, "Gazette on Sunday", &description, &clock.operation("outlet add")).unwrap();
    let client = fixture.client();
    client
        .execute_batch(
            "
            UPDATE articles SET language = 'en' WHERE id IN (1, 2);
            UPDATE outlet SET parent = 1 WHERE id = 2;
            INSERT INTO outlet_alias (alias, kind, outlet) VALUES ('The Gazette', 'name', 1);
            UPDATE field SET description = 'The line on top' WHERE name = 'title';
            ",
        )
        .unwrap();
    let today = "2020-01-01".parse().unwrap();
    clock.undo(&fixture, &Target::Outside { since: today, until: None });
    client
        .execute_batch(
            "
            UPDATE articles SET language = 'fr', author = 'Bo' WHERE id = 2;
            INSERT INTO outlet_alias (alias, kind, outlet) VALUES ('The Gazette', 'name', 1);
            UPDATE outlet SET parent = 1 WHERE id = 2;
            ",
        )
        .unwrap();
    clock.import(&fixture, false);
    for article in [11, 12] {
        purge::purge(&mut corpus, &[ArticleId(article)], &clock.operation("purge")).unwrap();
    }
    purge::allow(&mut corpus, &["12".to_owned()], &clock.operation("purge allow")).unwrap();
    analyse::analyse(&mut corpus, &Selection::default(), &mut ()).unwrap();
    drop((corpus, client));
    let client = fixture.client();
    client.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(())).unwrap();
    fixture
}

/// What the section of doc/maintenance.md on what can't be checked lists.
fn admitted() -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("doc/maintenance.md");
    let text = fs::read_to_string(path).unwrap();
    let (_, section) = text.split_once("\n## What verify can't check\n").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.flat_map(|row| {
        let cell = row.split('|').nth(1).unwrap();
        cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()
    })
    .collect()
}

fn names(client: &Connection, sql: &str) -> Vec<String> {
    let mut statement = client.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

fn rows(client: &Connection, table: &str, columns: usize) -> Vec<Vec<Value>> {
    let mut statement = client.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let rows = statement.query_map([], |row| (0..columns).map(|column| row.get(column)).collect());
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

/// Other values that could stand there: nothing, 0, the next number, another letter, another time, what another row has.
fn others(value: &Value, column: &[Value]) -> Vec<Value> {
    let mut others = vec![Value::Null];
    match value {
        Value::Null => others.extend([Value::Integer(1), Value::Text("x".to_owned())]),
        Value::Integer(number) => others.extend([0, number + 1, number - 1].map(Value::Integer)),
        Value::Real(number) => others.push(Value::Real(number + 1.0)),
        Value::Text(text) => {
            let mut letters: Vec<char> = text.chars().collect();
            if let Some(middle) = letters.get_mut(text.chars().count() / 2) {
                *middle = if *middle == 'e' { 'a' } else { 'e' };
            }
            others.push(Value::Text(letters.into_iter().collect()));
            others.push(Value::Text(text.replace(":00.", ":07.").replace("T1", "T0")));
            let mut digits: Vec<char> = text.chars().collect();
            if let Some(digit) = digits.iter_mut().rfind(|letter| letter.is_ascii_digit()) {
                *digit = if *digit == '4' { '3' } else { '4' };
            }
            others.push(Value::Text(digits.into_iter().collect()));
        }
        Value::Blob(bytes) => {
            let mut bytes = bytes.clone();
            if let Some(last) = bytes.last_mut() {
                *last ^= 0x20;
            }
            others.push(Value::Blob(bytes));
        }
    }
    others.extend(column.iter().find(|other| *other != value && **other != Value::Null).cloned());
    let mut distinct = Vec::new();
    for other in others {
        if other != *value && !distinct.contains(&other) {
            distinct.push(other);
        }
    }
    distinct
}

/// Gives one cell another value; `false` where SQLite refuses it.
fn is_changed(
    database: &Path,
    table: &str,
    columns: &[String],
    row: &[Value],
    at: usize,
    value: &Value,
) -> bool {
    let client = Connection::open(database).unwrap();
    client.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false).unwrap();
    client.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false).unwrap();
    client.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF;").unwrap();
    let conditions: Vec<String> =
        columns.iter().enumerate().map(|(place, column)| format!("{column} IS ?{}", place + 2)).collect();
    let sql = format!("UPDATE {table} SET {} = ?1 WHERE {}", columns[at], conditions.join(" AND "));
    let parameters = [std::slice::from_ref(value), row].concat();
    client.execute(&sql, params_from_iter(parameters)).is_ok_and(|changed| changed > 0)
}

#[test]
fn a_wrong_value_of_any_cell_is_found_or_said_not_to_be() {
    let fixture = eventful();
    assert_eq!(fixture.verify().problems, []);
    let client = fixture.client();
    let tables = names(
        &client,
        "
        SELECT name FROM pragma_table_list
        WHERE schema = 'main' AND type IN ('table', 'shadow') AND name NOT GLOB 'sqlite_[!s]*' AND name <> 'sqlite_schema'
        ORDER BY name
        ",
    );
    let (whole, admitted) = (fs::read(&fixture.database).unwrap(), admitted());
    let mut missed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut tried = 0;
    for table in &tables {
        let columns = names(&client, &format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid"));
        let rows = rows(&client, table, columns.len());
        assert!(!rows.is_empty() || table == "active_operation", "{table} is empty");
        for at in 0..columns.len() {
            let column: Vec<Value> = rows.iter().map(|row| row[at].clone()).collect();
            let chosen: BTreeSet<usize> = [0, rows.len().saturating_sub(1)]
                .into_iter()
                .chain(column.iter().rposition(|value| *value != Value::Null))
                .filter(|place| *place < rows.len())
                .collect();
            for row in chosen {
                for value in others(&column[row], &column) {
                    fs::write(&fixture.database, &whole).unwrap();
                    if !is_changed(&fixture.database, table, &columns, &rows[row], at, &value) {
                        continue;
                    }
                    tried += 1;
                    let found = Corpus::open(&fixture.database, Access::Read)
                        .and_then(|mut corpus| verify_corpus(&mut corpus, &Options::default(), &mut ()));
                    if found.is_ok_and(|found| found.problems.is_empty()) {
                        let how = format!("{:?} → {value:?} in row {row}", column[row]);
                        missed.entry(format!("{table}.{}", columns[at])).or_default().push(how);
                    }
                }
            }
        }
    }
    assert!(tried > 700, "only {tried} cells");
    let unsaid: Vec<_> = missed.iter().filter(|(cell, _)| !admitted.contains(*cell)).collect();
    assert!(unsaid.is_empty(), "of {tried}, verify missed without saying so: {unsaid:#?}");
    let stale: Vec<_> = admitted.iter().filter(|cell| !missed.contains_key(*cell)).collect();
    assert!(stale.is_empty(), "doc/maintenance.md lists what is found: {stale:?}");
}
