//! A business: who it is, and the settings by which its line is answered.

use crate::domain::availability::Schedule;
use crate::domain::clock_time::ClockRange;
use crate::domain::follow_up;
use crate::domain::language::Language;
use crate::domain::phone_number::PhoneNumber;
use crate::domain::reminder;
use crate::domain::service::{GENERAL, Service};
use crate::domain::settings::{Closure, RingOwner, Settings, WeekHours};
use crate::domain::technician::Technician;
use crate::understanding::{ServiceWords, Vocabulary};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A business's id: chosen by the operator or made from its name; it appears in URLs and logs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BusinessId(String);

/// The text can't be a business's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not an id; use 1 to 64 lower-case letters, digits, - and _")]
pub struct NotABusinessId;

impl BusinessId {
    /// Reads an id.
    ///
    /// # Errors
    /// [`NotABusinessId`] unless it is 1 to 64 lower-case letters, digits, `-` and `_`.
    pub fn parse(text: &str) -> Result<Self, NotABusinessId> {
        let fits =
            (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_');
        if fits { Ok(Self(text.to_owned())) } else { Err(NotABusinessId) }
    }

    /// Makes an id from a name and a few characters of chance: `Bristol Plumbing` → `bristol-plumbing-x7k2`.
    pub fn from_name(name: &str, chance: &str) -> Self {
        let folded = crate::understanding::text::fold(name);
        let words: Vec<&str> = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let mut slug = words.join("-");
        slug.truncate(50);
        Self(format!("{}-{chance}", if slug.is_empty() { "business" } else { &slug }))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BusinessId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for BusinessId {
    type Error = NotABusinessId;
    fn try_from(text: String) -> Result<Self, NotABusinessId> {
        Self::parse(&text)
    }
}

impl From<BusinessId> for String {
    fn from(id: BusinessId) -> Self {
        id.0
    }
}

/// The right to touch the rows of one business, and of no other. Storage takes nothing else.
///
/// It is made only where that right was proved: by a key, a token, a carrier's signature, the operator, or a job's own row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BusinessScope {
    id: BusinessId,
}

impl BusinessScope {
    /// Grants the right. Callers are listed in the test of the module direction.
    pub(crate) fn granted(id: BusinessId) -> Self {
        Self { id }
    }

    /// Which business.
    pub fn id(&self) -> &BusinessId {
        &self.id
    }
}

/// Whether the line is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum BusinessStatus {
    /// It is.
    Active,
    /// Switched off by the operator; nothing is lost.
    Suspended,
}

impl BusinessStatus {
    /// The word that is stored and shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Suspended => "SUSPENDED",
        }
    }
}

/// A business with its settings as they are in force.
#[derive(Clone, Debug)]
pub struct Business {
    /// Id.
    pub id: BusinessId,
    /// The name it is greeted by.
    pub name: String,
    /// Whether the line is answered.
    pub status: BusinessStatus,
    /// A demo business: its texts never leave.
    pub is_demo: bool,
    /// What the operator and owner set; what is absent has its default below.
    pub settings: Settings,
    /// Its own numbers, the first of which texts are sent from.
    pub phone_numbers: Vec<PhoneNumber>,
    /// Who can be sent, in order of id.
    pub technicians: Vec<Technician>,
    /// When it works.
    pub schedule: Schedule,
    /// When emergencies are visited: at the ordinary hours, sooner, and at the hours that it keeps for them.
    pub emergency_schedules: Vec<Schedule>,
    /// What it does.
    pub services: Vec<Service>,
    /// The words its callers use.
    pub vocabulary: Vocabulary,
}

/// The rows that a business is made of.
#[derive(Clone, Debug)]
pub struct BusinessParts {
    /// Id.
    pub id: BusinessId,
    /// Name.
    pub name: String,
    /// Status.
    pub status: BusinessStatus,
    /// A demo business.
    pub is_demo: bool,
    /// Settings as set.
    pub settings: Settings,
    /// Its numbers.
    pub phone_numbers: Vec<PhoneNumber>,
    /// Its technicians.
    pub technicians: Vec<Technician>,
}

