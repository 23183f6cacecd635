//! What joins phrases about time, bounds them or takes them back: "by", "or", "no wait", "not".

use super::item::{Item, Link, Read, Reader};
use super::words::{is_one_of, phrase, weekday, word, word_before};

const LINKS: &[(&[&str], Link)] = &[
    (
        &[
            "not after",
            "any later than",
            "much later than",
            "on or before",
            "no later than",
            "not later than",
            "not past",
            "no despues de las",
            "no despues de la",
            "no despues del",
            "no despues de",
            "no mas tarde de las",
            "no mas tarde de la",
            "no mas tarde del",
            "no mas tarde de",
            "no mas tarde que",
            "como maximo",
            "como muy tarde",
            "a mas tardar a las",
            "a mas tardar",
        ],
        Link::By,
    ),
    (
        &[
            "not until",
            "not till",
            "not before",
            "no earlier than",
            "not earlier than",
            "no sooner than",
            "not sooner than",
            "no antes de las",
            "no antes de la",
            "no antes del",
            "no antes de",
        ],
        Link::From,
    ),
    (&["later than", "anytime after", "any time after"], Link::After),
    (&["instead of", "rather than", "en vez de", "en lugar de"], Link::InsteadOf),
    (
        &[
            "no wait",
            "no , wait",
            "wait no",
            "wait , no",
            "wait",
            "actually",
            "i mean",
            "i meant",
            "scratch that",
            "strike that",
            "make that",
            "let's make it",
            "make it",
            "sorry",
            "or rather",
            "instead",
            "correction",
            "better yet",
            "oops",
            "my bad",
            "on second thought",
            "no , no",
            "no espere",
            "no espera",
            "espere",
            "espera",
            "perdon",
            "quiero decir",
            "quise decir",
            "digo",
            "mejor dicho",
            "mejor",
            "bueno no",
        ],
        Link::Instead,
    ),
    (
        &[
            "anything but",
            "any day but",
            "but not",
            "except for",
            "except on",
            "except",
            "excluding",
            "other than",
            "aside from",
            "apart from",
            "besides",
            "able to make it",
            "couldn't make it",
            "can't make it",
            "cannot make it",
            "can't do",
            "cannot do",
            "can not do",
            "can't on",
            "can't make",
            "won't be home",
            "won't be here",
            "won't be there",
            "not available",
            "unavailable",
            "not free",
            "busy",
            "out of town",
            "i'm out",
            "not",
            "excepto",
            "salvo",
            "no estoy",
            "no estare",
            "ocupado",
            "ocupada",
            "ningun",
            "todo menos",
            "pero no",
        ],
        Link::Not,
    ),
    (
        &[
            "doesn't work",
            "does not work",
            "don't work",
            "won't work",
            "isn't good",
            "is not good",
            "is no good",
            "no good",
            "isn't possible",
            "is bad",
            "is out",
            "isn't going to work",
            "is not going to work",
            "no me sirve",
            "no me queda",
            "no me conviene",
            "no funciona",
            "i can't",
            "no puedo",
            "no se puede",
            "doesn't suit",
            "wouldn't work",
            "is too soon",
            "is too late",
            "is too early",
        ],
        Link::NotThat,
    ),
    (
        &[
            "at the earliest",
            "at the very earliest",
            "como muy pronto",
            "onwards",
            "onward",
            "or later",
            "or after",
            "and later",
            "and after",
            "en adelante",
            "o despues",
            "o mas tarde",
            "forward",
        ],
        Link::Onward,
    ),
    (
        &["before", "earlier than", "sooner than", "prior to", "ahead of", "antes de las", "antes de la", "antes del", "antes de"],
        Link::Before,
    ),
    (&["after", "past", "despues de las", "despues de la", "despues del", "despues de", "pasadas las", "pasada la"], Link::After),
    (&["by", "para antes del", "para antes de"], Link::By),
    (&["ever since", "since"], Link::Since),
    (
        &[
            "from",
            "between",
            "on or after",
            "starting on",
            "starting from",
            "starting",
            "beginning",
            "as of",
            "a partir del",
            "a partir de",
            "desde",
            "entre",
        ],
        Link::From,
    ),
    (
        &["to", "till", "til", "until", "untill", "through", "thru", "-", "–", "—", "hasta las", "hasta la", "hasta el", "hasta", "al"],
        Link::To,
    ),
    (&["or", "either", "o"], Link::Or),
    (&["and", "&", "y", "but", "pero"], Link::And),
    (&[".", "?", "!", ";"], Link::Stop),
];

