//! The machine and its numbers.

mod machine;
mod rules;
