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
     hijo hija esposo esposa adios lavaplatos lavadora lavavajillas secadora ducha tina regadera grifo taza tanque bomba \
     triturador cano canos caneria drena desagua gotean tapo tapa rompio revento cierra prende enciende apaga enfria calienta \
     jala ruido olor chispas cable enchufe foco llamo digame quisiera gustaria dia semana sabe queda nadie \
     boiler electricista plomero tarja banera baja lenta lento caliente fria frio humo caja pastillas limpieza ducto toques inspecciones \
     trabajan domingos ocupo necesitamos ustedes ayuda cuanta cuantos cuales quien hablan dicen venir vienen mandar alguien arreglar \
     revisar cambiar instalar goteando roto rota quebrado danado inundado inundando familia duena dueno vecina vecino arriba abajo \
     debajo adentro afuera poco mucho nunca siempre todavia asi tampoco ahi esposa mama papa abuela apartamento departamento"
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
     whenever u ur ac air breaker keeps tripping outlet sparking sparks drip drips dripping drain drains drained slow clogged clog shower \
     valve pump dead busted burst pipe pipes faucet gas smell smells smelling smoke smoking detector alarm beeping disposal jammed tub \
     basement kitchen plumber plumbing electrician furnace heat flood flooding flooded panel plug plugs breaker tankless leaky leaks \
     overflow overflowing price hours ceiling wall floor upstairs downstairs address wrong call text thx newborn degrees"
        .split(' ')
        .collect()
});

/// English words that Spanish has as well, and so tell less.
const IN_BOTH: &[&str] = &["a", "me", "gas", "panel"];

/// English or Spanish, by the words that only one of them has. None where they do not tell: "ok", "7", a name.
pub fn detect(tokens: &[Token]) -> Option<Language> {
    let mut spanish = 0_usize;
    let mut english = 0_usize;
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.is_word()) {
        if is_spelled(tokens, at) {
            continue;
        }
        let word = token.word.as_str();
        spanish += 3 * usize::from(SPANISH.contains(word) || has_spanish_ending(word));
        english += if IN_BOTH.contains(&word) { 1 } else { 3 * usize::from(ENGLISH.contains(word)) };
    }
    match spanish.cmp(&english) {
        std::cmp::Ordering::Greater if tells_alone(tokens, spanish / 3) => Some(Language::Es),
        std::cmp::Ordering::Less => Some(Language::En),
        _ => None,
    }
}

/// A letter by itself between commas is part of a name that is spelled, not the article or the pronoun.
fn is_spelled(tokens: &[Token], at: usize) -> bool {
    let comma = |at: Option<usize>| at.and_then(|at| tokens.get(at)).is_some_and(|token| token.word == ",");
    tokens[at].word.len() == 1 && (comma(at.checked_sub(1)) || comma(Some(at + 1)))
}

/// Street and family names are full of "la", "el", "de los": such small words alone do not make a sentence Spanish.
fn tells_alone(tokens: &[Token], spanish: usize) -> bool {
    const IN_NAMES: &[&str] =
        &["el", "la", "los", "las", "de", "del", "y", "un", "va", "son", "mi", "al", "agua", "casa", "sale", "familia"];
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
            ("huele a gas", Some(Language::Es)),
            ("mi sink está goteando bien feo", Some(Language::Es)),
            ("my tia said the toilet is leaking", Some(Language::En)),
            ("me llamo Xóchitl, equis, o, ce, hache, i, te, ele", Some(Language::Es)),
            ("sump pump dead", Some(Language::En)),
        ] {
            assert_eq!(detect(&tokenize(text)), expected, "{text}");
        }
    }
}
