//! Spanish, as it is spoken in the United States; customers are addressed as *usted*.

mod visit;

use super::{Scene, alerts, consent, number, street, vary};
use crate::domain::availability::Window;
use crate::domain::clock_time::{ClockRange, ClockTime};
use crate::domain::conversation::Channel;
use crate::domain::conversation::offer::{Fit, Offer};
use crate::domain::conversation::step::{CallbackReason, OnTheLine, Part, Question, Utterance};
use crate::domain::customer::{Address, PersonName};
use crate::domain::disclosure::Disclosure;
use crate::domain::language::Language;
use crate::understanding::Danger;
use jiff::{Timestamp, Zoned};

const DAYS: [&str; 7] = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];
const MONTHS: [&str; 12] =
    ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];

pub(super) fn words(utterance: &Utterance, scene: &Scene<'_>) -> String {
    let fixed = match utterance {
        Utterance::Greeting { known } => return greeting(known.as_deref(), scene),
        Utterance::Ask { question, times } => ask(*question, *times),
        Utterance::AskSameVisit { window, times } => return same_visit(*window, *times, scene),
        Utterance::OfferWindows { offer, again: true, .. } => return offer_again(offer, scene),
        Utterance::OfferWindows { offer, is_emergency, .. } => return offer_windows(offer, *is_emergency, scene),
        Utterance::ReadBack { .. } => return read_back(utterance, scene),
        Utterance::ThanksForName { name } => return format!("Gracias, {}.", name.short()),
        Utterance::Booked { window, name, by_text } => return booked(*window, name, *by_text, scene),
        Utterance::Safety { danger } => safety(*danger),
        Utterance::CallbackPromised { reason, due } => return callback(*reason, *due, scene),
        Utterance::OnVisit { words } => return visit::words(words, scene),
        Utterance::VisitIs { window } => return format!("Su visita es {}.", window_words(*window, scene)),
        Utterance::Hours => return hours(scene),
        Utterance::Area => return area(scene).to_owned(),
        Utterance::Price { service } => {
            return scene.business.service(service).and_then(|offered| offered.price.clone()).unwrap_or_default();
        }
        Utterance::WeDo { .. } => "Sí, con eso le podemos ayudar.",
        Utterance::Answer { index } => {
            return scene.business.settings.answers.iter().flatten().nth(*index).map(|a| a.answer.clone()).unwrap_or_default();
        }
        Utterance::Help => {
            return format!(
                "Le escribe {}. Escríbanos aquí sobre su visita, o llámenos. Responda STOP para no recibir mensajes.",
                scene.business.name
            );
        }
        Utterance::OptedIn => {
            return format!("Volverá a recibir mensajes de {}. Responda STOP para dejar de recibirlos.", scene.business.name);
        }
        Utterance::LanguageChanged { language: Language::En } => "Sure, in English.",
        Utterance::LanguageChanged { language: Language::Es } => "Claro, en español.",
        Utterance::Goodbye => return goodbye(scene),
        Utterance::OwnerAlerted => return alerts::owner_alerted(Language::Es, scene),
        Utterance::AlertTaken { by, will_call } => return alerts::taken(by.as_deref(), *will_call, Language::Es, scene),
        Utterance::AlertUnanswered { danger } => return alerts::unanswered(*danger, Language::Es, scene),
        Utterance::WindowGone => "Lo siento, esa hora se acaba de ocupar.",
        Utterance::CallUs => "No tengo un número para llamarle, así que por favor llámenos cuando pueda. Hasta luego.",
        Utterance::NothingFree => "Lo siento, no tengo nada libre en las próximas semanas.",
        Utterance::OutsideArea => "Lo siento, eso queda fuera de la zona donde trabajamos.",
        Utterance::NoPrice => "Yo no le puedo dar un precio, pero el técnico se lo dice antes de empezar.",
        Utterance::SettingUpVisit => "Muy bien, vamos a agendarle una visita.",
        Utterance::Listening => "Entiendo.",
        Utterance::NoMatter => "No se preocupe.",
        Utterance::Hurrying => "Voy lo más rápido que puedo.",
        Utterance::Sure => "Claro que sí.",
        Utterance::Sorry => "Lamento la molestia.",
        Utterance::Hello => "Hola.",
        Utterance::NothingBooked => "Está bien. Todavía no queda nada agendado; cuando quiera, aquí estamos.",
        Utterance::Serves => "Sí, hasta ahí vamos.",
        Utterance::DontKnow => "Eso no lo sé, pero el dueño sí le puede decir.",
        Utterance::Bot => "Sí, soy un asistente automático. Le puedo agendar la visita, o diga \"una persona\" y alguien le va a llamar.",
        Utterance::TakeYourTime => "Tómese su tiempo.",
        Utterance::NotUnderstood => "Perdón, no le entendí.",
        Utterance::NothingHeard if scene.is_spoken() => "Perdón, no le escuché.",
        Utterance::NothingHeard => "Su mensaje llegó sin texto.",
        Utterance::Refused => "Está bien.",
        Utterance::Welcome => "Con mucho gusto.",
        Utterance::MessageTaken => "Yo les paso el recado.",
        Utterance::TimeUp => "No le quiero quitar más tiempo.",
        Utterance::OnTheLine { what } => on_the_line(*what),
        Utterance::OptedOut | Utterance::WhichNumberToStop | Utterance::HowToStop | Utterance::TooMuchToday | Utterance::TooManyCalls => {
            consent::words(utterance, Language::Es)
        }
        Utterance::NoSales => "Gracias, pero no nos interesa. Por favor quítenos de su lista. Hasta luego.",
        Utterance::WrongNumber => "No se preocupe. Hasta luego.",
    };
    fixed.to_owned()
}

