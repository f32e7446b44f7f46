//! `corpus completions`

use super::Program;
use crate::output::{Ended, Output};
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::Write;

/// Print tab completions for a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  corpus completions bash > ~/.local/share/bash-completion/completions/corpus
  corpus completions zsh > ~/.zfunc/_corpus
  corpus completions fish > ~/.config/fish/completions/corpus.fish")]
pub(super) struct Args {
    /// Name of the shell: bash, zsh, fish, elvish or powershell
    #[arg(value_enum, hide_possible_values = true)]
    shell: Shell,
}

pub(super) fn run(args: &Args, output: &mut Output) -> anyhow::Result<Ended> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Program::command(), "corpus", &mut script);
    output.write_all(&script)?;
    Ok(Ended::Done)
}
