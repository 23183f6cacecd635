//! The places that are kept for calendars elsewhere and for mail: what a client of either will be told.

use crate::support::{Database, Person, TestApp, is_booked};
use frontdesk::domain::appointment::Appointment;
use frontdesk::outbound::calendar::{Calendar, NotKept};
use frontdesk::outbound::mail::{Mail, NotMailed, OutgoingMail};
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// A wall calendar: in trouble at first, as such things are.
#[derive(Default)]
struct Wall {
    visits: Mutex<BTreeMap<(String, Uuid), jiff::Timestamp>>,
    troubles: Mutex<u32>,
}

impl Wall {
    fn trouble(&self) -> Result<(), NotKept> {
        let mut troubles = self.troubles.lock().expect("a count");
        *troubles += 1;
        if *troubles == 1 { Err(NotKept::Later("no answer".to_owned())) } else { Ok(()) }
    }
}

#[async_trait::async_trait]
impl Calendar for Wall {
    async fn keep(&self, calendar_id: &str, visit: &Appointment) -> Result<(), NotKept> {
        self.trouble()?;
        self.visits.lock().expect("a calendar").insert((calendar_id.to_owned(), visit.id.0), visit.window.from);
        Ok(())
    }

    async fn remove(&self, calendar_id: &str, visit: Uuid) -> Result<(), NotKept> {
        self.visits.lock().expect("a calendar").remove(&(calendar_id.to_owned(), visit));
        Ok(())
    }
}

#[derive(Default)]
struct Letterbox(Mutex<Vec<(String, String, String)>>);

#[async_trait::async_trait]
impl Mail for Letterbox {
    async fn send(&self, mail: OutgoingMail<'_>) -> Result<(), NotMailed> {
        self.0.lock().expect("letters").push((mail.to.to_owned(), mail.subject.to_owned(), mail.body.to_owned()));
        Ok(())
    }
}

async fn what_is_booked_is_shown_elsewhere_and_mailed(database: Database) {
    let (wall, letters) = (Arc::new(Wall::default()), Arc::new(Letterbox::default()));
    let (calendar, mail) = (wall.clone(), letters.clone());
    let app = TestApp::start_as(database, &[], |app| {
        app.calendar = Some(calendar);
        app.mail = Some(mail);
    })
    .await;
    let shop = app.shop_with("ace", json!({ "calendar_id": "visits", "owner_email": "owner@example.com" })).await;
    let other = app.shop("other").await;
    assert!(shop.talk("+18165550123", &Person::default()).await.iter().any(|said| is_booked(said)));
    other.talk("+18165550124", &Person::default()).await;
    app.do_jobs().await;
    assert!(wall.visits.lock().expect("a calendar").is_empty(), "it did not answer");
    app.app.clock.advance(SignedDuration::from_secs(5));
    app.do_jobs().await;
    let booked = shop.appointments().await[0].clone();
    let id: Uuid = booked["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
    let shown = || wall.visits.lock().expect("a calendar").clone();
    let starts =
        |visit: &serde_json::Value| visit["window_start"].as_str().and_then(|at| at.parse::<jiff::Timestamp>().ok()).expect("a time");
    assert_eq!(shown(), BTreeMap::from([(("visits".to_owned(), id), starts(&booked))]), "the other business has no calendar");

    let path = format!("/v1/crm/appointments/{id}");
    let (status, moved) = shop.staff_sends(Method::PATCH, &path, json!({ "start_time": "2026-11-25T10:00:00-06:00" })).await;
    assert_eq!(status, 200, "{moved}");
    app.do_jobs().await;
    assert_eq!(shown().into_values().collect::<Vec<_>>(), [starts(&moved)]);
    shop.staff(Method::DELETE, &path).await;
    app.do_jobs().await;
    assert!(shown().is_empty(), "what is called off is shown no more");

    let letters = letters.0.lock().expect("letters").clone();
    assert_eq!(letters.len(), 1, "the owner is told of the booking: {letters:?}");
    assert!(letters[0].0 == "owner@example.com" && letters[0].1 == "Booked" && letters[0].2.contains("Maria Lopez"), "{letters:?}");
    app.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_booked_is_shown_elsewhere_and_mailed_sqlite() {
    what_is_booked_is_shown_elsewhere_and_mailed(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_booked_is_shown_elsewhere_and_mailed_postgres() {
    let Some(database) = Database::postgres().await else { return };
    what_is_booked_is_shown_elsewhere_and_mailed(database).await;
}
