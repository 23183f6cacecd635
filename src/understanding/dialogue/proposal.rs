//! What the assistant says about when: what it proposes, reads back, books, or cannot do.

use super::clause::clauses;
use super::listing::{says, says_phrase, words};
use super::moment::Moment;
use super::topic::Topic;
use crate::understanding::text::{Token, tokenize};
use crate::understanding::time::TimeMeaning;
use crate::understanding::{Context, time};

/// One turn of the assistant.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    /// When, of what it holds possible.
    pub(super) moment: Moment,
    /// What it offers, where it offers more than one.
    pub(super) options: Vec<Moment>,
    /// A time of something else.
    pub(super) aside: Moment,
    /// It says that the visit is booked.
    pub(super) books: bool,
    /// It says that something is not possible.
    pub(super) denies: bool,
}

const DENIALS: &str = "unfortunately unable couldn't can't cannot cant couldnt failed unsuccessful unavailable lamentablemente";
const DENYING_PHRASES: &str = "could not|can not|was not|were not|not available|no appointment|no appointments|no viewing|\
    not able|not successful|\
    nothing available|not possible|no tengo|no hay|no puedo|no se pudo|no pude|fully booked|is taken|is booked already|\
    went wrong|something wrong|isn't available|wasn't able|don't have|do not have|not been booked|no longer available|aren't any|\
    not a success|conflicting appointment|no good|went badly|no opening";
/// Numbers in such a clause are those of a house or a telephone.
const WHEREABOUTS: &str =
    "find them|located at|address is|located on|phone number|contact number|call them|reach them|contact them|number is|las puede llamar";

/// "Anything else I can do for you today?" proposes nothing.
const COURTESIES: &str = "anything else|something else|else i can|day ahead|have a good|have a great|have a nice|\
    have a wonderful|have a lovely|\
    have a pleasant|have a fantastic|enjoy your|enjoy the|algo mas|buen dia|que tenga";
/// "We're open Monday to Friday" neither.
const HOURS: &str = "we are open|they are open|they're open|we're open|we open|our hours|opens|are closed|we're closed|\
    abrimos|nuestro horario|estamos abiertos";

const BOOKED: &str = "booked scheduled reserved confirmed successful success completed agendada agendado reservada reservado confirmada";
const BOOKED_PHRASES: &str = "you have an appointment|have made|you are set|you're set|that worked|went through|is made|\
    i've made|i booked|\
    has been schedule|is done|all set|got your appointment|is complete|i made|is set|has been made|has been submitted|successfully|\
    quedo agendada|su cita es";

/// Reads a turn of the assistant, in the order of its clauses. What it says of other things than the visit is no proposal.
pub(super) fn read(text: &str, topic: &mut Topic, context: &Context<'_>) -> Said {
    let mut said = Said::default();
    for clause in clauses(text) {
        let tokens = tokenize(clause);
        let words = words(&tokens);
        *topic = topic.after(&words, false);
        if says(&words, DENIALS) || says_phrase(&words, DENYING_PHRASES) {
            said.denies = true;
            said.books = false;
            said.moment = Moment::default();
            let Some(offer) = offer_after(clause, &words, &tokens) else { continue };
            said.propose(offer, *topic, context);
            continue;
        }
        if says_phrase(&words, WHEREABOUTS) || says_phrase(&words, COURTESIES) || says_phrase(&words, HOURS) {
            continue;
        }
        said.books |= !clause.trim_end().ends_with('?') && (says(&words, BOOKED) || says_phrase(&words, BOOKED_PHRASES));
        said.propose(clause, *topic, context);
    }
    said.books &= !asks_to_confirm(text);
    said
}

impl Said {
    /// Adds the time in a clause; of "Tuesday or Friday" the first.
    fn propose(&mut self, clause: &str, topic: Topic, context: &Context<'_>) {
        let tokens = tokenize(clause);
        let Some(meaning) = heard_again(clause, &tokens, context) else { return };
        let alternatives = meaning.preferred.len() > 1 && says(&words(&tokens), "or o");
        let moment = if alternatives { Moment::heard(&meaning) } else { Moment::heard_together(&meaning) }.without_long_stretch();
        if alternatives && topic == Topic::Visit {
            self.options = Moment::alternatives(&meaning);
        }
        let part = if topic == Topic::Visit { &mut self.moment } else { &mut self.aside };
        *part = part.overlaid_with(moment);
    }
}

/// "Has been scheduled at 5 pm" tells of something past, and yet the time is still to come: it is read without its verb.
fn heard_again(clause: &str, tokens: &[Token], context: &Context<'_>) -> Option<TimeMeaning> {
    let meaning = time::recognize(clause, tokens, context)?;
    if !meaning.preferred.is_empty() || !meaning.excluded.is_empty() {
        return Some(meaning);
    }
    let alone = clause.get(meaning.span.start..meaning.span.end)?;
    time::recognize(alone, &tokenize(alone), context)
}

/// "I could not book that time, would you like to come at 3?": what is offered in the same breath.
fn offer_after<'a>(clause: &'a str, words: &[&str], tokens: &[Token]) -> Option<&'a str> {
    const OFFERING: &[[&str; 2]] = &[
        ["would", "you"],
        ["do", "you"],
        ["how", "about"],
        ["what", "about"],
        ["shall", "i"],
        ["should", "i"],
        ["can", "i"],
        ["i", "can"],
        ["we", "can"],
        ["i", "suggest"],
        ["could", "you"],
        ["i", "have"],
        ["tengo", "el"],
        ["le", "puedo"],
    ];
    let at = words.windows(2).rposition(|pair| OFFERING.iter().any(|offer| pair == offer))?;
    clause.get(tokens.get(at)?.span.start..)
}

const CONFIRMING: &str = "please confirm|confirm the|confirm that|confirm these|confirm if|please verify|confirm your|\
    kindly ensure|ensure that|\
    let me know if|por favor confirme";

/// "Please confirm: your visit is scheduled for …" books nothing yet.
fn asks_to_confirm(text: &str) -> bool {
    let tokens = tokenize(text);
    let words = words(&tokens);
    says_phrase(&words, CONFIRMING) || clauses(text).last().is_some_and(|last| is_tag_question(last))
}

/// "…, is that right?"
fn is_tag_question(clause: &str) -> bool {
    clause.trim_end().ends_with('?') && says(&words(&tokenize(clause)), "right correct ok okay work works good correcto bien")
}
