//! What readers of changed articles may rely on, over the whole module.

use proptest::prelude::*;

use super::{Change, ChangeKind, Excerpt, Paragraph, diff, excerpts, paragraphs, stats, unified};

/// The new text with its changes marked; where only white space changed, the new one.
fn marked(old: &str, new: &str) -> String {
    let show = |change: Change| match (&old[change.old], &new[change.new]) {
        (_, new) if change.kind == ChangeKind::Equal => new.to_owned(),
        (old, new) if old.trim().is_empty() && new.trim().is_empty() => new.to_owned(),
        ("", new) => format!("{{+{new}+}}"),
        (old, "") => format!("[-{old}-]"),
        (old, new) => format!("[-{old}-]{{+{new}+}}"),
    };
    diff(old, new).into_iter().map(show).collect()
}

/// Each paragraph with the first letter of what happened to it.
fn told(paragraphs: &[Paragraph]) -> Vec<String> {
    let text = |paragraph: &Paragraph| paragraph.spans.iter().map(|span| span.new).collect::<String>();
    paragraphs
        .iter()
        .map(|paragraph| format!("{:?} {}", paragraph.kind, text(paragraph)))
        .collect()
}

fn is_respaced_only(old: &str, new: &str) -> bool {
    let is_space = |text: &str| text.trim().is_empty();
    diff(old, new).iter().all(|change| {
        change.kind == ChangeKind::Equal
            || is_space(&old[change.old.clone()]) && is_space(&new[change.new.clone()])
    })
}

#[test]
fn equal_texts_are_one_equal() {
    assert_eq!(diff("", ""), []);
    let text = "The bridge is closed.\n\nTrains run as usual.\n";
    assert_eq!(
        diff(text, text),
        [Change {
            kind: ChangeKind::Equal,
            old: 0..text.len(),
            new: 0..text.len()
        }]
    );
}

#[test]
fn one_side_may_be_empty() {
    assert_eq!(
        marked("", "A ferry sank.\n\nAll were saved."),
        "{+A ferry sank.\n\nAll were saved.+}"
    );
    assert_eq!(marked("A ferry sank.", ""), "[-A ferry sank.-]");
}

#[test]
fn numbers_are_replaced_whole_and_punctuation_is_not() {
    assert_eq!(
        marked(
            "At least 4 people died, police said.",
            "At least 40 people died, police said."
        ),
        "At least [-4-]{+40+} people died, police said."
    );
    assert_eq!(
        marked(
            "Damage of \"$1,200\" (est.), 3.5%.",
            "Damage of \"$1,300\" (est.), 3.7%."
        ),
        "Damage of \"$[-1,200-]{+1,300+}\" (est.), [-3.5-]{+3.7+}%."
    );
    assert_eq!(
        marked("“We don’t know,” she said.", "“We didn’t know,” she said."),
        "“We [-don’t-]{+didn’t+} know,” she said."
    );
}

#[test]
fn a_missing_space_is_not_a_changed_word() {
    assert!(is_respaced_only(
        "The fire is out.Nobody was hurt.",
        "The fire is out. Nobody was hurt."
    ));
}

#[test]
fn function_words_do_not_cut_a_rewritten_passage() {
    let old =
        "The mayor said on Monday that the council will vote, in the spring, on plans to close the harbour.";
    let new =
        "Residents of the district have until the end of June to object, the planning office announced.";
    assert_eq!(marked(old, new), format!("[-{old}-]{{+{new}+}}"));
    let lead = "The old harbour is to be closed.";
    let (old, new) = (format!("{lead} {old}"), format!("{lead} {new}"));
    let told = marked(&old, &new);
    assert!(told.starts_with(&format!("{lead} [-The mayor")), "{told}");
    assert_eq!(told.matches("[-").count(), 1, "{told}");
}

#[test]
fn nearby_single_words_stay_single() {
    assert_eq!(
        marked(
            "He told the court in Leeds on Friday.",
            "She told the court in York on Monday."
        ),
        "[-He-]{+She+} told the court in [-Leeds-]{+York+} on [-Friday-]{+Monday+}."
    );
}

