//! What each sub-command does. The only place that prints.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command talks to the person at the terminal")]

pub(crate) mod call;
pub(crate) mod demo;
mod demo_carrier;
pub(crate) mod doctor;
pub(crate) mod serve;
pub(crate) mod understand;

use frontdesk::app::App;
use frontdesk::clock::{Chance, Clock};
use frontdesk::config::Config;
use frontdesk::usecases::start_service::{MadeKey, start_service};
use std::process::ExitCode;
use std::sync::Arc;

/// Says in one line why a command failed.
pub(crate) fn fail(why: &str) -> ExitCode {
    eprintln!("frontdesk: {why}");
    ExitCode::FAILURE
}

/// Prints the `OpenAPI` document.
pub(crate) fn openapi() -> ExitCode {
    match frontdesk::http::document().to_pretty_json() {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => fail(&error.to_string()),
    }
}

/// The service with its settings, opened and migrated, and the keys that were made for it just now.
async fn start() -> Result<(Arc<App>, Vec<MadeKey>), ExitCode> {
    let config = Config::load().map_err(|error| fail(&error.to_string()))?;
    let (app, made) = start_service(config, Clock::System, Chance::System).await.map_err(|error| fail(&error.to_string()))?;
    Ok((Arc::new(app), made))
}