const DEFAULT_TIME_ZONE: &str = "America/Chicago";
const DEFAULT_NOTICE_MINUTES: u16 = 120;
const EMERGENCY_NOTICE_MINUTES: i64 = 30;
const DEFAULT_ESCALATION_MINUTES: u16 = 5;
const DEFAULT_HORIZON_DAYS: u16 = 30;
const DEFAULT_WINDOWS: [ClockRange; 4] =
    [ClockRange::hours(8, 10), ClockRange::hours(10, 12), ClockRange::hours(13, 15), ClockRange::hours(15, 17)];
const DEFAULT_DAY: ClockRange = ClockRange::hours(8, 17);

impl Business {
    /// Puts the defaults of the contract (§4) under what was set.
    pub fn new(mut parts: BusinessParts) -> Self {
        parts.technicians.sort_by_key(|technician| technician.id);
        let settings = &parts.settings;
        let services = settings.services.clone().unwrap_or_else(|| settings.trade.unwrap_or_default().standard_services());
        let schedule = schedule(settings);
        Self {
            emergency_schedules: emergency_schedules(settings, &schedule),
            vocabulary: vocabulary(&parts.name, settings, &services),
            id: parts.id,
            name: parts.name,
            status: parts.status,
            is_demo: parts.is_demo,
            phone_numbers: parts.phone_numbers,
            technicians: parts.technicians,
            settings: parts.settings,
            schedule,
            services,
        }
    }

    /// The zone of the clock on its wall.
    pub fn zone(&self) -> &TimeZone {
        &self.schedule.zone
    }

    /// How long a service takes; an unknown one takes as long as the general visit, else 90 minutes.
    pub fn duration_of(&self, service: &str) -> SignedDuration {
        let find = |code: &str| self.services.iter().find(|offered| offered.code == code);
        let minutes = find(service).or_else(|| find(GENERAL)).map_or(90, |offered| offered.duration_minutes);
        SignedDuration::from_mins(i64::from(minutes))
    }

    /// The service with this code.
    pub fn service(&self, code: &str) -> Option<&Service> {
        self.services.iter().find(|offered| offered.code == code)
    }

    /// Whether a zip code is served. A business without a service area serves everywhere.
    pub fn serves(&self, zip: &str) -> bool {
        self.settings.service_area.as_ref().is_none_or(|area| area.is_empty() || area.iter().any(|served| served == zip))
    }

    /// True where only some zip codes are served, so that the zip code has to be known before a visit is booked.
    pub fn has_service_area(&self) -> bool {
        self.settings.service_area.as_ref().is_some_and(|area| !area.is_empty())
    }

    /// True where the carrier answers STOP, START and HELP by itself.
    pub fn carrier_answers_keywords(&self) -> bool {
        self.settings.carrier_answers_keywords.unwrap_or(true)
    }

    /// How long before a visit it is reminded of.
    pub fn reminds_ahead(&self) -> SignedDuration {
        SignedDuration::from_hours(i64::from(self.settings.default_reminder_hours.unwrap_or(reminder::DEFAULT_HOURS)))
    }

    /// How long somebody who is alerted has to answer before the next one is.
    pub fn escalates_after(&self) -> SignedDuration {
        SignedDuration::from_mins(i64::from(self.settings.escalation_minutes.unwrap_or(DEFAULT_ESCALATION_MINUTES)))
    }

    /// Whether the owner is rung now for a caller who asks for a person.
    pub fn rings_owner_at(&self, now: Timestamp) -> bool {
        match self.settings.ring_owner.unwrap_or_default() {
            RingOwner::Always => true,
            RingOwner::OpenHours => self.schedule.next_open(now) == Some(now),
            RingOwner::Never => false,
        }
    }

