//! A month of bookings, moves, cancellations and opt-outs, with the night in which clocks change and a clock that jumps: everybody is
//! reminded of exactly what they are to be reminded of, however many copies look.

use crate::support::{Database, Shop, TestApp, instant, new_id};
use frontdesk::domain::phone_number::PhoneNumber;
use frontdesk::domain::quiet_hours::TextingHours;
use frontdesk::domain::reminder::{Agreed, Plan, plan};
use frontdesk::jobs::run_due;
use frontdesk::usecases::find_business::find_business;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use reqwest::Method;
use serde_json::json;
use std::collections::BTreeSet;

const BEGINS: &str = "2027-02-26T00:00:00-06:00[America/Chicago]";
const STEP: SignedDuration = SignedDuration::from_mins(10);
const DAYS: i64 = 30;
/// Kansas City, Honolulu, New York, Florida's panhandle, Phoenix, and a number that tells nothing.
const AREAS: [&str; 6] = ["816", "808", "212", "850", "602", "800"];

/// A row of numbers that is the same at every run (SplitMix64; Steele, Lea and Flood, 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).expect("a small number")
    }
}

/// A visit as it should be.
struct Visit {
    id: String,
    phone: String,
    from: Timestamp,
    agreed_at: Timestamp,
    is_on: bool,
    awaits: bool,
}

/// Which visit, for which window, and when.
type Reminded = BTreeSet<(String, Timestamp, Timestamp)>;

struct Story<'a> {
    copies: &'a [&'a TestApp],
    shop: Shop,
    dice: Dice,
    zone: TimeZone,
    visits: Vec<Visit>,
    opted_out: BTreeSet<String>,
    expected: Reminded,
}

impl Story<'_> {
    fn now(&self) -> Timestamp {
        self.copies[0].app.clock.now()
    }

    async fn goes_on(&mut self, by: SignedDuration) {
        for copy in self.copies {
            copy.app.clock.advance(by);
        }
        self.reminds();
        loop {
            let looks = self.copies.iter().map(|copy| {
                let app = copy.app.clone();
                tokio::spawn(async move { run_due(&app).await.expect("jobs that can be done") })
            });
            let mut did = 0;
            for look in looks.collect::<Vec<_>>() {
                did += look.await.expect("a look that ends");
            }
            if did == 0 {
                break;
            }
        }
    }

    /// Who is to be reminded now, told without looking at anything that is stored.
    fn reminds(&mut self) {
        let now = self.now();
        for visit in self.visits.iter_mut().filter(|visit| visit.is_on && visit.awaits) {
            let hours = TextingHours::of(&PhoneNumber::parse(&visit.phone).expect("a number"), &self.zone);
            let planned = plan(Agreed { from: visit.from, at: visit.agreed_at }, SignedDuration::from_hours(24), &hours);
            let Plan::At(moment) = planned else {
                visit.awaits = false;
                continue;
            };
            let next = hours.next(moment.max(now));
            visit.awaits = visit.from > now && next < visit.from && next > now;
            if visit.from > now && next <= now && !self.opted_out.contains(&visit.phone) {
                self.expected.insert((visit.id.clone(), visit.from, now));
            }
        }
    }

    /// A window within the next three weeks, which may be taken.
    fn some_window(&mut self) -> String {
        let day =
            self.now().to_zoned(self.zone.clone()).date().saturating_add(i64::try_from(self.dice.roll(21)).expect("a small number").days());
        let hour = [8, 10, 13, 15][self.dice.roll(4)];
        day.at(hour, 0, 0, 0).to_zoned(self.zone.clone()).expect("a time").strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    async fn something_happens(&mut self) {
        match self.dice.roll(12) {
            0..=6 => self.somebody_books().await,
            7..=8 => self.somebody_moves().await,
            9..=10 => self.somebody_calls_off().await,
            _ => self.somebody_wants_no_texts().await,
        }
    }

    async fn somebody_books(&mut self) {
        let phone = format!("+1{}555{:04}", AREAS[self.dice.roll(AREAS.len())], 100 + self.dice.roll(90));
        let start = self.some_window();
        let body = json!({ "customer": { "name": "Ann Lee", "phone": phone, "address": "12 Elm Street" }, "description": "a tap drips", "start_time": start });
        let (status, booked) = self.shop.staff_sends(Method::POST, "/v1/crm/appointments", body).await;
        if status == 201 {
            let id = booked["id"].as_str().expect("an id").to_owned();
            self.visits.push(Visit { id, phone, from: begins(&booked), agreed_at: self.now(), is_on: true, awaits: true });
        }
    }

    fn one_to_come(&mut self) -> Option<usize> {
        let now = self.now();
        let to_come: Vec<usize> = (0..self.visits.len()).filter(|at| self.visits[*at].is_on && self.visits[*at].from > now).collect();
        (!to_come.is_empty()).then(|| to_come[self.dice.roll(to_come.len())])
    }

    async fn somebody_moves(&mut self) {
        let Some(at) = self.one_to_come() else { return };
        let start = self.some_window();
        let path = format!("/v1/crm/appointments/{}", self.visits[at].id);
        let (status, moved) = self.shop.staff_sends(Method::PATCH, &path, json!({ "start_time": start })).await;
        if status == 200 && begins(&moved) != self.visits[at].from {
            let from = begins(&moved);
            let is_new = !self.expected.iter().any(|(id, before, _)| *id == self.visits[at].id && *before == from);
            let now = self.now();
            let visit = &mut self.visits[at];
            (visit.from, visit.agreed_at, visit.awaits) = (from, now, is_new);
        }
    }

    async fn somebody_calls_off(&mut self) {
        let Some(at) = self.one_to_come() else { return };
        let (status, _) = self.shop.staff(Method::DELETE, &format!("/v1/crm/appointments/{}", self.visits[at].id)).await;
        assert!((200..300).contains(&status), "{status}");
        self.visits[at].is_on = false;
    }

    async fn somebody_wants_no_texts(&mut self) {
        let Some(at) = self.one_to_come() else { return };
        let phone = self.visits[at].phone.clone();
        self.shop.texter(&phone).write(&new_id("SM"), "STOP").await.expect("an answer");
        self.opted_out.insert(phone);
    }

    async fn sent(&self) -> Vec<(String, Timestamp, Timestamp)> {
        let app = &self.copies[0].app;
        let id = frontdesk::domain::business::BusinessId::parse(&self.shop.id).expect("an id");
        let known = find_business(app, &id).await.expect("the database").expect("the business");
        let messages = app.store.rows(&known.scope()).messages(10_000).await.expect("messages");
        let reminders = messages.into_iter().filter(|message| message.kind == "reminder");
        let mut sent: Vec<_> = reminders
            .map(|message| {
                assert_eq!(message.status, "stubbed");
                let visit = message.visit.expect("a visit");
                (visit.appointment.0.to_string(), visit.from, message.created_at)
            })
            .collect();
        sent.sort();
        sent
    }
}

