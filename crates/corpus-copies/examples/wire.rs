//! Reads articles as JSON lines with the members `id`, `text` and `author`, and prints which are copy of an agency.

#![expect(clippy::print_stdout, reason = "an example prints its result")]

use corpus_copies::wire_copy;
use std::io::BufRead;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in std::io::stdin().lock().lines() {
        let article: serde_json::Value = serde_json::from_str(&line?)?;
        let text = article["text"].as_str().unwrap_or_default();
        let found = wire_copy(text, article["author"].as_str());
        println!("{}", serde_json::json!({ "id": article["id"], "wire": found.is_some(), "found": found }));
    }
    Ok(())
}
