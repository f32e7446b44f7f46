//! Properties that hold for any file.

use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The output for a file in a format: names and rows, and the number of refusals.
fn taken(bytes: &[u8], kind: RowsKind, mapping: &Mapping) -> (Vec<(String, Row)>, usize) {
    let (mut found, mut refused) = (Vec::new(), 0);
    let end = documents(kind, mapping, bytes, &Limits::default(), &mut |document| {
        match document {
            Ok(document) => {
                let row = read(&document.bytes, kind, mapping).expect("what was given out can be read again");
                found.push((document.name, row));
            }
            Err(_) => refused += 1,
        }
        ControlFlow::Continue(())
    });
    (found, refused + usize::from(end.is_err()))
}

fn kinds() -> impl Strategy<Value = RowsKind> {
    let formats = prop::sample::select(vec![
        RowsFormat::JsonLines,
        RowsFormat::JsonArray,
        RowsFormat::JsonObjects,
        RowsFormat::Separated(b','),
        RowsFormat::Separated(b'\t'),
    ]);
    let charsets = prop::sample::select(vec!["UTF-8", "UTF-16LE", "windows-1252", "Shift_JIS"]);
    (formats, charsets).prop_map(|(format, charset)| RowsKind { format, charset: charset.parse().unwrap() })
}

fn csv_cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200), kind in kinds()) {
        let mapping = Mapping { texts: vec!["text".to_owned()], ..Mapping::default() };
        let (found, _) = taken(&bytes, kind, &mapping);
        prop_assert!(found.iter().all(|(name, row)| !row.text.trim().is_empty() && !name.is_empty()));
        if let Some(kind) = recognise(&bytes) {
            let _ = Table::of(kind, &bytes, &BTreeMap::new());
        }
    }

    #[test]
    fn anything_like_rows_is_survived(
        text in "([\\[\\]{},:\" \r\n;\t]|\"text\"|\"title\":|text|title|\"a b\"|\\{\"text\":\"x y\"\\}|\\\\|\\PC){0,40}",
        kind in kinds(),
    ) {
        let mapping = Mapping { texts: vec!["text".to_owned()], ..Mapping::default() };
        let bytes: Vec<u8> = match kind.charset.name() {
            "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            _ => text.clone().into_bytes(),
        };
        let (found, _) = taken(&bytes, kind, &mapping);
        prop_assert!(found.iter().all(|(_, row)| !row.text.trim().is_empty()));
        if let Some(kind) = recognise(&bytes) && let Ok(Table::Articles(mapping)) = Table::of(kind, &bytes, &BTreeMap::new()) {
            taken(&bytes, kind, &mapping);
        }
    }

    #[test]
    fn texts_come_back_and_the_order_of_rows_changes_no_name(
        mut texts in prop::collection::btree_set("[a-zäж中\", ;\n'\\\\-]{0,30}[a-zж中]", 1..8).prop_map(|texts| texts.into_iter().collect::<Vec<_>>()),
        shift in 0_usize..8,
        is_json in any::<bool>(),
    ) {
        let file = |texts: &[String]| {
            if is_json {
                texts.iter().map(|text| serde_json::json!({ "text": text }).to_string() + "\n").collect::<String>()
            } else {
                let rows = texts.iter().map(|text| format!("x,{}\r\n", csv_cell(text)));
                format!("topic,text\r\n{}", rows.collect::<String>())
            }
        };
        let kind = RowsKind::utf8(if is_json { RowsFormat::JsonLines } else { RowsFormat::Separated(b',') });
        let mapping = Mapping { texts: vec!["text".to_owned()], ..Mapping::default() };
        let (found, refused) = taken(file(&texts).as_bytes(), kind, &mapping);
        prop_assert_eq!(refused, 0);
        let read: Vec<&str> = found.iter().map(|(_, row)| row.text.as_str()).collect();
        let wanted: Vec<&str> = texts.iter().map(|text| text.trim()).collect();
        prop_assert_eq!(read, wanted);
        let before: BTreeSet<String> = found.into_iter().map(|(name, _)| name).collect();
        let count = texts.len();
        texts.rotate_left(shift % count);
        let (found, _) = taken(file(&texts).as_bytes(), kind, &mapping);
        prop_assert_eq!(before, found.into_iter().map(|(name, _)| name).collect::<BTreeSet<_>>());
    }
}
