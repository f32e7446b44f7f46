//! Settings of a source: which of its files are imported and how their paths are read. An import of the whole folder keeps them
//! for the imports that follow.

use super::Options;
use super::paths::native;
use super::plan::{Plan, Scope};
use crate::model::DateOrder;
use crate::ops::reading::GivenColumns;
use crate::store::tables::files;
use crate::store::{Corpus, Reader, Writer};
use crate::{Error, Hint, Result};
use corpus_documents::date::DayOrder;
use corpus_documents::pattern::Pattern;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Settings in the form of the column `source.settings`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Settings {
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    include: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    exclude: Vec<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    columns: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dates: Option<String>,
    /// Settings of a later version of this program.
    #[serde(flatten)]
    others: Map<String, Value>,
}

impl Settings {
    /// The settings that earlier imports of the source kept.
    fn kept(reader: &Reader, source: &str) -> Result<Self> {
        let Some(json) = files::settings(reader, source)? else { return Ok(Self::default()) };
        serde_json::from_str(&json).map_err(|error| {
            Error::invalid(format!("the settings of the source '{source}' can't be read: {error}"))
                .with_hint(Hint::VerifyThenRepair)
        })
    }

    /// These settings with those that the user gave. An empty one clears.
    fn with(mut self, options: &Options) -> Self {
        if let Some(pattern) = &options.pattern {
            self.pattern = Some(pattern.clone()).filter(|pattern| !pattern.is_empty());
        }
        let globs = |given: &[String]| given.iter().filter(|glob| !glob.is_empty()).cloned().collect();
        if let Some(include) = &options.include {
            self.include = globs(include);
        }
        if let Some(exclude) = &options.exclude {
            self.exclude = globs(exclude);
        }
        if let Some(columns) = &options.columns {
            self.columns.clone_from(columns);
        }
        if let Some(dates) = &options.dates {
            self.dates = Some(dates.clone()).filter(|dates| !dates.is_empty());
        }
        self
    }
}

/// An order of dates in the words of the option.
fn day_order(dates: &str) -> Result<DayOrder> {
    let order: DateOrder =
        dates.parse().map_err(|why| Error::invalid(format!("the order of dates '{dates}': {why}")))?;
    Ok(match order {
        DateOrder::DayMonthYear => DayOrder::DayFirst,
        DateOrder::MonthDayYear => DayOrder::MonthFirst,
        DateOrder::YearMonthDay => DayOrder::YearFirst,
    })
}

/// How the files of a root are read, by the settings of its source.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules {
    settings: Settings,
    /// The settings that earlier imports kept.
    kept: Settings,
    /// Whether earlier imports kept other settings, so that unchanged files are read again.
    pub(super) are_new: bool,
    /// Whether they fit a file, so that they may be kept.
    pub(super) are_proven: bool,
    /// The order of numeric dates in tables.
    order: Option<DayOrder>,
    pub(super) pattern: Option<Pattern>,
    include: Option<Gitignore>,
    exclude: Option<Gitignore>,
}

/// The reason why a file is passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PassedOver {
    /// By `--include` or `--exclude`.
    Excluded,
    /// A leftover of an editor or a browser.
    Leftover,
}

impl Rules {
    /// The rules for each root of a plan.
    pub(super) fn of_plan(reader: &Reader, plan: &Plan, options: &Options) -> Result<Vec<Self>> {
        let of_root = |source: &str| {
            let kept = Settings::kept(reader, source)?;
            let settings = kept.clone().with(options);
            let are_new = settings != kept;
            Self::of(settings).map(|rules| Self { kept, are_new, ..rules })
        };
        plan.roots.iter().map(|root| of_root(&root.source)).collect()
    }

    /// The rules for each root of a plan whose sources no corpus knows.
    pub(super) fn of_new_sources(plan: &Plan, options: &Options) -> Result<Vec<Self>> {
        plan.roots.iter().map(|_| Self::of(Settings::default().with(options))).collect()
    }

    fn of(settings: Settings) -> Result<Self> {
        let pattern = settings
            .pattern
            .as_deref()
            .map(|pattern| Pattern::parse(pattern).map_err(|error| Error::invalid(error.to_string())));
        let order = settings.dates.as_deref().map(day_order);
        Ok(Self {
            are_new: false,
            are_proven: false,
            kept: Settings::default(),
            order: order.transpose()?,
            pattern: pattern.transpose()?,
            include: globs(&settings.include)?,
            exclude: globs(&settings.exclude)?,
            settings,
        })
    }

