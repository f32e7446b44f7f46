//! Names of authors, as programs write them.

use super::Value;
use super::values::is_address;

/// The names of people in a value: text with separators, lists, or objects with parts of names.
///
/// For example, `[{"family": "Diop", "given": "Awa"}]` and `Diop, Awa; Ito, Ken` give the names `Awa Diop`, and `Ken Ito`.
pub(crate) fn names(value: &Value) -> Vec<String> {
    let mut names = match value {
        Value::Text(_) => value.text().map(split).unwrap_or_default(),
        Value::List(values) => values.iter().filter_map(names_of_element).collect(),
        Value::Object(_) => object(value).into_iter().collect(),
        Value::Nothing | Value::Literal(_) => Vec::new(),
    };
    let mut known = std::collections::HashSet::new();
    names.retain(|name| known.insert(name.clone()));
    names
}

/// An element of a list is one name, which may hold a comma.
fn names_of_element(value: &Value) -> Option<String> {
    match value {
        Value::Object(_) => object(value),
        _ => name(value.text()?),
    }
}

/// A name in parts: CSL-JSON, schema.org, New York Times.
fn object(value: &Value) -> Option<String> {
    let part = |names: &[&str]| names.iter().find_map(|name| value.get(name)?.text());
    if let Some(whole) =
        part(&["name", "literal", "displayName", "display_name", "fullName", "full_name", "original"])
    {
        return name(whole);
    }
    let family = part(&["family", "last_name", "lastName", "lastname", "familyName", "family_name"]);
    let parts = [
        part(&["given", "first_name", "firstName", "firstname", "givenName", "given_name"]),
        part(&["middlename", "middle_name"]),
        part(&["dropping-particle"]),
        part(&["non-dropping-particle"]),
        family,
        part(&["suffix"]),
    ];
    name(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// The names in a text.
fn split(text: &str) -> Vec<String> {
    if let Some(names) = quoted_list(text) {
        return names.iter().filter_map(|text| name(text)).collect();
    }
    let parts: Vec<&str> =
        text.split([';', '|', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
    // Names between semicolons may have their family name first.
    if parts.len() > 1 {
        return parts
            .into_iter()
            .filter_map(|part| name(&given_first(part).unwrap_or_else(|| part.to_owned())))
            .collect();
    }
    let Some(text) = parts.first() else { return Vec::new() };
    if let Some(turned) = given_first(text) {
        return name(&turned).into_iter().collect();
    }
    let names: Vec<&str> = text.split([',', '、', '，']).map(str::trim).collect();
    let is_whole = |name: &&str| {
        name.contains([' ', '·', '・']) || !name.is_ascii() && !name.chars().any(|c| c.is_ascii())
    };
    // `Awa Diop, Reuters` isn't two people.
    if names.len() > 1 && names.iter().all(is_whole) {
        return names.into_iter().filter_map(name).collect();
    }
    if let Some(pair) = CONJUNCTIONS.iter().find_map(|word| pair(text, word)) {
        return pair.into_iter().filter_map(name).collect();
    }
    name(text).into_iter().collect()
}

/// What stands between the names of two people.
const CONJUNCTIONS: [&str; 8] = [" and ", " und ", " et ", " y ", " e ", " en ", " и ", " & "];

/// Two names, each of two to four capitalised words, so that `Health and Science Desk` remains one name.
fn pair<'a>(text: &'a str, conjunction: &str) -> Option<[&'a str; 2]> {
    let (first, second) = text.split_once(conjunction)?;
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let is_name = |name: &str| (2..=4).contains(&name.split(' ').count()) && name.split(' ').all(is_capital);
    (is_name(first) && is_name(second)).then_some([first, second])
}

/// `Diop, Awa` as `Awa Diop`: one word before the only comma, and at most three after it that aren't a title or a job.
fn given_first(text: &str) -> Option<String> {
    let (family, given) = text.split_once(',')?;
    let (family, given) = (family.trim(), given.trim());
    let words: Vec<&str> = given.split_whitespace().collect();
    let is_name = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let is_suffix = matches!(given, "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "MD" | "PhD");
    let fits = !family.is_empty()
        && family.split_whitespace().count() == 1
        && (1..=3).contains(&words.len())
        && words.iter().all(is_name)
        && !given.contains(',')
        && !is_suffix;
    fits.then(|| format!("{given} {family}"))
}

/// A list as Python and JSON print it in a column of text: `['Awa Diop', "Ken O'Hara"]`.
fn quoted_list(text: &str) -> Option<Vec<String>> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?.trim();
    let mut rest = inner;
    let mut names = Vec::new();
    while !rest.is_empty() {
        let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
        let (name, after) = rest[1..].split_once(quote)?;
        names.push(name.to_owned());
        rest = after.trim_start().strip_prefix(',').unwrap_or(after).trim_start();
        // Quotes that are closed within a name are too rare to be worth more than leaving the text as it is.
        if !rest.is_empty() && !rest.starts_with(['\'', '"']) {
            return None;
        }
    }
    Some(names)
}

/// One name, cleaned; `None` for what is no name: an address, a number, nothing.
fn name(text: &str) -> Option<String> {
    let line = html_escape::decode_html_entities(text).split_whitespace().collect::<Vec<_>>().join(" ");
    // Feeds write `desk@paper.example (Awa Diop)`.
    let inner = line.split_once('@').and_then(|(_, rest)| rest.split_once('(')?.1.strip_suffix(')'));
    let mut name = inner.unwrap_or(&line);
    for prefix in ["BYLINE:", "Byline:", "By:", "By ", "by ", "BY "] {
        name = name.strip_prefix(prefix).unwrap_or(name).trim();
    }
    let is_mail = name.contains('@') && !name.contains(' ');
    let fits = name.contains(char::is_alphabetic) && !is_address(name) && !is_mail && name.len() <= 300;
    fits.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Vec<String> {
        names(&Value::Text(text.to_owned()))
    }

    #[test]
    fn names_in_a_text() {
        assert_eq!(text("Awa Diop; Ken Ito"), ["Awa Diop", "Ken Ito"]);
        assert_eq!(text("Diop, Awa; Ito, Ken"), ["Awa Diop", "Ken Ito"]);
        assert_eq!(text("Diop, Awa"), ["Awa Diop"]);
        assert_eq!(text("Awa Diop, Ken Ito"), ["Awa Diop", "Ken Ito"]);
        assert_eq!(text("Awa Diop, Reuters"), ["Awa Diop, Reuters"]);
        assert_eq!(text("['Awa Diop', \"Ken O'Hara\"]"), ["Awa Diop", "Ken O'Hara"]);
        assert_eq!(text("By Awa Diop"), ["Awa Diop"]);
        assert_eq!(text("news@paper.example (Zoë Ünal)"), ["Zoë Ünal"]);
        assert_eq!(text("王小明、李大华"), ["王小明", "李大华"]);
        assert_eq!(text("Byron Lee"), ["Byron Lee"]);
        assert_eq!(text("Awa Diop and Ken Ito"), ["Awa Diop", "Ken Ito"]);
        assert_eq!(text("Awa Diop und Ken Ito"), ["Awa Diop", "Ken Ito"]);
        assert_eq!(text("Health and Science Desk"), ["Health and Science Desk"]);
    }

    #[test]
    fn what_is_no_name_is_none() {
        for other in ["", "None", "[]", "12", "https://paper.example/awa", "desk@paper.example"] {
            assert_eq!(text(other), [""; 0], "{other}");
        }
        assert_eq!(names(&Value::Literal("7".to_owned())), [""; 0]);
    }
}
