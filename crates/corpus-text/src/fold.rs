//! The folded form of a text, which the full-text index holds: two spellings that a reader takes for the same word
//! have the same folded form, such as `oﬃce` and `office`, or `Straße` and `STRASSE` once case is ignored.
//!
//! Case and the accents of Latin letters stay: the tokenizer of the index ignores them itself. A text that needs
//! nothing else is its own folded form, and so are nearly all English texts. Folding has three steps:
//!
//! 1. Invisible characters inside words are removed (U+00AD, U+200B to U+200D, U+2060, U+FEFF), and compatibility
//!    forms of letters and digits become plain ones (NFKC): ligatures, full-width and mathematical letters.
//! 2. The text is brought to NFC.
//! 3. [`letter`] replaces single letters: `ß` becomes `ss`, `ł` becomes `l`.
//!
//! The view `searched_text` can do the third step in SQL, so only texts that need another step are stored twice.

use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, is_nfc, is_nfc_quick};

/// The replacement of a character in the index: the third step of folding. The view `searched_text` has the same
/// list, so a change here needs a migration.
#[must_use]
pub fn letter(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{ad}' | '\u{200c}' | '\u{200d}' => "",
        'ß' | 'ẞ' => "ss",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'ł' => "l",
        'Ł' => "L",
        'ø' | 'º' => "o",
        'Ø' => "O",
        'đ' => "d",
        'Đ' => "D",
        'ª' => "a",
        '¹' => "1",
        '²' => "2",
        '³' => "3",
        'µ' => "μ",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ς' => "σ",
        'ά' => "α",
        'έ' => "ε",
        'ή' => "η",
        'ί' | 'ϊ' | 'ΐ' => "ι",
        'ό' => "ο",
        'ύ' | 'ϋ' | 'ΰ' => "υ",
        'ώ' => "ω",
        'Ά' => "Α",
        'Έ' => "Ε",
        'Ή' => "Η",
        'Ί' | 'Ϊ' => "Ι",
        'Ό' => "Ο",
        'Ύ' | 'Ϋ' => "Υ",
        'Ώ' => "Ω",
        'ё' => "е",
        'Ё' => "Е",
        _ => return None,
    })
}

/// The value of the column `text.folded`: `None` when the text is its own folded form, the empty text when
/// [`letter`] is all that it needs, and otherwise the folded form.
#[must_use]
pub fn stored(text: &str) -> Option<String> {
    match need(text) {
        Need::Nothing => None,
        Need::Letters => Some(String::new()),
        Need::Everything => Some(letters(&plain(text).nfc().collect::<String>())),
    }
}

/// The folded form of a text, given its result of [`stored`].
#[must_use]
pub fn searched<'a>(text: &'a str, stored: Option<&'a str>) -> Cow<'a, str> {
    match stored {
        None => Cow::Borrowed(text),
        Some("") => Cow::Owned(letters(text)),
        Some(folded) => Cow::Borrowed(folded),
    }
}

/// The folded form of a text. For example, `oﬃce Straße` becomes `office Strasse`.
#[must_use]
pub fn fold(text: &str) -> Cow<'_, str> {
    match stored(text) {
        None => Cow::Borrowed(text),
        Some(folded) if folded.is_empty() => Cow::Owned(letters(text)),
        Some(folded) => Cow::Owned(folded),
    }
}

/// Whether a character is invisible inside a word and no part of it.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Which steps a text needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    Nothing,
    Letters,
    Everything,
}

fn need(text: &str) -> Need {
    let bytes = text.as_bytes();
    let (mut need, mut may_compose, mut at) = (Need::Nothing, false, 0);
    loop {
        // Blocks of ASCII are skipped at once, since most texts are mostly ASCII.
        while bytes.get(at..at + 32).is_some_and(<[u8]>::is_ascii) {
            at += 32;
        }
        let Some(ascii) = bytes[at..].iter().position(|byte| !byte.is_ascii()) else { break };
        at += ascii;
        let Some(character) = text[at..].chars().next() else { break };
        if letter(character).is_some() {
            need = Need::Letters;
        } else if !is_plain(character) {
            if is_removed(text, at, character) || is_compatible(character) {
                return Need::Everything;
            }
            may_compose |= is_nfc_quick(std::iter::once(character)) != IsNormalized::Yes
                || canonical_combining_class(character) != 0;
        }
        at += character.len_utf8();
    }
    if may_compose && !is_nfc(text) { Need::Everything } else { need }
}

