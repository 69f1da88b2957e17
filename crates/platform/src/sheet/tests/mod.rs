//! Reading and writing together, and files made to do harm.

mod bombs;
mod csv_files;
mod round_trip;
mod words;
