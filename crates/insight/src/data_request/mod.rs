//! The data-request desk (数据需求台): promise 2 of the design.
//!
//! A request names what is wanted and of whom. What the records know ([`dictionary`]) is filled in
//! and asked of nobody; the rest becomes a form, whose cost in hours is shown before it is sent.
//! A request ends by itself on its day. What was asked of the same organisations within a year is
//! refused, and whoever asks is shown where the answer lies.

use jiff::civil::Date;
use platform::clock::Millis;
use platform::from_row;
use platform::ids::OrgId;
use platform::typed_id;

pub mod answer;
pub mod answer_pages;
pub mod change;
pub mod desk;
pub mod dictionary;
pub mod export;
pub mod forms;
pub mod pages;
pub mod rules;
pub mod show;
pub mod store;

typed_id!(
    /// A request for data.
    RequestId
);

/// The permission of whoever asks.
pub const ASK: &str = "data_requests.ask";
/// The permission of whoever answers for an organisation.
pub const ANSWER: &str = "data_requests.answer";

/// Of whom something is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Units {
    /// Of the organisations directly below.
    Children,
    /// Of every branch below.
    Branches,
}

impl Units {
    /// Both, in the order of the form.
    pub const ALL: [Self; 2] = [Self::Branches, Self::Children];

    /// As stored and sent.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Children => "children",
            Self::Branches => "branches",
        }
    }

    /// From what was sent.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The word key of it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Children => "data-request-units-children",
            Self::Branches => "data-request-units-branches",
        }
    }
}

/// A request.
#[derive(Clone, Debug)]
pub struct Request {
    /// Which.
    pub id: RequestId,
    /// Who asks.
    pub org: OrgId,
    /// Who asks, in words.
    pub org_name: String,
    /// What it is about.
    pub title: String,
    /// What the answers are for.
    pub purpose: String,
    /// On which document it rests.
    pub basis: String,
    /// Of whom, as stored.
    pub units: String,
    /// The last day it can be answered.
    pub expires_on: Date,
    /// When it was written.
    pub created_at: Millis,
    /// When it was sent.
    pub sent_at: Option<Millis>,
    /// Of how many organisations it was asked.
    pub asked: Option<i64>,
    /// How many minutes it costs them together.
    pub minutes: Option<i64>,
}

from_row!(Request {
    id,
    org,
    org_name,
    title,
    purpose,
    basis,
    units,
    expires_on,
    created_at,
    sent_at,
    asked,
    minutes
});

impl Request {
    /// Whether it can be answered on a day.
    #[must_use]
    pub fn open_on(&self, day: Date) -> bool {
        self.sent_at.is_some() && day <= self.expires_on
    }
}

/// Something a request wants to know.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its number.
    pub no: i64,
    /// The sum that knows it; none when it must be asked.
    pub known: Option<String>,
    /// Its name.
    pub label: String,
    /// `number` or `text`.
    pub kind: String,
}

from_row!(Field {
    no,
    known,
    label,
    kind
});

/// An organisation that is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which.
    pub org: OrgId,
    /// Its name.
    pub org_name: String,
    /// Its place.
    pub path: String,
    /// When it answered.
    pub answered_at: Option<Millis>,
}

from_row!(Asked {
    org,
    org_name,
    path,
    answered_at
});

/// How a field's name is compared with others': no blanks, no signs, no unit in brackets, small letters.
#[must_use]
pub fn folded(label: &str) -> String {
    let outside = label.split(['（', '(']).next().unwrap_or(label);
    outside
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_mean_the_same_are_the_same() {
        for name in [
            "活动场所面积",
            " 活动 场所面积（平方米）",
            "活动场所、面积(㎡)",
        ] {
            assert_eq!(folded(name), "活动场所面积", "{name}");
        }
        assert_ne!(folded("活动场所"), folded("活动场所面积"));
    }
}