/// Common characters that need neither of the first two steps; the rest is looked up.
fn is_plain(character: char) -> bool {
    matches!(
        character,
        '\u{80}'..='\u{131}' | '\u{150}'..='\u{17e}' | '\u{388}'..='\u{3ce}' | '\u{400}'..='\u{45f}'
            | '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{64a}' | '\u{1ea0}'..='\u{1ef9}' | '\u{2010}'..='\u{203a}'
            | '\u{3000}'..='\u{3020}' | '\u{3041}'..='\u{3094}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'
            | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff0c}' | '\u{ff1a}'
    )
}

/// A letter or digit that NFKC makes a plain one. Fractions are left: `3½` is not `31⁄2`.
fn is_compatible(character: char) -> bool {
    let is_fraction = matches!(character, '¼'..='¾' | '\u{2150}'..='\u{215f}' | '\u{2189}');
    character.is_alphanumeric()
        && !is_fraction
        && std::iter::once(character).nfkc().ne(std::iter::once(character).nfc())
}

/// Whether the invisible character at this offset is removed. A zero-width space is kept where it separates words:
/// in the scripts of South-East Asia, and beside anything but letters and digits.
fn is_removed(text: &str, at: usize, character: char) -> bool {
    if character != '\u{200b}' {
        return matches!(character, '\u{2060}' | '\u{feff}');
    }
    let joins = |character: char| character.is_alphanumeric() && !is_south_east_asian(character);
    let before = text[..at].chars().next_back().is_some_and(joins);
    before && text[at..].chars().nth(1).is_some_and(joins)
}

/// Thai, Lao, Burmese and Khmer, in which a zero-width space stands between words.
fn is_south_east_asian(character: char) -> bool {
    matches!(character, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{aa60}'..='\u{aa7f}')
}

/// The scripts that are written without spaces between words.
#[must_use]
pub fn has_no_spaces(character: char) -> bool {
    is_south_east_asian(character)
        || matches!(
            character,
            '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'
        )
}

/// The first step.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        if is_removed(text, at, character) {
            continue;
        }
        if !character.is_ascii() && is_compatible(character) && letter(character).is_none() {
            plain.extend(std::iter::once(character).nfkc());
        } else {
            plain.push(character);
        }
    }
    plain
}

/// The third step.
fn letters(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        match letter(character) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(character),
        }
    }
    folded
}

/// The ranges of a text that belong to ranges of its folded form. A range inside a folded group is extended to the whole
/// group. Removed characters belong to the range before them. For example, the range of `ffi` in `office` gives `ﬃ` in `oﬃce`.
///
/// `ranges` are in bytes of the folded form, ascending and without overlap.
#[must_use]
pub fn unfolded(text: &str, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    let mut open = None;
    let mut folded = 0;
    for part in parts(text) {
        let after = folded + fold(&text[part.clone()]).len();
        loop {
            let Some(range) = ranges.get(found.len()) else { return found };
            if open.is_none() && range.start < after {
                open = Some(part.start);
            }
            match open {
                // Removed characters behind the end belong to the range, so only the next visible part closes it.
                Some(start) if range.end <= folded && after > folded => {
                    found.push(start..part.start);
                    open = None;
                }
                Some(start) if range.end < after => {
                    found.push(start..part.end);
                    open = None;
                }
                _ => break,
            }
        }
        folded = after;
    }
    while found.len() < ranges.len() {
        found.push(open.take().unwrap_or(text.len())..text.len());
    }
    found
}

/// The parts of a text that can be folded independently.
fn parts(text: &str) -> impl Iterator<Item = Range<usize>> {
    let (mut start, mut before) = (0, ' ');
    let mut characters = text.char_indices();
    std::iter::from_fn(move || {
        for (at, character) in characters.by_ref() {
            let is_cut = at > 0 && begins(character) && (begins(before) || before.is_ascii());
            before = character;
            if is_cut {
                return Some(std::mem::replace(&mut start, at)..at);
            }
        }
        (start < text.len()).then(|| std::mem::replace(&mut start, text.len())..text.len())
    })
}

