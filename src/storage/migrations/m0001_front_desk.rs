//! Businesses, conversations, appointments, and what leaves the house.
//!
//! Every table of a business has `business_id` first in its primary key and indexes; instants are UTC milliseconds; JSON is
//! text, so that both databases hold the same.

use super::columns::{flag, id, id_or_null, index, integer, integer_or_null, table_of_business, text, text_or_null};
use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0001_front_desk"
    }
}

fn tables() -> Vec<TableCreateStatement> {
    let mut tables = service_tables();
    tables.extend(business_tables());
    tables.extend(conversation_tables());
    tables.extend(outgoing_tables());
    tables
}

fn service_tables() -> Vec<TableCreateStatement> {
    vec![
        Table::create()
            .table(Alias::new("service_key"))
            .col(text("name").primary_key())
            .col(text("hash"))
            .col(text("sealed"))
            .col(integer("created_at"))
            .take(),
        Table::create()
            .table(Alias::new("business"))
            .col(text("id").primary_key())
            .col(text("name"))
            .col(text("status"))
            .col(flag("is_demo"))
            .col(text("settings"))
            .col(text_or_null("twilio_account_sid"))
            .col(text_or_null("twilio_auth_token"))
            .col(integer("version"))
            .col(integer("created_at"))
            .col(integer("updated_at"))
            .take(),
        Table::create()
            .table(Alias::new("business_number"))
            .col(text("number").primary_key())
            .col(text("business_id"))
            .col(integer("position"))
            .take(),
    ]
}

fn business_tables() -> Vec<TableCreateStatement> {
    vec![
        table_of_business(
            "business_key",
            &["id"],
            vec![id("id"), text("kind"), text("hash"), text("sealed"), integer("created_at"), integer_or_null("expires_at")],
        ),
        table_of_business(
            "technician",
            &["id"],
            vec![id("id"), text("name"), text("skills"), flag("is_active"), integer("calendar_version")],
        ),
        table_of_business(
            "time_off",
            &["id"],
            vec![id("id"), id("technician_id"), integer("starts_at"), integer("ends_at"), text_or_null("reason")],
        ),
        table_of_business(
            "customer",
            &["id"],
            vec![
                id("id"),
                text("phone"),
                text_or_null("given_name"),
                text_or_null("family_name"),
                text_or_null("address"),
                integer("created_at"),
                integer("updated_at"),
            ],
        ),
        table_of_business(
            "appointment",
            &["id"],
            vec![
                id("id"),
                id("customer_id"),
                id("technician_id"),
                integer("starts_at"),
                integer("ends_at"),
                integer("window_from"),
                integer("window_to"),
                text("status"),
                flag("is_emergency"),
                text("service"),
                text("description"),
                text_or_null("given_name"),
                text_or_null("family_name"),
                text("address"),
                text("address_key"),
                text("channel"),
                id_or_null("conversation_id"),
                text("receipts"),
                integer("created_at"),
                integer("updated_at"),
            ],
        ),
    ]
}

fn conversation_tables() -> Vec<TableCreateStatement> {
    vec![
        table_of_business(
            "conversation",
            &["id"],
            vec![
                id("id"),
                text("channel"),
                text_or_null("open_key"),
                text_or_null("contact"),
                text_or_null("visitor_hash"),
                id_or_null("customer_id"),
                text("caller"),
                text("state"),
                integer("turns"),
                text_or_null("outcome"),
                text("flag_reasons"),
                text("tags"),
                text_or_null("summary"),
                integer("version"),
                integer("started_at"),
                integer("last_at"),
                integer_or_null("ended_at"),
            ],
        ),
        table_of_business(
            "turn",
            &["conversation_id", "number"],
            vec![
                id("conversation_id"),
                integer("number"),
                text("event_id"),
                text_or_null("said"),
                text("inputs"),
                text("steps"),
                text("reply"),
                integer("at"),
            ],
        ),
        table_of_business(
            "callback",
            &["id"],
            vec![
                id("id"),
                id_or_null("conversation_id"),
                text("phone"),
                text_or_null("given_name"),
                text_or_null("family_name"),
                text("reason"),
                text_or_null("summary"),
                integer("due_at"),
                integer_or_null("done_at"),
                integer("created_at"),
            ],
        ),
        table_of_business("opt_out", &["phone"], vec![text("phone"), integer("at")]),
        table_of_business(
            "consent_event",
            &["id"],
            vec![id("id"), text("phone"), text("action"), text("channel"), text_or_null("words"), text("source"), integer("at")],
        ),
    ]
}

fn outgoing_tables() -> Vec<TableCreateStatement> {
    vec![
        table_of_business(
            "message",
            &["id"],
            vec![
                id("id"),
                text("audience"),
                text("kind"),
                text("to_number"),
                text("body"),
                text("status"),
                id_or_null("conversation_id"),
                text_or_null("carrier_id"),
                text_or_null("error"),
                integer("created_at"),
                integer_or_null("sent_at"),
            ],
        ),
        table_of_business(
            "job",
            &["id"],
            vec![
                id("id"),
                text("kind"),
                text("payload"),
                text("state"),
                integer("run_at"),
                integer("attempts"),
                integer("locked_until"),
                text_or_null("last_error"),
                integer("created_at"),
            ],
        ),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("business_number_by_business", "business_number", &["business_id"]),
        index("business_key_by_hash", "business_key", &["hash"]).unique().take(),
        index("customer_by_phone", "customer", &["business_id", "phone"]).unique().take(),
        index("time_off_by_end", "time_off", &["business_id", "ends_at"]),
        index("appointment_by_start", "appointment", &["business_id", "starts_at"]),
        index("appointment_by_customer", "appointment", &["business_id", "customer_id"]),
        index("appointment_by_conversation", "appointment", &["business_id", "conversation_id"]),
        index("conversation_by_open_key", "conversation", &["business_id", "channel", "open_key"]).unique().take(),
        index("conversation_by_start", "conversation", &["business_id", "started_at"]),
        index("turn_by_event", "turn", &["business_id", "event_id"]).unique().take(),
        index("callback_by_due", "callback", &["business_id", "done_at", "due_at"]),
        index("message_by_time", "message", &["business_id", "created_at"]),
        index("job_by_time", "job", &["state", "run_at"]),
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
