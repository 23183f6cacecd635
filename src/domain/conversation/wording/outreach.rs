//! Texts that nobody asked for at the moment when they come: each says who writes, what for, and how to stop it.

use super::{Scene, en, es, street};
use crate::domain::availability::Window;
use crate::domain::customer::Address;
use crate::domain::language::Language;

/// A longer text costs too many segments.
const LONGEST: usize = 320;
/// Less of an address than this says nothing.
const SHORTEST_PLACE: usize = 12;

/// Reminds of a visit. Its day is a date, which stays true should the text wait for the morning.
pub fn reminder(window: Window, address: &Address, language: Language, scene: &Scene<'_>) -> String {
    let name = &scene.business.name;
    fitting(&street(address), |place| match language {
        Language::En => {
            let (when, at) = (en::short_window(window, scene), before(" at ", place));
            format!("{name}: reminder of your visit {when}{at}. Reply C to confirm, R to reschedule, X to call it off. STOP to opt out.")
        }
        Language::Es => {
            let (when, at) = (es::dated_window(window, scene), before(", en ", place));
            format!(
                "{name}: le recordamos su visita {when}{at}. Responda C para confirmar, R para cambiarla, X para cancelarla. \
                 STOP para no recibir mensajes."
            )
        }
    })
}

/// Asks somebody who told what is wrong, and then no more, whether they still want a visit.
pub fn follow_up(language: Language, scene: &Scene<'_>) -> String {
    let name = &scene.business.name;
    match language {
        Language::En => format!(
            "{name}: thanks for getting in touch. Would you still like us to come out? Reply here or call us, and we'll find a time. \
             STOP to opt out."
        ),
        Language::Es => format!(
            "{name}: gracias por comunicarse con nosotros. ¿Todavía quiere que vayamos? Responda por aquí o llámenos y le buscamos \
             una hora. STOP para no recibir mensajes."
        ),
    }
}

/// Asks somebody whom we visited long ago whether there is anything to do.
pub fn win_back(language: Language, scene: &Scene<'_>) -> String {
    let name = &scene.business.name;
    match language {
        Language::En => {
            format!("{name}: it's been a while since our last visit. If anything needs a look, reply here or call us. STOP to opt out.")
        }
        Language::Es => format!(
            "{name}: ya hace tiempo de nuestra última visita. Si hay algo que revisar, responda por aquí o llámenos. \
             STOP para no recibir mensajes."
        ),
    }
}

/// The text with as much of the place as there is room for.
fn fitting(place: &str, text: impl Fn(&str) -> String) -> String {
    let whole = text(place);
    let Some(too_many) = whole.chars().count().checked_sub(LONGEST + 1) else { return whole };
    let room = place.chars().count().saturating_sub(too_many + 1);
    if room < SHORTEST_PLACE {
        return text("");
    }
    text(&place.chars().take(room - 3).chain("...".chars()).collect::<String>())
}

fn before(word: &str, place: &str) -> String {
    if place.is_empty() { String::new() } else { format!("{word}{place}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::business::tests::business;
    use crate::domain::conversation::Channel;
    use serde_json::json;

    fn scene<T>(tell: impl Fn(&Scene<'_>) -> T) -> T {
        let shop = business(json!({}));
        tell(&Scene { business: &shop, channel: Channel::Sms, now: "2026-11-23T09:15-06:00".parse().expect("an instant") })
    }

    fn home() -> Address {
        Address { street_line: Some("8412 Johnson Dr".to_owned()), ..Address::default() }
    }

    fn window(from: &str, to: &str) -> Window {
        let at = |time: &str| format!("2026-11-24T{time}-06:00").parse().expect("an instant");
        Window { from: at(from), to: at(to) }
    }

    #[test]
    fn a_reminder_says_when_where_and_what_to_reply() {
        let text = |language| scene(|scene| reminder(window("08:00", "10:00"), &home(), language, scene));
        assert_eq!(
            text(Language::En),
            "Bristol Plumbing: reminder of your visit Tue, Nov 24, 8 to 10 AM at 8412 Johnson Dr. Reply C to confirm, R to reschedule, X \
             to call it off. STOP to opt out."
        );
        assert_eq!(
            text(Language::Es),
            "Bristol Plumbing: le recordamos su visita el martes 24 de noviembre, entre las 8 y las 10 de la mañana, en 8412 Johnson \
             Dr. Responda C para confirmar, R para cambiarla, X para cancelarla. STOP para no recibir mensajes."
        );
        let nowhere = scene(|scene| reminder(window("13:00", "15:00"), &Address::default(), Language::En, scene));
        assert!(nowhere.contains("Tue, Nov 24, 1 to 3 PM. Reply C"), "{nowhere}");
    }

    #[test]
    fn every_text_fits_whatever_the_names() {
        let mut shop = business(json!({}));
        shop.name = "N".repeat(100);
        let scene = Scene { business: &shop, channel: Channel::Sms, now: window("08:00", "10:00").from };
        let far = Address { street_line: Some("9".repeat(300)), unit: Some("Suite 300".to_owned()), ..Address::default() };
        for language in [Language::En, Language::Es] {
            for text in
                [reminder(window("11:30", "13:30"), &far, language, &scene), follow_up(language, &scene), win_back(language, &scene)]
            {
                assert!(text.chars().count() <= 320, "{} {text}", text.chars().count());
                assert!(text.contains("STOP"));
            }
        }
    }
}
