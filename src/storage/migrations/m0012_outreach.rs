//! Whom to ask again, when, and when they were asked last.

use super::columns::{add_columns, index, integer, integer_or_null, table_of_business, text};
use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0012_outreach"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_columns(manager, "conversation", vec![integer_or_null("follow_up_at")]).await?;
        add_columns(manager, "business", vec![integer_or_null("win_back_at")]).await?;
        let outreach = vec![text("phone"), text("kind"), integer("at")];
        manager.create_table(table_of_business("outreach", &["phone", "kind"], outreach)).await?;
        for (name, table, column) in
            [("conversation_to_follow_up", "conversation", "follow_up_at"), ("business_to_win_back", "business", "win_back_at")]
        {
            let due = index(name, table, &[column]).cond_where(Expr::col(Alias::new(column)).is_not_null()).take();
            manager.create_index(due).await?;
        }
        Ok(())
    }
}
