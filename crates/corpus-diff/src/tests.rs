//! Guarantees for readers of changed articles, over the whole crate.

use crate::ChangeKind::{Delete, Equal, Insert, Replace};
use crate::{Change, ChangeKind, Move, Paragraph, diff, paragraphs, stats};

/// The new text with its changes marked; where only white space changed, the new one.
fn marked(old: &str, new: &str) -> String {
    let show = |change: Change| match (&old[change.old], &new[change.new]) {
        (_, new) if change.kind == Equal => new.to_owned(),
        (old, new) if let Some(Move { number }) = change.moved => format!("<{number} {old}|{new}>"),
        (old, new) if old.trim().is_empty() && new.trim().is_empty() => new.to_owned(),
        ("", new) => format!("{{+{new}+}}"),
        (old, "") => format!("[-{old}-]"),
        (old, new) => format!("[-{old}-]{{+{new}+}}"),
    };
    diff(old, new).into_iter().map(show).collect()
}

/// Kind and new text of each paragraph.
fn told(paragraphs: &[Paragraph]) -> Vec<String> {
    let text = |paragraph: &Paragraph| paragraph.spans.iter().map(|span| span.new).collect::<String>();
    paragraphs.iter().map(|paragraph| format!("{:?} {}", paragraph.kind, text(paragraph))).collect()
}

fn is_respaced_only(old: &str, new: &str) -> bool {
    let is_space = |text: &str| text.trim().is_empty();
    diff(old, new).iter().all(|change| {
        change.kind == Equal || is_space(&old[change.old.clone()]) && is_space(&new[change.new.clone()])
    })
}

#[test]
fn equal_texts_are_one_equal() {
    assert_eq!(diff("", ""), []);
    let text = "The bridge is closed.\n\nTrains run as usual.\n";
    assert_eq!(
        diff(text, text),
        [Change { kind: Equal, old: 0..text.len(), new: 0..text.len(), moved: None, inside: None }]
    );
}

#[test]
fn one_side_may_be_empty() {
    assert_eq!(marked("", "A ferry sank.\n\nAll were saved."), "{+A ferry sank.\n\nAll were saved.+}");
    assert_eq!(marked("A ferry sank.", ""), "[-A ferry sank.-]");
}

#[test]
fn numbers_are_replaced_whole_and_punctuation_is_not() {
    assert_eq!(
        marked("At least 4 people died, police said.", "At least 40 people died, police said."),
        "At least [-4-]{+40+} people died, police said."
    );
    assert_eq!(
        marked("Damage of \"$1,200\" (est.), 3.5%.", "Damage of \"$1,300\" (est.), 3.7%."),
        "Damage of \"$[-1,200-]{+1,300+}\" (est.), [-3.5-]{+3.7+}%."
    );
    assert_eq!(
        marked("“We don’t know,” she said.", "“We didn’t know,” she said."),
        "“We [-don’t-]{+didn’t+} know,” she said."
    );
}

#[test]
fn a_missing_space_is_not_a_changed_word() {
    assert!(is_respaced_only("The fire is out.Nobody was hurt.", "The fire is out. Nobody was hurt."));
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
        marked("He told the court in Leeds on Friday.", "She told the court in York on Monday."),
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
        marked("Spain, Italy and Malta agreed.", "Spain, France, Italy and Malta agreed."),
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
        marked("地铁今天停运。乘客可换乘公交。", "地铁今天停运。原因正在调查。乘客可换乘公交。"),
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
    let unwrapped = WRAPPED.replace("\n\n", "¶").replace('\n', " ").replace('¶', "\n\n");
    let narrow = WRAPPED.replace(" and", "\nand").replace(" in", "\nin").replace("collided\n", "collided ");
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
        (counted.paragraphs_respaced, counted.paragraphs_unchanged, counted.words_inserted),
        (1, 4, 0)
    );
    let counted = stats(&cut, &whole, &diff(&cut, &whole));
    assert_eq!(
        (counted.paragraphs_respaced, counted.paragraphs_unchanged, counted.words_inserted),
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
    assert_eq!(told[1..], ["Delete ", "Insert A tram derailed.", "Insert Snow fell overnight."]);
}

#[test]
fn a_sentence_that_went_elsewhere_is_a_move() {
    let old =
        "The bridge is shut. Police found the van by the river at dawn. Nobody was hurt, a doctor said.";
    let new =
        "The bridge is shut. Nobody was hurt, a doctor said. Police found the van by the river at dawn.";
    assert_eq!(
        marked(old, new),
        "The bridge is shut. <1 |Nobody was hurt, a doctor said. >Police found the van by the river at dawn.<1  Nobody was hurt, a doctor said.|>"
    );
}

#[test]
fn of_two_paragraphs_that_changed_places_the_shorter_one_moved() {
    let old = ARTICLE.join("\n\n");
    let new = [ARTICLE[0], ARTICLE[2], ARTICLE[1], ARTICLE[3]].join("\n\n");
    let told = marked(&old, &new);
    assert_eq!(told.matches("<1 ").count(), 2, "{told}");
    assert!(!told.contains("[-") && !told.contains("{+"), "{told}");
    let counted = stats(&old, &new, &diff(&old, &new));
    assert_eq!((counted.words_moved, counted.paragraphs_moved, counted.paragraphs_unchanged), (12, 1, 3));
    assert!((counted.similarity - 1.0).abs() < 1e-9);
}

