//! What is exported to a folder and imported from there is the same corpus.

use super::{Workplace, operation};
use corpusdb::ops::export;
use corpusdb::ops::import::{self, Input, Options};
use corpusdb::ops::select::Selection;
use proptest::prelude::*;
use std::collections::BTreeMap;

#[derive(Debug, Clone)]
struct Article {
    bytes: Vec<u8>,
    charset: Option<&'static str>,
    title: Option<String>,
    unset: bool,
    topics: Vec<String>,
    note: Option<String>,
}

fn key() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[aAbB./~ ]{1,4}",
        "\\PC{1,12}",
        Just("..".to_owned()),
        Just("CON.txt".to_owned()),
        Just("a.txt.corpus.json".to_owned()),
        Just("C:\\x\t\n\u{1b}".to_owned()),
        Just("long é".repeat(60)),
    ];
    prop::collection::vec(part, 1..4).prop_map(|parts| parts.join("/"))
}

/// A value as fields keep it: not white space alone, none around it.
fn value() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{1,20}", "[a\\\\\t\n\"'=,;]{1,9}", Just("x".repeat(70_000))]
        .prop_map(|value| format!("-{value}-"))
}

fn article() -> impl Strategy<Value = Article> {
    let bytes = prop_oneof![
        // A text with nothing to read isn't imported.
        "\\PC{0,40}".prop_map(|text| format!("a{text}").into_bytes()),
        Just(b"A headline\n\nand a text".to_vec()),
        Just(b"\xef\xbb\xbfMarked\r\n".to_vec()),
        Just(b"\xff\xfeH\0i\0 \0t\0h\0e\0r\0e\0".to_vec()),
        Just(b"\xf0\xd2\xc9\xd7\xc5\xd4 \xcd\xc9\xd2".to_vec()),
        Just(b"caf\xe9 au lait".to_vec()),
        Just(b"null \0 in it".to_vec()),
        prop::collection::vec(any::<u8>(), 0..40).prop_map(|bytes| [b"ab", bytes.as_slice()].concat()),
    ];
    let charset = prop_oneof![
        Just("utf-8"),
        Just("koi8-r"),
        Just("utf-16be"),
        Just("ibm855"),
        Just("shift_jis"),
        Just("viscii"),
        Just("utf-32"),
        Just("iso-2022-kr"),
    ];
    (
        bytes,
        charset,
        prop::option::of(value()),
        any::<bool>(),
        prop::collection::vec(value(), 0..3),
        prop::option::of(value()),
    )
        .prop_map(|(bytes, charset, title, unset, topics, note)| {
            // Found out where that can't be refused as no text.
            let is_text = std::str::from_utf8(&bytes).is_ok() && !bytes.iter().any(u8::is_ascii_control);
            Article { bytes, charset: (!is_text).then_some(charset), title, unset, topics, note }
        })
}

fn texts(values: &[String]) -> Vec<&str> {
    values.iter().map(String::as_str).collect()
}

fn filled(articles: &BTreeMap<String, Article>) -> Workplace {
    let mut place = Workplace::new();
    place.define_repeatable("topic");
    for (id, (key, article)) in (1..).zip(articles) {
        let Article { bytes, charset, title, unset, topics, note } = article;
        let charset = charset.map(|charset| charset.parse().unwrap());
        place.import_bytes(&format!("{id}.txt"), bytes, charset);
        place.outside("UPDATE article SET key = ?1 WHERE id = ?2", rusqlite::params![key, id]);
        let id = id.to_string();
        if let Some(title) = title {
            place.set(&id, "title", &[title]);
        }
        if *unset {
            place.unset(&id, "title");
        }
        if !topics.is_empty() {
            place.set(&id, "topic", &texts(topics));
        }
        if let Some(note) = note {
            place.set(&id, "note", &[note]);
        }
    }
    place
}

