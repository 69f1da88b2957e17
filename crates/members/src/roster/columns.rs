//! The columns of a member roster: the 28 official ones, then those of our own.
//!
//! The 28 are the export of the yearly statistics (中组部年度统计) as a university's public
//! system writes it, in its order and with its titles. They are the template and the export. Two
//! of them, 年龄 and 信息完整度, are worked out on export and passed over on import. Further
//! fields of the record have columns of their own, which a file may have as well.
//! Required are those without which a member cannot be told from another or counted: name, ID
//! number, ethnicity, education, kind of member, branch, date of joining. Sex and birth date
//! follow from the ID number when left empty; the date of full membership is required of full
//! members only.

use platform::sheet::ColumnKind;
use serde::{Deserialize, Serialize};

use super::codes::Codes;

/// Whether a column must be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Importance {
    /// In every row.
    Required,
    /// Only if known.
    Optional,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A person's name.
    Name,
    /// The ID number.
    Id,
    /// An entry of a code table, by name or code.
    Code(Codes),
    /// Several entries of a code table.
    Codes(Codes),
    /// A date.
    Date,
    /// Text of at most so many characters.
    Text(usize),
    /// A mobile number of mainland China.
    Mobile,
    /// Any telephone number.
    Phone,
    /// The name of a branch.
    Branch,
    /// 是 or 否.
    YesNo,
    /// Worked out from the other columns.
    Computed,
}

macro_rules! columns {
    ($($variant:ident, $identifier:literal, $title:literal, $importance:ident, $form:expr,
       [$($alias:literal),*];)+) => {
        /// A column of the roster, the official ones first and in their order.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Column {
            $(#[doc = $title] $variant,)+
        }

        impl Column {
            /// All columns, the official ones first.
            pub const ALL: [Self; 37] = [$(Self::$variant),+];

            /// The field's name in code and in the database.
            pub fn identifier(self) -> &'static str {
                match self { $(Self::$variant => $identifier),+ }
            }

            /// The official title.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),+ }
            }

            /// Whether it must be filled in.
            pub fn importance(self) -> Importance {
                match self { $(Self::$variant => Importance::$importance),+ }
            }

            /// What it holds.
            pub fn form(self) -> Form {
                match self { $(Self::$variant => $form),+ }
            }

            /// Other titles that offices use.
            fn aliases(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($alias),*]),+ }
            }
        }
    };
}

columns! {
    FullName, "full_name", "姓名", Required, Form::Name, ["党员姓名"];
    IdNumber, "id_number", "身份证号码", Required, Form::Id,
        ["公民身份号码", "身份证号", "身份证", "公民身份证号码", "居民身份证号码"];
    Sex, "sex", "性别", Optional, Form::Code(Codes::Sex), [];
    BirthDate, "birth_date", "出生日期", Optional, Form::Date, ["出生年月", "出生年月日"];
    Ethnicity, "ethnicity", "民族", Required, Form::Code(Codes::Ethnicity), [];
    NativePlace, "native_place", "籍贯", Optional, Form::Text(60), [];
    Age, "age", "年龄", Optional, Form::Computed, ["周岁"];
    Education, "education", "学历", Required, Form::Code(Codes::Education), ["文化程度", "最高学历"];
    Degree, "degree", "学位", Optional, Form::Code(Codes::Degree), ["最高学位"];
    School, "school", "毕业院校", Optional, Form::Text(60), ["毕业学校"];
    Major, "major", "专业", Optional, Form::Text(60), ["所学专业"];
    JoinedOn, "joined_on", "入党时间", Required, Form::Date,
        ["加入党组织日期", "入党日期", "加入党组织时间", "加入中共组织日期"];
    FullMemberOn, "full_member_on", "转正日期", Optional, Form::Date,
        ["转正时间", "转为正式党员日期"];
    PostCategory, "post_category", "工作岗位", Optional, Form::Code(Codes::PostCategory),
        ["岗位", "职业"];
    TechPost, "tech_post", "从事专业技术服务", Optional, Form::Text(60),
        ["从事专业技术职务", "专业技术职务"];
    NewStratum, "new_stratum", "新的社会阶层", Optional, Form::Text(60),
        ["新社会阶层", "新社会阶层类型"];
    MemberCategory, "member_category", "人员类别", Required, Form::Code(Codes::MemberCategory),
        ["党员类别", "党员类型"];
    MigrantWorker, "migrant_worker", "是否农民工", Optional, Form::YesNo, ["农民工"];
    Mobile, "mobile", "手机号码", Optional, Form::Mobile, ["手机", "手机号", "移动电话"];
    Phone, "phone", "联系电话", Optional, Form::Phone, ["固定电话", "联系方式", "电话"];
    Branch, "branch", "所在党支部", Required, Form::Branch,
        ["所在支部", "所属党支部", "所属支部", "党支部", "所在党组织", "组织关系所在党支部"];
    JointUnit, "joint_unit", "联合支部单位名称", Optional, Form::Text(120),
        ["联合支部单位", "联合党支部单位名称"];
    ArchiveHolder, "archive_holder", "档案所在单位", Optional, Form::Text(120), ["档案管理单位"];
    HouseholdPlace, "household_place", "户籍所在地", Optional, Form::Text(120), ["户籍地", "户籍地址"];
    Residence, "residence", "现居住地", Optional, Form::Text(120), ["家庭住址", "现住址", "居住地"];
    LostContactState, "lost_contact_state", "失去联系情形", Optional, Form::Text(60), ["失联情形"];
    LostSince, "lost_since", "失去联系日期", Optional, Form::Date, ["失联日期"];
    Completeness, "completeness", "信息完整度", Optional, Form::Computed, [];
    PartyStatus, "party_status", "党籍状态", Optional, Form::Code(Codes::PartyStatus), [];
    AppliedOn, "applied_on", "申请入党日期", Optional, Form::Date,
        ["申请入党时间", "递交入党申请书日期", "递交入党申请书时间"];
    ActivistOn, "activist_on", "积极分子日期", Optional, Form::Date,
        ["列为积极分子日期", "确定积极分子日期", "确定入党积极分子日期"];
    CandidateOn, "candidate_on", "发展对象日期", Optional, Form::Date,
        ["列为发展对象日期", "确定发展对象日期"];
    JoinType, "join_type", "入党类型", Optional, Form::Code(Codes::JoinType), [];
    WorkStartedOn, "work_started_on", "参加工作日期", Optional, Form::Date, ["参加工作时间"];
    WorkUnit, "work_unit", "工作单位及职务", Optional, Form::Text(120), ["工作单位", "单位及职务"];
    FlowState, "flow_state", "是否流动党员", Optional, Form::YesNo, ["流动党员"];
    PartyPosts, "party_posts", "党内职务", Optional, Form::Codes(Codes::PartyPost), [];
}