#[test]
fn an_inserted_sentence_starts_and_ends_where_sentences_do() {
    assert_eq!(
        marked(
            "The road was closed. The cause is unknown.",
            "The road was closed. The fire spread. The cause is unknown."
        ),
        "The road was closed. {+The fire spread. +}The cause is unknown."
    );
    assert_eq!(
        marked(
            "Spain, Italy and Malta agreed.",
            "Spain, France, Italy and Malta agreed."
        ),
        "Spain, {+France, +}Italy and Malta agreed."
    );
}

#[test]
fn german_russian_and_chinese() {
    assert_eq!(
        marked(
            "Der Minister trat am Montag zurück, teilte die Regierung mit.",
            "Der Minister trat am Dienstag überraschend zurück, teilte die Regierung mit."
        ),
        "Der Minister trat am [-Montag-]{+Dienstag überraschend+} zurück, teilte die Regierung mit."
    );
    assert_eq!(
        marked(
            "В результате аварии погибли 12 человек, ещё пятеро ранены.",
            "В результате аварии погибли 15 человек, трое ранены."
        ),
        "В результате аварии погибли [-12-]{+15+} человек, [-ещё пятеро-]{+трое+} ранены."
    );
    assert_eq!(
        marked("市政府周一宣布三人受伤。", "市政府周二宣布五人受伤。"),
        "市政府周[-一-]{+二+}宣布[-三-]{+五+}人受伤。"
    );
    assert_eq!(
        marked(
            "地铁今天停运。乘客可换乘公交。",
            "地铁今天停运。原因正在调查。乘客可换乘公交。"
        ),
        "地铁今天停运。{+原因正在调查。+}乘客可换乘公交。"
    );
}

const WRAPPED: &str = "\
The harbour authority said on Tuesday evening that two ships had collided
in thick fog near the northern pier. No one was hurt, but a small amount of
fuel had leaked into the water, and the beach was closed for bathers.

Divers will look at both hulls on Wednesday.
";

#[test]
fn wrapping_anew_changes_white_space_only() {
    let unwrapped = WRAPPED
        .replace("\n\n", "¶")
        .replace('\n', " ")
        .replace('¶', "\n\n");
    let narrow = WRAPPED
        .replace(" and", "\nand")
        .replace(" in", "\nin")
        .replace("collided\n", "collided ");
    for (old, new) in [(WRAPPED, &unwrapped), (WRAPPED, &narrow), (&unwrapped, &narrow)] {
        assert!(is_respaced_only(old, new));
        assert!(is_respaced_only(new, old));
        assert_eq!(stats(old, new, &diff(old, new)).paragraphs_changed, 0);
    }
    let crlf = WRAPPED.replace('\n', "\r\n");
    assert!(is_respaced_only(WRAPPED, &crlf));
}

#[test]
fn an_edit_in_wrapped_text_is_still_one_word() {
    let new = "\
The harbour authority said on Tuesday evening that three ships had
collided in thick fog near the northern pier. No one was hurt, but a small
amount of fuel had leaked into the water, and the beach was closed for
bathers.

Divers will look at both hulls on Wednesday.
";
    let told = marked(WRAPPED, new);
    assert_eq!(told.matches("[-").count(), 1, "{told}");
    assert!(told.contains("that [-two-]{+three+} ships"), "{told}");
}

const ARTICLE: [&str; 4] = [
    "A court in the capital has ordered the airline to pay back the cost of cancelled tickets.",
    "The judge said passengers had waited too long. The airline said it would appeal.",
    "Thousands of flights were cancelled in March when pilots went on strike.",
    "Consumer groups welcomed the ruling.",
];

