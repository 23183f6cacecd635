use super::*;
use crate::domain::language::Language;
use crate::understanding::Asked;
use crate::understanding::Vocabulary;
use crate::understanding::text::tokenize;

fn acts(text: &str, asked: Option<Asked>) -> Vec<Act> {
    let now = "2026-03-02T09:00[America/Chicago]".parse().expect("a valid instant");
    let vocabulary = Vocabulary::default();
    let context = Context { now: &now, language: Language::En, asked, vocabulary: &vocabulary };
    recognize(text, &tokenize(text), &context)
}

fn answers(text: &str, asked: Asked) -> (bool, bool) {
    let acts = acts(text, Some(asked));
    (acts.contains(&Act::Yes), acts.contains(&Act::No))
}

#[test]
fn yes_is_read_from_meaning() {
    for text in [
        "yes",
        "no problem",
        "no worries",
        "yeah no that's fine",
        "sí",
        "claro que sí",
        "dale",
        "uh huh",
        "mm-hmm",
        "sounds good",
        "that works",
        "the first one works",
        "yes, that works",
        "yes, this number is fine",
        "bueno",
        "Sure, go ahead.",
        "okay",
        "perfecto",
        "de acuerdo",
        "yep that's right",
        "that's correct",
        "está bien",
        "um yeah",
        "I'll take the first one",
        "please do",
        "no yeah that works",
    ] {
        assert_eq!(answers(text, Asked::YesNo), (true, false), "{text}: {:?}", acts(text, Some(Asked::YesNo)));
    }
}

#[test]
fn no_is_read_from_meaning() {
    for text in [
        "no, the other one",
        "para nada",
        "I don't think so",
        "nope",
        "no, gracias",
        "no thank you",
        "not really",
        "that's wrong",
        "no that's everything, thank you",
        "no puedo mañana",
        "todavía no",
        "nah",
        "no, it can wait",
        "neither works",
        "not today",
    ] {
        assert_eq!(answers(text, Asked::YesNo), (false, true), "{text}: {:?}", acts(text, Some(Asked::YesNo)));
    }
    for text in ["no it can wait", "no, it's not an emergency", "no, puede esperar"] {
        assert_eq!(answers(text, Asked::Urgency), (false, true), "{text}");
    }
}

#[test]
fn other_words_hold_no_answer() {
    for text in [
        "I know",
        "this afternoon",
        "right now please",
        "not sure",
        "there's no water",
        "no water upstairs",
        "no hay agua",
        "no idea",
        "no heat since last night",
        "my nose",
        "noon on Friday",
        "no sé",
    ] {
        assert_eq!(answers(text, Asked::When), (false, false), "{text}: {:?}", acts(text, Some(Asked::When)));
    }
}

#[test]
fn acts_in_both_languages() {
    for (text, expected) in [
        ("please stop texting me", Act::OptOut),
        ("no more messages please", Act::OptOut),
        ("take me off your list", Act::OptOut),
        ("ya no me manden mensajes", Act::OptOut),
        ("can I talk to a human", Act::Person),
        ("quiero hablar con una persona", Act::Person),
        ("are you a robot", Act::AskBot),
        ("hablo con una máquina?", Act::AskBot),
        ("do you speak Spanish", Act::ChangeLanguage),
        ("can you say that again", Act::Repeat),
        ("hold on a second", Act::HoldOn),
        ("sorry, wrong number", Act::WrongNumber),
        ("we can improve your Google listing", Act::Sales),
        ("we've been trying to reach you about your car's extended warranty", Act::Sales),
        ("this is bullshit", Act::Abuse),
        ("I need to cancel my appointment", Act::Cancel),
        ("quiero cancelar mi cita", Act::Cancel),
        ("can we move my appointment to Friday", Act::Reschedule),
        ("when is my appointment", Act::AskWhen),
        ("what time do you close", Act::AskHours),
        ("do you service Olathe", Act::AskArea),
        ("how much is a service call", Act::AskPrice),
        ("do you install water softeners", Act::AskOther),
        ("tell him the gate code is 42", Act::Message),
        ("I'd like to schedule a visit", Act::Book),
        ("necesito un plomero", Act::Book),
        ("could you stop by tomorrow", Act::Book),
        ("thanks so much", Act::Thanks),
        ("okay bye", Act::Goodbye),
        ("good morning", Act::Greeting),
        ("maybe", Act::Unclear),
        ("no, I meant the other one", Act::Correct),
    ] {
        let acts = acts(text, None);
        assert!(acts.contains(&expected), "{text}: {acts:?}");
    }
}

