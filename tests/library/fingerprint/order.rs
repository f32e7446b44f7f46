//! What the corpus holds makes the fingerprint, not the way that led there.

use super::Workplace;
use corpusdb::ops::import::{Input, Options};
use proptest::prelude::*;
use std::fs;

const FILES: [(&str, &str); 4] = [
    ("a.txt", "Quay closed\n\nThe quay is closed until Monday."),
    ("b.txt", "One line about the quay"),
    ("c/d.txt", "One line about the bridge"),
    ("e.txt", "One line about the bridge"),
];

const VALUES: [(&str, &str, &[&str]); 5] = [
    ("a.txt", "outlet", &["Quay Times"]),
    ("a.txt", "topic", &["quay", "closing"]),
    ("b.txt", "published", &["2024-04"]),
    ("b.txt", "topic", &["quay"]),
    ("d.txt", "author", &["Ada Lind"]),
];

/// A way round that ends where it began.
#[derive(Debug, Clone)]
enum Detour {
    /// Other bytes, then the right ones again.
    Edit(usize),
    /// Another value, then the right ones again.
    Set(usize),
    /// No value, then the right ones again.
    Unset(usize),
    /// A field that the article has no value for.
    Surplus(usize),
    /// The file is gone, then back.
    Remove(usize),
}

fn detour() -> impl Strategy<Value = Detour> {
    prop_oneof![
        (0..FILES.len()).prop_map(Detour::Edit),
        (0..VALUES.len()).prop_map(Detour::Set),
        (0..VALUES.len()).prop_map(Detour::Unset),
        (0..FILES.len()).prop_map(Detour::Surplus),
        (0..FILES.len()).prop_map(Detour::Remove),
    ]
}

fn shuffled(count: usize) -> impl Strategy<Value = Vec<usize>> {
    Just((0..count).collect::<Vec<_>>()).prop_shuffle()
}

fn write(place: &Workplace, file: usize, text: &str) {
    let path = place.path("news").join(FILES[file].0);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn bring(place: &mut Workplace, file: usize, text: &str) {
    write(place, file, text);
    let path = place.path("news");
    place.import_folder(&path);
}

fn made(files: &[usize], values: &[usize], detours: &[Detour]) -> Workplace {
    let mut place = Workplace::new();
    place.define_repeatable("topic");
    for &file in files {
        bring(&mut place, file, FILES[file].1);
    }
    for &value in values {
        let (article, field, values) = VALUES[value];
        place.set(article, field, values);
    }
    for detour in detours {
        go_round(&mut place, detour);
    }
    place
}

fn go_round(place: &mut Workplace, detour: &Detour) {
    match *detour {
        Detour::Edit(file) => {
            bring(place, file, "Other words meanwhile");
            bring(place, file, FILES[file].1);
        }
        Detour::Set(value) => {
            let (article, field, values) = VALUES[value];
            place.set(article, field, &["1999"]);
            place.set(article, field, values);
        }
        Detour::Unset(value) => {
            let (article, field, values) = VALUES[value];
            place.unset(article, field);
            place.set(article, field, values);
        }
        Detour::Surplus(file) => {
            let name = FILES[file].0.rsplit('/').next().unwrap();
            place.set(name, "mood", &["calm"]);
            place.unset(name, "mood");
        }
        Detour::Remove(file) => {
            let folder = place.path("news");
            fs::remove_file(folder.join(FILES[file].0)).unwrap();
            let options = Options { remove_missing: true, ..Options::default() };
            place.import(vec![Input::Path(folder)], "news", &options);
            bring(place, file, FILES[file].1);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_way_to_the_same_state_gives_the_same(
        files in shuffled(FILES.len()),
        values in shuffled(VALUES.len()),
        detours in prop::collection::vec(detour(), 0..6),
    ) {
        let straight = made(&[0, 1, 2, 3], &[0, 1, 2, 3, 4], &[]);
        let round = made(&files, &values, &detours);
        prop_assert_eq!(straight.fingerprint(false), round.fingerprint(false));
        let edited = detours.iter().any(|detour| matches!(detour, Detour::Edit(_)));
        prop_assert_eq!(straight.fingerprint(true) != round.fingerprint(true), edited);
    }
}

#[test]
fn anything_else_gives_another() {
    let fresh = || made(&[0, 1, 2, 3], &[0, 1, 2, 3, 4], &[]);
    let changes: [fn(&mut Workplace); 12] = [
        |_| {},
        |place| bring(place, 1, "One line about the Quay"),
        |place| place.set("b.txt", "published", &["2024-05"]),
        |place| place.set("b.txt", "modified", &["2024-04"]),
        |place| place.set("b.txt", "topic", &["quay", "quay"]),
        |place| place.set("a.txt", "topic", &["closing", "quay"]),
        |place| place.set("a.txt", "topic", &["quay; closing"]),
        |place| place.set("a.txt", "subject", &["quay"]),
        |place| place.unset("a.txt", "title"),
        |place| place.outside("UPDATE article SET key = 'news/B.txt' WHERE key = 'news/b.txt'", []),
        |place| {
            place.outside(
                "UPDATE article SET removed_at = '2024-05-01T12:00:00.000Z' WHERE key = 'news/b.txt'",
                [],
            );
        },
        |place| place.outside("UPDATE outlet SET name = 'Quay times'", []),
    ];
    let mut seen = Vec::new();
    for (index, change) in changes.into_iter().enumerate() {
        let mut place = fresh();
        change(&mut place);
        for fingerprint in [place.fingerprint(false), place.fingerprint(true)] {
            assert!(!seen.contains(&fingerprint), "change {index}");
            seen.push(fingerprint);
        }
    }
}
