//! What is said about texts that are not wanted any more, and to who writes or calls all day; in both languages.

use crate::domain::conversation::step::Utterance;
use crate::domain::language::Language;

pub(super) fn words(utterance: &Utterance, language: Language) -> &'static str {
    let (english, spanish) = match utterance {
        Utterance::OptedOut => ("All right, you won't get any more texts from us.", "Está bien, ya no le mandaremos mensajes."),
        Utterance::WhichNumberToStop => {
            ("Sure. Which number should we stop texting?", "Claro. ¿A qué número ya no quiere que le mandemos mensajes?")
        }
        Utterance::HowToStop => (
            "No problem. Just reply STOP to any text from us, and that's the last one you'll get.",
            "No se preocupe. Responda STOP a cualquier mensaje nuestro y será el último que reciba.",
        ),
        Utterance::TooMuchToday => (
            "That's a lot of messages for one day, so I'll stop here; someone will look at them. If it can't wait, please call us. If anyone is in danger, call 911.",
            "Son muchos mensajes para un solo día, así que aquí me detengo; alguien los va a revisar. Si no puede esperar, llámenos. Si hay peligro, llame al 911.",
        ),
        Utterance::TooManyCalls => (
            "We've had a great many calls from this number today, so I can't take this one. If anyone is in danger, hang up and call 911. Goodbye.",
            "Hoy hemos tenido muchísimas llamadas de este número y no puedo atender esta. Si alguien corre peligro, cuelgue y llame al 911. Hasta luego.",
        ),
        _ => ("", ""),
    };
    match language {
        Language::En => english,
        Language::Es => spanish,
    }
}
