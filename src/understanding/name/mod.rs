//! Who speaks: names in sentences, as bare answers, and spelled.

mod anywhere;
mod frames;
mod label;
mod parts;
mod phrases;
mod reading;
mod spelling;
mod words;
mod writing;

pub(in crate::understanding) use words::{is_given, is_ordinary};

use crate::domain::customer::PersonName;
use crate::understanding::address::is_city;
use crate::understanding::name::parts::person;
use crate::understanding::name::phrases::{Asks, Frame};
use crate::understanding::name::reading::{Casing, Reading, Sentence, Trust};
use crate::understanding::name::words::{is_family, is_person_word, is_radio_word, is_short_word};
use crate::understanding::text::{Span, Token};
use crate::understanding::{Asked, Context, Heard, HeardName};

/// One place in the text that gives a name, or a part of one.
#[derive(Clone, Debug)]
struct Hit {
    name: PersonName,
    span: Span,
    trust: Trust,
    spelled: bool,
    sure: bool,
    corrects: bool,
}

/// Finds the name that the speaker gives as their own.
pub fn recognize(text: &str, tokens: &[Token], context: &Context<'_>) -> Option<Heard<HeardName>> {
    let sentence = Sentence::new(text, tokens);
    let asked = context.asked == Some(Asked::Name);
    if asked && let Some(hit) = spelled_answer(&sentence, frames::skip_lead(&sentence, true)).filter(|hit| hit.sure) {
        return settle(vec![hit]);
    }
    let mut hits = framed(&sentence, asked);
    if hits.iter().all(|hit| !hit.sure) {
        hits.extend(bare(&sentence, asked));
    } else if asked && hits.iter().all(|hit| hit.name.given.is_none() || hit.name.family.is_none()) {
        let given = hits.iter().any(|hit| hit.name.given.is_some());
        hits.splice(0..0, bare(&sentence, true).map(|hit| if given { as_family(hit) } else { hit }));
    }
    if hits.is_empty() {
        let found = anywhere::whole(&sentence, asked).or_else(|| asked.then(|| anywhere::alone(&sentence)).flatten());
        let found = found.filter(|reading| !is_place(reading));
        let frame = Frame { asked, ..Frame::PERSONAL };
        hits.extend(found.and_then(|reading| Some(completed(&sentence, judged(&sentence, &reading, frame)?, reading.next).0)));
    }
    let mut heard = settle(hits)?;
    let unread = asked && spelling::radio_words(&sentence) > 2;
    heard.value.sure &= stray_letters(&sentence, heard.span) < 3 && (heard.value.spelled || !unread);
    Some(heard)
}

/// Letters outside the name: the caller spelled, and what was read is not all of it.
fn stray_letters(sentence: &Sentence<'_>, span: Span) -> usize {
    let outside = sentence.tokens.iter().filter(|token| token.span.end <= span.start || token.span.start >= span.end);
    outside.filter(|token| token.is_word() && token.word.chars().count() < 3 && !is_short_word(&token.word)).count()
}

/// The hit that counts: the surest, the strongest, and the later one where it corrects the earlier.
fn settle(hits: Vec<Hit>) -> Option<Heard<HeardName>> {
    let mut best: Option<Hit> = None;
    for hit in hits {
        best = Some(match best {
            None => hit,
            Some(old) if completes(&old, &hit) => joined(old, hit),
            Some(old) if old.sure && is_part_of(&hit.name, &old.name) => old,
            Some(old) if hit.sure && is_part_of(&old.name, &hit.name) => hit,
            Some(old) if hit.corrects && hit.sure => corrected(old, hit),
            Some(old) if (hit.sure, hit.trust) > (old.sure, old.trust) => hit,
            Some(old) => old,
        });
    }
    best.map(|hit| Heard { value: HeardName { name: hit.name, spelled: hit.spelled, sure: hit.sure }, span: hit.span })
}

/// "first name Maria … last name Lopez".
fn completes(old: &Hit, new: &Hit) -> bool {
    let only_given = |name: &PersonName| name.given.is_some() && name.family.is_none();
    let only_family = |name: &PersonName| name.given.is_none() && name.family.is_some();
    (only_given(&old.name) && only_family(&new.name)) || (only_family(&old.name) && only_given(&new.name))
}