    /// What the user says about tables of articles.
    pub(super) fn columns(&self) -> GivenColumns<'_> {
        GivenColumns { meanings: &self.settings.columns, order: self.order }
    }

    /// Whether rows are to be read by something that the user says about columns, now or before.
    pub(super) fn reads_columns(&self) -> bool {
        !self.settings.columns.is_empty() || self.settings.dates.is_some() || self.changes_columns()
    }

    /// Whether the user says something else about columns than the source keeps.
    pub(super) fn changes_columns(&self) -> bool {
        self.settings.columns != self.kept.columns || self.settings.dates != self.kept.dates
    }

    /// The pattern, if the user gives another one than the source keeps.
    pub(super) fn new_pattern(&self) -> Option<&Pattern> {
        self.pattern.as_ref().filter(|_| self.settings.pattern != self.kept.pattern)
    }

    /// The columns to which the user gives a meaning that the source doesn't keep.
    pub(super) fn new_columns(&self) -> impl Iterator<Item = &str> {
        let is_new = |(column, field): &(&String, &String)| self.kept.columns.get(*column) != Some(*field);
        self.settings.columns.iter().filter(is_new).map(|(column, _)| column.as_str())
    }

    /// The settings that the source keeps, in words; `None` if there are none.
    pub(super) fn kept_in_words(&self) -> Option<String> {
        let Settings { pattern, include, exclude, columns, dates, .. } = &self.kept;
        let columns: Vec<String> =
            columns.iter().map(|(column, field)| format!("{field}={column}")).collect();
        let parts = [
            pattern.as_ref().map(|pattern| format!("the pattern {pattern}")),
            (!columns.is_empty()).then(|| format!("the columns {}", columns.join(", "))),
            dates.as_ref().map(|dates| format!("the order of dates {dates}")),
            (!include.is_empty()).then(|| format!("the included {}", include.join(", "))),
            (!exclude.is_empty()).then(|| format!("the excluded {}", exclude.join(", "))),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }

    /// Why the file or member at this path below the source isn't read; `None` if it is. `is_document` is whether it is no leftover
    /// under any name: a file with a sidecar, since an export gives some files such names, or a web capture.
    pub(super) fn passes_over(&self, path: &[u8], is_document: bool) -> Option<PassedOver> {
        if !is_document && is_leftover(path) {
            return Some(PassedOver::Leftover);
        }
        let matches = |globs: &Gitignore| {
            let path = native(path);
            // The matcher panics on a path from the root, which no path below a source is.
            path.is_relative() && globs.matched_path_or_any_parents(path, false).is_ignore()
        };
        let is_out = self.include.as_ref().is_some_and(|globs| !matches(globs))
            || self.exclude.as_ref().is_some_and(matches);
        is_out.then_some(PassedOver::Excluded)
    }
}

/// Globs as in a `.gitignore`; `None` if there are none.
fn globs(written: &[String]) -> Result<Option<Gitignore>> {
    if written.is_empty() {
        return Ok(None);
    }
    let unusable = |glob: &str, error: &ignore::Error| {
        Error::invalid(format!("the glob '{glob}' can't be used: {error}"))
    };
    let mut builder = GitignoreBuilder::new("");
    for glob in written {
        // In a `.gitignore` such a line would be a comment.
        let line = if glob.starts_with('#') { format!("\\{glob}") } else { glob.clone() };
        builder.add_line(None, &line).map_err(|error| unusable(glob, &error))?;
    }
    builder.build().map(Some).map_err(|error| unusable(&written.join(" "), &error))
}

/// Whether a name is that of a backup, a lock, or an unfinished download.
///
/// For example, `a.txt~` of many editors, `#a.txt#` of Emacs, and `a.html.crdownload` of Chrome.
fn is_leftover(path: &[u8]) -> bool {
    let name = path.rsplit(|byte| *byte == b'/').next().unwrap_or(path);
    let endings = [
        "~",
        ".part",
        ".partial",
        ".crdownload",
        ".opdownload",
        ".download",
        ".tmp",
        ".swp",
        ".swo",
        // What a browser saves beside a complete page, and what would pass for text.
        ".js",
        ".mjs",
        ".css",
    ];
    let ends_like = |ending: &str| {
        let start = name.len().checked_sub(ending.len());
        start.is_some_and(|start| start > 0 && name[start..].eq_ignore_ascii_case(ending.as_bytes()))
    };
    endings.iter().any(|ending| ends_like(ending))
        || name.starts_with(b".#")
        || name.len() > 2 && name.starts_with(b"#") && name.ends_with(b"#")
}

