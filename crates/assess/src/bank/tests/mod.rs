//! Tests of the question bank's pure parts.

mod faults;
mod gaokao;
mod gift;
mod gift_fuzz;
mod grade;
mod question;
mod sheet;
mod strategy;