/// "Quellbach, first name Zora": the lone word before is the family name.
fn as_family(hit: Hit) -> Hit {
    if hit.name.family.is_some() {
        return hit;
    }
    Hit { name: PersonName { given: None, family: hit.name.given.clone() }, ..hit }
}

/// "Rob" after "Rob Hale": nothing new.
fn is_part_of(part: &PersonName, whole: &PersonName) -> bool {
    let among = |name: &Option<String>| name.is_none() || *name == whole.given || *name == whole.family;
    whole.given.is_some() && whole.family.is_some() && among(&part.given) && among(&part.family)
}

fn joined(old: Hit, new: Hit) -> Hit {
    Hit {
        name: PersonName { given: new.name.given.or(old.name.given), family: new.name.family.or(old.name.family) },
        span: Span { start: old.span.start.min(new.span.start), end: old.span.end.max(new.span.end) },
        trust: old.trust.max(new.trust),
        spelled: old.spelled || new.spelled,
        sure: old.sure && new.sure,
        corrects: old.corrects,
    }
}

/// "Brett Lopez … no, it's Bret": what the correction leaves out stays.
fn corrected(old: Hit, new: Hit) -> Hit {
    let keeps_family = new.name.family.is_none() && old.name.given.is_some();
    let family = if keeps_family { old.name.family } else { new.name.family };
    Hit { name: PersonName { given: new.name.given, family }, ..new }
}

fn framed(sentence: &Sentence<'_>, asked: bool) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut from = 0;
    for at in 0..sentence.tokens.len() {
        if at < from {
            continue;
        }
        let Some((frame, next)) = frames::at(sentence, at, asked) else { continue };
        if let Some((hit, after)) = hit(sentence, frame, next) {
            let corrects = frames::is_after_correction(sentence, at);
            hits.push(Hit { corrects, ..hit });
            from = after;
        }
    }
    hits.extend(frames::endings(sentence).into_iter().filter_map(|(reading, frame)| judged(sentence, &reading, frame)));
    if hits.is_empty() {
        let signed = frames::signature(sentence).filter(|reading| !is_place(reading));
        hits.extend(signed.and_then(|reading| judged(sentence, &reading, Frame::WEAK)));
    }
    hits
}

fn hit(sentence: &Sentence<'_>, frame: Frame, next: usize) -> Option<(Hit, usize)> {
    let (place, _) = sentence.skip_to_name(next);
    let opening = frames::skip_lead(sentence, true) >= next;
    let place = if frame.trust == Trust::Strong { frames::skip_to_spelling(sentence, place) } else { place };
    let letters = spelling::letters(sentence, place, 3);
    if letters.is_some() && frame.trust != Trust::Strong && frame.asked && !opening {
        return None;
    }
    if let Some(letters) = letters.filter(|_| frame.trust == Trust::Strong || (frame.asked && opening)) {
        let name = if frame.asks == Asks::Family { family_name(&letters.word) } else { spelling::split(&letters.word) };
        let sure = letters.clear || spelling::is_known(&name);
        let span = letters.span;
        return Some((Hit { name, span, trust: frame.trust, spelled: true, sure, corrects: false }, letters.next));
    }
    let reading = sentence.read(next, frame.trust)?;
    let reading = said_again(sentence, &reading, frame.trust).unwrap_or(reading);
    let hit = judged(sentence, &reading, frame)?;
    Some(completed(sentence, hit, reading.next))
}

/// "Rosa, uh, Medina": a pause between the given and the family name.
fn after_hesitation(sentence: &Sentence<'_>, first: &Reading) -> Option<Reading> {
    let pause = |word: &str| matches!(word, "," | "." | "…" | "uh" | "um" | "eh");
    let next = (first.next..first.next + 5).find(|at| !pause(sentence.word(*at)))?;
    let marks = sentence.tokens.get(first.next..next)?;
    let hesitates = marks.len() > 2 || marks.iter().any(|mark| mark.is_word() || mark.word == "…");
    let family = sentence.read(next, Trust::Bare).filter(|_| hesitates)?;
    let ends = sentence.tokens.get(family.next).is_none_or(|token| !token.is_word());
    let fits = family.parts.iter().all(|part| part.particle || part.strange() || is_family(&part.word));
    let parts = [first.parts.as_slice(), family.parts.as_slice()].concat();
    let span = Span { start: first.span.start, end: family.span.end };
    (ends && fits).then_some(Reading { parts, titled: first.titled, span, next: family.next })
}

