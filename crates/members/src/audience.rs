//! Kinds of member that plans and tests choose by (农村、社区、机关、企业 …): the one list, and who is
//! of which kind today.
//!
//! Seven kinds are kept with the member: they follow from the unit the branch stands in when a
//! member is entered, and whoever edits the record may say otherwise. Three are nobody's to enter:
//! young follows from the birthday, floating from the record and the belonging, secretary from the
//! duties of the day (党员教育管理工作条例, chapter 5: education by kind).

pub mod count;

use jiff::Span;
use jiff::civil::Date;
use org::UnitNature;
use platform::db::{DbError, FromValue, Kind, ToValue, Tx, Value};
use platform::ids::PersonId;
use platform::{from_row, params, sql};

use crate::belonging::tallies;

/// Members with fewer years than this are young (青年党员: up to and with 35).
const YOUNG_YEARS: i64 = 36;

/// The kinds a member's record can say, in the order forms show them.
pub const KINDS: [&str; 7] = [
    "general",
    "rural",
    "community",
    "agency",
    "enterprise",
    "institution",
    "student",
];

/// A kind of member that a plan or a test can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AudienceKind {
    /// 一般.
    General,
    /// 农村.
    Rural,
    /// 社区.
    Community,
    /// 机关.
    Agency,
    /// 企业.
    Enterprise,
    /// 事业单位.
    Institution,
    /// 学生.
    Student,
    /// 青年.
    Young,
    /// 流动.
    Floating,
    /// 支部书记、副书记.
    Secretary,
}

impl AudienceKind {
    /// Every kind, in the order forms show them: first those of [`KINDS`].
    pub const ALL: [Self; 10] = [
        Self::General,
        Self::Rural,
        Self::Community,
        Self::Agency,
        Self::Enterprise,
        Self::Institution,
        Self::Student,
        Self::Young,
        Self::Floating,
        Self::Secretary,
    ];

    /// The code stored and used in word keys (`audience-…`).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Rural => "rural",
            Self::Community => "community",
            Self::Agency => "agency",
            Self::Enterprise => "enterprise",
            Self::Institution => "institution",
            Self::Student => "student",
            Self::Young => "young",
            Self::Floating => "floating",
            Self::Secretary => "secretary",
        }
    }

    /// Reads a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A choice of kinds, each once and in the order of [`AudienceKind::ALL`]; none named means
/// everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AudienceKinds(Vec<AudienceKind>);

impl AudienceKinds {
    /// These kinds.
    #[must_use]
    pub fn of(kinds: &[AudienceKind]) -> Self {
        Self(
            AudienceKind::ALL
                .into_iter()
                .filter(|kind| kinds.contains(kind))
                .collect(),
        )
    }

    /// The kinds of these codes; none when one of them is unknown, because leaving it out could
    /// silently widen the audience to everybody.
    #[must_use]
    pub fn from_codes<S: AsRef<str>>(codes: &[S]) -> Option<Self> {
        let kinds: Option<Vec<_>> = codes
            .iter()
            .map(|code| AudienceKind::from_code(code.as_ref()))
            .collect();
        kinds.map(|kinds| Self::of(&kinds))
    }

    /// The kinds named.
    #[must_use]
    pub fn named(&self) -> &[AudienceKind] {
        &self.0
    }

    /// Whether nothing is named, which means everybody.
    #[must_use]
    pub fn is_everybody(&self) -> bool {
        self.0.is_empty()
    }

    /// The counts of [`crate::belonging::tallies`] that together are these members; none when a
    /// kind is named that no record says.
    #[must_use]
    pub fn tallies(&self) -> Option<Vec<&'static str>> {
        if self.is_everybody() {
            return Some(vec![tallies::TOTAL]);
        }
        let named = self.0.iter();
        named.map(|kind| tallies::of_kind(kind.code())).collect()
    }

    /// Whether a kind is named.
    #[must_use]
    pub fn names(&self, kind: AudienceKind) -> bool {
        self.0.contains(&kind)
    }
}

impl ToValue for AudienceKinds {
    fn to_value(&self) -> Value {
        let codes: Vec<&str> = self.0.iter().map(|kind| kind.code()).collect();
        Value::Text(serde_json::json!(codes).to_string())
    }
    fn kind() -> Kind {
        Kind::Text
    }
}

