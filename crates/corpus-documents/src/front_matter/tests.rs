//! Front matter as people write it, in several languages.

use super::*;
use crate::Field;
use proptest::prelude::*;

fn values(text: &str) -> Vec<(String, String)> {
    let found = split(text).map(|front| front.findings).unwrap_or_default();
    found.into_iter().map(|finding| (finding.field.to_string(), finding.value)).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn yaml_has_fields_and_a_body() {
    let text = "---\ntitle: \"Fähre fährt: wieder\"\ndate: 2014-05-01 10:00:00 -0400\nauthors:\n- Awa Diop\n- name: Ken Ito\ntags: [a, b]\nlayout: post\n---\n\nDie *Fähre*.\n";
    let front = split(text).unwrap();
    assert_eq!(&text[front.body..], "\nDie *Fähre*.\n");
    assert_eq!(front.remark, None);
    assert_eq!(
        values(text),
        pairs(&[
            ("title", "Fähre fährt: wieder"),
            ("author", "Awa Diop"),
            ("author", "Ken Ito"),
            ("published", "2014-05-01T10:00:00-04:00"),
            ("tags", "a; b"),
            ("layout", "post"),
        ])
    );
    assert_eq!(front.findings[0].rule, "front-matter:title");
}

#[test]
fn toml_has_fields_and_a_body() {
    let text = "\u{FEFF}+++\r\ntitle = \"渡船の再開\"\r\ndate = 2021-03-08T10:00:00Z\r\nlastmod = 2021-03-09\r\ndraft = false\r\n[extra]\r\nauthor = \"伊藤 健\"\r\n+++\r\n本文\r\n";
    assert_eq!(&text[split(text).unwrap().body..], "本文\r\n");
    assert_eq!(
        values(text),
        pairs(&[
            ("title", "渡船の再開"),
            ("author", "伊藤 健"),
            ("published", "2021-03-08T10:00:00Z"),
            ("modified", "2021-03-09"),
            ("draft", "false"),
        ])
    );
}

#[test]
fn what_is_not_valid_is_read_line_by_line() {
    let text = "---\ntitle: Ferry: the return: part 2\nauthor: 'Awa Diop\nabout: [x\ntags:\n  - \"sea\"\n  - coast\ndate: 2020-01-02\n...\nText\n";
    let front = split(text).unwrap();
    assert!(front.remark.unwrap().contains("line 2"));
    assert_eq!(
        values(text),
        pairs(&[
            ("title", "Ferry: the return: part 2"),
            ("author", "Awa Diop"),
            ("published", "2020-01-02"),
            ("about", "[x"),
            ("tags", "sea; coast"),
        ])
    );
    let text = "+++\ntitle = \"One \"quoted\" word\"\n+++\nText";
    assert_eq!(values(text), pairs(&[("title", "One \"quoted\" word")]));
}

#[test]
fn blocks_and_quotes_of_several_lines_are_one_value() {
    let text = "---\ntitle: >\n  Un bac\n  revient\nsubtitle: \"Après\n  deux ans\"\nlang: fr_CA\nurl: https://paper.example/bac\npublished: false\n---\nTexte";
    assert_eq!(
        values(text),
        pairs(&[
            ("title", "Un bac revient"),
            ("subtitle", "Après deux ans"),
            ("url", "https://paper.example/bac"),
            ("language", "fr-CA"),
            ("published_as_written", "false"),
        ])
    );
    let found = split(text).unwrap().findings;
    assert_eq!(
        found.last().unwrap().field,
        Field::Other("published_as_written".to_owned()),
        "a flag is no date"
    );
}

#[test]
fn quoted_values_may_go_on_without_indentation() {
    let text = "---\ndescription: \"Un bac\nrevient: enfin,\n\ndit-on\"\nlist:\n- 'it''s\nlate'\ntitle: Bac\n---\nTexte";
    assert_eq!(split(text).unwrap().remark, None);
    assert_eq!(values(text)[0], ("title".to_owned(), "Bac".to_owned()));
    assert_eq!(values(text)[2], ("list".to_owned(), "it's late".to_owned()));
}

#[test]
fn a_paragraph_within_is_no_name() {
    let text = "---\ntitle: Bac\nexcerpt: <p>Il revient</p>\n\n<p>Il a dit: oui</p>\n\nauthor: Awa Diop\ntags: [a]\n---\nTexte";
    let front = split(text).unwrap();
    assert!(front.remark.unwrap().contains("is no name"));
    assert_eq!(values(text)[..2], pairs(&[("title", "Bac"), ("author", "Awa Diop")]));
}

#[test]
fn a_text_that_begins_with_a_rule_has_none() {
    let far = format!("---\ntitle: x\n{}---\n", "more: text\n".repeat(7000));
    for text in [
        "",
        "---",
        "---\n",
        "---\n---\nText",
        "---\ntitle: never closed\nText",
        "---\nA ferry returned.\n---\nIt was late.",
        "---\nNote: the ferry is late.\n---\nText",
        "---\n- one\n- two\n---\nText",
        "----\ntitle: x\n----\nText",
        "Text\n---\ntitle: x\n---\n",
        " ---\ntitle: x\n---\n",
        "---\ntitle: x\n+++\nText",
        "---\n\"He said: go home. Then he left, and nobody saw him again\": never\n---\n",
        &far,
    ] {
        assert_eq!(split(text), None, "{text:.60}");
    }
}

#[test]
fn aliases_and_nesting_cost_nothing() {
    let mut bomb = "---\ntitle: x\na: &a [x, x, x]\n".to_owned();
    for (at, name) in ('b'..='z').enumerate() {
        let last = char::from(b'a' + u8::try_from(at).unwrap());
        bomb.push_str(&format!("{name}: &{name} [*{last}, *{last}, *{last}, *{last}]\n"));
    }
    bomb.push_str("---\nText");
    assert_eq!(values(&bomb)[0], ("title".to_owned(), "x".to_owned()));
    let deep = format!("---\ntitle: x\ndeep: {}\n---\n", "[".repeat(30_000));
    assert_eq!(values(&deep)[0].1, "x");
    let deep = format!("+++\ntitle = \"x\"\ndeep = {}\n+++\n", "[".repeat(30_000));
    assert_eq!(values(&deep)[0].1, "x");
}

proptest! {
    #[test]
    fn any_text_is_survived(inner in "(\\PC{0,12}|[a-z]{1,5}: \\PC{0,9}|- x|\n|[\\[\\]{}&*!|>'\"%@`]){0,20}", is_toml in any::<bool>()) {
        let fence = if is_toml { "+++" } else { "---" };
        let text = format!("{fence}\n{inner}\n{fence}\nbody");
        if let Some(front) = split(&text) {
            prop_assert!(text.is_char_boundary(front.body));
            prop_assert!(front.findings.iter().all(|finding| !finding.value.trim().is_empty()));
        }
    }

    #[test]
    fn any_title_survives_yaml(title in "[A-Za-zÄß中:,#' \\-]{0,30}[a-z]") {
        let text = format!("---\ntitle: \"{title}\"\nlayout: post\n---\n");
        let wanted = title.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(&values(&text)[0], &("title".to_owned(), wanted));
    }
}
