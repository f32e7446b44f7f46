//! Files of rows in the forms that tools write, with samples in several languages.

mod tables;

use super::*;
use std::collections::BTreeMap;

const FERRY: &str = "The ferry to the island ran again on Monday. It had been out of service for two years.";
const BAC: &str = "Le bac de l’île a repris lundi. Il était à l’arrêt depuis deux ans, faute d’argent.";
const TOSEN: &str = "島への渡船が月曜日に再開した。二年ぶりのことである。町は運賃を据え置くと発表した。";

/// The kind of a file, with its mapping.
fn table(bytes: &[u8]) -> (RowsKind, Table) {
    let kind = recognise(bytes).expect("rows");
    (kind, Table::of(kind, bytes, &BTreeMap::new()).unwrap())
}

fn mapping(bytes: &[u8]) -> (RowsKind, Mapping) {
    match table(bytes) {
        (kind, Table::Articles(mapping) | Table::Metadata(mapping)) => (kind, mapping),
        (kind, Table::Neither) => panic!("{kind} is neither"),
    }
}

/// The documents of a file, and the refusals, the end included.
fn all(bytes: &[u8], kind: RowsKind, mapping: &Mapping) -> (Vec<Document>, Vec<String>) {
    let (mut documents_, mut refused) = (Vec::new(), Vec::new());
    let end = documents(kind, mapping, bytes, &Limits::default(), &mut |document| {
        match document {
            Ok(document) => documents_.push(document),
            Err(refusal) => refused.push(refusal.to_string()),
        }
        ControlFlow::Continue(())
    });
    refused.extend(end.err().map(|refusal| refusal.to_string()));
    (documents_, refused)
}

/// The rows of a file, none of which may be refused.
fn rows(bytes: &[u8]) -> Vec<Row> {
    let (kind, mapping) = mapping(bytes);
    let (documents, refused) = all(bytes, kind, &mapping);
    assert_eq!(refused, [""; 0]);
    documents.iter().map(|document| read(&document.bytes, kind, &mapping).unwrap()).collect()
}

/// The standard fields of a row, of each the best column.
fn fields(row: &Row) -> String {
    let mut best: Vec<&Finding> = Vec::new();
    for finding in &row.findings {
        let is_best = best.iter().all(|other| other.field != finding.field || other.rule == finding.rule);
        if is_best && !matches!(finding.field, Field::Other(_)) {
            best.push(finding);
        }
    }
    best.iter().map(|finding| format!("{}={}", finding.field, finding.value)).collect::<Vec<_>>().join(" | ")
}

fn names(bytes: &[u8]) -> Vec<String> {
    let (kind, mapping) = mapping(bytes);
    all(bytes, kind, &mapping).0.into_iter().map(|document| document.name).collect()
}

