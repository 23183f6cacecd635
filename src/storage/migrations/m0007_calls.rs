//! Calls that do not end in a booking: messages that callers leave, and calls of which nothing more is heard.

use super::columns::{add_columns, id, id_or_null, index, integer, integer_or_null, table_of_business, text, text_or_null};
use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0007_calls"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            id("id"),
            text("call_sid"),
            id_or_null("conversation_id"),
            text_or_null("phone"),
            text_or_null("given_name"),
            text_or_null("family_name"),
            text_or_null("recording_sid"),
            text_or_null("url"),
            integer_or_null("seconds"),
            integer("created_at"),
            integer_or_null("recorded_at"),
            integer_or_null("heard_at"),
        ];
        manager.create_table(table_of_business("voicemail", &["id"], columns)).await?;
        manager.create_index(index("voicemail_by_call", "voicemail", &["business_id", "call_sid"]).unique().take()).await?;
        manager.create_index(index("voicemail_by_time", "voicemail", &["business_id", "recorded_at"])).await?;
        add_columns(manager, "callback", vec![id_or_null("voicemail_id")]).await?;
        manager.create_index(index("callback_by_conversation", "callback", &["business_id", "conversation_id"])).await?;
        add_columns(manager, "conversation", vec![integer_or_null("close_by")]).await?;
        manager.create_index(index("conversation_by_close", "conversation", &["close_by"])).await
    }
}