/// A name with what follows it: its letters, a family name with letters of its own, and a correction.
fn completed(sentence: &Sentence<'_>, hit: Hit, next: usize) -> (Hit, usize) {
    let (hit, next) = with_spelling(sentence, hit, next);
    let (hit, next) = with_family(sentence, hit, next);
    with_correction(sentence, hit, next)
}

/// "Brett Hale, no, Hall": one word takes the place of the family name, two that of the whole.
fn with_correction(sentence: &Sentence<'_>, hit: Hit, next: usize) -> (Hit, usize) {
    let mut place = next;
    let mut takes_back = false;
    while place < next + 8 {
        match (sentence.word(place), sentence.word(place + 1)) {
            ("no" | "sorry" | "wait" | "actually" | "perdon" | "digo", _) => takes_back = true,
            ("i", "mean") | ("o", "sea") => (takes_back, place) = (true, place + 1),
            ("," | "." | "-" | "—", _) => {}
            ("it's" | "es", _) if takes_back => {}
            _ => break,
        }
        place += 1;
    }
    if !takes_back {
        return (hit, next);
    }
    let Some(reading) = sentence.read(place, Trust::Bare).filter(|reading| reading.parts.len() < 3) else { return (hit, next) };
    let unlike_a_name = reading.parts.iter().any(|part| !part.known && !part.capital && !part.strange());
    if unlike_a_name || !sentence.may_end(reading.next) || (reading.parts.len() == 1 && reading.parts[0].ordinary()) {
        return (hit, next);
    }
    let name = match (reading.parts.as_slice(), hit.name.family.is_some()) {
        ([family], true) => PersonName { given: hit.name.given.clone(), family: Some(family.written.clone()) },
        _ => person(&reading, Asks::Whole),
    };
    let span = Span { start: hit.span.start, end: reading.span.end };
    with_spelling(sentence, Hit { name, span, corrects: true, ..hit }, reading.next)
}

/// "Tom. Tom Hanks" and "Hanks, Tom Hanks": the fuller form of the same name.
fn said_again(sentence: &Sentence<'_>, first: &Reading, trust: Trust) -> Option<Reading> {
    if first.parts.len() > 1 {
        let again = sentence.read(first.next + 1, trust).filter(|_| matches!(sentence.word(first.next), "," | "."))?;
        let same = |part: &reading::Part| again.parts.iter().any(|other| other.word == part.word);
        let fuller = again.parts.len() > first.parts.len() && first.parts.iter().all(same);
        return fuller.then_some(again);
    }
    let only = first.parts.first()?;
    if !matches!(sentence.word(first.next), "," | "." | "…" | "uh" | "um" | "eh") {
        return None;
    }
    let again = sentence.read(first.next + 1, trust);
    let Some(again) = again.filter(|again| again.parts[0].next > first.next && sentence.word(first.next).len() == 1) else {
        return (trust == Trust::Bare && is_given(&only.word)).then(|| after_hesitation(sentence, first)).flatten();
    };
    let same = again.parts.len() > 1 && again.parts.iter().any(|part| part.word == only.word);
    if let ([given], true) = (again.parts.as_slice(), trust != Trust::Weak && sentence.word(first.next) == ",")
        && (is_given(&given.word) && (only.strange() || only.capital || is_family(&only.word)))
        && sentence.tokens.get(again.next).is_none_or(|next| !next.is_word())
        && (!is_given(&only.word) || is_family(&only.word))
    {
        let parts = vec![given.clone(), only.clone()];
        let span = Span { start: first.span.start, end: again.span.end };
        return Some(Reading { parts, titled: first.titled, span, next: again.next });
    }
    if !same && trust == Trust::Bare && is_given(&only.word) {
        return after_hesitation(sentence, first);
    }
    same.then_some(again)
}