#[test]
fn strong_acts_are_not_heard_in_ordinary_words() {
    let strong = [Act::OptOut, Act::Cancel, Act::Abuse, Act::Sales, Act::WrongNumber];
    for text in [
        "stop by tomorrow",
        "can you stop the leak",
        "the toilet won't stop running",
        "I shut the water off",
        "don't cancel my appointment",
        "no unit, it's a house",
        "I changed my mind, make it Tuesday",
        "the alarm won't shut up",
        "call me at this number",
        "my business is on Main Street",
        "no, it's not an emergency",
    ] {
        let acts = acts(text, None);
        assert!(!strong.iter().any(|act| acts.contains(act)), "{text}: {acts:?}");
    }
}

#[test]
fn a_visit_elsewhere_is_none_of_ours() {
    assert!(!acts("cancel my dinner reservation for four", None).contains(&Act::Cancel));
    assert!(acts("cancel my appointment, I have a meeting", None).contains(&Act::Cancel));
}

#[test]
fn any_text_is_read_without_panic() {
    for text in ["", "\u{0}", "😀😀", "no ", "ñ ", &"9".repeat(4000), &"no sí ".repeat(600), "’", "…?!"] {
        let _ = acts(text, Some(Asked::YesNo));
    }
}

#[test]
fn short_commands_to_an_assistant_are_understood() {
    for (act, texts) in [
        (
            Act::Yes,
            &[
                "that is a yes",
                "I second that",
                "makes perfect sense",
                "you are so right",
                "I'd love to",
                "one hundred percent",
                "go ahead",
            ][..],
        ),
        (
            Act::No,
            &["absolutely not", "that's a no from me", "not a chance", "I have to disagree", "that is far from true", "by no means"][..],
        ),
        (
            Act::Unclear,
            &["we'll see", "yes and no", "no clue", "it could go either way", "I'm on the fence", "your guess is as good as mine"][..],
        ),
        (
            Act::Repeat,
            &["would you mind saying that one more time", "I'd like to hear that again", "come again", "what was that you said"][..],
        ),
        (Act::Cancel, &["could you please stop", "forget I asked", "never mind that", "I want you to cancel that for me", "abort"][..]),
        (Act::Greeting, &["what's up", "how are you feeling today", "top of the morning to you", "nice to meet you"][..]),
        (Act::Goodbye, &["see you around", "I've got to get going", "have a lovely evening", "it was nice talking to you"][..]),
        (Act::Thanks, &["I'm so grateful", "you've been a big help", "much appreciated", "that helps a lot"][..]),
        (Act::AskBot, &["would you call yourself a robot", "am I conversing with a real human", "are you made of flesh or metal"][..]),
        (Act::ChangeLanguage, &["respond in French", "I'd rather speak Polish", "switch languages", "my English is not good"][..]),
        (Act::Book, &["find me somebody to look at my brakes", "what's the earliest opening you have", "put me down for a tune up"][..]),
    ] {
        for text in texts {
            let acts = acts(text, None);
            assert!(acts.contains(&act), "{text}: {acts:?}");
        }
    }
}

#[test]
fn ordinary_words_hold_none_of_these_acts() {
    let acts_of_commands = [
        Act::Yes,
        Act::No,
        Act::Unclear,
        Act::Repeat,
        Act::Cancel,
        Act::Greeting,
        Act::Goodbye,
        Act::Thanks,
        Act::AskBot,
        Act::ChangeLanguage,
        Act::Book,
    ];
    for text in [
        "how do you say thank you in Italian",
        "what does goodbye mean",
        "I'm out of milk",
        "no bake cheesecake recipe",
        "is it right to lie",
        "what's new at the movies",
        "how do I make French toast",
        "cancel my flight to Boston",
        "play that song again",
        "thank goodness for the rain",
        "is Bigfoot real or fake",
        "book a table for dinner at eight",
        "I have to go to the bank",
        "why do cats purr",
    ] {
        let acts = acts(text, None);
        assert!(!acts.iter().any(|act| acts_of_commands.contains(act)), "{text}: {acts:?}");
    }
}

