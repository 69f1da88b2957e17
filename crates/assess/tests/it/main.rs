//! The room on both engines, from the database up to whole requests.

mod closing;
mod laws;
mod saving;
mod starting;
mod world;
