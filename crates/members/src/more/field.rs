//! The single fields, what each holds, and how a value is checked.

use jiff::civil::Date;
use platform::error::FieldError;
use platform::error::Message;

use crate::roster::codes::Codes;
use crate::roster::yes_or_no;

/// What a field holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// An entry of a code table.
    Code(Codes),
    /// Text of at most so many characters.
    Text(usize),
    /// A day.
    Date,
    /// 是 or 否.
    YesNo,
    /// Whole months, forward or back.
    Months,
    /// Yuan, with at most two decimals.
    Money,
}

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $shape:expr, $sealed:literal;)+) => {
        /// A field that stands once in a record.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub enum Field { $($(#[$doc])* $variant),+ }

        impl Field {
            /// Every field, in the order of the table's columns.
            pub const ALL: [Self; 16] = [$(Self::$variant),+];

            /// The column, and the field's name in a form.
            #[must_use]
            pub fn identifier(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// What it holds.
            #[must_use]
            pub fn shape(self) -> Shape {
                match self { $(Self::$variant => $shape),+ }
            }

            /// Whether it is sealed in the database and masked on pages.
            #[must_use]
            pub fn is_sealed(self) -> bool {
                match self { $(Self::$variant => $sealed),+ }
            }
        }
    };
}

fields! {
    /// 转正情况.
    ConversionResult = "conversion_result", Shape::Code(Codes::ConversionResult), false;
    /// 入党时所在支部.
    JoinedBranch = "joined_branch", Shape::Text(120), false;
    /// 延长预备期至.
    ProbationExtendedUntil = "probation_extended_until", Shape::Date, false;
    /// 党龄校正值（月）.
    PartyAgeAdjustMonths = "party_age_adjust_months", Shape::Months, false;
    /// 在职学历.
    InServiceEducation = "in_service_education", Shape::Code(Codes::Education), false;
    /// 在职学位.
    InServiceDegree = "in_service_degree", Shape::Code(Codes::Degree), false;
    /// 在职教育毕业院校.
    InServiceSchool = "in_service_school", Shape::Text(60), false;
    /// 在职教育专业.
    InServiceMajor = "in_service_major", Shape::Text(60), false;
    /// 职务.
    JobTitle = "job_title", Shape::Text(60), false;
    /// 一线情况; the official code list is not public, so words.
    Frontline = "frontline", Shape::Text(60), false;
    /// 外出流向; the city at most, never an address.
    FlowDestination = "flow_destination", Shape::Text(60), false;
    /// 流入单位性质.
    FlowUnitNature = "flow_unit_nature", Shape::Code(Codes::FlowUnitNature), false;
    /// 是否持流动党员活动证.
    HasFlowCard = "has_flow_card", Shape::YesNo, false;
    /// 流动结束日期.
    FlowEndedOn = "flow_ended_on", Shape::Date, false;
    /// 党费缴纳基数, yuan a month.
    DuesBase = "dues_base", Shape::Money, true;
    /// 健康和照护情况: what the branch must know to bring study home.
    CareFlags = "care_flags", Shape::Text(200), true;
}

/// Fields that stand together on a page, with the key of their title.
pub const SECTIONS: [(&str, &[Field]); 4] = [
    (
        "member-more-joining",
        &[
            Field::ConversionResult,
            Field::JoinedBranch,
            Field::ProbationExtendedUntil,
            Field::PartyAgeAdjustMonths,
        ],
    ),
    (
        "member-more-work",
        &[
            Field::InServiceEducation,
            Field::InServiceDegree,
            Field::InServiceSchool,
            Field::InServiceMajor,
            Field::JobTitle,
            Field::Frontline,
        ],
    ),
    (
        "member-more-flow",
        &[
            Field::FlowDestination,
            Field::FlowUnitNature,
            Field::HasFlowCard,
            Field::FlowEndedOn,
        ],
    ),
    ("member-more-care", &[Field::DuesBase, Field::CareFlags]),
];

/// Months by which somebody's Party standing can be corrected, either way.
const MOST_MONTHS: i64 = 1_200;
/// The highest monthly base that is no slip of the pen, in yuan.
const MOST_YUAN: u64 = 1_000_000;

