//! What an assistant had asked, told from its own words: ours, or those of anybody else who books for a business.

use crate::understanding::Asked;
use crate::understanding::text::{Token, tokenize};

/// How much of what the assistant said is read, counted from its end, in bytes.
const MOST_BYTES: usize = 2_000;

/// What the assistant asked last, where it asked for anything.
pub fn recognize(agent: &str) -> Option<Asked> {
    let agent = &agent[agent.ceil_char_boundary(agent.len().saturating_sub(MOST_BYTES))..];
    let tokens = tokenize(agent);
    let sentences = sentences(&tokens);
    for (index, sentence) in sentences.iter().enumerate().rev() {
        if !sentence.asks() || sentence.points_back() {
            continue;
        }
        let before = index.checked_sub(1).and_then(|before| sentences.get(before));
        return sentence.question(before);
    }
    None
}

/// Everything that the assistant asked for in one turn, in its order: "May I have your name? And what day suits you?" wants two things.
pub fn everything(agent: &str) -> Vec<Asked> {
    let agent = &agent[agent.ceil_char_boundary(agent.len().saturating_sub(MOST_BYTES))..];
    let tokens = tokenize(agent);
    let sentences = sentences(&tokens);
    let mut all: Vec<Asked> = Vec::new();
    for (index, sentence) in sentences.iter().enumerate().filter(|(_, sentence)| sentence.asks()) {
        let question = sentence.question(index.checked_sub(1).and_then(|before| sentences.get(before)));
        let open = question.is_some_and(|asked| !matches!(asked, Asked::YesNo | Asked::Choice | Asked::Urgency));
        let topics = [(Asked::Name, sentence.is_about_name()), (Asked::When, sentence.is_about_time())];
        all.extend(topics.into_iter().filter_map(|(asked, is_meant)| (open && is_meant).then_some(asked)));
        all.extend(question);
    }
    all
}

/// One sentence of the assistant: its words and whether a question mark ends it.
struct Sentence<'a> {
    words: Vec<&'a str>,
    marked: bool,
}

const ABBREVIATIONS: &str = "dr mr mrs ms jr st sr sra dra";

/// Splits at the marks that end a sentence; a point after a single letter or between figures ends none.
fn sentences(tokens: &[Token]) -> Vec<Sentence<'_>> {
    let mut sentences = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let mark = token.word.as_str();
        let shortens = words.last().is_some_and(|word| word.chars().count() == 1 || is_one_of(word, ABBREVIATIONS))
            || tokens.get(index + 1).is_some_and(|next| next.is_number() && token.touches(next));
        if matches!(mark, "?" | "!" | "¿") || (mark == "." && !shortens) {
            if !words.is_empty() {
                sentences.push(Sentence { words: std::mem::take(&mut words), marked: mark == "?" });
            }
        } else if mark != "." && mark != "¡" {
            words.push(mark);
        }
    }
    if !words.is_empty() {
        sentences.push(Sentence { words, marked: false });
    }
    sentences
}

const INTERJECTIONS: &str = "\
    sure ok okay great alright well and so also perfect sorry right thanks good excellent , now then absolutely certainly but claro \
    bueno y pero gracias perdon entonces or -";
const QUESTION_WORDS: &str =
    "what what's whats which when when's where where's who who's whom how how's cual cuando donde quien cuanto cuantos como";
const AUXILIARIES: &str = "do does did is are can could shall should will would may have was were want care";
const PRONOUNS: &str = "i you we it that this there the";
const PREPOSITIONS: &str = "at on in for to from with under around by a en de con para";
const POLITE: &str = "please kindly favor";
const ORDERS: &str = "tell give confirm spell verify describe confirming review cuenteme digame deme dime confirme";
const NEEDS: &str = "need necesito falta faltan";

const ANYTHING_ELSE: &[&str] = &["anything else", "something else", "algo mas", "any other", "anything more"];
const PROPOSALS: &[&str] = &["how about", "what about", "what do you think", "how does", "how is", "que tal", "que le parece"];
const REQUESTS: &[&str] = &[
    "do you have",
    "can i have",
    "could i have",
    "may i have",
    "can i get",
    "could i get",
    "may i get",
    "may i ask",
    "can you",
    "could you",
    "would you mind",
    "is there",
    "are there",
    "me da",
    "me deletrea",
    "me puede",
    "me dice",
    "tiene",
];

/// "Your full name and a number": a question of so few words needs no verb.
const LONGEST_FRAGMENT: usize = 8;