/// Imports a folder into a new corpus; gives it back with the report of a second import.
fn imported(folder: &std::path::Path) -> (Workplace, corpusdb::model::ImportReport) {
    let mut place = Workplace::new();
    place.import_folder(folder);
    let plan = import::plan(vec![Input::Path(folder.to_owned())], Some("news")).unwrap();
    let (operation, options) = (operation("import"), Options { max_size: 1 << 20, ..Options::default() });
    let at = operation.at;
    let again = import::import(&mut place.corpus, &plan, &operation, &options, &|| at, &mut ()).unwrap();
    (place, again)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn an_export_imports_back_the_same(articles in prop::collection::btree_map(key(), article(), 1..8)) {
        let place = filled(&articles);
        let folder = place.path("out");
        let exported = export::to_folder(&place.corpus, &Selection::default(), &folder, false).unwrap();
        prop_assert_eq!(exported.articles, articles.len() as u64);
        let (copy, again) = imported(&folder);
        prop_assert_eq!(copy.fingerprint(false), place.fingerprint(false));
        prop_assert_eq!((again.unchanged, again.annotated), (articles.len() as u64, 0));
    }
}

/// A saved page with a text that is long enough for an article.
fn page(sentence: &str) -> String {
    let paragraph = "The council of the small harbour town met on Monday to talk about the ferry, which many people \
        take to work every morning, and about the fares that were last raised nine years ago.";
    format!(
        "<!DOCTYPE html><html><head><title>Ferry fares</title><meta name='author' content='Ada Lind'></head><body><article>\
         <h1>Ferry fares</h1><p>{paragraph}</p><p>{sentence}</p><p>{paragraph}</p></article></body></html>"
    )
}

#[test]
fn documents_of_every_kind_import_back_the_same() {
    let mut place = Workplace::new();
    let folder = place.path("news");
    let write = |name: &str, content: &str| {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    };
    write("20230401120000/a.html", &page("Nobody came."));
    write("20230402120000/a.html", &page("Somebody came."));
    write(
        "x/post.md",
        "---\ntitle: Die Brücke\nauthor: Jan Krol\nmood: calm\n---\nDie alte Brücke ist wieder offen.\n",
    );
    write("x/page.html", &page("Everybody came."));
    write(
        "x/rows.jsonl",
        "{\"id\": \"r1\", \"title\": \"Le pont\", \"text\": \"Le vieux pont rouvre enfin.\", \"likes\": 4, \"note\": \"x\"}\n\
         {\"id\": \"r2\", \"title\": \"Le bac\", \"text\": \"Le bac est en panne.\", \"likes\": 5, \"note\": \"y\"}\n",
    );
    write(
        "x/semicolons.csv",
        "id;headline;text\n7;\"渡船\";\"票价上涨。市民不满。\"\n8;\"桥\";\"旧桥重开。人人高兴。\"\n",
    );
    write("x/backup.txt", "A backup\n\nwhose key ends with a tilde.\n");
    let options = Options { pattern: Some("{captured:%Y%m%d%H%M%S}/{key}".to_owned()), ..Options::default() };
    place.import(vec![Input::Path(folder.clone())], "news", &options);
    place.outside("UPDATE article SET key = key || '~' WHERE key LIKE '%backup.txt'", []);
    // A value that its document states, and that a person took away, stays away.
    let id = |place: &Workplace, key: &str| {
        let client = rusqlite::Connection::open(place.path("corpus.db")).unwrap();
        let query = "SELECT id FROM article WHERE key LIKE ?1";
        client.query_row(query, [format!("%{key}")], |row| row.get::<_, i64>(0)).unwrap().to_string()
    };
    for (key, field) in [("r1", "note"), ("post.md", "author"), ("page.html", "title")] {
        let article = id(&place, key);
        place.unset(&article, field);
    }
    let out = place.path("out");
    let exported = export::to_folder(&place.corpus, &Selection::default(), &out, false).unwrap();
    assert_eq!(exported.articles, 8);
    let (copy, again) = imported(&out);
    assert_eq!(copy.fingerprint(false), place.fingerprint(false));
    assert_eq!((again.unchanged, again.annotated), (8, 0));
    let versions = |place: &Workplace| {
        let client = rusqlite::Connection::open(place.path("corpus.db")).unwrap();
        let query = "SELECT group_concat(key || reader || coalesce(captured, '-') || coalesce(columns, '-'), char(10)) FROM (
            SELECT article.key, version.reader, version.captured, layout.columns
            FROM article JOIN version ON version.id = article.version LEFT JOIN layout ON layout.id = version.layout
            ORDER BY article.key
        )";
        client.query_row(query, [], |row| row.get::<_, String>(0)).unwrap()
    };
    assert_eq!(versions(&copy), versions(&place));
}
