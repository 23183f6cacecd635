//! What the operator was told.

use super::columns::{id, index, integer, integer_or_null, table_of_business, text};
use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0009_operator_notices"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            id("id"),
            text("kind"),
            text("detail"),
            text("words"),
            text("once_key"),
            integer("created_at"),
            integer_or_null("cleared_at"),
        ];
        manager.create_table(table_of_business("operator_notice", &["id"], columns)).await?;
        manager.create_index(index("operator_notice_once", "operator_notice", &["business_id", "once_key"]).unique().take()).await?;
        manager.create_index(index("operator_notice_by_time", "operator_notice", &["created_at"])).await
    }
}
