//! File names derived from keys. For any key, the file lies inside the folder and its name is valid on every file system.
//! Names are unique, even on a file system that ignores capitals.
//!
//! Deterministic: the same keys in the same order get the same names.

use crate::model::ArticleId;
use crate::ops::sidecar;
use rustc_hash::FxHashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use unicode_normalization::UnicodeNormalization;

/// Maximum length of a name in bytes, on all usual file systems.
const LONGEST_NAME: usize = 255;
/// Maximum length of a path below the folder, in bytes. Deeper folders are omitted.
const LONGEST_PATH: usize = 1000;
/// Maximum length of a file extension, in bytes. Longer ones count as part of the name.
const LONGEST_ENDING: usize = 16;

/// Names of devices on Windows, with any extension.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The names in use, as hashes to save memory. A collision of hashes is harmless: a name gets a redundant mark.
#[derive(Clone, Default)]
pub(super) struct FileNames {
    folders: FxHashSet<u64>,
    files: FxHashSet<u64>,
}

impl FileNames {
    /// Reserves the names of a key's folders. Required for all keys before the first [`Self::name`], because no file may
    /// have the name of a folder.
    pub(super) fn add_folders(&mut self, key: &str) {
        let (folders, _) = safe(key);
        let ends = folders.match_indices('/').map(|(end, _)| end);
        self.folders.extend(ends.map(|end| hash(&folders[..end])));
    }

    /// The path of an article's file below the folder, with `/` between the parts.
    ///
    /// For example, `n/A.TXT` of article 2 becomes `n/A~2.TXT` if `n/a.txt` is in use.
    pub(super) fn name(&mut self, key: &str, article: ArticleId) -> String {
        let (folders, name) = safe(key);
        let mut path = format!("{folders}{name}");
        let mut mark = format!("~{article}");
        while self.folders.contains(&hash(&path)) || !self.files.insert(hash(&path)) {
            path = format!("{folders}{}", shortened(&name, &mark, LONGEST_NAME - sidecar::SUFFIX.len()));
            // Another key may end like the marked name.
            mark.push('~');
        }
        path
    }
}

/// The folders of a key, each followed by `/`, and the file name, all valid on every file system.
fn safe(key: &str) -> (String, String) {
    let (above, name) = key.rsplit_once('/').unwrap_or(("", key));
    let mut folders = String::new();
    for part in above.split('/').filter(|part| !part.is_empty()) {
        // Room for the longest name is left below the folders.
        let part = safe_part(part, LONGEST_NAME);
        if folders.len() + part.len() + LONGEST_NAME > LONGEST_PATH {
            break;
        }
        folders += &part;
        folders.push('/');
    }
    (folders, safe_part(name, LONGEST_NAME - sidecar::SUFFIX.len()))
}

fn safe_part(part: &str, longest: usize) -> String {
    let forbidden =
        |c: char| c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    // Two bytes are left for the `_` before and after.
    let mut name = shortened(&part.replace(forbidden, "_"), "", longest - 2);
    // A hidden file would not be imported again, and `..` would leave the folder.
    if name.is_empty() || name.starts_with('.') || is_reserved(&name) {
        name.insert(0, '_');
    }
    // Windows drops trailing dots and spaces. A name with the suffix of sidecars would be imported as one.
    if name.ends_with(['.', ' ']) || name.to_lowercase().ends_with(sidecar::SUFFIX) {
        name.push('_');
    }
    name
}

fn is_reserved(name: &str) -> bool {
    // Windows ignores everything after the first dot, and spaces before it.
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let numbered =
        // Not only ASCII digits: `COM¹` is reserved as well.
        port.is_some_and(|rest| rest.chars().count() == 1 && rest.contains(|c: char| c.is_numeric()));
    numbered || RESERVED.contains(&stem.as_str())
}

/// The name with `mark` before its extension. The part before the mark is cut so that the length is at most `longest`
/// bytes.
fn shortened(name: &str, mark: &str, longest: usize) -> String {
    let ending = name.rfind('.').filter(|dot| *dot > 0 && name.len() - dot <= LONGEST_ENDING);
    let (stem, ending) = name.split_at(ending.unwrap_or(name.len()));
    let stem = &stem[..stem.floor_char_boundary(longest.saturating_sub(mark.len() + ending.len()))];
    format!("{stem}{mark}{ending}")
}

