//! People who answer what they are asked, whatever the words.

/// Somebody with a problem.
#[derive(Clone, Debug)]
pub struct Person {
    /// What is wrong.
    pub problem: &'static str,
    /// Whether it can wait.
    pub urgency: &'static str,
    /// Who they are.
    pub name: &'static str,
    /// Where they live.
    pub address: String,
    /// A number to reach them.
    pub phone: &'static str,
    /// When it would suit.
    pub when: &'static str,
    /// Which of two windows.
    pub choice: &'static str,
    /// Whether to book.
    pub confirm: &'static str,
}

impl Default for Person {
    fn default() -> Self {
        Self {
            problem: "my water heater is leaking",
            urgency: "no, it can wait",
            name: "Maria Lopez",
            address: "8412 Johnson Drive, Merriam, Kansas 66202".to_owned(),
            phone: "816 555 0142",
            when: "tomorrow morning",
            choice: "the first one works",
            confirm: "yes, that works",
        }
    }
}

/// What this person answers to what was just said.
pub fn answer_to(person: &Person, said: &str) -> String {
    let said = said.to_lowercase();
    let question =
        said.rsplit_once(['.', '!']).map_or(said.as_str(), |(_, last)| if last.trim().is_empty() { said.as_str() } else { last });
    let asks = |words: &[&str]| words.iter().any(|word| question.contains(word));
    let answer = if asks(&["anything else"]) {
        "no, that's everything, thank you"
    } else if asks(&["something new"]) {
        "yes, it's something new"
    } else if asks(&["can wait", "can it wait"]) {
        person.urgency
    } else if asks(&["shall i book"]) {
        person.confirm
    } else if asks(&["which works"]) {
        person.choice
    } else if asks(&["number"]) && !asks(&["house number"]) {
        person.phone
    } else if asks(&["address", "zip"]) {
        &person.address
    } else if asks(&["name"]) {
        person.name
    } else if asks(&["when", "what day", "which day"]) {
        person.when
    } else {
        person.problem
    };
    answer.to_owned()
}

/// Whether somebody was just told that they are booked.
pub fn is_booked(said: &str) -> bool {
    said.contains("You're all set")
}
