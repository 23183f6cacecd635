//! The rules of the trade. Pure: no async, no I/O, no database types; the present is an argument.

pub mod alert;
pub mod appointment;
mod area_codes;
pub mod availability;
pub mod business;
pub mod clock_time;
pub mod consent;
pub mod conversation;
pub mod customer;
pub mod delivery;
pub mod disclosure;
pub mod follow_up;
pub mod language;
pub mod limits;
pub mod notice;
pub mod phone_number;
pub mod quiet_hours;
pub mod reminder;
pub mod segments;
pub mod service;
pub mod settings;
pub mod technician;
