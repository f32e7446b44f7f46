//! What is printed: a table in Markdown, each row as soon as it is known.

use crate::measure::Cost;
use std::fmt::Display;

/// The head of the table.
pub(crate) fn head() {
    line("work", "corpus", "peer", "ratio", "peak MB");
    println!("|{:-<36}|{:->19}|{:-<34}|{:->9}|{:->11}|", "", ":", "", ":", ":");
}

/// A line for the time of corpus or of a peer.
///
/// `ours` is what corpus took, when this is about a peer.
pub(crate) fn time(title: &str, peer: Option<&str>, cost: Cost, ours: Option<Cost>) {
    let ratio = ours.map(|ours| ours.seconds / cost.seconds);
    value(title, peer, &seconds(cost.seconds), ratio, &format!("{:.0}", cost.peak as f64 / 1e6));
}

/// A line for anything else.
pub(crate) fn value(title: &str, peer: Option<&str>, value: &str, ratio: Option<f64>, peak: &str) {
    let ratio = ratio.map(|ratio| format!("{ratio:.2}")).unwrap_or_default();
    match peer {
        None => line(title, value, "", &ratio, peak),
        Some(peer) => line("", "", format!("{peer} {value}"), &ratio, peak),
    }
}

fn line(
    work: impl Display,
    corpus: impl Display,
    peer: impl Display,
    ratio: impl Display,
    peak: impl Display,
) {
    println!("| {work:<34} | {corpus:>17} | {peer:<32} | {ratio:>7} | {peak:>9} |");
}

fn seconds(seconds: f64) -> String {
    if seconds < 1.0 { format!("{:.1} ms", seconds * 1e3) } else { format!("{seconds:.2} s") }
}

/// A number with its thousands apart.
pub(crate) fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    groups.join(",")
}
