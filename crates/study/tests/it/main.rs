//! The room in whole requests, on both engines.

mod import;
mod journey;
mod materials;
mod places;
mod plans;
mod world;
