//! What all SVG documents have: a size, names for people who can't see them, and colours.

use maud::{Markup, PreEscaped, html};

use crate::text::{columns, harmless, shortened};

/// The width of a plot, in pixels.
pub(crate) const WIDTH: f64 = 760.0;

/// The longest title that fits, in characters.
const TITLE: usize = 72;

/// Colours for light and dark, so that both have enough contrast. Series are told apart by colour and dashes: colours are those of
/// Okabe and Ito (2008), which people with any kind of colour vision tell apart, with darker ones for light backgrounds. Custom
/// properties would be shorter, but not every program that draws SVG knows them.
const STYLE: &str = "
.corpus-plot { font-family: system-ui, 'DejaVu Sans', Helvetica, Arial, sans-serif; font-size: 12px; max-width: 100%; height: auto; }
.corpus-plot .ground { fill: #ffffff; }
.corpus-plot text { fill: #24292f; }
.corpus-plot .title { font-size: 16px; font-weight: 600; }
.corpus-plot .note { fill: #59636e; }
.corpus-plot .number { font-variant-numeric: tabular-nums; }
.corpus-plot .grid { stroke: #d1d9e0; stroke-width: 1; }
.corpus-plot .axis { stroke: #59636e; stroke-width: 1; }
.corpus-plot .strip { fill: #eef1f4; }
.corpus-plot .gap { fill: #eef1f4; }
.corpus-plot .hits { stroke: #0072b2; stroke-width: 1.5; }
.corpus-plot .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
.corpus-plot .line.s0, .corpus-plot .line.s4 { stroke: #0072b2; }
.corpus-plot .line.s1, .corpus-plot .line.s5 { stroke: #c04f00; }
.corpus-plot .line.s2, .corpus-plot .line.s6 { stroke: #007d5a; }
.corpus-plot .line.s3, .corpus-plot .line.s7 { stroke: #b0508a; }
.corpus-plot .line.s1 { stroke-dasharray: 7 4; }
.corpus-plot .line.s2 { stroke-dasharray: 2 4; }
.corpus-plot .line.s3 { stroke-dasharray: 9 4 2 4; }
.corpus-plot .line.s4 { stroke-dasharray: 12 4; }
.corpus-plot .line.s6 { stroke-dasharray: 5 3; }
.corpus-plot .line.s7 { stroke-dasharray: 2 3 2 6; }
.corpus-plot .fill.s0, .corpus-plot .fill.s4 { fill: #0072b2; }
.corpus-plot .fill.s1, .corpus-plot .fill.s5 { fill: #c04f00; }
.corpus-plot .fill.s2, .corpus-plot .fill.s6 { fill: #007d5a; }
.corpus-plot .fill.s3, .corpus-plot .fill.s7 { fill: #b0508a; }
.corpus-plot .bar.s4, .corpus-plot .bar.s5, .corpus-plot .bar.s6, .corpus-plot .bar.s7 { fill-opacity: 0.55; }
@media (prefers-color-scheme: dark) {
.corpus-plot .ground { fill: #0d1117; }
.corpus-plot text { fill: #e6edf3; }
.corpus-plot .note { fill: #9da7b1; }
.corpus-plot .grid { stroke: #2f3742; }
.corpus-plot .axis { stroke: #9da7b1; }
.corpus-plot .strip { fill: #21262d; }
.corpus-plot .gap { fill: #21262d; }
.corpus-plot .hits { stroke: #56b4e9; }
.corpus-plot .line.s0, .corpus-plot .line.s4 { stroke: #56b4e9; }
.corpus-plot .line.s1, .corpus-plot .line.s5 { stroke: #f08a3c; }
.corpus-plot .line.s2, .corpus-plot .line.s6 { stroke: #2fc79a; }
.corpus-plot .line.s3, .corpus-plot .line.s7 { stroke: #e29bc6; }
.corpus-plot .fill.s0, .corpus-plot .fill.s4 { fill: #56b4e9; }
.corpus-plot .fill.s1, .corpus-plot .fill.s5 { fill: #f08a3c; }
.corpus-plot .fill.s2, .corpus-plot .fill.s6 { fill: #2fc79a; }
.corpus-plot .fill.s3, .corpus-plot .fill.s7 { fill: #e29bc6; }
}
";

/// A document of the plots' width. The description has the data as lines of columns between tabs.
pub(crate) fn document(height: f64, title: &str, description: &str, content: &Markup) -> String {
    let (width, height) = (pixels(WIDTH), pixels(height));
    let title = harmless(title);
    let document = html! {
        svg xmlns="http://www.w3.org/2000/svg" class="corpus-plot" role="img" aria-label=(title)
            width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) } {
            title { (title) }
            desc { (description) }
            style { (PreEscaped(STYLE)) }
            rect class="ground" width=(width) height=(height) {}
            text class="title" x="16" y="28" { (shortened(&title, TITLE)) }
            (content)
        }
    };
    document.into_string() + "\n"
}

/// A length as short as a tenth of a pixel allows.
pub(crate) fn pixels(length: f64) -> String {
    let text = format!("{length:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// The approximate width of a text of 12 pixels: fonts differ.
pub(crate) fn text_width(text: &str) -> f64 {
    7.2 * f64::from(u32::try_from(columns(text)).unwrap_or(u32::MAX))
}
