//! Code tables of the roster, from `rules/codes/`, each with its source and effective date.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// A code table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Codes {
    /// GB/T 2261.1.
    Sex,
    /// GB/T 3304.
    Ethnicity,
    /// GB/T 4658.
    Education,
    /// GB/T 6864.
    Degree,
    /// Provinces of GB/T 2260, for ID numbers.
    Province,
    /// Full or probationary.
    MemberCategory,
    /// Standing of the member.
    PartyStatus,
    /// How the person joined.
    JoinType,
    /// Work post.
    PostCategory,
    /// Posts in the branch.
    PartyPost,
    /// How probation ended.
    ConversionResult,
    /// What kind of unit a floating member works for.
    FlowUnitNature,
    /// How somebody comes onto the roll.
    EntryType,
    /// How somebody leaves it.
    ExitType,
}

/// Whether a table is a published standard or our default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// As the standard named in `source` has it.
    Standard,
    /// Our default, to be replaced by an import of the official list.
    Local,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// What is stored.
    pub code: String,
    /// What people read.
    pub name: String,
    /// What offices write as well.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// A code table with its origin.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeTable {
    /// The identifier of the field.
    pub table: String,
    /// The standard or regulation.
    pub source: String,
    /// In force since, `YYYY-MM-DD`.
    pub effective: jiff::civil::Date,
    /// Standard or default.
    pub standing: Standing,
    /// An ending of all names that people leave out, such as 族.
    #[serde(default)]
    suffix: String,
    codes: Vec<Code>,
    /// Every accepted spelling to its place in `codes`.
    #[serde(skip)]
    index: HashMap<String, usize>,
}

impl Codes {
    /// Every table.
    pub const ALL: [Self; 14] = [
        Self::Sex,
        Self::Ethnicity,
        Self::Education,
        Self::Degree,
        Self::Province,
        Self::MemberCategory,
        Self::PartyStatus,
        Self::JoinType,
        Self::PostCategory,
        Self::PartyPost,
        Self::ConversionResult,
        Self::FlowUnitNature,
        Self::EntryType,
        Self::ExitType,
    ];

    /// The entries.
    pub fn table(self) -> &'static CodeTable {
        &TABLES[&self]
    }

    fn source_text(self) -> &'static str {
        match self {
            Self::Sex => include_str!("../../../../rules/codes/sex.toml"),
            Self::Ethnicity => include_str!("../../../../rules/codes/ethnicity.toml"),
            Self::Education => include_str!("../../../../rules/codes/education.toml"),
            Self::Degree => include_str!("../../../../rules/codes/degree.toml"),
            Self::Province => include_str!("../../../../rules/codes/province.toml"),
            Self::MemberCategory => include_str!("../../../../rules/codes/member_category.toml"),
            Self::PartyStatus => include_str!("../../../../rules/codes/party_status.toml"),
            Self::JoinType => include_str!("../../../../rules/codes/join_type.toml"),
            Self::PostCategory => include_str!("../../../../rules/codes/post_category.toml"),
            Self::PartyPost => include_str!("../../../../rules/codes/party_post.toml"),
            Self::ConversionResult => {
                include_str!("../../../../rules/codes/conversion_result.toml")
            }
            Self::FlowUnitNature => include_str!("../../../../rules/codes/flow_unit_nature.toml"),
            Self::EntryType => include_str!("../../../../rules/codes/entry_type.toml"),
            Self::ExitType => include_str!("../../../../rules/codes/exit_type.toml"),
        }
    }
}

#[expect(
    clippy::expect_used,
    reason = "the tables are compiled in; a test reads every one"
)]
static TABLES: LazyLock<HashMap<Codes, CodeTable>> = LazyLock::new(|| {
    Codes::ALL
        .into_iter()
        .map(|codes| {
            let table: CodeTable = toml::from_str(codes.source_text()).expect("a code table");
            (codes, table.indexed())
        })
        .collect()
});

