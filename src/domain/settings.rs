//! What an operator or owner has set for a business. Everything is optional: what is absent has a default that works.

use crate::domain::alert::{self, Contact, UtilityPhones};
use crate::domain::clock_time::ClockRange;
use crate::domain::disclosure::StateCode;
use crate::domain::language::Language;
use crate::domain::limits::is_prefix;
use crate::domain::phone_number::PhoneNumber;
use crate::domain::service::{Service, Trade};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// The name of an IANA time zone that exists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeZoneName(String);

impl TimeZoneName {
    /// The name.
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for TimeZoneName {
    type Error = String;
    fn try_from(name: String) -> Result<Self, String> {
        match TimeZone::get(&name) {
            Ok(_) => Ok(Self(name)),
            Err(_) => Err("is no time zone; use an IANA name such as America/Chicago".to_owned()),
        }
    }
}

impl From<TimeZoneName> for String {
    fn from(zone: TimeZoneName) -> Self {
        zone.0
    }
}

/// Opening hours by weekday; a day that is absent is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each name is the weekday")]
pub struct WeekHours {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub monday: Vec<ClockRange>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tuesday: Vec<ClockRange>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wednesday: Vec<ClockRange>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub thursday: Vec<ClockRange>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub friday: Vec<ClockRange>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub saturday: Vec<ClockRange>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sunday: Vec<ClockRange>,
}

impl WeekHours {
    /// The days from Monday to Sunday.
    pub fn by_weekday(self) -> [Vec<ClockRange>; 7] {
        [self.monday, self.tuesday, self.wednesday, self.thursday, self.friday, self.saturday, self.sunday]
    }

    fn ranges(&self) -> impl Iterator<Item = &ClockRange> {
        [&self.monday, &self.tuesday, &self.wednesday, &self.thursday, &self.friday, &self.saturday, &self.sunday].into_iter().flatten()
    }
}

/// Days on which the business is closed: a date, or a first and a last one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Closure {
    /// One day.
    Day(Date),
    /// Several days.
    Days(ClosedDays),
}

/// Several days on which the business is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClosedDays {
    /// First day.
    #[schema(value_type = String, example = "2026-12-24")]
    pub from: Date,
    /// Last day.
    #[schema(value_type = String, example = "2026-12-24")]
    pub to: Date,
    /// Why, for the owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Closure {
    /// First and last day.
    pub fn days(&self) -> (Date, Date) {
        match self {
            Self::Day(day) => (*day, *day),
            Self::Days(days) => (days.from, days.to),
        }
    }
}

/// A question that the assistant may answer, recognised by its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Words or phrases of which one must be in the question.
    pub words: Vec<String>,
    /// The answer, word for word.
    pub answer: String,
}

/// When the owner is rung for a caller who asks for a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RingOwner {
    /// At any hour.
    #[default]
    Always,
    /// While the business is open.
    OpenHours,
    /// Not at all: a message is taken.
    Never,
}