impl<'a> Sentence<'a> {
    /// The words after "sure," and "okay, so".
    fn core(&self) -> &[&'a str] {
        let start = self.words.iter().position(|word| !is_one_of(word, INTERJECTIONS)).unwrap_or(0);
        &self.words[start..]
    }

    fn has(&self, words: &str) -> bool {
        self.words.iter().any(|word| is_one_of(word, words))
    }

    fn has_phrase(&self, phrase: &str) -> bool {
        let wanted: Vec<&str> = phrase.split(' ').collect();
        self.words.windows(wanted.len()).any(|window| window == wanted)
    }

    fn has_phrase_of(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.has_phrase(phrase))
    }

    fn has_figures(&self) -> bool {
        self.words.iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// A question, with its mark or without, or a request.
    fn asks(&self) -> bool {
        let core = self.core();
        let Some(first) = core.first() else { return false };
        let second = core.get(1).copied().unwrap_or_default();
        self.marked
            || is_one_of(first, QUESTION_WORDS)
            || (is_one_of(first, PREPOSITIONS) && is_one_of(second, QUESTION_WORDS))
            || (is_one_of(first, AUXILIARIES) && is_one_of(second, PRONOUNS))
            || (self.is_request(first) && (self.is_confirming() || (self.topic().is_some() && !self.has_figures())))
    }

    fn is_request(&self, first: &str) -> bool {
        self.has(POLITE) || self.has(NEEDS) || is_one_of(first, ORDERS)
    }

    /// "What is it?" asks for what the sentence before it named.
    fn points_back(&self) -> bool {
        let core = self.core();
        self.marked && matches!(core, ["what", "is" | "was", "it" | "that"] | ["what's", "it" | "that"] | ["cual" | "que", "es"])
    }

    fn question(&self, before: Option<&Sentence<'_>>) -> Option<Asked> {
        if self.is_about_urgency() {
            return Some(Asked::Urgency);
        }
        if self.offers_alternatives() || (self.asks_which() && before.is_some_and(Sentence::offers_alternatives)) {
            return Some(Asked::Choice);
        }
        if self.is_confirming() {
            return Some(Asked::YesNo);
        }
        if !self.wants_yes_or_no() {
            return self.topic();
        }
        let asks_for_time = self.names_open_time() && !self.has_moment();
        Some(if asks_for_time { Asked::When } else { Asked::YesNo })
    }

    fn is_about_urgency(&self) -> bool {
        self.has_phrase_of(&["getting worse", "can it wait", "puede esperar"]) || self.has("empeorando urgent urgente")
    }

    fn is_confirming(&self) -> bool {
        let confirms = self.has("confirm verify confirming confirmed review confirme confirma correct correcto ensure");
        confirms && (self.has_figures() || !self.has_phrase_of(&["confirm your", "verify your", "confirme su"]) || self.topic().is_none())
    }

    /// "Which works better?", after two times were named.
    fn asks_which(&self) -> bool {
        self.has("which cual prefer prefiere") && self.topic().is_none()
    }

    /// "Tuesday at 3, or Friday at 10": a moment on either side of the "or".
    fn offers_alternatives(&self) -> bool {
        let moment = |word: &&str| is_moment(word);
        let (first, last) = (self.words.iter().position(moment), self.words.iter().rposition(moment));
        first.zip(last).is_some_and(|(first, last)| self.words[first..last].iter().any(|word| matches!(*word, "or" | "o" | "u")))
    }

    fn has_moment(&self) -> bool {
        self.words.iter().any(|word| is_moment(word))
    }

    /// A question that opens with a verb, or a statement with a question mark. "May I have your name?" opens so and is a request.
    fn wants_yes_or_no(&self) -> bool {
        if self.has_phrase_of(ANYTHING_ELSE) || self.has_phrase_of(PROPOSALS) {
            return true;
        }
        let core = self.core();
        let opens_with = |words: &str| core.first().is_some_and(|first| is_one_of(first, words));
        let asks_openly = self.has(QUESTION_WORDS) || self.has_spanish_what();
        if self.topic().is_none() {
            return opens_with(AUXILIARIES) || !asks_openly || self.has(POLITE);
        }
        if opens_with("is are was") && core.get(1) != Some(&"there") {
            return true;
        }
        let requests = self.has(ORDERS) || self.has(POLITE) || self.has(NEEDS) || self.has_phrase_of(REQUESTS);
        let fragment = core.len() <= LONGEST_FRAGMENT && !self.has(AUXILIARIES) && !self.has("es esta le se");
        !(asks_openly || requests || fragment)
    }

    /// "¿Qué día?", "¿a qué hora?": only where it opens the question, or after a preposition.
    fn has_spanish_what(&self) -> bool {
        let at = self.words.iter().position(|word| *word == "que");
        at.is_some_and(|at| at == 0 || is_one_of(self.words[at - 1], PREPOSITIONS) || matches!(self.words[at - 1], "y" | "," | "sabe"))
    }

    /// What it is that an open question asks for.
    fn topic(&self) -> Option<Asked> {
        if self.has_phrase_of(&["how long", "how many", "how much", "how far"]) && !self.has("when which") {
            return None;
        }
        if self.is_about_name() {
            Some(Asked::Name)
        } else if self.is_about_phone() {
            Some(Asked::Phone)
        } else if self.is_about_problem() {
            Some(Asked::Problem)
        } else if self.is_about_address() && !self.names_open_time() {
            Some(Asked::Address)
        } else if self.is_about_time() {
            Some(Asked::When)
        } else {
            None
        }
    }

    fn is_about_name(&self) -> bool {
        const OF_PERSONS: &str = "person caller patient customer client reservation booking";
        const OF_THINGS: &str = "salon doctor doctor's dentist therapist stylist street hotel apartment \
            company business event movie restaurant \
            city user brand that this by product";
        let names = self.words.iter().enumerate().any(|(at, word)| {
            let before = at.checked_sub(1).map_or(",", |before| self.words[before]);
            let of_another = self.words.get(at + 1) == Some(&"of") && !self.words[at..].iter().take(5).any(|w| is_one_of(w, OF_PERSONS));
            matches!(*word, "name" | "names" | "nombre" | "apellido") && !is_one_of(before, OF_THINGS) && !of_another
        });
        let spells = self.words.iter().any(|word| word.starts_with("spell") || word.starts_with("deletre")) && !self.has(STREET_WORDS);
        names
            || spells
            || self.has_phrase_of(&["who am i speaking", "whom am i speaking", "who is this", "who is calling", "who's calling"])
            || self.has_phrase_of(&["como se llama", "con quien hablo", "quien habla", "quien llama", "nombre de quien"])
    }

    fn is_about_phone(&self) -> bool {
        const OTHER_NUMBERS: &str = "room house account order reference confirmation flight apartment unit this that five";
        let numbered = self.words.iter().enumerate().any(|(at, word)| {
            let before = at.checked_sub(1).map_or("", |before| self.words[before]);
            matches!(*word, "number" | "numero") && !is_one_of(before, OTHER_NUMBERS) && self.words.get(at + 1) != Some(&"of")
        });
        let phoned = self.has("phone telephone cell mobile telefono celular") && !self.has_phrase("over the phone");
        phoned || self.has_phrase_of(&["area code", "codigo de area"]) || (numbered && !self.has(STREET_WORDS))
    }

    fn is_about_problem(&self) -> bool {
        let helps = self.has("help assist ayudar servir ayudarle servirle") || self.has_phrase("do for you");
        let opens = self.has("how what que como");
        (helps && opens)
            || self.has("symptoms problem issue trouble problema sintomas pasa")
            || self.has_phrase_of(&["going on", "what's wrong", "what is wrong", "what happened", "what's happening", "brings you", "paso"])
    }

    fn is_about_address(&self) -> bool {
        self.has(STREET_WORDS) && !self.has("email web correo")
    }

    fn is_about_time(&self) -> bool {
        let of_the_past = self.has("start started begin began happen happened notice noticed empezo paso");
        let asks_when = self.has("when when's cuando") && !(of_the_past && self.has("did it empezo paso"));
        asks_when || self.names_open_time()
    }

    /// "A time", "another day", "the date" that is still open, as against "that day" and "the same time".
    fn names_open_time(&self) -> bool {
        const POINTING: &str = "this that same each per ese esa este esta misma mismo nice good";
        self.words.iter().enumerate().any(|(at, word)| {
            let before = at.checked_sub(1).map_or("", |before| self.words[before]);
            matches!(*word, "time" | "times" | "timing" | "date" | "dates" | "day" | "days" | "hora" | "dia" | "fecha" | "horario")
                && !is_one_of(before, POINTING)
        })
    }
}

