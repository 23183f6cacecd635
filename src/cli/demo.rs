//! Demo businesses, and how to try them.

use super::serve::print_made;
use super::{demo_carrier, fail, start};
use clap::Args;
use frontdesk::app::App;
use frontdesk::config::Environment;
use frontdesk::usecases::seed_demo::{DemoBusiness, seed_demo};
use frontdesk::usecases::start_service::show_service_key;
use std::process::ExitCode;

/// What else the demo does.
#[derive(Args)]
pub(crate) struct DemoArguments {
    /// Stays, and plays the carrier for the service on this machine: shows its texts and calls, and lets you answer them.
    ///
    /// It prints how to start the service with it. `+18165550121: 1` sends a text from that number, and prints what is written back;
    /// `+18165550121 press 1` answers the call that rings there, and presses 1. Nothing leaves this machine.
    #[arg(long)]
    carrier: bool,
    /// The port where the carrier listens, on this machine only.
    #[arg(long, default_value_t = 8001)]
    carrier_port: u16,
}

/// Makes the demo businesses and prints where to look and how to try; then plays the carrier, where that is wanted.
pub(crate) async fn demo(arguments: &DemoArguments) -> ExitCode {
    let (app, made) = match start().await {
        Ok(started) => started,
        Err(code) => return code,
    };
    if app.config.environment == Environment::Production {
        print_made(&made);
        return fail("ENVIRONMENT is production; demo businesses are made elsewhere only");
    }
    match seed_demo(&app).await {
        Ok(businesses) => {
            print_all(&app, &businesses).await;
            if arguments.carrier { demo_carrier::play(app, &businesses, arguments.carrier_port).await } else { ExitCode::SUCCESS }
        }
        Err(error) => fail(&error.to_string()),
    }
}

async fn print_all(app: &App, businesses: &[DemoBusiness]) {
    let base = &app.config.public_base_url;
    println!("Demo businesses");
    for business in businesses {
        println!("\n  {} ({}), {}", business.name, business.id, business.number.as_str());
        println!("    X-API-Key       {}", business.keys.api_key);
        println!("    X-Widget-Token  {}", business.keys.widget_token);
        println!("    chat            {base}/widget/chat.html#token={}", business.keys.widget_token);
    }
    println!("\nKeys of the service");
    println!("    X-Admin-API-Key {}", service_key(app, "admin").await);
    println!("    X-Owner-Token   {}", service_key(app, "owner").await);
    println!("\nWhere to look");
    println!("    {base}/docs   every route, to be tried in the browser");
    println!("\nHow to try, while the service runs");
    println!("    target/release/frontdesk call          call Prairie Plumbing and talk by typing");
    println!("    target/release/frontdesk call --sms    text it");
    println!("    target/release/frontdesk call --web    chat with it");
    if let Some(first) = businesses.first() {
        let owner = service_key(app, "owner").await;
        println!("    curl -H 'X-API-Key: {}' -H 'X-Owner-Token: {owner}' {base}/v1/crm/appointments", first.keys.api_key);
    }
}

/// A key that was set is known to whoever set it; one that was made at the first start is shown on a developer's machine.
async fn service_key(app: &App, name: &str) -> String {
    let is_set = if name == "admin" { app.config.admin_api_key.is_some() } else { app.config.owner_dashboard_token.is_some() };
    if is_set || app.config.environment != Environment::Development {
        return "(as you set it)".to_owned();
    }
    show_service_key(app, name).await.ok().flatten().unwrap_or_else(|| "(not known)".to_owned())
}
