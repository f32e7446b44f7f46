#![doc = include_str!("../README.md")]
//!
//! This crate counts nothing and knows no calendar: it draws the numbers and labels that it gets, in their order.

#![forbid(unsafe_code)]

mod axis;
mod error;
mod network;
mod series;
mod strips;
mod svg;
mod text;

pub use error::InvalidPlot;
pub use network::{NetworkLink, NetworkPlot};
pub use series::{Marks, Series, TimePlot};
pub use strips::{Strip, StripPlot};

/// The smallest width of a plot in a terminal, in columns.
pub const MINIMUM_COLUMNS: usize = 40;
