//! What the owner reads on the phone: short, the most important first.

use crate::domain::appointment::Appointment;
use crate::domain::availability::Window;
use crate::domain::conversation::State;
use crate::domain::conversation::step::EmergencyAlert;
use crate::domain::conversation::wording::{Scene, short_window};
use crate::domain::customer::Address;
use crate::domain::phone_number::PhoneNumber;
use crate::storage::voicemails::Voicemail;
use crate::understanding::Danger;

/// A text of more than this many characters costs too many segments.
const LONGEST: usize = 320;

/// What an alert is written from.
pub struct AlertText<'a> {
    /// What is known of the emergency.
    pub details: &'a EmergencyAlert,
    /// Whose it is.
    pub business_name: &'a str,
    /// Nothing has happened.
    pub is_drill: bool,
}

/// An emergency, as far as it is known, and how to take it. What was said gives way first, the number to call never.
pub fn emergency(text: &AlertText<'_>, link: &str) -> String {
    let name = clip(text.business_name, 40);
    // A link that would fill the text is left out: an answer of 1 does the same.
    let link = if link.len() <= 120 { format!(": {link}") } else { ".".to_owned() };
    if text.is_drill {
        return format!("DRILL ({name}): nobody needs help. Please answer this drill as you would an emergency. Reply 1 to take it{link}");
    }
    let details = text.details;
    let danger = details.danger.map(danger_word).unwrap_or_default();
    let who = details.name.as_ref().map(|name| format!(" {}.", clip(&name.full(), 40))).unwrap_or_default();
    let place = details.address.as_ref().map(|address| format!(" {}.", clip(&one_line(address), 90))).unwrap_or_default();
    let call = details.phone.as_ref().map_or_else(|| " No number yet.".to_owned(), |phone| format!(" Call {}.", phone.as_str()));
    let (head, tail) = (format!("EMERGENCY ({name}): {danger}"), format!("{who}{place}{call} Reply 1 to take it{link}"));
    let room = LONGEST.saturating_sub(head.chars().count() + tail.chars().count() + 3);
    let said = clip(details.summary.as_deref().unwrap_or("something urgent"), room.min(100));
    format!("{head}\"{said}\".{tail}")
}

fn danger_word(danger: Danger) -> &'static str {
    match danger {
        Danger::Gas => "GAS. ",
        Danger::CarbonMonoxide => "CARBON MONOXIDE. ",
        Danger::Fire => "FIRE. ",
        Danger::Electric => "ELECTRIC. ",
        Danger::Other => "DANGER. ",
    }
}

/// To whoever took an alert: whom to call, and where.
pub fn you_have_it(details: &EmergencyAlert, is_drill: bool, still_open: usize) -> String {
    let more = match still_open {
        0 => String::new(),
        1 => " One more is open; reply 1 to take it.".to_owned(),
        more => format!(" {more} more are open; reply 1 to take the next."),
    };
    if is_drill {
        return format!("DRILL: you have it, and the alert works. Thank you.{more}");
    }
    let call =
        details.phone.as_ref().map_or_else(|| "There is no number to call yet.".to_owned(), |phone| format!("Call {}.", phone.as_str()));
    let who = details.name.as_ref().map(|name| format!(" {}.", clip(&name.full(), 40))).unwrap_or_default();
    let place = details.address.as_ref().map(|address| format!(" {}.", clip(&one_line(address), 90))).unwrap_or_default();
    let said = details.summary.as_ref().map(|said| format!(" \"{}\".", clip(said, 80))).unwrap_or_default();
    short(&format!("You have it. {call}{who}{place}{said}{more}"))
}

/// In a call, before a key is pressed: a machine may be listening.
pub fn spoken_alert(business_name: &str, is_drill: bool) -> String {
    if is_drill {
        return format!("This is a drill of the front desk of {business_name}. Nobody needs help. Press 1 to take the drill.");
    }
    format!("This is the front desk of {business_name}, with an emergency. Press 1 to take it and hear who to call.")
}

/// In a call, once the key was pressed.
pub fn spoken_details(details: &EmergencyAlert, is_drill: bool) -> String {
    if is_drill {
        return "You have the drill, and the alert works. Thank you.".to_owned();
    }
    let danger = details.danger.map(|danger| format!("{} ", danger_word(danger).trim().to_lowercase())).unwrap_or_default();
    let who = details.name.as_ref().map(|name| format!(" {}.", name.full())).unwrap_or_default();
    let place = details.address.as_ref().map(|address| format!(" {}.", one_line(address))).unwrap_or_default();
    let said = details.summary.as_ref().map(|said| format!(" They said: {}.", clip(said, 200))).unwrap_or_default();
    let call =
        details.phone.as_ref().map_or_else(|| " There is no number to call yet.".to_owned(), |phone| format!(" Call {}.", digits(phone)));
    format!("You have it. {danger}{who}{place}{said}{call}")
}