impl CodeTable {
    /// The entry for what a person wrote: code, name or another spelling of it.
    pub fn find(&self, written: &str) -> Option<&Code> {
        let place = self.index.get(&folded(written))?;
        self.codes.get(*place)
    }

    /// The name of a stored code.
    pub fn name_of(&self, code: &str) -> Option<&str> {
        self.codes
            .iter()
            .find(|entry| entry.code == code)
            .map(|entry| entry.name.as_str())
    }

    /// The names, in the order of the table.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.codes.iter().map(|entry| entry.name.as_str())
    }

    /// The entries, in the order of the table.
    pub fn entries(&self) -> &[Code] {
        &self.codes
    }

    fn indexed(mut self) -> Self {
        for (place, entry) in self.codes.iter().enumerate() {
            let short = entry.name.strip_suffix(&self.suffix).unwrap_or(&entry.name);
            let spellings = [entry.code.as_str(), &entry.name, short].into_iter();
            for spelling in spellings.chain(entry.aliases.iter().map(String::as_str)) {
                // The first entry keeps a spelling; a test refuses real collisions.
                self.index.entry(folded(spelling)).or_insert(place);
            }
        }
        self
    }
}

/// Blanks, width and case do not tell entries apart.
fn folded(text: &str) -> String {
    text.chars()
        .filter(|ch| !ch.is_whitespace())
        .map(|ch| match ch {
            '（' => '(',
            '）' => ')',
            '，' | ',' => '、',
            other => other.to_ascii_lowercase(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn every_table_says_where_it_comes_from() {
        for codes in Codes::ALL {
            let table = codes.table();
            assert!(!table.source.is_empty(), "{codes:?}");
            assert!(table.entries().len() > 1, "{codes:?}");
        }
        assert_eq!(Codes::Sex.table().standing, Standing::Standard);
        assert_eq!(Codes::PostCategory.table().standing, Standing::Local);
    }

    #[test]
    fn no_spelling_means_two_entries() {
        for codes in Codes::ALL {
            let table = codes.table();
            let mut seen: HashMap<String, &str> = HashMap::new();
            for entry in table.entries() {
                for spelling in entry.aliases.iter().chain([&entry.code, &entry.name]) {
                    let before = seen.insert(folded(spelling), &entry.code);
                    assert!(
                        before.is_none_or(|code| code == entry.code),
                        "{codes:?} {spelling}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_people_write_is_found() {
        for (codes, written, code) in [
            (Codes::Sex, "男", "1"),
            (Codes::Sex, "2", "2"),
            (Codes::Ethnicity, "汉", "01"),
            (Codes::Ethnicity, "汉族", "01"),
            (Codes::Ethnicity, "基诺族", "56"),
            (Codes::Ethnicity, " 维吾尔 族", "05"),
            (Codes::Education, "大专", "31"),
            (Codes::Education, "本科", "21"),
            (Codes::Degree, "工学硕士", "308"),
            (Codes::Degree, "临床医学博士", "245"),
            (Codes::Degree, "工商管理硕士", "346"),
            (Codes::Degree, "公共管理硕士专业学位", "349"),
            (Codes::Degree, "建筑学学士", "444"),
            (Codes::Degree, "艺术学学士", "4"),
            (Codes::MemberCategory, "预备党员", "probationary_member"),
            (Codes::PostCategory, "工人(工勤技能人员)", "worker"),
            (Codes::Province, "53", "53"),
        ] {
            let found = codes.table().find(written);
            assert_eq!(
                found.map(|entry| entry.code.as_str()),
                Some(code),
                "{written}"
            );
        }
        assert!(Codes::Ethnicity.table().find("火星族").is_none());
        assert_eq!(Codes::Ethnicity.table().name_of("56"), Some("基诺族"));
        let nationalities = Codes::Ethnicity.table().entries().iter();
        let standard = nationalities.filter(|entry| entry.code.as_str() <= "56");
        assert_eq!(standard.count(), 56);
    }
}
