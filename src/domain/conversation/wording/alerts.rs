//! What a caller hears and reads of the alert that was raised for them. Nothing is said to be done that is not.

use super::{Scene, number};
use crate::domain::alert::{Standing, Utility};
use crate::domain::language::Language;
use crate::domain::phone_number::PhoneNumber;
use crate::understanding::Danger;

pub(super) fn owner_alerted(language: Language, scene: &Scene<'_>) -> String {
    match (language, scene.business.settings.owner_name.as_deref()) {
        (Language::En, None) => "I'm alerting the owner right now.".to_owned(),
        (Language::En, Some(name)) => format!("I'm alerting {name} right now."),
        (Language::Es, None) => "Le estoy avisando al dueño en este momento.".to_owned(),
        (Language::Es, Some(name)) => format!("Le estoy avisando a {name} en este momento."),
    }
}

pub(super) fn taken(by: Option<&str>, will_call: bool, language: Language, scene: &Scene<'_>) -> String {
    let business = &scene.business.name;
    match language {
        Language::En => {
            let who = by.map_or_else(|| format!("Someone at {business}"), str::to_owned);
            format!("{who} has your message now{}.", if will_call { " and will call you" } else { "" })
        }
        Language::Es => {
            let who = by.map_or_else(|| format!("Alguien de {business}"), str::to_owned);
            format!("{who} ya tiene su mensaje{}.", if will_call { " y le va a llamar" } else { "" })
        }
    }
}

pub(super) fn unanswered(danger: Option<Danger>, language: Language, scene: &Scene<'_>) -> String {
    let business = &scene.business.name;
    let first = match language {
        Language::En => format!("I've tried everyone at {business}, and nobody has answered yet."),
        Language::Es => format!("Intenté con todos en {business} y todavía nadie ha contestado."),
    };
    let help = [in_danger(danger, language), utility(danger, language, scene)];
    std::iter::once(first).chain(help.into_iter().flatten()).collect::<Vec<_>>().join(" ")
}

fn in_danger(danger: Option<Danger>, language: Language) -> Option<String> {
    let words = match language {
        Language::En => "If anyone is in danger, call 911.",
        Language::Es => "Si alguien está en peligro, llame al 911.",
    };
    danger.map(|_| words.to_owned())
}

fn utility(danger: Option<Danger>, language: Language, scene: &Scene<'_>) -> Option<String> {
    let (utility, phone) = scene.business.settings.utility_phones.as_ref()?.against(danger)?;
    let phone = phone_words(phone, scene);
    Some(match (language, utility) {
        (Language::En, Utility::Gas) => format!("The gas company's emergency number is {phone}."),
        (Language::En, Utility::Electric) => format!("The power company's emergency number is {phone}."),
        (Language::En, Utility::Water) => format!("If water won't stop, the water company's number is {phone}."),
        (Language::Es, Utility::Gas) => format!("El número de emergencias de la compañía de gas es {phone}."),
        (Language::Es, Utility::Electric) => format!("El número de emergencias de la compañía de luz es {phone}."),
        (Language::Es, Utility::Water) => format!("Si el agua no para, el número de la compañía de agua es {phone}."),
    })
}

fn phone_words(phone: &PhoneNumber, scene: &Scene<'_>) -> String {
    if scene.is_spoken() { number::spoken(phone) } else { number::grouped(phone) }
}

pub(super) fn text(standing: &Standing, danger: Option<Danger>, language: Language, scene: &Scene<'_>) -> String {
    let business = &scene.business.name;
    match (standing, language) {
        (Standing::Taken { by: Some(by) }, Language::En) => {
            format!("{by} from {business} has your message and will call you. Reply STOP to opt out.")
        }
        (Standing::Taken { by: Some(by) }, Language::Es) => {
            format!("{by}, de {business}, ya tiene su mensaje y le va a llamar. Responda STOP para no recibir mensajes.")
        }
        (Standing::Taken { by: None }, Language::En) => {
            format!("Someone at {business} has your message and will call you. Reply STOP to opt out.")
        }
        (Standing::Taken { by: None }, Language::Es) => {
            format!("Alguien de {business} ya tiene su mensaje y le va a llamar. Responda STOP para no recibir mensajes.")
        }
        (Standing::Unanswered, Language::En) => {
            format!(
                "{business}: {} We keep your message, and someone will call you. Reply STOP to opt out.",
                sorry(danger, language, scene)
            )
        }
        (Standing::Unanswered, Language::Es) => {
            format!(
                "{business}: {} Guardamos su mensaje y alguien le va a llamar. Responda STOP para no recibir mensajes.",
                sorry(danger, language, scene)
            )
        }
    }
}

fn sorry(danger: Option<Danger>, language: Language, scene: &Scene<'_>) -> String {
    let first = match language {
        Language::En => "sorry, nobody has answered your emergency yet.",
        Language::Es => "disculpe, todavía nadie ha contestado su emergencia.",
    };
    let help = [in_danger(danger, language), utility(danger, language, scene)];
    std::iter::once(first.to_owned()).chain(help.into_iter().flatten()).collect::<Vec<_>>().join(" ")
}