/// What a caller hears who is put through, leaves a message, or says nothing.
fn on_the_line(what: OnTheLine) -> &'static str {
    match what {
        OnTheLine::Connecting => "Un momento, voy a tratar de comunicarle con alguien.",
        OnTheLine::NobodyAnswered => "En este momento no pude comunicarle con nadie.",
        OnTheLine::LeaveMessage => "Si gusta, deje su mensaje después del tono.",
        OnTheLine::MessageKept => "Gracias, yo les paso su mensaje.",
        OnTheLine::CallAgain => "No se escucha nada en la línea, así que voy a colgar. Puede volver a llamarnos cuando guste.",
    }
}

/// Questions that end a longer sentence, with another way to ask when the last reply ended with the same.
pub(super) const ENDINGS: &[(&str, &str)] =
    &[("¿Cuál le queda mejor?", "¿Cuál prefiere?"), ("¿Le agendo la visita?", "¿Se la agendo así?"), ("¿La cambio?", "¿Se la cambio así?")];

/// Another way to say what was said in the last reply already.
pub(super) fn otherwise(utterance: &Utterance) -> Option<&'static str> {
    Some(match utterance {
        Utterance::NothingHeard => "Sigo sin escucharle.",
        Utterance::NotUnderstood => "Disculpe, todavía no le entiendo.",
        Utterance::Listening => "Ya veo.",
        Utterance::NoMatter => "No hay problema.",
        Utterance::Hurrying => "Ya casi terminamos.",
        Utterance::Sure => "Con gusto.",
        Utterance::Refused => "De acuerdo.",
        Utterance::Welcome => "Para servirle.",
        Utterance::DontKnow => "Eso también se lo puede decir el dueño.",
        Utterance::NoPrice => "Como le decía, el precio se lo da el técnico antes de empezar.",
        _ => return None,
    })
}

fn greeting(known: Option<&str>, scene: &Scene<'_>) -> String {
    let name = &scene.business.name;
    let (who, no_person) = match scene.disclosure() {
        Disclosure::Automated => ("el asistente automático", ""),
        Disclosure::ArtificialIntelligence => ("el asistente de inteligencia artificial", ", no una persona"),
    };
    let hello = match (scene.channel, known) {
        (Channel::Phone, Some(given)) => format!("Hola {given}, gracias por llamar a {name}. Soy {who}{no_person}."),
        (Channel::Phone, None) => format!("Gracias por llamar a {name}. Soy {who}{no_person}."),
        (_, Some(given)) => format!("Hola {given}, soy {who} de {name}{no_person}."),
        (_, None) => format!("Hola, soy {who} de {name}{no_person}."),
    };
    match scene.business.settings.greeting.as_deref().filter(|own| !own.is_empty()) {
        Some(own) => format!("{hello} {own}"),
        None => hello,
    }
}