fn begins(visit: &serde_json::Value) -> Timestamp {
    visit["window_start"].as_str().expect("a time").parse().expect("an instant")
}

async fn a_month(copies: &[&TestApp]) {
    for copy in copies {
        copy.app.clock.advance(instant(BEGINS).duration_since(copy.app.clock.now()));
    }
    let shop = copies[0].shop_with("ace", json!({ "technicians": [{ "name": "Ann" }, { "name": "Bob" }] })).await;
    let zone = TimeZone::get("America/Chicago").expect("a zone");
    let mut story = Story { copies, shop, dice: Dice(7), zone, visits: Vec::new(), opted_out: BTreeSet::new(), expected: BTreeSet::new() };
    for step in 1..=DAYS * 144 {
        story.goes_on(STEP).await;
        if step % 6 == 0 {
            story.something_happens().await;
        }
        if step == 12 * 144 + 60 {
            story.goes_on(SignedDuration::from_hours(24)).await;
            story.goes_on(SignedDuration::from_hours(-24)).await;
        }
    }
    let sent = story.sent().await;
    assert_eq!(sent, story.expected.iter().cloned().collect::<Vec<_>>());
    assert!(sent.len() > 40, "{}", sent.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_month_of_reminders_on_sqlite() {
    let app = TestApp::start(Database::sqlite()).await;
    a_month(&[&app]).await;
    app.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_month_of_reminders_of_two_copies_on_one_postgresql() {
    let Some(database) = Database::postgres().await else { return };
    let url = database.url().to_owned();
    let first = TestApp::start(database).await;
    let second = TestApp::start(Database::shared(&url)).await;
    a_month(&[&first, &second]).await;
    second.close().await;
    first.close().await;
}
