//! First page of help: the commands, grouped by task.

use clap::Command;

/// All commands, grouped by purpose.
const GROUPS: [(&str, &[&str]); 9] = [
    ("Import articles", &["init", "import", "watch", "reread"]),
    ("Read and search", &["status", "list", "show", "cat", "search", "sql"]),
    ("Count words", &["concordance", "frequency", "collocates", "keyness", "dispersion", "trend"]),
    ("Compare versions", &["log", "diff", "blame", "analyse"]),
    ("Compare reports", &["stories", "similar", "compare", "quotations", "duplicates"]),
    ("Edit metadata", &["meta", "outlet"]),
    ("Undo, remove, delete", &["undo", "remove", "restore", "purge"]),
    ("Check, back up, cite, export", &["verify", "repair", "backup", "fingerprint", "export"]),
    ("The program", &["completions", "man", "help"]),
];

/// Description of clap's own command `help`, which clap adds only while it parses the arguments.
const HELP: &str = "Print this message or the help of the given subcommand(s)";

/// Adds the grouped first page of help to the command line.
pub(super) fn grouped(command: Command) -> Command {
    let header = *command.get_styles().get_header();
    let literal = *command.get_styles().get_literal();
    let mut groups = String::new();
    for (name, commands) in GROUPS {
        groups += &format!("{header}{name}:{header:#}\n");
        for name in commands {
            let about = command.find_subcommand(name).and_then(Command::get_about);
            // clap adds the subcommand `help` later, so it isn't found here.
            let about = about.map_or_else(|| HELP.to_owned(), ToString::to_string);
            groups += &format!("  {literal}{name:<12}{literal:#} {about}\n");
        }
        groups += "\n";
    }
    command.help_template(format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{groups}{header}Options:{header:#}\n{{options}}{{after-help}}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::Program;
    use clap::CommandFactory;
    use std::collections::BTreeSet;

    #[test]
    fn every_command_is_in_one_group() {
        let mut command = Program::command();
        command.build();
        let all: BTreeSet<&str> = command.get_subcommands().map(Command::get_name).collect();
        let grouped: Vec<&str> = GROUPS.iter().flat_map(|(_, commands)| *commands).copied().collect();
        assert_eq!(grouped.iter().copied().collect::<BTreeSet<_>>(), all);
        assert_eq!(grouped.len(), all.len());
    }
}
