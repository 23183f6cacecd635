//! The `frontdesk` command.

mod cli;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// The front desk of a small trades business: answers calls, texts and web chats, and books real appointments.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the whole service: makes and migrates the database, answers, and does the jobs.
    Serve,
    /// Does jobs only, in a process of its own.
    Worker,
    /// Brings the database's schema up to date.
    Migrate,
    /// Makes the demo businesses, and prints where to look and how to try.
    Demo(cli::demo::DemoArguments),
    /// Plays a caller, a texter or a visitor against the running service.
    Call(cli::call::CallArguments),
    /// Reads sentences, a line of JSON each, and writes what each of them means.
    ///
    /// In: {id, text, reference_time, tz, lang?, agent?}, where `agent` is what the assistant had just said. Out, in the same order: {id,
    /// lang, from, to, grain, name, phone, address, problem, acts, emergency, life_safety, because}; what was not said is null.
    Understand(cli::understand::UnderstandArguments),
    /// Checks every setting and every peer, a line each.
    Doctor,
    /// Prints the `OpenAPI` document.
    Openapi,
}

fn main() -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return cli::fail(&format!("the runtime did not start: {error}")),
    };
    runtime.block_on(async {
        match Arguments::parse().command {
            Command::Serve => cli::serve::serve().await,
            Command::Worker => cli::serve::worker().await,
            Command::Migrate => cli::serve::migrate().await,
            Command::Demo(arguments) => cli::demo::demo(&arguments).await,
            Command::Call(arguments) => cli::call::call(&arguments).await,
            Command::Understand(arguments) => cli::understand::understand(&arguments),
            Command::Doctor => cli::doctor::doctor().await,
            Command::Openapi => cli::openapi(),
        }
    })
}
