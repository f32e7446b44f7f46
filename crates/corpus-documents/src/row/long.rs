//! Which values are texts of articles, by their length.

/// The length from which a value is a text, in characters.
const TEXT: usize = 200;

/// The length from which several sentences are a text. Fewer characters may be two short titles.
const SENTENCES: usize = 60;

/// Whether most values of a column are long, and most of the rows have one.
pub(super) fn is_text<'a>(values: impl Iterator<Item = &'a str>, rows: usize) -> bool {
    let lengths: Vec<bool> = values.map(is_long).collect();
    let long = lengths.iter().filter(|is_long| **is_long).count();
    long > 0 && lengths.len() * 2 >= rows && long * 2 > lengths.len()
}

/// Whether at least half of the values of a column are long. For a column whose name says that it holds texts.
pub(super) fn is_typical<'a>(values: impl Iterator<Item = &'a str>) -> bool {
    let lengths: Vec<bool> = values.map(is_long).collect();
    let long = lengths.iter().filter(|is_long| **is_long).count();
    long > 0 && long * 2 >= lengths.len()
}

/// Whether a value has the length of a text, or several sentences. Lists, addresses and data aren't texts.
fn is_long(value: &str) -> bool {
    let start = value.trim_start();
    if start.starts_with(['{', '[']) || start.starts_with("http") && !value.contains(' ') {
        return false;
    }
    // Characters of East Asia hold more than a letter each, and have no spaces.
    let weight = |c: char| if ('\u{2E80}'..'\u{FB00}').contains(&c) { 3 } else { 1 };
    // Up to the limit only: a value may be a whole book.
    let length: usize = value.chars().take(TEXT).map(weight).sum();
    let has_words = value.contains([' ', '\n', '。', '、', '，', '\u{E31}']);
    has_words && (length >= TEXT || length >= SENTENCES && sentences(value) > 1)
}

/// The number of sentence ends.
fn sentences(value: &str) -> usize {
    let mut characters = value.chars().peekable();
    let mut count = 0;
    while let Some(character) = characters.next() {
        // The points in `3.5` and `paper.example` end no sentence.
        let before_space = characters
            .peek()
            .is_none_or(|next| next.is_whitespace() || matches!(next, '"' | '”' | '»' | '“' | '’'));
        let is_end = matches!(character, '。' | '！' | '？' | '।' | '։')
            || matches!(character, '.' | '!' | '?' | '؟' | '…' | '۔') && before_space;
        count += usize::from(is_end);
    }
    count
}
