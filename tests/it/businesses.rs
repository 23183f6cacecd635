//! Businesses: taken on, set up, suspended, and kept apart.

use crate::support::{OWNER_TOKEN, Person, TestApp, both_databases, client, new_id, read, signed};
use reqwest::Method;
use serde_json::{Value, json};

both_databases! {
    async fn a_new_business_is_bookable_as_it_is(app: &TestApp) {
        let (status, made) = app.operator(Method::POST, "/businesses", Some(json!({ "name": "Bristol Plumbing" }))).await;
        assert_eq!(status, 201, "{made}");
        assert!(made["id"].as_str().is_some_and(|id| id.starts_with("bristol-plumbing-")), "{made}");
        assert!(made["api_key"].as_str().is_some_and(|key| key.starts_with("fd_key_") && key.len() > 40));
        assert_eq!(made["status"], "ACTIVE");
        assert_eq!(made["time_zone"], "America/Chicago");
        let id = made["id"].as_str().expect("an id");
        let (status, read) = app.operator(Method::GET, &format!("/businesses/{id}"), None).await;
        assert_eq!(status, 200);
        assert!(read.get("api_key").is_none() && read.get("widget_token").is_none(), "keys are shown once");
        let (_, list) = app.operator(Method::GET, "/businesses", None).await;
        assert_eq!(list["items"].as_array().map(Vec::len), Some(1));
    }

    async fn keys_are_hashed_and_sealed(app: &TestApp) {
        let shop = app.shop("ace").await;
        let found = app.app.store.business_of_key(frontdesk::storage::keys::KeyKind::Api, &frontdesk::secrets::hash(&shop.api_key), app.app.clock.now()).await;
        assert_eq!(found.expect("the database").map(|id| id.to_string()), Some("ace".to_owned()));
        let known = frontdesk::usecases::find_business::find_business(&app.app, &frontdesk::domain::business::BusinessId::parse("ace").expect("an id")).await;
        let scope = known.expect("the database").expect("the business").scope();
        let sealed = app.app.store.rows(&scope).sealed_key(frontdesk::storage::keys::KeyKind::Api).await.expect("the database").expect("a key");
        assert!(sealed.starts_with("v1:") && !sealed.contains(&shop.api_key));
    }

    async fn an_id_or_a_number_is_taken_once(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (status, error) = app.operator(Method::POST, "/businesses", Some(json!({ "id": "ace", "name": "Other" }))).await;
        assert_eq!((status, error["code"].as_str()), (409, Some("id_taken")));
        let (status, error) = app.operator(Method::POST, "/businesses", Some(json!({ "id": "other", "name": "Other", "phone_numbers": [shop.number] }))).await;
        assert_eq!((status, error["code"].as_str()), (409, Some("number_taken")), "{error}");
        let (status, _) = app.operator(Method::GET, "/businesses/other", None).await;
        assert_eq!(status, 404, "nothing is kept of it");
    }

    async fn a_setting_is_absent_null_or_a_value(app: &TestApp) {
        app.shop_with("ace", json!({ "emergency_keywords": "no water, sewage" })).await;
        let patch = |body: Value| app.operator(Method::PATCH, "/businesses/ace", Some(body));
        let (status, changed) = patch(json!({ "default_reminder_hours": 12 })).await;
        assert_eq!(status, 200, "{changed}");
        assert_eq!(changed["emergency_keywords"], "no water, sewage");
        assert_eq!(changed["default_reminder_hours"], 12);
        let (_, changed) = patch(json!({ "emergency_keywords": null, "owner_phone": "(816) 555-0166" })).await;
        assert_eq!(changed["emergency_keywords"], Value::Null);
        assert_eq!(changed["owner_phone"], "+18165550166");
        assert_eq!(changed["default_reminder_hours"], 12);
    }

    async fn every_setting_of_the_contract_can_be_set(app: &TestApp) {
        let shop = app.shop("ace").await;
        let settings = json!({
            "name": "Ace", "calendar_id": "cal-1", "phone_numbers": [shop.number], "owner_phone": "+18165550166", "owner_email": "ace@example.com",
            "emergency_keywords": "beer cooler", "emergency_exceptions": "fish tank", "default_reminder_hours": 24, "time_zone": "America/Denver",
            "languages": ["en", "es"], "trade": "hvac", "greeting": "Family-owned.", "wordings": { "goodbye": "So long." },
            "answers": [{ "words": ["licensed"], "answer": "Yes, we are licensed and insured." }],
            "opening_hours": { "monday": [{ "from": "07:00", "to": "19:00" }], "saturday": [{ "from": "09:00", "to": "13:00" }] },
            "emergency_hours": { "sunday": [{ "from": "00:00", "to": "24:00" }] }, "arrival_windows": [{ "from": "07:00", "to": "09:00" }],
            "closures": ["2026-12-25", { "from": "2026-12-31", "to": "2027-01-01", "reason": "New Year" }],
            "services": [{ "code": "boiler", "name": "boiler service", "duration_minutes": 120, "words": ["boiler"], "price": "A visit is 89 dollars." }],
            "technicians": [{ "name": "Ann", "skills": ["boiler"], "time_off": [{ "from": "2026-11-24T08:00:00-06:00", "to": "2026-11-24T12:00:00-06:00" }] }],
            "service_area": ["66202"], "notice_minutes": 60, "buffer_minutes": 15, "horizon_days": 14, "allowed_origins": ["https://ace.example"],
            "escalation": ["+18165550167"], "carrier_answers_keywords": false
        });
        let (status, changed) = app.operator(Method::PATCH, "/businesses/ace", Some(settings.clone())).await;
        assert_eq!(status, 200, "{changed}");
        for (name, value) in settings.as_object().expect("settings").iter().filter(|(name, _)| *name != "technicians") {
            assert_eq!(&changed[name], value, "{name}");
        }
        assert_eq!(changed["technicians"][0]["name"], "Ann");
    }

    async fn what_can_not_be_is_refused_with_its_name_and_changes_nothing(app: &TestApp) {
        app.shop("ace").await;
        let (_, before) = app.operator(Method::GET, "/businesses/ace", None).await;
        for (field, value) in [
            ("opning_hours", json!({})),
            ("time_zone", json!("Mars/Olympus")),
            ("owner_phone", json!("12")),
            ("phone_numbers", json!(["nope"])),
            ("status", json!("ASLEEP")),
            ("opening_hours", json!({ "monday": [{ "from": "17:00", "to": "08:00" }] })),
            ("opening_hours", json!({ "funday": [] })),
            ("arrival_windows", json!([])),
            ("arrival_windows", json!([{ "from": "08:00", "to": "10:00" }, { "from": "09:00", "to": "11:00" }])),
            ("closures", json!([{ "from": "2026-12-26", "to": "2026-12-24" }])),
            ("services", json!([{ "code": "a", "name": "A", "duration_minutes": 5 }])),
            ("services", json!([{ "code": "a", "name": "A" }])),
            ("service_area", json!(["6620"])),
            ("horizon_days", json!(0)),
            ("notice_minutes", json!(-5)),
            ("default_reminder_hours", json!("soon")),
            ("languages", json!(["fr"])),
            ("allowed_origins", json!(["ace.example"])),
            ("carrier_answers_keywords", json!("maybe")),
            ("technicians", json!([{ "name": "Ann" }, { "name": "Ann" }])),
            ("name", json!("")),
            ("owner_email", json!("nobody")),
            ("wordings", json!({ "hello": "Howdy" })),
        ] {
            let (status, error) = app.operator(Method::PATCH, "/businesses/ace", Some(json!({ field: value }))).await;
            assert_eq!(status, 422, "{field}: {error}");
            assert!(error["fields"][field].as_str().is_some_and(|problem| !problem.is_empty()), "{field}: {error}");
        }
        let (_, after) = app.operator(Method::GET, "/businesses/ace", None).await;
        assert_eq!(before, after);
    }

    async fn a_suspended_business_is_shut_everywhere_at_once_and_opens_as_fast(app: &TestApp) {
        let shop = app.shop("ace").await;
        shop.talk("+18165550123", &Person::default()).await;
        let before = shop.conversations().await.len();
        let suspend = |status: &str| app.operator(Method::PATCH, "/businesses/ace", Some(json!({ "status": status })));
        assert_eq!(suspend("SUSPENDED").await.0, 200);
        let sid = new_id("CA");
        let call = [("CallSid", sid.as_str()), ("From", "+18165550123"), ("To", shop.number.as_str())];
        assert_eq!(read(signed(&shop, "/twilio/voice", &call)).await.0, 403);
        let text = [("MessageSid", "SMx"), ("From", "+18165550123"), ("To", shop.number.as_str()), ("Body", "hello")];
        assert_eq!(read(signed(&shop, "/twilio/sms", &text)).await.0, 403);
        let stop = [("MessageSid", "SMy"), ("From", "+18165550123"), ("To", shop.number.as_str()), ("Body", "STOP")];
        assert_eq!(read(signed(&shop, "/twilio/sms", &stop)).await.0, 403);
        assert_eq!(read(signed(&shop, "/twilio/status?business_id=ace", &[("MessageSid", "SM1"), ("MessageStatus", "sent")])).await.0, 204);
        for path in ["/v1/crm/appointments", "/v1/crm/conversations", "/v1/owner/schedule/tomorrow", "/v1/owner/summary/today"] {
            let (status, error) = shop.staff(Method::GET, path).await;
            assert_eq!((status, error["code"].as_str()), (403, Some("business_suspended")), "{path}");
        }
        let widget = client().post(format!("{}/v1/widget/start", shop.base)).header("X-Widget-Token", &shop.widget_token).json(&json!({}));
        assert_eq!(read(widget).await.0, 403);
        app.do_jobs().await;
        let messages = shop.messages().await;
        assert!(messages.iter().all(|message| ["queued", "opted_out"].contains(&message.status.as_str())), "nothing leaves: {messages:?}");
        assert_eq!(suspend("ACTIVE").await.0, 200);
        assert_eq!(shop.conversations().await.len(), before, "nothing is stored meanwhile, nothing is lost");
        app.app.clock.advance(jiff::SignedDuration::from_secs(61));
        app.do_jobs().await;
        let messages = shop.messages().await;
        let status_of = |kind: &str| messages.iter().find(|message| message.kind == kind).map(|message| message.status.clone());
        assert_eq!(status_of("booking").as_deref(), Some("stubbed"));
        assert_eq!(status_of("confirmation").as_deref(), Some("opted_out"), "an opt-out is heard all the same");
    }

    async fn one_business_never_sees_anothers(app: &TestApp) {
        let (ace, best) = (app.shop("ace").await, app.shop("best").await);
        ace.talk("+18165550123", &Person::default()).await;
        let (appointment, conversation) = (ace.appointments().await[0].clone(), ace.conversations().await[0].clone());
        assert!(best.appointments().await.is_empty() && best.conversations().await.is_empty());
        for path in [format!("/v1/crm/appointments/{}", appointment["id"].as_str().expect("an id")), format!("/v1/crm/conversations/{}", conversation["id"].as_str().expect("an id"))] {
            assert_eq!(ace.staff(Method::GET, &path).await.0, 200);
            assert_eq!(best.staff(Method::GET, &path).await.0, 404);
        }
        let mixed = client().get(format!("{}/v1/crm/appointments", ace.base)).header("X-API-Key", &ace.api_key).header("X-Owner-Token", &best.api_key);
        assert_eq!(read(mixed).await.0, 401);
        let (_, greeting) = best.call("+18165550123").await;
        assert!(!greeting.contains("Maria"), "a caller of one business is a stranger to the other");
    }

    async fn the_owner_hears_the_day(app: &TestApp) {
        let shop = app.shop("ace").await;
        shop.talk("+18165550123", &Person::default()).await;
        let (status, tomorrow) = shop.staff(Method::GET, "/v1/owner/schedule/tomorrow").await;
        assert_eq!(status, 200);
        assert_eq!(tomorrow["reply_text"], "Tomorrow you have one visit. Tue, Nov 24, 8 to 10 AM: Maria Lopez at 8412 Johnson Drive, my water heater is leaking.");
        assert_eq!((tomorrow["total"].as_u64(), tomorrow["date"].as_str()), (Some(1), Some("2026-11-24")));
        let (_, today) = shop.staff(Method::GET, "/v1/owner/summary/today").await;
        assert_eq!(today["reply_text"], "Today you have no visits.");
        app.app.clock.advance(jiff::SignedDuration::from_hours(24));
        let (_, today) = shop.staff(Method::GET, "/v1/owner/summary/today").await;
        assert_eq!(today["appointments"][0]["customer_name"], "Maria Lopez");
    }

    async fn lists_come_in_pages(app: &TestApp) {
        let shop = app.shop("ace").await;
        for number in 0..5 {
            let person = Person { address: format!("{} Johnson Drive, Merriam, Kansas 66202", 100 + number), when: "whenever", ..Person::default() };
            shop.talk(&format!("+1816555{:04}", 700 + number), &person).await;
        }
        for list in ["appointments", "conversations"] {
            let (mut seen, mut cursor) = (Vec::new(), String::new());
            loop {
                let (status, page) = shop.staff(Method::GET, &format!("/v1/crm/{list}?limit=2{cursor}")).await;
                assert_eq!(status, 200, "{page}");
                seen.extend(page["items"].as_array().expect("items").iter().map(|item| item["id"].clone()));
                match page["next_cursor"].as_str() {
                    Some(next) => cursor = format!("&cursor={next}"),
                    None => break,
                }
            }
            assert_eq!(seen.len(), 5, "{list}");
            seen.dedup();
            assert_eq!(seen.len(), 5, "{list}");
        }
    }

    async fn demo_businesses_are_made_once_with_the_same_keys(app: &TestApp) {
        let (status, first) = app.operator(Method::POST, "/demo-tenants", None).await;
        assert_eq!(status, 200, "{first}");
        let key = first["businesses"][0]["api_key"].as_str().expect("a key");
        let look = |path: &str| read(client().get(format!("{}{path}", app.base)).header("X-API-Key", key).header("X-Owner-Token", OWNER_TOKEN));
        let (_, conversations) = look("/v1/crm/conversations?limit=500").await;
        let (_, appointments) = look("/v1/crm/appointments?limit=500").await;
        let channels: std::collections::BTreeSet<&str> = conversations["items"].as_array().expect("items").iter().filter_map(|item| item["channel"].as_str()).collect();
        assert_eq!(channels.into_iter().collect::<Vec<_>>(), ["phone", "sms", "web"]);
        assert!(appointments["items"].as_array().is_some_and(|items| items.len() >= 6), "{appointments}");
        let (_, second) = app.operator(Method::POST, "/demo-tenants", None).await;
        assert_eq!(first, second);
        assert_eq!(look("/v1/crm/conversations?limit=500").await.1, conversations);
        assert_eq!(look("/v1/crm/appointments?limit=500").await.1, appointments);
    }
}

#[tokio::test]
async fn production_makes_no_demo_businesses() {
    let app = TestApp::start_with(crate::support::Database::sqlite(), &[("ENVIRONMENT", "production")]).await;
    let (status, error) = app.operator(Method::POST, "/demo-tenants", None).await;
    assert_eq!((status, error["code"].as_str()), (403, Some("not_in_production")));
    app.close().await;
}

#[tokio::test]
async fn a_single_business_at_home_may_leave_its_key_out() {
    let app = TestApp::start_with(crate::support::Database::sqlite(), &[("REQUIRE_BUSINESS_API_KEY", "false")]).await;
    app.shop("ace").await;
    let without = || read(client().get(format!("{}/v1/crm/appointments", app.base)).header("X-Owner-Token", OWNER_TOKEN));
    assert_eq!(without().await.0, 200);
    app.shop("best").await;
    assert_eq!(without().await.0, 401, "of two it can't be told which");
    app.close().await;
}