impl Column {
    /// The official columns in their order: the template and the export.
    pub fn official() -> impl Iterator<Item = Self> {
        /// How many the yearly statistics ask for.
        const OFFICIAL: usize = 28;
        Self::ALL.into_iter().take(OFFICIAL)
    }

    /// The column a header cell names. Marks, blanks and remarks in brackets do not count:
    /// `*公民身份号码（18位）` is [`Column::IdNumber`].
    pub fn by_title(title: &str) -> Option<Self> {
        let plain = plain_title(title);
        Self::ALL
            .into_iter()
            .find(|column| column.title() == plain || column.aliases().contains(&plain.as_str()))
    }

    /// Whether the content is a secret of the person, which no message repeats.
    pub fn is_sealed(self) -> bool {
        matches!(
            self,
            Self::IdNumber | Self::Mobile | Self::Phone | Self::Residence | Self::HouseholdPlace
        )
    }

    /// How the office program should treat the column.
    pub fn kind(self) -> ColumnKind {
        match self.form() {
            Form::Date => ColumnKind::Date,
            _ => ColumnKind::Text,
        }
    }

    /// Width in the template, in characters of the default font.
    pub fn width(self) -> u16 {
        match self.form() {
            Form::Id => 22,
            Form::Branch | Form::Text(120) => 32,
            Form::Text(_) | Form::Codes(_) => 18,
            Form::Mobile | Form::Phone => 15,
            Form::Date => 14,
            Form::Code(Codes::PostCategory | Codes::Education) => 20,
            _ => 12,
        }
    }

    /// What may be chosen in a cell.
    pub fn choices(self) -> Vec<String> {
        match self.form() {
            Form::Code(codes) => codes.table().names().map(String::from).collect(),
            Form::YesNo => vec!["是".into(), "否".into()],
            _ => Vec::new(),
        }
    }
}

fn plain_title(title: &str) -> String {
    let mut depth = 0_usize;
    let mut plain = String::with_capacity(title.len());
    for ch in title.chars() {
        match ch {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            '*' | '＊' | ':' | '：' => {}
            ch if depth == 0 && !ch.is_whitespace() => plain.push(ch),
            _ => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_official_titles_in_their_order() {
        let titles: Vec<&str> = Column::official().map(Column::title).collect();
        let official = "姓名、身份证号码、性别、出生日期、民族、籍贯、年龄、学历、学位、毕业院校、专业、入党时间、\
            转正日期、工作岗位、从事专业技术服务、新的社会阶层、人员类别、是否农民工、手机号码、联系电话、\
            所在党支部、联合支部单位名称、档案所在单位、户籍所在地、现居住地、失去联系情形、失去联系日期、信息完整度";
        assert_eq!(titles, official.split('、').collect::<Vec<_>>());
    }

    #[test]
    fn columns_have_names_of_their_own() {
        let mut titles = BTreeSet::new();
        let mut identifiers = BTreeSet::new();
        for column in Column::ALL {
            assert!(identifiers.insert(column.identifier()));
            for title in column.aliases().iter().chain([&column.title()]) {
                assert!(titles.insert(*title), "{title} names two columns");
                assert_eq!(Column::by_title(title), Some(column));
            }
        }
        assert_eq!(identifiers.len(), Column::ALL.len());
    }

    #[test]
    fn titles_as_offices_write_them() {
        for title in ["*姓名", "姓 名", "姓名\n（必填）", "姓名："] {
            assert_eq!(Column::by_title(title), Some(Column::FullName), "{title}");
        }
        assert_eq!(Column::by_title("身份证号码(18位)"), Some(Column::IdNumber));
        assert_eq!(Column::by_title("序号"), None);
        assert_eq!(Column::by_title(""), None);
    }
}
