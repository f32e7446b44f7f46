//! Plots look as they should. Snapshots are of text; SVG documents are read as XML.

#![allow(clippy::unwrap_used, reason = "a plot that can't be drawn has failed")]

use corpus_plots::{InvalidPlot, Marks, Series, Strip, StripPlot, TimePlot};
use proptest::prelude::*;
use roxmltree::Document;

fn strip(label: &str, words: u64, hits: &[u64]) -> Strip {
    Strip { label: label.to_owned(), words, hits: hits.to_vec() }
}

fn articles() -> StripPlot {
    StripPlot {
        title: "“flood” within articles".to_owned(),
        strips: vec![
            strip("River rises again", 420, &[0, 3, 4, 12, 250, 419]),
            strip(
                "Council debates a new dam and its cost for the valley",
                1840,
                &(900..960).step_by(7).collect::<Vec<_>>(),
            ),
            strip("洪水警報、川沿いの住民に避難指示", 96, &[48]),
            strip("Football: <b>3</b> & \"out\"", 300, &[]),
            strip("(empty)", 0, &[]),
        ],
    }
}

/// The months of so many years from 2021.
fn months(years: u32) -> Vec<String> {
    (2021..2021 + years).flat_map(|year| (1..=12).map(move |month| format!("{year}-{month:02}"))).collect()
}

/// Values that rise and fall, without chance.
fn wave(periods: usize, height: u32, shift: u32) -> Vec<Option<f64>> {
    (0u32..)
        .take(periods)
        .map(|period| Some(f64::from((period * 7 + shift) % 12 * height + period * 2)))
        .collect()
}

fn years(series: &[&str], years: u32, marks: Marks) -> TimePlot {
    let periods = months(years);
    let values = |number: u32| {
        let mut values = wave(periods.len(), 3 + number, number * 5);
        values[4] = None;
        values[5] = None;
        if let (1, Some(value)) = (number, values.get_mut(14)) {
            *value = Some(0.0);
        }
        if number == 1 {
            values[9] = None;
            values[11] = None;
        }
        values
    };
    TimePlot {
        title: "Words of the weather".to_owned(),
        unit: "per million words".to_owned(),
        gap: "no texts".to_owned(),
        series: (0u32..)
            .zip(series)
            .map(|(number, label)| Series { label: (*label).to_owned(), values: values(number) })
            .collect(),
        periods,
        marks,
    }
}

fn widest(text: &str) -> usize {
    text.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap()
}

#[test]
fn strips_in_a_terminal() {
    insta::assert_snapshot!("strips_80", articles().terminal(80).unwrap());
    insta::assert_snapshot!("strips_60", articles().terminal(60).unwrap());
}

#[test]
fn series_in_a_terminal() {
    insta::assert_snapshot!("one_80", years(&["flood"], 2, Marks::Bars).terminal(80).unwrap());
    insta::assert_snapshot!("two_80", years(&["flood", "drought"], 2, Marks::Bars).terminal(80).unwrap());
    insta::assert_snapshot!("two_60", years(&["flood", "drought"], 2, Marks::Bars).terminal(60).unwrap());
    insta::assert_snapshot!("many_periods_60", years(&["flood"], 9, Marks::Bars).terminal(60).unwrap());
}

#[test]
fn documents() {
    insta::assert_snapshot!("strips", articles().svg().unwrap());
    insta::assert_snapshot!("bars", years(&["flood", "drought"], 2, Marks::Bars).svg().unwrap());
    insta::assert_snapshot!("lines", years(&["flood", "drought", "snow"], 4, Marks::Lines).svg().unwrap());
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for columns in [40, 60, 80, 200] {
        assert!(widest(&articles().terminal(columns).unwrap()) <= columns);
        assert!(widest(&years(&["flood", "drought"], 9, Marks::Bars).terminal(columns).unwrap()) <= columns);
    }
}

#[test]
fn a_gap_is_no_zero() {
    let plot = |value| TimePlot {
        series: vec![Series { label: "flood".to_owned(), values: vec![Some(2.0), value, Some(3.0)] }],
        periods: months(1)[..3].to_vec(),
        ..years(&[], 1, Marks::Bars)
    };
    assert_ne!(plot(None).terminal(60).unwrap(), plot(Some(0.0)).terminal(60).unwrap());
    let bars = |value| {
        let svg = plot(value).svg().unwrap();
        let document = Document::parse(&svg).unwrap();
        document
            .descendants()
            .filter(|node| node.attribute("class").is_some_and(|class| class.starts_with("bar")))
            .count()
    };
    assert_eq!((bars(None), bars(Some(0.0))), (2, 3));
}

