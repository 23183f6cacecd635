//! A real process is killed while its texts leave, and another one takes over its database.

use super::{MARIA, assert_kept, wait_and_do};
use crate::processes::Process;
use crate::support::{Conduct, Database, FakeCarrier, Person, Shop, TestApp};
use frontdesk::clock::Clock;
use jiff::SignedDuration;

/// Somebody books, and the process is killed while the carrier has their text and the owner's in hand.
async fn killed_in_the_middle(database: Database, conduct: Conduct) {
    let carrier = FakeCarrier::open().await;
    carrier.next(&[conduct, conduct]);
    let mut process = Process::start_with_carrier(database, &carrier).await;
    let shop = process.shop("ace").await;
    shop.talk(MARIA, &Person::default()).await;
    carrier.until_waiting(2).await;
    process.kill();
    let was_taken = conduct == Conduct::TakesAndWaits;
    assert_eq!(carrier.texts().len(), if was_taken { 2 } else { 0 });

    // The next process is one whose clock can be moved: what the first one had claimed is its own for three minutes.
    let settings = [("SMS_PROVIDER", "twilio"), ("TWILIO_API_BASE_URL", carrier.base.as_str())];
    let next = TestApp::start_with(Database::shared(process.database().url()), &settings).await;
    next.app.clock.advance(Clock::System.now().duration_since(next.app.clock.now()));
    carrier.goes_by(&next.app.clock);
    let shop: Shop = shop.as_seen_by(&next);
    wait_and_do(&next, 20, 2).await;
    assert_eq!(carrier.asked(), 2, "nothing is handed over again before it was looked for");
    wait_and_do(&next, 60, 10).await;
    let sent: Vec<_> = shop.messages().await.into_iter().filter(|message| message.status == "sent").collect();
    assert_eq!(sent.len(), 2, "{sent:#?}");
    assert_eq!((carrier.texts().len(), carrier.asked()), (2, if was_taken { 2 } else { 4 }));
    assert_kept(&next, &shop, &carrier).await;
    next.app.clock.advance(SignedDuration::from_secs(1));
    next.close().await;
    process.stop().await;
}

async fn a_real_process_is_killed_while_its_texts_are_taken(open: impl AsyncFn() -> Option<Database>) {
    for conduct in [Conduct::Waits, Conduct::TakesAndWaits] {
        let Some(database) = open().await else { return };
        killed_in_the_middle(database, conduct).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_real_process_is_killed_while_its_texts_are_taken_on_sqlite() {
    a_real_process_is_killed_while_its_texts_are_taken(async || Some(Database::sqlite())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_real_process_is_killed_while_its_texts_are_taken_on_postgresql() {
    a_real_process_is_killed_while_its_texts_are_taken(Database::postgres).await;
}
