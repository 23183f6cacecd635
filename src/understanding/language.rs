//! Which language a turn is in, told by its small words.

use crate::domain::language::Language;
use crate::understanding::text::Token;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Words that are common in Spanish and are no English words. Folded, as tokens are.
static SPANISH: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "el la los las un una unos unas de del al que y en es esta estan estoy por para con sin se su sus mi mis si lo le les nos yo \
     usted ustedes pero como cuando donde cuanto porque muy mas ya hay tengo tiene tenemos tienen quiero quisiera necesito \
     necesita puede pueden hola gracias buenos buenas dias tardes noches manana hoy ayer lunes martes miercoles jueves viernes \
     sabado domingo agua bano cocina casa calle numero nombre llamo soy favor claro bueno vale dale tambien ahora ahorita aqui \
     alli eso esto esa ese este nada todo bien mal fuga gotea tubo tuberia llave calentador luz huele senor senora calefaccion \
     aire techo piso oiga mire pues entonces sale saliendo tirando cita hasta desde despues antes perdon disculpe cuesta cobran \
     nomas orale primera segunda primero segundo ninguno ninguna otro otra mismo misma habla hablo hablar espanol ingles fueron \
     fue era son va van vengan venga puedo sirve funciona tapado tapada inodoro lavabo fregadero sotano desague drenaje cuarto \
     hijo hija esposo esposa adios"
        .split(' ')
        .collect()
});

/// Words that are common in English and are no Spanish words.
static ENGLISH: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "the a an and or but is are was were be been am it its it's i i'm im i've i'd i'll you your we we're our they them their he \
     she his her my this that that's thats these those there there's here what what's when where who how why which of to in on at \
     for from with without by about into out up down over under after before not don't dont doesn't can't cant won't isn't didn't \
     have has had do does did can could will would should just yes yeah yep nope sure okay please pls thanks thank hello hi hey \
     good morning afternoon evening today tomorrow now monday tuesday wednesday thursday friday saturday sunday water leak leaking \
     house street name number works work first second one need want get got some any all very know think because so if then sounds \
     fine right bye later maybe let let's someone something nothing toilet sink heater furnace broken neither either stop me \
     whenever u ur"
        .split(' ')
        .collect()
});

/// English or Spanish, by the words that only one of them has. None where they do not tell: "ok", "7", a name.
pub fn detect(tokens: &[Token]) -> Option<Language> {
    let mut spanish = 0_usize;
    let mut english = 0_usize;
    for token in tokens.iter().filter(|t| t.is_word()) {
        let word = token.word.as_str();
        spanish += usize::from(SPANISH.contains(word) || has_spanish_ending(word));
        english += usize::from(ENGLISH.contains(word));
    }
    match spanish.cmp(&english) {
        std::cmp::Ordering::Greater if tells_alone(tokens, spanish) => Some(Language::Es),
        std::cmp::Ordering::Less => Some(Language::En),
        _ => None,
    }
}

/// Street and family names are full of "la", "el", "de los": such small words alone do not make a sentence Spanish.
fn tells_alone(tokens: &[Token], spanish: usize) -> bool {
    const IN_NAMES: &[&str] = &["el", "la", "los", "las", "de", "del", "y", "un", "va", "son", "mi", "al", "es", "agua", "casa", "sale"];
    let in_names = tokens.iter().filter(|t| IN_NAMES.contains(&t.word.as_str())).count();
    spanish > in_names || in_names >= 4
}

fn has_spanish_ending(word: &str) -> bool {
    word.len() > 6
        && ["cion", "ando", "iendo", "amos", "emos", "aron", "ieron", "mente"].iter().any(|end| word.ends_with(end))
        && !word.ends_with("mando")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::text::tokenize;

    #[test]
    fn small_words_tell_the_language() {
        for (text, expected) in [
            ("my sink is dripping", Some(Language::En)),
            ("se me tapó el lavabo", Some(Language::Es)),
            ("sí", Some(Language::Es)),
            ("yes", Some(Language::En)),
            ("mañana por la mañana", Some(Language::Es)),
            ("ok", None),
            ("7", None),
            ("no", None),
            ("Maria de la Cruz", None),
            ("", None),
            ("no gracias", Some(Language::Es)),
            ("1420 El Camino Real", None),
            ("sí, that works for me", Some(Language::En)),
        ] {
            assert_eq!(detect(&tokenize(text)), expected, "{text}");
        }
    }
}
