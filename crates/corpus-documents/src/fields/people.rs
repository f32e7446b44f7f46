//! Names of authors, as programs write them.

use super::Value;
use super::address::is_address;

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
    let parts = text.split([';', '\n']).flat_map(|part| part.split(" | "));
    let parts: Vec<&str> = parts.map(str::trim).filter(|part| !part.is_empty()).collect();
    let turned = |part: &str| given_first(part).unwrap_or_else(|| part.to_owned());
    match parts[..] {
        [text] => {
            let people = people(text).unwrap_or_default();
            let whole = if people.is_empty() { name(&turned(text)) } else { None };
            people.into_iter().filter_map(name).chain(whole).collect()
        }
        // Names between semicolons may have their family name first.
        _ => parts.into_iter().filter_map(|part| name(&turned(part))).collect(),
    }
}

/// Several names in a sentence: `Awa Diop, Ken Ito and Zoë Ünal`. `None` unless each part is a name by itself, so that
/// `Awa Diop, Reuters` stays as it is.
fn people(text: &str) -> Option<Vec<&str>> {
    let text = ["By ", "by ", "BY "].iter().find_map(|prefix| text.strip_prefix(prefix)).unwrap_or(text);
    let mut people = Vec::new();
    for part in text.split([',', '、', '，']).map(str::trim) {
        // After the last comma, the conjunction comes first.
        let part = CONJUNCTIONS.iter().find_map(|word| part.strip_prefix(word.trim_start())).unwrap_or(part);
        match CONJUNCTIONS.iter().find_map(|word| part.split_once(word)) {
            Some((first, second)) => people.extend([first.trim(), second.trim()]),
            None => people.push(part),
        }
    }
    (people.len() > 1 && people.iter().all(|name| is_person(name))).then_some(people)
}

/// Words before the last of several names.
const CONJUNCTIONS: [&str; 8] = [" and ", " und ", " et ", " y ", " e ", " en ", " и ", " & "];

/// Words of family names that have no capital.
const PARTICLES: [&str; 18] = [
    "de", "van", "von", "der", "den", "da", "di", "del", "della", "la", "le", "el", "al", "bin", "ibn",
    "ter", "dos", "du",
];

/// Words of jobs and departments.
const JOBS: [&str; 16] = [
    "Editor",
    "Reporter",
    "Correspondent",
    "Director",
    "Writer",
    "Staff",
    "Desk",
    "Team",
    "Bureau",
    "News",
    "Chief",
    "Agency",
    "Manager",
    "Press",
    "Service",
    "Group",
];

/// Two to four capitalised words, or a name without spaces in a script that has none.
fn is_person(name: &str) -> bool {
    if !name.is_empty()
        && !name.contains(|c: char| c.is_ascii() || c.is_whitespace())
        && !name.contains(char::is_lowercase)
    {
        return true;
    }
    let words: Vec<&str> = name.split(' ').collect();
    let is_capital =
        |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase());
    (2..=4).contains(&words.len())
        && words.iter().all(|word| {
            is_capital(word) || PARTICLES.contains(word) || word.contains('’') || word.contains('\'')
        })
        && words.last().is_some_and(|word| is_capital(word) || word.contains('\''))
        && !words.iter().any(|word| JOBS.contains(word))
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

/// One name, cleaned; `None` for an address, a number, or nothing.
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
        assert_eq!(text("Awa Diop, Ken Ito and Ana de la Cruz"), ["Awa Diop", "Ken Ito", "Ana de la Cruz"]);
        assert_eq!(text("Awa Diop, Ken Ito, and Zoë Ünal"), ["Awa Diop", "Ken Ito", "Zoë Ünal"]);
        assert_eq!(text("Awa Diop, head of the sea desk"), ["Awa Diop, head of the sea desk"]);
        assert_eq!(text("Awa Diop, Chief Reporter"), ["Awa Diop, Chief Reporter"]);
        assert_eq!(text("Awa (Diop || Sow)"), ["Awa (Diop || Sow)"]);
        assert_eq!(text("Иван Петров и Анна Ким"), ["Иван Петров", "Анна Ким"]);
        assert_eq!(text("Awa Diop | Ken Ito"), ["Awa Diop", "Ken Ito"]);
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
