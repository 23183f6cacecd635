//! The ledger says under which disclosure somebody got in touch, and holds each event once. What counts against a limit is found
//! by an index, and a limit that was reached is on record once a day for each number.

use super::columns::{add_columns, index, integer, table_of_business, text, text_or_null};
use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0008_consent_and_limits"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_columns(manager, "consent_event", vec![text_or_null("disclosure"), text_or_null("once_key")]).await?;
        manager
            .create_table(table_of_business(
                "limit_reached",
                &["day", "kind", "subject"],
                vec![text("day"), text("kind"), text("subject"), integer("at")],
            ))
            .await?;
        for index in [
            index("consent_event_once", "consent_event", &["business_id", "once_key"]).unique().take(),
            index("consent_event_by_phone", "consent_event", &["business_id", "phone", "at"]),
            index("message_by_number", "message", &["business_id", "to_number", "sent_at"]),
            index("message_by_sending", "message", &["business_id", "sent_at"]),
            index("conversation_by_contact", "conversation", &["business_id", "contact", "started_at"]),
        ] {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