fn ask(question: Question, times: u8) -> &'static str {
    let ways: &[&str] = match question {
        Question::Problem => {
            &["¿En qué le puedo ayudar?", "Dígame, ¿qué problema tiene?", "Cuénteme qué pasa y le busco una hora. ¿Cuál es el problema?"]
        }
        Question::Urgency => &[
            "¿Está empeorando ahora mismo, o puede esperar?",
            "Para estar seguro: ¿está empeorando en este momento, o puede esperar a una visita?",
        ],
        Question::Visit => &["¿Quiere que alguien vaya a revisarlo?", "¿Le agendo una visita?"],
        Question::CallBack => &["¿Quiere que alguien le llame?"],
        Question::Name => &["¿Me da su nombre, por favor?", "¿Cómo se llama?", "¿A nombre de quién lo pongo?"],
        Question::NameSpelling => &["¿Me deletrea su nombre, por favor?", "Otra vez, letra por letra: ¿cómo se escribe su nombre?"],
        Question::Street => &[
            "¿Cuál es la dirección, con la ciudad o el código postal?",
            "¿A qué dirección vamos? El número y la calle, por favor.",
            "Me faltan el número y la calle. ¿Cuál es la dirección?",
        ],
        Question::Place => &["¿En qué ciudad o código postal queda esa dirección?", "¿Y la ciudad o el código postal?"],
        Question::Zip => &["¿Qué código postal es?", "Necesito el código postal, los cinco números. ¿Cuál es?"],
        Question::Phone => &["¿A qué número de teléfono le podemos llamar?", "¿Me da un teléfono, con el código de área primero?"],
        Question::SameVisit => &["¿Esto es algo nuevo?"],
        Question::When => {
            &["¿Cuándo quiere que vayamos?", "¿Qué día y a qué hora le queda bien?", "¿Qué día prefiere, por la mañana o por la tarde?"]
        }
        Question::Choice => &["¿Cuál le queda mejor?"],
        Question::Confirm => &["¿Le agendo la visita?"],
        Question::AnythingElse => &["¿Hay algo más en que le pueda ayudar?", "¿Algo más que necesite?"],
        about_visit => visit::questions(about_visit),
    };
    vary(times, ways)
}

fn same_visit(window: Window, times: u8, scene: &Scene<'_>) -> String {
    let day = day_words(&scene.local(window.from), scene);
    match times {
        0 => format!("Veo que ya hay una visita ahí para {day}. ¿Esto es algo nuevo, aparte de esa visita?"),
        _ => format!("Tengo anotada la visita {}. ¿Esto es algo nuevo?", of(&day)),
    }
}

fn offer_windows(offer: &Offer, is_emergency: bool, scene: &Scene<'_>) -> String {
    let intro = match (offer.fit, is_emergency) {
        (_, true) => "Lo más pronto que tengo es",
        (Fit::AsAsked, false) => "Tengo",
        (Fit::Closest, false) => "Para entonces no tengo nada. Lo más cercano es",
    };
    match offer.windows[..] {
        [first, second] if scene.days_ahead(first.from) == scene.days_ahead(second.from) => {
            let day = day_words(&scene.local(first.from), scene);
            format!("{intro} {day}, {}. ¿Cuál le queda mejor?", either_hours(first, second, scene))
        }
        [first, second] => format!("{intro} {}, o {}. ¿Cuál le queda mejor?", window_words(first, scene), window_words(second, scene)),
        [only] => format!("{intro} {}. ¿Le queda bien?", window_words(only, scene)),
        _ => String::new(),
    }
}

