//! A comparison with every kind of change, for the tests of its forms.

use corpusdb::diff::judge::{Headlines, judge};
use corpusdb::diff::{Change, ChangeKind, Move};
use corpusdb::model::{ArticleId, Sha256, VersionNumber};
use corpusdb::ops::diff::{ComparedVersion, Comparison};

/// Common text, old text, new text, and the number of a move.
pub(crate) type SampleChange<'a> = (&'a str, &'a str, Option<usize>);

/// A comparison of texts that are made of pieces.
pub(crate) fn comparison(pieces: &[SampleChange]) -> Comparison {
    let (mut old, mut new, mut changes) = (String::new(), String::new(), Vec::new());
    for &(before, after, number) in pieces {
        let starts = (old.len(), new.len());
        old.push_str(before);
        new.push_str(after);
        let kind = match (before.is_empty(), after.is_empty()) {
            _ if before == after => ChangeKind::Equal,
            (true, _) => ChangeKind::Insert,
            (_, true) => ChangeKind::Delete,
            _ => ChangeKind::Replace,
        };
        let moved = number.map(|number| Move { number });
        changes.push(Change {
            kind,
            old: starts.0..old.len(),
            new: starts.1..new.len(),
            moved,
            inside: None,
        });
    }
    let side = |version, added_at: &str| ComparedVersion {
        article: ArticleId(4),
        key: "news/ferry.txt".to_owned(),
        version: VersionNumber(version),
        added_at: added_at.to_owned().into(),
        sha256: Sha256::of(added_at.as_bytes()),
        size: 100,
        title: Some("Ferry fares to rise".to_owned()),
        outlet: Some("Quay Courier".to_owned()),
        published: Some("2024-05-01".to_owned()),
        language: Some("en".to_owned()),
        boilerplate: None,
    };
    let judgements = judge(&old, &new, &changes, &Headlines::default());
    Comparison {
        from: side(1, "2024-05-01T12:00:00Z"),
        to: side(2, "2024-05-02T12:30:00Z"),
        old,
        new,
        changes,
        judgements,
        is_partial: false,
    }
}

const FREE: &str = "Passengers over seventy will go on travelling free of charge.\n\n";

/// A report in two versions.
pub(crate) fn report() -> Comparison {
    let same = |text| (text, text, None);
    comparison(&[
        same("Ferry fares "),
        ("", "to ", None),
        same("rise as council splits\n\nBy Inga Marlow, Quay Courier\n\n"),
        ("", FREE, Some(1)),
        same("The harbour council voted "),
        ("late", "early", None),
        same(" on "),
        ("Monday", "Tuesday", None),
        same(" to raise fares by "),
        ("four", "six", None),
        same(" percent, after a debate that lasted more than five hours.\n\n"),
        ("\"", "“", None),
        same("Nobody wanted this,"),
        ("\"", "”", None),
        same(
            " said Tom Reyes, who chairs the transport board.\n\nThe last rise was in 2019.\n\nThe boats are old.\n\nDiesel is dear.\n\nA spokesman for the union ",
        ),
        ("denied that crews had asked for the increase and ", "", None),
        same("said that wages had "),
        ("not ", "", None),
        same("been discussed.\n\n"),
        (FREE, "", Some(1)),
        (
            "Bridges stay open.\n\n",
            "港口委员会表示，新票价将于六月生效。\n\nTwo councillors walked out & left.\n\n",
            None,
        ),
        same("The old"),
        ("\n", " ", None),
        same("timetable stays until then."),
    ])
}
