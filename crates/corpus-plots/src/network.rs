//! Who follows whom: names on a circle, and an arrow from each to those that follow it.

use std::f64::consts::TAU;

use maud::{Markup, html};

use crate::svg::{WIDTH, document, pixels};
use crate::text::{grouped, harmless, shortened};

/// The longest name, in characters.
const LABEL: usize = 24;
/// The middle of the circle, in pixels from the top and from the left.
const MIDDLE: (f64, f64) = (WIDTH / 2.0, 340.0);
const RADIUS: f64 = 220.0;
const HEIGHT: f64 = 640.0;
/// The width of the arrow of the strongest link.
const THICKEST: f64 = 8.0;

/// An arrow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkLink {
    /// Where it begins.
    pub from: String,
    /// Where it leads.
    pub to: String,
    /// How thick it is: a number of articles.
    pub articles: u64,
    /// What is said of it when it is pointed at.
    pub note: String,
}

/// Arrows between names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkPlot {
    /// The title.
    pub title: String,
    /// The arrows, in any order.
    pub links: Vec<NetworkLink>,
}

impl NetworkPlot {
    /// The drawing as an SVG document. Names are in alphabetical order, clockwise from the top.
    #[must_use]
    pub fn svg(&self) -> String {
        let mut names: Vec<&str> =
            self.links.iter().flat_map(|link| [link.from.as_str(), link.to.as_str()]).collect();
        names.sort_unstable();
        names.dedup();
        let most = self.links.iter().map(|link| link.articles).max().unwrap_or(1).max(1);
        let place = |name: &str| {
            let number = names.binary_search(&name).unwrap_or_default();
            angle(number, names.len())
        };
        let content = html! {
            defs {
                marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="12" markerHeight="12"
                    markerUnits="userSpaceOnUse" orient="auto-start-reverse" {
                    path class="fill s0" d="M0 0L10 5L0 10z" {}
                }
            }
            @for link in &self.links { (arrow(link, place(&link.from), place(&link.to), most)) }
            @for (number, name) in names.iter().enumerate() { (label(name, angle(number, names.len()))) }
        };
        let row = |link: &NetworkLink| {
            format!(
                "{}\t{}\t{}\t{}\n",
                harmless(&link.from),
                harmless(&link.to),
                link.articles,
                harmless(&link.note)
            )
        };
        let rows: String = self.links.iter().map(row).collect();
        document(
            HEIGHT,
            &self.title,
            &format!("Who follows whom.\nfrom\tto\tarticles\tnote\n{rows}"),
            &content,
        )
    }
}

/// The angle of a name on the circle, clockwise from the top.
fn angle(number: usize, names: usize) -> f64 {
    let [number, names] =
        [number, names.max(1)].map(|number| f64::from(u32::try_from(number).unwrap_or(u32::MAX)));
    TAU * number / names - TAU / 4.0
}

fn point(angle: f64, radius: f64) -> (f64, f64) {
    (MIDDLE.0 + radius * angle.cos(), MIDDLE.1 + radius * angle.sin())
}

fn arrow(link: &NetworkLink, from: f64, to: f64, most: u64) -> Markup {
    let [start, end] = [point(from, RADIUS), point(to, RADIUS - 4.0)];
    // Bent towards the middle, so that two arrows in both directions don't cover each other.
    let bend = point(from + (to - from) * 0.35, RADIUS * 0.35);
    let path = format!(
        "M{} {}Q{} {} {} {}",
        pixels(start.0),
        pixels(start.1),
        pixels(bend.0),
        pixels(bend.1),
        pixels(end.0),
        pixels(end.1)
    );
    let width = (THICKEST * ratio(link.articles, most)).max(1.0);
    html! {
        g {
            title { (harmless(&link.from)) " → " (harmless(&link.to)) ": copies " (grouped(link.articles)) ", " (harmless(&link.note)) }
            path class="line s0" d=(path) stroke-opacity="0.6" marker-end="url(#arrow)" style={ "stroke-width:" (pixels(width)) "px" } {}
        }
    }
}

fn label(name: &str, angle: f64) -> Markup {
    let (x, y) = point(angle, RADIUS + 12.0);
    let anchor = match angle.cos() {
        side if side > 0.2 => "start",
        side if side < -0.2 => "end",
        _ => "middle",
    };
    let name = harmless(name);
    html! {
        text x=(pixels(x)) y=(pixels(y + 4.0)) text-anchor=(anchor) { title { (name) } (shortened(&name, LABEL)) }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a pixel is coarser than the rounding")]
fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(from: &str, to: &str, articles: u64) -> NetworkLink {
        NetworkLink { from: from.to_owned(), to: to.to_owned(), articles, note: "12 % of all".to_owned() }
    }

    #[test]
    fn each_name_is_there_once_and_each_link_has_an_arrow() {
        let plot = NetworkPlot {
            title: "Copies".to_owned(),
            links: vec![
                link("Wire", "Courier", 8),
                link("Wire", "Gazette", 1),
                link("Courier", "Gazette", 2),
            ],
        };
        let svg = plot.svg();
        assert_eq!(svg.matches("<text").count(), 1 + 3);
        assert_eq!(svg.matches("marker-end").count(), 3);
        assert!(svg.contains("stroke-width:8px") && svg.contains("stroke-width:1px"));
        assert!(svg.contains("Wire\tCourier\t8\t12 % of all"));
    }

    #[test]
    fn names_from_outside_stay_text() {
        let plot = NetworkPlot { title: "<b>".to_owned(), links: vec![link("<script>\u{1b}", "&", 1)] };
        assert!(!plot.svg().contains("<script") && !plot.svg().contains('\u{1b}'));
        assert!(NetworkPlot { title: String::new(), links: Vec::new() }.svg().starts_with("<svg"));
    }
}
