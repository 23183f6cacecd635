//! Reading TwiML the way a carrier does.

use quick_xml::Reader;
use quick_xml::events::Event;

/// What the service told the carrier to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instructions {
    /// What the caller hears or the customer reads.
    pub said: String,
    /// Where the next turn goes; absent where the service hangs up, or has nothing more to do.
    pub next: Option<String>,
    /// Who is rung meanwhile.
    pub rings: Option<Ringing>,
    /// A message is recorded, and who is told of it.
    pub records: Option<String>,
}

/// Somebody is rung.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ringing {
    /// The number.
    pub number: String,
    /// The number that is shown there.
    pub shown: Option<String>,
    /// What is played there first.
    pub whisper: String,
}

/// Reads a document. None where it is no TwiML.
pub(super) fn read(xml: &str) -> Option<Instructions> {
    let mut reader = Reader::from_str(xml);
    let mut found = Instructions::default();
    let mut element = String::new();
    let mut redirect = String::new();
    let mut is_whole = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) | Event::Empty(start) => {
                start.name().as_ref().clone_into(&mut element);
                if matches!(element.as_str(), "Gather" | "Dial" | "Record") {
                    found.next = Some(attribute(&start, "action")?);
                }
                match element.as_str() {
                    "Dial" => found.rings = Some(Ringing { shown: attribute(&start, "callerId"), ..Ringing::default() }),
                    "Number" => found.rings.as_mut()?.whisper = attribute(&start, "url")?,
                    "Record" => found.records = Some(attribute(&start, "recordingStatusCallback")?),
                    _ => {}
                }
                if matches!(element.as_str(), "Say" | "Message") && !found.said.is_empty() {
                    found.said.push(' ');
                }
            }
            Event::Text(text) if element == "Number" => found.rings.as_mut()?.number.push_str(&text),
            Event::Text(text) => append(&mut found.said, &mut redirect, &element, &text),
            Event::GeneralRef(entity) => {
                let name: &str = &entity;
                let known = quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned);
                let text = known.or_else(|| entity.resolve_char_ref().ok().flatten().map(String::from))?;
                append(&mut found.said, &mut redirect, &element, &text);
            }
            Event::End(end) => {
                is_whole |= end.name().as_ref() == "Response";
                element.clear();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if found.next.is_none() && !redirect.is_empty() {
        found.next = Some(redirect);
    }
    is_whole.then_some(found)
}

fn attribute(start: &quick_xml::events::BytesStart<'_>, name: &str) -> Option<String> {
    let value = start.try_get_attribute(name).ok()??;
    Some(value.normalized_value(quick_xml::XmlVersion::Explicit1_0).ok()?.into_owned())
}

fn append(said: &mut String, redirect: &mut String, element: &str, text: &str) {
    match element {
        "Say" | "Message" => said.push_str(text),
        "Redirect" => redirect.push_str(text.trim()),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_goes_on_at_its_action() {
        let xml = r#"<Response><Gather action="/turn/1?a=b&amp;c=d"><Say>Tom &amp; Jerry&apos;s</Say></Gather><Redirect>/turn/1</Redirect></Response>"#;
        let told = read(xml).expect("TwiML");
        assert_eq!(
            told,
            Instructions { said: "Tom & Jerry's".to_owned(), next: Some("/turn/1?a=b&c=d".to_owned()), ..Instructions::default() }
        );
    }

    #[test]
    fn ringing_and_recording_go_on_at_their_actions() {
        let told = read(r#"<Response><Dial action="/d" callerId="+1"><Number url="/w">+2</Number></Dial></Response>"#).expect("TwiML");
        let ringing = Ringing { number: "+2".to_owned(), shown: Some("+1".to_owned()), whisper: "/w".to_owned() };
        assert_eq!((told.next.as_deref(), told.rings), (Some("/d"), Some(ringing)));
        let told =
            read(r#"<Response><Record action="/r" recordingStatusCallback="/k"/><Redirect>/r</Redirect></Response>"#).expect("TwiML");
        assert_eq!((told.next.as_deref(), told.records.as_deref()), (Some("/r"), Some("/k")));
    }

    #[test]
    fn a_goodbye_goes_nowhere() {
        assert_eq!(read("<Response><Say>Bye</Say><Hangup/></Response>").expect("TwiML").next, None);
        assert_eq!(read("<html></html>"), None);
        assert_eq!(read("<Response><Say>"), None);
    }
}