const STREET_WORDS: &str =
    "address zip street city town area location where where's house direccion calle postal ciudad donde domicilio colonia casa";

const NAMED_MOMENTS: &str = "\
    monday tuesday wednesday thursday friday saturday sunday today tomorrow noon midnight lunes martes miercoles jueves viernes \
    sabado domingo hoy mediodia am pm";

fn is_one_of(word: &str, words: &str) -> bool {
    words.split(' ').any(|listed| listed == word)
}

/// A day or an hour by name or in figures; "morning" and "afternoon" alone are a question still.
fn is_moment(word: &str) -> bool {
    is_one_of(word, NAMED_MOMENTS) || is_small_number(word)
}

/// Figures that can be an hour or a day, not a house or a telephone number.
fn is_small_number(word: &str) -> bool {
    word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit()) && !word.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expect(asked: Option<Asked>, texts: &[&str]) {
        for text in texts {
            assert_eq!(recognize(text), asked, "{text}");
        }
    }

    #[test]
    fn our_own_questions_are_known_by_their_words() {
        expect(
            Some(Asked::Problem),
            &["Thanks for calling Acme. How can I help you today?", "¿Qué problema tiene?", "¿En qué le puedo ayudar?"],
        );
        expect(Some(Asked::Urgency), &["Is it getting worse right now, or can it wait?", "¿Está empeorando ahora mismo, o puede esperar?"]);
        expect(Some(Asked::Name), &["Who should I put this under? Your name, please.", "How do you spell your name?", "¿Cómo se llama?"]);
        expect(Some(Asked::Name), &["¿A nombre de quién lo pongo?", "¿Me deletrea su nombre, por favor?", "May I have your name?"]);
        expect(Some(Asked::Address), &["Which address should we come to? House number and street, please.", "¿A qué dirección vamos?"]);
        expect(Some(Asked::Address), &["I need the five-digit zip code for that address. What is it?", "Me faltan el número y la calle."]);
        expect(
            Some(Asked::Phone),
            &["Which phone number can we reach you on? Area code first, please.", "What's the best number to reach you?"],
        );
        expect(Some(Asked::Phone), &["¿Me da un teléfono, con el código de área primero?"]);
        expect(Some(Asked::When), &["When would you like us to come?", "Which day works for you, and morning or afternoon?"]);
        expect(Some(Asked::When), &["¿Qué día y a qué hora le queda bien?", "¿Cuándo le gustaría que vayamos?"]);
        expect(Some(Asked::Choice), &["I have Tuesday, March 3rd, 8 to 10, or 1 to 3 PM. Which works better?"]);
        expect(Some(Asked::Choice), &["Tengo el martes, entre las 8 y las 10, o entre la 1 y las 3. ¿Cuál le queda mejor?"]);
        expect(
            Some(Asked::YesNo),
            &["Tuesday, 8 to 10, for Ana Ruiz at 12 Oak St. Shall I book it?", "¿Se la agendo?", "Is this something new?"],
        );
        expect(
            Some(Asked::YesNo),
            &["¿Hay algo más en que le pueda ayudar?", "Anything else for you today?", "Tengo el lunes a las 8. ¿Le queda bien?"],
        );
        expect(None, &["You're all set. Goodbye.", "", "Take your time.", "Tómese su tiempo."]);
    }

    #[test]
    fn so_are_those_of_other_assistants() {
        expect(
            Some(Asked::When),
            &["Sure, at what time?", "Do you have a day in mind?", "Please tell me a date that suits.", "Would you like another day?"],
        );
        expect(Some(Asked::When), &["do you know the time you want to be there"]);
        expect(
            Some(Asked::YesNo),
            &["Please confirm: a visit at 4 pm on May 3rd.", "So a haircut on the 9th at noon?", "How about 5 pm on Monday?"],
        );
        expect(
            Some(Asked::YesNo),
            &["I was unable to book that. Can I do anything else for you?", "We have an opening at that time. Want me to book it?"],
        );
        expect(Some(Asked::YesNo), &["Is Tuesday a good day for you?", "Is 816-555-0142 the best number to reach you?"]);
        expect(Some(Asked::Choice), &["Would Monday at 2 p.m. or Wednesday at 4 p.m. be better?"]);
        expect(Some(Asked::Address), &["Okay, which city should I look in?", "Where do you live?"]);
        expect(Some(Asked::Name), &["Could I get your full name, please?", "Who am I speaking with?"]);
        expect(Some(Asked::Problem), &["Could you describe the problem, please?"]);
        expect(None, &["The salon is at 12 Oak Street.", "Have a great day.", "What color would you like?", "How many people will come?"]);
    }

    #[test]
    fn nothing_that_is_said_makes_it_stumble() {
        for text in ["???", "¿¿¿", "…?", "?\u{0}é", &"a? ".repeat(3_000), &"ñ".repeat(1_999)] {
            recognize(text);
        }
    }
}
