//! Messages that callers leave after the tone, and the notes of the business's own people.

use crate::app::App;
use crate::domain::business::{Business, BusinessScope};
use crate::domain::conversation::policy::SHORTEST_MESSAGE_SECONDS;
use crate::domain::phone_number::PhoneNumber;
use crate::storage::StoreError;
use crate::storage::messages::Audience;
use crate::storage::voicemails::{NewVoicemail, Recording};
use crate::usecases::owner_texts;
use crate::usecases::queue_text::{OutgoingText, queue_text};
use crate::usecases::reach_owner::owner_number;
use tracing::{info, warn};

/// Makes room for a note of the business's own people.
///
/// # Errors
/// Where the database fails.
pub async fn expect_note(app: &App, scope: &BusinessScope, call_sid: &str, from: Option<&PhoneNumber>) -> Result<(), StoreError> {
    let now = app.clock.now();
    let phone = from.map(PhoneNumber::as_str);
    let new = NewVoicemail { id: app.chance.id(now), call_sid, conversation_id: None, phone, name: None, at: now };
    let transaction = app.store.begin(scope).await?;
    transaction.rows().expect_voicemail(&new).await?;
    transaction.commit().await
}

/// Keeps a message, puts it beside the promise to call back, and tells the owner of it: once, however often the carrier tells us.
/// What is too short holds no message, and what the carrier does not keep itself is not fetched later.
///
/// # Errors
/// Where the database fails.
pub async fn keep_voicemail(
    app: &App,
    scope: &BusinessScope,
    business: &Business,
    call_sid: &str,
    recording: &Recording<'_>,
) -> Result<(), StoreError> {
    let business_id = scope.id().as_str();
    if recording.seconds < SHORTEST_MESSAGE_SECONDS {
        return Ok(());
    }
    if !is_kept_by_carrier(recording.url, &app.config.twilio.api_base_url) {
        warn!(event = "voicemail_refused", business_id, call_sid, reason = "its address is not the carrier's");
        return Ok(());
    }
    let now = app.clock.now();
    let transaction = app.store.begin(scope).await?;
    let rows = transaction.rows();
    let Some(voicemail) = rows.store_voicemail(call_sid, recording, now).await? else { return Ok(()) };
    if let Some(conversation_id) = voicemail.conversation_id {
        rows.add_voicemail_to_callback(conversation_id, voicemail.id).await?;
    }
    let owner = owner_number(app, business).filter(|owner| voicemail.phone.as_deref() != Some(owner.as_str()));
    let mut leaves_work = false;
    if let Some(to) = &owner {
        let text = OutgoingText {
            purpose: (Audience::Owner, "voicemail"),
            to,
            body: owner_texts::voicemail(&voicemail, &business.name),
            conversation_id: voicemail.conversation_id,
            visit: None,
            once: Some(format!("voicemail:{}", voicemail.id)),
        };
        leaves_work = queue_text(app, &rows, business, text, now).await?;
    }
    drop(rows);
    transaction.commit().await?;
    if leaves_work {
        app.job_bell.notify_one();
    }
    info!(event = "voicemail_kept", business_id, call_sid, seconds = recording.seconds);
    Ok(())
}

/// Recordings are fetched with the account's credentials, which go to nobody else.
fn is_kept_by_carrier(url: &str, api_base_url: &str) -> bool {
    let at = |base: &str| url.strip_prefix(base.trim_end_matches('/')).is_some_and(|path| path.starts_with("/2010-04-01/Accounts/"));
    let is_plain = url.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~:/".contains(&byte)) && !url.contains("..");
    is_plain && (at("https://api.twilio.com") || at(api_base_url))
}

#[cfg(test)]
mod tests {
    use super::is_kept_by_carrier;

    #[test]
    fn only_the_carriers_own_addresses_are_taken() {
        let kept = |url: &str| is_kept_by_carrier(url, "http://127.0.0.1:9000/");
        assert!(kept("https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1"));
        assert!(kept("http://127.0.0.1:9000/2010-04-01/Accounts/AC1/Recordings/RE1"));
        for url in [
            "https://evil.example/2010-04-01/Accounts/AC1/Recordings/RE1",
            "https://api.twilio.com.evil.example/2010-04-01/Accounts/AC1",
            "https://api.twilio.com@evil.example/2010-04-01/Accounts/AC1",
            "https://api.twilio.com/2010-04-01/Accounts/../../x",
            "http://api.twilio.com/2010-04-01/Accounts/AC1",
            "file:///etc/passwd",
            "",
        ] {
            assert!(!kept(url), "{url}");
        }
    }
}
