//! What may go wrong between a promise and its keeping, and what holds all the same: no text leaves twice, none is forgotten, and
//! none leaves after STOP. Each row is told on SQLite and on PostgreSQL.
//!
//! | what happens | where it is told |
//! |---|---|
//! | a process is killed before it hands a text over | `killed`, `sending::a_process_that_ended_before_the_hand_over_lost_nothing` |
//! | … while the carrier has it in hand | `killed::a_real_process_is_killed_while_its_texts_are_taken` |
//! | … after the carrier took it | the same, `sending::a_process_that_ended_after_the_hand_over_sends_nothing_twice` |
//! | the carrier is gone for an hour | `sending::an_hour_without_the_carrier_delays_and_loses_nothing` |
//! | the database is gone while texts leave, and comes back | `outages` |
//! | the clock jumps a day ahead, or back | `jumps`, `reminders::the_clock_may_jump_a_day_ahead_and_back` |
//! | two copies run the same schedule and the same jobs | `copies`, `racing::two_copies_on_one_postgresql_send_each_text_once` |
//! | the same callback comes a hundred times | `echoes`; of what became of a text: `deliveries` |
//! | a visit is moved or called off, or its customer opts out, while its reminder leaves | `leaving` |
//! | anything of this in any order | `any_order` |

mod any_order;
mod copies;
mod echoes;
mod jumps;
mod killed;
mod leaving;
mod outages;

use crate::support::{CarrierText, FakeCarrier, Person, Shop, TestApp, instant};
use frontdesk::storage::Page;
use frontdesk::storage::dead_letters::JobFilter;
use frontdesk::storage::messages::Message;
use jiff::SignedDuration;
use std::collections::BTreeMap;

/// A customer.
const MARIA: &str = "+18165550123";

/// Somebody at an address of their own who wants to be visited then, and is written to at the number that they call from.
fn resident(number: usize, when: &'static str, phone: &'static str) -> Person {
    Person { address: format!("{} Johnson Drive, Merriam, Kansas 66202", 1000 + number), when, phone, ..Person::default() }
}

/// Time goes by, so often by so many seconds, and what is due then is done.
async fn wait_and_do(app: &TestApp, seconds: i64, times: u32) {
    for _ in 0..times {
        app.app.clock.advance(SignedDuration::from_secs(seconds));
        app.do_jobs().await;
    }
}

/// The clock goes to an instant.
fn set_clock(app: &TestApp, then: &str) {
    app.app.clock.advance(instant(then).duration_since(app.app.clock.now()));
}

async fn of_kind(shop: &Shop, kind: &str) -> Vec<Message> {
    shop.messages().await.into_iter().filter(|message| message.kind == kind).collect()
}

fn status_of(messages: &[Message]) -> Vec<&str> {
    messages.iter().map(|message| message.status.as_str()).collect()
}

/// What the carrier took of one of our texts.
fn taken(carrier: &FakeCarrier, message: &Message) -> Vec<CarrierText> {
    let id = format!("message_id={}", message.id);
    carrier.texts().into_iter().filter(|text| text.status_callback.ends_with(&id)).collect()
}

/// Every text ended one way: sent, and the carrier took it once; dropped for a reason, and it took none; given up, which the
/// operator sees. The carrier has nothing else, and nobody was reminded twice of the same.
async fn assert_kept(app: &TestApp, shop: &Shop, carrier: &FakeCarrier) {
    let messages = shop.messages().await;
    assert!(messages.len() < 100, "more than can be looked at");
    let (mut sent, mut given_up) = (0, 0);
    let mut reminders: BTreeMap<_, usize> = BTreeMap::new();
    for message in &messages {
        let copies = taken(carrier, message).len();
        match message.status.as_str() {
            "sent" | "delivered" => assert_eq!(copies, 1, "{message:?}"),
            "opted_out" | "superseded" | "too_late" => assert_eq!(copies, 0, "{message:?}"),
            "failed" => {
                assert_eq!(copies, 0, "{message:?}");
                given_up += 1;
            }
            other => panic!("{other} is no end: {message:?}"),
        }
        sent += copies;
        if message.kind == "reminder" && copies > 0 {
            let about = message.visit.expect("the visit of a reminder");
            *reminders.entry((about.appointment.0, about.from)).or_default() += copies;
        }
    }
    assert_eq!(sent, carrier.texts().len(), "the carrier has nothing that is not ours");
    assert!(reminders.values().all(|copies| *copies == 1), "{reminders:?}");
    assert!(dead_letters(app).await >= given_up, "what was given up can be seen");
}

async fn dead_letters(app: &TestApp) -> usize {
    let dead = JobFilter { dead: true, business: None };
    app.app.store.jobs(&dead, Page { limit: 500, after: None }).await.expect("jobs").len()
}
