//! Alerts of the people of a business, each step towards an answer, and the texts that they write back.

use super::columns::{flag, id, id_or_null, index, integer, integer_or_null, table_of_business, text, text_or_null};
use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0006_alerts"
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        table_of_business(
            "alert",
            &["id"],
            vec![
                id("id"),
                id_or_null("conversation_id"),
                flag("is_drill"),
                text("details"),
                text("state"),
                integer("moves"),
                integer("raised_at"),
                integer_or_null("next_at"),
                integer_or_null("acknowledged_at"),
                text_or_null("acknowledged_by"),
                text_or_null("acknowledged_how"),
                integer_or_null("unanswered_at"),
                flag("caller_texted"),
                integer("version"),
            ],
        ),
        table_of_business(
            "alert_step",
            &["id"],
            vec![
                id("id"),
                id("alert_id"),
                integer("attempt"),
                text("to_number"),
                text("way"),
                integer("at"),
                text_or_null("call_id"),
                text_or_null("outcome"),
                integer_or_null("outcome_at"),
                text_or_null("token_hash"),
            ],
        ),
        table_of_business(
            "staff_text",
            &["event_id"],
            vec![text("event_id"), text("from_number"), text_or_null("said"), text("reply"), integer("at")],
        ),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("alert_by_conversation", "alert", &["business_id", "conversation_id"]).unique().take(),
        index("alert_by_time", "alert", &["business_id", "raised_at"]),
        // The copies look for what is due of all businesses at once, as they do for jobs.
        index("alert_due", "alert", &["next_at"]),
        index("alert_step_once", "alert_step", &["business_id", "alert_id", "attempt", "way"]).unique().take(),
        index("alert_step_by_token", "alert_step", &["token_hash"]).unique().take(),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
