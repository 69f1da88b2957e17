//! The list of members: a page by key, in one of two orders, with a search, at any size.
//!
//! A page never costs more for a larger city. In a large range the index of the order is walked
//! and what lies elsewhere is skipped (in a range of a tenth, nine of ten rows); in a small one
//! its members are gathered and sorted. [`Plan`] chooses by the standing counts.

mod bounds;
pub mod export;
pub mod left;
mod left_pages;
pub mod pages;
mod plan;
mod search;
mod store;

use org::tree::store::Scope;
use platform::ids::{OrgId, PersonId};

pub use left_pages::exit_words;
pub use plan::Plan;
pub use search::Term;
pub use store::{Line, Page, page};

/// Members on a page.
pub const PAGE: usize = 50;

/// In which order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Sort {
    /// By spelling.
    #[default]
    Pinyin,
    /// By strokes of the surname, as official lists are.
    Stroke,
}

impl Sort {
    /// Every order.
    pub const ALL: [Self; 2] = [Self::Pinyin, Self::Stroke];

    /// As it stands in an address.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Pinyin => "pinyin",
            Self::Stroke => "stroke",
        }
    }

    /// Reads a code; anything else is the usual order.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|sort| sort.code() == code)
            .unwrap_or_default()
    }
}

/// Where a page continues: after the last member shown.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Key {
    /// The sort key: spelling or stroke bytes.
    pub sort: Vec<u8>,
    /// Who.
    pub person: PersonId,
}

impl Key {
    /// Before everybody.
    #[must_use]
    pub fn first() -> Self {
        Self {
            sort: Vec::new(),
            person: PersonId([0; 16]),
        }
    }

    /// As it stands in an address.
    #[must_use]
    pub fn encode(&self) -> String {
        use std::fmt::Write as _;
        let hex = self.sort.iter().fold(String::new(), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        });
        format!("{hex}.{}", self.person)
    }

    /// Reads an address; one that was changed by hand begins at the first page.
    #[must_use]
    pub fn decode(text: &str) -> Option<Self> {
        let (hex, person) = text.split_once('.')?;
        if hex.len() % 2 != 0 || hex.len() > 400 || !hex.is_ascii() {
            return None;
        }
        let sort = (0..hex.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).ok())
            .collect::<Option<Vec<u8>>>()?;
        Some(Self {
            sort,
            person: person.parse().ok()?,
        })
    }
}

/// What a list is asked for.
#[derive(Clone, Debug)]
pub struct Query {
    /// Through whom and by which permission.
    pub scope: Scope,
    /// At and below which organisation; the whole scope without it.
    pub org: Option<OrgId>,
    /// In which order.
    pub sort: Sort,
    /// What is looked for.
    pub term: Option<Term>,
    /// After whom.
    pub after: Option<Key>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_list_survives_an_address() {
        let key = Key {
            sort: "zeng xiaoming".into(),
            person: PersonId([7; 16]),
        };
        assert_eq!(Key::decode(&key.encode()), Some(key));
        assert_eq!(Key::decode(&Key::first().encode()), Some(Key::first()));
        for wrong in ["", ".", "zz.1", "é1.00", "616", "61.x"] {
            assert_eq!(Key::decode(wrong), None, "{wrong}");
        }
    }
}
