//! The operator's and the auditor's pages: jobs, and the audit log with its chain.

pub mod audit_pages;
pub mod job_pages;
