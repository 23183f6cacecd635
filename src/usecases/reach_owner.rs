//! At which numbers the people of a business are reached, and which numbers are none of a customer's.

use crate::app::App;
use crate::domain::alert::Contact;
use crate::domain::business::Business;
use crate::domain::phone_number::PhoneNumber;

/// Where the owner is alerted: the business's own number for that, else the service's.
pub fn owner_number(app: &App, business: &Business) -> Option<PhoneNumber> {
    business.settings.owner_phone.clone().or_else(|| app.config.sms_owner_number.clone())
}

/// Where the owner is rung for a caller: never at a number that the service itself answers.
pub fn number_to_ring(app: &App, business: &Business) -> Option<PhoneNumber> {
    owner_number(app, business).filter(|owner| !is_own_line(app, business, owner))
}

/// Whom to alert, one after the other: the owner, then the business's list.
pub fn alert_contacts(app: &App, business: &Business) -> Vec<Contact> {
    let owner = owner_number(app, business).map(|phone| Contact { phone, name: business.settings.owner_name.clone() });
    let mut contacts: Vec<Contact> = Vec::new();
    for contact in owner.into_iter().chain(business.settings.escalation.iter().flatten().cloned()) {
        if !contacts.iter().any(|known| known.phone == contact.phone) {
            contacts.push(contact);
        }
    }
    contacts
}

/// The numbers of those who are alerted, one after the other.
pub fn alert_numbers(app: &App, business: &Business) -> Vec<PhoneNumber> {
    alert_contacts(app, business).into_iter().map(|contact| contact.phone).collect()
}

/// Whether a number belongs to the people who are alerted, who never become customers.
pub fn is_of_staff(app: &App, business: &Business, number: &PhoneNumber) -> bool {
    alert_numbers(app, business).contains(number)
}

/// Whether a number is one that the service itself answers for this business.
pub fn is_own_line(app: &App, business: &Business, number: &PhoneNumber) -> bool {
    business.phone_numbers.contains(number) || app.config.sms_from_number.as_ref() == Some(number)
}