/// All settings of a business. See `docs/SETTINGS.md` for each with its default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// IANA time zone; America/Chicago.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "America/Chicago")]
    pub time_zone: Option<TimeZoneName>,
    /// Two letters of the state it works in, where the greeting has to say more than elsewhere; none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "KS")]
    pub state: Option<StateCode>,
    /// Trade, which decides the services it starts with; plumbing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trade: Option<Trade>,
    /// The owner's phone for alerts; the service's own `SMS_OWNER_NUMBER`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "+18165550177")]
    pub owner_phone: Option<PhoneNumber>,
    /// The owner's mail address, shown to the operator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_email: Option<String>,
    /// Id of an outside calendar, shown to the operator; nothing is connected to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar_id: Option<String>,
    /// More words that mean an emergency, comma-separated.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "words_or_list")]
    pub emergency_keywords: Option<String>,
    /// Words that mean none, unless somebody is in danger, comma-separated.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "words_or_list")]
    pub emergency_exceptions: Option<String>,
    /// Hours before a visit at which its reminder is due; 24.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_reminder_hours: Option<u16>,
    /// Hours after which somebody who told what is wrong and then no more is asked once whether they want a visit; 20, 0 for never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow_up_hours: Option<u16>,
    /// Days after their last visit at which customers are asked whether there is anything to do; never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub win_back_days: Option<u16>,
    /// Languages in which callers are answered, the first greets; both.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<String>>, example = json!(["en", "es"]))]
    pub languages: Option<Vec<Language>>,
    /// A sentence said after the business's name in the greeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub greeting: Option<String>,
    /// Own wordings by name; `goodbye` replaces the last sentence of a conversation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wordings: Option<BTreeMap<String, String>>,
    /// Questions that the assistant may answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers: Option<Vec<Answer>>,
    /// Opening hours; Monday to Friday 8:00 to 17:00.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opening_hours: Option<WeekHours>,
    /// Hours in which emergencies are visited; the opening hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emergency_hours: Option<WeekHours>,
    /// Arrival windows of a day; 8 to 10, 10 to 12, 13 to 15, 15 to 17.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrival_windows: Option<Vec<ClockRange>>,
    /// Days closed; none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<ClosedDays>>)]
    pub closures: Option<Vec<Closure>>,
    /// Services with durations; those of the trade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub services: Option<Vec<Service>>,
    /// Zip codes served; everywhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_area: Option<Vec<String>>,
    /// Shortest notice for a visit in minutes; 120.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice_minutes: Option<u16>,
    /// Minutes kept free after each job; 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub buffer_minutes: Option<u16>,
    /// How many days ahead can be booked, 1 to 365; 30.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub horizon_days: Option<u16>,
    /// Web sites (origins) on which the chat may run; any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed_origins: Option<Vec<String>>,
    /// The owner's first name, by which callers hear who has their message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_name: Option<String>,
    /// Whom to alert after the owner, in order: a number, or `{"name", "phone"}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<String>>)]
    pub escalation: Option<Vec<Contact>>,
    /// Minutes without an answer after which the next one is alerted, 1 to 60; 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub escalation_minutes: Option<u16>,
    /// Emergencies call as well as text; false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert_by_call: Option<bool>,
    /// Emergency lines that callers are given where nobody answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub utility_phones: Option<UtilityPhones>,
    /// When the owner is rung for a caller who asks for a person: `always`, `open_hours` or `never`; always.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ring_owner: Option<RingOwner>,
    /// Where texts and calls may go, as prefixes; North America without the islands, and the countries of its own numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = json!(["+1", "+52"]))]
    pub allowed_prefixes: Option<Vec<String>>,
    /// Texts to one customer in a day; 20.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub texts_per_number: Option<u32>,
    /// Texts in a day; 2,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub texts_per_day: Option<u32>,
    /// Messages from one number, or in one chat, that are answered in a day; 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messages_per_number: Option<u32>,
    /// Calls from one number that are answered in a day; 40.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calls_per_number: Option<u32>,
    /// The carrier answers STOP, START and HELP by itself; true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carrier_answers_keywords: Option<bool>,
    /// The carrier's messaging service that texts leave through; the business's first number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "MG0123456789abcdef0123456789abcdef")]
    pub messaging_service_sid: Option<String>,
}

/// Wordings that a business may replace.
pub const WORDINGS: &[&str] = &["goodbye"];

/// A setting with a value that can't be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadSetting {
    /// Its name.
    pub field: &'static str,
    /// What is wrong and what would be right.
    pub problem: String,
}