/// The same two once more, in short.
fn offer_again(offer: &Offer, scene: &Scene<'_>) -> String {
    match offer.windows[..] {
        [first, second] if scene.days_ahead(first.from) == scene.days_ahead(second.from) => {
            format!("Para {} tengo {}. ¿Cuál le queda mejor?", short_day(first, scene), either_hours(first, second, scene))
        }
        [first, second] => format!("Tengo {}, o {}. ¿Cuál le queda mejor?", short_words(first, scene), short_words(second, scene)),
        _ => offer_windows(offer, false, scene),
    }
}

/// `entre la 1 y las 3, o entre las 3 y las 5 de la tarde`: the part of the day is said once.
fn either_hours(first: Window, second: Window, scene: &Scene<'_>) -> String {
    let (one, other) = (hours_words(first, scene), hours_words(second, scene));
    let part = |words: &str| words.match_indices(" de la ").map(|(at, _)| words[at..].to_owned()).collect::<Vec<_>>();
    match (&part(&one)[..], &part(&other)[..]) {
        ([same], [last]) if same == last => format!("{}, o {other}", one.trim_end_matches(same.as_str())),
        _ => format!("{one}, o {other}"),
    }
}

fn read_back_intro(fit: Option<Fit>, times: u8) -> &'static str {
    match (fit, times) {
        (Some(Fit::Closest), 0) => "Para entonces no tengo nada. Lo más cercano es",
        (Some(Fit::AsAsked), 0) => "Tengo",
        (None, 0) => "Entonces es",
        (_, 1) => "Quedaría",
        _ => "De nuevo, sería",
    }
}

fn read_back(utterance: &Utterance, scene: &Scene<'_>) -> String {
    let Utterance::ReadBack { window, fit, name, address, phone, times, only } = utterance else { return String::new() };
    let number = phone.as_ref().map(|phone| if scene.is_spoken() { number::spoken(phone) } else { number::grouped(phone) });
    if only.is_empty() {
        let number = number.map(|number| format!(", y su número es {number}")).unwrap_or_default();
        let (intro, when, place) = (read_back_intro(*fit, *times), window_words(*window, scene), street(address));
        // The only window there is comes as news, and gets a sentence of its own.
        let joint = if fit.is_some() && *times == 0 { ". Sería" } else { "," };
        return format!("{intro} {when}{joint} a nombre de {}, en {place}{number}. ¿Le agendo la visita?", name.full());
    }
    let said = only.iter().filter_map(|part| match part {
        Part::Window => Some(window_words(*window, scene)),
        Part::Name => Some(name.full()),
        Part::Address => Some(street(address)),
        Part::Phone => number.clone(),
    });
    format!("Entonces es {}. ¿Le agendo la visita?", said.collect::<Vec<_>>().join(", "))
}

fn booked(window: Window, name: &PersonName, by_text: bool, scene: &Scene<'_>) -> String {
    let text = match (scene.channel, by_text) {
        (Channel::Phone | Channel::Web, true) => " Le va a llegar un mensaje de texto con la confirmación.",
        _ => "",
    };
    // It was read back in full a moment ago; in writing it is there to be looked up.
    let when = if scene.is_spoken() { short_words(window, scene) } else { window_words(window, scene) };
    format!("Listo, {}. Su visita quedó para {when}.{text}", name.short())
}

/// `mañana, entre las 8 y las 10 de la mañana`, where the date was said before.
fn short_words(window: Window, scene: &Scene<'_>) -> String {
    format!("{}, {}", short_day(window, scene), hours_words(window, scene))
}

fn short_day(window: Window, scene: &Scene<'_>) -> String {
    let from = scene.local(window.from);
    match scene.days_ahead(window.from) {
        0 => "hoy".to_owned(),
        1 => "mañana".to_owned(),
        2..7 => format!("el {}", weekday(&from)),
        _ => day_words(&from, scene),
    }
}

fn safety(danger: Danger) -> &'static str {
    match danger {
        Danger::Gas => {
            "Si huele a gas, salga ya del edificio, no toque ningún interruptor, y llame al 911 o a la compañía de gas desde afuera."
        }
        Danger::CarbonMonoxide => "Saque a todos al aire libre ahora mismo y llame al 911.",
        Danger::Fire => "Saque a todos de ahí ahora mismo y llame al 911.",
        Danger::Electric => {
            "Aléjese y no toque nada mojado ni de metal ahí cerca. Si alguien está herido o ve chispas o humo, salga y llame al 911."
        }
        Danger::Other => "Si alguien corre peligro, aléjense de ahí y llamen primero al 911.",
    }
}

