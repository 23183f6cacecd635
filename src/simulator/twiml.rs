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
                if element == "Gather" {
                    let action = start.try_get_attribute("action").ok()??;
                    found.next = Some(action.normalized_value(quick_xml::XmlVersion::Explicit1_0).ok()?.into_owned());
                }
                if matches!(element.as_str(), "Say" | "Message") && !found.said.is_empty() {
                    found.said.push(' ');
                }
            }
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
        assert_eq!(told, Instructions { said: "Tom & Jerry's".to_owned(), next: Some("/turn/1?a=b&c=d".to_owned()) });
    }

    #[test]
    fn a_goodbye_goes_nowhere() {
        assert_eq!(read("<Response><Say>Bye</Say><Hangup/></Response>").expect("TwiML").next, None);
        assert_eq!(read("<html></html>"), None);
        assert_eq!(read("<Response><Say>"), None);
    }
}
