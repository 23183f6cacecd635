//! For whom the visit is: the caller, or somebody whom the caller books for.

use super::listing::{is_one_of, says, says_phrase, words};
use crate::domain::customer::PersonName;
use crate::understanding::text::{Token, fold, tokenize};
use crate::understanding::{Asked, Context, name};

/// Whose name the assistant asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Whose {
    /// It asked for no name.
    #[default]
    Nobody,
    /// The caller's.
    Caller,
    /// That of the person whom the visit is for.
    Relative,
    /// That of somebody or something that has nothing to do with the visit.
    Stranger,
}

/// Another person to book for, whose name may be known.
#[derive(Clone, Debug, Default)]
struct Other {
    name: Option<PersonName>,
}

/// The names of a dialogue.
#[derive(Clone, Debug, Default)]
pub(super) struct Caller {
    name: Option<PersonName>,
    when_asked: bool,
    expected: Whose,
    /// The assistant has just said the name, so that a "no" may be about it.
    read_back: bool,
    /// The caller wants a visit for this other person.
    other: Option<Other>,
    /// A visit for that person was booked.
    booked_for: Option<PersonName>,
}

const RELATIVES: &str = "son daughter kid child boy girl wife husband mother mom mum father dad brother sister partner \
    roommate tenant grandmother \
    grandfather grandma grandpa aunt uncle hijo hija esposa esposo madre mama padre papa hermano hermana abuela abuelo inquilino inquilina";
const RELATIVES_OWN: &str = "child's son's daughter's kid's wife's husband's mother's father's mom's dad's";
const INTRODUCING: &str = "my name|name's|name is|call me|me llamo|mi nombre|this is|soy|a nombre de";
const INSISTING: &str = "my name|my last name|my first name|my family name|me llamo|mi nombre|mi apellido";

impl Caller {
    /// Notes whose name the assistant asked for.
    pub(super) fn expect(&mut self, agent: &str, asked: &[Asked]) {
        let tokens = tokenize(agent);
        let words = words(&tokens);
        let said = |part: &Option<String>| part.as_deref().is_some_and(|part| words.contains(&fold(part).as_str()));
        self.read_back = self.name.as_ref().is_some_and(|name| said(&name.given) || said(&name.family));
        let of_another = says_phrase(&words, "name of the|name of your|with whom|of your guest|who would you like|with who");
        self.expected = if of_another || asked.contains(&Asked::Address) {
            Whose::Stranger
        } else if !asked.contains(&Asked::Name) {
            Whose::Nobody
        } else if says(&words, RELATIVES_OWN) || (self.other.is_some() && says(&words, "his her their him")) {
            Whose::Relative
        } else {
            Whose::Caller
        };
    }

    /// Takes a name from a turn of the user. `asking` is the context of a question for a name.
    pub(super) fn hear(&mut self, text: &str, asking: &Context<'_>) {
        let tokens = tokenize(text);
        let words = words(&tokens);
        if let Some(relative) = relative(text, &tokens, &words) {
            let name = relative.name.or_else(|| self.other.take().and_then(|known| known.name));
            self.other = Some(Other { name });
        }
        if let Some(name) = self.other.as_ref().and_then(|_| named_later(text, &tokens, &words)) {
            self.other = Some(Other { name: Some(name) });
        }
        let asked = matches!(self.expected, Whose::Caller | Whose::Relative);
        let context = Context { asked: asking.asked.filter(|_| asked), ..*asking };
        let Some(heard) = name::recognize(text, &tokens, &context) else { return };
        let new = heard.value.name;
        match self.expected {
            Whose::Stranger if !says_phrase(&words, INTRODUCING) => {}
            Whose::Stranger => self.take(new, false),
            Whose::Relative => self.other = Some(Other { name: Some(new) }),
            Whose::Caller => self.take(new, true),
            Whose::Nobody if says_phrase(&words, INSISTING) || (self.read_back && says(&words, "no not actually sino")) => {
                if heard.value.sure {
                    self.take(new, true);
                }
            }
            Whose::Nobody if self.name.is_none() || says_phrase(&words, INTRODUCING) => {
                if heard.value.sure {
                    self.take(new, false);
                }
            }
            Whose::Nobody => {}
        }
    }

