//! Groups articles, read as JSON lines with the members `id` and `text`, and prints the group of each.

#![expect(clippy::print_stdout, reason = "an example prints its result")]

use corpus_stories::{Collection, StoryInput};
use std::io::BufRead;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut articles: Vec<serde_json::Value> = Vec::new();
    for line in std::io::stdin().lock().lines() {
        articles.push(serde_json::from_str(&line?)?);
    }
    let inputs = articles
        .iter()
        .map(|article| StoryInput { text: article["text"].as_str().unwrap_or_default(), day: None });
    for (number, story) in Collection::of(inputs).stories().iter().enumerate() {
        for member in &story.articles {
            println!("{}", serde_json::json!({ "id": articles[member.article]["id"], "cluster": number }));
        }
    }
    Ok(())
}
