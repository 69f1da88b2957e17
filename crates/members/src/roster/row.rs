//! A row that passed.

use std::fmt;

use jiff::civil::Date;
use platform::sheet::Cell;
use serde::{Deserialize, Serialize};

use super::codes::Codes;
use super::columns::{Column, Form};
use super::id_number::IdNumber;

/// A member as a roster states it: names folded, codes instead of words, dates read.
///
/// `Debug` shows nothing of the person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterRow {
    /// 姓名, blanks removed between Chinese characters.
    pub full_name: String,
    /// 公民身份号码.
    pub id_number: IdNumber,
    /// GB/T 2261.1, if the cell says it; see [`RosterRow::sex_or_derived`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<String>,
    /// GB/T 3304.
    pub ethnicity: String,
    /// 出生日期, if the cell says it; see [`RosterRow::birth_or_derived`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Date>,
    /// GB/T 4658.
    pub education: String,
    /// `full_member` or `probationary_member`.
    pub member_category: String,
    /// 党籍状态, if the cell says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party_status: Option<String>,
    /// 是否流动党员, if the cell says it; the details of a row do not.
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floating: Option<bool>,
    /// Name of the branch as written; the caller knows which one it is.
    pub branch: String,
    /// 加入党组织日期: the day of the general assembly.
    pub joined_on: Date,
    /// What a roster may leave open.
    pub details: Details,
}

/// The fields that may be empty.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// 籍贯.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub native_place: Option<String>,
    /// GB/T 6864.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degree: Option<String>,
    /// 毕业院校.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school: Option<String>,
    /// 专业.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub major: Option<String>,
    /// 申请入党日期.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applied_on: Option<Date>,
    /// 积极分子日期.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activist_on: Option<Date>,
    /// 发展对象日期.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub candidate_on: Option<Date>,
    /// 转正日期; there for every full member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_member_on: Option<Date>,
    /// 入党类型.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join_type: Option<String>,
    /// 工作岗位.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_category: Option<String>,
    /// 参加工作日期.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_started_on: Option<Date>,
    /// 工作单位及职务.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_unit: Option<String>,
    /// 手机号码, 11 digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile: Option<String>,
    /// 联系电话.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// 现居住地.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub residence: Option<String>,
    /// 户籍所在地.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub household_place: Option<String>,
    /// 从事专业技术服务.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tech_post: Option<String>,
    /// 新的社会阶层.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_stratum: Option<String>,
    /// 是否农民工, when it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub migrant_worker: Option<bool>,
    /// 联合支部单位名称.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joint_unit: Option<String>,
    /// 档案所在单位.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive_holder: Option<String>,
    /// 失去联系情形.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost_contact_state: Option<String>,
    /// 失去联系日期.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost_since: Option<Date>,
    /// 是否流动党员.
    pub is_floating: bool,
    /// 党内职务, codes without repetition.
    pub party_posts: Vec<String>,
}

impl fmt::Debug for RosterRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RosterRow(…)")
    }
}

impl fmt::Debug for Details {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Details(…)")
    }
}

impl RosterRow {
    /// The sex in the file; from the ID number if the cell was empty.
    pub fn sex_or_derived(&self) -> &str {
        self.sex.as_deref().unwrap_or(self.id_number.sex())
    }

    /// The birthday in the file; from the ID number if the cell was empty.
    pub fn birth_or_derived(&self) -> Date {
        self.birth_date
            .unwrap_or_else(|| self.id_number.birth_date())
    }

    /// The cell of a column as the template has it: words instead of codes.
    pub fn cell(&self, column: Column) -> Cell {
        match self.value(column) {
            Value::Date(date) => date.map_or(Cell::Empty, Cell::Date),
            Value::Text(text) => Cell::text(text.unwrap_or_default()),
            Value::Codes(stored) => Cell::text(
                stored
                    .iter()
                    .map(|code| name_of(column, code))
                    .collect::<Vec<_>>()
                    .join("、"),
            ),
        }
    }

    fn value(&self, column: Column) -> Value<'_> {
        let more = &self.details;
        match column {
            Column::FullName => Value::Text(Some(&self.full_name)),
            Column::IdNumber => Value::Text(Some(self.id_number.as_str())),
            Column::Sex => Value::Codes(self.sex.as_slice()),
            Column::Ethnicity => Value::Codes(std::slice::from_ref(&self.ethnicity)),
            Column::BirthDate => Value::Date(self.birth_date),
            Column::NativePlace => Value::Text(more.native_place.as_deref()),
            Column::Education => Value::Codes(std::slice::from_ref(&self.education)),
            Column::Degree => Value::Codes(more.degree.as_slice()),
            Column::School => Value::Text(more.school.as_deref()),
            Column::Major => Value::Text(more.major.as_deref()),
            Column::MemberCategory => Value::Codes(std::slice::from_ref(&self.member_category)),
            Column::PartyStatus => Value::Codes(self.party_status.as_slice()),
            Column::Branch => Value::Text(Some(&self.branch)),
            Column::AppliedOn => Value::Date(more.applied_on),
            Column::ActivistOn => Value::Date(more.activist_on),
            Column::CandidateOn => Value::Date(more.candidate_on),
            Column::JoinedOn => Value::Date(Some(self.joined_on)),
            Column::FullMemberOn => Value::Date(more.full_member_on),
            Column::JoinType => Value::Codes(more.join_type.as_slice()),
            Column::PostCategory => Value::Codes(more.post_category.as_slice()),
            Column::WorkStartedOn => Value::Date(more.work_started_on),
            Column::WorkUnit => Value::Text(more.work_unit.as_deref()),
            Column::Mobile => Value::Text(more.mobile.as_deref()),
            Column::Phone => Value::Text(more.phone.as_deref()),
            Column::Residence => Value::Text(more.residence.as_deref()),
            Column::HouseholdPlace => Value::Text(more.household_place.as_deref()),
            Column::FlowState => Value::Text(self.floating.map(yes_or_no)),
            Column::TechPost => Value::Text(more.tech_post.as_deref()),
            Column::NewStratum => Value::Text(more.new_stratum.as_deref()),
            Column::MigrantWorker => Value::Text(more.migrant_worker.map(yes_or_no)),
            Column::JointUnit => Value::Text(more.joint_unit.as_deref()),
            Column::ArchiveHolder => Value::Text(more.archive_holder.as_deref()),
            Column::LostContactState => Value::Text(more.lost_contact_state.as_deref()),
            Column::LostSince => Value::Date(more.lost_since),
            Column::Age | Column::Completeness => Value::Text(None),
            Column::PartyPosts => Value::Codes(&more.party_posts),
        }
    }
}

/// How a roster says it.
pub fn yes_or_no(yes: bool) -> &'static str {
    if yes { "是" } else { "否" }
}

enum Value<'a> {
    Text(Option<&'a str>),
    Date(Option<Date>),
    Codes(&'a [String]),
}

/// A code that is no longer in its table is shown as it is.
fn name_of(column: Column, code: &str) -> String {
    let table: Option<Codes> = match column.form() {
        Form::Code(codes) | Form::Codes(codes) => Some(codes),
        _ => None,
    };
    table
        .and_then(|codes| codes.table().name_of(code))
        .unwrap_or(code)
        .to_owned()
}
