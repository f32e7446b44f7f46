//! Tab completion in the SQL shell.

use super::statement::{SqlToken, is_of_word, tokens};
use std::collections::BTreeMap;

/// The commands of the shell.
pub(super) const COMMANDS: [&str; 6] = [".help", ".mode", ".quit", ".schema", ".tables", ".timeout"];
/// How `.mode` can write results.
pub(super) const MODES: [&str; 5] = ["table", "json", "jsonl", "csv", "tsv"];

const KEYWORDS: [&str; 57] = [
    "ALL",
    "AND",
    "AS",
    "ASC",
    "BETWEEN",
    "BY",
    "CASE",
    "CAST",
    "COLLATE",
    "CROSS",
    "DESC",
    "DISTINCT",
    "ELSE",
    "END",
    "ESCAPE",
    "EXCEPT",
    "EXISTS",
    "EXPLAIN",
    "FILTER",
    "FROM",
    "FULL",
    "GLOB",
    "GROUP",
    "HAVING",
    "IN",
    "INNER",
    "INTERSECT",
    "IS",
    "JOIN",
    "LEFT",
    "LIKE",
    "LIMIT",
    "MATCH",
    "MATERIALIZED",
    "NATURAL",
    "NOCASE",
    "NOT",
    "NULL",
    "OFFSET",
    "ON",
    "OR",
    "ORDER",
    "OUTER",
    "OVER",
    "PARTITION",
    "QUERY PLAN",
    "RECURSIVE",
    "RIGHT",
    "SELECT",
    "THEN",
    "UNION",
    "USING",
    "VALUES",
    "WHEN",
    "WHERE",
    "WINDOW",
    "WITH",
];

/// The names that a query can use.
#[derive(Debug, Default)]
pub(super) struct SchemaNames {
    /// The columns of each table and view.
    pub(super) relations: BTreeMap<String, Vec<String>>,
    pub(super) functions: Vec<String>,
}

impl SchemaNames {
    /// Start of the word at the cursor, and its completions.
    pub(super) fn complete(&self, input: &str, cursor: usize) -> (usize, Vec<String>) {
        let before = &input[..cursor];
        let word = &before[before.trim_end_matches(is_of_word).len()..];
        let start = cursor - word.len();
        if before.starts_with('.') {
            return command(before, &self.relations);
        }
        // Inside an open text nothing is completed.
        if tokens(before).1 {
            return (start, Vec::new());
        }
        // Of the whole input: the columns after SELECT belong to the tables after the cursor.
        let used = self.used(input);
        let candidates: Vec<&str> = if let Some(before) = before[..start].strip_suffix('.') {
            let qualifier = &before[before.trim_end_matches(is_of_word).len()..];
            let relation = used.iter().find(|(name, _)| name.eq_ignore_ascii_case(qualifier));
            relation.map(|(_, relation)| self.columns(relation)).unwrap_or_default()
        } else if word.is_empty() {
            // Every name begins with an empty word, and there are hundreds of them.
            Vec::new()
        } else if after_from(&before[..start]) {
            self.relations.keys().map(String::as_str).collect()
        } else {
            self.anything(&used)
        };
        (start, fitting(candidates, word))
    }

    /// Tables and views of a statement, with their aliases.
    fn used<'a>(&'a self, input: &'a str) -> Vec<(&'a str, &'a str)> {
        let (tokens, _) = tokens(input);
        let mut used = Vec::new();
        for (index, token) in tokens.iter().enumerate() {
            let SqlToken::Word(name) = token else { continue };
            let Some(relation) = self.relations.keys().find(|relation| relation.eq_ignore_ascii_case(name))
            else {
                continue;
            };
            used.push((*name, relation.as_str()));
            let mut after = tokens[index + 1..].iter();
            let next = match after.next() {
                Some(SqlToken::Word(word)) if word.eq_ignore_ascii_case("AS") => after.next(),
                next => next,
            };
            // A keyword such as WHERE follows a table without an alias.
            if let Some(SqlToken::Word(alias)) = next
                && !KEYWORDS.iter().any(|keyword| keyword.eq_ignore_ascii_case(alias))
            {
                used.push((*alias, relation.as_str()));
            }
        }
        used
    }

    fn columns(&self, relation: &str) -> Vec<&str> {
        self.relations.get(relation).into_iter().flatten().map(String::as_str).collect()
    }

    /// Keywords and names, with the columns of the relations in the statement; of all relations if it has none.
    fn anything(&self, used: &[(&str, &str)]) -> Vec<&str> {
        let mut names: Vec<&str> = KEYWORDS.to_vec();
        names.extend(self.functions.iter().map(String::as_str));
        names.extend(self.relations.keys().map(String::as_str));
        // Before the first table is written, any column may be meant.
        if used.is_empty() {
            names.extend(self.relations.values().flatten().map(String::as_str));
        }
        names.extend(used.iter().flat_map(|(_, relation)| self.columns(relation)));
        names
    }
}

