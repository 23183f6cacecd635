//! When a visit is to be reminded of, and what became of that.

use super::columns::{add_columns, index, integer_or_null, text_or_null};
use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0005_reminders"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns =
            vec![integer_or_null("agreed_at"), integer_or_null("remind_at"), integer_or_null("reminded_for"), text_or_null("reminder")];
        add_columns(manager, "appointment", columns).await?;
        add_columns(manager, "customer", vec![text_or_null("language")]).await?;
        // What is still to come of the visits that are there gets its reminder too; what is over falls out at the first look.
        manager
            .get_connection()
            .execute_unprepared("UPDATE appointment SET remind_at = 0 WHERE status IN ('SCHEDULED', 'CONFIRMED')")
            .await?;
        manager.create_index(awaiting(index("appointment_to_remind", "appointment", &["remind_at"]))).await?;
        manager.create_index(awaiting(index("appointment_to_remind_of_business", "appointment", &["business_id", "remind_at"]))).await
    }
}

/// Only visits that await their reminder: a look costs nothing, however many visits there are.
fn awaiting(mut index: IndexCreateStatement) -> IndexCreateStatement {
    index.cond_where(Expr::col(Alias::new("remind_at")).is_not_null()).cond_where(Expr::cust("status IN ('SCHEDULED', 'CONFIRMED')")).take()
}