impl FromValue for AudienceKinds {
    fn from_value(value: Value) -> Result<Self, DbError> {
        let wrong = || DbError::Decode("audience kinds".to_owned());
        let codes: Vec<String> =
            serde_json::from_str(&String::from_value(value)?).map_err(|_| wrong())?;
        Self::from_codes(&codes).ok_or_else(wrong)
    }
}

/// Where somebody belongs on a day, and what kinds of member they are there.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The person's number in records.
    pub person_no: i64,
    /// The organisation's number in records.
    pub org_no: i64,
    /// The organisation's place.
    pub path: String,
    /// What the record says; empty for somebody without a member record.
    pub recorded: Option<String>,
    /// Whether they are young.
    pub young: bool,
    /// Whether they live and work elsewhere, or belong here as a floating member.
    pub floating: bool,
    /// Whether they are secretary or deputy secretary anywhere.
    pub secretary: bool,
}

from_row!(Standing {
    person_no,
    org_no,
    path,
    recorded,
    young,
    floating,
    secretary
});

impl Standing {
    /// Whether they are of a kind.
    #[must_use]
    pub fn is(&self, kind: AudienceKind) -> bool {
        match kind {
            AudienceKind::Young => self.young,
            AudienceKind::Floating => self.floating,
            AudienceKind::Secretary => self.secretary,
            recorded => self.recorded.as_deref() == Some(recorded.code()),
        }
    }
}

/// Where a person belongs on a day, the home branch first.
///
/// # Errors
/// The database's.
pub fn standings(tx: &mut Tx<'_>, person: PersonId, today: Date) -> Result<Vec<Standing>, DbError> {
    tx.all(
        sql!("audience/standings.sql"),
        params![person, today, young_since(today)],
    )
}

/// Who was born after this day is young on `today`.
#[must_use]
pub fn young_since(today: Date) -> Date {
    today
        .checked_sub(Span::new().years(YOUNG_YEARS))
        .unwrap_or(today)
}

/// For whom something is: a subtree of the organisation and kinds of member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audience {
    /// The root of the subtree.
    pub path: String,
    /// Kinds of member.
    pub kinds: AudienceKinds,
}

/// How many parameters [`Audience::kind_params`] gives.
pub const KIND_PARAMS: usize = 12;

impl Audience {
    /// Whether somebody standing there is meant.
    #[must_use]
    pub fn includes(&self, standing: &Standing) -> bool {
        let inside = standing.path.starts_with(&self.path);
        let kinds = self.kinds.named();
        inside && (kinds.is_empty() || kinds.iter().any(|kind| standing.is(*kind)))
    }

    /// The first of a person's standings that is meant; the home branch comes first.
    #[must_use]
    pub fn choose<'s>(&self, standings: &'s [Standing]) -> Option<&'s Standing> {
        standings.iter().find(|standing| self.includes(standing))
    }

    /// The kinds as twelve parameters for statements that judge many members at once. With `$n` the
    /// first of them and the day of interest in `$d`, a member `m` with a belonging `b` is meant when
    ///
    /// ```sql
    /// ($n = 1
    ///   OR m.audience IN ($n+1, …, $n+7)
    ///   OR ($n+8 = 1 AND m.birth_date > $n+9)
    ///   OR ($n+10 = 1 AND (m.is_floating = 1 OR b.kind = 'floating'))
    ///   OR ($n+11 = 1 AND EXISTS (SELECT 1 FROM duty d
    ///       WHERE d.person_id = b.person_id AND d.kind IN ('secretary', 'deputy_secretary')
    ///         AND d.from_on <= $d AND (d.until_on IS NULL OR d.until_on > $d))))
    /// ```
    #[must_use]
    pub fn kind_params(&self, today: Date) -> Vec<Value> {
        let has = |kind: AudienceKind| self.kinds.names(kind).to_value();
        let mut params = vec![self.kinds.is_everybody().to_value()];
        params.extend(AudienceKind::ALL.into_iter().take(KINDS.len()).map(|kind| {
            // An unnamed kind takes a slot that matches nothing.
            if self.kinds.names(kind) {
                kind.code()
            } else {
                "-"
            }
            .to_value()
        }));
        params.push(has(AudienceKind::Young));
        params.push(young_since(today).to_value());
        params.push(has(AudienceKind::Floating));
        params.push(has(AudienceKind::Secretary));
        params
    }
}

