//! Playing a caller, a texter or a visitor by typing.

use super::{fail, start};
use clap::Args;
use frontdesk::app::App;
use frontdesk::domain::business::{BusinessId, BusinessScope};
use frontdesk::domain::phone_number::PhoneNumber;
use frontdesk::outbound::http_client;
use frontdesk::simulator::{Carrier, PhoneCall, SimulatorError, TextThread, WebChat};
use frontdesk::usecases::find_business::{KnownBusiness, find_business};
use frontdesk::usecases::onboard_business::show_keys;
use std::io::{BufRead, Write};
use std::process::ExitCode;

/// Whom to reach, and how.
#[derive(Args)]
pub(crate) struct CallArguments {
    /// The number to call or text; the demo plumber's.
    #[arg(long, default_value = "+19135550110")]
    to: String,
    /// The number that calls or texts.
    #[arg(long, default_value = "+18165550123")]
    from: String,
    /// Text instead of calling.
    #[arg(long, conflicts_with = "web")]
    sms: bool,
    /// Chat instead of calling.
    #[arg(long)]
    web: bool,
}

/// Talks with the running service, a line at a time.
pub(crate) async fn call(arguments: &CallArguments) -> ExitCode {
    let (app, _) = match start().await {
        Ok(started) => started,
        Err(code) => return code,
    };
    match business(&app, &arguments.to).await {
        Ok(known) => match talk(&app, &known, arguments).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(&error.to_string()),
        },
        Err(why) => fail(&why),
    }
}

/// The business that has a number.
pub(super) async fn business(app: &App, to: &str) -> Result<KnownBusiness, String> {
    let number = PhoneNumber::parse(to).map_err(|error| format!("--to {error}"))?;
    let found: Option<BusinessId> = app.store.business_of_number(&number).await.map_err(|error| error.to_string())?;
    let nobody = || format!("no business has the number {to}; `frontdesk demo` makes two that can be called");
    let known = find_business(app, &found.ok_or_else(nobody)?).await.map_err(|error| error.to_string())?;
    known.ok_or_else(nobody)
}

async fn talk(app: &App, known: &KnownBusiness, arguments: &CallArguments) -> Result<(), SimulatorError> {
    if arguments.web {
        return chat(app, known).await;
    }
    let token = known.carrier.as_ref().map(|carrier| carrier.token.clone()).or_else(|| app.config.twilio.auth_token.clone());
    let carrier = Carrier::new(http_client(), &app.config.public_base_url, token);
    if arguments.sms { text(app, &carrier, arguments).await } else { speak(app, &carrier, arguments).await }
}

async fn speak(app: &App, carrier: &Carrier, arguments: &CallArguments) -> Result<(), SimulatorError> {
    println!("Calling {}. Type what you say; an empty line is silence, # and digits are keys (#0), Ctrl-D hangs up.", arguments.to);
    let sid = format!("CA{}", unique(app));
    let (mut call, heard) = PhoneCall::dial(carrier, "/twilio/voice", &sid, (&arguments.from, &arguments.to)).await?;
    show(&heard);
    while !call.is_over {
        let heard = if let Some(ringing) = call.rings.clone() {
            ring(&mut call, &ringing.number).await?
        } else if call.records.is_some() {
            println!("    (tone; what you type is not kept here: a line is ten seconds, an empty one none)");
            let seconds = if next_line().is_some_and(|line| !line.is_empty()) { 10 } else { 0 };
            call.leaves_message(seconds).await?
        } else {
            match next_line() {
                None => return call.hang_up().await,
                Some(line) if line.is_empty() => call.keep_silent().await?,
                Some(line) => match line.strip_prefix('#') {
                    Some(keys) => call.press(keys).await?,
                    None => call.say(&line).await?,
                },
            }
        };
        show(&heard);
    }
    println!("(the line is closed)");
    Ok(())
}

/// Plays the owner, whose phone rings.
async fn ring(call: &mut PhoneCall, number: &str) -> Result<String, SimulatorError> {
    println!("    (ringing {number}; 1 answers and takes the call, another key only answers, an empty line lets it ring)");
    let Some(key) = next_line().filter(|key| !key.is_empty()) else { return call.stops_ringing("no-answer", false).await };
    let heard = call.other_side_answers().await?;
    println!("    (there) {}", heard.said);
    let told = call.other_side_presses(&heard, &key).await?;
    let bridged = told.said.is_empty() && key == "1";
    println!("    ({})", if bridged { "they talk, and hang up" } else { "nobody was put through" });
    call.stops_ringing("completed", bridged).await
}

async fn text(app: &App, carrier: &Carrier, arguments: &CallArguments) -> Result<(), SimulatorError> {
    println!("Texting {}. Type your texts; Ctrl-D ends.", arguments.to);
    let thread =
        TextThread { carrier: carrier.clone(), path: "/twilio/sms".to_owned(), from: arguments.from.clone(), to: arguments.to.clone() };
    while let Some(line) = next_line() {
        let reply = thread.write(&format!("SM{}", unique(app)), &line).await?;
        show(if reply.is_empty() { "(no reply)" } else { &reply });
    }
    Ok(())
}

async fn chat(app: &App, known: &KnownBusiness) -> Result<(), SimulatorError> {
    let scope: BusinessScope = known.scope();
    let keys = show_keys(app, &scope).await.map_err(|error| SimulatorError::Unreadable(error.to_string()))?;
    println!("Chatting with {}. Type your messages; Ctrl-D ends.", known.business.name);
    let (chat, greeting) = WebChat::open(&http_client(), &app.config.public_base_url, &keys.widget_token).await?;
    show(&greeting);
    while let Some(line) = next_line() {
        if !line.is_empty() {
            show(&chat.write(&line, &unique(app)).await?);
        }
    }
    Ok(())
}

/// An id that nothing else has.
pub(super) fn unique(app: &App) -> String {
    app.chance.id(app.clock.now()).simple().to_string()
}

fn show(words: &str) {
    println!("  < {words}");
}

fn next_line() -> Option<String> {
    print!("  > ");
    let _ = std::io::stdout().flush();
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line).ok()?;
    if read == 0 {
        println!();
        return None;
    }
    Some(line.trim().to_owned())
}
