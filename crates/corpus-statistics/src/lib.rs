#![doc = include_str!("../README.md")]
//!
//! This crate counts nothing in texts and reads nothing: it gets counts, and gives numbers. No result is NaN or infinite, except
//! for [`Quotient::Infinite`], which says so.

#![forbid(unsafe_code)]

pub mod collocations;
pub mod contingency;
pub mod dispersion;
mod distribution;
mod error;
pub mod expressions;
mod hypergeometric;
pub mod keyness;
mod quotient;
pub mod trend;

pub use contingency::ContingencyTable;
pub use distribution::{chi_squared_p, normal_p};
pub use error::InvalidCounts;
pub use quotient::Quotient;
