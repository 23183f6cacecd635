//! Checks every setting and every peer, a line each.

use super::fail;
use frontdesk::config::{Config, SmsProvider};
use frontdesk::storage::Store;
use secrecy::ExposeSecret;
use std::process::ExitCode;

/// Prints the settings in force and what would fail; fails where something would.
pub(crate) async fn doctor() -> ExitCode {
    let config = match Config::load() {
        Ok(config) => config,
        Err(error) => return fail(&error.to_string()),
    };
    for (name, value) in config.shown() {
        println!("     {name} = {value}");
    }
    let mut checks = vec![database(&config).await, address(&config).await];
    checks.extend(twilio(&config).await);
    let mut is_well = true;
    for check in checks {
        match check {
            Ok(good) => println!("ok   {good}"),
            Err(bad) => {
                is_well = false;
                println!("FAIL {bad}");
            }
        }
    }
    if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

type Check = Result<String, String>;

async fn database(config: &Config) -> Check {
    let store = Store::open(config.database_url.expose_secret()).await.map_err(|error| format!("DATABASE_URL: {error}"))?;
    match store.is_ready().await {
        Ok(true) => Ok("database: reachable and up to date".to_owned()),
        Ok(false) => Ok("database: reachable; `serve` and `migrate` bring it up to date".to_owned()),
        Err(_) => Ok("database: reachable and empty; `serve` and `migrate` set it up".to_owned()),
    }
}

/// Either nothing listens there yet, or it is this service that does.
async fn address(config: &Config) -> Check {
    if tokio::net::TcpListener::bind(config.listen).await.is_ok() {
        return Ok(format!("address: {} is free", config.listen));
    }
    let url = format!("http://{}/healthz", config.listen);
    match frontdesk::outbound::http_client().get(&url).send().await {
        Ok(answer) if answer.status().is_success() => Ok(format!("address: the service answers at {}", config.listen)),
        _ => Err(format!("HOST and PORT: something else listens at {}", config.listen)),
    }
}

async fn twilio(config: &Config) -> Vec<Check> {
    let (Some(sid), Some(token)) = (&config.twilio.account_sid, &config.twilio.auth_token) else {
        let check = match config.sms_provider {
            SmsProvider::Twilio => Err("SMS_PROVIDER: twilio needs TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN".to_owned()),
            SmsProvider::Stub => Ok("texts: stored and shown, not sent (SMS_PROVIDER=stub)".to_owned()),
        };
        return vec![check];
    };
    if config.sms_provider == SmsProvider::Stub {
        return vec![Ok("texts: stored and shown, not sent (SMS_PROVIDER=stub)".to_owned())];
    }
    let url = format!("{}/2010-04-01/Accounts/{sid}.json", config.twilio.api_base_url);
    let answer = frontdesk::outbound::http_client().get(&url).basic_auth(sid, Some(token.expose_secret())).send().await;
    vec![match answer {
        Ok(answer) if answer.status().is_success() => Ok("Twilio: the account answers".to_owned()),
        Ok(answer) => Err(format!("TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN: Twilio answered {}", answer.status().as_u16())),
        Err(_) => Err(format!("TWILIO_API_BASE_URL: no answer from {}", config.twilio.api_base_url)),
    }]
}
