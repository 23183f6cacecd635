//! Handing texts over once, what the carrier says became of them, numbers that take none, and which job comes first.

use super::columns::{add_columns, id, index, integer, integer_or_null, table_of_business, text};
use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0003_delivery"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_columns(manager, "message", vec![integer_or_null("handed_at"), integer("looks").default(0).take()]).await?;
        manager.create_index(index("message_by_carrier_id", "message", &["business_id", "carrier_id"]).unique().take()).await?;
        let event = vec![text("carrier_id"), text("status"), id("message_id"), integer_or_null("error_code"), integer("at")];
        manager.create_table(table_of_business("message_event", &["carrier_id", "status"], event)).await?;
        let number = vec![text("phone"), integer("code"), integer("at")];
        manager.create_table(table_of_business("bad_number", &["phone"], number)).await?;
        add_columns(manager, "job", vec![integer("urgency").default(1).take()]).await?;
        manager.create_index(index("job_by_urgency", "job", &["state", "urgency", "run_at"])).await?;
        let mut by_time = Index::drop();
        by_time.name("job_by_time").table(Alias::new("job"));
        manager.drop_index(by_time).await
    }
}
