//! Versions and metadata changes of an article, each on a line.

use crate::output::{count, inline, one_line, visible};
use corpusdb::model::{MetadataChange, RecordedTime, Version, VersionKind};

/// `2023-04-13 09:30:00`: UTC to the second.
pub(crate) fn when(time: &RecordedTime) -> String {
    shortened(time, 19)
}

/// The beginning of a time, with a space before the hours: 10 characters are the day, 16 the minute.
pub(crate) fn shortened(time: &RecordedTime, characters: usize) -> String {
    let text = time.to_string();
    // A text that isn't a time may be shorter, or have no character boundary there.
    text.get(..characters).unwrap_or(&text).replace('T', " ")
}

/// `  version 2  2023-04-13 09:30:00  changed  412 words, 2,483 bytes  UTF-8  operation 3`. The time is that of the capture,
/// where it is known.
pub(crate) fn version_line(version: &Version) -> String {
    let mut line = format!(
        "  version {:<3} {}  {:<10} {}, {}, {}  operation {}",
        version.number,
        when(version.captured.as_ref().unwrap_or(&version.added_at)),
        version.kind,
        count(version.words, "word"),
        count(version.size, "byte"),
        version.charset,
        version.operation
    );
    if version.captured.is_some() {
        line += &format!(", imported {}", shortened(&version.added_at, 10));
    }
    if version.lossy {
        line += "  (some bytes have no reading)";
    }
    if version.same_words && version.kind != VersionKind::Redecoded {
        line += "  (the same words as before)";
    }
    line
}

/// The number of versions from `versions[0]` on that are further captures with the same text, if there are several. They take
/// one line.
pub(crate) fn recaptures(versions: &[Version]) -> Option<usize> {
    let several = versions.iter().take_while(|version| version.kind == VersionKind::Recaptured).count();
    (several > 1).then_some(several)
}

/// `  versions 4 to 6  2023-04-13 09:30:00 to 2023-04-15 09:30:00  3 captures of the same text`
pub(crate) fn recaptures_line(versions: &[Version]) -> String {
    let (Some(first), Some(last)) = (versions.first(), versions.last()) else { return String::new() };
    let time = |version: &Version| when(version.captured.as_ref().unwrap_or(&version.added_at));
    let (one, other) = if first.number < last.number { (first, last) } else { (last, first) };
    format!(
        "  versions {} to {}  {} to {}  {} captures of the same text",
        one.number,
        other.number,
        time(one),
        time(other),
        versions.len()
    )
}

/// `  outlet  2023-04-13 09:30:00  RT → Reuters  set, operation 3`
pub(crate) fn change_line(change: &MetadataChange) -> String {
    // Line breaks in a key are escaped: two keys may differ only in white space.
    let shown = |text: &str| if change.field == "key" { inline(text).into_owned() } else { one_line(text) };
    let value = |value: &Option<String>| value.as_deref().map_or_else(|| "(none)".to_owned(), shown);
    let by = change
        .operation
        .map_or_else(|| "not by corpus".to_owned(), |operation| format!("operation {operation}"));
    let ordinal = if change.ordinal > 0 { format!("[{}]", change.ordinal) } else { String::new() };
    visible(&format!(
        "  {:<11} {}  {} → {}  [{}, {by}]",
        format!("{}{ordinal}", change.field),
        when(&change.changed_at),
        value(&change.old),
        value(&change.new),
        one_line(&change.origin.to_string())
    ))
    .into_owned()
}