    /// How long after they fell silent people are followed up; none where they never are.
    pub fn follows_up_after(&self) -> Option<SignedDuration> {
        let hours = self.settings.follow_up_hours.unwrap_or(follow_up::DEFAULT_HOURS);
        (hours > 0).then(|| SignedDuration::from_hours(i64::from(hours)))
    }

    /// The languages in which it is answered, the first of which greets.
    pub fn languages(&self) -> &[Language] {
        const BOTH: &[Language] = &[Language::En, Language::Es];
        self.settings.languages.as_deref().filter(|own| !own.is_empty()).unwrap_or(BOTH)
    }
}

fn schedule(settings: &Settings) -> Schedule {
    let zone_name = settings.time_zone.as_ref().map_or(DEFAULT_TIME_ZONE, |zone| zone.name());
    let workday = || vec![DEFAULT_DAY];
    let hours = settings
        .opening_hours
        .clone()
        .map_or_else(|| [workday(), workday(), workday(), workday(), workday(), Vec::new(), Vec::new()], WeekHours::by_weekday);
    Schedule {
        zone: TimeZone::get(zone_name).unwrap_or(TimeZone::UTC),
        hours,
        windows: settings.arrival_windows.clone().unwrap_or_else(|| DEFAULT_WINDOWS.to_vec()),
        closures: settings.closures.iter().flatten().map(Closure::days).collect(),
        notice: SignedDuration::from_mins(i64::from(settings.notice_minutes.unwrap_or(DEFAULT_NOTICE_MINUTES))),
        buffer: SignedDuration::from_mins(i64::from(settings.buffer_minutes.unwrap_or(0))),
        horizon_days: settings.horizon_days.unwrap_or(DEFAULT_HORIZON_DAYS),
    }
}

/// Emergencies come sooner than the ordinary notice allows; the hours kept for them count on days closed too.
fn emergency_schedules(settings: &Settings, ordinary: &Schedule) -> Vec<Schedule> {
    let notice = ordinary.notice.min(SignedDuration::from_mins(EMERGENCY_NOTICE_MINUTES));
    let sooner = Schedule { notice, ..ordinary.clone() };
    let own = settings.emergency_hours.clone().map(|hours| Schedule { hours: hours.by_weekday(), closures: Vec::new(), ..sooner.clone() });
    std::iter::once(sooner).chain(own).collect()
}

/// The words that the callers of a business use.
pub(crate) fn vocabulary(name: &str, settings: &Settings, services: &[Service]) -> Vocabulary {
    let words = |list: &Option<String>| list.as_deref().map(comma_separated).unwrap_or_default();
    Vocabulary {
        business_name: name.to_owned(),
        services: services.iter().map(|s| ServiceWords { code: s.code.clone(), name: s.name.clone(), words: s.words.clone() }).collect(),
        answers: settings.answers.iter().flatten().map(|answer| answer.words.clone()).collect(),
        emergency_keywords: words(&settings.emergency_keywords),
        emergency_exceptions: words(&settings.emergency_exceptions),
    }
}

