//! Playing the carrier: what the service sends is shown here, and answered by typing.

use super::call::{business, unique};
use super::fail;
use frontdesk::app::App;
use frontdesk::outbound::http_client;
use frontdesk::secrets;
use frontdesk::simulator::carrier::{Account, Arrival, CarrierCall, CarrierText, FakeCarrier};
use frontdesk::simulator::{Carrier, SimulatorError, TextThread};
use frontdesk::usecases::find_business::find_business;
use frontdesk::usecases::seed_demo::DemoBusiness;
use secrecy::ExposeSecret;
use std::collections::BTreeMap;
use std::io::BufRead;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// A text is on its way for this long between one report and the next.
const A_MOMENT: Duration = Duration::from_millis(300);

/// What the person at the terminal wants.
#[derive(Debug, PartialEq, Eq)]
enum Wish<'a> {
    /// A text from a number.
    Text(&'a str, &'a str),
    /// Somebody answers, and presses a key.
    Press(&'a str, &'a str),
}

fn wish(line: &str) -> Option<Wish<'_>> {
    if let Some((from, words)) = line.split_once(':').filter(|(from, _)| is_number(from.trim())) {
        return Some(Wish::Text(from.trim(), words.trim()));
    }
    let (from, key) = line.split_once(" press ")?;
    is_number(from.trim()).then_some(Wish::Press(from.trim(), key.trim()))
}