impl Settings {
    /// Checks what types alone don't: lengths, orders, and that a caller could be answered at all.
    ///
    /// # Errors
    /// Each setting that can't be, with its name.
    pub fn check(&self) -> Result<(), Vec<BadSetting>> {
        let mut bad = Vec::new();
        let mut check = |field: &'static str, holds: bool, problem: &str| {
            if !holds {
                bad.push(BadSetting { field, problem: problem.to_owned() });
            }
        };
        let week_is_ordered = |week: &Option<WeekHours>| week.iter().flat_map(WeekHours::ranges).all(|range| range.from < range.to);
        check("opening_hours", week_is_ordered(&self.opening_hours), "every `from` must be before its `to`");
        check("emergency_hours", week_is_ordered(&self.emergency_hours), "every `from` must be before its `to`");
        check("arrival_windows", windows_are_apart(self.arrival_windows.as_deref()), "windows must not be empty and not overlap");
        check("closures", self.closures.iter().flatten().all(|c| c.days().0 <= c.days().1), "`from` must not be after `to`");
        check("services", services_are_sound(self.services.as_deref()), "codes must be unique and durations 15 to 720 minutes");
        check("service_area", self.service_area.iter().flatten().all(|zip| is_zip(zip)), "must hold zip codes of five digits");
        check("horizon_days", self.horizon_days.is_none_or(|days| (1..=365).contains(&days)), "must be 1 to 365");
        check("notice_minutes", self.notice_minutes.is_none_or(|minutes| minutes <= 20_160), "must be at most 20160 (two weeks)");
        check("buffer_minutes", self.buffer_minutes.is_none_or(|minutes| minutes <= 480), "must be at most 480");
        check("default_reminder_hours", self.default_reminder_hours.is_none_or(|h| (1..=336).contains(&h)), "must be 1 to 336");
        check("follow_up_hours", self.follow_up_hours.is_none_or(|hours| hours <= 336), "must be at most 336; 0 asks nobody");
        check("win_back_days", self.win_back_days.is_none_or(|days| (30..=1095).contains(&days)), "must be 30 to 1095");
        check("languages", self.languages.as_ref().is_none_or(|l| !l.is_empty()), "must name at least one of en, es");
        check(
            "allowed_origins",
            self.allowed_origins.iter().flatten().all(|o| is_origin(o)),
            "must hold origins such as https://www.example.com",
        );
        check("owner_name", self.owner_name.as_deref().is_none_or(alert::is_name), "must be 1 to 40 characters");
        check("escalation_minutes", self.escalation_minutes.is_none_or(|minutes| (1..=60).contains(&minutes)), "must be 1 to 60");
        check("escalation", self.escalation.iter().flatten().count() <= 10, "must hold at most 10");
        check("owner_email", self.owner_email.as_ref().is_none_or(|m| m.contains('@') && m.len() <= 254), "must be a mail address");
        check("greeting", self.greeting.as_ref().is_none_or(|g| g.chars().count() <= 300), "must be at most 300 characters");
        check(
            "wordings",
            self.wordings.iter().flatten().all(|(k, v)| WORDINGS.contains(&k.as_str()) && v.chars().count() <= 300),
            "knows only `goodbye`, at most 300 characters",
        );
        check(
            "answers",
            self.answers.iter().flatten().all(|a| !a.words.is_empty() && a.answer.chars().count() <= 300),
            "each needs words and an answer of at most 300 characters",
        );
        check(
            "messaging_service_sid",
            self.messaging_service_sid.as_deref().is_none_or(is_service_sid),
            "must be MG and 32 hexadecimal digits, as the carrier's console shows it",
        );
        check(
            "allowed_prefixes",
            self.allowed_prefixes.as_ref().is_none_or(|list| !list.is_empty() && list.iter().all(|prefix| is_prefix(prefix))),
            "must hold prefixes such as +1 or +1876, at least one",
        );
        for (field, amount) in [
            ("texts_per_number", self.texts_per_number),
            ("texts_per_day", self.texts_per_day),
            ("messages_per_number", self.messages_per_number),
            ("calls_per_number", self.calls_per_number),
        ] {
            check(field, amount.is_none_or(|amount| (1..=1_000_000).contains(&amount)), "must be 1 to 1000000");
        }
        if bad.is_empty() { Ok(()) } else { Err(bad) }
    }
}

fn windows_are_apart(windows: Option<&[ClockRange]>) -> bool {
    let Some(windows) = windows else { return true };
    let mut sorted = windows.to_vec();
    sorted.sort_by_key(|window| window.from);
    !sorted.is_empty() && sorted.iter().all(|w| w.from < w.to) && sorted.windows(2).all(|pair| pair[0].to <= pair[1].from)
}

