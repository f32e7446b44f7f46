//! Origins of values, in words.

use corpusdb::model::Origin;

/// The origin in words. For example, `csv:table.csv` is explained as `from the table table.csv`.
pub(crate) fn explain(origin: &Origin) -> String {
    match origin {
        Origin::Hand => "set by hand".to_owned(),
        Origin::Import => "set with the import (--set)".to_owned(),
        Origin::Sidecar => "from the sidecar of its file".to_owned(),
        Origin::Host => "from the host name of the address".to_owned(),
        Origin::Document(reader) if reader == "page" => "stated by the page".to_owned(),
        Origin::Document(reader) if reader == "row" => "a column of the row".to_owned(),
        Origin::Document(_) => "stated by the front matter".to_owned(),
        Origin::Path => "from the path of its file".to_owned(),
        Origin::Text(part) if part == "opening" => "read off the first lines of the text".to_owned(),
        Origin::Csv(table) | Origin::Jsonl(table) => format!("from the table {table}"),
        Origin::Sql => "changed by corpus sql --write".to_owned(),
        Origin::Undo => "left empty by an undo".to_owned(),
        Origin::Repair => "mended by corpus repair".to_owned(),
        Origin::Purge => "changed by corpus purge".to_owned(),
        Origin::PurgeAllow => "changed by corpus purge allow".to_owned(),
        Origin::Outside => "changed by another program".to_owned(),
        Origin::Upgrade => "taken over from an earlier schema".to_owned(),
        Origin::Text(_) | Origin::Other(_) => format!("origin: {origin}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn explained(origin: &str) -> String {
        explain(&origin.parse().unwrap())
    }

    #[test]
    fn only_unknown_origins_are_explained_by_their_name() {
        for text in ["set", "sidecar", "undo", "repair", "outside", "upgrade", "text:opening", "csv:a.csv"] {
            assert!(!explained(text).starts_with("origin:"), "{text}");
        }
        assert_eq!(explained("elsewhere"), "origin: elsewhere");
        assert_eq!(explained("text:byline"), "origin: text:byline");
    }
}