impl Reader<'_> {
    /// "any day but Friday": what comes after would not suit.
    pub(super) fn exception(&self, at: usize) -> Read<Item> {
        matches!(word(self.tokens, at), "but" | "except" | "besides" | "menos" | "excepto").then_some((Item::Link(Link::Not), 1))
    }

    /// What joins or bounds.
    pub(super) fn link(&self, at: usize) -> Read<Item> {
        let visit = word(self.tokens, at) == "by"
            && matches!(
                word_before(self.tokens, at),
                "come" | "came" | "coming" | "stop" | "stopped" | "swing" | "drop" | "go" | "run" | "pass"
            );
        if visit {
            return None;
        }
        let next = word(self.tokens, at + 1);
        // "mon/tues"
        if word(self.tokens, at) == "/" && weekday(next).is_some() && weekday(word_before(self.tokens, at)).is_some() {
            return Some((Item::Link(Link::Or), 1));
        }
        // "up to 5 pm", not "up to forty degrees".
        if word(self.tokens, at) == "up" {
            let named = self.point(at + 2).is_some_and(|reading| reading.sure || self.asked) || self.days(at + 2).is_some();
            return (named && matches!(next, "to" | "until" | "till")).then_some((Item::Link(Link::To), 2));
        }
        // "At the earliest possible time" is as soon as possible.
        if next == "the" && word(self.tokens, at) == "at" && matches!(word(self.tokens, at + 3), "possible" | "convenience" | "opportunity")
        {
            return None;
        }
        if word(self.tokens, at) == "no"
            && next.ends_with('s')
            && (weekday(next).is_some() || matches!(next, "mornings" | "afternoons" | "evenings" | "weekends"))
        {
            return Some((Item::Link(Link::Not), 1));
        }
        let (link, used) = LINKS.iter().find_map(|(phrases, link)| phrase(self.tokens, at, phrases).map(|used| (*link, used)))?;
        // "at 9 or after 2" goes on, "2 or after" does not.
        if link == Link::Onward && used == 2 && (self.point(at + used).is_some() || self.days(at + used).is_some()) {
            return Some((Item::Link(Link::Or), 1));
        }
        let english_o = word(self.tokens, at) == "o" && !self.spanish;
        (!english_o).then_some((Item::Link(link), used))
    }

    /// Words where Spanish says "a" for "to" and "menos" or "no" for "not".
    pub(super) fn spanish_link(&self, at: usize, after_item: bool) -> Read<Item> {
        if !self.spanish {
            return None;
        }
        match word(self.tokens, at) {
            "desde" if !self.tokens[at..].iter().any(|token| token.word == "hasta" || token.word == "a") => {
                Some((Item::Link(Link::Since), 1))
            }
            "a" if after_item && !is_one_of(word(self.tokens, at + 1), "partir mas eso primera ultima finales fines mediados") => {
                Some((Item::Link(Link::To), 1))
            }
            "menos" => Some((Item::Link(Link::Not), 1)),
            "no" if matches!(word(self.tokens, at + 1), "el" | "los") => Some((Item::Link(Link::Not), 1)),
            "no" if after_item => Some((Item::Link(Link::NotThat), 1)),
            _ => None,
        }
    }
}
