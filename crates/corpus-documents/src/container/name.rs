//! Names of members: their harmless forms, and the ones that are refused.

/// A name as it is written in an archive, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name {
    /// A harmless name, relative, with `/` between its parts.
    Harmless(String),
    /// A folder.
    Folder,
    /// A name that leads outside, such as `../x`, `/tmp/x` or `C:\x`.
    LeadsOutside,
    /// A file that a system keeps for itself, such as `.DS_Store`.
    OfSystem,
}

/// The longest name, in bytes. File systems have up to 4,096.
pub(super) const LONGEST: usize = 4096;

/// Judges the name of a member in an archive. Backslashes separate too, as some programs for Windows write them.
///
/// For example, `a\b.txt` is the harmless `a/b.txt`, and `a/../../b.txt` leads outside.
pub(super) fn judge(written: &str) -> Name {
    let path = written.replace('\\', "/");
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    // A drive counts where it stands first in the end, as in `./C:\x`.
    if path.starts_with('/') || parts.first().is_some_and(|part| is_drive(part)) || parts.contains(&"..") {
        // Not mended: the result may be the name of another member.
        return Name::LeadsOutside;
    }
    if path.ends_with('/') || parts.is_empty() {
        return Name::Folder;
    }
    if is_of_system(&parts) {
        return Name::OfSystem;
    }
    Name::Harmless(without_controls(&shortened(parts.join("/"))))
}

/// Whether a part of a path begins as `C:`.
fn is_drive(part: &str) -> bool {
    part.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && part[1..].starts_with(':')
}

/// The address of a web page as a harmless name: it stays readable, without parts that lead outside. It is never empty.
pub(super) fn of_address(address: &str) -> String {
    let address = without_controls(&shortened(address.trim().to_owned()));
    let (path, query) = match address.find(['?', '#']) {
        Some(at) => address.split_at(at),
        None => (address.as_str(), ""),
    };
    // Only dots between slashes lead anywhere. Those of a query are letters, but they are between slashes too.
    let harmless = |text: &str| -> String {
        text.split('/').map(|part| if part == ".." { "%2E%2E" } else { part }).collect::<Vec<_>>().join("/")
    };
    let name = format!("{}{}", harmless(path), harmless(query)).replace('\\', "%5C");
    let name = name.trim_start_matches('/');
    if name.is_empty() { "unnamed".to_owned() } else { name.to_owned() }
}

/// Whether an address is one that others can open, unlike that of a file on the disk of who saved the page.
pub(super) fn is_of_web(address: &str) -> bool {
    let scheme = address.split_once("://").map(|(scheme, _)| scheme);
    scheme
        .is_some_and(|scheme| ["http", "https", "ftp"].iter().any(|known| scheme.eq_ignore_ascii_case(known)))
}

/// The last part of a name.
pub(super) fn last(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// A name as it is written, for people: cut where it is very long.
pub(super) fn for_people(written: &str) -> String {
    shortened(written.to_owned())
}

fn is_of_system(parts: &[&str]) -> bool {
    let file = parts.last().copied().unwrap_or_default();
    parts.iter().any(|part| part.eq_ignore_ascii_case("__MACOSX"))
        || [".DS_Store", "Thumbs.db", "desktop.ini", "Icon\r"].iter().any(|name| file.eq_ignore_ascii_case(name))
        // Extended attributes that tar on a Mac writes beside each file.
        || file.starts_with("._")
}

/// A cut name would be that of another member with the same beginning, so the hash of the whole takes the place of its end.
fn shortened(mut name: String) -> String {
    if name.len() > LONGEST {
        // FNV-1a by hand: the name is a key, and the hashes of the standard library may change.
        let hash = name.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        });
        name.truncate(name.floor_char_boundary(LONGEST - 20));
        name = format!("{name}…{hash:016x}");
    }
    name
}

fn without_controls(name: &str) -> String {
    name.chars().map(|char| if char.is_control() { '\u{FFFD}' } else { char }).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_that_lead_outside_are_told() {
        for name in [
            "../x",
            "/tmp/x",
            "C:\\x",
            "c:x",
            "a/../../x",
            "a\\..\\x",
            "\\\\server\\x",
            "..",
            "./c:/x",
            "./..",
        ] {
            assert_eq!(judge(name), Name::LeadsOutside, "{name}");
        }
    }

    #[test]
    fn harmless_names_stay_as_they_are() {
        for (written, name) in [
            ("a\\b\\eins.txt", "a/b/eins.txt"),
            ("./a//b", "a/b"),
            ("…/x..y", "…/x..y"),
            ("новости.txt", "новости.txt"),
        ] {
            assert_eq!(judge(written), Name::Harmless(name.to_owned()), "{written}");
        }
    }

    #[test]
    fn files_of_systems_and_folders_are_told() {
        for name in ["__MACOSX/a/._b.txt", "a/.DS_Store", "a\\thumbs.DB", "a/._b"] {
            assert_eq!(judge(name), Name::OfSystem, "{name}");
        }
        for name in ["a/", "", ".", "./"] {
            assert_eq!(judge(name), Name::Folder, "{name}");
        }
    }

    #[test]
    fn addresses_stay_readable() {
        assert_eq!(of_address(" https://a.example/b?c=d "), "https://a.example/b?c=d");
        assert_eq!(of_address("http://a.example/../../b"), "http://a.example/%2E%2E/%2E%2E/b");
        assert_eq!(of_address("//"), "unnamed");
    }

    #[test]
    fn long_names_that_begin_alike_stay_apart() {
        let long = |end: &str| judge(&format!("{}{end}", "ä".repeat(3000)));
        assert_ne!(long("1"), long("2"));
        let Name::Harmless(name) = long("1") else { panic!("it is harmless") };
        assert!(name.len() <= LONGEST);
    }

    fn leads_outside(name: &str) -> bool {
        name.starts_with(['/', '\\'])
            || name.split(['/', '\\']).any(|part| part == "..")
            || (name.len() > 1 && name.as_bytes()[1] == b':' && name.as_bytes()[0].is_ascii_alphabetic())
    }

    proptest! {
        #[test]
        fn no_name_leads_outside(written in r"([a-zé.:/\\\x00-\x1f]|\.\.){0,20}") {
            if let Name::Harmless(name) = judge(&written) {
                prop_assert!(!leads_outside(&name) && !name.is_empty(), "{name}");
            }
        }

        #[test]
        fn no_address_leads_outside(written in r"(https?://)?([a-z.:/\\?#]|\.\.){0,20}") {
            let name = of_address(&written);
            prop_assert!(!name.is_empty() && !name.starts_with('/') && name.split(['/', '\\']).all(|part| part != ".."));
        }
    }
}
