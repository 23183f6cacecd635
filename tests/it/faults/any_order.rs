//! Faults of the carrier and what people do, in an order that chance makes, the same for the same seed. What must hold is simple
//! enough to be counted at the carrier: each text at most once, a reminder once for a window, nothing after STOP.

use super::{assert_kept, wait_and_do};
use crate::support::{Conduct, FakeCarrier, Shop, TestApp, new_id, with_a_carrier};
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::json;
use std::collections::BTreeMap;

const CUSTOMERS: [&str; 3] = ["+18165550121", "+18165550122", "+18165550123"];
const DAYS: [&str; 4] = ["2026-11-24", "2026-11-25", "2026-11-27", "2026-11-30"];
const HOURS: [&str; 4] = ["08", "10", "13", "15"];
const FAULTS: [Conduct; 6] = [
    Conduct::IsBusy(None),
    Conduct::IsBusy(Some(90)),
    Conduct::TakesAndBreaks,
    Conduct::Breaks,
    Conduct::TakesAndVanishes,
    Conduct::Vanishes,
];

/// Numbers by chance, the same for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("a small number") % end
    }

    fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    fn start_time(&mut self) -> String {
        format!("{}T{}:00:00-06:00", self.one_of(&DAYS), self.one_of(&HOURS))
    }
}

/// A story of this seed, with how many texts each had got who wants no more.
struct Story<'a> {
    app: &'a TestApp,
    carrier: &'a FakeCarrier,
    shop: Shop,
    dice: Dice,
    stopped: BTreeMap<&'static str, usize>,
}

impl Story<'_> {
    async fn goes_on(&mut self) {
        match self.dice.below(10) {
            0 | 1 => self.books().await,
            2 => self.changes().await,
            3 => self.opts_out_or_in().await,
            4 | 5 => {
                let faults: Vec<Conduct> = (0..=self.dice.below(3)).map(|_| self.dice.one_of(&FAULTS)).collect();
                self.carrier.next(&faults);
            }
            6 | 7 => self.app.app.clock.advance(SignedDuration::from_secs(self.dice.one_of(&[1, 15, 61, 200]))),
            8 => self.app.app.clock.advance(SignedDuration::from_mins(self.dice.one_of(&[10, 60, 300]))),
            _ => {}
        }
        if self.dice.below(3) > 0 {
            self.app.do_jobs().await;
        }
        for (number, before) in &self.stopped {
            assert_eq!(self.carrier.texts_to(number).len(), *before, "{number} wants no texts");
        }
    }

    /// Staff book a time, which may be gone.
    async fn books(&mut self) {
        let phone = self.dice.one_of(&CUSTOMERS);
        let customer = json!({ "name": "Maria Lopez", "phone": phone, "address": "8412 Johnson Drive, Merriam, KS 66202" });
        let body = json!({ "customer": customer, "description": "the tap drips", "start_time": self.dice.start_time() });
        self.shop.staff_sends(Method::POST, "/v1/crm/appointments", body).await;
    }

    /// Staff move a visit or call it off, where that can be.
    async fn changes(&mut self) {
        let visits = self.shop.appointments().await;
        if visits.is_empty() {
            return;
        }
        let visit = &visits[self.dice.below(visits.len())];
        let path = format!("/v1/crm/appointments/{}", visit["id"].as_str().expect("an id"));
        let is_moved = self.dice.below(3) > 0;
        let body = if is_moved { json!({ "start_time": self.dice.start_time() }) } else { json!({ "status": "CANCELLED" }) };
        self.shop.staff_sends(Method::PATCH, &path, body).await;
    }

    async fn opts_out_or_in(&mut self) {
        let phone = self.dice.one_of(&CUSTOMERS);
        if self.stopped.remove(phone).is_some() {
            self.shop.texter(phone).write(&new_id("SM"), "START").await.expect("an answer");
        } else {
            self.shop.texter(phone).write(&new_id("SM"), "STOP").await.expect("an answer");
            self.stopped.insert(phone, self.carrier.texts_to(phone).len());
        }
    }
}

/// Faults, bookings, changes and opt-outs; what is left over leaves in the days after.
async fn in_any_order(app: &TestApp, carrier: &FakeCarrier, seed: u64) {
    let shop = app.shop("ace").await;
    let mut story = Story { app, carrier, shop, dice: Dice(seed), stopped: BTreeMap::new() };
    for _ in 0..120 {
        story.goes_on().await;
    }
    wait_and_do(app, 600, 6 * 30).await;
    for (number, before) in &story.stopped {
        assert_eq!(carrier.texts_to(number).len(), *before, "{number} wants no texts");
    }
    assert!(carrier.texts().len() > 5, "something happened: {}", carrier.texts().len());
    assert_kept(app, &story.shop, carrier).await;
}

with_a_carrier! {
    async fn of_seed_one(app: &TestApp, carrier: &FakeCarrier) {
        in_any_order(app, carrier, 1).await;
    }

    async fn of_seed_two(app: &TestApp, carrier: &FakeCarrier) {
        in_any_order(app, carrier, 2).await;
    }

    async fn of_seed_three(app: &TestApp, carrier: &FakeCarrier) {
        in_any_order(app, carrier, 3).await;
    }
}