    fn take(&mut self, new: PersonName, answers: bool) {
        let is_the_others = self.other.as_ref().is_some_and(|other| other.name.as_ref() == Some(&new));
        if (answers || !self.when_asked) && !is_the_others && !self.is_shorter(&new) {
            let given = new.given.or_else(|| self.name.take().and_then(|known| known.given));
            self.name = Some(PersonName { given, family: new.family });
            self.when_asked |= answers;
        }
    }

    /// The assistant has booked; where a visit for somebody else was asked for, it is theirs.
    pub(super) fn book(&mut self) {
        if let Some(Other { name: Some(name) }) = self.other.take() {
            self.booked_for = Some(name);
        }
    }

    pub(super) fn into_name(self) -> Option<PersonName> {
        self.booked_for.or(self.name)
    }

    /// "Ana" after "Ana Ruiz" is the same person.
    fn is_shorter(&self, new: &PersonName) -> bool {
        let Some(known) = &self.name else { return false };
        let same = |a: &Option<String>, b: &Option<String>| a.as_deref().map(fold) == b.as_deref().map(fold);
        let lacks_family = new.family.is_none() && known.family.is_some() && same(&new.given, &known.given);
        let lacks_given = new.given.is_none() && known.given.is_some() && same(&new.family, &known.family);
        lacks_family || lacks_given
    }
}

/// "An appointment for my mother, Ana Ruiz": somebody else to book for, with the name if it was said.
fn relative(text: &str, tokens: &[Token], words: &[&str]) -> Option<Other> {
    let wants_visit = says(words, "appointment appointments appt book schedule visit slot add cita agendar")
        || says_phrase(words, "needs|need one|one for|need to get|come in|bring in|fit him|fit her|get him|get her|get my|necesita");
    if !wants_visit {
        return None;
    }
    let at = (1..words.len()).find(|at| {
        (is_one_of(words[*at], RELATIVES) || is_one_of(words[*at], RELATIVES_OWN)) && matches!(words[*at - 1], "my" | "our" | "mi")
    })?;
    let after = (at + 1..words.len().min(at + 3)).find(|next| words[*next] != ",");
    let before = (at >= 3 && words[at - 2] == ",").then(|| at - 3);
    let name = after.and_then(|next| written_name(text, &tokens[next..]));
    Some(Other { name: name.or_else(|| before.and_then(|at| written_name(text, &tokens[at..=at]))) })
}

/// "His name is Leo", "my son's name is Leo", once somebody else is to be booked for.
fn named_later(text: &str, tokens: &[Token], words: &[&str]) -> Option<PersonName> {
    let at = words.windows(3).position(|three| {
        (matches!(three[0], "his" | "her" | "their") || three[0].ends_with("'s")) && three[1] == "name" && three[2] == "is"
    })?;
    written_name(text, tokens.get(at + 3..)?)
}

/// Up to two words that are written or known as names.
fn written_name(text: &str, tokens: &[Token]) -> Option<PersonName> {
    let original = |token: &Token| text.get(token.span.start..token.span.end).unwrap_or_default().to_owned();
    let is_name = |token: &Token| {
        let capital = original(token).starts_with(char::is_uppercase);
        token.is_word() && ((capital && !name::is_ordinary(&token.word)) || name::is_given(&token.word))
    };
    let given = tokens.first().filter(|token| is_name(token))?;
    let family = tokens.get(1).filter(|token| is_name(token) && original(token).starts_with(char::is_uppercase)).map(original);
    Some(PersonName { given: Some(capitalized(&original(given))), family })
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