impl Field {
    /// The field with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|field| field.identifier() == name)
    }

    /// The value as it is stored: codes, days as `YYYY-MM-DD`, `1` or `0`, months, yuan. Empty
    /// words are no value.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(self, typed: &str) -> Result<Option<String>, FieldError> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let stored = match self.shape() {
            Shape::Code(codes) => codes
                .table()
                .find(typed)
                .map(|code| code.code.clone())
                .ok_or(Message::new("error-required")),
            Shape::Text(most) if typed.chars().count() > most => {
                Err(Message::new("roster-fault-text-too-long").with("other", most))
            }
            Shape::Text(_) => Ok(typed.to_owned()),
            Shape::Date => typed
                .parse::<Date>()
                .map(|day| day.to_string())
                .map_err(|_| Message::new("error-date")),
            Shape::YesNo => match typed {
                "1" => Ok("1".to_owned()),
                "0" => Ok("0".to_owned()),
                _ => Err(Message::new("error-required")),
            },
            Shape::Months => match typed.parse::<i64>() {
                Ok(months) if months.abs() <= MOST_MONTHS => Ok(months.to_string()),
                _ => Err(Message::new("member-more-months-wrong")),
            },
            Shape::Money => money(typed).ok_or(Message::new("member-more-money-wrong")),
        };
        stored.map(Some).map_err(|message| FieldError {
            field: self.identifier().to_owned(),
            message,
        })
    }

    /// A stored value in words.
    #[must_use]
    pub fn words(self, stored: &str) -> String {
        match self.shape() {
            Shape::Code(codes) => codes.table().name_of(stored).unwrap_or(stored).to_owned(),
            Shape::YesNo => yes_or_no(stored == "1").to_owned(),
            _ => stored.to_owned(),
        }
    }
}

/// An amount of yuan, written plainly.
fn money(typed: &str) -> Option<String> {
    let (whole, part) = typed.split_once('.').unwrap_or((typed, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let yuan: u64 = whole.parse().ok()?;
    let fits = digits(whole) && digits(part) && part.len() <= 2 && yuan <= MOST_YUAN;
    fits.then(|| {
        if part.is_empty() {
            yuan.to_string()
        } else {
            format!("{yuan}.{part}")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use platform::i18n::{Locale, has};

    #[test]
    fn every_field_stands_in_one_section_and_has_words() {
        let mut all: Vec<Field> = SECTIONS
            .iter()
            .flat_map(|(_, some)| *some)
            .copied()
            .collect();
        all.sort_unstable();
        assert_eq!(all, Field::ALL);
        for field in Field::ALL {
            let key = format!("member-{}", field.identifier().replace('_', "-"));
            assert!(Locale::ALL.iter().all(|locale| has(*locale, &key)), "{key}");
            assert_eq!(Field::named(field.identifier()), Some(field));
        }
    }

    #[test]
    fn values_are_checked() {
        let read = |field: Field, typed: &str| field.read(typed).ok();
        assert_eq!(read(Field::DuesBase, " "), Some(None));
        assert_eq!(read(Field::DuesBase, "5000"), Some(Some("5000".into())));
        assert_eq!(
            read(Field::DuesBase, "5000.50"),
            Some(Some("5000.50".into()))
        );
        for wrong in ["-1", "5000.505", "很多", "9999999999", "1e4", "+5"] {
            assert_eq!(read(Field::DuesBase, wrong), None, "{wrong}");
        }
        assert_eq!(
            read(Field::PartyAgeAdjustMonths, "-6"),
            Some(Some("-6".into()))
        );
        assert_eq!(read(Field::PartyAgeAdjustMonths, "5000"), None);
        assert_eq!(read(Field::FlowEndedOn, "2026-02-30"), None);
        assert_eq!(read(Field::HasFlowCard, "1"), Some(Some("1".into())));
        assert_eq!(
            read(Field::ConversionResult, "按期转正"),
            Some(Some("on_time".into()))
        );
        assert_eq!(read(Field::ConversionResult, "自动"), None);
        assert_eq!(read(Field::FlowDestination, &"杭".repeat(61)), None);
        assert_eq!(Field::HasFlowCard.words("0"), "否");
    }
}