/// A hash that is equal for all names that a file system may consider equal: some ignore capitals, some the difference
/// between composed and decomposed letters.
fn hash(path: &str) -> u64 {
    // Upper case first: it makes `ß` and `ss` the same, which lower case alone doesn't.
    let folded: String = path.nfkd().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect();
    let mut hasher = DefaultHasher::new();
    folded.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn names(keys: &[&str]) -> Vec<String> {
        let mut names = FileNames::default();
        for key in keys {
            names.add_folders(key);
        }
        (1..).zip(keys).map(|(id, key)| names.name(key, ArticleId(id))).collect()
    }

    #[test]
    fn a_plain_key_is_its_own_name() {
        for key in ["first/a.txt", "a", "ü/短い/b c~1.txt", "n/a.txt.json", "n/console.txt", "n/com.txt"] {
            assert_eq!(names(&[key]), [key]);
        }
    }

    #[test]
    fn no_key_leaves_the_folder_or_means_something_else() {
        for (key, name) in [
            ("../../x", "_.._/_.._/x"),
            ("./a", "_._/a"),
            ("/etc/passwd", "etc/passwd"),
            ("C:\\a\\..\\b.txt", "C__a_.._b.txt"),
            ("n/a\0b\n\u{1b}[31m\u{9b}c", "n/a_b__[31m_c"),
            ("n/CON", "n/_CON"),
            ("n/NUL.txt", "n/_NUL.txt"),
            ("aux/lpt1.tar.gz", "_aux/_lpt1.tar.gz"),
            ("COM¹/com10", "_COM¹/com10"),
            ("n/con .txt", "n/_con .txt"),
            ("n/.hidden", "n/_.hidden"),
            ("n/dots...", "n/dots..._"),
            ("n/space ", "n/space _"),
            ("n/", "n/_"),
            ("/", "_"),
            ("n/a.txt.corpus.json", "n/a.txt.corpus.json_"),
            ("n/a.CORPUS.JSON/b", "n/a.CORPUS.JSON_/b"),
        ] {
            assert_eq!(names(&[key]), [name], "{key:?}");
        }
    }

    #[test]
    fn what_a_file_system_may_take_for_the_same_is_told_apart() {
        assert_eq!(names(&["n/a.txt", "n/A.TXT", "N/a.txt"]), ["n/a.txt", "n/A~2.TXT", "N/a~3.txt"]);
        assert_eq!(names(&["n/é", "n/e\u{301}"]), ["n/é", "n/e\u{301}~2"]);
        assert_eq!(names(&["n/STRASSE", "n/straße"]), ["n/STRASSE", "n/straße~2"]);
        assert_eq!(names(&["n/a?.txt", "n/a*.txt"]), ["n/a_.txt", "n/a_~2.txt"]);
        assert_eq!(names(&["n/a~2.txt", "n/a.txt", "n/A.txt"]), ["n/a~2.txt", "n/a.txt", "n/A~3.txt"]);
        // A file where another has a folder, whichever comes first.
        assert_eq!(names(&["n/a", "n/A/b"]), ["n/a~1", "n/A/b"]);
        assert_eq!(names(&["n/a~2/x", "n/a", "n/a/y"]), ["n/a~2/x", "n/a~2~", "n/a/y"]);
    }

    #[test]
    fn long_names_keep_their_ending() {
        let long = |letter: &str| format!("n/{}.html", letter.repeat(300));
        let names = names(&[&long("x"), &long("x"), &long("é"), &"d/".repeat(3000)]);
        assert_ne!(names[0], names[1]);
        for name in &names {
            assert!(name.split('/').all(|part| part.len() + sidecar::SUFFIX.len() <= 255), "{name}");
            assert!(name.len() <= LONGEST_PATH, "{name}");
        }
        assert!(names[..3].iter().all(|name| name.rsplit('.').next() == Some("html")), "{names:?}");
    }

    /// Parts of keys that are likely to collide.
    fn key() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            "[aA.~1é\u{301}/ ]{0,4}",
            Just("CON".to_owned()),
            Just("..".to_owned()),
            Just("x.corpus.json".to_owned()),
            Just("long.txt".repeat(40)),
            "\\PC{1,300}",
            any::<String>(),
        ];
        prop::collection::vec(part, 1..4).prop_map(|parts| parts.join("/"))
    }

    proptest! {
        #[test]
        fn every_name_is_safe_and_of_one_article_alone(keys in prop::collection::vec(key(), 1..30)) {
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let given = names(&keys);
            prop_assert_eq!(&given, &names(&keys));
            let folded: BTreeSet<u64> = given.iter().map(|name| hash(name)).collect();
            prop_assert_eq!(folded.len(), given.len());
            for name in &given {
                prop_assert!(name.len() <= LONGEST_PATH);
                let mut above = name.as_str();
                while let Some((folder, _)) = above.rsplit_once('/') {
                    prop_assert!(!folded.contains(&hash(folder)), "{} is a file", folder);
                    above = folder;
                }
                for part in name.split('/') {
                    prop_assert!(!part.is_empty() && !part.starts_with('.') && !part.ends_with(['.', ' ']));
                    prop_assert!(part.len() <= 255 && !is_reserved(part), "{}", part);
                    prop_assert!(!part.contains(['\\', ':', '*', '?', '"', '<', '>', '|']), "{}", part);
                    prop_assert!(!part.contains(char::is_control) && !part.ends_with(sidecar::SUFFIX));
                }
                let file = name.rsplit('/').next().unwrap();
                prop_assert!(file.len() + sidecar::SUFFIX.len() <= 255, "{}", file);
            }
        }
    }
}
