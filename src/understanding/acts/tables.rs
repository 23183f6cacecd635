//! The phrases of each act, read from `acts.txt`.

use super::phrases::Table;
use crate::understanding::Act;

/// Phrases that carry an act wherever they stand. Yes, no and unclear need more care and are read elsewhere.
pub(super) fn read() -> Table<Phrase> {
    Table::read(include_str!("acts.txt"), phrase)
}

/// What a phrase stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub act: Act,
    /// It counts only where it is nearly all that is said.
    pub alone: bool,
}

fn phrase(heading: &str) -> Option<Phrase> {
    let (name, alone) = heading.strip_suffix(" alone").map_or((heading, false), |name| (name, true));
    act(name).map(|act| Phrase { act, alone })
}

fn act(heading: &str) -> Option<Act> {
    Some(match heading {
        "book" => Act::Book,
        "reschedule" => Act::Reschedule,
        "cancel" => Act::Cancel,
        "ask_when" => Act::AskWhen,
        "ask_hours" => Act::AskHours,
        "ask_area" => Act::AskArea,
        "ask_price" => Act::AskPrice,
        "ask_bot" => Act::AskBot,
        "ask_other" => Act::AskOther,
        "person" => Act::Person,
        "message" => Act::Message,
        "correct" => Act::Correct,
        "repeat" => Act::Repeat,
        "hold_on" => Act::HoldOn,
        "greeting" => Act::Greeting,
        "thanks" => Act::Thanks,
        "goodbye" => Act::Goodbye,
        "change_language" => Act::ChangeLanguage,
        "opt_out" => Act::OptOut,
        "wrong_number" => Act::WrongNumber,
        "sales" => Act::Sales,
        "abuse" => Act::Abuse,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_is_an_act() {
        for heading in include_str!("acts.txt").lines().filter_map(|l| l.strip_prefix('[')?.strip_suffix(']')) {
            assert!(phrase(heading).is_some(), "{heading}");
        }
    }
}
