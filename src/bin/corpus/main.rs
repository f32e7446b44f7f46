//! The program: reads the arguments, the environment and the clock, runs one command, returns its exit code.

#![forbid(unsafe_code)]

mod arguments;
mod commands;
mod context;
mod environment;
mod hints;
mod output;
mod views;

use std::process::ExitCode;

fn main() -> ExitCode {
    let environment = match environment::Environment::read() {
        Ok(environment) => environment,
        Err(error) => return output::refuse_environment(&error),
    };
    let program = match commands::Program::parse_arguments() {
        Ok(program) => program,
        Err(error) => return output::refuse_arguments(&error, &environment),
    };
    let mut output = output::Output::new(program.output_options(), &environment);
    let ended = commands::run(&program, &environment, &mut output);
    output.finish(ended)
}
