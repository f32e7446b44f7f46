//! Pairs that are hard to compare: long, and alike in no way, in every way or in too many ways.

use crate::processor_time;
use anyhow::ensure;
use corpus_diff::judge::{Headlines, judge};
use corpus_diff::{Change, ChangeKind, diff};
use fastrand::Rng;
use std::ops::RangeInclusive;
use std::time::Duration;

/// No pair may take longer.
const LIMIT: Duration = Duration::from_secs(2);

/// How many times longer a pair may take that is four times as long; for a square it would be sixteen.
const GROWTH: f64 = 10.0;

/// Makes the old and the new text, of about so many words, letters or lines.
type Make = fn(&mut Rng, usize) -> (String, String);

/// One input: its name, its size and its generator.
const PAIRS: [(&str, usize, Make); 26] = [
    ("1 MB of news, edited", 200_000, edited),
    ("1 MB of news, paragraphs reversed", 200_000, reversed),
    ("1 MB of news, sentences shuffled", 200_000, shuffled),
    ("1 MB of news, every paragraph twice", 200_000, twice),
    ("unrelated news", 100_000, |rng, size| (news(rng, size), news(rng, size))),
    ("nothing in common", 100_000, |_, size| (numbered('a', size).join(" "), numbered('b', size).join(" "))),
    ("one sentence, its words shuffled", 100_000, shuffled_words),
    ("lines of one of ten digits", 100_000, |rng, size| at_random(rng, size, '0'..='9', "\n")),
    ("lines of one of two digits", 100_000, |rng, size| at_random(rng, size, '0'..='1', "\n")),
    ("a line of ten digits", 100_000, |rng, size| at_random(rng, size, '0'..='9', " ")),
    ("a line of two digits", 100_000, |rng, size| at_random(rng, size, '0'..='1', " ")),
    ("one word again and again", 100_000, |_, size| more_or_less("same ", size)),
    ("one line again and again", 100_000, |_, size| more_or_less("same\n", size)),
    ("one sentence again and again", 20_000, |_, size| more_or_less("Nobody was hurt. ", size)),
    ("two words by turns", 100_000, |_, size| ("yes no ".repeat(size / 2), "no yes ".repeat(size / 2))),
    ("1 MB of one letter", 1_000_000, |_, size| more_or_less("a", size)),
    ("1 MB of Chinese", 333_000, |rng, size| at_random(rng, size, '一'..='嘀', "")),
    ("1 MB of few Chinese characters", 333_000, |rng, size| at_random(rng, size, '一'..='七', "")),
    ("closing quotes", 100_000, |_, size| more_or_less("」", size)),
    ("a stop, then brackets", 100_000, |_, size| around("End.", ")", size)),
    ("a stop, then white space", 100_000, |_, size| around("End.", " ", size)),
    ("a stop, then figures", 100_000, |_, size| around("End. ", "7 ", size)),
    ("initials", 100_000, |_, size| more_or_less("A. B. ", size)),
    ("Chinese numerals", 100_000, |_, size| more_or_less("百", size)),
    ("quotation marks that nobody closes", 100_000, |_, size| more_or_less("„ a ", size)),
    ("combining marks", 100_000, |_, size| more_or_less("\u{301}", size)),
];

/// Times the comparison and the judging of each pair, and of one four times as long.
pub(crate) fn report() -> anyhow::Result<()> {
    let mut slow = Vec::new();
    for (name, size, make) in PAIRS {
        let ((compared, judged), longer) = (time(make, size)?, time(make, 4 * size)?);
        let (both, longer) = (compared + judged, longer.0 + longer.1);
        let growth = longer.as_secs_f64() / both.as_secs_f64();
        let (seconds, more) = (compared.as_secs_f64(), judged.as_secs_f64());
        println!("{name:<36}{seconds:>7.3} s, judged {more:>6.3} s, four times as long {growth:>4.1} times");
        if both > LIMIT || longer > LIMIT && growth > GROWTH {
            slow.push(name);
        }
    }
    ensure!(slow.is_empty(), "too slow: {}", slow.join(", "));
    Ok(())
}

