//! The kind of a file, and the roles of its columns.

use super::*;

#[test]
fn a_table_without_texts_is_metadata_or_neither() {
    for text in [
        "URL,MobileURL,Date,Title\nhttps://port.example/f,,20210308T073000Z,Ferry\n",
        "id,title,url\n1,Ferry,https://port.example/f\n",
        r#"[{"id":"x1","title":"Ferry","abstract":"A long abstract. It has sentences. It says what the article says, and it is no text."}]"#,
        "key\tpublished\na/1\t2021-03-08\n",
    ] {
        assert!(matches!(table(text.as_bytes()).1, Table::Metadata(_)), "{text}");
        assert!(
            rows(text.as_bytes()).iter().all(|row| row.text.is_empty() && !row.findings.is_empty()),
            "{text}"
        );
    }
    for text in ["date,open,close\n2021-03-08,1,2\n2021-03-09,1,2\n", r#"{"name":"tool","version":"1.0"}"#] {
        assert_eq!(table(text.as_bytes()).1, Table::Neither, "{text}");
    }
}

#[test]
fn a_column_of_long_values_is_one_of_texts() {
    let text = format!("nr,blob,remark\n1,\"{FERRY} {FERRY} {FERRY}\",short\n2,\"{BAC} {BAC}\",a\n");
    let (_, mapping) = mapping(text.as_bytes());
    assert_eq!((mapping.texts, mapping.is_guessed), (vec!["blob".to_owned()], true));
    let text = format!("title,description\nA,\"{FERRY} {FERRY} {FERRY}\"\nB,\"{BAC} {BAC}\"\n");
    assert!(!matches!(table(text.as_bytes()).1, Table::Articles(_)));
}

#[test]
fn the_user_decides_about_columns() {
    let text = format!("nr,note,titel,wer,x\n1,\"{FERRY}\",Fähre,\"Diop, Awa\",y\n");
    let assigned: BTreeMap<String, String> =
        [("note", "text"), ("wer", "author"), ("titel", ""), ("x", "topic"), ("nr", "id")]
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .into();
    let kind = recognise(text.as_bytes()).unwrap();
    let Table::Articles(mapping) = Table::of(kind, text.as_bytes(), &assigned).unwrap() else { panic!() };
    let (documents, _) = all(text.as_bytes(), kind, &mapping);
    assert_eq!(documents[0].name, "1");
    let row = read(&documents[0].bytes, kind, &mapping).unwrap();
    assert_eq!(row.text, FERRY);
    let found: Vec<String> =
        row.findings.iter().map(|finding| format!("{}={}", finding.field, finding.value)).collect();
    assert_eq!(found, ["author=Awa Diop", "topic=y"]);
    let wrong = [("body".to_owned(), "text".to_owned())].into();
    let refusal = Table::of(kind, text.as_bytes(), &wrong).unwrap_err();
    assert_eq!(refusal.reason, "there is no column 'body'; the columns are: nr, note, titel, wer, x");
    let stored = serde_json::to_string(&mapping).unwrap();
    assert_eq!(serde_json::from_str::<Mapping>(&stored).unwrap(), mapping);
}

#[test]
fn dates_of_a_column_have_one_order() {
    let text = format!("title,date,text\nA,03/08/2021,\"{FERRY}\"\nB,03/28/2021,\"{BAC}\"\n");
    assert_eq!(fields(&rows(text.as_bytes())[0]), "title=A | published=2021-03-08");
    let text = format!("title,date,text\nA,03/08/2021,\"{FERRY}\"\n");
    assert_eq!(fields(&rows(text.as_bytes())[0]), "title=A");
}

#[test]
fn ids_that_repeat_name_no_row() {
    let text = format!(
        "id,url,text\nport,https://port.example/1,\"{FERRY}\"\nport,https://port.example/2,\"{BAC}\"\n"
    );
    assert_eq!(names(text.as_bytes()), ["https://port.example/1", "https://port.example/2"]);
    let text = format!("title,text\nA,\"{FERRY}\"\nB,\"{BAC}\"\n");
    let names = names(text.as_bytes());
    assert!(
        names.iter().all(|name| name.len() == 16 && name.bytes().all(|byte| byte.is_ascii_hexdigit())),
        "{names:?}"
    );
}

#[test]
fn the_name_of_a_source_names_no_row() {
    let text = format!("source,title,text\nThe Port,A,\"{FERRY}\"\nThe Port,B,\"{FERRY}\"\n");
    let names = names(text.as_bytes());
    assert_eq!(names.len(), 2);
    assert_ne!(names[0], names[1], "the headline belongs to the text");
}

#[test]
fn what_does_not_fit_a_field_keeps_its_value() {
    let text =
        format!("Unnamed: 0,title,published,keywords,text\n0,A,soon,[],\"{FERRY}\"\n1,B,soon,[],\"{BAC}\"\n");
    let row = &rows(text.as_bytes())[0];
    let found: Vec<String> =
        row.findings.iter().map(|finding| format!("{}={}", finding.field, finding.value)).collect();
    assert_eq!(found, ["title=A", "published_as_written=soon"]);
}

#[test]
fn prose_is_no_table() {
    for text in [
        "",
        "Ferry back, again\n\nThe ferry, which was late, came.\n",
        "[Update] The ferry is back.\n",
        "{This is a note}\n",
        "Roses, red\nViolets, blue\nSugar, sweet\n",
        "A headline\n\nText, with date, and more text\n",
        "---\ntitle: x\n---\n",
        "Text\nThis is the text of a page.\n",
        "<html><body>{\"a\": 1}</body></html>",
    ] {
        assert_eq!(recognise(text.as_bytes()), None, "{text}");
    }
    assert_eq!(recognise(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), None);
}