/// Keeps the settings of the sources that were imported whole, if they fit a file, for the imports that follow. At the end of an import, so that one
/// that was interrupted reads the remaining files again.
pub(super) fn keep(writer: &Writer, plan: &Plan, rules: &[Rules]) -> Result<()> {
    for (root, rules) in plan.roots.iter().zip(rules) {
        if rules.are_new && rules.are_proven && matches!(root.scope, Scope::All) {
            files::set_settings(writer, &root.source, &serde_json::json!(rules.settings).to_string())?;
        }
    }
    Ok(())
}

/// Checks the pattern, the globs and the order of dates of an import, before a corpus is opened or created.
///
/// # Errors
/// [`Error::Invalid`] for one that can't be used.
pub fn check(options: &Options) -> Result<()> {
    Rules::of(Settings::default().with(options)).map(drop)
}

/// Whether an import with these options would keep other settings of a source than are kept now.
///
/// # Errors
/// [`Error::Invalid`] for settings that can't be used; [`Error::Database`].
pub(in crate::ops) fn are_new(corpus: &Corpus, plan: &Plan, options: &Options) -> Result<bool> {
    let rules = corpus.read(|reader| Rules::of_plan(reader, plan, options))?;
    Ok(rules.iter().any(|rules| rules.are_new))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(include: &[&str], exclude: &[&str]) -> Rules {
        let globs = |globs: &[&str]| Some(globs.iter().map(ToString::to_string).collect());
        let options = Options { include: globs(include), exclude: globs(exclude), ..Options::default() };
        Rules::of(Settings::default().with(&options)).unwrap()
    }

    #[test]
    fn globs_are_those_of_git() {
        for (include, exclude, path, is_read) in [
            (&[][..], &[][..], "a.txt", true),
            (&[], &["*.css"], "deep/a.css", false),
            (&[], &["*.css"], "a.css/b.txt", false),
            (&[], &["/a.txt"], "deep/a.txt", true),
            (&[], &["drafts"], "2024/drafts/a.txt", false),
            (&[], &["2024/*.txt"], "2024/deep/a.txt", true),
            (&[], &["2024/**"], "2024/deep/a.txt", false),
            (&[], &["#b.txt"], "#b.txt", false),
            (&["*.html"], &[], "a.txt", false),
            (&["*.html", "*.txt"], &["index.*"], "deep/index.html", false),
            (&["*.html", "*.txt"], &["index.*"], "deep/a.html", true),
            (&["*.zip"], &[], "a.zip/b/c.html", true),
            (&["*.zip"], &[], "/a.zip", false),
        ] {
            let rules = rules(include, exclude);
            assert_eq!(
                rules.passes_over(path.as_bytes(), false).is_none(),
                is_read,
                "{include:?} {exclude:?} {path}"
            );
        }
    }

    #[test]
    fn leftovers_are_known_by_their_names() {
        for name in
            ["a.txt~", "x/#a.txt#", ".#a.txt", "a.html.part", "A.HTML.CRDOWNLOAD", "a.tmp", "x/.a.swp"]
        {
            assert_eq!(
                Rules::default().passes_over(name.as_bytes(), false),
                Some(PassedOver::Leftover),
                "{name}"
            );
        }
        assert_eq!(Rules::default().passes_over(b"a.txt~", true), None);
        for name in ["~", "#", "##", "part", ".part", "a#", "#a", "a.txt~/b.txt", "a.parts", "a~b.txt"] {
            assert_eq!(Rules::default().passes_over(name.as_bytes(), false), None, "{name}");
        }
    }

    #[test]
    fn an_option_replaces_what_was_kept_and_an_empty_one_clears_it() {
        let kept: Settings =
            serde_json::from_str(r#"{"pattern": "{title}.txt", "exclude": ["a"], "later": 1}"#).unwrap();
        assert_eq!(kept.clone().with(&Options::default()), kept);
        let options = Options {
            pattern: Some(String::new()),
            include: Some(vec!["*.txt".to_owned()]),
            exclude: Some(vec![String::new()]),
            ..Options::default()
        };
        let json = serde_json::json!(kept.with(&options));
        assert_eq!(json, serde_json::json!({ "include": ["*.txt"], "later": 1 }));
        assert_eq!(serde_json::json!(Settings::default()).to_string(), "{}");
    }

    #[test]
    fn what_can_not_be_used_is_refused() {
        let pattern = Options { pattern: Some("{title".to_owned()), ..Options::default() };
        let glob = Options { exclude: Some(vec!["a{".to_owned()]), ..Options::default() };
        for (options, reason) in [(pattern, "{title"), (glob, "a{")] {
            let error = check(&options).unwrap_err().to_string();
            assert!(error.contains(reason), "{error}");
        }
    }
}
