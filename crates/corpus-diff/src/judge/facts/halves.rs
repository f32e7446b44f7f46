//! Words for the half of the day beside an hour: 午後3時, 오후 3시, “8 de la tarde”, “9 вечера”.

use crate::judge::reading::Reading;

/// The part of the day that a word names.
#[derive(Clone, Copy)]
pub(super) enum Half {
    /// Those from midnight to noon.
    Morning,
    /// Those from noon to midnight.
    Afternoon,
    /// Those from the evening to the morning.
    Night,
}

use Half::{Afternoon, Morning, Night};

impl Half {
    /// The time in 24 hours. For example, `08:30` in the afternoon is `20:30`. An hour above 12 stays as it is.
    pub(super) fn of(self, key: &str) -> String {
        let Some((hour, rest)) = key.split_once(':') else { return key.to_owned() };
        let Ok(hour) = hour.parse::<u32>() else { return key.to_owned() };
        let hour = match (self, hour) {
            (Morning | Night, 12) => 0,
            (Afternoon, 1..12) | (Night, 6..12) => hour + 12,
            _ => hour,
        };
        format!("{hour:02}:{rest}")
    }
}

/// Words before the hour. Each character of a script without spaces is a token.
const BEFORE: &[(&str, Half)] = &[
    ("午 前", Morning),
    ("午 後", Afternoon),
    ("上 午", Morning),
    ("下 午", Afternoon),
    ("早 上", Morning),
    ("清 晨", Morning),
    ("凌 晨", Morning),
    ("傍 晚", Afternoon),
    ("晚 上", Night),
    ("夜 里", Night),
    ("午前", Morning),
    ("午後", Afternoon),
    ("오전", Morning),
    ("오후", Afternoon),
    ("새벽", Morning),
    ("सुबह", Morning),
    ("दोपहर", Afternoon),
    ("शाम", Afternoon),
    ("रात", Night),
    ("下午", Afternoon),
    ("아침", Morning),
    ("저녁", Afternoon),
    ("밤", Night),
    ("sabah", Morning),
    ("akşam", Afternoon),
    ("gece", Night),
];

/// Words behind the hour.
const BEHIND: &[(&str, Half)] = &[
    ("de la mañana", Morning),
    ("de la tarde", Afternoon),
    ("de la noche", Night),
    ("de la madrugada", Morning),
    ("da manhã", Morning),
    ("da tarde", Afternoon),
    ("da noite", Night),
    ("da madrugada", Morning),
    ("du matin", Morning),
    ("du soir", Afternoon),
    ("de l' après - midi", Afternoon),
    ("del mattino", Morning),
    ("di mattina", Morning),
    ("del pomeriggio", Afternoon),
    ("di sera", Afternoon),
    ("della sera", Afternoon),
    ("di notte", Night),
    ("de mañana", Morning),
    ("pela manhã", Morning),
    ("vormittags", Morning),
    ("mittags", Afternoon),
    ("am morgen", Morning),
    ("am vormittag", Morning),
    ("am nachmittag", Afternoon),
    ("am abend", Afternoon),
    ("in der nacht", Night),
    ("' s ochtends", Morning),
    ("' s morgens", Morning),
    ("' s middags", Afternoon),
    ("' s avonds", Afternoon),
    ("' s nachts", Night),
    ("på morgonen", Morning),
    ("på förmiddagen", Morning),
    ("på eftermiddagen", Afternoon),
    ("på kvällen", Afternoon),
    ("på natten", Night),
    ("po południu", Afternoon),
    ("w nocy", Night),
    ("ночи", Night),
    ("ليلا", Night),
    ("ليلاً", Night),
    ("فجرا", Morning),
    ("فجراً", Morning),
    ("אחר הצהריים", Afternoon),
    ("בצהריים", Afternoon),
    ("בלילה", Night),
    ("morgens", Morning),
    ("nachmittags", Afternoon),
    ("abends", Afternoon),
    ("nachts", Night),
    ("утра", Morning),
    ("вечера", Afternoon),
    ("rano", Morning),
    ("wieczorem", Afternoon),
    ("صباحا", Morning),
    ("صباحاً", Morning),
    ("مساء", Afternoon),
    ("مساءً", Afternoon),
    ("ظهرا", Afternoon),
    ("ظهراً", Afternoon),
    ("בבוקר", Morning),
    ("בערב", Afternoon),
];

/// Whether a time may begin with this word, in a script where that isn't tried for every word.
pub(super) fn is_word(folded: &str) -> bool {
    matches!(
        folded,
        "सुबह"
            | "दोपहर"
            | "शाम"
            | "रात"
            | "아침"
            | "저녁"
            | "밤"
            | "sabah"
            | "akşam"
            | "gece"
    )
}

/// The half of the day that begins with this token, and the number behind it.
pub(super) fn before(reading: &Reading, at: usize) -> Option<(Half, usize)> {
    found(BEFORE, reading, at)
}

/// The half of the day that begins with this token, and the token behind its words.
pub(super) fn behind(reading: &Reading, at: usize) -> Option<(Half, usize)> {
    found(BEHIND, reading, at)
}

fn found(table: &[(&str, Half)], reading: &Reading, at: usize) -> Option<(Half, usize)> {
    let fits = |(words, half): &(&str, Half)| {
        let is_here = words.split(' ').enumerate().all(|(word, text)| reading.folded(at + word) == text);
        is_here.then(|| (*half, at + words.split(' ').count()))
    };
    table.iter().find_map(fits)
}
