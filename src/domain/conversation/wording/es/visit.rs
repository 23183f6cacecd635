//! About visits that are booked.

use super::super::vary;
use super::{Scene, day_words, hours_words, of, short_day, short_words, window_words};
use crate::domain::availability::Window;
use crate::domain::conversation::Channel;
use crate::domain::conversation::change::VisitUtterance;
use crate::domain::conversation::offer::Fit;
use crate::domain::conversation::step::Question;

pub(super) fn words(words: &VisitUtterance, scene: &Scene<'_>) -> String {
    match words {
        VisitUtterance::AskWhich { windows, times } => which(windows, *times, scene),
        VisitUtterance::AskNewTime { times } => {
            vary(*times, &["¿Qué día y a qué hora le quedaría mejor?", "¿Qué otro día le conviene, por la mañana o por la tarde?"])
                .to_owned()
        }
        VisitUtterance::AskCallOff { window, times } => call_off(*window, *times, scene),
        VisitUtterance::ReadBackMove { from, to, fit, times } => read_back(*from, *to, (*fit, *times), scene),
        VisitUtterance::Moved { window, by_text } => {
            let when = if scene.is_spoken() { short_words(*window, scene) } else { window_words(*window, scene) };
            let text = if *by_text { " Le va a llegar un mensaje de texto con la confirmación." } else { "" };
            format!("Listo. Su visita quedó para {when}.{text}")
        }
        VisitUtterance::CalledOff { window, says_how } => {
            let how = match scene.channel {
                Channel::Sms if *says_how => " Si quiere otra hora, escríbanos qué día le conviene.",
                _ if *says_how => " Si quiere otra hora, dígame qué día le conviene.",
                _ => "",
            };
            format!("Está bien, su visita {} queda cancelada.{how}", of(&short_day(*window, scene)))
        }
        VisitUtterance::Confirmed { window } => {
            format!("Gracias, su visita queda confirmada para {}. Ahí estaremos.", window_words(*window, scene))
        }
        VisitUtterance::Kept { window: Some(window) } => format!("Está bien. Su visita queda igual: {}.", window_words(*window, scene)),
        VisitUtterance::Kept { window: None } => "Está bien. No se cambió nada.".to_owned(),
        VisitUtterance::VisitsAre { windows } => {
            let listed: Vec<String> = windows.iter().map(|window| window_words(*window, scene)).collect();
            format!("Tiene dos visitas: {}.", listed.join("; y "))
        }
        VisitUtterance::NotFound => "Lo siento, no encuentro ninguna visita con esos datos.".to_owned(),
        VisitUtterance::NoneForNumber => "No veo ninguna visita con este número.".to_owned(),
        VisitUtterance::Gone => "Lo siento, esa visita ya no se puede cambiar.".to_owned(),
    }
}

/// The ways to ask about a visit; none for a question about anything else.
pub(super) fn questions(question: Question) -> &'static [&'static str] {
    match question {
        Question::VisitStreet => &["¿En qué dirección es la visita?", "¿Me da el número y la calle de la visita?"],
        Question::VisitName => {
            &["¿Y a nombre de quién está, con apellido?", "¿A nombre de quién está la visita? Nombre y apellido, por favor."]
        }
        Question::VisitPhone => {
            &["¿Y con qué número de teléfono la agendó?", "¿Qué teléfono dejó para la visita? Con el código de área primero, por favor."]
        }
        Question::WhichVisit => &["¿De cuál visita me habla?"],
        Question::CallOff => &["¿La cancelo?"],
        Question::NewTime => &["¿Prefiere otro día en lugar de cancelarla?", "¿Le busco otra hora, entonces?"],
        _ => &["¿Sigue en pie su visita?"],
    }
}

fn which(windows: &[Window], times: u8, scene: &Scene<'_>) -> String {
    let listed: Vec<String> = windows.iter().take(3).map(|window| window_words(*window, scene)).collect();
    let listed = listed.join("; o ");
    match times {
        0 => format!("¿Cuál de sus visitas: {listed}?"),
        _ => format!("Tengo {listed}. ¿Cuál de esas visitas es?"),
    }
}

fn call_off(window: Window, times: u8, scene: &Scene<'_>) -> String {
    let day = of(&short_day(window, scene));
    match times {
        0 => format!("Tengo su visita para {}. ¿La cancelo?", window_words(window, scene)),
        1 => format!("Para estar seguro: ¿cancelo su visita {day}?"),
        _ => format!("Su visita {day}: ¿la cancelo, sí o no?"),
    }
}

fn read_back(from: Window, to: Window, (fit, times): (Option<Fit>, u8), scene: &Scene<'_>) -> String {
    let (when, before) = (window_words(to, scene), of(&short_day(from, scene)));
    if times > 0 {
        let intro = if times == 1 { "Quedaría para" } else { "De nuevo, quedaría para" };
        return format!("{intro} {when}. ¿La cambio?");
    }
    let is_same_day = scene.days_ahead(from.from) == scene.days_ahead(to.from);
    match fit {
        Some(Fit::AsAsked) => format!("Tengo {when}. ¿La cambio?"),
        Some(Fit::Closest) => format!("Para entonces no tengo nada. Lo más cercano es {when}. ¿La cambio?"),
        None if is_same_day => {
            format!("Sigue siendo {}, pero {}. ¿La cambio?", day_words(&scene.local(to.from), scene), hours_words(to, scene))
        }
        None => format!("En lugar {before}, sería {when}. ¿La cambio?"),
    }
}
