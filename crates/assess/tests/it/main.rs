//! The room on both engines, from the database up to whole requests.

mod closing;
mod laws;
mod requests;
mod saving;
mod staff;
mod starting;
mod world;