/// Whether the folded form of a character is independent of the character before it.
fn begins(character: char) -> bool {
    if character.is_ascii() {
        return true;
    }
    // `ㅡ` composes with the letter before it only after NFKC has made it the plain letter `ᅳ`.
    let plain =
        if is_compatible(character) { std::iter::once(character).nfkc().next() } else { Some(character) };
    !is_invisible(character)
        && !matches!(character, '\u{200c}' | '\u{200d}')
        && plain.is_some_and(|first| {
            canonical_combining_class(first) == 0 && is_nfc_quick(std::iter::once(first)) == IsNormalized::Yes
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_have_one_form() {
        for (given, expected) in [
            ("Ge\u{ad}samt\u{ad}kon\u{ad}zept", "Gesamtkonzept"),
            ("ze\u{200b}ro", "zero"),
            ("co\u{2060}op\u{feff}era", "coopera"),
            ("می\u{200c}شود", "میشود"),
            ("oﬃce ﬁrst ﬂood", "office first flood"),
            ("ＮＨＫ２", "NHK2"),
            ("ｶﾞｽ", "ガス"),
            ("𝐁𝐨𝐥𝐝", "Bold"),
            ("Straße STRAẞE", "Strasse STRAssE"),
            ("Łódź", "Lódź"),
            ("Ελλάδα", "Ελλαδα"),
            ("Ελλα\u{301}δα", "Ελλαδα"),
            ("и\u{306} е\u{308}", "й е"),
            ("\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}", "한국"),
            ("か\u{3099}", "が"),
            ("3½ ½ m²", "3½ ½ m2"),
        ] {
            assert_eq!(fold(given), expected, "{given}");
        }
    }

    #[test]
    fn most_texts_are_their_own_form() {
        for text in [
            "It’s “plain” — naïve café…",
            "Müller, Москва",
            "서울",
            "東京は",
            "ខ្មែរ\u{200b}ភាសា",
            "🙂",
            "हिन्दी",
        ] {
            assert_eq!(stored(text), None, "{text}");
        }
        assert_eq!(stored("Straße").as_deref(), Some(""), "the view replaces single letters");
    }

    #[test]
    fn what_composes_once_it_is_plain_is_folded_together() {
        for text in ["\u{1102}ㅡ", "가ㄳ", "ｶ\u{ff9e}", "\u{ffa1}\u{ffc2}"] {
            let joined: String = parts(text).map(|part| fold(&text[part]).into_owned()).collect();
            assert_eq!(joined, fold(text), "{text}");
        }
        assert_eq!(fold("\u{1102}ㅡ"), "느");
    }

    proptest::proptest! {
        #[test]
        fn each_range_of_the_folded_form_is_found_in_the_text(text in "[a-c ßﬁé\u{301}\u{200b}\u{ad}Ａμς가\u{1100}\u{1161}\u{11a8}か\u{3099}ｶﾞ𝐁½]{0,12}|\\PC{0,12}") {
            let folded = fold(&text).into_owned();
            let joined: String = parts(&text).map(|part| fold(&text[part]).into_owned()).collect();
            proptest::prop_assert_eq!(&joined, &folded);
            let ends: Vec<usize> = folded.char_indices().map(|(at, _)| at).chain([folded.len()]).collect();
            for range in ends.windows(2).map(|ends| ends[0]..ends[1]) {
                let found = unfolded(&text, std::slice::from_ref(&range));
                let found = &text[found[0].clone()];
                proptest::prop_assert!(fold(found).contains(&folded[range]), "{}", found);
            }
            let all: Vec<_> = ends.windows(2).map(|ends| ends[0]..ends[1]).collect();
            for (range, found) in all.iter().zip(unfolded(&text, &all)) {
                proptest::prop_assert_eq!(found, unfolded(&text, std::slice::from_ref(range)).remove(0));
            }
        }
    }
}
