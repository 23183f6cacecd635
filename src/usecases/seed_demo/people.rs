//! The people of the demo: what each says, whatever is asked in whatever order.

use crate::domain::conversation::Channel;
use crate::domain::service::Trade;

/// How somebody gets in touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Call,
    Text,
    Chat,
}

impl Way {
    pub(super) fn channel(self) -> Channel {
        match self {
            Self::Call => Channel::Phone,
            Self::Text => Channel::Sms,
            Self::Chat => Channel::Web,
        }
    }
}

/// Somebody with a problem. Without a name they stop answering when they are asked for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    pub(super) trade: Trade,
    pub(super) way: Way,
    pub(super) days_ago: i32,
    pub(super) hour: i8,
    pub(super) minute: i8,
    pub(super) phone: &'static str,
    pub(super) problem: &'static str,
    pub(super) urgency: &'static str,
    pub(super) name: Option<&'static str>,
    pub(super) address: &'static str,
    pub(super) when: &'static str,
}

const CAN_WAIT: &str = "no, it can wait";
const URGENT: &str = "yes, it's getting worse";

const fn person(trade: Trade, way: Way, (days_ago, hour, minute): (i32, i8, i8), phone: &'static str, problem: &'static str) -> Person {
    Person { trade, way, days_ago, hour, minute, phone, problem, urgency: CAN_WAIT, name: None, address: "", when: "whenever you can" }
}

impl Person {
    const fn lives(self, name: &'static str, address: &'static str) -> Self {
        Self { name: Some(name), address, ..self }
    }

    const fn wants(self, when: &'static str) -> Self {
        Self { when, ..self }
    }

    const fn in_a_hurry(self) -> Self {
        Self { urgency: URGENT, ..self }
    }
}

use Trade::{Hvac, Plumbing};
use Way::{Call, Chat, Text};

pub(super) const PEOPLE: &[Person] = &[
    person(Plumbing, Call, (12, 9, 5), "+19135550131", "my kitchen faucet drips all night")
        .lives("Ruth Adler", "4100 Rainbow Boulevard, Kansas City, Kansas 66103")
        .wants("Tuesday morning"),
    person(Plumbing, Text, (9, 14, 40), "+19135550132", "hi the toilet in our hall bath keeps running")
        .lives("Marcus Bell", "7208 Floyd Street, Overland Park KS 66204")
        .wants("Thursday afternoon"),
    person(Plumbing, Call, (7, 7, 50), "+19135550133", "a pipe burst in the basement and water is everywhere")
        .lives("Joan Pruitt", "5512 Horton Street, Mission, Kansas 66202")
        .in_a_hurry(),
    person(Plumbing, Chat, (6, 20, 15), "+19135550134", "Do you install tankless water heaters?")
        .lives("Dev Patel", "9931 Perry Lane, Overland Park, KS 66212")
        .wants("next week"),
    person(Plumbing, Call, (5, 11, 25), "+19135550135", "se me tapó el drenaje de la cocina")
        .lives("me llamo Lucía Herrera", "1214 Central Avenue, Kansas City, Kansas 66102")
        .wants("mañana por la mañana"),
    person(Plumbing, Call, (4, 16, 30), "+19135550136", "the sump pump stopped working"),
    person(Plumbing, Text, (3, 8, 10), "+19135550137", "water heater is making a popping noise, no leak")
        .lives("Ellen Novak", "6610 Nall Avenue, Mission KS 66202")
        .wants("Friday after 1"),
    person(Plumbing, Call, (2, 10, 0), "+19135550138", "can I talk to a person please"),
    person(Plumbing, Chat, (1, 12, 45), "+19135550139", "Our shower drain is slow")
        .lives("Grace Kim", "3801 West 73rd Terrace, Prairie Village, KS 66208")
        .wants("as soon as you can"),
    person(Plumbing, Call, (0, 8, 20), "+19135550140", "I need the garbage disposal looked at, it just hums")
        .lives("Tom Whitaker", "8725 Lowell Avenue, Overland Park, Kansas 66212")
        .wants("tomorrow"),
    person(Hvac, Call, (11, 9, 30), "+18165550141", "our furnace blows cold air")
        .lives("Hannah Schultz", "815 Northeast 72nd Street, Gladstone, Missouri 64118")
        .wants("tomorrow afternoon"),
    person(Hvac, Text, (10, 13, 20), "+18165550142", "need a fall tune up for the furnace")
        .lives("Omar Said", "2604 Northwest 80th Terrace, Kansas City MO 64151")
        .wants("next Wednesday"),
    person(Hvac, Call, (8, 6, 55), "+18165550143", "the carbon monoxide alarm is going off next to the furnace")
        .lives("Beth Carver", "1109 Northeast Vivion Road, Kansas City, Missouri 64118")
        .in_a_hurry(),
    person(Hvac, Chat, (6, 19, 10), "+18165550144", "Thermostat screen went blank")
        .lives("Ian Fraser", "5008 North Antioch Road, Kansas City, MO 64119")
        .wants("Monday morning"),
    person(Hvac, Call, (5, 15, 5), "+18165550145", "no tenemos calefacción y hay un bebé en la casa")
        .lives("soy Rosa Medina", "612 Askew Avenue, Kansas City, Missouri 64124")
        .in_a_hurry(),
    person(Hvac, Call, (3, 11, 40), "+18165550146", "hi we are calling about your google business listing"),
    person(Hvac, Text, (2, 17, 0), "+18165550147", "how much is a tune up"),
    person(Hvac, Call, (1, 9, 15), "+18165550148", "the heat pump is loud when it starts")
        .lives("Nora Lindqvist", "7400 North Oak Trafficway, Gladstone, Missouri 64118")
        .wants("Thursday or Friday"),
];