/// "Maria, M-A-R-I-A, Lopez, L-O-P-E-Z": the family name after the letters of the given one.
fn with_family(sentence: &Sentence<'_>, hit: Hit, next: usize) -> (Hit, usize) {
    if !hit.spelled || hit.name.family.is_some() {
        return (hit, next);
    }
    let place = next + usize::from(sentence.word(next) == ",");
    let Some(reading) = sentence.read(place, Trust::Bare).filter(|reading| reading.parts.len() == 1) else { return (hit, next) };
    let name = PersonName { given: hit.name.given.clone(), family: Some(reading.parts[0].written.clone()) };
    let span = Span { start: hit.span.start, end: reading.span.end };
    with_spelling(sentence, Hit { name, span, ..hit }, reading.next)
}

fn family_name(word: &str) -> PersonName {
    PersonName { given: None, family: Some(writing::write_word(word)) }
}

/// "Lopez, L-O-P-E-Z": what is spelled after a name puts it right.
fn with_spelling(sentence: &Sentence<'_>, hit: Hit, next: usize) -> (Hit, usize) {
    if let Some((name, after)) = spelling::adjusted(sentence, &hit.name, next) {
        let end = sentence.tokens.get(after - 1).map_or(hit.span.end, |token| token.span.end);
        return (Hit { name, span: Span { start: hit.span.start, end }, spelled: true, ..hit }, after);
    }
    let place = frames::skip_to_spelling(sentence, next);
    let Some(letters) = spelling::letters(sentence, place, 2) else { return (hit, next) };
    let Some(name) = spelling::apply(&hit.name, &letters.word) else { return (hit, next) };
    let span = Span { start: hit.span.start, end: letters.span.end };
    (Hit { name, span, spelled: true, sure: true, ..hit }, letters.next)
}

/// Decides whether what was read is a name, and how sure that is.
fn judged(sentence: &Sentence<'_>, reading: &Reading, frame: Frame) -> Option<Hit> {
    let first = reading.parts.first()?;
    if frames::is_company(sentence, reading) || frames::is_possessed(sentence, reading.next) {
        return None;
    }
    let known = reading.parts.iter().any(|part| part.known);
    let capital = reading.parts.iter().any(|part| part.capital);
    if frame.needs_two && reading.parts.len() < 2 && !reading.titled {
        return None;
    }
    if is_a_month(reading) && frame.trust == Trust::Weak && !frame.asked && !(frame.personal && first.capital) {
        return None;
    }
    let stranger =
        frame.personal && (first.strange() || reading.parts.len() == 1 && is_person_word(&first.word)) && sentence.may_end(reading.next);
    if reading.parts.len() == 1 && first.ordinary() && !first.capital && frame.trust == Trust::Weak && !frame.personal && !frame.asked {
        return None;
    }
    let surname = frame.personal && first.known && !first.ordinary() && sentence.may_end(reading.next);
    let firm = first.capital
        || surname
        || reading.titled
        || reading.is_whole()
        || stranger
        || (first.known && (is_given(&first.word) || reading.parts.len() > 1));
    if frame.trust == Trust::Weak && !firm && !frame.asked && (!frame.personal || !sentence.may_end(reading.next)) {
        return None;
    }
    if frame.needs_two && first.ordinary() && !is_given(&first.word) && !reading.titled {
        return None;
    }
    let plain_word = reading.parts.len() == 1 && !stranger && first.ordinary() && !is_given(&first.word) && !reading.titled;
    if frame.trust == Trust::Weak && plain_word {
        return None;
    }
    let mixed = capital
        && reading.parts.iter().any(|part| !part.capital && !part.particle && (!part.known || (part.ordinary() && is_same(part, first))));
    let radio = reading.parts.iter().any(|part| is_radio_word(&part.word));
    let sure = !mixed
        && !radio
        && match frame.trust {
            Trust::Strong => known || capital || sentence.casing != Casing::Told || sentence.may_end(reading.next),
            Trust::Weak => firm,
            Trust::Bare => bare_is_sure(reading) && (frame.asked || !is_a_doctor(sentence, reading)),
        };
    let name = person(reading, frame.asks);
    Some(Hit { name, span: reading.span, trust: frame.trust, spelled: false, sure, corrects: false })
}

