//! Our client of the carrier's API, held against the carrier's own description of it (`make contract`). A server that knows nothing but
//! that description answers; it refuses what the description does not allow.

use crate::support::{Database, Person, TestApp};
use frontdesk::config::Config;
use frontdesk::outbound::telephony::{Handed, NotTaken, OutgoingCall, OutgoingText, Sender, Telephony, TextSearch, Twilio};

const ACCOUNT: &str = "AC11111111111111111111111111111111";
const SERVICE: &str = "MG22222222222222222222222222222222";
const FROM: &str = "+18165550100";
const TO: &str = "+18165550123";
const CALLBACK: &str = "https://desk.example.com/twilio/status?business_id=ace&message_id=018f0000-0000-7000-8000-000000000001";

/// Where the description is served; none where it is not.
#[expect(clippy::disallowed_methods, clippy::print_stderr, reason = "`make contract` tells where; a test that is skipped says so")]
fn served_at() -> Option<String> {
    let url = std::env::var("CARRIER_API_URL").ok();
    if url.is_none() {
        eprintln!("skipped: CARRIER_API_URL is not set (`make contract` sets it)");
    }
    url
}

fn client(url: &str, account: &str) -> Twilio {
    let settings =
        [("TWILIO_API_BASE_URL", url), ("TWILIO_ACCOUNT_SID", account), ("TWILIO_AUTH_TOKEN", "12345678901234567890123456789012")];
    Twilio::from_config(&Config::from_pairs(&settings).expect("settings that can be")).expect("an account")
}

fn text(from: Sender<'static>) -> OutgoingText<'static> {
    OutgoingText { from, to: TO, body: "Bristol Plumbing: you're booked & set. ñ 100 %", status_callback: CALLBACK, account: None }
}

#[tokio::test]
async fn what_we_ask_for_is_allowed() {
    let Some(url) = served_at() else { return };
    let carrier = client(&url, ACCOUNT);
    for sender in [Sender::Number(FROM), Sender::Service(SERVICE)] {
        let taken = carrier.send_text(text(sender)).await;
        assert!(matches!(&taken, Ok(Handed::Taken(sid)) if sid.starts_with("SM")), "{taken:?}");
    }
    let call = OutgoingCall {
        from: FROM,
        to: TO,
        url: "https://desk.example.com/twilio/alert/1?business_id=ace",
        status_callback: CALLBACK,
        timeout: 25,
        account: None,
    };
    let taken = carrier.start_call(call).await;
    assert!(matches!(&taken, Ok(Handed::Taken(sid)) if sid.starts_with("CA")), "{taken:?}");
    for from in [Some(FROM), None] {
        carrier.find_texts(TextSearch { from, to: TO, account: None }).await.expect("a list of texts");
    }
}

#[tokio::test]
async fn what_is_not_allowed_is_refused() {
    let Some(url) = served_at() else { return };
    let wrong_account = client(&url, "AC1").send_text(text(Sender::Number(FROM))).await;
    assert!(matches!(wrong_account, Err(NotTaken::Refused(_))), "{wrong_account:?}");
    let carrier = client(&url, ACCOUNT);
    let wrong_service = carrier.send_text(text(Sender::Service("a service"))).await;
    assert!(matches!(wrong_service, Err(NotTaken::Refused(_))), "{wrong_service:?}");
    let wrong_callback = carrier.send_text(OutgoingText { status_callback: "not an address", ..text(Sender::Number(FROM)) }).await;
    assert!(matches!(wrong_callback, Err(NotTaken::Refused(_))), "{wrong_callback:?}");
}

#[tokio::test]
async fn a_booking_is_confirmed() {
    let Some(url) = served_at() else { return };
    let settings = [("SMS_PROVIDER", "twilio"), ("TWILIO_API_BASE_URL", url.as_str()), ("TWILIO_ACCOUNT_SID", ACCOUNT)];
    let app = TestApp::start_with(Database::sqlite(), &settings).await;
    let shop = app.shop("ace").await;
    shop.talk(TO, &Person::default()).await;
    app.do_jobs().await;
    let statuses: Vec<String> = shop.messages().await.into_iter().map(|message| message.status).collect();
    assert_eq!(statuses, ["sent", "sent"], "the customer's text and the owner's");
    app.close().await;
}
