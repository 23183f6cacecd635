//! Dialogues as small stories, told on Monday, 2 March 2026, at nine in the morning.

use super::{Speaker, Turn, settled};
use crate::understanding::Vocabulary;

/// Name, beginning and end after a dialogue; turns begin with `U:` or `A:`.
fn outcome(turns: &[&str]) -> (String, String, String) {
    let turns: Vec<Turn<'_>> = turns
        .iter()
        .map(|turn| {
            let (side, text) = turn.split_at(2);
            Turn { speaker: if side == "U:" { Speaker::User } else { Speaker::Agent }, text: text.trim() }
        })
        .collect();
    let now = "2026-03-02T09:00:00-06:00[America/Chicago]".parse().expect("a valid instant");
    let settled = settled(&turns, &now, &Vocabulary::default());
    let written = |at: Option<jiff::Zoned>| at.map(|at| at.strftime("%m-%d %H:%M").to_string()).unwrap_or_default();
    (settled.name.map(|name| name.full()).unwrap_or_default(), written(settled.from), written(settled.to))
}

#[track_caller]
fn begins(expected: &str, turns: &[&str]) {
    assert_eq!(outcome(turns).1, expected, "{turns:#?}");
}

#[track_caller]
fn is_for(expected: &str, turns: &[&str]) {
    assert_eq!(outcome(turns).0, expected, "{turns:#?}");
}

#[test]
fn a_day_said_early_and_an_hour_said_later_belong_together() {
    begins("03-04 10:00", &["U: My sink drips, can you come Wednesday?", "A: What time works for you?", "U: around 10 in the morning"]);
    begins("03-10 08:30", &["U: Next week please", "A: Which day?", "U: Tuesday", "A: And the time?", "U: half past eight in the morning"]);
    begins("03-05 00:00", &["U: I need a plumber on Thursday", "A: At what time?", "U: I don't know yet"]);
    begins("03-02 14:00", &["U: I need somebody", "A: At what time?", "U: 2 pm"]);
    begins("", &["U: I need a plumber", "A: Which day suits you?", "U: I'll call again", "A: Goodbye."]);
}

#[test]
fn what_is_proposed_counts_once_it_is_agreed_to() {
    begins("03-06 17:00", &["U: I need a plumber", "A: I have an opening at 5 pm on Friday. Does that work?", "U: Yes, that works."]);
    begins("", &["U: I need a plumber", "A: I have an opening at 5 pm on Friday. What's the address?", "U: 14 Oak Street, Olathe"]);
    begins(
        "03-03 09:00",
        &["U: Tomorrow at 9 please", "A: Nothing is free at 9. How about 11 am?", "U: No, that's too late.", "A: Anything else?", "U: no"],
    );
    begins(
        "03-03 11:00",
        &["U: Tomorrow at 9 please", "A: Sorry, I couldn't book that, would you like to try 11 am?", "U: Sure, go ahead"],
    );
    begins("03-03 11:00", &["U: Tomorrow at 9", "A: 9 is taken. Shall I try 11 am?", "U: try that then", "A: You're set.", "U: great"]);
}

#[test]
fn a_correction_changes_only_the_part_it_names() {
    begins("03-10 16:00", &["U: Can you come on the 10th at 3?", "A: So March 10th at 3 pm?", "U: No, make it 4."]);
    begins("03-11 15:00", &["U: Can you come on the 10th at 3?", "A: So March 10th at 3 pm?", "U: Actually the 11th would be better"]);
    begins("03-10 11:00", &["U: The 10th at 3 please", "A: March 10th at 3 pm, correct?", "U: No, I said 11 am."]);
    begins("03-05 14:00", &["U: Thursday at 2", "A: Nothing at 2, how about Friday at 3?", "U: no", "A: Sorry about that.", "U: ok bye"]);
}

#[test]
fn a_yes_to_a_read_back_confirms_all_of_it() {
    let read_back = "A: So that's Saturday, March 7th at 12 pm. Shall I book it?";
    begins(
        "03-07 12:00",
        &["U: Will it rain on Saturday?", "A: It will be sunny.", "U: Book the gutter cleaning for noon", read_back, "U: Yes please"],
    );
    begins(
        "03-07 12:00",
        &["U: Book me for noon", read_back, "U: What do you charge?", "A: It depends. Your visit is booked.", "U: thanks"],
    );
}

#[test]
fn what_is_only_asked_is_not_booked_yet() {
    begins("03-05 14:00", &["U: Thursday at 2", "A: I have you scheduled for Friday at 2, is that right?", "U: No, Thursday."]);
    begins("03-05 14:00", &["U: Thursday at 2", "A: I have you scheduled for Friday at 2, is that right?", "U: No, that's wrong"]);
    begins("03-06 14:00", &["U: Thursday at 2", "A: I have you scheduled for Friday at 2, is that right?", "U: That's right"]);
}

#[test]
fn times_of_other_things_do_not_count() {
    begins("03-07 12:00", &["U: Will it rain on Saturday?", "A: It will be sunny on Saturday.", "U: Then send someone that day at noon"]);
    begins(
        "03-05 10:00",
        &[
            "U: I'd like an appointment Thursday at 10",
            "A: Booked.",
            "U: Can you get me a taxi for Friday at 8?",
            "A: Your taxi comes Friday at 8 am.",
        ],
    );
    begins("03-05 10:00", &["U: I have a wedding on Saturday. How about Thursday at 10?", "A: Thursday at 10 am, correct?", "U: Yes"]);
    begins(
        "03-05 10:00",
        &["U: Thursday at 10", "A: Your visit is booked. Anything else I can do today?", "U: I hope my exam on Friday goes well."],
    );
    begins(
        "03-04 15:00",
        &["U: Wednesday at 3, I can't do Tuesday", "A: The office is at 855 Elm Street. It's booked.", "U: Have a nice day!"],
    );
}