/// Whether a table or view has to come next.
fn after_from(before: &str) -> bool {
    let last = tokens(before).0.pop();
    matches!(last, Some(SqlToken::Word(word)) if ["FROM", "JOIN"].iter().any(|from| from.eq_ignore_ascii_case(word)))
}

fn command(before: &str, relations: &BTreeMap<String, Vec<String>>) -> (usize, Vec<String>) {
    let start = before.rfind(char::is_whitespace).map_or(0, |space| space + 1);
    let candidates = match before.split_whitespace().next() {
        _ if start == 0 => COMMANDS.to_vec(),
        Some(".mode") => MODES.to_vec(),
        Some(".schema") => relations.keys().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    (start, fitting(candidates, &before[start..]))
}

/// The candidates that begin with `word`, each once.
fn fitting(candidates: Vec<&str>, word: &str) -> Vec<String> {
    let word = word.to_lowercase();
    let mut fitting: Vec<String> = candidates
        .into_iter()
        .filter(|candidate| candidate.to_lowercase().starts_with(&word))
        .map(str::to_owned)
        .collect();
    fitting.sort_unstable();
    fitting.dedup();
    fitting
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> SchemaNames {
        let columns = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        SchemaNames {
            relations: BTreeMap::from([
                ("articles".to_owned(), columns(&["id", "key", "title"])),
                ("versions".to_owned(), columns(&["article", "number", "text"])),
            ]),
            functions: columns(&["length", "lower"]),
        }
    }

    /// What is offered where `|` stands.
    fn offered(input: &str) -> Vec<String> {
        let cursor = input.find('|').unwrap();
        names().complete(&input.replace('|', ""), cursor).1
    }

    #[test]
    fn columns_of_a_table_and_of_an_alias() {
        assert_eq!(offered("SELECT articles.| FROM articles"), ["id", "key", "title"]);
        assert_eq!(offered("SELECT v.n| FROM articles AS a JOIN Versions v"), ["number"]);
        assert_eq!(offered("SELECT a.|\nFROM articles AS a\nJOIN versions AS v"), ["id", "key", "title"]);
        assert_eq!(offered("SELECT x.| FROM articles"), [""; 0]);
        assert_eq!(offered("SELECT where.| FROM articles WHERE"), [""; 0]);
    }

    #[test]
    fn tables_after_from_and_columns_of_what_is_used() {
        assert_eq!(offered("SELECT * FROM v|"), ["versions"]);
        assert_eq!(offered("SELECT * FROM a JOIN A|"), ["articles"]);
        assert_eq!(offered("SELECT t| FROM articles"), ["THEN", "title"]);
        assert_eq!(offered("SELECT t|"), ["THEN", "text", "title"]);
        assert_eq!(offered("SELECT l|"), ["LEFT", "LIKE", "LIMIT", "length", "lower"]);
    }

    #[test]
    fn nothing_inside_a_text_and_without_a_beginning() {
        assert_eq!(offered("SELECT 'tit| FROM articles"), [""; 0]);
        assert_eq!(offered("SELECT /* tit|"), [""; 0]);
        assert_eq!(offered("SELECT |"), [""; 0]);
        assert_eq!(offered("SELECT ‚é|"), [""; 0]);
    }

    #[test]
    fn commands() {
        assert_eq!(offered(".t|"), [".tables", ".timeout"]);
        assert_eq!(offered(".schema ver|"), ["versions"]);
        assert_eq!(offered(".mode js|"), ["json", "jsonl"]);
        assert_eq!(offered(".timeout |"), [""; 0]);
    }

    #[test]
    fn the_word_is_replaced_from_its_beginning() {
        assert_eq!(names().complete("SELECT tit", 10).0, 7);
        assert_eq!(names().complete("SELECT articles.ti", 18), (16, vec!["title".to_owned()]));
        assert_eq!(names().complete(".mode cs", 8), (6, vec!["csv".to_owned()]));
    }
}
