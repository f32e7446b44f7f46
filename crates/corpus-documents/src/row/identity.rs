//! Names of rows that are harmless as paths.

use sha2::{Digest, Sha256};

/// The longest name, in bytes.
const LONGEST: usize = 400;

/// A value as the name of a row. An address stays as it is, as far as it is harmless.
///
/// For example, `../a\b` is `_/a_b`, and `https://paper.example/a?b=1` stays.
pub(super) fn harmless(value: &str) -> String {
    let (scheme, rest) = match value.split_once("://") {
        Some((scheme @ ("http" | "https"), rest)) => (format!("{scheme}://"), rest),
        _ => (String::new(), value),
    };
    // A name at the root would lead outside.
    let rest = if scheme.is_empty() { rest.trim_start_matches(['/', '\\']) } else { rest };
    let parts: Vec<String> = rest.split('/').map(harmless_part).collect();
    let mut name = scheme.clone() + &parts.join("/");
    // `C:` would be a drive.
    if scheme.is_empty() && name.as_bytes().get(1) == Some(&b':') {
        name.replace_range(1..2, "_");
    }
    shortened(if name.is_empty() { "_".to_owned() } else { name })
}

fn harmless_part(part: &str) -> String {
    if matches!(part, "." | "..") {
        return "_".to_owned();
    }
    part.chars().map(|c| if c == '\\' || c.is_control() { '_' } else { c }).collect()
}

/// A name that is too long ends with its hash instead, so that it remains different from others.
fn shortened(name: String) -> String {
    if name.len() <= LONGEST {
        return name;
    }
    let end = (0..=LONGEST - 20).rev().find(|at| name.is_char_boundary(*at)).unwrap_or(0);
    format!("{}-{}", &name[..end], hash(name.as_bytes()))
}

/// The first 16 hexadecimal digits of the SHA-256 of some bytes.
pub(super) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere_else() {
        for (value, name) in [
            ("a1", "a1"),
            ("../../etc/x", "_/_/etc/x"),
            ("/etc/x", "etc/x"),
            ("\\\\host\\x", "host_x"),
            ("C:\\x", "C__x"),
            ("https://paper.example/2021//a?b=../c", "https://paper.example/2021//a?b=../c"),
            ("https://paper.example/../x", "https://paper.example/_/x"),
            ("a\nb", "a_b"),
            ("/", "_"),
            ("頁/一", "頁/一"),
        ] {
            assert_eq!(harmless(value), name, "{value}");
        }
        let long = "é".repeat(900);
        assert!(harmless(&long).len() <= LONGEST);
        assert_ne!(harmless(&long), harmless(&(long.clone() + "a")));
    }
}
