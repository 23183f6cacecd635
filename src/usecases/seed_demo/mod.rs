//! Demo businesses: believable because their conversations were really held, through the same door as all others.

mod people;

use crate::app::App;
use crate::domain::business::{BusinessId, BusinessScope};
use crate::domain::conversation::step::Question;
use crate::domain::phone_number::PhoneNumber;
use crate::domain::service::Trade;
use crate::domain::settings::Settings;
use crate::secrets;
use crate::storage::StoreError;
use crate::usecases::change_business::{BusinessChange, ChangeError, TechnicianChange, change_business};
use crate::usecases::find_business::find_business;
use crate::usecases::onboard_business::{BusinessKeys, KeysError, NewBusiness, OnboardingError, onboard_business, show_keys};
use crate::usecases::take_turn::{Answer, IncomingTurn, Input, take_turn};
use jiff::{SignedDuration, Timestamp};
use people::{PEOPLE, Person, Way};

/// A demo business, ready to be tried.
#[derive(Clone, Debug)]
pub struct DemoBusiness {
    /// Its id.
    pub id: BusinessId,
    /// Its name.
    pub name: String,
    /// Its number.
    pub number: PhoneNumber,
    /// Its keys.
    pub keys: BusinessKeys,
}

/// Why there are no demo businesses.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A business could not be made.
    #[error(transparent)]
    Onboarding(#[from] OnboardingError),
    /// A business could not be set up.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// Its keys could not be shown.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

struct Template {
    id: &'static str,
    name: &'static str,
    number: &'static str,
    owner: &'static str,
    trade: Trade,
}

const TEMPLATES: &[Template] = &[
    Template { id: "demo-plumbing", name: "Prairie Plumbing", number: "+19135550110", owner: "+19135550111", trade: Trade::Plumbing },
    Template { id: "demo-hvac", name: "Two Rivers Heating and Air", number: "+18165550120", owner: "+18165550121", trade: Trade::Hvac },
];

/// No demo talk is longer.
const MOST_TURNS: u32 = 14;
/// A turn of a demo talk takes this long.
const A_TURN: SignedDuration = SignedDuration::from_secs(18);

/// Makes the demo businesses, or finds them made. Their talks are told apart by fixed ids, so that none is held twice.
///
/// # Errors
/// Where a business can't be made or the database fails.
pub async fn seed_demo(app: &App) -> Result<Vec<DemoBusiness>, DemoError> {
    let mut made = Vec::new();
    for template in TEMPLATES {
        made.push(seed(app, template).await?);
    }
    Ok(made)
}

async fn seed(app: &App, template: &Template) -> Result<DemoBusiness, DemoError> {
    let id = BusinessId::parse(template.id).map_err(|_| StoreError::Broken("a demo id".to_owned()))?;
    let number = PhoneNumber::parse(template.number).map_err(|_| StoreError::Broken("a demo number".to_owned()))?;
    let scope = BusinessScope::granted(id.clone());
    if find_business(app, &id).await?.is_none() {
        onboard(app, template, &id, &number).await?;
    }
    for person in PEOPLE.iter().filter(|person| person.trade == template.trade) {
        hold_talk(app, &scope, person).await?;
    }
    Ok(DemoBusiness { keys: show_keys(app, &scope).await?, name: template.name.to_owned(), id, number })
}

/// A demo business has a token of its own, so that its webhooks are signed and checked even where the service has none.
async fn onboard(app: &App, template: &Template, id: &BusinessId, number: &PhoneNumber) -> Result<(), DemoError> {
    let owner_phone = PhoneNumber::parse(template.owner).ok();
    let settings = Settings { trade: Some(template.trade), owner_phone, ..Settings::default() };
    let new =
        NewBusiness { id: Some(id.clone()), name: template.name.to_owned(), is_demo: true, settings, phone_numbers: vec![number.clone()] };
    match onboard_business(app, &new).await {
        // Another copy was faster.
        Err(OnboardingError::IdTaken) => return Ok(()),
        other => other?,
    };
    let technician = |name: &str| TechnicianChange { name: name.to_owned(), skills: Vec::new(), time_off: Vec::new() };
    let technicians = Some(vec![technician("Sam"), technician("Alex")]);
    let mut change = BusinessChange { technicians, ..BusinessChange::default() };
    if app.config.twilio.auth_token.is_none() {
        change.twilio_account_sid = Some(Some("ACdemo".to_owned()));
        change.twilio_auth_token = Some(Some(secrets::new_key("demo", &app.chance)));
    }
    Ok(change_business(app, &BusinessScope::granted(id.clone()), &change).await?)
}

async fn hold_talk(app: &App, scope: &BusinessScope, person: &Person) -> Result<(), DemoError> {
    let Some(known) = find_business(app, scope.id()).await? else { return Ok(()) };
    let business = known.business;
    let mut at = began(app.clock.now(), business.zone(), person);
    let mut answer =
        if person.way == Way::Text { None } else { Some(take_turn(app, scope, &business, &turn(person, 0, Input::Begin, at)).await?) };
    for number in 1..=MOST_TURNS {
        let Some(words) = next_words(person, answer.as_ref()) else { break };
        at = at.saturating_add(A_TURN).unwrap_or(at);
        let taken = take_turn(app, scope, &business, &turn(person, number, Input::Text(words.to_owned()), at)).await?;
        if taken.reply.ends {
            break;
        }
        answer = Some(taken);
    }
    Ok(())
}

fn began(now: Timestamp, zone: &jiff::tz::TimeZone, person: &Person) -> Timestamp {
    let day = now.to_zoned(zone.clone()).date().saturating_sub(jiff::Span::new().days(person.days_ago));
    let wanted = day.at(person.hour, person.minute, 0, 0).to_zoned(zone.clone()).map_or(now, |local| local.timestamp());
    // Nobody has called in the future.
    wanted.min(now.saturating_sub(SignedDuration::from_mins(10)).unwrap_or(now))
}

fn turn(person: &Person, number: u32, input: Input, at: Timestamp) -> IncomingTurn {
    let phone = PhoneNumber::parse(person.phone).ok();
    let key = format!("demo-{}", person.phone.trim_start_matches('+'));
    IncomingTurn {
        channel: person.way.channel(),
        conversation_key: if person.way == Way::Text { person.phone.to_owned() } else { key.clone() },
        contact: Some(person.phone.to_owned()),
        phone: if person.way == Way::Chat { None } else { phone },
        visitor: None,
        input,
        event_id: format!("demo:{key}:{number}"),
        number: None,
        is_forged: false,
        at,
    }
}

/// What this person says to what they were asked; nothing once they have what they came for.
fn next_words(person: &Person, answer: Option<&Answer>) -> Option<&'static str> {
    let Some(answer) = answer else { return Some(person.problem) };
    match answer.reply.asked? {
        Question::Problem => Some(person.problem),
        Question::Urgency => Some(person.urgency),
        Question::Name | Question::NameSpelling | Question::VisitName => person.name,
        Question::Street | Question::Place | Question::Zip | Question::VisitStreet => Some(person.address),
        Question::Phone | Question::VisitPhone => Some(person.phone),
        Question::SameVisit => Some("yes, it's something new"),
        Question::When | Question::NewTime => Some(person.when),
        Question::Choice | Question::WhichVisit => Some("the first one please"),
        Question::Visit | Question::CallBack | Question::Confirm | Question::CallOff | Question::Reminder => Some("yes please"),
        Question::AnythingElse => Some("no, that's all, thank you"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trade_of_a_template_has_people_with_numbers_of_their_own() {
        let mut phones: Vec<&str> = PEOPLE.iter().map(|person| person.phone).collect();
        phones.sort_unstable();
        phones.dedup();
        assert_eq!(phones.len(), PEOPLE.len());
        for template in TEMPLATES {
            assert!(PEOPLE.iter().filter(|person| person.trade == template.trade).count() >= 8, "{}", template.name);
        }
        assert!(PEOPLE.iter().all(|person| PhoneNumber::parse(person.phone).is_ok()));
    }
}
