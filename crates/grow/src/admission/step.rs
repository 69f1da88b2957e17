//! The 25 steps as a table: `rules/admission_steps.toml`.

use std::sync::OnceLock;

use serde::Deserialize;

/// How many steps there are (发展党员工作流程图).
pub const STEPS: u8 = 25;

/// Who acts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// 党支部 or its committee.
    Branch,
    /// 支部大会: a vote.
    Assembly,
    /// 上级党委.
    Superior,
    /// 再上一级组织部门.
    County,
}

impl Who {
    /// The word key of it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Branch => "admission-who-branch",
            Self::Assembly => "admission-who-assembly",
            Self::Superior => "admission-who-superior",
            Self::County => "admission-who-county",
        }
    }

    /// Whether the branch writes it down: the assembly's vote too, when it was held on paper.
    #[must_use]
    pub fn is_below(self) -> bool {
        matches!(self, Self::Branch | Self::Assembly)
    }
}

/// How far somebody has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 入党申请人.
    Applicant,
    /// 入党积极分子.
    Activist,
    /// 发展对象.
    Candidate,
    /// 预备党员.
    Probationary,
    /// 正式党员, until the papers are filed.
    Full,
}

impl Stage {
    /// All of them in order.
    pub const ALL: [Self; 5] = [
        Self::Applicant,
        Self::Activist,
        Self::Candidate,
        Self::Probationary,
        Self::Full,
    ];

    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Activist => "activist",
            Self::Candidate => "candidate",
            Self::Probationary => "probationary",
            Self::Full => "full",
        }
    }

    /// From what is stored or asked for.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The word key of it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Applicant => "admission-stage-applicant",
            Self::Activist => "admission-stage-activist",
            Self::Candidate => "admission-stage-candidate",
            Self::Probationary => "admission-stage-probationary",
            Self::Full => "admission-stage-full",
        }
    }

    /// What counts those who have come so far, at every organisation.
    #[must_use]
    pub fn tally(self) -> &'static str {
        match self {
            Self::Applicant => "admission.applicant",
            Self::Activist => "admission.activist",
            Self::Candidate => "admission.candidate",
            Self::Probationary => "admission.probationary",
            Self::Full => "admission.full",
        }
    }
}

/// A step of the table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its number, 1 to 25.
    pub no: u8,
    /// Where one is when it is done.
    pub stage: Stage,
    /// Who acts.
    pub who: Who,
    /// What must be done before.
    pub needs: Vec<u8>,
    /// What is written down besides the day.
    pub fields: Vec<String>,
    /// The rules that hold for it.
    pub limits: Vec<String>,
    /// The paper that comes of it.
    pub paper: String,
    /// Whether it is done again and again (考察).
    #[serde(default)]
    pub repeats: bool,
}

impl Step {
    /// Whether a field is asked for.
    #[must_use]
    pub fn asks(&self, field: &str) -> bool {
        self.fields.iter().any(|one| one == field)
    }

    /// The word key of its name.
    #[must_use]
    pub fn key(&self) -> String {
        format!("admission-step-{}", self.no)
    }

    /// Whether the assembly votes on it.
    #[must_use]
    pub fn votes(&self) -> bool {
        self.who == Who::Assembly
    }
}

/// The table.
///
/// # Panics
/// Never: a test reads the table that the binary holds.
#[must_use]
pub fn steps() -> &'static [Step] {
    #[derive(Deserialize)]
    struct File {
        step: Vec<Step>,
    }
    static ALL: OnceLock<Vec<Step>> = OnceLock::new();
    ALL.get_or_init(|| {
        platform::embedded::text(platform::embedded::RULES, "admission_steps.toml")
            .and_then(|text| toml::from_str::<File>(text).ok())
            .map(|file| file.step)
            .unwrap_or_default()
    })
}

/// A step by its number.
#[must_use]
pub fn step(no: u8) -> Option<&'static Step> {
    steps().iter().find(|step| step.no == no)
}

#[cfg(test)]
mod tests {
    use super::*;
    use platform::i18n::{Locale, has};

    #[test]
    fn the_table_is_whole() {
        let all = steps();
        assert_eq!(all.len(), usize::from(STEPS));
        for (n, step) in all.iter().enumerate() {
            assert_eq!(usize::from(step.no), n + 1);
            assert!(step.needs.iter().all(|need| *need < step.no), "{}", step.no);
            assert!(step.no == 1 || !step.needs.is_empty(), "{}", step.no);
            for locale in Locale::ALL {
                assert!(has(locale, &step.key()), "{}", step.key());
                for field in &step.fields {
                    let key = format!("admission-f-{field}");
                    assert!(has(locale, &key), "{key}");
                }
            }
        }
        let votes: Vec<u8> = all
            .iter()
            .filter(|one| one.votes())
            .map(|one| one.no)
            .collect();
        assert_eq!(votes, [15, 23]);
        let above: Vec<u8> = all
            .iter()
            .filter(|one| one.who == Who::Superior)
            .map(|one| one.no)
            .collect();
        assert_eq!(above, [4, 8, 11, 13, 16, 17, 24]);
    }
}