fn callback(reason: CallbackReason, due: Timestamp, scene: &Scene<'_>) -> String {
    let when = due_words(due, scene);
    match reason {
        CallbackReason::NotUnderstood => format!("Perdón, no le estoy entendiendo bien. Alguien le va a llamar {when}."),
        CallbackReason::Reschedule => format!("Alguien le va a llamar {when} para cambiar su visita. Mientras tanto queda como está."),
        CallbackReason::Cancel => format!("Alguien le va a llamar {when} para cancelar su visita. Mientras tanto queda como está."),
        CallbackReason::AboutVisit => format!("Alguien le va a llamar {when} sobre su visita."),
        _ => format!("Alguien le va a llamar {when}."),
    }
}

fn due_words(due: Timestamp, scene: &Scene<'_>) -> String {
    match due.duration_since(scene.now).as_mins() {
        ..=20 => "en menos de quince minutos".to_owned(),
        21..=75 => "en menos de una hora".to_owned(),
        _ => {
            let due = scene.local(due);
            let day = match scene.days_ahead(due.timestamp()) {
                0 => "hoy".to_owned(),
                1 => "mañana".to_owned(),
                2..7 => format!("el {}", weekday(&due)),
                _ => day_words(&due, scene),
            };
            format!("{day} antes {}", of(&clock(&due)))
        }
    }
}

fn hours(scene: &Scene<'_>) -> String {
    let spans = super::hours_by_run(&scene.business.schedule.hours);
    let lines: Vec<String> = spans
        .iter()
        .map(|(first, last, ranges)| {
            let days = match last - first {
                0 => DAYS[*first].to_owned(),
                1 => format!("{} y {}", DAYS[*first], DAYS[*last]),
                _ => format!("de {} a {}", DAYS[*first], DAYS[*last]),
            };
            let times: Vec<String> = ranges.iter().map(|range| range_words(*range)).collect();
            format!("{days}, {}", times.join(" y "))
        })
        .collect();
    if lines.is_empty() { "Trabajamos con cita.".to_owned() } else { format!("Abrimos {}.", lines.join("; ")) }
}

fn range_words(range: ClockRange) -> String {
    if super::is_all_day(range) {
        return "las 24 horas".to_owned();
    }
    let words = |time: ClockTime| clock_words(time.minutes() / 60 % 24, time.minutes() % 60);
    format!("{} {}", of(&words(range.from)), to(&words(range.to)))
}

/// `de` before an article: `del mediodía`, `de la medianoche`.
fn of(words: &str) -> String {
    words.strip_prefix("el ").map_or_else(|| format!("de {words}"), |rest| format!("del {rest}"))
}

/// `a` before an article: `al mediodía`, `a las 5`.
fn to(words: &str) -> String {
    words.strip_prefix("el ").map_or_else(|| format!("a {words}"), |rest| format!("al {rest}"))
}