fn time(make: Make, size: usize) -> anyhow::Result<(Duration, Duration)> {
    let (old, new) = make(&mut Rng::with_seed(1), size);
    let start = processor_time();
    let changes = diff(&old, &new);
    let compared = processor_time().saturating_sub(start);
    let start = processor_time();
    let judgements = judge(&old, &new, &changes, &Headlines::default());
    let judged = processor_time().saturating_sub(start);
    let edits = changes.iter().filter(|change| change.kind != ChangeKind::Equal).count();
    ensure!(judgements.len() == edits, "not every change is judged");
    let mut done = (0, 0);
    for Change { kind, old: from, new: to, .. } in changes {
        ensure!(done == (from.start, to.start), "the changes leave something out");
        done = (from.end, to.end);
        ensure!(kind != ChangeKind::Equal || old[from] == new[to], "the changes don't give the texts");
    }
    ensure!(done == (old.len(), new.len()), "the changes leave something out");
    Ok((compared, judged))
}

fn more_or_less(text: &str, times: usize) -> (String, String) {
    (text.repeat(times), text.repeat(times / 10 * 9))
}

/// The `middle` between two ends, of which one changes.
fn around(end: &str, middle: &str, times: usize) -> (String, String) {
    let middle = middle.repeat(times);
    (format!("{end}{middle}old."), format!("{end}{middle}new."))
}

fn numbered(letter: char, size: usize) -> Vec<String> {
    (0..size).map(|number| format!("{letter}{number}")).collect()
}

fn at_random(
    rng: &mut Rng,
    size: usize,
    characters: RangeInclusive<char>,
    separator: &str,
) -> (String, String) {
    let text = |rng: &mut Rng| {
        (0..size).map(|_| format!("{}{separator}", rng.char(characters.clone()))).collect::<String>()
    };
    (text(rng), text(rng))
}

fn shuffled_words(rng: &mut Rng, size: usize) -> (String, String) {
    let words = numbered('a', size);
    let mut shuffled = words.clone();
    rng.shuffle(&mut shuffled);
    (words.join(" "), shuffled.join(" "))
}

/// One of a thousand words, the short ones most often.
fn word(rng: &mut Rng) -> String {
    const SYLLABLES: [&str; 10] = ["ba", "te", "ri", "mo", "lu", "san", "ker", "vin", "dol", "gus"];
    let syllables = rng.usize(1..=3);
    (0..syllables).map(|_| SYLLABLES[rng.usize(..SYLLABLES.len())]).collect()
}

fn sentence(rng: &mut Rng) -> String {
    let words: Vec<String> = (0..15).map(|_| word(rng)).collect();
    format!("The {}.", words.join(" "))
}

/// Paragraphs of four sentences.
fn news(rng: &mut Rng, words: usize) -> String {
    let paragraph = |rng: &mut Rng| [(); 4].map(|()| sentence(rng)).join(" ");
    (0..words / 64).map(|_| paragraph(rng) + "\n\n").collect()
}

/// News in which one word of a hundred was replaced, and as many cut out; one paragraph of fifty went elsewhere, and one
/// was rewritten.
fn edited(rng: &mut Rng, words: usize) -> (String, String) {
    let old = news(rng, words);
    let edit = |rng: &mut Rng, old: &str| match rng.u8(..100) {
        0 => word(rng) + " ",
        1 => String::new(),
        _ => old.to_owned(),
    };
    let mut paragraphs: Vec<String> = old
        .split_inclusive("\n\n")
        .map(|paragraph| paragraph.split_inclusive(' ').map(|word| edit(rng, word)).collect())
        .collect();
    for _ in 0..paragraphs.len() / 50 {
        let paragraph = paragraphs.remove(rng.usize(..paragraphs.len()));
        paragraphs.insert(rng.usize(..paragraphs.len()), paragraph);
        let rewritten = rng.usize(..paragraphs.len());
        paragraphs[rewritten] = news(rng, 64);
    }
    (old, paragraphs.concat())
}

fn reversed(rng: &mut Rng, words: usize) -> (String, String) {
    let old = news(rng, words);
    let mut paragraphs: Vec<&str> = old.split_inclusive("\n\n").collect();
    paragraphs.reverse();
    let new = paragraphs.concat();
    (old, new)
}

fn shuffled(rng: &mut Rng, words: usize) -> (String, String) {
    let old = news(rng, words);
    let mut sentences: Vec<&str> = old.split_inclusive(". ").collect();
    rng.shuffle(&mut sentences);
    let new = sentences.concat();
    (old, new)
}

fn twice(rng: &mut Rng, words: usize) -> (String, String) {
    let old = news(rng, words);
    let new = old.split_inclusive("\n\n").map(|paragraph| paragraph.repeat(2)).collect();
    (old, new)
}
