//! Measures how fast the words of texts are read: `cargo run --release -p corpus-text --example words FOLDER…`. Each folder is
//! read whole, repeated until it is long enough to measure, and timed on one core.

use corpus_text::word::{read, words};
use std::fs;
use std::hint::black_box;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

fn main() -> io::Result<()> {
    for folder in std::env::args().skip(1) {
        let mut text = String::new();
        collect(Path::new(&folder), &mut text)?;
        let text = text.repeat((4_000_000 / text.len().max(1)).max(1));
        let count = read(&text, |_| ()).count;
        let all = megabytes_per_second(&text, |text| {
            let mut bytes = 0;
            black_box(read(text, |term| bytes += term.text.len()));
            black_box(bytes);
        });
        let cut = megabytes_per_second(&text, |text| {
            black_box(words(text).count());
        });
        writeln!(io::stdout(), "{folder}: {count} words, all {all:.1} MB/s, words alone {cut:.1} MB/s")?;
    }
    Ok(())
}

fn collect(path: &Path, text: &mut String) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), text)?;
        }
    } else if let Ok(part) = fs::read_to_string(path) {
        text.push_str(&part);
    }
    Ok(())
}

/// The best of several runs, in time on the processor where the system tells it.
fn megabytes_per_second(text: &str, work: impl Fn(&str)) -> f64 {
    let best = (0..5)
        .map(|_| {
            let (start, on_processor) = (Instant::now(), time_on_processor());
            work(text);
            match (on_processor, time_on_processor()) {
                (Some(before), Some(after)) => after.saturating_sub(before),
                _ => start.elapsed(),
            }
        })
        .min()
        .unwrap_or(Duration::MAX);
    #[expect(clippy::cast_precision_loss, reason = "a rate is shown with one digit")]
    let bytes = text.len() as f64;
    bytes / best.as_secs_f64() / 1e6
}

fn time_on_processor() -> Option<Duration> {
    let times = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    times.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
