//! The first page of help: the commands, grouped by what people want to do.

use clap::Command;

/// Every command, under what it is for.
const GROUPS: [(&str, &[&str]); 7] = [
    ("Bring articles in", &["init", "import", "watch"]),
    ("See what is there", &["list", "show", "cat", "search", "sql"]),
    ("See what changed", &["log", "diff", "blame", "analyse"]),
    ("Say what is known", &["meta", "outlet"]),
    ("Take back, put aside, delete", &["undo", "remove", "restore", "purge"]),
    ("Keep safe, cite, take elsewhere", &["verify", "repair", "backup", "fingerprint", "export"]),
    ("The program", &["completions", "man", "help"]),
];

/// What clap says of its own command, which isn't there before it reads the arguments.
const HELP: &str = "Print this message or the help of the given subcommand(s)";

/// The program's command line with such a first page.
pub(super) fn grouped(command: Command) -> Command {
    let header = *command.get_styles().get_header();
    let literal = *command.get_styles().get_literal();
    let mut groups = String::new();
    for (name, commands) in GROUPS {
        groups += &format!("{header}{name}:{header:#}\n");
        for name in commands {
            let about = command.find_subcommand(name).and_then(Command::get_about);
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
