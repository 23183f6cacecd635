//! Staff change the book by hand, and customers hear of it.

use crate::support::{Person, Shop, TestApp, both_databases};
use frontdesk::storage::messages::Message;
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};

/// Tomorrow's windows; the story begins on Monday, November 23rd, at 8:30.
const EIGHT: &str = "2026-11-24T08:00:00-06:00";
const TEN: &str = "2026-11-24T10:00:00-06:00";
const ONE: &str = "2026-11-24T13:00:00-06:00";

fn maria(start: &str) -> Value {
    json!({
        "customer": { "name": "Maria Lopez", "phone": "816 555 0142", "address": "8412 Johnson Drive, Merriam, KS 66202" },
        "description": "the kitchen tap drips",
        "start_time": start,
    })
}

async fn book(shop: &Shop, body: Value) -> Value {
    let (status, booked) = shop.staff_sends(Method::POST, "/v1/crm/appointments", body).await;
    assert_eq!(status, 201, "{booked}");
    booked
}

async fn change(shop: &Shop, visit: &Value, body: Value) -> (u16, Value) {
    shop.staff_sends(Method::PATCH, &path_of(visit), body).await
}

fn path_of(visit: &Value) -> String {
    format!("/v1/crm/appointments/{}", visit["id"].as_str().expect("an id"))
}

/// Status, code and message of what was refused.
fn refusal((status, body): (u16, Value)) -> (u16, String, String) {
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    (status, text("code"), text("message"))
}

/// The field that is named as wrong.
fn wrong_field((status, body): (u16, Value)) -> String {
    assert_eq!(status, 422, "{body}");
    body["fields"].as_object().and_then(|fields| fields.keys().next().cloned()).unwrap_or_default()
}

/// Kind and words of what customers were sent, the oldest first.
async fn told(shop: &Shop) -> Vec<(String, String)> {
    let to_customers = |message: &Message| message.to == "+18165550142";
    let texts = shop.messages().await.into_iter().filter(to_customers).map(|message| (message.kind, message.body));
    texts.collect::<Vec<_>>().into_iter().rev().collect()
}

