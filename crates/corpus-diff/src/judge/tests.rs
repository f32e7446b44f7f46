//! Judgements of single changes. The accuracy of the rules is measured in tests/edits.

use super::Flag::{Attribution, Date, Name, Negation, Number, Quotation};
use super::{Class, Flag, Headlines, judge};
use crate::diff;

/// The flags and reasons of all changes.
pub(super) fn told(old: &str, new: &str) -> (Vec<Flag>, Vec<String>) {
    let judgements = judge(old, new, &diff(old, new), &Headlines::default());
    let mut flags: Vec<Flag> = judgements.iter().flat_map(|judgement| judgement.flags.clone()).collect();
    flags.sort_unstable();
    flags.dedup();
    (flags, judgements.into_iter().flat_map(|judgement| judgement.reasons).collect())
}

pub(super) fn flags(old: &str, new: &str) -> Vec<Flag> {
    told(old, new).0
}

pub(super) fn is_cosmetic(old: &str, new: &str) -> bool {
    let judgements = judge(old, new, &diff(old, new), &Headlines::default());
    judgements.iter().all(|judgement| judgement.class == Class::Cosmetic)
}

#[test]
fn reasons_say_what_became_of_what() {
    let reasons = |old, new| told(old, new).1;
    assert_eq!(reasons("The 4 men left.", "The 40 men left."), ["4 became 40"]);
    assert_eq!(reasons("He did go to the pier.", "He did not go to the pier."), ["“not” was added"]);
    assert_eq!(
        reasons("He said “we go now”.", "He said “we run now”."),
        ["the words are inside quotation marks"]
    );
    assert_eq!(reasons("The tea is cold.", "The tea is warm."), ["words were changed"]);
    assert_eq!(reasons("The tea is \"cold\"", "The tea is “cold”")[0], "only quotation marks changed");
}

#[test]
fn paragraphs_and_sentences_that_were_cut_or_joined() {
    let last = |old, new| told(old, new).1.pop().unwrap();
    let (apart, joined) = ("The tea is cold.\n\nNobody knows why.", "The tea is cold. Nobody knows why.");
    assert_eq!(last(joined, apart), "a paragraph was cut in two");
    assert_eq!(last(apart, joined), "two paragraphs were joined");
    let (cut, whole) = ("The tea is cold. Nobody knows why.", "The tea is cold and nobody knows why.");
    assert_eq!(last(whole, cut), "a sentence was cut in two");
    assert_eq!(last(cut, whole), "two sentences were joined");
    assert_eq!(last(joined, "The tea is cold. It rains. Nobody knows why."), "words were added");
    assert_eq!(last(apart, "The tea is cold.\n\nIt rains.\n\nNobody knows why."), "words were added");
}

#[test]
fn an_edit_inside_what_moved_is_one() {
    let board = |ago| format!("Tom Reyes, who chairs the board, said the money ran out {ago} days ago.\n\n");
    let rest =
        "The council voted to raise fares in May. Passengers over seventy go free, as they did before.\n\n";
    let (flags, reasons) = told(&format!("{}{rest}", board("4")), &format!("{rest}{}", board("40")));
    assert_eq!(flags, [Number]);
    assert_eq!(reasons.iter().filter(|reason| *reason == "4 days became 40 days").count(), 2, "{reasons:?}");
}

#[test]
fn long_lists_of_reasons_are_cut_and_counted() {
    let names: String = ('A'..='H').map(|letter| format!(", {letter}lmar")).collect();
    let reasons = told("The list of the men is long.", &format!("The list of the men{names} is long.")).1;
    assert_eq!(reasons.len(), 6);
    assert_eq!(reasons[5], "and 3 more like these");
}

#[test]
fn numbers_of_all_scripts() {
    assert_eq!(flags("قتل ٤ أشخاص", "قتل ٤٠ أشخاص"), [Number]);
    assert_eq!(flags("बस में ४ लोग थे", "बस में ५ लोग थे"), [Number]);
    assert!(is_cosmetic("قتل ٤ أشخاص", "قتل 4 أشخاص"));
    assert!(is_cosmetic("Es kostet 1.234,50 Euro", "Es kostet 1 234,50 Euro"));
    assert_eq!(flags("It fell to -5 in the night.", "It fell to 5 in the night."), [Number]);
    assert!(flags("in 20 24 of the cases", "in 2024 of the cases").contains(&Number));
}

#[test]
fn white_space_beside_a_quotation_is_white_space() {
    let old = "The form:\n\n  {\n      \"agency\": \"ABC\",\n      \"name\": \"Quay\"\n  }\n\nThat is all.";
    let new =
        "The form:\n\n```json\n{\n    \"agency\": \"ABC\",\n    \"name\": \"Quay\"\n}\n```\n\nThat is all.";
    let changes = diff(old, new);
    let judgements = judge(old, new, &changes, &Headlines::default());
    let spaces = judgements.iter().filter(|judgement| {
        let change = &changes[judgement.change];
        [&old[change.old.clone()], &new[change.new.clone()]].iter().all(|text| text.trim().is_empty())
    });
    let classes: Vec<Class> = spaces.map(|judgement| judgement.class).collect();
    assert!(classes.len() > 1 && classes.iter().all(|class| *class == Class::Cosmetic), "{judgements:?}");
}

