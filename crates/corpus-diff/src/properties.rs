//! Properties of the diff of any two texts.

use proptest::prelude::*;

use crate::ChangeKind::{Delete, Equal, Insert, Replace};
use crate::{Change, ChangeKind, Move, diff, paragraphs, unified};

/// `patch` without fuzz.
fn apply(old: &str, patch: &str) -> String {
    let mut old_lines = old.split_inclusive('\n');
    let mut done = 0;
    let mut new = String::new();
    let lines: Vec<&str> = patch.split_inclusive('\n').collect();
    for (index, line) in lines.iter().enumerate().skip(2) {
        let is_cut = lines.get(index + 1).is_some_and(|next| next.starts_with('\\'));
        let text = if is_cut { line[1..].trim_end_matches('\n') } else { &line[1..] };
        match line.as_bytes()[0] {
            b'@' => {
                let mut range = line[4..].split(' ').next().unwrap().split(',');
                let start: usize = range.next().unwrap().parse().unwrap();
                let skip = if range.next() == Some("0") { start } else { start - 1 };
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

/// Few different words, so that alignments are ambiguous.
fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "the", "of", "Ottawa", "1,200", "4", "said", ".", ",", "“", "don't", "市", "長", "- ",
    ])
}

fn space() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![" ", "\n", "\n\n", "\r\n", "\u{a0}"])
}

fn wordy() -> impl Strategy<Value = String> {
    prop::collection::vec(prop_oneof![word(), Just(" "), space(), Just("é")], 0..120)
        .prop_map(|pieces| pieces.concat())
}

/// A text and its edited form: some stretches cut out, others put in.
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

fn sentence() -> impl Strategy<Value = String> {
    prop::collection::vec("[a-z]{3,9}", 6..15).prop_map(|words| format!("Then {}.", words.join(" ")))
}

/// Two paragraphs of several sentences that have nothing in common but by chance.
fn two_paragraphs() -> impl Strategy<Value = (String, String)> {
    let paragraph = || prop::collection::vec(sentence(), 1..5).prop_map(|sentences| sentences.join(" "));
    (paragraph(), paragraph())
}

fn any_pair() -> impl Strategy<Value = (String, String)> {
    prop_oneof![
        edited(),
        (wordy(), wordy()),
        (any::<String>(), any::<String>()),
        ("[ab \n]{0,40}", "[ab \n]{0,40}"),
        ("([01]\n){0,200}", "([01]\n){0,200}")
    ]
}

fn check_changes(old: &str, new: &str) {
    let changes = diff(old, new);
    let (mut old_done, mut new_done) = (0, 0);
    for change in &changes {
        assert_eq!((change.old.start, change.new.start), (old_done, new_done));
        (old_done, new_done) = (change.old.end, change.new.end);
        assert_eq!(Some(change.kind), ChangeKind::of(&old[change.old.clone()], &new[change.new.clone()]));
    }
    assert_eq!((old_done, new_done), (old.len(), new.len()));
    for pair in changes.windows(2) {
        let kinds = (pair[0].kind, pair[1].kind);
        let is_one_move = (pair[0].moved, pair[0].inside) == (pair[1].moved, pair[1].inside);
        assert!(kinds.0 != kinds.1 || kinds.0 == Replace || !is_one_move, "{kinds:?}");
        let is_replace = pair[0].moved.is_none() && pair[0].inside.is_none() && is_one_move;
        assert!(!is_replace || kinds != (Insert, Delete) && kinds != (Delete, Insert));
    }
    check_moves(old, new, &changes);
}

/// Moved text is the same at both places, and numbered from 1 in the order of the new text.
fn check_moves(old: &str, new: &str, changes: &[Change]) {
    let dense = |text: String| text.split_whitespace().collect::<String>();
    let mut numbers: Vec<usize> = Vec::new();
    for change in changes.iter().filter(|change| change.kind == Insert) {
        numbers.extend(change.moved.map(|moved| moved.number));
    }
    numbers.dedup();
    assert!(numbers.iter().copied().eq(1..=numbers.len()), "{numbers:?}");
    for number in numbers {
        let here = || changes.iter().filter(|change| change.moved == Some(Move { number }));
        assert!(here().all(|change| matches!(change.kind, Insert | Delete)));
        let from: String = here().map(|change| &old[change.old.clone()]).collect();
        let to: String = here().map(|change| &new[change.new.clone()]).collect();
        assert_eq!(dense(from), dense(to));
    }
}