#[test]
fn an_edited_paragraph_next_to_an_inserted_one_is_paired_right() {
    let old = ARTICLE.join("\n\n");
    let inserted = "The ruling may cost the airline up to 40 million, analysts said.";
    let edited = "The judge said all passengers had waited far too long. The airline said it would appeal.";
    let new = [ARTICLE[0], inserted, edited, ARTICLE[2], ARTICLE[3]].join("\n\n");
    let paragraphs = paragraphs(&old, &new, &diff(&old, &new));
    let kinds: Vec<ChangeKind> = paragraphs.iter().map(|paragraph| paragraph.kind).collect();
    use ChangeKind::{Equal, Insert, Replace};
    assert_eq!(kinds, [Equal, Insert, Replace, Equal, Equal]);
    assert_eq!(paragraphs[1].spans.len(), 1);
    assert_eq!(paragraphs[1].spans[0].new, inserted);
    assert!(marked(&old, &new).contains("said {+all +}passengers had waited {+far +}too long"));
}

#[test]
fn paragraphs_on_single_lines_are_paragraphs() {
    let old = ARTICLE.join("\n");
    let new = [ARTICLE[0], ARTICLE[2], ARTICLE[3]].join("\n");
    let told = told(&paragraphs(&old, &new, &diff(&old, &new)));
    assert_eq!(told.len(), 4);
    assert_eq!(told[1], "Delete ");
}

#[test]
fn a_paragraph_cut_in_two_changes_white_space_only() {
    let whole = ARTICLE.join("\n\n");
    let cut = whole.replace("too long. ", "too long.\n\n");
    assert!(is_respaced_only(&whole, &cut));
    assert!(is_respaced_only(&cut, &whole));
    let counted = stats(&whole, &cut, &diff(&whole, &cut));
    assert_eq!(
        (
            counted.paragraphs_respaced,
            counted.paragraphs_unchanged,
            counted.words_inserted
        ),
        (1, 4, 0)
    );
    let counted = stats(&cut, &whole, &diff(&cut, &whole));
    assert_eq!(
        (
            counted.paragraphs_respaced,
            counted.paragraphs_unchanged,
            counted.words_inserted
        ),
        (1, 3, 0)
    );
}

#[test]
fn an_unrelated_paragraph_replaces_as_a_whole() {
    let old = ARTICLE.join("\n\n");
    let other =
        "In other news, the zoo is happy to report that its oldest tortoise has turned one hundred and two.";
    let new = old.replace(ARTICLE[2], other);
    assert!(marked(&old, &new).contains(&format!("[-{}-]{{+{other}+}}", ARTICLE[2])));
}

#[test]
fn a_removed_first_and_last_paragraph_stay_whole() {
    let old = ARTICLE.join("\n\n");
    let new = ARTICLE[1..3].join("\n\n");
    let paragraphs = paragraphs(&old, &new, &diff(&old, &new));
    use ChangeKind::{Delete, Equal};
    let kinds: Vec<ChangeKind> = paragraphs.iter().map(|paragraph| paragraph.kind).collect();
    assert_eq!(kinds, [Delete, Equal, Equal, Delete]);
    assert_eq!(paragraphs[0].spans[0].old, ARTICLE[0]);
    assert_eq!(paragraphs[3].spans[0].old, ARTICLE[3]);
}

#[test]
fn several_paragraphs_for_one_are_told_one_by_one() {
    let old = [ARTICLE[0], ARTICLE[1]].join("\n\n");
    let new = format!("{}\n\nA tram derailed.\n\nSnow fell overnight.", ARTICLE[0]);
    let told = told(&paragraphs(&old, &new, &diff(&old, &new)));
    assert_eq!(
        told[1..],
        [
            "Delete ",
            "Insert A tram derailed.",
            "Insert Snow fell overnight."
        ]
    );
}

#[test]
fn excerpts_keep_the_context_asked_for() {
    let old: Vec<String> = (0..12)
        .map(|day| format!("Report number {day} came in late."))
        .collect();
    let mut new = old.clone();
    new[5] = "Report number 5 came in early.".to_owned();
    let (old, new) = (old.join("\n\n"), new.join("\n\n"));
    let shown = |context: usize| -> Vec<String> {
        let paragraphs = paragraphs(&old, &new, &diff(&old, &new));
        let show = |excerpt: &Excerpt| match excerpt {
            Excerpt::Paragraph(paragraph) => format!("{:?}", paragraph.kind),
            Excerpt::Skipped(count) => count.to_string(),
        };
        excerpts(paragraphs, context).iter().map(show).collect()
    };
    assert_eq!(shown(0), ["5", "Replace", "6"]);
    assert_eq!(
        shown(2),
        ["3", "Equal", "Equal", "Replace", "Equal", "Equal", "4"]
    );
    assert_eq!(shown(usize::MAX).len(), 12);
    assert_eq!(
        excerpts(paragraphs(&old, &old, &diff(&old, &old)), 3),
        [Excerpt::Skipped(12)]
    );
}

