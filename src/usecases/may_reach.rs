//! Where texts and calls may go.

use crate::app::App;
use crate::domain::business::Business;
use crate::domain::limits::{costs_extra, may_be_reached};
use crate::domain::phone_number::PhoneNumber;
use crate::usecases::reach_owner::is_of_staff;

/// Whether a number may be texted and called for this business. The people who are alerted were named by the operator, not by a
/// stranger, so they are reached wherever they are.
pub fn may_reach(app: &App, business: &Business, number: &PhoneNumber) -> bool {
    let is_named_by_operator = is_of_staff(app, business, number) && !costs_extra(number);
    is_named_by_operator || may_be_reached(number, business.settings.allowed_prefixes.as_deref(), &business.phone_numbers)
}