fn services_are_sound(services: Option<&[Service]>) -> bool {
    let Some(services) = services else { return true };
    let mut codes: Vec<&str> = services.iter().map(|s| s.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.len() == services.len()
        && services.iter().all(|s| (15..=720).contains(&s.duration_minutes) && !s.code.is_empty() && !s.name.is_empty())
}

fn is_zip(text: &str) -> bool {
    text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_service_sid(text: &str) -> bool {
    text.strip_prefix("MG").is_some_and(|rest| rest.len() == 32 && rest.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| !host.is_empty() && !host.contains(['/', ' ', '?', '#']))
}

/// Accepts `"a, b"` and `["a", "b"]`.
fn words_or_list<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Words {
        Text(String),
        List(Vec<String>),
    }
    Ok(Option::<Words>::deserialize(from)?.map(|words| match words {
        Words::Text(text) => text,
        Words::List(list) => list.join(", "),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn complaints(settings: &Value) -> Vec<&'static str> {
        let settings: Settings = serde_json::from_value(settings.clone()).expect("settings that can be read");
        settings.check().err().unwrap_or_default().iter().map(|bad| bad.field).collect()
    }

    fn unreadable(settings: Value) -> String {
        serde_json::from_value::<Settings>(settings).expect_err("settings that can't be read").to_string()
    }

    #[test]
    fn nothing_set_is_nothing_wrong() {
        assert_eq!(Settings::default().check(), Ok(()));
        assert_eq!(complaints(&json!({})), [""; 0]);
    }

    #[test]
    fn what_makes_sense_is_taken() {
        let full = json!({
            "time_zone": "America/New_York", "trade": "hvac", "owner_phone": "(816) 555-0177", "owner_email": "jo@example.com",
            "opening_hours": { "monday": [{ "from": "08:00", "to": "12:00" }, { "from": "13:00", "to": "24:00" }] },
            "arrival_windows": [{ "from": "10:00", "to": "12:00" }, { "from": "08:00", "to": "10:00" }],
            "closures": ["2026-12-25", { "from": "2026-12-31", "to": "2027-01-01", "reason": "New Year" }],
            "service_area": ["66203", "00501"], "horizon_days": 365, "notice_minutes": 0, "buffer_minutes": 480,
            "services": [{ "code": "boiler", "name": "boiler service", "duration_minutes": 720 }],
            "allowed_origins": ["https://www.example.com", "http://localhost:3000"], "languages": ["es"], "default_reminder_hours": 1,
            "follow_up_hours": 0, "win_back_days": 365,
            "messaging_service_sid": "MG0123456789abcdef0123456789abcdef",
            "ring_owner": "open_hours",
            "wordings": { "goodbye": "So long." }, "answers": [{ "words": ["licensed"], "answer": "Yes, we are." }],
        });
        assert_eq!(complaints(&full), [""; 0]);
    }

    #[test]
    fn what_cannot_be_is_named() {
        let backwards = json!({ "friday": [{ "from": "17:00", "to": "08:00" }] });
        let service = |code: &str, minutes: u16| json!({ "code": code, "name": "boiler service", "duration_minutes": minutes });
        for (field, value) in [
            ("opening_hours", backwards.clone()),
            ("emergency_hours", backwards),
            ("arrival_windows", json!([])),
            ("arrival_windows", json!([{ "from": "08:00", "to": "08:00" }])),
            ("arrival_windows", json!([{ "from": "10:00", "to": "12:00" }, { "from": "08:00", "to": "10:30" }])),
            ("closures", json!([{ "from": "2027-01-02", "to": "2027-01-01" }])),
            ("services", json!([service("boiler", 60), service("boiler", 90)])),
            ("services", json!([service("boiler", 14)])),
            ("services", json!([service("boiler", 721)])),
            ("services", json!([service("", 60)])),
            ("service_area", json!(["6620"])),
            ("service_area", json!(["66203-1234"])),
            ("horizon_days", json!(0)),
            ("horizon_days", json!(366)),
            ("notice_minutes", json!(20_161)),
            ("buffer_minutes", json!(481)),
            ("default_reminder_hours", json!(0)),
            ("default_reminder_hours", json!(337)),
            ("follow_up_hours", json!(337)),
            ("win_back_days", json!(29)),
            ("win_back_days", json!(1096)),
            ("languages", json!([])),
            ("allowed_origins", json!(["www.example.com"])),
            ("allowed_origins", json!(["https://"])),
            ("allowed_origins", json!(["https://www.example.com/page"])),
            ("owner_email", json!("jo.example.com")),
            ("owner_name", json!("")),
            ("escalation_minutes", json!(0)),
            ("escalation_minutes", json!(61)),
            ("escalation", json!(vec!["+18165550177"; 11])),
            ("greeting", json!("x".repeat(301))),
            ("messaging_service_sid", json!("MG0123")),
            ("messaging_service_sid", json!("SM0123456789abcdef0123456789abcdef")),
            ("wordings", json!({ "hello": "Hi." })),
            ("wordings", json!({ "goodbye": "x".repeat(301) })),
            ("answers", json!([{ "words": [], "answer": "Yes." }])),
        ] {
            assert_eq!(complaints(&json!({ field: value })), [field], "{field}: {value}");
        }
    }

    #[test]
    fn everything_wrong_is_named_at_once() {
        assert_eq!(
            complaints(&json!({ "horizon_days": 0, "languages": [], "service_area": ["x"] })),
            ["service_area", "horizon_days", "languages"]
        );
    }

    #[test]
    fn what_cannot_even_be_read_says_why() {
        assert!(unreadable(json!({ "time_zone": "Kansas" })).contains("America/Chicago"));
        assert!(unreadable(json!({ "owner_phone": "911" })).contains("is not a phone number"));
        assert!(
            unreadable(json!({ "opening_hours": { "monday": [{ "from": "25:00", "to": "26:00" }] } })).contains("is not a time of day")
        );
        assert!(unreadable(json!({ "opening_hours": { "mon": [] } })).contains("unknown field `mon`"));
        assert!(unreadable(json!({ "opening_hour": {} })).contains("unknown field `opening_hour`"));
        assert!(unreadable(json!({ "ring_owner": "sometimes" })).contains("`always`, `open_hours`, `never`"));
    }

    #[test]
    fn emergency_words_come_as_a_text_or_a_list() {
        let words = |value: Value| {
            serde_json::from_value::<Settings>(json!({ "emergency_keywords": value })).map(|s| s.emergency_keywords).ok().flatten()
        };
        assert_eq!(words(json!("sump pump, alarm")), Some("sump pump, alarm".to_owned()));
        assert_eq!(words(json!(["sump pump", "alarm"])), Some("sump pump, alarm".to_owned()));
        assert_eq!(words(Value::Null), None);
    }
}
