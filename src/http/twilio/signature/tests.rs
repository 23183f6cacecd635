//! The vectors of Twilio's helper libraries and of its security page; the token is `12345` throughout.

use super::*;
use proptest::prelude::*;

const TOKEN: &str = "12345";
const CALL: &[(&str, &str)] =
    &[("CallSid", "CA1234567890ABCDE"), ("Caller", "+14158675309"), ("Digits", "1234"), ("From", "+14158675309"), ("To", "+18005551212")];

fn bytes(parameters: &[(&str, &str)]) -> Vec<(Vec<u8>, Vec<u8>)> {
    parameters.iter().map(|(name, value)| (name.as_bytes().to_vec(), value.as_bytes().to_vec())).collect()
}

fn accepts(url: &str, parameters: &[(&str, &str)], signature: &str) -> bool {
    is_signed(TOKEN, url, Signed::Form(&bytes(parameters)), signature)
}

#[test]
fn a_call_is_signed_with_and_without_ports_and_users() {
    for (url, signature) in [
        ("https://mycompany.com/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        ("https://mycompany.com:1234/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        ("https://mycompany.com/myapp.php?foo=1&bar=2", "kvajT1Ptam85bY51eRf/AJRuM3w="),
        ("https://mycompany.com:443/myapp.php?foo=1&bar=2", "kvajT1Ptam85bY51eRf/AJRuM3w="),
        ("http://mycompany.com/myapp.php?foo=1&bar=2", "0ZXoZLH/DfblKGATFgpif+LLRf4="),
        ("http://mycompany.com:80/myapp.php?foo=1&bar=2", "0ZXoZLH/DfblKGATFgpif+LLRf4="),
        ("http://mycompany.com:1234/myapp.php?foo=1&bar=2", "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
        ("https://user:pass@mycompany.com/myapp.php?foo=1&bar=2", "CukzLTc1tT5dXEDIHm/tKBanW10="),
        ("https://user:pass@mycompany.com/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
    ] {
        assert!(accepts(url, CALL, signature), "{url} {signature}");
    }
}

#[test]
fn a_wrong_token_url_or_parameter_is_refused() {
    let url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    let right = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
    assert!(!is_signed("54321", url, Signed::Form(&bytes(CALL)), right));
    assert!(!accepts("https://mycompany.com/myapp.php?foo=1", CALL, right));
    assert!(!accepts("https://mycompany.com/myapp.php?bar=2&foo=1", CALL, right));
    assert!(!accepts("https://mycompany.com/myapp.php/?foo=1&bar=2", CALL, right));
    assert!(!accepts(url, &CALL[1..], right));
    assert!(!accepts(url, CALL, ""));
    assert!(!accepts(url, CALL, &right[1..]));
}

#[test]
fn of_one_name_each_value_counts_once_in_order() {
    let url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    let repeated = [("Sid", "CA123"), ("SidAccount", "AC123"), ("Digits", "5678"), ("Digits", "1234"), ("Digits", "1234")];
    assert!(accepts(url, &repeated, "IK+Dwps556ElfBT0I3Rgjkr1wJU="));
    let one_way = [("MessagingBinding.Address", "+1325xxxxxxx"), ("MessagingBinding.Address", "+1415xxxxxxx")];
    let other_way = [one_way[1], one_way[0]];
    assert!(accepts(url, &one_way, "83O6e2vORAoJHUNzJjDWN1jz+BA="));
    assert!(accepts(url, &other_way, "83O6e2vORAoJHUNzJjDWN1jz+BA="));
}

#[test]
fn a_name_that_begins_another_comes_first() {
    let url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    let mut parameters = CALL.to_vec();
    parameters.extend([("ReasonConferenceEnded", "test"), ("Reason", "Participant")]);
    assert!(accepts(url, &parameters, "vOEb5UThFn24KEfnOFLQY2AE5FY="));
    assert!(!accepts(url, &parameters, "95+Bu0JVPi0r/SsESZCVf0dWAjw="));
}

#[test]
fn the_form_of_the_json_example() {
    let url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    assert!(accepts(url, &[("property", "value"), ("boolean", "true")], "NBdBDr/T/lgjI+tlgpXjKZQZs/k="));
}

#[test]
fn a_json_body_is_signed_through_its_hash_in_the_url() {
    let body = br#"{"property": "value", "boolean": true}"#;
    let hash = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
    let long = format!("https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256={hash}");
    let short = format!("https://mycompany.com/myapp.php?bodySHA256={hash}");
    assert!(is_signed(TOKEN, &long, Signed::Raw(body), "a9nBmqA0ju/hNViExpshrM61xv4="));
    assert!(is_signed(TOKEN, &short, Signed::Raw(body), "y77kIzt2vzLz71DgmJGsen2scGs="));
    assert!(!is_signed(TOKEN, &long, Signed::Raw(b"{}"), "a9nBmqA0ju/hNViExpshrM61xv4="));
}

#[test]
fn an_empty_json_body_with_and_without_the_port() {
    let url = "https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256=44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    assert!(is_signed(TOKEN, url, Signed::Raw(b"{}"), "Ldidvp12m26NI7eqEvxnEpkd9Hc="));
    assert!(is_signed(TOKEN, url, Signed::Raw(b"{}"), "rw/jVviOgicj2+kHZULvebnA4ag="));
}

#[test]
fn a_body_that_is_no_form_needs_its_hash() {
    let url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    let signature = sign(TOKEN, url, &[]);
    assert!(!is_signed(TOKEN, url, Signed::Raw(b"{}"), &signature));
}

#[test]
fn the_example_of_the_security_page() {
    let parameters = [
        ("CallSid", "CA1234567890ABCDE"),
        ("Caller", "+14158675310"),
        ("Digits", "1234"),
        ("From", "+14158675310"),
        ("To", "+18005551212"),
    ];
    assert!(accepts("https://example.com/myapp.php?foo=1&bar=2", &parameters, "L/OH5YylLD5NRKLltdqwSvS0BnU="));
}

#[test]
fn the_query_is_signed_as_it_was_sent() {
    // A library that writes the query anew turns `It's` into `It%27s`; what was sent is what counts.
    let url = "https://mycompany.com/myapp.php?foo=1&bar=2&Body=It's+amazing";
    assert!(!accepts(url, CALL, "TfZzewPq8wqrGlMfyAud8+/IvJ0="));
    assert!(accepts(url, CALL, &sign(TOKEN, url, &bytes(CALL))));
}

proptest! {
    #[test]
    fn no_url_and_no_signature_is_too_strange(url in ".{0,80}", signature in ".{0,40}") {
        prop_assert!(!accepts(&url, CALL, &signature));
    }
}
