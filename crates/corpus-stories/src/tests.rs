use super::*;

const TEXTS: [&str; 6] = [
    "The ferry Aurora ran aground off Quay on Monday with 40 passengers. Captain Ada Roe sent a call for help at night.",
    "The council of Marrow voted for a new school in Hill Street. Mayor Jon Doe said that it opens next year.",
    "All 40 passengers left the ferry Aurora, which ran aground off Quay. Captain Roe had called for help.",
    "Mayor Doe opens the new school in Hill Street, Marrow. The council had voted for it last year.",
    "Divers look at the hull of the ferry Aurora off Quay, where it ran aground with 40 passengers on Monday.",
    "A choir sang in the market hall, and nobody left before the end.",
];

fn stories(texts: &[(&str, Option<f64>)]) -> Vec<Vec<usize>> {
    let inputs = texts.iter().map(|(text, day)| StoryInput { text, day: *day });
    let stories = Collection::of(inputs).stories();
    stories
        .into_iter()
        .map(|story| story.articles.into_iter().map(|member| member.article).collect())
        .collect()
}

#[test]
fn reports_of_one_event_are_one_story() {
    assert_eq!(stories(&TEXTS.map(|text| (text, None))), [vec![0, 2, 4], vec![1, 3]]);
    assert!(stories(&[]).is_empty());
    assert!(stories(&[("Alone.", None)]).is_empty());
}

#[test]
fn the_order_of_articles_changes_no_story() {
    let mut order: Vec<usize> = (0..TEXTS.len()).collect();
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..20 {
        random.shuffle(&mut order);
        let shuffled: Vec<_> = order.iter().map(|place| (TEXTS[*place], None)).collect();
        let mut found: Vec<Vec<usize>> = stories(&shuffled)
            .into_iter()
            .map(|story| {
                let mut articles: Vec<usize> = story.into_iter().map(|place| order[place]).collect();
                articles.sort_unstable();
                articles
            })
            .collect();
        found.sort_unstable();
        assert_eq!(found, [vec![0, 2, 4], vec![1, 3]]);
    }
}

#[test]
fn the_same_event_a_year_later_is_another_story() {
    let one = "Voters of Quay elect a mayor today. Polls close at 6, and Ada Roe hopes to win.";
    let other = "Polls in Quay opened for the election of a mayor. Jon Doe and Ada Roe stand.";
    let far = [(one, Some(0.0)), (other, Some(365.0)), (TEXTS[1], Some(0.0)), (TEXTS[5], None)];
    let near = far.map(|(text, _)| (text, Some(0.0)));
    assert!(stories(&near).contains(&vec![0, 1]));
    assert!(!stories(&far).contains(&vec![0, 1]));
}

#[test]
fn a_member_has_its_reasons_and_neighbours() {
    let collection = Collection::of(TEXTS.iter().map(|text| StoryInput { text, day: None }));
    let stories = collection.stories();
    assert!(stories[0].terms.iter().any(|term| term == "Aurora"), "{stories:?}");
    assert!(stories[0].articles.iter().all(|member| member.score > 0.0 && !member.terms.is_empty()));
    let similar = collection.similar(0, 2);
    assert_eq!(
        similar.iter().map(|neighbour| neighbour.article).collect::<std::collections::BTreeSet<_>>(),
        [2, 4].into()
    );
    assert!(similar[0].terms.iter().any(|term| term == "Aurora"));
}

#[test]
fn the_order_changes_no_story_with_more_similar_articles_than_are_compared() {
    let mut random = fastrand::Rng::with_seed(3);
    // Each text has words from its own stretch of a long vocabulary, so many are alike to different degrees.
    let texts: Vec<String> = (0..300_u32)
        .map(|number| {
            let words: Vec<String> =
                (0..14).map(|_| format!("word{}", number / 6 + random.u32(0..30))).collect();
            words.join(" ")
        })
        .collect();
    let grouped = |order: &[usize]| {
        let shuffled: Vec<_> = order.iter().map(|place| (texts[*place].as_str(), None)).collect();
        let mut found: Vec<Vec<usize>> = stories(&shuffled)
            .into_iter()
            .map(|story| {
                let mut articles: Vec<usize> = story.into_iter().map(|place| order[place]).collect();
                articles.sort_unstable();
                articles
            })
            .collect();
        found.sort_unstable();
        found
    };
    let mut order: Vec<usize> = (0..texts.len()).collect();
    let before = grouped(&order);
    assert!(!before.is_empty());
    for _ in 0..3 {
        random.shuffle(&mut order);
        assert_eq!(grouped(&order), before);
    }
}