#[test]
fn callers_do_several_things_in_one_turn() {
    for (text, asked, expected) in [
        ("yes perfect thank you bye", Some(Asked::YesNo), &[Act::Yes, Act::Thanks, Act::Goodbye][..]),
        ("yeah and how much is that gonna be", Some(Asked::YesNo), &[Act::Yes, Act::AskPrice][..]),
        ("yes and tell him the dog bites", Some(Asked::YesNo), &[Act::Yes, Act::Message][..]),
        ("no I can't, can we do another day", Some(Asked::YesNo), &[Act::No, Act::Reschedule][..]),
        ("la dirección está mal", Some(Asked::YesNo), &[Act::No, Act::Correct][..]),
        ("hola, habla español", None, &[Act::Greeting, Act::ChangeLanguage][..]),
        ("hi can I speak to the owner", None, &[Act::Greeting, Act::Person][..]),
        ("good morning how much do you charge for a water heater", None, &[Act::Greeting, Act::AskPrice][..]),
    ] {
        let acts = acts(text, asked);
        assert!(expected.iter().all(|act| acts.contains(act)), "{text}: {acts:?}");
    }
}

#[test]
fn callers_say_the_same_in_other_words() {
    for (act, texts) in [
        (
            Act::Cancel,
            &["we won't be needing you anymore", "I found somebody else", "ya no hace falta que vengan", "take me off the schedule"][..],
        ),
        (
            Act::Reschedule,
            &["something came up Tuesday", "any chance we could move it up", "¿la pasamos al viernes?", "I need a different day"][..],
        ),
        (Act::AskWhen, &["what time is your guy coming", "has he left yet", "nadie ha venido", "sorry, when was that again?"][..]),
        (Act::AskPrice, &["what'll that run me", "is the estimate free", "y por venir a ver nomás", "what's the damage gonna be"][..]),
        (Act::AskArea, &["do you guys cover Raytown", "I'm in Liberty, is that too far", "vienen hasta Olathe"][..]),
        (Act::AskHours, &["you guys work on weekends?", "till what time are you open", "hasta qué hora atienden"][..]),
        (Act::Person, &["let me talk to somebody who's alive", "put Dave on the phone", "que me llame alguien"][..]),
        (Act::OptOut, &["quit blowing up my phone", "don't ever text this number again", "dejen de molestarme"][..]),
        (Act::HoldOn, &["let me grab a pen", "lemme check", "espéreme tantito"][..]),
        (Act::Book, &["quisiera que alguien venga a ver", "how soon can you get here", "can y'all come today"][..]),
    ] {
        for text in texts {
            let acts = acts(text, None);
            assert!(acts.contains(&act), "{text}: {acts:?}");
        }
    }
}

#[test]
fn anger_at_us_is_not_anger_at_the_leak() {
    for text in ["you people are crooks", "shut up you stupid robot", "kiss my ass", "son unos rateros", "pinche máquina"] {
        assert!(acts(text, None).contains(&Act::Abuse), "{text}");
    }
    for text in
        ["this damn toilet won't quit running", "the stupid furnace died again", "maldita fuga no para", "can you fix this fucking sink"]
    {
        assert!(!acts(text, None).contains(&Act::Abuse), "{text}");
    }
}

#[test]
fn an_answer_is_read_with_care() {
    for text in ["no rush", "it can wait", "no hay prisa"] {
        assert_eq!(answers(text, Asked::Urgency), (false, true), "{text}");
        assert_eq!(answers(text, Asked::Name), (false, false), "{text}");
    }
    assert_eq!(acts("y", Some(Asked::YesNo)), [Act::Yes]);
    assert_eq!(acts("n", Some(Asked::YesNo)), [Act::No]);
    for text in ["the toilet is fine", "yes but not at nine", "okay wait", "sí pero más tarde", "sure if it's cheap"] {
        assert_eq!(answers(text, Asked::YesNo), (false, false), "{text}");
    }
}
