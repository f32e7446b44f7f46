//! JSON as pages have it: browsers and search engines read more than the standard allows.

use serde_json::Value;

/// The values of a script, in their order. Values beyond repair are left out.
///
/// Around them may stand the marks of an HTML comment or of a CDATA section. Comments, commas before a closing bracket and control
/// characters in strings are tolerated. For example, `<!-- {"a": 1,} -->` is `{"a": 1}`.
pub(super) fn values(source: &str) -> Vec<Value> {
    let strict: Vec<Value> = read(source);
    if strict.is_empty() { read(&repaired(source)) } else { strict }
}

fn read(source: &str) -> Vec<Value> {
    serde_json::Deserializer::from_str(source).into_iter().map_while(Result::ok).collect()
}

fn repaired(source: &str) -> String {
    let mut rest = source.trim();
    // Marks of comments or `var data =` may precede the first bracket.
    rest = rest.find(['{', '[']).map_or("", |at| {
        if rest[at..].starts_with("[CDATA[") { rest[at + 7..].trim_start() } else { &rest[at..] }
    });
    let mut fixed = String::with_capacity(rest.len());
    let mut in_string = false;
    let mut characters = rest.chars().peekable();
    while let Some(character) = characters.next() {
        if in_string {
            match character {
                '\\' => escape(&mut fixed, characters.next()),
                '"' => {
                    in_string = false;
                    fixed.push('"');
                }
                _ if character.is_control() => fixed.push(' '),
                _ => fixed.push(character),
            }
            continue;
        }
        match character {
            '"' => {
                in_string = true;
                fixed.push('"');
            }
            '/' if characters.peek() == Some(&'/') => {
                while characters.next_if(|next| *next != '\n').is_some() {}
            }
            '/' if characters.peek() == Some(&'*') => skip_comment(&mut characters),
            '}' | ']' => {
                let length = fixed.trim_end_matches([',', ' ', '\n', '\r', '\t']).len();
                // A comma before a closing bracket, and none between the brackets of an empty list.
                fixed.truncate(length);
                fixed.push(character);
            }
            _ => fixed.push(character),
        }
    }
    fixed
}

/// Keeps an escape that JSON knows; of any other, only its character.
fn escape(fixed: &mut String, character: Option<char>) {
    match character {
        Some(known @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => {
            fixed.push('\\');
            fixed.push(known);
        }
        Some(other) if !other.is_control() => fixed.push(other),
        _ => fixed.push(' '),
    }
}

fn skip_comment(characters: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    let mut before = ' ';
    characters.next();
    for character in characters.by_ref() {
        if before == '*' && character == '/' {
            return;
        }
        before = character;
    }
}

/// The string of a member `"name": "…"` in a script that isn't JSON, as far as it can be told.
pub(super) fn salvaged<'a>(source: &'a str, name: &str) -> Option<&'a str> {
    let key = format!("\"{name}\"");
    let rest = source[source.find(&key)? + key.len()..].trim_start().strip_prefix(':')?.trim_start();
    let rest = rest.strip_prefix('"')?;
    let value = &rest[..rest.find('"')?];
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_of_pages_are_repaired() {
        for source in [
            "{\"a\": [1, 2], \"b\": \"x y\"}",
            "<!-- {\"a\": [1, 2,], \"b\": \"x y\",} -->",
            "<![CDATA[ {\"a\": [1, 2], \"b\": \"x y\"} ]]>",
            "//<![CDATA[\n{\"a\": [1, 2], \"b\": \"x y\"}\n//]]>",
            "{\"a\": [1, /* one */ 2], // two\n \"b\": \"x\ny\"}",
            "{\"a\": [1, 2], \"b\": \"x\\ y\"};",
        ] {
            let values = values(source);
            assert_eq!(values.len(), 1, "{source}");
            assert_eq!((&values[0]["a"][1], &values[0]["b"]), (&2.into(), &"x y".into()), "{source}");
        }
    }

    #[test]
    fn several_values_are_all_read() {
        assert_eq!(values("{\"a\": 1} {\"a\": 2}").len(), 2);
    }

    #[test]
    fn what_is_beyond_repair_is_left_out() {
        for source in ["", "<!-- -->", "{", "{\"a\": }", "function () { return 1 }", &"[".repeat(100_000)] {
            assert!(values(source).is_empty());
        }
        assert_eq!(salvaged("{\"a\": \"b\" c \"date\" : \"2023\"", "date"), Some("2023"));
        assert_eq!(salvaged("{\"date\": null}", "date"), None);
    }
}