/// The kind of somebody entered in a branch of such a unit.
#[must_use]
pub fn kind_for(nature: UnitNature, post_category: Option<&str>) -> &'static str {
    match (post_category, nature) {
        (Some("student"), _) => "student",
        (Some("farmer"), _) | (_, UnitNature::Village) => "rural",
        (_, UnitNature::Community) => "community",
        (_, UnitNature::Agency) => "agency",
        (_, UnitNature::Institution) => "institution",
        (_, UnitNature::PublicEnterprise | UnitNature::PrivateEnterprise) => "enterprise",
        (_, UnitNature::SocialOrganisation | UnitNature::Territory | UnitNature::Other) => {
            "general"
        }
    }
}

/// The kind with a code; none for anything else.
#[must_use]
pub fn from_code(code: &str) -> Option<&'static str> {
    KINDS.into_iter().find(|kind| *kind == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_decides_unless_the_post_says_more() {
        assert_eq!(kind_for(UnitNature::Village, None), "rural");
        assert_eq!(
            kind_for(UnitNature::Institution, Some("student")),
            "student"
        );
        assert_eq!(kind_for(UnitNature::Community, Some("farmer")), "rural");
        assert_eq!(kind_for(UnitNature::Other, Some("worker")), "general");
        for nature in UnitNature::ALL {
            assert!(from_code(kind_for(*nature, None)).is_some());
        }
    }

    fn standing(path: &str, recorded: &str) -> Standing {
        Standing {
            person_no: 1,
            org_no: 1,
            path: path.to_owned(),
            recorded: Some(recorded.to_owned()),
            young: false,
            floating: false,
            secretary: false,
        }
    }

    #[test]
    fn the_recorded_kinds_begin_the_list() {
        for (code, kind) in KINDS.into_iter().zip(AudienceKind::ALL) {
            assert_eq!(kind.code(), code);
        }
        for kind in AudienceKind::ALL {
            assert_eq!(AudienceKind::from_code(kind.code()), Some(kind));
        }
    }

    #[test]
    fn recorded_kinds_are_counted_ready_and_others_are_not() {
        let of = |kinds: &[AudienceKind]| AudienceKinds::of(kinds).tallies();
        assert_eq!(of(&[]), Some(vec!["members.total"]));
        for (code, kind) in KINDS.into_iter().zip(AudienceKind::ALL) {
            assert_eq!(of(&[kind]), Some(vec![tallies::of_kind(code).unwrap()]));
            assert!(tallies::of_kind(code).unwrap().ends_with(code));
        }
        let both = of(&[AudienceKind::Rural, AudienceKind::Agency]);
        assert_eq!(both.map(|both| both.len()), Some(2));
        for kind in AudienceKind::ALL.into_iter().skip(KINDS.len()) {
            assert_eq!(of(&[AudienceKind::Rural, kind]), None);
        }
    }

    #[test]
    fn subtree_and_kind_must_both_fit() {
        let audience = |kinds: &[AudienceKind]| Audience {
            path: "00010002".to_owned(),
            kinds: AudienceKinds::of(kinds),
        };
        let all = audience(&[]);
        assert!(all.includes(&standing("000100020001", "agency")));
        assert!(!all.includes(&standing("000100030001", "agency")));
        assert!(
            !all.includes(&standing("0001", "agency")),
            "above is not inside"
        );
        let some = audience(&[AudienceKind::Rural, AudienceKind::Young]);
        assert!(some.includes(&standing("000100020001", "rural")));
        assert!(!some.includes(&standing("000100020001", "agency")));
        let young = Standing {
            young: true,
            ..standing("00010002", "agency")
        };
        assert!(some.includes(&young));
        let pair = [standing("00010003", "rural"), young];
        assert_eq!(
            some.choose(&pair).map(|one| one.path.as_str()),
            Some("00010002")
        );
        assert_eq!(
            some.kind_params(jiff::civil::date(2026, 11, 23)).len(),
            KIND_PARAMS
        );
    }

    #[test]
    fn kinds_are_stored_and_an_unknown_one_is_refused() {
        let kinds = AudienceKinds::of(&[AudienceKind::Secretary, AudienceKind::Rural]);
        assert_eq!(
            kinds.to_value(),
            Value::Text(r#"["rural","secretary"]"#.to_owned())
        );
        assert_eq!(AudienceKinds::from_value(kinds.to_value()).unwrap(), kinds);
        assert!(AudienceKinds::from_value(Value::Text(r#"["rural","gone"]"#.to_owned())).is_err());
    }
}