fn is_same(part: &reading::Part, other: &reading::Part) -> bool {
    part.next == other.next
}

/// "Dr. Patel", unasked, may be whom the caller wants to see.
fn is_a_doctor(sentence: &Sentence<'_>, reading: &Reading) -> bool {
    let lead = sentence.tokens.iter().take_while(|token| token.span.end <= reading.span.start);
    reading.titled && lead.into_iter().any(|token| matches!(token.word.as_str(), "dr" | "doctor" | "doctora"))
}

/// "it's May" is a month.
fn is_a_month(reading: &Reading) -> bool {
    reading.parts.len() == 1 && matches!(reading.parts[0].word.as_str(), "april" | "may" | "june" | "august" | "summer" | "autumn")
}

fn bare_is_sure(reading: &Reading) -> bool {
    if let [part] = reading.parts.as_slice()
        && part.ordinary()
        && !reading.titled
    {
        return is_given(&part.word) && part.capital;
    }
    if let [part] = reading.parts.as_slice()
        && !part.known
        && !reading.titled
    {
        return part.strange() && part.capital;
    }
    if is_place(reading) {
        return false;
    }
    let known = reading.parts.iter().any(|part| part.known && !part.ordinary());
    reading.titled || reading.parts.iter().all(|part| part.capital || part.known || known || part.particle)
}

/// "Overland Park", though not "Jackson".
fn is_place(reading: &Reading) -> bool {
    let place = reading.parts.iter().map(|part| part.word.as_str()).collect::<Vec<_>>().join(" ");
    is_city(&place) && !is_given(&reading.parts[0].word)
}

/// A name said with nothing around it.
fn bare(sentence: &Sentence<'_>, asked: bool) -> Option<Hit> {
    let first = frames::skip_lead(sentence, asked);
    if asked && let Some(hit) = spelled_answer(sentence, first) {
        return Some(hit);
    }
    let reading = sentence.read(first, Trust::Bare)?;
    let reading = said_again(sentence, &reading, Trust::Bare).unwrap_or(reading);
    let after = frames::skip_to_spelling(sentence, reading.next);
    let spelled_next = spelling::letters(sentence, after, 2).is_some();
    if !(spelled_next || frames::closes_bare(sentence, &reading, asked)) {
        return None;
    }
    let alone = is_nothing_else(sentence, first, &reading);
    if !asked && !alone && !is_plainly_a_name(&reading) {
        return None;
    }
    let hit =
        judged(sentence, &reading, Frame { trust: Trust::Bare, asks: Asks::Whole, needs_two: !(asked || alone), asked, personal: true })?;
    let corrects = first > 0;
    Some(Hit { corrects, ..completed(sentence, hit, reading.next).0 })
}

/// Unasked, only a known given name before a family name is taken for a name.
fn is_plainly_a_name(reading: &Reading) -> bool {
    let [first, .., last] = reading.parts.as_slice() else { return false };
    let given = is_given(&first.word) && (is_family(&last.word) || last.capital || last.strange());
    let family = (first.capital || first.strange()) && is_family(&last.word) && !last.ordinary();
    let pair = is_given(&first.word) && is_family(&last.word) && first.capital && last.capital;
    let shown = reading.parts.iter().all(|part| part.capital && (part.known || part.strange()));
    (given || family || shown) && !is_place(reading) && (pair || !(first.ordinary() && last.ordinary()))
}

/// A text that is one known given name and nothing else.
fn is_nothing_else(sentence: &Sentence<'_>, first: usize, reading: &Reading) -> bool {
    let [only] = reading.parts.as_slice() else { return false };
    first == 0
        && is_given(&only.word)
        && !only.ordinary()
        && only.word.len() > 2
        && sentence.tokens[reading.next..].iter().all(|token| token.word == ".")
}

fn spelled_answer(sentence: &Sentence<'_>, first: usize) -> Option<Hit> {
    let letters = spelling::answer(sentence, first)?;
    let name = spelling::split(&letters.word);
    let sure = letters.clear || spelling::is_known(&name);
    Some(Hit { name, span: letters.span, trust: Trust::Bare, spelled: true, sure, corrects: false })
}

#[cfg(test)]
mod tests;