fn area(scene: &Scene<'_>) -> &'static str {
    if scene.business.has_service_area() {
        "Nos guiamos por el código postal."
    } else {
        "No tenemos una zona fija, así que no debería haber problema."
    }
}

fn goodbye(scene: &Scene<'_>) -> String {
    let own = scene.business.settings.wordings.as_ref().and_then(|wordings| wordings.get("goodbye"));
    let standard = if scene.is_spoken() {
        format!("Gracias por llamar a {}. Hasta luego.", scene.business.name)
    } else {
        "Gracias, que esté bien.".to_owned()
    };
    own.cloned().unwrap_or(standard)
}

pub(super) fn confirmation_text(window: Window, address: &Address, scene: &Scene<'_>) -> String {
    format!(
        "{}: su visita es {} en {}. ¿Necesita cambiarla? Escríbanos o llámenos. Responda STOP para no recibir mensajes.",
        scene.business.name,
        window_words(window, scene),
        street(address)
    )
}

pub(super) fn moved_text(window: Window, address: &Address, scene: &Scene<'_>) -> String {
    format!(
        "{}: su visita en {} ahora es {}. ¿Necesita otro horario? Escríbanos o llámenos. Responda STOP para no recibir mensajes.",
        scene.business.name,
        street(address),
        window_words(window, scene)
    )
}

pub(super) fn called_off_text(window: Window, scene: &Scene<'_>) -> String {
    format!(
        "{}: su visita, {}, queda cancelada. ¿Quiere otra fecha? Escríbanos o llámenos. Responda STOP para no recibir mensajes.",
        scene.business.name,
        window_words(window, scene)
    )
}

/// `el martes 24 de noviembre, entre las 8 y las 10 de la mañana`, which stays true however late it is read.
pub(super) fn dated_window(window: Window, scene: &Scene<'_>) -> String {
    format!("el {}, {}", date_words(&scene.local(window.from)), hours_words(window, scene))
}

pub(super) fn text_back(due: Timestamp, missed: bool, scene: &Scene<'_>) -> String {
    let sorry = if missed { "disculpe, no pudimos contestarle" } else { "disculpe, se cortó la llamada" };
    format!(
        "{}: {sorry}. Escríbanos aquí lo que necesita, o alguien le va a llamar {}. Responda STOP para no recibir mensajes.",
        scene.business.name,
        due_words(due, scene)
    )
}

fn window_words(window: Window, scene: &Scene<'_>) -> String {
    format!("{}, {}", day_words(&scene.local(window.from), scene), hours_words(window, scene))
}

fn day_words(day: &Zoned, scene: &Scene<'_>) -> String {
    let near = match scene.days_ahead(day.timestamp()) {
        0 => "hoy, ",
        1 => "mañana, ",
        _ => "el ",
    };
    format!("{near}{}", date_words(day))
}

fn date_words(day: &Zoned) -> String {
    format!("{} {} de {}", weekday(day), day.day(), MONTHS[usize::try_from(day.month() - 1).unwrap_or_default()])
}

fn weekday(day: &Zoned) -> &'static str {
    DAYS[crate::domain::availability::weekday_index(day.weekday())]
}

/// `entre las 8 y las 10 de la mañana`, `entre las 10 de la mañana y el mediodía`.
fn hours_words(window: Window, scene: &Scene<'_>) -> String {
    let (from, to) = scene.ends(window);
    if part_of_day(hour_of(&from)) == part_of_day(hour_of(&to)) && !has_name(&from) && !has_name(&to) {
        return format!("entre {} y {}", hour(hour_of(&from), minute_of(&from)), clock(&to));
    }
    format!("entre {} y {}", clock(&from), clock(&to))
}

fn hour_of(time: &Zoned) -> u16 {
    time.hour().unsigned_abs().into()
}

fn minute_of(time: &Zoned) -> u16 {
    time.minute().unsigned_abs().into()
}

/// Noon and midnight have names.
fn has_name(time: &Zoned) -> bool {
    time.hour() % 12 == 0 && time.minute() == 0
}

fn part_of_day(hour: u16) -> &'static str {
    match hour {
        0..5 => "de la madrugada",
        5..12 => "de la mañana",
        12..19 => "de la tarde",
        _ => "de la noche",
    }
}

fn hour(hour: u16, minute: u16) -> String {
    let shown = if hour.is_multiple_of(12) { 12 } else { hour % 12 };
    let article = if shown == 1 { "la" } else { "las" };
    if minute == 0 { format!("{article} {shown}") } else { format!("{article} {shown}:{minute:02}") }
}

fn clock(time: &Zoned) -> String {
    clock_words(hour_of(time), minute_of(time))
}

fn clock_words(hours: u16, minutes: u16) -> String {
    match (hours, minutes) {
        (12, 0) => "el mediodía".to_owned(),
        (0, 0) => "la medianoche".to_owned(),
        _ => format!("{} {}", hour(hours, minutes), part_of_day(hours)),
    }
}
