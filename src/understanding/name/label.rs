//! The word "name" with all that may stand between it and the name: "the name on the booking is …", "under my wife's name, …".

use crate::understanding::name::reading::Sentence;
use std::collections::HashSet;
use std::sync::LazyLock;

static LINK: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "on for the this that a my our it of in down under file record there still just actually here room booking \
     reservation account card appointment order table guest i gave have had used made they you , - – — en la el cita cuenta \
     reservacion completo entero mesa full file i'd it'd probably"
        .split_ascii_whitespace()
        .collect()
});

const MOST_BETWEEN: usize = 9;

/// The token after "name … is", where something like "is" or "as" was among it.
pub fn after(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    if !matches!(sentence.word(at), "name" | "names" | "name's" | "nombre") {
        return None;
    }
    let mut joined = sentence.word(at) == "name's";
    let mut next = at + 1;
    while next < at + MOST_BETWEEN {
        let word = sentence.word(next);
        let auxiliary = matches!(word, "will" | "would" | "should") && sentence.word(next + 1) == "be";
        let joins = auxiliary || matches!(word, "is" | "was" | "be" | "es" | "era" | "as" | ":" | "it's" | "its" | "that's" | "thats");
        let speaks = joined && matches!(word, "i" | "they" | "you" | "i'd" | "it'd");
        if speaks || !joins && !LINK.contains(word) {
            break;
        }
        joined |= joins;
        next += 1;
    }
    let plural = sentence.word(at) == "names" && next == at + 1;
    ((joined || is_filed_under(sentence, at)) && !plural && next > at + 1 || next == at + 1 && is_filed_under(sentence, at)).then_some(next)
}

/// "under my wife's name", "in my husband's name", and "my wife's name is on it": the booking bears it, whoever's it is.
pub fn is_filed_under(sentence: &Sentence<'_>, at: usize) -> bool {
    let filed =
        at >= 3 && matches!(sentence.word(at - 3), "under" | "in") && matches!(sentence.word(at - 2), "my" | "our" | "the" | "his" | "her");
    let somebody = at >= 1 && (sentence.word(at - 1).ends_with('s') && sentence.word(at - 1).len() > 3);
    let borne = matches!((sentence.word(at + 1), sentence.word(at + 2)), ("is" | "should" | "would" | "will", "on" | "be"));
    (filed && somebody) || (borne && sentence.word(at + 2) == "on")
}

/// "a nombre de mi esposa, …", "under my husband, …": the token after the relative.
pub fn after_relative(sentence: &Sentence<'_>, at: usize) -> usize {
    let owned = matches!(sentence.word(at), "my" | "our" | "mi" | "her" | "his");
    let relative = matches!(
        sentence.word(at + 1),
        "wife"
            | "husband"
            | "mother"
            | "mom"
            | "father"
            | "dad"
            | "son"
            | "daughter"
            | "sister"
            | "brother"
            | "partner"
            | "boss"
            | "fiance"
            | "fiancee"
            | "esposa"
            | "esposo"
            | "marido"
            | "mama"
            | "papa"
            | "madre"
            | "padre"
            | "hijo"
            | "hija"
            | "hermana"
            | "hermano"
            | "jefe"
            | "jefa"
            | "mujer"
    );
    if owned && relative { at + 2 } else { at }
}
