//! What can be done, one verb a file. Each owns its transaction, or works inside the turn's.

pub mod book_appointment;
pub mod cancel_appointment;
pub mod change_appointment;
pub mod change_business;
pub mod confirm_appointment;
pub mod done;
pub mod end_call;
pub mod find_business;
pub mod find_windows;
pub mod gate;
pub mod onboard_business;
pub mod opt_out_while_suspended;
pub mod owner_texts;
pub mod queue_text;
pub mod reach_owner;
pub mod record_consent;
pub mod remind;
pub mod replay_conversation;
pub mod reschedule_appointment;
pub mod seed_demo;
pub mod send_message;
pub mod start_service;
pub mod take_turn;
pub mod tell_operator;
pub mod understand_lines;
