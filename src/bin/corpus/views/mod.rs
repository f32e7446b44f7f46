//! Output for people that several commands share.

pub(crate) mod article;
pub(crate) mod comparison;
pub(crate) mod concordance;
pub(crate) mod coverage;
pub(crate) mod history;
pub(crate) mod operation;
pub(crate) mod origin;
pub(crate) mod problems;
pub(crate) mod states;
pub(crate) mod story;