#[test]
fn stats_count_words_and_paragraphs() {
    let old = "Four men were held.\n\nThe inquiry goes on.";
    let new = "Five men were held.\n\nThe inquiry goes on.\n\nMore soon.";
    let counted = stats(old, new, &diff(old, new));
    assert_eq!(
        (
            counted.words_inserted,
            counted.words_deleted,
            counted.words_unchanged
        ),
        (3, 1, 7)
    );
    assert_eq!(
        (
            counted.paragraphs_changed,
            counted.paragraphs_inserted,
            counted.paragraphs_unchanged
        ),
        (1, 1, 1)
    );
    assert!((counted.similarity - 14.0 / 18.0).abs() < 1e-9);
    assert!((stats("", "", &[]).similarity - 1.0).abs() < 1e-9);
}

#[test]
fn long_texts_are_compared_by_words_too() {
    let sentence = |number: usize| {
        format!(
            "Station {number} counted {} birds before noon.",
            number * 7 % 1000
        )
    };
    let line = |from: usize| (from..from + 4000).map(sentence).collect::<Vec<_>>().join(" ");
    let old = line(0);
    let new = old.replace("Station 2000 counted", "Station 2000 saw");
    let counted = stats(&old, &new, &diff(&old, &new));
    assert_eq!((counted.words_inserted, counted.words_deleted), (1, 1));
    let other = line(10_000);
    assert!(!diff(&old, &other).is_empty());
}

#[test]
fn changes_serialize_plainly() {
    let json = serde_json::to_value(&diff("a", "b")[0]).unwrap();
    assert_eq!(
        json,
        serde_json::json!({"kind": "replace", "old": {"start": 0, "end": 1}, "new": {"start": 0, "end": 1}})
    );
}

#[test]
fn unified_is_what_diff_writes() {
    assert_eq!(unified("same\n", "same\n", "a", "b", 3), "");
    assert_eq!(
        unified("one\ntwo\nthree\n", "one\n2\nthree", "a.txt", "b\n.txt", 1),
        "--- a.txt\n+++ b .txt\n@@ -1,3 +1,3 @@\n one\n-two\n-three\n+2\n+three\n\\ No newline at end of file\n"
    );
    assert_eq!(
        unified("", "new\n", "a", "b", 0),
        "--- a\n+++ b\n@@ -0,0 +1 @@\n+new\n"
    );
}

/// What `patch` does, without fuzz.
fn apply(old: &str, patch: &str) -> String {
    let mut old_lines = old.split_inclusive('\n');
    let mut done = 0;
    let mut new = String::new();
    let lines: Vec<&str> = patch.split_inclusive('\n').collect();
    for (index, line) in lines.iter().enumerate().skip(2) {
        let is_cut = lines.get(index + 1).is_some_and(|next| next.starts_with('\\'));
        let text = if is_cut {
            line[1..].trim_end_matches('\n')
        } else {
            &line[1..]
        };
        match line.as_bytes()[0] {
            b'@' => {
                let mut range = line[4..].split(' ').next().unwrap().split(',');
                let start: usize = range.next().unwrap().parse().unwrap();
                let skip = if range.next() == Some("0") {
                    start
                } else {
                    start - 1
                };
                while done < skip {
                    new.push_str(old_lines.next().unwrap());
                    done += 1;
                }
            }
            b'+' => new.push_str(text),
            mark @ (b' ' | b'-') => {
                assert_eq!(old_lines.next(), Some(text));
                done += 1;
                new.push_str(if mark == b' ' { text } else { "" });
            }
            _ => assert!(line.starts_with('\\')),
        }
    }
    new + &old_lines.collect::<String>()
}

