//! An article of a story in a line.

use crate::output::one_line;
use corpusdb::model::ArticleId;

/// `    12  .43  2023-03-07  RT  A title`: date, outlet and title where they are known, or else the key.
pub(crate) fn article_line(id: ArticleId, score: f64, parts: [Option<&str>; 3], key: &str) -> String {
    let title = parts[2].unwrap_or(key);
    let known = parts[..2].iter().flatten().copied().chain([title]);
    let known: Vec<String> = known.map(one_line).collect();
    format!("  {:>4}  {score:.2}  {}", id.0, known.join("  "))
}
