//! What the owner reads on the phone: short, the most important first.

use crate::domain::appointment::Appointment;
use crate::domain::availability::Window;
use crate::domain::conversation::step::EmergencyAlert;
use crate::domain::conversation::wording::{Scene, short_window};
use crate::domain::customer::Address;
use crate::domain::phone_number::PhoneNumber;
use crate::understanding::Danger;

/// A text of more than this many characters costs too many segments.
const LONGEST: usize = 320;

/// An emergency, as far as it is known.
pub fn emergency(alert: &EmergencyAlert, business_name: &str) -> String {
    let danger = alert.danger.map(|danger| match danger {
        Danger::Gas => "GAS. ",
        Danger::CarbonMonoxide => "CARBON MONOXIDE. ",
        Danger::Fire => "FIRE. ",
        Danger::Electric => "ELECTRIC. ",
        Danger::Other => "DANGER. ",
    });
    let who = alert.name.as_ref().map(|name| format!(" {}.", name.full())).unwrap_or_default();
    let place = alert.address.as_ref().map(|address| format!(" {}.", one_line(address))).unwrap_or_default();
    let call = alert.phone.as_ref().map_or_else(|| " No number yet.".to_owned(), |phone| format!(" Call {}.", phone.as_str()));
    let said = alert.summary.as_deref().unwrap_or("something urgent");
    short(&format!("EMERGENCY ({business_name}): {}\"{}\".{who}{place}{call}", danger.unwrap_or_default(), clip(said, 100)))
}

/// A new booking.
pub fn booked(appointment: &Appointment, phone: &PhoneNumber, scene: &Scene<'_>) -> String {
    let urgent = if appointment.is_emergency { "EMERGENCY booked" } else { "Booked" };
    let text = format!(
        "{urgent}: {}, {}, {}. {}. \"{}\"",
        short_window(appointment.window, scene),
        appointment.customer_name.full(),
        phone.as_str(),
        one_line(&appointment.address),
        clip(&appointment.description, 100),
    );
    short(&text)
}

/// A visit that its customer moved.
pub fn moved(appointment: &Appointment, before: Window, phone: &PhoneNumber, scene: &Scene<'_>) -> String {
    let text = format!(
        "Moved: {}, {}, from {} to {}. {}. \"{}\"",
        appointment.customer_name.full(),
        phone.as_str(),
        short_window(before, scene),
        short_window(appointment.window, scene),
        one_line(&appointment.address),
        clip(&appointment.description, 80),
    );
    short(&text)
}

/// A visit that its customer called off.
pub fn called_off(appointment: &Appointment, phone: &PhoneNumber, scene: &Scene<'_>) -> String {
    let text = format!(
        "Called off by the customer: {}, {}, {}. {}. That time is free again.",
        short_window(appointment.window, scene),
        appointment.customer_name.full(),
        phone.as_str(),
        one_line(&appointment.address),
    );
    short(&text)
}

/// An address on one line.
pub fn one_line(address: &Address) -> String {
    let parts = [&address.street_line, &address.unit, &address.city, &address.state, &address.zip];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn short(text: &str) -> String {
    clip(text, LONGEST)
}

fn clip(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut clipped: String = text.chars().take(most.saturating_sub(3)).collect();
    clipped.push_str("...");
    clipped
}