fn is_number(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| digits.len() > 6 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The carrier's side of the terminal.
#[derive(Clone)]
struct Exchange {
    app: Arc<App>,
    carrier: Arc<FakeCarrier>,
    account: Account,
    /// The number that wrote to or rang a number last.
    last: Arc<Mutex<BTreeMap<String, String>>>,
    ringing: Arc<Mutex<BTreeMap<String, CarrierCall>>>,
    usual: String,
}

/// Plays the carrier until it is stopped.
pub(super) async fn play(app: Arc<App>, businesses: &[DemoBusiness], port: u16) -> ExitCode {
    let account = account_of_service(&app);
    let mut own = Vec::new();
    for demo in businesses {
        match find_business(&app, &demo.id).await {
            Ok(known) => {
                own.extend(known.and_then(|known| known.carrier).map(|carrier| Account { sid: carrier.sid, token: carrier.token }));
            }
            Err(error) => return fail(&error.to_string()),
        }
    }
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let carrier = match FakeCarrier::open(address, http_client(), (account.clone(), &own), app.chance.clone()).await {
        Ok(carrier) => Arc::new(carrier),
        Err(error) => return fail(&format!("--carrier-port is {port}; nothing can listen there: {error}")),
    };
    let arrivals = carrier.arrivals();
    print_how(&app, &carrier, &account);
    let usual = businesses.first().map_or_else(String::new, |first| first.number.as_str().to_owned());
    Exchange { app, carrier, account, last: Arc::default(), ringing: Arc::default(), usual }.run(arrivals).await;
    ExitCode::SUCCESS
}

/// The account that was set, else one for as long as the carrier is there.
fn account_of_service(app: &App) -> Account {
    let twilio = &app.config.twilio;
    Account {
        sid: twilio.account_sid.clone().unwrap_or_else(|| "AClocal".to_owned()),
        token: twilio.auth_token.clone().unwrap_or_else(|| secrets::new_key("local", &app.chance).into()),
    }
}

fn print_how(app: &App, carrier: &FakeCarrier, account: &Account) {
    let mut settings = format!("SMS_PROVIDER=twilio TWILIO_API_BASE_URL={}", carrier.base);
    // What was set stands in the environment or the file already, and is not shown.
    if app.config.twilio.account_sid.is_none() {
        settings.extend([" TWILIO_ACCOUNT_SID=", &account.sid]);
    }
    if app.config.twilio.auth_token.is_none() {
        settings.extend([" TWILIO_AUTH_TOKEN=", account.token.expose_secret()]);
    }
    println!("\nThe carrier is there. Start the service with it:");
    println!("    {settings} target/release/frontdesk serve");
    println!("Its texts and calls appear below; nothing leaves this machine. Answer by typing, Ctrl-C ends:");
    println!("    +18165550121: 1          a text from that number");
    println!("    +18165550121 press 1     answers the call that rings there, and presses 1");
}

impl Exchange {
    async fn run(self, mut arrivals: UnboundedReceiver<Arrival>) {
        let mut lines = typed_lines();
        loop {
            tokio::select! {
                Some(arrival) = arrivals.recv() => match arrival {
                    Arrival::Text(text) => self.take_text(text),
                    Arrival::Call(call) => self.take_call(call),
                },
                Some(line) = lines.recv() => self.obey(&line).await,
                _ = tokio::signal::ctrl_c() => return,
            }
        }
    }

    fn show(&self, words: &str) {
        let local = self.app.clock.now().to_zoned(jiff::tz::TimeZone::system());
        println!("{}  {words}", local.strftime("%H:%M:%S"));
    }

    fn remember(&self, to: &str, from: Option<&str>) {
        if let Some(from) = from {
            self.last.lock().unwrap_or_else(PoisonError::into_inner).insert(to.to_owned(), from.to_owned());
        }
    }

    fn take_text(&self, text: CarrierText) {
        self.remember(&text.to, text.from.as_deref());
        self.show(&format!("text to {}: {}", text.to, text.body));
        let exchange = self.clone();
        tokio::spawn(async move {
            for status in ["queued", "sent", "delivered"] {
                tokio::time::sleep(A_MOMENT).await;
                if let Err(error) = exchange.carrier.report(&text, status, None).await {
                    return exchange.show(&format!("the report \"{status}\" was not taken: {error}"));
                }
            }
            exchange.show(&format!("delivered to {}", text.to));
        });
    }

    fn take_call(&self, call: CarrierCall) {
        self.remember(&call.to, Some(&call.from));
        self.show(&format!("call to {} from {}; it rings for {} seconds", call.to, call.from, call.timeout));
        self.ringing.lock().unwrap_or_else(PoisonError::into_inner).insert(call.to.clone(), call.clone());
        let exchange = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_secs(u64::from(call.timeout))).await;
            if exchange.answered(&call.to, Some(&call.sid)).is_some() {
                exchange.show(&format!("nobody answers at {}", call.to));
                exchange.tell_end(&call, "no-answer").await;
            }
        });
    }

    /// The call that rings at a number, which rings no more.
    fn answered(&self, number: &str, sid: Option<&str>) -> Option<CarrierCall> {
        let mut ringing = self.ringing.lock().unwrap_or_else(PoisonError::into_inner);
        let is_it = ringing.get(number).is_some_and(|call| sid.is_none_or(|sid| sid == call.sid));
        if is_it { ringing.remove(number) } else { None }
    }

    async fn tell_end(&self, call: &CarrierCall, status: &str) {
        if let Err(error) = self.carrier.report_call(call, status).await {
            self.show(&format!("the report \"{status}\" was not taken: {error}"));
        }
    }

    async fn obey(&self, line: &str) {
        let done = match wish(line) {
            Some(Wish::Text(from, words)) => self.write(from, words).await,
            Some(Wish::Press(from, key)) => self.press(from, key).await,
            None if line.is_empty() => Ok(()),
            None => {
                self.show("not understood; like this: +18165550121: 1, or: +18165550121 press 1");
                Ok(())
            }
        };
        if let Err(error) = done {
            self.show(&error.to_string());
        }
    }

    /// Texts whoever wrote or called last, else the first demo business.
    async fn write(&self, from: &str, words: &str) -> Result<(), SimulatorError> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner).get(from).cloned();
        let to = last.unwrap_or_else(|| self.usual.clone());
        let known = business(&self.app, &to).await.map_err(SimulatorError::Unreadable)?;
        let token = known.carrier.map_or_else(|| self.account.token.clone(), |own| own.token);
        let carrier = Carrier::new(http_client(), &self.app.config.public_base_url, Some(token));
        let thread = TextThread { carrier, path: "/twilio/sms".to_owned(), from: from.to_owned(), to: to.clone() };
        let reply = thread.write(&format!("SM{}", unique(&self.app)), words).await?;
        self.show(&if reply.is_empty() { format!("{to} writes nothing back") } else { format!("{to} writes back: {reply}") });
        Ok(())
    }

    async fn press(&self, number: &str, key: &str) -> Result<(), SimulatorError> {
        let Some(call) = self.answered(number, None) else {
            self.show(&format!("nothing rings at {number}"));
            return Ok(());
        };
        let heard = self.carrier.answer_call(&call).await?;
        self.show(&format!("heard at {number}: {}", heard.said));
        let told = self.carrier.press(&call, &heard, key).await?;
        self.show(&format!("after {key}: {}", told.said));
        self.tell_end(&call, "completed").await;
        Ok(())
    }
}

/// Lines that are typed. Where nothing can be typed, there are none.
fn typed_lines() -> UnboundedReceiver<String> {
    let (sender, receiver) = unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if sender.send(line.trim().to_owned()).is_err() {
                return;
            }
        }
    });
    receiver
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_texts_or_keys() {
        assert_eq!(wish("+18165550121: 1"), Some(Wish::Text("+18165550121", "1")));
        assert_eq!(wish("+18165550121: at 10:30, press on"), Some(Wish::Text("+18165550121", "at 10:30, press on")));
        assert_eq!(wish("+18165550121 press 1"), Some(Wish::Press("+18165550121", "1")));
        for nothing in ["", "hello: you", "+18165550121", "press 1"] {
            assert_eq!(wish(nothing), None, "{nothing}");
        }
    }
}