#[test]
fn rows_of_json_lines_are_exact_lines() {
    let lines = [
        format!(r#"{{"id": "a", "headline": "Ferry back",  "text": "{FERRY}", "n": 1.50}}"#),
        format!(r#"{{"text":"{BAC}","title":"Le bac revient","url":"https://port.example/bac"}}"#),
    ];
    let bytes = format!("\u{FEFF}{}\r\n\r\n{}", lines[0], lines[1]).into_bytes();
    let (kind, mapping) = mapping(&bytes);
    let (documents, refused) = all(&bytes, kind, &mapping);
    assert_eq!(refused, [""; 0]);
    assert_eq!(
        documents.iter().map(|document| document.name.as_str()).collect::<Vec<_>>(),
        ["a", "https://port.example/bac"]
    );
    assert_eq!(documents[0].bytes, lines[0].as_bytes());
    assert_eq!(documents[1].context.media_type.as_deref(), Some("application/json"));
    let row = read(&documents[0].bytes, kind, &mapping).unwrap();
    assert_eq!(row.text, format!("Ferry back\n\n{FERRY}"));
    let number = row.findings.iter().find(|finding| finding.field == Field::Other("n".to_owned())).unwrap();
    assert_eq!((number.value.as_str(), number.rule.as_str()), ("1.50", "row:n"));
}

#[test]
fn an_array_and_objects_over_lines_have_the_same_rows() {
    let objects = [
        format!("{{\n  \"id\": 1,\n  \"text\": \"{FERRY}\"\n}}"),
        format!("{{\n  \"id\": 2,\n  \"text\": \"{TOSEN}\"\n}}"),
    ];
    let array = format!("\u{FEFF}[\n{} ,\n{}\n]\n", objects[0], objects[1]);
    let concatenated = format!("{}\n{}\n", objects[0], objects[1]);
    for bytes in [array.as_bytes(), concatenated.as_bytes()] {
        let (kind, mapping) = mapping(bytes);
        let (documents, refused) = all(bytes, kind, &mapping);
        assert_eq!(refused, [""; 0]);
        assert_eq!(documents.iter().map(|document| document.name.as_str()).collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(documents[1].bytes, objects[1].as_bytes(), "{kind}");
    }
    let utf16: Vec<u8> = array.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let rows = rows(&utf16);
    assert_eq!(rows[1].text, TOSEN);
}

#[test]
fn a_list_in_an_object_has_rows() {
    let objects = [
        format!("{{\"title\": \"A\", \"text\": \"{BAC}\"}}"),
        format!("{{\"title\": \"B\", \"text\": \"{TOSEN}\"}}"),
    ];
    for end in ["", ", \"more\": [1]}\n"] {
        let text = format!(
            "{{\"status\":\"items\", \"x\": [1, {{\"items\": []}}],\n \"articles\": [\n{},\n {}]{end}",
            objects[0], objects[1]
        );
        let (kind, mapping) = mapping(text.as_bytes());
        assert_eq!(kind.format, RowsFormat::JsonArray);
        let (documents, refused) = all(text.as_bytes(), kind, &mapping);
        assert_eq!(refused, [""; 0]);
        assert_eq!(documents[1].bytes, objects[1].as_bytes());
    }
    let article = format!("{{\"text\": \"{BAC}\", \"items\": [{{\"text\": \"x\"}}]}}");
    assert_eq!(rows(article.as_bytes())[0].text, BAC, "an article with a list is an article");
    let lines = format!("{{\"data\": [{{\"a\": 1}}], \"text\": \"{BAC}\"}}\n").repeat(2);
    assert_eq!(rows(lines.as_bytes()).len(), 2);
}

#[test]
fn an_object_over_lines_may_hold_objects_on_one() {
    let text = format!("{{ \"text\":\n\"{BAC}\",\n\"x\": [\n  {{\"a\": 1}}\n]}}\n");
    assert_eq!(rows(text.as_bytes())[0].text, BAC);
}

#[test]
fn what_cannot_be_read_is_named_with_its_line() {
    let bytes = format!(
        "{{\"id\":1,\"text\":\"{BAC}\"}}\n{{\"id\":2,\"text\":\"cut\n\n[1]\n{{\"id\":5}}\n{{\"id\":6,\"text\":\"a\",\"text\":\"b\"}}\n\
         {{\"id\":7,\"text\":NaN}}\n{{\"id\":8,\"text\":\"\\ud800\"}}\n{{\"id\":9,\"text\":\"x\",\"y\":{}1{}}}\n{{\"id\":10,\"text\":\"ok\"}}",
        "[".repeat(200),
        "]".repeat(200)
    );
    let mut bytes = bytes.into_bytes();
    bytes.extend(b"\n{\"id\":11,\"text\":\"\xE9\"}\n");
    let (kind, mapping) = mapping(&bytes);
    let (documents, refused) = all(&bytes, kind, &mapping);
    assert_eq!(documents.iter().map(|document| document.name.as_str()).collect::<Vec<_>>(), ["1", "10"]);
    let expected = [
        "2: line 2: not JSON: it ends too early at column 19",
        "4: line 4: not an object with named values",
        "5: line 5: no text",
        "6: line 6: it has 'text' twice",
        "7: line 7: not JSON: expected value",
        "8: line 8: 'text': not JSON: unexpected end of hex escape",
        "9: line 9: nested more than 128 levels deep",
        "11: line 11: not valid UTF-8",
    ];
    for (refused, expected) in refused.iter().zip(expected) {
        assert!(refused.starts_with(expected), "{refused} / {expected}");
    }
    assert_eq!(refused.len(), expected.len());
}

#[test]
fn a_broken_element_leaves_the_others() {
    let text = format!(
        "[{{\"id\":1,\"text\":\"{FERRY}\"}},\n {{\"id\":2,\"text\":\"oops}},\n{{\"id\":3,\"text\":\"{BAC}\"}},\n{{\"id\":4,"
    );
    let (kind, mapping) = mapping(text.as_bytes());
    let (documents, refused) = all(text.as_bytes(), kind, &mapping);
    assert_eq!(documents[0].name, "1");
    assert!(refused.iter().any(|refused| refused.contains("line 2: not JSON")), "{refused:?}");
    assert!(refused.last().unwrap().ends_with("the array has no end: was the file cut off?"), "{refused:?}");
    for (array, reason) in [
        ("[{\"text\":\"a b\"},]", "line 1: not JSON: a comma without a value after it"),
        ("[{\"text\":\"a b\"}]\nx", "line 2: something follows the end of the array"),
        ("[{\"text\":\"a b\"}", "line 1: the array has no end: was the file cut off?"),
    ] {
        let (documents, refused) = all(array.as_bytes(), RowsKind::utf8(RowsFormat::JsonArray), &mapping);
        assert_eq!(documents.len(), 1, "{array}");
        assert_eq!(refused, [reason], "{array}");
    }
    assert_eq!(all(b" [ ] ", RowsKind::utf8(RowsFormat::JsonArray), &mapping), (vec![], vec![]));
}

#[test]
fn a_record_is_a_table_by_itself() {
    let bytes = format!(
        "sep=;\r\nTitel;Datum;Text\r\nFähre;18.03.2021;\"{FERRY}\r\n\r\nEr sagte: \"\"Ja\"\"; dann ging er.\"\r\n;;\r\nBac;09.03.2021;{BAC}\r\n"
    );
    let (kind, mapping) = mapping(bytes.as_bytes());
    let (documents, refused) = all(bytes.as_bytes(), kind, &mapping);
    assert_eq!(refused, [""; 0]);
    assert_eq!(documents.len(), 2);
    assert_eq!(documents[1].bytes, format!("Titel;Datum;Text\r\nBac;09.03.2021;{BAC}\r\n").as_bytes());
    let row = read(&documents[0].bytes, kind, &mapping).unwrap();
    assert!(row.text.ends_with("Er sagte: \"Ja\"; dann ging er."), "{}", row.text);
    assert_eq!(fields(&row), "title=Fähre | published=2021-03-18");
}

#[test]
fn charsets_that_spreadsheets_write() {
    let text = format!("Titre\tDate\tTexte\r\nL’été\t2021-03-08\t{BAC}\r\nÀ l’île\t2021-03-09\t{BAC}\r\n");
    let little: Vec<u8> =
        "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> =
        "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let (western, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    let marked = format!("\u{FEFF}{text}").into_bytes();
    for bytes in [text.as_bytes(), &little, &big, &western, &marked] {
        let rows = rows(bytes);
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].text, format!("L’été\n\n{BAC}"));
        assert_eq!(fields(&rows[1]), "title=À l’île | published=2021-03-09");
    }
}

#[test]
fn a_charset_that_shows_only_later_is_found() {
    let ascii = format!("title,text\nFerry,\"{FERRY}\"\n");
    let (western, _, _) = encoding_rs::WINDOWS_1252
        .encode("Bac,\"Le café de l'île est fermé depuis l'été dernier, après la tempête.\"\n");
    let bytes = [ascii.as_bytes(), &western].concat();
    let kind = RowsKind::utf8(RowsFormat::Separated(b','));
    let mapping = Mapping { texts: vec!["text".to_owned()], ..Mapping::default() };
    let (documents, _) = all(&bytes, kind, &mapping);
    assert!(read(&documents[1].bytes, kind, &mapping).unwrap().text.contains("café"));
}

#[test]
fn broken_records_are_named_with_their_line() {
    let text = format!(
        "title,date,text\nA,2020-01-02,\"{FERRY}\nMore.\"\nToo,many,fields,here\nToo,few\nB,2020-01-03,{TOSEN}\n\"open,2020-01-03,x\n"
    );
    let (kind, mapping) = mapping(text.as_bytes());
    let (documents, refused) = all(text.as_bytes(), kind, &mapping);
    assert_eq!(documents.len(), 2);
    assert_eq!(
        refused,
        [
            "2: line 4: its number of columns is 4, that of the first line 3",
            "3: line 5: its number of columns is 2, that of the first line 3",
            "5: line 7: a quotation mark is not closed: everything after it was left out",
        ]
    );
}

#[test]
fn columns_of_other_tools_are_known() {
    for (row, expected) in [
        (
            format!(
                r#"{{"title":"Ferry","authors":["Awa Diop","Ken Ito"],"date_publish":"2021-03-08 10:00:00","date_modify":null,"source_domain":"port.example","language":"en","maintext":"{FERRY}","text":null,"url":"https://port.example/f"}}"#
            ),
            "title=Ferry | outlet=port.example | author=Awa Diop | author=Ken Ito | published=2021-03-08T10:00:00 | url=https://port.example/f | language=en",
        ),
        (
            format!(
                r#"{{"id":7,"date":"2021-03-08T10:00:00","modified":"2021-03-09T11:00:00","link":"https://port.example/?p=7","title":{{"rendered":"Ferry &#8217;n&#8217; <em>tide</em>"}},"content":{{"rendered":"\n<p>{FERRY}</p>"}},"author":3,"categories":[1,2]}}"#
            ),
            "title=Ferry ’n’ tide | published=2021-03-08T10:00:00 | modified=2021-03-09T11:00:00 | url=https://port.example/?p=7",
        ),
        (
            format!(
                r#"{{"title":"Bac","author":[{{"family":"Diop","given":"Awa"}},{{"literal":"Le Port"}}],"issued":{{"date-parts":[["2021",3]]}},"container-title":"Le Port","URL":"https://port.example/b","fulltext":"{BAC}"}}"#
            ),
            "title=Bac | outlet=Le Port | author=Awa Diop | author=Le Port | published=2021-03 | url=https://port.example/b",
        ),
        (
            format!(
                r#"{{"source":{{"id":null,"name":"The Port"}},"author":"By Awa Diop","title":"Ferry","url":"https://port.example/f","publishedAt":"2021-03-08T10:00:00Z","content":"{FERRY} {FERRY} {FERRY}"}}"#
            ),
            "title=Ferry | outlet=The Port | author=Awa Diop | published=2021-03-08T10:00:00Z | url=https://port.example/f",
        ),
        (
            format!(r#"{{"标题":"渡船","作者":"伊藤健","日期":"2021年3月8日","正文":"{TOSEN}"}}"#),
            "title=渡船 | author=伊藤健 | published=2021-03-08",
        ),
        (
            format!(r#"{{"title":"Ferry","timestamp":1,"created_at":1615197600,"text":"{FERRY}"}}"#),
            "title=Ferry | published=2021-03-08T10:00:00Z",
        ),
    ] {
        let rows = rows(row.as_bytes());
        assert_eq!(fields(&rows[0]), expected, "{row}");
        assert_eq!(rows[0].is_html, row.contains("<p>"));
        assert!(rows[0].text.contains(if row.contains("<p>") { "<p>" } else { "\n\n" }), "{}", rows[0].text);
    }
    let csv = format!(
        "ID,Newspaper,Date,Section,Author,Headline,Article\n1,The Port,8 March 2021,Sea,Awa Diop and Ken Ito,Ferry,\"{FERRY} {FERRY} {FERRY}\"\n"
    );
    assert_eq!(
        fields(&rows(csv.as_bytes())[0]),
        "title=Ferry | outlet=The Port | author=Awa Diop | author=Ken Ito | published=2021-03-08 | section=Sea"
    );
}

#[test]
fn a_headline_in_the_text_is_not_doubled() {
    let text = format!("title\ttext\nFerry  back\t\"FERRY back\n{FERRY}\"\nBac\t{BAC}\n");
    assert_eq!(rows(text.as_bytes())[0].text, format!("Ferry back\n\n{FERRY}"));
}

#[test]
fn limits_apply_to_rows() {
    let text = format!(
        "{{\"id\":1,\"text\":\"{FERRY}\"}}\n{{\"id\":2,\"text\":\"{}\"}}\n{{\"id\":3,\"text\":\"{BAC}\"}}\n",
        "x".repeat(5000)
    );
    let (kind, mapping) = mapping(text.as_bytes());
    let read = |limits: Limits| {
        let mut found = Vec::new();
        let end = documents(kind, &mapping, text.as_bytes(), &limits, &mut |document| {
            found.push(document.map_or_else(|refusal| refusal.to_string(), |document| document.name));
            ControlFlow::Continue(())
        });
        (found, end.err().map(|refusal| refusal.to_string()))
    };
    let limits = Limits { member: 1000, ..Limits::default() };
    assert_eq!(read(limits).0, ["1", "2: line 2: larger than 1000 bytes", "3"]);
    assert_eq!(
        read(Limits { members: 1, ..Limits::default() }).1.as_deref(),
        Some("line 3: more than 1 rows")
    );
    assert!(read(Limits { total: 1000, ..Limits::default() }).1.is_some());
}

#[test]
fn many_columns_take_no_long_time() {
    let names = |count: usize| {
        (0..count)
            .map(|at| format!("\"m{}odified{at}\":\"a b\"", "_".repeat(at % 5)))
            .collect::<Vec<_>>()
            .join(",")
    };
    let text =
        format!("{{\"text\":\"{BAC}\",{}}}\n{{\"text\":\"{FERRY}\",{}}}\n", names(10_000), names(20_000));
    let (kind, mapping) = mapping(text.as_bytes());
    let (documents, refused) = all(text.as_bytes(), kind, &mapping);
    assert_eq!(read(&documents[0].bytes, kind, &mapping).unwrap().findings.len(), 10_000);
    assert_eq!(refused, ["2: line 2: more than 16384 columns"]);
}