/// The parts of a comma-separated list, trimmed, without empty ones.
pub fn comma_separated(list: &str) -> Vec<String> {
    list.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use jiff::civil::date;
    use serde_json::{Value, json};
    use uuid::Uuid;

    /// A business with these settings and one technician, for tests of the domain.
    pub(crate) fn business(settings: Value) -> Business {
        let technician =
            Technician { id: crate::domain::technician::TechnicianId(Uuid::from_u128(1)), name: "Sam".to_owned(), skills: Vec::new() };
        Business::new(BusinessParts {
            id: BusinessId::parse("bristol").expect("an id"),
            name: "Bristol Plumbing".to_owned(),
            status: BusinessStatus::Active,
            is_demo: false,
            settings: serde_json::from_value(settings).expect("settings that can be read"),
            phone_numbers: Vec::new(),
            technicians: vec![technician],
        })
    }

    #[test]
    fn ids_are_made_from_names() {
        for (name, id) in [
            ("Bristol Plumbing", "bristol-plumbing-x7k2"),
            ("  Joe's  24/7 Drain & Sewer, LLC. ", "joe-s-24-7-drain-sewer-llc-x7k2"),
            ("Plomería Muñoz", "plomeria-munoz-x7k2"),
            ("水道屋", "business-x7k2"),
            ("", "business-x7k2"),
        ] {
            let made = BusinessId::from_name(name, "x7k2");
            assert_eq!(made.as_str(), id, "{name}");
            assert_eq!(BusinessId::parse(made.as_str()), Ok(made.clone()), "an id that can be read again");
        }
        let long = BusinessId::from_name(&"Very Long Name ".repeat(20), "x7k2");
        assert!(BusinessId::parse(long.as_str()).is_ok(), "{long}");
    }

    #[test]
    fn ids_hold_nothing_that_needs_quoting() {
        for text in ["ace", "a", "bristol-plumbing_2"] {
            assert!(BusinessId::parse(text).is_ok(), "{text}");
        }
        for text in ["", "Ace", "a b", "a/b", "../ace", "ñ", "a\n", &"a".repeat(65)] {
            assert_eq!(BusinessId::parse(text), Err(NotABusinessId), "{text:?}");
        }
    }

    #[test]
    fn a_business_without_settings_works() {
        let plain = business(json!({}));
        assert_eq!(plain.zone().iana_name(), Some("America/Chicago"));
        assert_eq!(plain.schedule.hours.clone().map(|ranges| ranges.len()), [1, 1, 1, 1, 1, 0, 0]);
        assert_eq!(plain.schedule.notice, SignedDuration::from_mins(120));
        assert_eq!(plain.languages(), [Language::En, Language::Es]);
        assert!(plain.carrier_answers_keywords() && !plain.has_service_area() && plain.serves("99999"));
        assert_eq!(plain.duration_of("drain"), SignedDuration::from_mins(90));
        assert_eq!(plain.duration_of("roofing"), plain.duration_of(GENERAL), "what it doesn't know takes as long as a general visit");
        assert_eq!(business(json!({ "languages": [] })).languages(), [Language::En, Language::Es]);
    }

    #[test]
    fn a_business_with_a_service_area_serves_it_alone() {
        let local = business(json!({ "service_area": ["66203"] }));
        assert!(local.has_service_area() && local.serves("66203") && !local.serves("66204"));
        assert!(business(json!({ "service_area": [] })).serves("66204"), "an empty area is none");
    }

    #[test]
    fn emergencies_come_sooner_and_in_hours_of_their_own() {
        let sunday = 6;
        let night_and_day =
            business(json!({ "emergency_hours": { "sunday": [{ "from": "00:00", "to": "24:00" }] }, "closures": ["2026-12-25"] }));
        let [sooner, own] = &night_and_day.emergency_schedules[..] else { panic!("the ordinary hours, and those for emergencies") };
        assert_eq!((sooner.notice, own.notice), (SignedDuration::from_mins(30), SignedDuration::from_mins(30)));
        assert_eq!(sooner.hours, night_and_day.schedule.hours);
        assert_eq!(sooner.closures, [(date(2026, 12, 25), date(2026, 12, 25))]);
        assert!(own.closures.is_empty() && !own.hours[sunday].is_empty(), "a burst pipe knows no holiday");
        let quick = business(json!({ "notice_minutes": 15 }));
        assert_eq!(quick.emergency_schedules.len(), 1, "without hours of their own");
        assert_eq!(quick.emergency_schedules[0].notice, SignedDuration::from_mins(15), "never later than an ordinary visit");
    }

    #[test]
    fn lists_of_words_may_be_untidy() {
        assert_eq!(comma_separated(" sump pump ,, burst,"), ["sump pump", "burst"]);
        assert!(comma_separated(" , ").is_empty());
    }
}