#[test]
fn digits_with_a_letter_are_a_name() {
    assert_eq!(flags("The 3D film was shown.", "The old film was shown."), []);
    assert_eq!(flags("They sold it for 4m pounds.", "They sold it for 5m pounds."), [Number]);
    assert_eq!(flags("After 4km they stopped.", "After 5km they stopped."), [Number]);
}

#[test]
fn words_that_make_one_number_are_one() {
    let (flags, reasons) = told("The twenty-four men of the crew.", "The twenty-five men of the crew.");
    assert_eq!(flags, [Number]);
    assert_eq!(reasons, ["“twenty-four” became “twenty-five”"]);
    assert!(is_cosmetic("The crew had 300 men.", "The crew had three hundred men."));
}

#[test]
fn what_only_moves_within_its_sentence_is_not_flagged() {
    assert_eq!(flags("On Monday the council of the town met.", "The council of the town met on Monday."), []);
    assert_eq!(flags("He did not say he would pay.", "He did say he would not pay."), []);
}

#[test]
fn what_changes_places_is_flagged() {
    assert_eq!(flags("They saved 4 men and 5 women.", "They saved 5 men and 4 women."), [Number]);
    assert_eq!(flags("The bus from Dunmore to Ashford.", "The bus from Ashford to Dunmore."), [Name]);
}

#[test]
fn whole_sentences_deny_nothing_that_was_said_before() {
    let old = "The pier is open.";
    assert_eq!(flags(old, "The pier is open. The mayor did not say why."), []);
    assert_eq!(flags(old, "The pier is not open."), [Negation]);
}

#[test]
fn quotation_marks_that_open_and_close_in_two_changes() {
    let (flags, reasons) =
        told("The deal was a historic step for all.", "The deal was “a historic step” for all.");
    assert_eq!(flags, [Quotation]);
    assert!(reasons.iter().all(|reason| reason == "quotation marks were added"), "{reasons:?}");
    assert!(is_cosmetic("He called it “a step”.", "He called it “a step.”"));
}

#[test]
fn capitals_at_the_start_of_a_sentence_are_names_if_they_are_names_elsewhere() {
    let rest = "The letter came from Harlan and from Merrick.";
    assert_eq!(flags(&format!("{rest} Harlan paid."), &format!("{rest} Merrick paid.")), [Name]);
    assert_eq!(flags(&format!("{rest} Bakers paid."), &format!("{rest} Brewers paid.")), []);
}

#[test]
fn dates_are_no_numbers() {
    assert_eq!(flags("It was on 7 March 2023 in the hall.", "It was on 7 March 2024 in the hall."), [Date]);
    assert_eq!(flags("Am 7.3.2023 war es kalt.", "Am 8.3.2023 war es kalt."), [Date]);
    assert!(is_cosmetic("It was on 2023-03-07 in the hall.", "It was on 7 March 2023 in the hall."));
}

#[test]
fn who_says_it_and_how() {
    assert_eq!(flags("The tank was full, police said.", "The tank was full, guards said."), [Attribution]);
    assert_eq!(flags("The tank was full, police said.", "The tank was full, police quietly said."), []);
}

#[test]
fn a_word_list_of_another_language_does_not_speak() {
    // “no” denies in English, and is “in the” in Portuguese, which no list is of.
    assert_eq!(flags("O barco ficou junto porto velho.", "O barco ficou no porto velho."), []);
}

#[test]
fn an_edit_that_moved_beside_an_edit_that_did_not() {
    let moved = |days| {
        format!(
            "Tom Reyes, who chairs the transport board of the harbour, said the money had run out {days} days ago and the boats are far too old to be mended again"
        )
    };
    let between = "The ferry ran late again.\n\nNobody was told why.\n\n";
    let old = format!("{}.\n\n{between}The council voted to raise the fares on Monday.", moved("4"));
    let new = format!("{between}The council voted to raise the fares on Tuesday, and {}.", moved("40"));
    assert!(flags(&old, &new).starts_with(&[Number, Date]));
}

#[test]
fn ordinals_in_chinese_are_no_numbers() {
    assert_eq!(flags("第二十三届会议开幕。", "第二十四届会议开幕。"), []);
}

