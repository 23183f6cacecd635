//! What a user's turn says about when: wishes, and times that stand for something else.

use super::clause::clauses;
use super::listing::{says, says_phrase, words};
use super::moment::Moment;
use super::topic::Topic;
use crate::understanding::text::tokenize;
use crate::understanding::{Context, time};

/// What one turn of the user says about when.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wished {
    /// When the visit should be.
    pub(super) moment: Moment,
    /// A day that was talked about in passing.
    pub(super) aside: Moment,
    /// "That day", "the same day".
    pub(super) points_at_day: bool,
    /// Some of it was about the visit.
    pub(super) about_visit: bool,
    /// It asks for something, rather than only telling.
    pub(super) requests: bool,
}

const POINTERS: &str = "that day|this day|same day|that date|this date|same date|that very day|ese dia|ese mismo dia|esa fecha|mismo dia";
const REQUESTS: &str = "can could would want need change move reschedule instead book schedule try make let's lets please \
    prefer better actually \
    possible available puede podria quiero quisiera cambiar mejor mover ponga";
const REQUESTING_PHRASES: &str = "how about|what about|do you have|is there|i'd like|i'll take|que tal";

/// Reads a turn of the user in a dialogue that had been about `topic`, which changes with the words.
pub(super) fn read(text: &str, topic: &mut Topic, context: &Context<'_>) -> Wished {
    let mut wished = Wished::default();
    for clause in clauses(text) {
        let tokens = tokenize(clause);
        let words = words(&tokens);
        let meaning = time::recognize(clause, &tokens, context);
        let start = meaning.as_ref().map_or(usize::MAX, |meaning| meaning.span.start);
        let (before, from) = words.split_at(tokens.iter().take_while(|token| token.span.start < start).count());
        let apart = (is_impossible(&words) && !asks(before)) || is_taken(before, from) || is_small_talk(&words);
        if !apart {
            *topic = topic.after(&words, true);
        }
        wished.about_visit |= *topic == Topic::Visit;
        let counts = *topic == Topic::Visit && !apart;
        if counts {
            wished.points_at_day |= says_phrase(&words, POINTERS);
            wished.requests |= says(&words, REQUESTS) || says_phrase(&words, REQUESTING_PHRASES);
        }
        let moment = meaning.as_ref().map(Moment::heard).unwrap_or_default();
        if (*topic != Topic::Visit && !apart) || is_about_hours(&words) {
            wished.aside = wished.aside.overlaid_with(moment);
        } else if counts && !is_second_choice(&words) {
            wished.moment = wished.moment.overlaid_with(moment);
        }
    }
    wished
}

const FREE: &str = "free available open opening libre";

/// "I can't do Friday": when the speaker is not free.
fn is_impossible(words: &[&str]) -> bool {
    const CANNOT: &str = "i am busy|i'm busy|im busy|i can't|i cannot|i cant|i won't|won't work|doesn't work|does not work|will not work|\
        not available|no puedo|no me queda|no me sirve|estoy ocupado|estoy ocupada|can not|not free|i was going";
    says_phrase(words, CANNOT) && (!says(words, FREE) || says_phrase(words, "not available|not free"))
}

/// "I have a wedding on Sunday", "my interview on Friday", "on Monday I have my class": a time that another thing in the speaker's life
/// takes. What is asked for before such a thing is mentioned is a wish all the same.
fn is_taken(before: &[&str], from: &[&str]) -> bool {
    const HAVING: &str = "i have a|i have an|i have my|i have to|i've got|i got a|i got an|i had a|we have a|i have another|i have plans|\
        i have work|i have the|i have some|i have other|i work|i'm working|i will be|i'll be|i have been|i forgot|i just remembered|\
        tengo un|tengo una|tengo que|trabajo hasta";
    if says(before, FREE) || says(from, FREE) || asks(before) {
        return false;
    }
    says_phrase(before, HAVING) || is_event(before) || (says_phrase(from, HAVING) && is_event(from))
}

/// "How about", "could we": what follows is asked for.
fn asks(words: &[&str]) -> bool {
    says_phrase(words, "how about|what about|can we|could we|can i|could i|let's|i'd like|would like|que tal|podria|quisiera")
}

fn is_event(words: &[&str]) -> bool {
    const EVENTS: &str = "interview wedding funeral birthday exam recital graduation vacation boda entrevista cumpleanos examen";
    says(words, EVENTS)
        || says_phrase(words, "my date|hot date|a date|lunch date|dinner date|my party|my class|my trip|my show|a show|a class")
}

/// "Have a nice day", "that's all for today": courtesy.
fn is_small_talk(words: &[&str]) -> bool {
    const COURTESIES: &str = "great day|nice day|good day|beautiful day|lovely day|wonderful day|my day|rest of|good night|nice night|\
        nice weekend|good weekend|great weekend|buen dia|all day|be all|is all|that's all|thats all|be it|that's it|that is it|\
        all for today|good for today|done for|set for today|all i need|all i needed|nothing else|anything else|nothing more|\
        no more|help today|your help|thanks for|thank you for|nada mas|es todo|por hoy|gracias por";
    let has_figures = words.iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    !has_figures && says_phrase(words, COURTESIES)
}

/// "Are you open on Sunday?" asks about the business.
fn is_about_hours(words: &[&str]) -> bool {
    says_phrase(words, "you open|your hours|you work on|you closed|you guys open|do you work|estan abiertos|abren los|trabajan los")
}

/// "Otherwise Wednesday".
fn is_second_choice(words: &[&str]) -> bool {
    says_phrase(words, "if not|otherwise|or else|si no|worst case")
}
