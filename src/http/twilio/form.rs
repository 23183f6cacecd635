//! A carrier's form: decoded once, as bytes for the signature and as text for us.

use crate::domain::phone_number::PhoneNumber;

/// The parameters that we read, for the document; Twilio sends more, and all of them are signed.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "PascalCase")]
#[expect(dead_code, reason = "only its derived description is used")]
pub(super) struct WebhookForm {
    /// The call.
    call_sid: Option<String>,
    /// Where the call stands.
    call_status: Option<String>,
    /// The text.
    message_sid: Option<String>,
    /// What became of the text.
    message_status: Option<String>,
    /// Why the text did not get there.
    error_code: Option<String>,
    /// Who calls or writes.
    from: Option<String>,
    /// The number that was dialled or written to.
    to: Option<String>,
    /// The text's words.
    body: Option<String>,
    /// What the carrier took a text for and has answered: STOP, START or HELP.
    opt_out_type: Option<String>,
    /// What the caller said.
    speech_result: Option<String>,
    /// The keys that the caller pressed.
    digits: Option<String>,
    /// Whether caller and owner were put through to each other.
    dial_bridged: Option<String>,
    /// The recording.
    recording_sid: Option<String>,
    /// Where it is kept.
    recording_url: Option<String>,
    /// Its length in seconds.
    recording_duration: Option<String>,
    /// Whether it is ready.
    recording_status: Option<String>,
    /// What the carrier thinks of the number shown.
    stir_verstat: Option<String>,
}

/// The parameters of a webhook.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    pairs: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Form {
    /// Decodes a form body. Whatever can't be decoded stays as it is: the carrier signed it that way.
    pub(super) fn decode(body: &[u8]) -> Self {
        let pairs = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).map(|pair| {
            let at = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            let (name, value) = pair.split_at(at);
            (decode(name), decode(value.get(1..).unwrap_or_default()))
        });
        Self { pairs: pairs.collect() }
    }

    pub(super) fn pairs(&self) -> &[(Vec<u8>, Vec<u8>)] {
        &self.pairs
    }

    /// The first value of a name; bytes that are no text become replacement characters.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let found = self.pairs.iter().find(|(own, _)| own == name.as_bytes());
        found.map(|(_, value)| String::from_utf8_lossy(value).into_owned()).filter(|value| !value.is_empty())
    }

    /// A number of seconds; none counts as zero.
    pub(super) fn seconds(&self, name: &str) -> u32 {
        self.get(name).and_then(|value| value.parse().ok()).unwrap_or_default()
    }

    /// Whether the carrier found that the number shown is not the caller's own.
    pub(super) fn is_forged(&self) -> bool {
        const FAILED: &[&str] = &["TN-Validation-Failed", "TN-Validation-Failed-A", "TN-Validation-Failed-B", "TN-Validation-Failed-C"];
        self.get("StirVerstat").is_some_and(|verdict| FAILED.contains(&verdict.as_str()))
    }

    /// A number that can be dialled; `anonymous`, short codes and SIP addresses are none.
    pub(super) fn phone(&self, name: &str) -> Option<PhoneNumber> {
        self.get(name).and_then(|value| PhoneNumber::parse(&value).ok()).filter(|number| !is_placeholder(number))
    }
}

/// `+266696687` spells ANONYMOUS on a keypad; carriers send it, and its kin, for withheld numbers.
fn is_placeholder(number: &PhoneNumber) -> bool {
    const PLACEHOLDERS: &[&str] = &["+266696687", "+86282452253", "+464", "+7378742833", "+2562533", "+8566"];
    PLACEHOLDERS.contains(&number.as_str())
}

fn decode(encoded: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(encoded.len());
    let mut rest = encoded;
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok()).filter(|pair| pair.bytes().all(|b| b.is_ascii_hexdigit()));
        match (first, hex.and_then(|pair| u8::from_str_radix(pair, 16).ok())) {
            (b'%', Some(byte)) => {
                decoded.push(byte);
                rest = &after[2..];
            }
            (b'+', _) => {
                decoded.push(b' ');
                rest = after;
            }
            _ => {
                decoded.push(*first);
                rest = after;
            }
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decodes_as_carriers_encode() {
        let form = Form::decode(b"From=%2B18165550123&Body=It%27s+wet+%F0%9F%92%A7&Empty=&Odd=%zz%4&Flag");
        assert_eq!(form.get("From").as_deref(), Some("+18165550123"));
        assert_eq!(form.get("Body").as_deref(), Some("It's wet 💧"));
        assert_eq!(form.get("Odd").as_deref(), Some("%zz%4"));
        assert_eq!(form.get("Empty"), None);
        assert_eq!(form.pairs().len(), 5);
    }

    #[test]
    fn bytes_that_are_no_text_are_signed_as_they_are() {
        let form = Form::decode(b"Body=%ff%fe");
        assert_eq!(form.pairs()[0].1, [0xff, 0xfe]);
        assert!(form.get("Body").is_some_and(|text| text.contains('\u{fffd}')));
    }

    #[test]
    fn some_numbers_are_none() {
        for from in ["anonymous", "%2B266696687", "sip%3Aalice%40example.com", "client%3Abob", "12345", "", "%2B1"] {
            assert_eq!(Form::decode(format!("From={from}").as_bytes()).phone("From"), None, "{from}");
        }
    }

    proptest! {
        #[test]
        fn every_form_can_be_read(body in proptest::collection::vec(any::<u8>(), 0..300)) {
            let form = Form::decode(&body);
            prop_assert!(form.pairs().len() <= body.len());
            let _ = form.phone("From");
        }

        #[test]
        fn what_is_encoded_comes_back(name in "[a-zA-Z]{1,8}", value in ".{0,40}") {
            let body: String = form_urlencoded::Serializer::new(String::new()).append_pair(&name, &value).finish();
            prop_assert_eq!(form_value(&body, &name), value);
        }
    }

    fn form_value(body: &str, name: &str) -> String {
        Form::decode(body.as_bytes()).get(name).unwrap_or_default()
    }
}
