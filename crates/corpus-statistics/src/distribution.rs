//! The distributions that the tests of significance refer to.

use std::f64::consts::SQRT_2;

/// The two-sided probability of a standard normal value at least as far from zero as `z`: 0 to 1.
#[must_use]
pub fn normal_p(z: f64) -> f64 {
    libm::erfc(z.abs() / SQRT_2)
}

/// The probability of a χ² value of one degree of freedom of at least `value`: 0 to 1. It is that of a normal value
/// beyond the square root.
#[must_use]
pub fn chi_squared_p(value: f64) -> f64 {
    libm::erfc((value.max(0.0) / 2.0).sqrt())
}