#[test]
fn what_was_edited_in_a_passage_that_moved_is_marked_there() {
    let old = ARTICLE.join("\n\n");
    let edited = ARTICLE[0].replace("ordered", "told").replace("cost", "full cost");
    let new = [ARTICLE[1], ARTICLE[2], ARTICLE[3], &edited].join("\n\n");
    let told = marked(&old, &new);
    assert!(told.starts_with("<1 A court in the capital has |>[-ordered-]<1  the airline"), "{told}");
    assert!(told.contains("A court in the capital has >{+told+}<1 | the airline"), "{told}");
    assert!(told.contains("{+full+}") && told.matches("{+").count() == 2, "{told}");
}

#[test]
fn an_edit_near_the_edge_of_a_passage_that_moved_is_inside_it() {
    for (old_word, new_word) in
        [("ordered", "told"), ("A court", "Judges"), ("a year.", "a month."), ("has", "had")]
    {
        let paragraph =
            "A court in the capital has ordered the airline to pay for rooms, meals and calls for a year.";
        let edited = paragraph.replace(old_word, new_word);
        let old = [ARTICLE[1], paragraph, ARTICLE[2], ARTICLE[3]].join("\n\n");
        let new = [ARTICLE[1], ARTICLE[2], ARTICLE[3], &edited].join("\n\n");
        let changes = diff(&old, &new);
        let told = marked(&old, &new);
        assert_eq!((told.matches("[-").count(), told.matches("{+").count()), (1, 1), "{told}");
        assert_eq!(changes.iter().filter(|change| change.inside.is_some()).count(), 2, "{told}");
        let counted = stats(&old, &new, &changes);
        assert!(counted.words_inserted <= 2 && counted.words_deleted <= 2, "{told}");
    }
}

#[test]
fn a_short_sentence_moves_alone_and_takes_nothing_of_its_neighbours() {
    let old =
        "He left.\n\nThe bridge is shut. Police found the van at dawn.\n\n“No,” she said. Nobody was hurt.";
    let new =
        "“No,” she said. Nobody was hurt.\n\nThe bridge is shut. He left. Police found the van at dawn.";
    let told = marked(old, new);
    assert!(!told.contains("[-") && !told.contains("{+"), "{told}");
    for change in diff(old, new).iter().filter(|change| change.moved.is_some()) {
        let text = [&old[change.old.clone()], &new[change.new.clone()]].concat();
        assert!(["He left.", "“No,” she said. Nobody was hurt."].contains(&text.trim()), "{text}");
    }
}

#[test]
fn an_item_whose_words_all_changed_keeps_its_mark() {
    let old = "Wanted:\n\n- apples and pears\n- flour\n- salt\n";
    assert_eq!(
        marked(old, "Wanted:\n\n- cherry juice\n- vinegar\n- salt\n"),
        "Wanted:\n\n- [-apples and pears-]{+cherry juice+}\n- [-flour-]{+vinegar+}\n- salt\n"
    );
}

#[test]
fn white_space_that_came_or_went_belongs_to_the_words_beside_it() {
    assert_eq!(
        marked("The budget and the bylaw", "The budget, the bylaw"),
        "The budget[- and-]{+,+} the bylaw"
    );
    assert_eq!(marked("It took 10 and 12 days.", "It took 10-12 days."), "It took 10[- and -]{+-+}12 days.");
    assert_eq!(
        marked("He came, saw and won.", "He came and saw and won."),
        "He came[-,-]{+ and+} saw and won."
    );
}

#[test]
fn a_few_words_that_are_found_elsewhere_did_not_move() {
    let told = marked(
        "The judge left the room. A witness wept, and the lawyers spoke at length of the missing money.",
        "A witness wept. The mayor opened a school, where the judge left the room to nobody in particular.",
    );
    assert!(!told.contains('<'), "{told}");
}

#[test]
fn sentences_cut_or_joined_are_not_deleted() {
    let joined = "The ferry stopped at noon, and the crew went home. Repairs will take a week.";
    let cut = "The ferry stopped at noon. The crew went home. Repairs will take a week.";
    assert_eq!(
        marked(joined, cut),
        "The ferry stopped at noon[-, and the-]{+. The+} crew went home. Repairs will take a week."
    );
}

#[test]
fn a_sentence_in_chinese_or_thai_moves_too() {
    let (first, second) = ("市政府周一宣布港口将关闭到月底。", "渔民们说他们对此一无所知，非常失望。");
    let told = marked(&format!("{first}{second}"), &format!("{second}{first}"));
    assert!(told.matches("<1 ").count() == 2 && !told.contains("[-") && !told.contains("{+"), "{told}");
    assert_eq!(marked("ตำรวจจับกุมชายสามคน", "ตำรวจจับกุมชายห้าคน"), "ตำรวจจับกุมชาย[-สาม-]{+ห้า+}คน");
}

#[test]
fn long_texts_are_compared_by_words_too() {
    let sentence =
        |number: usize| format!("Station {number} counted {} birds before noon.", number * 7 % 1000);
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
        serde_json::json!({"kind": "replace", "old": {"start": 0, "end": 1}, "new": {"start": 0, "end": 1}, "move": null})
    );
}
