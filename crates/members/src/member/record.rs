//! What a member record says, in plain; sealed and masked forms are made from it.

use std::fmt;

use jiff::civil::Date;
use platform::names::{self, NameKeys};
use serde::{Deserialize, Serialize};

use crate::roster::codes::Codes;
use crate::roster::{Column, Details, Form, RosterRow, yes_or_no};

/// A member record in plain.
///
/// `Debug` shows nothing of the person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// 姓名.
    pub full_name: String,
    /// How the name is read where the usual reading is wrong: one syllable a character.
    #[serde(default)]
    pub reading: Option<String>,
    /// Strokes of the surname where the usual count is wrong.
    #[serde(default)]
    pub surname_strokes: Option<i64>,
    /// 公民身份号码, 18 characters.
    pub id_number: Option<String>,
    /// GB/T 2261.1.
    pub sex: String,
    /// 出生日期, by the personnel file.
    pub birth_date: Date,
    /// GB/T 3304.
    pub ethnicity: Option<String>,
    /// GB/T 4658.
    pub education: Option<String>,
    /// `full_member` or `probationary_member`.
    pub member_category: String,
    /// `normal` and the endings of membership.
    pub party_status: String,
    /// 加入党组织日期: the day of the general assembly.
    pub joined_on: Option<Date>,
    /// What may be open.
    pub details: Details,
    /// The kind plans and tests choose by.
    pub audience: String,
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Record(…)")
    }
}

impl Record {
    /// What a checked row of a roster says.
    #[must_use]
    pub fn of_row(row: &RosterRow, audience: &str) -> Self {
        Self {
            full_name: row.full_name.clone(),
            reading: None,
            surname_strokes: None,
            id_number: Some(row.id_number.as_str().to_owned()),
            sex: row.sex_or_derived().to_owned(),
            birth_date: row.birth_or_derived(),
            ethnicity: Some(row.ethnicity.clone()),
            education: Some(row.education.clone()),
            member_category: row.member_category.clone(),
            party_status: row
                .party_status
                .clone()
                .unwrap_or_else(|| "normal".to_owned()),
            joined_on: Some(row.joined_on),
            details: Details {
                is_floating: row.floating.unwrap_or(false),
                ..row.details.clone()
            },
            audience: audience.to_owned(),
        }
    }

    /// This record after a roster brought `row`: what the file leaves empty stays as it is.
    #[must_use]
    pub fn updated_by(&self, row: &RosterRow) -> Self {
        let mut next = Self::of_row(row, &self.audience);
        next.reading.clone_from(&self.reading);
        next.surname_strokes = self.surname_strokes;
        if row.sex.is_none() {
            next.sex.clone_from(&self.sex);
        }
        if row.birth_date.is_none() {
            next.birth_date = self.birth_date;
        }
        if row.party_status.is_none() {
            next.party_status.clone_from(&self.party_status);
        }
        next.details.is_floating = row.floating.unwrap_or(self.details.is_floating);
        let (new, old) = (&mut next.details, &self.details);
        keep(&mut new.native_place, &old.native_place);
        keep(&mut new.degree, &old.degree);
        keep(&mut new.school, &old.school);
        keep(&mut new.major, &old.major);
        keep(&mut new.applied_on, &old.applied_on);
        keep(&mut new.activist_on, &old.activist_on);
        keep(&mut new.candidate_on, &old.candidate_on);
        keep(&mut new.full_member_on, &old.full_member_on);
        keep(&mut new.join_type, &old.join_type);
        keep(&mut new.post_category, &old.post_category);
        keep(&mut new.work_started_on, &old.work_started_on);
        keep(&mut new.work_unit, &old.work_unit);
        keep(&mut new.mobile, &old.mobile);
        keep(&mut new.phone, &old.phone);
        keep(&mut new.residence, &old.residence);
        keep(&mut new.household_place, &old.household_place);
        keep(&mut new.tech_post, &old.tech_post);
        keep(&mut new.new_stratum, &old.new_stratum);
        keep(&mut new.migrant_worker, &old.migrant_worker);
        keep(&mut new.joint_unit, &old.joint_unit);
        keep(&mut new.archive_holder, &old.archive_holder);
        keep(&mut new.lost_contact_state, &old.lost_contact_state);
        keep(&mut new.lost_since, &old.lost_since);
        if new.party_posts.is_empty() {
            new.party_posts.clone_from(&old.party_posts);
        }
        next
    }

    /// How the name is found and ordered.
    #[must_use]
    pub fn keys(&self) -> NameKeys {
        let strokes = self
            .surname_strokes
            .and_then(|count| u8::try_from(count).ok());
        names::corrected(&self.full_name, self.reading.as_deref(), strokes)
    }