/// A text of a few different words and separators, so that alignments are ambiguous.
fn wordy() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "the", "of", "Ottawa", "1,200", "4", "said", ".", ",", "“", "don't", "市", "長", " ", " ", " ", "\n",
        "\n\n", "\r\n", "\u{a0}", "- ", "é",
    ]);
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

/// A text and what an editor made of it: some stretches cut out, others put in.
fn edited() -> impl Strategy<Value = (String, String)> {
    let edits = prop::collection::vec((any::<prop::sample::Index>(), 0..8usize, wordy()), 0..4);
    (wordy(), edits).prop_map(|(old, edits)| {
        let mut characters: Vec<char> = old.chars().collect();
        for (place, length, text) in edits {
            let start = place.index(characters.len() + 1);
            let end = (start + length).min(characters.len());
            characters.splice(start..end, text.chars().take(20));
        }
        (old, characters.into_iter().collect())
    })
}

fn any_pair() -> impl Strategy<Value = (String, String)> {
    prop_oneof![
        edited(),
        (wordy(), wordy()),
        (any::<String>(), any::<String>()),
        ("[ab \n]{0,40}", "[ab \n]{0,40}")
    ]
}

fn check_changes(old: &str, new: &str) {
    let changes = diff(old, new);
    let (mut old_done, mut new_done) = (0, 0);
    for change in &changes {
        assert_eq!((change.old.start, change.new.start), (old_done, new_done));
        (old_done, new_done) = (change.old.end, change.new.end);
        assert_eq!(
            Some(change.kind),
            ChangeKind::of(&old[change.old.clone()], &new[change.new.clone()])
        );
    }
    assert_eq!((old_done, new_done), (old.len(), new.len()));
    use ChangeKind::{Delete, Insert, Replace};
    for pair in changes.windows(2) {
        let kinds = (pair[0].kind, pair[1].kind);
        assert!(kinds.0 != kinds.1 || kinds.0 == Replace, "{kinds:?}");
        assert!(kinds != (Insert, Delete) && kinds != (Delete, Insert));
    }
}

/// The paragraphs tell all of both texts but white space.
fn check_paragraphs(old: &str, new: &str) {
    let paragraphs = paragraphs(old, new, &diff(old, new));
    let dense = |text: &str| text.split_whitespace().collect::<String>();
    let spans = || paragraphs.iter().flat_map(|paragraph| &paragraph.spans);
    assert_eq!(
        dense(&spans().map(|span| span.old).collect::<Vec<_>>().join(" ")),
        dense(old)
    );
    assert_eq!(
        dense(&spans().map(|span| span.new).collect::<Vec<_>>().join(" ")),
        dense(new)
    );
    assert_eq!(
        old == new
            || paragraphs.iter().any(|paragraph| !paragraph.is_unchanged())
            || dense(old) == dense(new),
        true
    );
}

proptest! {
    #[test]
    fn changes_cover_both_texts((old, new) in any_pair()) {
        check_changes(&old, &new);
    }

    #[test]
    fn equal_texts_have_no_changes(text in any::<String>()) {
        prop_assert!(diff(&text, &text).iter().all(|change| change.kind == ChangeKind::Equal));
    }

    #[test]
    fn paragraphs_tell_both_texts((old, new) in any_pair()) {
        check_paragraphs(&old, &new);
    }

    #[test]
    fn white_space_alone_changes_no_word(text in wordy(), breaks in prop::collection::vec(0..3usize, 40)) {
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut breaks = breaks.iter().cycle().map(|&kind| [" ", "\n", "\n\n"][kind]);
        let respaced: String = words.iter().map(|word| format!("{word}{}", breaks.next().unwrap())).collect();
        prop_assert!(is_respaced_only(&text, &respaced), "{:?}", diff(&text, &respaced));
    }

    #[test]
    fn patches_apply((old, new) in any_pair(), context in 0..5usize) {
        let patch = unified(&old, &new, "old", "new", context);
        prop_assert_eq!(apply(&old, &patch), new);
    }
}