both_databases! {
    async fn staff_book_for_a_customer_who_hears_of_it(app: &TestApp) {
        let shop = app.shop("ace").await;
        let visit = book(&shop, maria("2026-11-24T09:15:00-06:00")).await;
        assert_eq!((visit["window_start"].as_str(), visit["window_end"].as_str()), (Some(EIGHT), Some(TEN)), "any time stands for its window");
        assert_eq!((visit["customer_name"].as_str(), visit["service"].as_str(), visit["status"].as_str()), (Some("Maria Lopez"), Some("general"), Some("SCHEDULED")));
        assert_eq!(visit["address"], "8412 Johnson Drive, Merriam, KS, 66202");
        assert_eq!(shop.appointments().await, vec![visit.clone()]);
        let told = told(&shop).await;
        assert_eq!((told.len(), told[0].0.as_str()), (1, "confirmation"));
        assert!(told[0].1.contains("Tue, Nov 24, 8 to 10 AM") && told[0].1.contains("8412 Johnson Drive"), "{told:?}");

        let again = json!({ "customer_id": visit["customer_id"], "service": "drain", "window_start": "2026-11-24T10:00", "window_end": "2026-11-24T12:00", "status": "CONFIRMED", "is_emergency": true });
        let second = book(&shop, again).await;
        assert_eq!((second["customer_id"].clone(), second["window_start"].as_str(), second["status"].as_str()), (visit["customer_id"].clone(), Some(TEN), Some("CONFIRMED")));
        assert_eq!((second["address"].clone(), second["is_emergency"].clone()), (visit["address"].clone(), json!(true)));
    }

    async fn what_is_taken_closed_or_too_much_is_refused_in_words(app: &TestApp) {
        let shop = app.shop("ace").await;
        let visit = book(&shop, maria(EIGHT)).await;
        let ann = json!({ "customer": { "name": "Ann", "phone": "8165550150", "address": "12 Elm Street" }, "service": "general" });
        let at = |start: &str| {
            let mut body = ann.clone();
            body["start_time"] = json!(start);
            body
        };
        for (start, message) in [
            (EIGHT, "Taken: Tue, Nov 24, 8 to 10 AM is not free."),
            ("2026-11-28T09:00:00-06:00", "Outside hours: there is no arrival window on Sat, Nov 28, 2026 at 9:00 AM."),
            ("2026-11-24T12:30:00-06:00", "Outside hours: there is no arrival window on Tue, Nov 24, 2026 at 12:30 PM."),
        ] {
            let refused = shop.staff_sends(Method::POST, "/v1/crm/appointments", at(start)).await;
            assert_eq!(refusal(refused), (409, "window_taken".to_owned(), message.to_owned()));
        }
        let (status, _) = app.operator(Method::PATCH, "/businesses/ace", Some(json!({ "technicians": [{ "name": "Ann" }, { "name": "Bob" }, { "name": "Cy", "skills": ["drain"] }] }))).await;
        assert_eq!(status, 200);
        let second = book(&shop, at(TEN)).await;
        let mut only = at(TEN);
        only["technician_id"] = second["technician_id"].clone();
        let (status, code, message) = refusal(shop.staff_sends(Method::POST, "/v1/crm/appointments", only).await);
        assert!((status, code.as_str()) == (409, "window_taken") && message.ends_with("is not free on Tue, Nov 24, 10 AM to noon."), "{message}");
        book(&shop, at(TEN)).await;
        let (_, _, message) = refusal(shop.staff_sends(Method::POST, "/v1/crm/appointments", at(TEN)).await);
        assert_eq!(message, "Over capacity: all 2 technicians who do that are busy on Tue, Nov 24, 10 AM to noon.");
        assert_eq!(refusal(change(&shop, &visit, json!({ "start_time": TEN })).await).2, message);
        assert_eq!(shop.appointments().await.len(), 3);
    }

    async fn bad_input_is_named_and_changes_nothing(app: &TestApp) {
        let shop = app.shop("ace").await;
        let visit = book(&shop, maria(EIGHT)).await;
        let with = |name: &str, value: Value| {
            let mut body = maria(TEN);
            body[name] = value;
            body
        };
        for (body, field) in [
            (with("start_time", json!("soon")), "start_time"),
            (with("start_time", json!("2026-11-20T08:00:00-06:00")), "start_time"),
            (with("start_time", Value::Null), "start_time"),
            (with("window_end", json!("2026-11-24T11:00:00-06:00")), "window_end"),
            (with("window_start", json!(ONE)), "start_time"),
            (with("end_time", json!(EIGHT)), "end_time"),
            (with("service", json!("rocket")), "service"),
            (with("status", json!("CANCELLED")), "status"),
            (with("status", json!("MAYBE")), "status"),
            (with("technician_id", json!("7d444840-9dc0-11d1-b245-5ffdce74fad2")), "technician_id"),
            (with("customer_id", visit["customer_id"].clone()), "customer"),
            (with("customer", json!({ "phone": "12", "name": "A", "address": "12 Elm Street" })), "customer.phone"),
            (with("customer", json!({ "phone": "+18165550177", "name": "Dave", "address": "12 Elm Street" })), "customer.phone"),
            (with("customer", json!({ "phone": "8165550150", "address": "12 Elm Street" })), "customer.name"),
            (with("customer", json!({ "phone": "8165550150", "name": "Ann" })), "address"),
            (with("customer", json!({ "phone": "8165550150", "name": "Ann", "address": "8412" })), "customer.address"),
            (with("description", json!("x".repeat(501))), "description"),
            (with("colour", json!("red")), "colour"),
            (json!({ "customer_id": "7d444840-9dc0-11d1-b245-5ffdce74fad2", "start_time": TEN, "service": "general" }), "customer_id"),
            (json!({ "start_time": TEN, "service": "general" }), "customer_id"),
            (json!({ "customer_id": visit["customer_id"], "start_time": TEN }), "description"),
        ] {
            let refused = shop.staff_sends(Method::POST, "/v1/crm/appointments", body.clone()).await;
            assert_eq!(wrong_field(refused), field, "{body}");
        }
        for (body, field) in [
            (json!({ "start_time": null }), "start_time"),
            (json!({ "end_time": TEN }), "start_time"),
            (json!({ "start_time": TEN, "status": "CANCELLED" }), "start_time"),
            (json!({ "status": "GONE" }), "status"),
            (json!({ "service": "rocket" }), "service"),
            (json!({ "address": "nowhere" , "technician_id": 7 }), "technician_id"),
            (json!({ "address": "8412" }), "address"),
            (json!({ "description": " " }), "description"),
            (json!({ "id": "x" }), "id"),
        ] {
            assert_eq!(wrong_field(change(&shop, &visit, body.clone()).await), field, "{body}");
        }
        assert_eq!(shop.appointments().await, vec![visit]);
        assert_eq!(told(&shop).await.len(), 1);
    }

    async fn a_move_frees_the_old_time_and_is_told_once(app: &TestApp) {
        let shop = app.shop("ace").await;
        let visit = book(&shop, maria(EIGHT)).await;
        let (status, moved) = change(&shop, &visit, json!({ "start_time": TEN })).await;
        assert_eq!((status, moved["window_start"].as_str(), moved["status"].as_str()), (200, Some(TEN), Some("SCHEDULED")), "{moved}");
        assert_eq!((moved["id"].clone(), moved["customer_id"].clone()), (visit["id"].clone(), visit["customer_id"].clone()));
        for body in [json!({ "start_time": TEN }), json!({ "window_start": TEN, "window_end": "2026-11-24T12:00:00-06:00" }), json!({ "start_time": "2026-11-24T11:59:00-06:00" })] {
            assert_eq!(change(&shop, &visit, body).await, (200, moved.clone()));
        }
        app.do_jobs().await;
        let told = told(&shop).await;
        let kinds: Vec<&str> = told.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, ["confirmation", "moved"]);
        assert!(told[1].1.contains("8412 Johnson Drive is now Tue, Nov 24, 10 AM to noon"), "{told:?}");
        assert!(told.iter().all(|(_, words)| words.chars().count() <= 320 && words.contains("STOP")));

        let mut ann = maria(EIGHT);
        ann["customer"] = json!({ "name": "Ann", "phone": "8165550150", "address": "12 Elm Street" });
        book(&shop, ann).await;
        assert_eq!(refusal(change(&shop, &visit, json!({ "start_time": EIGHT })).await).0, 409, "Ann has it now");
        let (_, back) = change(&shop, &visit, json!({ "start_time": ONE })).await;
        assert_eq!(back["window_start"], ONE);
        let (_, again) = change(&shop, &visit, json!({ "start_time": TEN })).await;
        assert_eq!(again["window_start"], TEN, "its old time is free again, and that is news again");
    }

    async fn details_change_without_a_word_to_the_customer(app: &TestApp) {
        let shop = app.shop_with("ace", json!({ "services": [{ "code": "general", "name": "visit", "duration_minutes": 60 }, { "code": "repipe", "name": "repiping", "duration_minutes": 200 }], "buffer_minutes": 0 })).await;
        let visit = book(&shop, maria(EIGHT)).await;
        let (status, changed) = change(&shop, &visit, json!({ "description": "two taps drip", "address": { "street_line": "12 Elm Street", "city": "Merriam" }, "is_emergency": true })).await;
        assert_eq!((status, changed["description"].as_str(), changed["address"].as_str(), changed["is_emergency"].as_bool()), (200, Some("two taps drip"), Some("12 Elm Street, Merriam"), Some(true)));
        let mut next = maria(TEN);
        next["customer"]["phone"] = json!("8165550150");
        let next = book(&shop, next).await;
        assert_eq!(refusal(change(&shop, &visit, json!({ "service": "repipe" })).await).0, 409, "it would reach into the next visit");
        assert_eq!(shop.staff(Method::DELETE, &path_of(&next)).await.0, 200);
        let (status, longer) = change(&shop, &visit, json!({ "service": "repipe" })).await;
        assert_eq!((status, longer["end_time"].as_str()), (200, Some("2026-11-24T11:20:00-06:00")), "{longer}");
        assert_eq!(told(&shop).await.len(), 1);
    }

    async fn a_visit_that_is_called_off_frees_its_time_and_is_told_once(app: &TestApp) {
        let shop = app.shop("ace").await;
        let visit = book(&shop, maria(EIGHT)).await;
        app.do_jobs().await;
        for _ in 0..3 {
            let (status, gone) = shop.staff(Method::DELETE, &path_of(&visit)).await;
            assert_eq!((status, gone["status"].as_str()), (200, Some("CANCELLED")));
        }
        assert_eq!(change(&shop, &visit, json!({ "status": "CANCELLED" })).await.0, 200);
        app.do_jobs().await;
        let told = told(&shop).await;
        assert_eq!((told.len(), told[1].0.as_str()), (2, "called_off"));
        assert!(told[1].1.contains("your visit on Tue, Nov 24, 8 to 10 AM is called off"), "{told:?}");
        assert!(shop.messages().await.iter().all(|message| message.status == "stubbed"), "the news of it leaves, too");
        for body in [json!({ "start_time": TEN }), json!({ "status": "SCHEDULED" }), json!({ "description": "else" })] {
            assert_eq!(refusal(change(&shop, &visit, body).await).1, "visit_over");
        }
        let again = book(&shop, maria(EIGHT)).await;
        assert_ne!(again["id"], visit["id"]);
    }

    async fn staff_set_where_a_visit_stands(app: &TestApp) {
        let shop = app.shop("ace").await;
        let visit = book(&shop, maria(EIGHT)).await;
        for status in ["CONFIRMED", "PENDING_RESCHEDULE", "SCHEDULED"] {
            let (code, changed) = change(&shop, &visit, json!({ "status": status })).await;
            assert_eq!((code, changed["status"].as_str()), (200, Some(status)));
        }
        app.app.clock.advance(SignedDuration::from_hours(48));
        let (code, changed) = change(&shop, &visit, json!({ "status": "COMPLETED" })).await;
        assert_eq!((code, changed["status"].as_str()), (200, Some("COMPLETED")), "what has passed can be ticked off");
        assert_eq!(refusal(shop.staff(Method::DELETE, &path_of(&visit)).await).1, "visit_over");
        assert_eq!(told(&shop).await.len(), 1, "nobody is told of that");
    }

    async fn another_businesss_visit_is_not_there(app: &TestApp) {
        let shop = app.shop("ace").await;
        let other = app.shop("best").await;
        let visit = book(&shop, maria(EIGHT)).await;
        let path = path_of(&visit);
        for (method, path) in [(Method::GET, path.clone()), (Method::DELETE, path.clone())] {
            assert_eq!(refusal(other.staff(method, &path).await).0, 404);
        }
        assert_eq!(refusal(change(&other, &visit, json!({ "start_time": TEN })).await).0, 404);
        assert_eq!(refusal(other.staff_sends(Method::POST, &format!("{path}/propose-slots"), json!({})).await).0, 404);
        assert_eq!(refusal(other.staff_sends(Method::POST, &format!("{path}/propose-slots"), json!({ "mark_pending": true })).await).0, 404);
        let theirs = json!({ "customer_id": visit["customer_id"], "service": "general", "start_time": TEN });
        assert_eq!(wrong_field(other.staff_sends(Method::POST, "/v1/crm/appointments", theirs).await), "customer_id");
        assert_eq!(shop.appointments().await, vec![visit]);
    }

    async fn free_times_are_proposed_and_one_of_them_can_be_taken(app: &TestApp) {
        let shop = app.shop("ace").await;
        let visit = book(&shop, maria(EIGHT)).await;
        let path = format!("{}/propose-slots", path_of(&visit));
        let (status, proposed) = shop.staff_sends(Method::POST, &path, json!({ "from": "2026-11-24T00:00", "limit": 3 })).await;
        let starts: Vec<&str> = proposed["slots"].as_array().expect("slots").iter().filter_map(|slot| slot["window_start"].as_str()).collect();
        assert_eq!((status, starts), (200, vec![TEN, ONE, "2026-11-24T15:00:00-06:00"]), "{proposed}");
        assert_eq!(proposed["appointment"]["status"], "SCHEDULED");
        let (_, proposed) = shop.staff_sends(Method::POST, &path, json!({ "mark_pending": true, "to": ONE })).await;
        assert_eq!(proposed["appointment"]["status"], "PENDING_RESCHEDULE");
        let slot = proposed["slots"].as_array().and_then(|slots| slots.last()).expect("a slot").clone();
        let (status, moved) = change(&shop, &visit, json!({ "start_time": slot["start_time"], "end_time": slot["end_time"], "technician_id": slot["technician_id"] })).await;
        assert_eq!((status, moved["status"].as_str(), moved["window_start"].as_str()), (200, Some("SCHEDULED"), Some(TEN)));
        for (body, field) in [(json!({ "limit": 0 }), "limit"), (json!({ "from": "later" }), "from")] {
            assert_eq!(wrong_field(shop.staff_sends(Method::POST, &path, body).await), field);
        }
    }

    async fn a_spanish_speaker_hears_of_it_in_spanish(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, _) = shop.call("+18165550142").await;
        for words in [
            "se me tapó el fregadero de la cocina",
            "me llamo Ana García López",
            "8412 Johnson Drive, Merriam, Kansas 66202",
            "el miércoles por la mañana",
            "la primera",
            "sí, está bien",
        ] {
            call.say(words).await.expect("an answer");
        }
        let visit = shop.appointments().await.first().cloned().expect("a visit");
        assert_eq!(change(&shop, &visit, json!({ "start_time": "2026-11-26T13:00:00-06:00" })).await.0, 200);
        assert_eq!(shop.staff(Method::DELETE, &path_of(&visit)).await.0, 200);
        let words: Vec<String> = told(&shop).await.into_iter().map(|(_, words)| words).collect();
        assert!(words[1].contains("su visita en 8412 Johnson Drive ahora es el jueves 26 de noviembre"), "{words:?}");
        assert!(words[2].contains("su visita, el jueves 26 de noviembre, entre la 1 y las 3 de la tarde, queda cancelada"), "{words:?}");
    }

    async fn of_sixteen_who_want_one_window_one_gets_it(app: &TestApp) {
        let shop = app.shop_with("ace", json!({ "arrival_windows": [{ "from": "08:00", "to": "10:00" }], "notice_minutes": 0 })).await;
        let for_number = |number: usize, start: String| {
            let mut body = maria(&start);
            body["customer"]["phone"] = json!(format!("+1816555{:04}", 200 + number));
            body
        };
        let days = ["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03"];
        let mut visits = Vec::new();
        for (number, day) in days.iter().enumerate() {
            visits.push(book(&shop, for_number(number, format!("{day}T08:00:00-06:00"))).await);
        }
        let wanted = "2026-12-04T08:00:00-06:00";
        let mut tasks = Vec::new();
        for (number, visit) in visits.iter().enumerate() {
            let (mover, visit) = (shop.clone(), visit.clone());
            tasks.push(tokio::spawn(async move { change(&mover, &visit, json!({ "start_time": wanted })).await.0 }));
            let (booker, body) = (shop.clone(), for_number(100 + number, wanted.to_owned()));
            tasks.push(tokio::spawn(async move { booker.staff_sends(Method::POST, "/v1/crm/appointments", body).await.0 }));
        }
        let mut statuses = Vec::new();
        for task in tasks {
            statuses.push(task.await.expect("an answer"));
        }
        assert_eq!(statuses.iter().filter(|status| matches!(status, 200 | 201)).count(), 1, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 409).count(), 15, "{statuses:?}");
        let there = shop.appointments().await.into_iter().filter(|visit| visit["start_time"] == wanted).count();
        assert_eq!(there, 1);
        let moved = shop.messages().await.iter().filter(|message| message.kind == "moved").count();
        let booked = shop.messages().await.iter().filter(|message| message.kind == "confirmation").count();
        assert_eq!((moved + booked, booked), (9, 9 - moved), "one of them is told that they have it");
    }

    async fn two_that_change_places_by_way_of_a_third_time_never_overlap(app: &TestApp) {
        let shop = app.shop("ace").await;
        let first = book(&shop, maria(EIGHT)).await;
        let mut ann = maria(TEN);
        ann["customer"] = json!({ "name": "Ann", "phone": "8165550150", "address": "12 Elm Street" });
        let second = book(&shop, ann).await;
        let (one, other) = tokio::join!(change(&shop, &first, json!({ "start_time": TEN })), change(&shop, &second, json!({ "start_time": EIGHT })));
        assert_eq!((one.0, other.0), (409, 409), "each is in the other's way");
        assert_eq!(change(&shop, &first, json!({ "start_time": ONE })).await.0, 200);
        assert_eq!(change(&shop, &second, json!({ "start_time": EIGHT })).await.0, 200);
        assert_eq!(change(&shop, &first, json!({ "start_time": TEN })).await.0, 200);
    }

    async fn customers_are_kept_and_found_by_their_number(app: &TestApp) {
        let shop = app.shop("ace").await;
        let send = async |method: Method, path: &str, body: Value| shop.staff_sends(method, path, body).await;
        let (status, ann) = send(Method::POST, "/v1/crm/customers", json!({ "name": "Ann Lee", "phone": "(816) 555-0150", "address": "12 Elm Street, Merriam, KS 66202" })).await;
        assert_eq!((status, ann["name"].as_str(), ann["phone"].as_str(), ann["is_opted_out"].as_bool()), (201, Some("Ann Lee"), Some("+18165550150"), Some(false)), "{ann}");
        let path = format!("/v1/crm/customers/{}", ann["id"].as_str().expect("an id"));
        assert_eq!(shop.staff(Method::GET, &path).await, (200, ann.clone()));
        assert_eq!(refusal(send(Method::POST, "/v1/crm/customers", json!({ "phone": "8165550150" })).await).1, "phone_taken");
        for (body, field) in [(json!({ "name": "A" }), "phone"), (json!({ "phone": "+18165550177" }), "phone"), (json!({ "phone": "8165550151", "name": " " }), "name"), (json!({ "phone": "8165550151", "address": "12" }), "address")] {
            assert_eq!(wrong_field(send(Method::POST, "/v1/crm/customers", body).await), field);
        }
        app.app.clock.advance(SignedDuration::from_mins(1));
        book(&shop, maria(EIGHT)).await;
        let (_, first) = shop.staff(Method::GET, "/v1/crm/customers?limit=1").await;
        assert_eq!(first["items"], json!([ann]));
        let (_, second) = shop.staff(Method::GET, &format!("/v1/crm/customers?limit=1&cursor={}", first["next_cursor"].as_str().expect("a cursor"))).await;
        assert_eq!(second["items"][0]["name"], "Maria Lopez");
        let (_, found) = shop.staff(Method::GET, "/v1/crm/customers?phone=816-555-0142").await;
        assert_eq!((found["items"].as_array().map(Vec::len), found["items"][0]["name"].as_str()), (Some(1), Some("Maria Lopez")));

        let (status, changed) = send(Method::PATCH, &path, json!({ "name": "Ann Poe", "address": null })).await;
        assert_eq!((status, changed["name"].as_str(), changed["address"].is_null(), changed["phone"].as_str()), (200, Some("Ann Poe"), true, Some("+18165550150")));
        assert_eq!(refusal(send(Method::PATCH, &path, json!({ "phone": "8165550142" })).await).1, "phone_taken");
        assert_eq!(wrong_field(send(Method::PATCH, &path, json!({ "phone": null })).await), "phone");
        let other = app.shop("best").await;
        assert_eq!(other.staff(Method::GET, &path).await.0, 404);
        assert_eq!(other.staff(Method::GET, &format!("{path}/timeline")).await.0, 404);
        assert_eq!(refusal(other.staff_sends(Method::PATCH, &path, json!({ "name": "X" })).await).0, 404);
    }

    async fn a_timeline_tells_everything_in_order_a_page_at_a_time(app: &TestApp) {
        let shop = app.shop("ace").await;
        shop.talk("+18165550142", &Person::default()).await;
        app.app.clock.advance(SignedDuration::from_mins(5));
        let visit = shop.appointments().await.first().cloned().expect("a visit");
        change(&shop, &visit, json!({ "start_time": "2026-11-25T08:00:00-06:00" })).await;
        let path = format!("/v1/crm/customers/{}/timeline", visit["customer_id"].as_str().expect("an id"));
        let (status, whole) = shop.staff(Method::GET, &path).await;
        let kinds: Vec<&str> = whole["items"].as_array().expect("a list").iter().filter_map(|line| line["kind"].as_str()).collect();
        assert_eq!((status, kinds.len()), (200, 4), "{whole}");
        assert_eq!((kinds[2], kinds[3]), ("text", "appointment"), "the news of the move, and last the visit itself");
        assert!(kinds[..2].contains(&"conversation") && kinds[..2].contains(&"text"));
        assert_eq!(whole["items"][2]["text"]["kind"], "moved");
        let mut paged = Vec::new();
        let mut cursor = String::new();
        loop {
            let (_, page) = shop.staff(Method::GET, &format!("{path}?limit=1{cursor}")).await;
            paged.extend(page["items"].as_array().expect("a list").clone());
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(json!(paged), whole["items"]);
    }

    async fn a_promise_to_call_back_is_ticked_off_and_taken_up_again(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, _) = shop.call("+18165550142").await;
        call.say("I'd like to speak to a person please").await.expect("an answer");
        call.stops_ringing("no-answer", false).await.expect("an answer");
        let task = shop.callbacks().await.first().cloned().expect("a promise");
        let path = format!("/v1/owner/callbacks/{}", task["id"].as_str().expect("an id"));
        let (status, done) = shop.staff_sends(Method::PATCH, &path, json!({ "done": true, "outcome": "reached", "note": "comes by on Friday" })).await;
        assert_eq!((status, done["outcome"].as_str(), done["note"].as_str(), done["done_at"].is_string()), (200, Some("reached"), Some("comes by on Friday"), true), "{done}");
        assert!(shop.callbacks().await.is_empty());
        app.app.clock.advance(SignedDuration::from_hours(3));
        let (_, again) = shop.staff_sends(Method::PATCH, &path, json!({ "done": true })).await;
        assert_eq!(again, done, "saying it twice changes nothing");
        let (_, kept) = shop.staff(Method::GET, "/v1/owner/callbacks?done=true").await;
        assert_eq!(kept["items"], json!([done]));
        let (_, open) = shop.staff_sends(Method::PATCH, &path, json!({ "done": false, "note": null })).await;
        assert_eq!((open["done_at"].is_null(), open["note"].is_null(), open["is_overdue"].as_bool()), (true, true, Some(true)));
        assert_eq!(shop.callbacks().await.len(), 1);
        for (body, field) in [(json!({ "done": null }), "done"), (json!({ "done": "yes" }), "done"), (json!({ "note": "x".repeat(501) }), "note"), (json!({ "due": 1 }), "due")] {
            assert_eq!(wrong_field(shop.staff_sends(Method::PATCH, &path, body).await), field);
        }
        let other = app.shop("best").await;
        assert_eq!(other.staff_sends(Method::PATCH, &path, json!({ "done": true })).await.0, 404);
        assert_eq!(shop.callbacks().await.len(), 1);
    }

    async fn visits_to_move_are_a_list_until_they_are_moved(app: &TestApp) {
        let shop = app.shop("ace").await;
        let visit = book(&shop, maria(EIGHT)).await;
        let list = async || shop.staff(Method::GET, "/v1/owner/reschedules").await.1["items"].as_array().expect("a list").clone();
        assert!(list().await.is_empty());
        change(&shop, &visit, json!({ "status": "PENDING_RESCHEDULE" })).await;
        let waiting = list().await;
        assert_eq!(waiting.len(), 1);
        assert_eq!((waiting[0]["id"].clone(), waiting[0]["customer_phone"].as_str(), waiting[0]["asked_at"].as_str()), (visit["id"].clone(), Some("+18165550142"), Some("2026-11-23T08:30:00-06:00")));
        change(&shop, &visit, json!({ "start_time": TEN })).await;
        assert!(list().await.is_empty());
    }

    async fn texts_are_counted(app: &TestApp) {
        let shop = app.shop("ace").await;
        let visit = book(&shop, maria(EIGHT)).await;
        change(&shop, &visit, json!({ "start_time": TEN })).await;
        app.do_jobs().await;
        shop.texter("+18165550142").write(&crate::support::new_id("SM"), "STOP").await.expect("an answer");
        let (status, counted) = shop.staff(Method::GET, "/v1/owner/sms-metrics?days=7").await;
        assert_eq!((status, counted["by_kind"]["moved"].as_i64(), counted["by_audience"]["customer"].as_i64(), counted["opt_outs"].as_i64()), (200, Some(1), Some(2), Some(1)), "{counted}");
        assert!(counted["segments"].as_i64() >= counted["total"].as_i64());
        app.app.clock.advance(SignedDuration::from_hours(24 * 8));
        let (_, later) = shop.staff(Method::GET, "/v1/owner/sms-metrics?days=7").await;
        assert_eq!((later["total"].as_i64(), later["opt_outs"].as_i64()), (Some(0), Some(0)));
        assert_eq!(wrong_field(shop.staff(Method::GET, "/v1/owner/sms-metrics?days=0").await), "days");
    }
}
