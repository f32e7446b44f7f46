//! What kind of character a character is, for words, folded forms and terms. Everything here is Unicode's own classes,
//! except where a comment gives another reason.

use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};

static CATEGORY: CodePointMapDataBorrowed<'static, GeneralCategory> = CodePointMapData::new();

fn is_of(character: char, group: GeneralCategoryGroup) -> bool {
    group.contains(CATEGORY.get(character))
}

/// A letter, a mark or a number: what a term of the index is made of.
pub(super) fn is_term(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric();
    }
    is_of(
        character,
        GeneralCategoryGroup::Letter.union(GeneralCategoryGroup::Mark).union(GeneralCategoryGroup::Number),
    )
}

/// A character that belongs to the letter before it.
pub(super) fn is_mark(character: char) -> bool {
    character >= '\u{300}' && is_of(character, GeneralCategoryGroup::Mark)
}

/// A character that makes a segment a word: a letter, a number or a letter as a sign (Ⓐ), of which folding leaves
/// something.
pub(super) fn is_counted(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric();
    }
    if matches!(character, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f149}') {
        return true;
    }
    let is_mark_alone = matches!(
        character,
        '\u{fc5e}'..='\u{fc63}' | '\u{fcf2}'..='\u{fcf4}' | '\u{fe70}'..='\u{fe72}' | '\u{fe74}'..='\u{fe7f}'
            | '\u{ff9e}' | '\u{ff9f}'
    );
    is_of(character, GeneralCategoryGroup::Letter.union(GeneralCategoryGroup::Number))
        && !is_mark_alone
        && !is_ignored(character)
        && !is_apostrophe(character)
}

/// A number that isn't a digit, such as `½`, `²` or `①`.
pub(super) fn is_other_number(character: char) -> bool {
    matches!(character, '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{bc}'..='\u{be}')
        || (character >= '\u{9f4}' && CATEGORY.get(character) == GeneralCategory::OtherNumber)
}

/// A fraction, which NFKC would take apart: `3½` would become `31⁄2`.
pub(super) fn is_fraction(character: char) -> bool {
    matches!(character, '¼'..='¾' | '\u{2150}'..='\u{215f}' | '\u{2189}')
}

/// A character that is invisible in words and no part of them: Unicode's `Default_Ignorable_Code_Point`.
pub(super) fn is_invisible(character: char) -> bool {
    character >= '\u{ad}'
        && matches!(
            character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
                | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
                | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// A character that folding removes: an invisible one, or the line that lengthens Arabic words.
pub(super) fn is_ignored(character: char) -> bool {
    character == '\u{640}' || is_invisible(character)
}

/// A character that is written for an apostrophe.
pub(super) fn is_apostrophe(character: char) -> bool {
    matches!(
        character,
        '\'' | '`'
            | '´'
            | '\u{1fef}'
            | '\u{1ffd}'
            | '\u{374}'
            | '‘'
            | '’'
            | '‛'
            | '′'
            | '\u{2b9}'
            | 'ʻ'
            | 'ʼ'
            | 'ʽ'
            | 'ˈ'
            | '\u{5f3}'
            | '＇'
            | '｀'
    )
}

/// A mark for letters of any script.
pub(super) fn is_general_mark(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
            | '\u{fe20}'..='\u{fe2f}' | '\u{483}'..='\u{489}'
    )
}

/// The mark of voiced kana.
pub(super) fn is_voiced_mark(character: char) -> bool {
    matches!(character, '\u{3099}' | '\u{309a}')
}

/// A sign that repeats the Chinese character before it.
pub(super) fn is_iteration_mark(character: char) -> bool {
    matches!(character, '々' | '〻')
}

/// A letter that such a sign repeats.
pub(super) fn is_repeatable(character: char) -> bool {
    has_no_spaces(character) && !is_mark(character)
}

/// The scripts in which a zero-width space stands between words.
pub(super) fn is_south_east_asian(character: char) -> bool {
    matches!(
        character,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1950}'..='\u{19ff}'
            | '\u{1a20}'..='\u{1aaf}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aadf}' | '\u{116d0}'..='\u{116ff}'
            | '\u{11700}'..='\u{1174f}'
    )
}

/// Whether a character is of a script that is written without spaces between words: Han, kana, Bopomofo, Tangut, Nushu,
/// Khitan, Thai, Lao, Khmer, Burmese and their neighbours.
#[must_use]
pub fn has_no_spaces(character: char) -> bool {
    character >= '\u{e00}'
        && (is_south_east_asian(character)
            || matches!(
                character,
                '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3031}'..='\u{3035}' | '\u{3038}'..='\u{303c}'
                    | '\u{3041}'..='\u{312f}' | '\u{31a0}'..='\u{31bf}' | '\u{31f0}'..='\u{31ff}'
                    | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
                    | '\u{16fe0}'..='\u{18dff}' | '\u{1aff0}'..='\u{1b2ff}' | '\u{20000}'..='\u{3ffff}'
            ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_properties::CodePointSetData;
    use icu_properties::props::DefaultIgnorableCodePoint;

    #[test]
    fn invisible_characters_are_those_of_unicode() {
        let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
        for character in '\0'..=char::MAX {
            assert_eq!(is_invisible(character), ignorable.contains(character), "{character:?}");
        }
    }

    #[test]
    fn other_numbers_are_those_of_unicode() {
        for character in '\0'..=char::MAX {
            let expected = CATEGORY.get(character) == GeneralCategory::OtherNumber;
            assert_eq!(is_other_number(character), expected, "{character:?}");
        }
    }

    #[test]
    fn counted_characters_leave_something_when_folded() {
        let wrong: Vec<char> = ('\0'..=char::MAX)
            .filter(|character| {
                let folded = crate::word::folded(&character.to_string()).into_owned();
                let leaves = folded.chars().any(|character| is_term(character) && !is_mark(character));
                is_counted(*character) && !leaves
            })
            .collect();
        assert!(wrong.is_empty(), "{wrong:x?}");
    }
}