#[test]
fn a_time_that_was_only_asked_about_is_given_up_again() {
    let start = [
        "U: Thursday at 2 pm please",
        "A: Thursday, March 5th at 2 pm. What's the address?",
        "U: Hold on, what about Friday?",
        "A: Friday is full, sorry.",
    ];
    begins("03-05 14:00", &[&start[..], &["U: okay, keep it as it was"]].concat());
    begins("03-07 14:00", &[&start[..], &["U: then Saturday"]].concat());
    begins(
        "03-05 14:00",
        &["U: Are you open on Sunday?", "A: We're open Monday to Friday, 8 to 5.", "U: Okay, Thursday at 2 then", "A: Correct?", "U: yes"],
    );
    begins("03-05 14:00", &["U: Thursday at 2", "A: It's booked. Anything else?", "U: No, I don't need anything else today."]);
    begins("03-06 14:00", &["U: Thursday at 2", "A: Ok?", "U: Thursday doesn't work after all how about Friday"]);
}

#[test]
fn of_two_offers_the_one_that_is_meant_counts() {
    let offer = "A: I have Tuesday, March 3rd, 8 to 10 AM, or Wednesday, March 4th, 1 to 3 PM. Which works better?";
    for (answer, expected) in
        [("U: the second one", "03-04 13:00"), ("U: Tuesday", "03-03 08:00"), ("U: at 2", "03-04 14:00"), ("U: neither", "")]
    {
        begins(expected, &["U: I need a visit", offer, answer]);
    }
}

#[test]
fn what_the_user_says_of_today_counts_above_the_clock() {
    begins("03-06 15:00", &["U: I need an appointment today, Friday", "A: What time?", "U: 3 pm"]);
    begins("03-06 15:00", &["U: Today is Wednesday so Friday at 3 would be best"]);
}

#[test]
fn a_stretch_has_an_end() {
    let (name, from, to) = outcome(&["U: I'd like to book a room from May 3rd to May 6th", "A: Under what name?", "U: Lena Ortiz"]);
    assert_eq!((name.as_str(), from.as_str(), to.as_str()), ("Lena Ortiz", "05-03 00:00", "05-06 00:00"));
}

#[test]
fn the_name_is_that_of_whom_the_visit_is_for() {
    is_for(
        "Ana Ruiz",
        &["U: Hi, this is Ana Ruiz", "A: How can I help?", "U: A leak", "A: May I have your name? And which day?", "U: Ana. Friday."],
    );
    is_for("Omar Haddad", &["U: I'm Omar Haddad", "A: What's the name of your host?", "U: Bruno Vega"]);
    is_for(
        "Rosa Delgado",
        &["U: An appointment for my mother, Rosa Delgado", "A: Your name?", "U: Pedro Delgado", "A: Her visit is booked."],
    );
    is_for(
        "Pedro Delgado",
        &["U: My wife Rosa says the sink leaks", "A: Your name, please?", "U: Pedro Delgado", "A: Your visit is booked."],
    );
}

#[test]
fn a_name_can_be_corrected_and_completed() {
    let start = ["U: Friday at 2", "A: Your name?", "U: Anna Reese", "A: Friday at 2 pm for Anna Reese. Shall I book it?"];
    is_for("Hannah Reyes", &[&start[..], &["U: No, it's Hannah Reyes"]].concat());
    is_for("Anna Reyes", &[&start[..], &["U: yes, but my last name is Reyes"]].concat());
    is_for("Anna Reese", &[&start[..], &["U: No, make it Dr. Oak's old house on Monday"]].concat());
    let second = ["A: How about 10 am?", "U: Yes. I also need one for my son. His name is Leo.", "A: Great, it's booked."];
    is_for("Leo", &[&["U: My name is Ada Reyes"][..], &second[..]].concat());
}

#[test]
fn spanish_dialogues_are_read_the_same_way() {
    let start = ["U: Hola, necesito un plomero el jueves", "A: ¿A qué hora le queda bien?", "U: a las 3 de la tarde"];
    begins("03-05 15:00", &start);
    let corrected = ["A: Tengo el jueves a las 3 de la tarde. ¿Se la agendo?", "U: mejor el viernes"];
    begins("03-06 15:00", &[&start[..], &corrected[..]].concat());
    let offered =
        ["U: Una cita para mañana", "A: Mañana no tengo nada. ¿Le queda bien el miércoles a las 10?", "U: no, no puedo el miércoles"];
    begins("03-05 09:00", &[&offered[..], &["A: ¿Y el jueves a las 9 de la mañana?", "U: sí, está bien"]].concat());
    is_for("Carmen Salas Ortiz", &["U: Se tapó el baño", "A: ¿Me da su nombre, por favor?", "U: Carmen Salas Ortiz"]);
}

#[test]
fn no_dialogue_makes_it_stumble() {
    let long = "and then on Tuesday or not, so what? ".repeat(150);
    for text in ["", "??", "\u{0}\u{1f6b0}", "today", "my son", "it's", long.as_str()] {
        let turns = [Turn { speaker: Speaker::User, text }, Turn { speaker: Speaker::Agent, text }, Turn { speaker: Speaker::User, text }];
        let now = "2026-03-02T09:00:00-06:00[America/Chicago]".parse().expect("a valid instant");
        assert!(settled(&turns, &now, &Vocabulary::default()).name.is_none(), "{text}");
    }
    assert_eq!(outcome(&[]), Default::default());
}
