//! The schema, one file a change, forward only. A migration that has shipped is never edited.

mod columns;
mod m0001_front_desk;
mod m0002_outgoing_texts;
mod m0003_delivery;
mod m0004_changes;
mod m0005_reminders;
mod m0006_alerts;
mod m0007_calls;
mod m0008_consent_and_limits;
mod m0009_operator_notices;
mod m0012_outreach;

use sea_orm_migration::{MigrationTrait, MigratorTrait};

pub(super) struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_front_desk::Migration),
            Box::new(m0002_outgoing_texts::Migration),
            Box::new(m0003_delivery::Migration),
            Box::new(m0004_changes::Migration),
            Box::new(m0005_reminders::Migration),
            Box::new(m0006_alerts::Migration),
            Box::new(m0007_calls::Migration),
            Box::new(m0008_consent_and_limits::Migration),
            Box::new(m0009_operator_notices::Migration),
            Box::new(m0012_outreach::Migration),
        ]
    }
}
