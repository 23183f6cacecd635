//! The database is gone while texts leave, and comes back.

use super::{MARIA, assert_kept, wait_and_do};
use crate::support::{Conduct, Database, FakeCarrier, Person, Shop, TestApp};
use frontdesk::jobs;
use frontdesk::storage::StoreError;
use tokio::task::JoinHandle;

/// Somebody booked, and the carrier has the text to them and the one to the owner in hand.
async fn in_hand(app: &TestApp, carrier: &FakeCarrier) -> (Shop, JoinHandle<Result<usize, StoreError>>) {
    let shop = app.shop("ace").await;
    shop.talk(MARIA, &Person::default()).await;
    carrier.next(&[Conduct::TakesAndWaits, Conduct::TakesAndWaits]);
    let inner = app.app.clone();
    let working = tokio::spawn(async move { jobs::run_due(&inner).await });
    carrier.until_waiting(2).await;
    (shop, working)
}

/// The carrier took both texts, which nobody could note.
async fn both_are_found(app: &TestApp, shop: &Shop, carrier: &FakeCarrier) {
    wait_and_do(app, 60, 10).await;
    assert!(shop.messages().await.iter().all(|message| message.status == "sent"));
    assert_eq!((carrier.asked(), carrier.texts().len()), (2, 2), "nothing is sent twice");
    assert_kept(app, shop, carrier).await;
}

/// The database is there again; a connection that was cut a moment ago is noticed when it is used.
async fn is_back(app: &TestApp) {
    app.database().let_in().await;
    for _ in 0..32 {
        if Box::pin(jobs::run_due(&app.app)).await.is_ok() {
            return;
        }
    }
    panic!("the database is back, and nothing can be done");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgresql_is_gone_when_the_carrier_has_taken_them() {
    let Some(database) = Database::postgres().await else { return };
    let (app, carrier) = TestApp::start_with_carrier(database).await;
    let (shop, working) = in_hand(&app, &carrier).await;
    app.database().lock_out().await;
    carrier.let_go();
    assert!(working.await.expect("an end").is_err(), "nobody can note what the carrier took");
    for _ in 0..3 {
        assert!(jobs::run_due(&app.app).await.is_err());
    }
    is_back(&app).await;
    both_are_found(&app, &shop, &carrier).await;
    app.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_file_is_locked_when_the_carrier_has_taken_them() {
    let (app, carrier) = TestApp::start_with_carrier(Database::sqlite()).await;
    let (shop, working) = in_hand(&app, &carrier).await;
    let lock = app.database().hold().await;
    carrier.let_go();
    assert!(working.await.expect("an end").is_err(), "nobody can note what the carrier took");
    lock.release().await;
    both_are_found(&app, &shop, &carrier).await;
    app.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_handed_over_that_can_t_be_noted_on_postgresql() {
    let Some(database) = Database::postgres().await else { return };
    let (app, carrier) = TestApp::start_with_carrier(database).await;
    let shop = app.shop("ace").await;
    shop.talk(MARIA, &Person::default()).await;
    app.database().lock_out().await;
    assert!(jobs::run_due(&app.app).await.is_err());
    assert_eq!(carrier.asked(), 0);
    is_back(&app).await;
    both_are_found(&app, &shop, &carrier).await;
    app.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_handed_over_that_can_t_be_noted_on_sqlite() {
    let (app, carrier) = TestApp::start_with_carrier(Database::sqlite()).await;
    let shop = app.shop("ace").await;
    shop.talk(MARIA, &Person::default()).await;
    let lock = app.database().hold().await;
    assert!(jobs::run_due(&app.app).await.is_err());
    assert_eq!(carrier.asked(), 0);
    lock.release().await;
    both_are_found(&app, &shop, &carrier).await;
    app.close().await;
}
