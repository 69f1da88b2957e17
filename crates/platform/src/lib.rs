//! The ground every room stands on.
//!
//! Database, clock, ids, accounts and grants, audit, records, files, jobs, words, and the web
//! shell with its components. Platform knows no room: what rooms offer each other passes
//! through the registries and typed ids declared here.

pub mod app;
pub mod assemble;
pub mod audit;
pub mod auth;
pub mod backup;
pub mod branch;
pub mod clock;
pub mod coalescer;
pub mod crypto;
pub mod db;
pub mod embedded;
pub mod error;
pub mod figures;
pub mod files;
pub mod i18n;
pub mod ids;
pub mod jobs;
pub mod module;
pub mod names;
pub mod outside;
pub mod paper;
pub mod proposal;
pub mod random;
pub mod record;
pub mod rules;
pub mod sheet;
pub mod tally;
pub mod web;
