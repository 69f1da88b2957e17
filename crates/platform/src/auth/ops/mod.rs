//! The operator's and the auditor's pages: rules, jobs, and the audit log with its chain.

pub mod audit_chain;
pub mod audit_export;
pub mod audit_pages;
pub mod desk;
mod detail;
pub mod job_pages;
pub mod job_words;
pub mod local_pages;
pub mod rule_acts;
pub mod rule_pages;
mod rule_words;
