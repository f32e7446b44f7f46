//! Measures are those of other programs. `golden/compute.py` says how the figures were made.

#![allow(clippy::unwrap_used, reason = "a figure that is missing fails the test")]

use corpus_statistics::ContingencyTable;
use corpus_statistics::dispersion::{Part, over_parts};
use corpus_statistics::trend::trend;
use serde_json::Value;

/// Relative to the figure, or absolute for figures below 1.
const TOLERANCE: f64 = 1e-9;

fn figures(name: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("golden/figures.json")).unwrap();
    all[name].as_array().unwrap().clone()
}

/// The figures of one row: program, measure and value.
fn programs(row: &Value) -> impl Iterator<Item = (&str, &str, f64)> {
    row.as_object()
        .unwrap()
        .iter()
        .filter_map(|(program, measures)| Some((program, measures.as_object()?)))
        .flat_map(|(program, measures)| {
            measures
                .iter()
                .map(move |(measure, value)| (program.as_str(), measure.as_str(), value.as_f64().unwrap()))
        })
}

fn assert_close(ours: Option<f64>, theirs: f64, what: &str) {
    let close = ours.is_some_and(|ours| (ours - theirs).abs() <= TOLERANCE * theirs.abs().max(1.0));
    assert!(close, "{what}: {ours:?} instead of {theirs}");
}

fn measure(table: &ContingencyTable, name: &str) -> Option<f64> {
    match name {
        "log_likelihood" => Some(table.log_likelihood()),
        "log_likelihood_size" => Some(table.log_likelihood().abs()),
        "log_likelihood_p" => Some(table.log_likelihood_p()),
        "bic" => table.bic(),
        "chi_squared" => table.chi_squared(),
        "chi_squared_p" => table.chi_squared_p(),
        "fisher_p" => Some(table.fisher_p()),
        "log_ratio" => table.log_ratio(),
        "percent_difference" => table.percent_difference().number(),
        "difference_coefficient" => table.difference_coefficient(),
        "odds_ratio" => table.odds_ratio().number(),
        "simple_maths" => table.simple_maths(1.0),
        "log_dice" => table.log_dice(),
        "mutual_information" => table.mutual_information(),
        "mutual_information_cubed" => table.mutual_information_cubed(),
        "normalised_mutual_information" => table.normalised_mutual_information(),
        "t_score" => table.t_score(),
        "z_score" => table.z_score(),
        "minimum_sensitivity" => table.minimum_sensitivity(),
        "delta_p_forward" => table.delta_p_forward(),
        "delta_p_backward" => table.delta_p_backward(),
        other => panic!("no measure {other}"),
    }
}

#[test]
fn measures_of_tables_are_those_of_other_programs() {
    let rows = figures("tables");
    assert!(rows.len() > 30, "{}", rows.len());
    for row in &rows {
        let cells: [u64; 4] = serde_json::from_value(row["cells"].clone()).unwrap();
        let table = ContingencyTable::of_cells(cells[0], cells[1], cells[2], cells[3]).unwrap();
        for (program, name, theirs) in programs(row) {
            assert_close(measure(&table, name), theirs, &format!("{name} of {cells:?} by {program}"));
        }
    }
}

#[test]
fn probabilities_of_fisher_are_exact_to_ten_digits() {
    for row in figures("tables") {
        let cells: [u64; 4] = serde_json::from_value(row["cells"].clone()).unwrap();
        let table = ContingencyTable::of_cells(cells[0], cells[1], cells[2], cells[3]).unwrap();
        let exact = row["mpmath"]["fisher_p"].as_f64().unwrap();
        assert!((table.fisher_p() / exact - 1.0).abs() < 1e-10, "{cells:?}: {} {exact}", table.fisher_p());
    }
}

#[test]
fn trends_are_those_of_other_programs() {
    for row in figures("trends") {
        let values: Vec<Option<f64>> = serde_json::from_value(row["values"].clone()).unwrap();
        let ours = serde_json::to_value(trend(&values).unwrap()).unwrap();
        for (program, name, theirs) in programs(&row) {
            assert_close(ours[name].as_f64(), theirs, &format!("{name} by {program}"));
        }
    }
}

#[test]
fn dispersions_are_those_of_other_programs() {
    for row in figures("dispersions") {
        let counts = |name: &str| serde_json::from_value::<Vec<u64>>(row[name].clone()).unwrap();
        let parts = counts("counts").into_iter().zip(counts("sizes"));
        let parts: Vec<Part> = parts.map(|(count, tokens)| Part { count, tokens }).collect();
        let ours = serde_json::to_value(over_parts(&parts).unwrap()).unwrap();
        for (program, name, theirs) in programs(&row) {
            assert_close(ours[name].as_f64(), theirs, &format!("{name} of {:?} by {program}", row["counts"]));
        }
    }
}
