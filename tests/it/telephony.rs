//! The client of the carrier's REST API, against a carrier that is as strict as Twilio.

use crate::support::{Conduct, FakeCarrier, TWILIO_TOKEN};
use frontdesk::config::Config;
use frontdesk::outbound::telephony::refusal::{Refusal, RefusalClass};
use frontdesk::outbound::telephony::{
    CarrierCredentials, Handed, NotFetched, NotTaken, OutgoingCall, OutgoingText, Sender, Telephony, TextSearch, Twilio,
};
use jiff::SignedDuration;
use secrecy::SecretString;

const FROM: &str = "+18165550100";
const TO: &str = "+18165550123";
const CALLBACK: &str = "https://frontdesk.example/twilio/status?business_id=ace&message_id=1";

async fn at_the_carrier() -> (FakeCarrier, Twilio) {
    let carrier = FakeCarrier::open().await;
    let settings = [("TWILIO_API_BASE_URL", carrier.base.as_str()), ("TWILIO_ACCOUNT_SID", "ACtest"), ("TWILIO_AUTH_TOKEN", TWILIO_TOKEN)];
    let twilio = Twilio::from_config(&Config::from_pairs(&settings).expect("settings")).expect("an account");
    (carrier, twilio)
}

fn text<'a>(to: &'a str, body: &'a str) -> OutgoingText<'a> {
    OutgoingText { from: Sender::Number(FROM), to, body, status_callback: CALLBACK, account: None }
}

fn refused(code: u32, status: u16) -> Result<Handed, NotTaken> {
    Err(NotTaken::Refused(Refusal { code: Some(code), status }))
}

#[tokio::test]
async fn what_was_taken_can_be_found() {
    let (carrier, twilio) = at_the_carrier().await;
    let Ok(Handed::Taken(sid)) = twilio.send_text(text(TO, "It's 8 to 10 – sí & done")).await else { panic!("a text that is taken") };
    assert_eq!(carrier.texts()[0].status_callback, CALLBACK);
    assert_eq!(twilio.send_text(text("+18165550124", "another")).await.map(|_| ()), Ok(()));
    let found = twilio.find_texts(TextSearch { from: Some(FROM), to: TO, account: None }).await.expect("a list");
    assert_eq!(
        found.iter().map(|text| (text.sid.as_str(), text.body.as_str())).collect::<Vec<_>>(),
        [(sid.as_str(), "It's 8 to 10 – sí & done")]
    );
    let nobodys = twilio.find_texts(TextSearch { from: Some("+18165550199"), to: TO, account: None }).await.expect("a list");
    assert!(nobodys.is_empty());
    assert_eq!(carrier.searched(), 2);
}

#[tokio::test]
async fn every_way_of_failing_is_told_apart() {
    let (carrier, twilio) = at_the_carrier().await;
    carrier.next(&[Conduct::IsBusy(Some(7)), Conduct::IsBusy(None), Conduct::Refuses(30007)]);
    let send = || twilio.send_text(text(TO, "hello"));
    assert_eq!(send().await, Err(NotTaken::TooMany(Some(SignedDuration::from_secs(7)))));
    assert_eq!(send().await, Err(NotTaken::TooMany(None)));
    assert_eq!(send().await, refused(30007, 400));
    for conduct in [Conduct::Breaks, Conduct::TakesAndBreaks, Conduct::Vanishes, Conduct::TakesAndVanishes] {
        carrier.next(&[conduct]);
        assert!(matches!(send().await, Err(NotTaken::Unknown(_))), "{conduct:?}");
    }
    assert_eq!(carrier.texts().len(), 2, "two of those were taken");
    carrier.always(Conduct::Breaks);
    let search = || twilio.find_texts(TextSearch { from: None, to: TO, account: None });
    assert!(search().await.is_err());
    carrier.always(Conduct::Obliges);
    assert_eq!(search().await.map(|found| found.len()), Ok(2));
    carrier.shut().await;
    assert!(matches!(send().await, Err(NotTaken::NotReached(_))));
    assert!(search().await.is_err());
    carrier.reopen().await;
    assert!(send().await.is_ok());
}

#[tokio::test]
async fn the_carrier_is_as_strict_as_twilio() {
    let (carrier, twilio) = at_the_carrier().await;
    carrier.stop(TO);
    assert_eq!(twilio.send_text(text(TO, "hello")).await, refused(21610, 400));
    assert_eq!(twilio.send_text(text("+15550100", "hello")).await, refused(21211, 400));
    assert_eq!(twilio.send_text(text(TO, "")).await, refused(21602, 400));
    assert_eq!(twilio.send_text(text(FROM, "hello")).await, refused(21266, 400));
    let stranger = CarrierCredentials { sid: "ACtest".to_owned(), token: SecretString::from("wrong") };
    let Err(NotTaken::Refused(refusal)) = twilio.send_text(OutgoingText { account: Some(&stranger), ..text(TO, "hello") }).await else {
        panic!("a refusal")
    };
    assert_eq!((refusal.code, refusal.class()), (Some(20003), RefusalClass::Configuration));
    assert!(carrier.texts().is_empty());
}

#[tokio::test]
async fn calls_are_made_and_recordings_fetched() {
    let (carrier, twilio) = at_the_carrier().await;
    let url = "https://frontdesk.example/twilio/alert?business_id=ace";
    let call = OutgoingCall { from: FROM, to: TO, url, status_callback: CALLBACK, timeout: 20, account: None };
    let Ok(Handed::Taken(sid)) = twilio.start_call(call).await else { panic!("a call that is made") };
    let calls = carrier.calls();
    assert_eq!((calls[0].sid.as_str(), calls[0].url.as_str(), calls[0].status_callback.as_str()), (sid.as_str(), url, CALLBACK));
    assert_eq!((calls[0].from.as_str(), calls[0].to.as_str()), (FROM, TO));
    carrier.next(&[Conduct::Breaks]);
    assert!(matches!(twilio.start_call(call).await, Err(NotTaken::Unknown(_))));
    let address = carrier.keep_recording("RE1", b"RIFF");
    let recording = twilio.fetch_recording(&address, None).await.expect("a recording");
    assert_eq!((recording.content_type.as_str(), recording.bytes.as_slice()), ("audio/x-wav", b"RIFF".as_slice()));
    assert_eq!(twilio.fetch_recording(&address.replace("RE1", "RE2"), None).await, Err(NotFetched::Missing));
    assert_eq!(twilio.fetch_recording("http://169.254.169.254/latest", None).await, Err(NotFetched::Foreign));
}
