//! Tags of languages, from how tools write them.

/// English names of languages and codes of three letters (ISO 639-2 and 639-3), with their tags.
const NAMED: [(&str, &[&str]); 40] = [
    ("ar", &["arabic", "ara"]),
    ("bg", &["bulgarian", "bul"]),
    ("bn", &["bengali", "ben"]),
    ("ca", &["catalan", "cat"]),
    ("cs", &["czech", "ces", "cze"]),
    ("da", &["danish", "dan"]),
    ("de", &["german", "deutsch", "deu", "ger"]),
    ("el", &["greek", "ell", "gre"]),
    ("en", &["english", "englisch", "anglais", "inglés", "eng"]),
    ("es", &["spanish", "español", "spa"]),
    ("et", &["estonian", "est"]),
    ("fa", &["persian", "farsi", "fas", "per"]),
    ("fi", &["finnish", "fin"]),
    ("fr", &["french", "français", "fra", "fre"]),
    ("he", &["hebrew", "heb"]),
    ("hi", &["hindi", "hin"]),
    ("hr", &["croatian", "hrv"]),
    ("hu", &["hungarian", "hun"]),
    ("id", &["indonesian", "ind"]),
    ("it", &["italian", "italiano", "ita"]),
    ("ja", &["japanese", "日本語", "jpn"]),
    ("ko", &["korean", "한국어", "kor"]),
    ("lt", &["lithuanian", "lit"]),
    ("lv", &["latvian", "lav"]),
    ("ms", &["malay", "msa", "may"]),
    ("nl", &["dutch", "nederlands", "nld", "dut"]),
    ("no", &["norwegian", "nor"]),
    ("pl", &["polish", "polski", "pol"]),
    ("pt", &["portuguese", "português", "por"]),
    ("ro", &["romanian", "ron", "rum"]),
    ("ru", &["russian", "русский", "rus"]),
    ("sk", &["slovak", "slk", "slo"]),
    ("sr", &["serbian", "srp"]),
    ("sv", &["swedish", "svenska", "swe"]),
    ("th", &["thai", "tha"]),
    ("tr", &["turkish", "türkçe", "tur"]),
    ("uk", &["ukrainian", "українська", "ukr"]),
    ("ur", &["urdu", "urd"]),
    ("vi", &["vietnamese", "vie"]),
    ("zh", &["chinese", "中文", "zho", "chi", "cmn"]),
];

/// The tag of a language as BCP 47 has it; `None` if the text is none. For example, `en_US` is `en-US`, and `German` is `de`.
pub(crate) fn tag(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    // Before the form is checked: a code of three letters would pass for a tag.
    if let Some((tag, _)) = NAMED.iter().find(|(_, names)| names.contains(&lower.as_str())) {
        return Some((*tag).to_owned());
    }
    // Locales of Unix have a charset after a point.
    let plain = lower.split(['.', '@']).next()?.replace('_', "-");
    let parts: Vec<&str> = plain.split('-').collect();
    let (language, others) = parts.split_first()?;
    let is_language =
        (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_part =
        |part: &&str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_language && others.len() <= 3 && others.iter().all(is_part)).then(|| {
        std::iter::once((*language).to_owned())
            .chain(others.iter().map(|part| cased(part)))
            .collect::<Vec<_>>()
            .join("-")
    })
}

/// The usual case: `US` for regions, `Hans` for scripts.
fn cased(part: &str) -> String {
    match part.len() {
        2 => part.to_uppercase(),
        4 if part.bytes().all(|byte| byte.is_ascii_alphabetic()) => part[..1].to_uppercase() + &part[1..],
        _ => part.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_languages() {
        for (text, expected) in [
            ("en", "en"),
            ("en_US", "en-US"),
            ("EN-gb", "en-GB"),
            ("zh-hans-cn", "zh-Hans-CN"),
            ("de_DE.UTF-8", "de-DE"),
            ("eng", "en"),
            ("German", "de"),
            ("日本語", "ja"),
            ("es-419", "es-419"),
        ] {
            assert_eq!(tag(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "x", "english language", "12", "all of them"] {
            assert_eq!(tag(text), None, "{text}");
        }
    }
}