    /// A field as it is stored: codes, dates as `YYYY-MM-DD`, 是 or 否. The branch is no field.
    #[must_use]
    pub fn stored(&self, column: Column) -> Option<String> {
        let more = &self.details;
        let date = |day: Option<Date>| day.map(|day| day.to_string());
        match column {
            Column::FullName => Some(self.full_name.clone()),
            Column::IdNumber => self.id_number.clone(),
            Column::Sex => Some(self.sex.clone()),
            Column::Ethnicity => self.ethnicity.clone(),
            Column::BirthDate => Some(self.birth_date.to_string()),
            Column::NativePlace => more.native_place.clone(),
            Column::Education => self.education.clone(),
            Column::Degree => more.degree.clone(),
            Column::School => more.school.clone(),
            Column::Major => more.major.clone(),
            Column::MemberCategory => Some(self.member_category.clone()),
            Column::PartyStatus => Some(self.party_status.clone()),
            Column::Branch => None,
            Column::AppliedOn => date(more.applied_on),
            Column::ActivistOn => date(more.activist_on),
            Column::CandidateOn => date(more.candidate_on),
            Column::JoinedOn => date(self.joined_on),
            Column::FullMemberOn => date(more.full_member_on),
            Column::JoinType => more.join_type.clone(),
            Column::PostCategory => more.post_category.clone(),
            Column::WorkStartedOn => date(more.work_started_on),
            Column::WorkUnit => more.work_unit.clone(),
            Column::Mobile => more.mobile.clone(),
            Column::Phone => more.phone.clone(),
            Column::Residence => more.residence.clone(),
            Column::HouseholdPlace => more.household_place.clone(),
            Column::TechPost => more.tech_post.clone(),
            Column::NewStratum => more.new_stratum.clone(),
            Column::MigrantWorker => more.migrant_worker.map(|yes| yes_or_no(yes).to_owned()),
            Column::JointUnit => more.joint_unit.clone(),
            Column::ArchiveHolder => more.archive_holder.clone(),
            Column::LostContactState => more.lost_contact_state.clone(),
            Column::LostSince => date(more.lost_since),
            Column::Age | Column::Completeness => None,
            Column::FlowState => Some(yes_or_no(more.is_floating).to_owned()),
            Column::PartyPosts => Some(more.party_posts.join("、")).filter(|text| !text.is_empty()),
        }
    }

    /// How much of what every member's record should say this one does, in percent.
    #[must_use]
    pub fn completeness(&self) -> usize {
        let of_everybody = |column: &Column| match column {
            // What only some have, so that nothing is missing without it; and the branch, which
            // is no field.
            Column::Degree
            | Column::TechPost
            | Column::NewStratum
            | Column::JointUnit
            | Column::LostContactState
            | Column::LostSince
            | Column::Branch => false,
            Column::FullMemberOn => self.member_category == "full_member",
            column => column.form() != Form::Computed,
        };
        let asked: Vec<Column> = Column::official().filter(of_everybody).collect();
        let known = asked
            .iter()
            .filter(|column| self.stored(**column).is_some_and(|text| !text.is_empty()))
            .count();
        known * 100 / asked.len().max(1)
    }

    /// A field in words: names instead of codes. Sealed fields are masked unless `open`.
    #[must_use]
    pub fn words(&self, column: Column, veil: Veil) -> Option<String> {
        let stored = self.stored(column)?;
        if column.is_sealed() && veil == Veil::Masked {
            return Some(masked(column, &stored));
        }
        Some(name_of(column, &stored))
    }
}

/// Whether sealed fields are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Veil {
    /// Only what identifies them to somebody who knows them.
    Masked,
    /// As they are; the caller has noted who asked and why.
    Open,
}

fn keep<T: Clone>(new: &mut Option<T>, old: &Option<T>) {
    if new.is_none() {
        new.clone_from(old);
    }
}

/// A stored field in words; a code that is no longer in its table is shown as it is.
#[must_use]
pub fn name_of(column: Column, stored: &str) -> String {
    let codes: Option<Codes> = match column.form() {
        Form::Code(codes) | Form::Codes(codes) => Some(codes),
        _ => None,
    };
    let Some(codes) = codes else {
        return stored.to_owned();
    };
    stored
        .split('、')
        .map(|code| codes.table().name_of(code).unwrap_or(code))
        .collect::<Vec<_>>()
        .join("、")
}

/// What stays readable of a sealed field.
#[must_use]
pub fn masked(column: Column, plain: &str) -> String {
    match column {
        Column::IdNumber => platform::names::mask_id(plain),
        Column::Mobile | Column::Phone => platform::names::mask_phone(plain),
        _ => masked_place(plain),
    }
}

/// The first three characters of an address, which name the city.
fn masked_place(plain: &str) -> String {
    let head: String = plain.chars().take(3).collect();
    format!("{head}****")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_shows_its_city_only() {
        assert_eq!(
            masked(Column::Residence, "云溪市清溪街道望江路18号"),
            "云溪市****"
        );
        assert_eq!(masked(Column::Residence, "村东"), "村东****");
        assert_eq!(masked(Column::Mobile, "13812345678"), "138****5678");
    }

    #[test]
    fn codes_become_words() {
        assert_eq!(name_of(Column::Sex, "2"), "女");
        assert_eq!(
            name_of(Column::PartyPosts, "secretary、org_commissioner"),
            "书记、组织委员"
        );
        assert_eq!(name_of(Column::WorkUnit, "柳河村"), "柳河村");
        assert_eq!(name_of(Column::Degree, "no-such-code"), "no-such-code");
    }
}
