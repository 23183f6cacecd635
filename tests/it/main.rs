//! Stories of the service, told against real parts: a real HTTP server, signed webhooks, and both databases.
//!
//! Tests on PostgreSQL run where `TEST_DATABASE_URL` names a server; `make test` starts one.

mod alerts;
mod bad_input;
mod businesses;
mod calls;
mod changes;
mod chats;
mod consent;
mod contract;
mod crm;
mod dead_letters;
mod deliveries;
mod faults;
mod follow_ups;
mod house;
mod judging;
mod limits;
mod logs;
mod lost_calls;
mod notices;
mod outside;
mod processes;
mod put_through;
mod racing;
mod reminder_month;
mod reminders;
mod scheduling;
mod sending;
mod support;
mod telephony;
mod texts;
mod transcripts;
mod understanding;
mod voicemail;
