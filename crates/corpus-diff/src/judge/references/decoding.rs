//! Character references of HTML as characters.
//!
//! The names and the meaning of numbers are those of the HTML standard (WHATWG, “Named character references” and “Numeric
//! character reference end state”). A reference without its semicolon is none.

use html_escape::NAMED_ENTITIES;

/// The longest name is that of `∳`, with `&` and `;`, in bytes.
const LONGEST: usize = 33;

/// What the numbers 128 to 159 mean: characters of Windows-1252, since old programs wrote its codes.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The length of the reference that `rest` begins with, in bytes.
pub(in crate::judge) fn length(rest: &str) -> Option<usize> {
    Some(read(rest)?.1)
}

/// Whether there is a reference.
pub(super) fn has_reference(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| read(&text[at..]).is_some())
}

/// `text` with its references as characters. For example, `&#8217;` as `’`. A space that breaks no line is a plain one.
pub(super) fn decoded(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let mut buffer = [0; 4];
        let (characters, length) = match read(rest) {
            Some((Characters::Named(named), length)) => (named, length),
            Some((Characters::Numbered(number), length)) => (&*number.encode_utf8(&mut buffer), length),
            None => ("&", 1),
        };
        decoded.push_str(characters);
        rest = &rest[length..];
    }
    decoded.push_str(rest);
    decoded.replace('\u{a0}', " ")
}

/// What a reference stands for.
enum Characters {
    Named(&'static str),
    Numbered(char),
}

/// The characters of the reference that `rest` begins with, and its length in bytes.
fn read(rest: &str) -> Option<(Characters, usize)> {
    let end = rest.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = rest[..end].strip_prefix('&')?;
    let characters = if let Some(number) = name.strip_prefix('#') {
        Characters::Numbered(numbered(number)?)
    } else {
        let found = NAMED_ENTITIES.binary_search_by(|(other, _)| (*other).cmp(name.as_bytes())).ok()?;
        Characters::Named(NAMED_ENTITIES[found].1)
    };
    Some((characters, end + 1))
}

fn numbered(number: &str) -> Option<char> {
    // A sign is no part of a reference, though `from_str_radix` takes one.
    let digits = |digits: &str, radix| {
        let is_number = digits.chars().all(|digit| digit.is_digit(radix));
        is_number.then(|| u32::from_str_radix(digits, radix).ok()).flatten()
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => digits(hexadecimal, 16)?,
        None => digits(number, 10)?,
    };
    match code {
        0x80..0xA0 => WINDOWS.get(usize::try_from(code - 0x80).ok()?).copied(),
        _ => char::from_u32(code).filter(|character| !character.is_control() || character.is_whitespace()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_characters() {
        assert_eq!(decoded("It&#8217;s &amp; &#x27; &nope; R&D &euro;5"), "It’s & ' &nope; R&D €5");
        assert_eq!(decoded("&#150;&#x80; 5&nbsp;km"), "–€ 5 km");
        assert_eq!(decoded("&#xD800; &#+5; &#0; &#; &;"), "&#xD800; &#+5; &#0; &#; &;");
        assert_eq!(decoded("&amp;nbsp;"), "&nbsp;");
        assert!(has_reference("Kell &amp; Co") && !has_reference("Kell & Co; R&D; &nope;"));
    }

    #[test]
    fn the_longest_name_is_read() {
        let longest = NAMED_ENTITIES.iter().map(|(name, _)| name.len() + 2).max();
        assert_eq!(longest, Some(LONGEST));
    }
}
