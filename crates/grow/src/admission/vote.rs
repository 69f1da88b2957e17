//! The assembly's vote on an admission (15) and at the end of probation (23): what waits for a
//! meeting of the system, what it decided, and the same arithmetic for one held on paper.

use platform::db::Tx;
use platform::error::{Error, conflict, invalid};
use platform::i18n::Locale;
use platform::ids::OrgId;
use platform::proposal::{Decision, Measure, Proposal, ProposalSource, Regime};
use platform::{params, sql};

use super::machine::{Case, Event, Outcome};
use super::rules::{Limits, months};
use super::take::{self, Take};
use super::{Applicant, ApplicantId, Facts, Written, WrittenId, store};
use org::Act;

/// A vote that was counted on paper.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Count {
    /// Full members with a vote who were expected: the denominator.
    pub expected: i64,
    /// Those of them who were there.
    pub present: i64,
    /// In favour, written ones handed in before included.
    pub yes: i64,
    /// Against.
    pub no: i64,
    /// Abstained.
    pub abstained: i64,
}

impl Count {
    /// Whether the proposal passed, by regime B (发展党员工作细则第二十三条).
    ///
    /// # Errors
    /// When the numbers cannot be, or so few were there that the meeting could not vote.
    pub fn passed(&self, limits: &Limits) -> Result<bool, Error> {
        if self.present > self.expected {
            return Err(invalid("present", "admission-vote-more-than-expected"));
        }
        if self.yes + self.no + self.abstained > self.expected {
            return Err(invalid("yes", "admission-vote-more-than-expected"));
        }
        if self.expected < 1 || !limits.quorum.reached(self.present, self.expected) {
            return Err(invalid("present", "admission-vote-no-quorum"));
        }
        Ok(limits.passes.reached(self.yes, self.expected))
    }

    /// As facts of a step.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let mut facts = Facts::new();
        for (field, number) in [
            ("expected", self.expected),
            ("present", self.present),
            ("yes", self.yes),
            ("no", self.no),
            ("abstained", self.abstained),
        ] {
            facts.insert(field.to_owned(), number.into());
        }
        facts
    }
}

/// What the branch committee puts to the assembly at the end of probation: written at step 22.
#[must_use]
pub fn proposed(written: &[Written]) -> (Outcome, i64) {
    let last = written.iter().rev().find(|one| one.step == 22);
    let outcome = last
        .and_then(|one| Outcome::from_code(&one.fact("proposal")))
        .unwrap_or(Outcome::Converted);
    let count = last.and_then(|one| one.fact("months").parse().ok());
    (outcome, count.unwrap_or(6))
}

/// The vote as an event of the machine.
#[must_use]
pub fn event(
    step: u8,
    on: jiff::civil::Date,
    passed: bool,
    put: (Outcome, i64),
    case: &Case,
    limits: &Limits,
) -> Event {
    let mut event = Event::done(step, on);
    event.outcome = match (passed, step) {
        (false, _) => Outcome::NotPassed,
        (true, 23) => put.0,
        (true, _) => Outcome::Passed,
    };
    if event.outcome == Outcome::Extended {
        let ends = case.standing(limits).probation_ends;
        event.until = ends.map(|day| months(day, put.1));
    }
    event
}

/// Admission among the things meetings vote on.
pub struct Admissions;

impl ProposalSource for Admissions {
    fn kind(&self) -> &'static str {
        "admission"
    }

    fn label(&self) -> &'static str {
        "admission-nav"
    }

    fn waiting(
        &self,
        tx: &mut Tx<'_>,
        by: Measure<'_>,
        org: OrgId,
        _: Locale,
    ) -> Result<Vec<Proposal>, Error> {
        let found: Vec<Applicant> = tx.all(sql!("sql/proposals.sql"), params![org])?;
        let mut all = Vec::new();
        for one in found {
            all.extend(proposal(tx, by, &one)?);
        }
        Ok(all)
    }

    fn one(
        &self,
        tx: &mut Tx<'_>,
        by: Measure<'_>,
        org: OrgId,
        id: [u8; 16],
    ) -> Result<Option<Proposal>, Error> {
        match store::find(tx, ApplicantId(id)) {
            Ok(found) if found.org == org && found.state == "open" => proposal(tx, by, &found),
            Ok(_) | Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn decided(
        &self,
        tx: &mut Tx<'_>,
        by: Measure<'_>,
        id: [u8; 16],
        decision: &Decision,
    ) -> Result<(), Error> {
        let of = store::hold(tx, ApplicantId(id))?;
        let meeting = platform::db::Value::Id(decision.meeting);
        let told: (i64,) = tx.one(sql!("sql/same_meeting.sql"), params![of.id, meeting])?;
        if told.0 > 0 {
            return Ok(());
        }
        let held_on: jiff::civil::Date = decision
            .held_on
            .parse()
            .map_err(|_| conflict("admission-vote-without-a-day"))?;
        let limits = Limits::on(by.rules, held_on)?;
        let case = store::case(tx, &of)?;
        let Some(step) = votes_on(&case, &limits) else {
            return Err(conflict("admission-vote-not-waiting"));
        };
        let put = proposed(&store::written(tx, of.id)?);
        let count = Count {
            expected: decision.expected.into(),
            present: decision.present.into(),
            yes: decision.yes.into(),
            no: decision.no.into(),
            abstained: decision.abstained.into(),
        };
        let words = format!(
            "{}-{}",
            of.id,
            platform::ids::Uuid::from_bytes(decision.meeting)
        );
        let take = Take {
            id: WrittenId::derived("admission vote", &words),
            event: event(step, held_on, decision.passed, put, &case, &limits),
            facts: count.facts(),
            words: String::new(),
            helpers: Vec::new(),
            meeting: Some(decision.meeting),
        };
        let act = Act::told(decision.closed_by, super::ACT, held_on, by.clock);
        take::write(tx, &act, &of, &take, &limits)
    }
}

fn votes_on(case: &Case, limits: &Limits) -> Option<u8> {
    let next = case.standing(limits).next();
    [15, 23].into_iter().find(|no| next.contains(no))
}

fn proposal(tx: &mut Tx<'_>, by: Measure<'_>, of: &Applicant) -> Result<Option<Proposal>, Error> {
    let today = by.clock.today();
    let (case, limits) = (store::case(tx, of)?, Limits::on(by.rules, today)?);
    let put = proposed(&store::written(tx, of.id)?);
    let Some(step) = votes_on(&case, &limits) else {
        return Ok(None);
    };
    // What is blocked today is put to no vote.
    let likely = event(step, today, true, put, &case, &limits);
    if !case.blocks(&likely, &limits).is_empty() {
        return Ok(None);
    }
    let name = &of.full_name;
    let title = match (step, put) {
        (15, _) => format!("讨论接收{name}为预备党员"),
        (_, (Outcome::Extended, count)) => format!("讨论延长{name}的预备期（{count}个月）"),
        (_, (Outcome::Cancelled, _)) => format!("讨论取消{name}的预备党员资格"),
        _ => format!("讨论{name}按期转为正式党员"),
    };
    Ok(Some(Proposal {
        id: of.id.0,
        title,
        regime: Regime::Admission,
        subject: of.person,
    }))
}