#[test]
fn what_both_texts_have_is_neither_added_nor_taken_away() {
    for (old, new, expected) in [
        ("Berlin voted for the plan.", "On Sunday Berlin voted for the plan.", &["“Sunday” was added"][..]),
        ("Berg won the prize.", "Anna Berg won the prize.", &["“Anna” was added"]),
        ("Police in Dunmore said so.", "Dunmore police said so.", &[]),
        ("On Monday, Okafor said he would go.", "Okafor said on Monday he would go.", &[]),
        ("The agency, founded 1990, closed.", "The agency, founded in 1990, closed.", &[]),
        ("The agency (founded 1990) closed.", "The agency, founded in 1990, closed.", &[]),
        ("The law, passed 2019, failed.", "The law, passed in 2019, failed.", &[]),
        ("Mainz stimmte dafür.", "Am Sonntag stimmte Mainz dafür.", &["“Sonntag” was added"]),
        ("Lyon a voté le budget.", "Lundi, Lyon a voté le budget.", &["“Lundi” was added"]),
        ("Tras la cita, Ruiz dimitió.", "Ruiz dimitió tras la cita.", &[]),
        ("Иванов ушёл в отставку.", "Вчера Иванов ушёл в отставку.", &["“Вчера” was added"]),
        ("Nowak wygrał wybory.", "Jan Nowak wygrał wybory.", &["“Jan” was added"]),
        ("Mr Hale will not pay.", "Mr Hale, from Dunmore, will not pay.", &["“Dunmore” was added"]),
    ] {
        let reasons = told(old, new).1;
        let said: Vec<&String> =
            reasons.iter().filter(|reason| reason.contains("added") || reason.contains("taken")).collect();
        let said: Vec<&String> =
            said.into_iter().filter(|reason| !reason.starts_with("words were")).collect();
        assert_eq!(said, expected.iter().collect::<Vec<_>>(), "{old} → {new}: {reasons:?}");
    }
}

#[test]
fn what_went_to_another_sentence_is_said_so() {
    let (old, new) = ("He did not say so. Then she will pay.", "He did say so. Then she will not pay.");
    assert_eq!(
        told(old, new),
        (
            vec![Negation],
            vec![
                "“not” no longer stands in this sentence".to_owned(),
                "“not” stands in this sentence now".to_owned()
            ]
        )
    );
}

#[test]
fn splits_and_joins_are_told_only_where_they_are() {
    for (old, new) in [
        ("He came on Feb. 24 to talk.", "He came on February 24 to talk."),
        ("Der 1. FC Tarn gewann.", "Der FC Tarn gewann."),
        ("Es gibt z.B. Brot.", "Es gibt z. B. Brot."),
        ("Am 4. Mai kam er.", "Am vierten Mai kam er."),
        ("Es begann um ca. 5 Uhr.", "Es begann gegen 5 Uhr."),
        ("J. R. R. Harlow wrote it.", "John Harlow wrote it."),
        ("The U.S. Senate met.", "The Senate met."),
        ("Es p. ej. Madrid quien paga.", "Es Madrid quien paga."),
        ("Это, т. е. Москва, далеко.", "Это Москва, далеко."),
        ("Il dott. Rossi parla.", "Il dottor Rossi parla."),
        ("Prezes np. Nowak wie.", "Prezes Nowak wie."),
        ("Dr. Osei left.", "Doctor Osei left."),
        ("“Halt!” rief der Wärter.", "“Halt”, rief der Wärter."),
    ] {
        let reasons = told(old, new).1;
        assert!(!reasons.iter().any(|reason| reason.contains("sentence")), "{old} → {new}: {reasons:?}");
    }
}

#[test]
fn markup_is_no_speech() {
    for (old, new) in [
        ("<p class=\"lead\">The bridge opened.</p>", "<p class=\"lead big\">The bridge opened.</p>"),
        (
            "<p>It was so.</p>\n<script nonce=\"a1\">x()</script>",
            "<p>It was so.</p>\n<script nonce=\"b2\">x()</script>",
        ),
        ("<p data-ts=\"1699\">So it was.</p>", "<p data-ts=\"1700\">So it was.</p>"),
        ("<a id=\"a\" class=\"b\">So it was.</a>", "<a class=\"b\" id=\"a\">So it was.</a>"),
        (
            "---\ntitle: \"The old pier\"\n---\n\nIt rained.",
            "---\ntitle: \"The new pier\"\n---\n\nIt rained.",
        ),
        ("{\"pier\": \"old\", \"open\": true}", "{\"pier\": \"new\", \"open\": true}"),
    ] {
        assert_eq!(flags(old, new), [], "{old}");
    }
    assert!(is_cosmetic("It&#8217;s so.", "It’s so.") && is_cosmetic("Tea &amp; milk.", "Tea & milk."));
    assert_eq!(flags("<p>He said “we go”.</p>", "<p>He said “we run”.</p>"), [Quotation]);
    assert_eq!(flags("<a href=\"/a\">So</a> it was.", "<a href=\"/b\">So</a> it was."), [Flag::Link]);
}

#[test]
fn a_headline_is_told_once_in_full() {
    let (old, new) = ("Ferry fares rise again\n\nIt rained.", "Boat fares soar again\n\nIt rained.");
    let headlines = Headlines {
        old_headline: Some("Ferry fares rise again"),
        new_headline: Some("Boat fares soar again"),
    };
    let judgements = judge(old, new, &diff(old, new), &headlines);
    let reason = "the headline “Ferry fares rise again” became “Boat fares soar again”";
    assert!(judgements.iter().all(|judgement| judgement.reasons == [reason]), "{judgements:?}");
}

#[test]
fn the_same_reason_is_counted() {
    let (old, new) = ("He is.", "He is not and not and not.");
    assert_eq!(told(old, new).1, ["“not” was added (3 times)"]);
}
