//! `corpus sql`.
