//! `corpus import`: every outcome, every option, and every kind of file that must not stop it.

mod from;
mod inputs;
mod names;
mod options;
mod outcomes;
mod patterns;
mod sidecars;
mod stdin;
mod tables;

use serde_json::Value;

const FARES: &str = "Ferry fares rise\n\nThe harbour council voted late on Monday.\n";
const FARES_LATER: &str = "Ferry fares rise\n\nThe harbour council voted early on Tuesday.\n";
const BRIDGE: &str = "Bridge to reopen\n\nThe old bridge opens for carts again.\n";

/// The counts of a report that aren't 0, without the bytes.
fn counts(report: &Value) -> Value {
    let counts = report.as_object().unwrap().iter().filter(|(name, value)| {
        value.as_u64().is_some_and(|count| count > 0) && !matches!(name.as_str(), "operation" | "bytes")
    });
    Value::Object(counts.map(|(name, value)| (name.clone(), value.clone())).collect())
}

/// Path and outcome of each event.
fn outcomes(report: &Value) -> Vec<(&str, &str)> {
    let events = report["events"].as_array().unwrap();
    events.iter().map(|event| (event["path"].as_str().unwrap(), event["outcome"].as_str().unwrap())).collect()
}
