//! Reads articles as JSON lines with the members `id` and `text`, and prints their statements; positions are characters.

#![expect(clippy::print_stdout, reason = "an example prints its result")]

use corpus_quotations::{QuotationLanguage, quotations};
use std::io::BufRead;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in std::io::stdin().lock().lines() {
        let article: serde_json::Value = serde_json::from_str(&line?)?;
        let text = article["text"].as_str().unwrap_or_default();
        let position = |byte: usize| text[..byte].chars().count();
        let found: Vec<_> = quotations(text, QuotationLanguage::of_text(text))
            .into_iter()
            .map(|quotation| {
                let speaker = quotation.speaker.as_ref().map(|speaker| speaker.range.clone());
                serde_json::json!({
                    "start": position(quotation.range.start),
                    "end": position(quotation.range.end),
                    "speaker_start": speaker.as_ref().map(|range| position(range.start)),
                    "speaker_end": speaker.as_ref().map(|range| position(range.end)),
                    "marked": quotation.is_marked(),
                })
            })
            .collect();
        println!("{}", serde_json::json!({ "id": article["id"], "quotations": found }));
    }
    Ok(())
}
