//! What is known of a text beside its words: what it is about, that it is sent once, and what became of it.

use super::columns::{add_columns, id_or_null, index, integer, integer_or_null, text_or_null};
use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0002_outgoing_texts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            text_or_null("once_key"),
            id_or_null("appointment_id"),
            integer_or_null("visit_from"),
            integer("segments").default(1).take(),
            integer_or_null("error_code"),
            integer_or_null("delivered_at"),
        ];
        add_columns(manager, "message", columns).await?;
        manager.create_index(index("message_once", "message", &["business_id", "once_key"]).unique().take()).await
    }
}