/// A number digit by digit, with pauses: as one writes it down.
fn digits(phone: &PhoneNumber) -> String {
    let national = phone.as_str().trim_start_matches("+1");
    let groups: Vec<&str> = if national.len() == 10 { vec![&national[..3], &national[3..6], &national[6..]] } else { vec![national] };
    let spelled = |group: &str| group.chars().filter(char::is_ascii_digit).map(String::from).collect::<Vec<_>>().join(" ");
    groups.into_iter().map(spelled).collect::<Vec<_>>().join(", ")
}

/// To whoever was alerted too, or answers later.
pub fn somebody_has_it(who: &str, business_name: &str, is_drill: bool) -> String {
    let drill = if is_drill { "DRILL. " } else { "" };
    format!("{drill}{}: {who} has it. You need not do anything.", clip(business_name, 40))
}

/// To an answer that answers nothing.
pub fn nothing_is_open(business_name: &str) -> String {
    format!("{}: no emergency is open right now.", clip(business_name, 40))
}

/// To anything else that somebody on the list writes.
pub fn what_can_be_written(business_name: &str) -> String {
    format!(
        "This is the front desk of {}, and you are on its alert list. Reply 1 to take an emergency; nothing else is read here. STOP ends alerts by text.",
        clip(business_name, 40)
    )
}

/// To somebody on the list who wants no texts.
pub fn no_more_texts(business_name: &str) -> String {
    format!("{}: no more texts to this number. Emergencies call you from now on. START undoes this.", clip(business_name, 40))
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

/// What the owner hears before they take a call.
pub fn whisper(state: &State, business_name: &str) -> String {
    let who = state.facts.name.as_ref().map_or_else(|| "a caller".to_owned(), |name| name.value.full());
    let urgent = if state.is_emergency() { "This is an emergency. " } else { "" };
    let about = state.facts.problem.as_ref().map(|fact| format!(" They said: {}.", clip(&fact.value.summary, 120))).unwrap_or_default();
    format!("{urgent}Frontdesk for {business_name}: {who} would like to talk to you.{about} Press 1 to take the call.")
}

/// Somebody left a message.
pub fn voicemail(voicemail: &Voicemail, business_name: &str) -> String {
    let name = voicemail.name.as_ref().map(|name| format!("{}, ", name.full())).unwrap_or_default();
    let phone = voicemail.phone.as_deref().unwrap_or("a withheld number");
    let kind = if voicemail.conversation_id.is_some() { "voicemail" } else { "note" };
    short(&format!("New {kind} ({business_name}): {} seconds from {name}{phone}. Listen to it at your front desk.", voicemail.seconds))
}

/// Alerts by text are on again for a number that had opted out.
pub fn alerts_again(business_name: &str) -> String {
    short(&format!("{business_name}: you'll get alerts and bookings on this phone again. Reply STOP to opt out."))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::customer::PersonName;

    const LINK: &str = "https://desk.example.com/alert/AAAAAAAAAAAAAAAAAAAAAA";

    fn details(words: usize) -> EmergencyAlert {
        let long = |word: &str| Some(vec![word; words].join(" "));
        EmergencyAlert {
            danger: Some(Danger::CarbonMonoxide),
            summary: long("water"),
            name: Some(PersonName { given: long("Maria"), family: long("Lopez") }),
            address: Some(Address { street_line: long("8412 Johnson Drive"), city: long("Merriam"), ..Address::default() }),
            phone: PhoneNumber::parse("+18165550123").ok(),
        }
    }

    #[test]
    fn however_much_was_said_the_number_to_call_and_the_way_to_answer_are_there() {
        for words in [1, 3, 10, 100] {
            let text = AlertText { details: &details(words), business_name: &"Bristol ".repeat(words), is_drill: false };
            let body = emergency(&text, LINK);
            assert!(body.ends_with(&format!("Call +18165550123. Reply 1 to take it: {LINK}")), "{body}");
            assert!(body.chars().count() <= LONGEST && body.starts_with("EMERGENCY ("), "{body}");
            assert!(body.contains("CARBON MONOXIDE. \"water"), "{body}");
            let answer = you_have_it(&details(words), false, 2);
            assert!(answer.starts_with("You have it. Call +18165550123.") && answer.chars().count() <= LONGEST, "{answer}");
        }
    }

    #[test]
    fn a_link_that_would_fill_the_text_is_left_out() {
        let body = emergency(&AlertText { details: &details(3), business_name: "Bristol", is_drill: false }, &"x".repeat(200));
        assert!(body.ends_with("Call +18165550123. Reply 1 to take it."), "{body}");
    }

    #[test]
    fn a_number_is_read_out_digit_by_digit() {
        let said = spoken_details(&details(1), false);
        assert!(said.ends_with("Call 8 1 6, 5 5 5, 0 1 2 3."), "{said}");
        let abroad = EmergencyAlert { phone: PhoneNumber::parse("+525512345678").ok(), ..details(1) };
        assert!(spoken_details(&abroad, false).ends_with("Call 5 2 5 5 1 2 3 4 5 6 7 8."));
    }
}