/// The paragraphs tell all of both texts but white space.
fn check_paragraphs(old: &str, new: &str) {
    let paragraphs = paragraphs(old, new, &diff(old, new));
    let dense = |text: &str| text.split_whitespace().collect::<String>();
    let spans = || paragraphs.iter().flat_map(|paragraph| &paragraph.spans);
    assert_eq!(dense(&spans().map(|span| span.old).collect::<Vec<_>>().join(" ")), dense(old));
    assert_eq!(dense(&spans().map(|span| span.new).collect::<Vec<_>>().join(" ")), dense(new));
    assert!(dense(old) == dense(new) || paragraphs.iter().any(|paragraph| !paragraph.is_unchanged()));
}

proptest! {
    #[test]
    fn changes_cover_both_texts((old, new) in any_pair()) {
        check_changes(&old, &new);
    }

    #[test]
    fn equal_texts_have_no_changes(text in any::<String>()) {
        prop_assert!(diff(&text, &text).iter().all(|change| change.kind == Equal));
    }

    #[test]
    fn paragraphs_tell_both_texts((old, new) in any_pair()) {
        check_paragraphs(&old, &new);
    }

    #[test]
    fn white_space_alone_changes_no_word(
        words in prop::collection::vec(word(), 0..60),
        spaces in prop::collection::vec((space(), space()), 60)
    ) {
        let spaced = |space: fn(&(&'static str, &'static str)) -> &'static str| -> String {
            words.iter().zip(&spaces).flat_map(|(word, spaces)| [*word, space(spaces)]).collect()
        };
        let (old, new) = (spaced(|spaces| spaces.0), spaced(|spaces| spaces.1));
        for change in diff(&old, &new) {
            let texts = [&old[change.old], &new[change.new]];
            let is_space = texts.iter().all(|text| text.trim().is_empty());
            prop_assert!(change.kind == Equal || is_space, "{:?}", texts);
        }
    }

    #[test]
    fn paragraphs_that_changed_places_are_one_move((first, second) in two_paragraphs()) {
        let (old, new) = (format!("{first}\n\n{second}\n"), format!("{second}\n\n{first}\n"));
        let changes = diff(&old, &new);
        let is_space = |change: &Change| old[change.old.clone()].trim().is_empty() && new[change.new.clone()].trim().is_empty();
        for change in changes.iter().filter(|change| change.kind != Equal && !is_space(change)) {
            prop_assert_eq!(change.moved, Some(Move { number: 1 }), "{:?}", changes);
        }
    }

    #[test]
    fn a_paragraph_cut_in_two_has_no_word_changed((first, second) in two_paragraphs()) {
        let (joined, cut) = (format!("{first} {second}\n"), format!("{first}\n\n{second}\n"));
        for (old, new) in [(&joined, &cut), (&cut, &joined)] {
            for change in diff(old, new) {
                let texts = [&old[change.old], &new[change.new]];
                prop_assert!(change.kind == Equal || texts.iter().all(|text| text.trim().is_empty()));
            }
        }
    }

    #[test]
    fn sentences_in_another_order_come_back(
        sentences in prop::collection::vec(sentence(), 0..12),
        order in any::<prop::sample::Index>(),
        (edit, place) in (wordy(), any::<prop::sample::Index>())
    ) {
        let old = sentences.join(" ");
        let mut sentences = sentences;
        let middle = order.index(sentences.len() + 1);
        sentences.rotate_left(middle);
        sentences.insert(place.index(sentences.len() + 1), edit);
        check_changes(&old, &sentences.join(" "));
        check_paragraphs(&old, &sentences.join("\n\n"));
    }

    #[test]
    fn patches_apply((old, new) in any_pair(), context in 0..5usize) {
        let patch = unified(&old, &new, "old", "new", context);
        prop_assert_eq!(apply(&old, &patch), new);
    }
}
