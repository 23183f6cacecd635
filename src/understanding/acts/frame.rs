//! What is said around a request for the sake of politeness: "could you please … for me".
//!
//! The words stay, for they may matter to somebody; they only no longer hide where the request itself begins and ends.

use super::phrases::{Frame, Table, Word};
use std::sync::LazyLock;

static LEADS: LazyLock<Table<()>> = LazyLock::new(|| Table::new(&[((), LEAD)]));
static TAILS: LazyLock<Table<()>> = LazyLock::new(|| Table::new(&[((), TAIL)]));

const LEAD: &[&str] = &[
    "can|could|will|would|may|might|cant|wont you|u|ya|we|i please|kindly|just|maybe|possibly|now|ever?",
    "would|do you mind",
    "i need|want|wanted|wish|ask|beg|require|order|command|urge you|u to please|just?",
    "i would|id like|love|prefer|want|need|ask you|u to please|just?",
    "i would|id like|love|prefer to please|just?",
    "i want|wanted|need|wish|have|got|gotta to please|just|now?",
    "im asking|telling|begging you to please|just?",
    "please|kindly|pls|just",
    "go ahead and",
    "hold on|up",
    "wait",
    "lets|let us|me just|please?",
    "you can|could|should|may|must|need|have to?",
    "is it possible|okay|ok to|for you? to?",
    "is there a|any way|chance to|you|for can|could|to?",
    "how about|bout you|we",
    "ok|okay|alright|hey|well|so|and|oh|um|now|but|sorry|actually|yo|hi|hello",
    "ai|computer|robot|siri|alexa|google|assistant|buddy|pal|dude|man|friend",
    "id appreciate|it|love|like it? if you|u could|would|can?",
    "i|ill just|only wanted|want|need|wish|like to",
    "tell|let me know?",
    "puede|puedes|podria|podrias|quiero|quisiera|necesito|me usted? por? favor?",
    "por favor",
];

const TAIL: &[&str] = &[
    "please|pls|kindly",
    "now",
    "right now|away",
    "thanks|thank you?",
    "ai|computer|robot|assistant|buddy|pal|dude|man|bro|friend|partner|sir|maam|mister|everyone|folks|yall",
    "my friend|dear|man|dude",
    "for me|us|now|today",
    "at once",
    "immediately|today|tonight|again|then|though|tho|too|already|instead|altogether|completely|entirely",
    "if you dont|would|could|can|will mind|please?",
    "would|could|can|will you please?",
    "por favor",
    "ahora|ya",
    "yeah|yep|yup|yes",
];

/// How many frames may stand one inside the other: "hey, could you please just …".
const MOST: usize = 4;

/// Marks where a request begins behind its polite lead and where it ends before its polite tail.
pub(super) fn mark(words: &mut [Word]) {
    let leads = LEADS.find(words);
    for _ in 0..MOST {
        for lead in &leads {
            let starts = words[lead.first].opens || words[lead.first].frame == Frame::Request;
            if starts && lead.end < words.len() {
                words[lead.end].frame = Frame::Request;
            }
        }
    }
    let tails = TAILS.find(words);
    for _ in 0..MOST {
        for tail in tails.iter().rev() {
            let closes = words.get(tail.end).is_none_or(|next| next.opens || next.frame == Frame::Tail);
            if tail.first > 0 && closes {
                words[tail.first].frame = Frame::Tail;
            }
        }
    }
}
