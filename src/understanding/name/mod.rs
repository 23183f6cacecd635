//! Who speaks: names in sentences, as bare answers, and spelled.

mod frames;
mod phrases;
mod reading;
mod spelling;
mod words;
mod writing;

pub(in crate::understanding) use words::{is_given, is_ordinary};

use crate::domain::customer::PersonName;
use crate::understanding::address::is_city;
use crate::understanding::name::phrases::{Asks, Frame};
use crate::understanding::name::reading::{Casing, Reading, Sentence, Trust};
use crate::understanding::name::words::{is_double_given, is_family, is_radio_word, is_short_word};
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
    let mut hits = framed(&sentence, asked);
    if hits.iter().all(|hit| !hit.sure) {
        hits.extend(bare(&sentence, asked));
    }
    let mut heard = settle(hits)?;
    heard.value.sure &= stray_letters(&sentence, heard.span) < 3;
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
    hits
}

fn hit(sentence: &Sentence<'_>, frame: Frame, next: usize) -> Option<(Hit, usize)> {
    let (place, _) = sentence.skip_to_name(next);
    let opening = frames::skip_lead(sentence, true) >= next;
    if let Some(letters) = spelling::letters(sentence, place, 3).filter(|_| frame.trust == Trust::Strong || (frame.asked && opening)) {
        let name = if frame.asks == Asks::Family { family_name(&letters.word) } else { spelling::split(&letters.word) };
        let sure = letters.clear || spelling::is_known(&name);
        let span = letters.span;
        return Some((Hit { name, span, trust: frame.trust, spelled: true, sure, corrects: false }, letters.next));
    }
    let reading = sentence.read(next, frame.trust)?;
    let reading = said_again(sentence, &reading, frame.trust).unwrap_or(reading);
    let hit = judged(sentence, &reading, frame)?;
    let (hit, after) = with_spelling(sentence, hit, reading.next);
    Some(with_family(sentence, hit, after))
}

/// "Tom. Tom Hanks" and "Hanks, Tom Hanks": the fuller form of the same name.
fn said_again(sentence: &Sentence<'_>, first: &Reading, trust: Trust) -> Option<Reading> {
    let [only] = first.parts.as_slice() else { return None };
    if !matches!(sentence.word(first.next), "," | ".") {
        return None;
    }
    let again = sentence.read(first.next + 1, trust)?;
    let same = again.parts.len() > 1 && again.parts.iter().any(|part| part.word == only.word);
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
    if is_a_month(reading) && frame.trust == Trust::Weak && !frame.asked {
        return None;
    }
    let firm = first.capital || reading.titled || (first.known && (is_given(&first.word) || reading.parts.len() > 1));
    if frame.trust == Trust::Weak && !firm && !frame.asked && (!frame.personal || !sentence.may_end(reading.next)) {
        return None;
    }
    if frame.needs_two && first.ordinary() && !is_given(&first.word) {
        return None;
    }
    let plain_word = reading.parts.len() == 1 && first.ordinary() && !is_given(&first.word) && !reading.titled;
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
            Trust::Bare => bare_is_sure(reading) && !is_only_a_doctor(sentence, reading),
        };
    let name = person(reading, frame.asks);
    Some(Hit { name, span: reading.span, trust: frame.trust, spelled: false, sure, corrects: false })
}

fn is_same(part: &reading::Part, other: &reading::Part) -> bool {
    part.next == other.next
}

/// "Dr. Patel" alone may be whom the caller wants to see.
fn is_only_a_doctor(sentence: &Sentence<'_>, reading: &Reading) -> bool {
    let lead = sentence.tokens.iter().take_while(|token| token.span.end <= reading.span.start);
    reading.titled && reading.parts.len() == 1 && lead.into_iter().any(|token| matches!(token.word.as_str(), "dr" | "doctor" | "doctora"))
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
    let place = reading.parts.iter().map(|part| part.word.as_str()).collect::<Vec<_>>().join(" ");
    if is_city(&place) && !is_given(&reading.parts[0].word) {
        return false;
    }
    let known = reading.parts.iter().any(|part| part.known && !part.ordinary());
    reading.titled || reading.parts.iter().all(|part| part.capital || part.known || known || part.particle)
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
    let (hit, next) = with_spelling(sentence, hit, reading.next);
    Some(Hit { corrects, ..with_family(sentence, hit, next).0 })
}

/// Unasked, only a known given name before a family name is taken for a name.
fn is_plainly_a_name(reading: &Reading) -> bool {
    let [first, .., last] = reading.parts.as_slice() else { return false };
    is_given(&first.word) && (is_family(&last.word) || last.capital) && !(first.ordinary() && last.ordinary())
}

/// A text that is one known given name and nothing else.
fn is_nothing_else(sentence: &Sentence<'_>, first: usize, reading: &Reading) -> bool {
    let [only] = reading.parts.as_slice() else { return false };
    first == 0 && is_given(&only.word) && !only.ordinary() && sentence.tokens[reading.next..].iter().all(|token| token.word == ".")
}

fn spelled_answer(sentence: &Sentence<'_>, first: usize) -> Option<Hit> {
    let letters = spelling::answer(sentence, first)?;
    let name = spelling::split(&letters.word);
    let sure = letters.clear || spelling::is_known(&name);
    Some(Hit { name, span: letters.span, trust: Trust::Bare, spelled: true, sure, corrects: false })
}

/// Splits the words of a name into given and family.
fn person(reading: &Reading, asks: Asks) -> PersonName {
    let parts = reading.parts.as_slice();
    let text = |parts: &[reading::Part]| parts.iter().map(|part| part.written.as_str()).collect::<Vec<_>>().join(" ");
    let some = |parts: &[reading::Part]| (!parts.is_empty()).then(|| writing::capitalised(&text(parts)));
    let inner = |parts: &[reading::Part]| (!parts.is_empty()).then(|| text(parts));
    if asks == Asks::Given {
        return PersonName { given: some(&parts[..given_words(parts).min(parts.len())]), family: None };
    }
    if asks == Asks::Family || (reading.titled && family_only(parts)) || parts[0].particle {
        return PersonName { given: None, family: inner(parts) };
    }
    if parts.len() == 1 && parts[0].known && !is_given(&parts[0].word) {
        return PersonName { given: None, family: some(parts) };
    }
    let given = given_words(parts);
    PersonName { given: some(&parts[..given]), family: inner(family_parts(&parts[given..])) }
}

/// "Mrs. Freedman", "señora García López".
fn family_only(parts: &[reading::Part]) -> bool {
    parts.len() == 1 || parts.iter().all(|part| part.particle || (is_family(&part.word) && !is_given(&part.word)))
}

fn given_words(parts: &[reading::Part]) -> usize {
    match parts {
        [first, second, ..]
            if !second.particle && is_double_given(&first.word, &second.word) && (parts.len() > 2 || !is_family(&second.word)) =>
        {
            2
        }
        _ => 1,
    }
}

/// The family name, without middle names: both of a Spanish double name, from the particle on, or the last word.
fn family_parts(rest: &[reading::Part]) -> &[reading::Part] {
    if let Some(particle) = rest.iter().position(|part| part.particle) {
        let doubled = particle > 0 && is_family(&rest[particle - 1].word) && !is_given(&rest[particle - 1].word);
        return &rest[particle - usize::from(doubled)..];
    }
    match rest {
        [.., second, last] if is_family(&second.word) && is_family(&last.word) && !is_given(&second.word) => &rest[rest.len() - 2..],
        [.., _] => &rest[rest.len() - 1..],
        [] => rest,
    }
}

#[cfg(test)]
mod tests;
