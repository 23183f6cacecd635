//! Customers who know what they want and answer what they are asked.

/// A row of numbers that is the same at every run (SplitMix64; Steele, Lea and Flood, 2014).
#[derive(Clone, Debug)]
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// The next number, below `sides`.
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        let index = usize::try_from(self.roll(choices.len() as u64)).unwrap_or_default();
        choices[index]
    }
}

const PROBLEMS: &[&str] = &[
    "my water heater is leaking",
    "hi, the kitchen sink is clogged and I'd like someone to look at it",
    "the toilet in the hall bath keeps running",
    "I need to get my garbage disposal replaced",
    "yeah, the faucet in the upstairs bathroom drips all night",
    "there's no hot water since this morning",
];

const NAMES: &[&str] =
    &["Maria Lopez", "it's John Carter", "my name is Priya Patel", "Emily Walker", "this is Robert Miller", "Sofia Ramirez"];

const DAYS: &[&str] = &[
    "next week",
    "tomorrow morning",
    "next Tuesday afternoon",
    "Thursday if you can",
    "the week after next",
    "as soon as you can",
    "any morning next week",
    "in two weeks, on a Friday",
];

const STREETS: &[&str] = &["Johnson Drive", "Antioch Road", "Grant Street", "Hemlock Street", "Farley Avenue", "Mastin Street"];

/// What one customer knows and wants.
#[derive(Clone, Debug)]
pub(crate) struct Customer {
    /// The number that they call or write from.
    pub(crate) number: String,
    /// What they say first.
    pub(crate) problem: &'static str,
    name: &'static str,
    address: String,
    day: &'static str,
}

impl Customer {
    /// The customer of one conversation, with a phone number of their own.
    pub(crate) fn of(conversation: u64, dice: &mut Dice) -> Self {
        // 816 is Kansas City; numbers count up from its exchange 220.
        let number = format!("+1816{:07}", 2_200_000 + conversation);
        let address = format!("{} {}, Merriam, Kansas 66202", 1000 + dice.roll(90_000), dice.pick(STREETS));
        Self { number, problem: dice.pick(PROBLEMS), name: dice.pick(NAMES), address, day: dice.pick(DAYS) }
    }

    /// What they say to what they hear; nothing where nothing is asked.
    pub(crate) fn answer(&self, heard: &str) -> Option<String> {
        let asked = heard.rsplit_once('?')?.0.rsplit(['.', '!']).next()?.to_lowercase();
        let answers: [(&[&str], &str); 11] = [
            (&["anything else"], "no, that's everything, thank you"),
            (&["something new", "besides that visit"], "yes, it's something new"),
            (&["shall i book"], "yes, please"),
            (&["which works better"], "the first one"),
            (&["does that work"], "yes, that works"),
            (&["can it wait"], "it can wait"),
            (&["name"], self.name),
            (&["address", "city", "zip", "street"], &self.address),
            (&["phone", "number"], &self.number),
            (&["when ", "what day", "which day"], self.day),
            (&["help", "problem", "going on"], self.problem),
        ];
        let found = answers.iter().find(|(words, _)| words.iter().any(|word| asked.contains(word)));
        Some(found.map_or("yes", |(_, answer)| answer).to_owned())
    }
}