#[test]
fn a_line_ends_at_a_gap() {
    let svg = years(&["flood"], 1, Marks::Lines).svg().unwrap();
    let document = Document::parse(&svg).unwrap();
    let line = document.descendants().find(|node| node.attribute("class") == Some("line s0")).unwrap();
    assert_eq!(line.attribute("d").unwrap().matches('M').count(), 2);
}

#[test]
fn a_document_says_what_it_shows() {
    let svg = years(&["flood", "drought"], 1, Marks::Bars).svg().unwrap();
    let document = Document::parse(&svg).unwrap();
    let root = document.root_element();
    let text = |name| {
        root.children()
            .find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", name)))
            .and_then(|node| node.text())
            .unwrap()
    };
    assert_eq!(root.attribute("role"), Some("img"));
    assert_eq!(text("title"), "Words of the weather");
    assert!(text("desc").contains("\nperiod\tflood\tdrought\n2021-01\t0\t20\n"), "{}", text("desc"));
    assert!(text("desc").contains("\n2021-05\t-\t-\n"));
    assert!(svg.contains("prefers-color-scheme: dark") && !svg.contains("<script"));
}

#[test]
fn impossible_plots_are_refused() {
    let plot = StripPlot { title: String::new(), strips: vec![strip("River", 10, &[10])] };
    assert_eq!(
        plot.svg().unwrap_err().to_string(),
        "\"River\" has a hit at word 10, counted from 0, but only 10 words"
    );
    assert_eq!(articles().terminal(39), Err(InvalidPlot::TooNarrow(39)));
    let mut plot = years(&["flood"], 1, Marks::Bars);
    plot.series[0].values[2] = Some(f64::NAN);
    assert!(matches!(plot.terminal(80), Err(InvalidPlot::NoFrequency { .. })));
    plot.series[0].values[2] = Some(f64::MAX);
    assert!(matches!(plot.svg(), Err(InvalidPlot::NoFrequency { .. })));
    plot.series[0].values.pop();
    assert!(matches!(plot.svg(), Err(InvalidPlot::WrongNumberOfValues { values: 11, periods: 12, .. })));
}

#[test]
fn nothing_gives_an_empty_plot() {
    let strips = StripPlot { title: "none".to_owned(), strips: Vec::new() };
    let series = TimePlot { periods: Vec::new(), series: Vec::new(), ..years(&[], 1, Marks::Lines) };
    assert!(
        Document::parse(&strips.svg().unwrap()).is_ok() && Document::parse(&series.svg().unwrap()).is_ok()
    );
    assert!(strips.terminal(60).unwrap().starts_with("none") && series.terminal(60).is_ok());
}

proptest! {
    #[test]
    fn any_labels_make_well_formed_documents_and_lines(label in any::<String>(), title in any::<String>(), columns in 40usize..100) {
        let strips = StripPlot { title: title.clone(), strips: vec![strip(&label, 5, &[1])] };
        let series = Series { label: label.clone(), values: vec![Some(1.5), None] };
        let plot = TimePlot {
            title, unit: label.clone(), gap: label.clone(), periods: vec![label.clone(), "b".to_owned()],
            series: vec![series.clone(), series], marks: Marks::Lines,
        };
        for svg in [strips.svg().unwrap(), plot.svg().unwrap()] {
            prop_assert!(Document::parse(&svg).is_ok(), "{svg}");
        }
        for text in [strips.terminal(columns).unwrap(), plot.terminal(columns).unwrap()] {
            prop_assert!(widest(&text) <= columns, "{text}");
            prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
        }
    }

    #[test]
    fn any_values_are_drawn_inside(
        values in prop::collection::vec(prop::option::weighted(0.8, 0.0f64..1e15), 0..200), bars in any::<bool>(),
    ) {
        let plot = TimePlot {
            periods: (0..values.len()).map(|period| format!("2024-{period:03}")).collect(),
            series: vec![Series { label: "any".to_owned(), values }],
            ..years(&[], 1, if bars { Marks::Bars } else { Marks::Lines })
        };
        let svg = plot.svg().unwrap();
        let document = Document::parse(&svg).unwrap();
        for node in document.descendants() {
            for name in ["x", "cx", "y", "cy"] {
                let place: f64 = node.attribute(name).map_or(1.0, |place| place.parse().unwrap());
                prop_assert!((0.0..=760.0).contains(&place), "{name} {place}");
            }
        }
        prop_assert!(widest(&plot.terminal(60).unwrap()) <= 60);
    }
}
