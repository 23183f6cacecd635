//! What becomes of a visit and of a call back after they were agreed on, and how a customer's history is found.

use super::columns::{add_columns, id_or_null, index, integer_or_null, text_or_null};
use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0004_changes"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let asked = vec![integer_or_null("asked_to_move_at"), id_or_null("asked_to_move_in")];
        add_columns(manager, "appointment", asked).await?;
        add_columns(manager, "callback", vec![text_or_null("outcome"), text_or_null("note")]).await?;
        let indexes = [
            index("appointment_by_status", "appointment", &["business_id", "status", "starts_at"]),
            index("customer_by_time", "customer", &["business_id", "created_at"]),
            index("conversation_by_customer", "conversation", &["business_id", "customer_id"]),
            index("consent_event_by_time", "consent_event", &["business_id", "at"]),
        ];
        for index in indexes {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
