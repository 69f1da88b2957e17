//! Tests of the converters.

mod docx;
mod docx_hostile;
mod faults;
mod law;
mod markdown;
mod pdf;
mod word;
mod xss;
