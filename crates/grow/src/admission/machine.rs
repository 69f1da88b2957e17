//! What may come next, what blocks it and what is late: admission as a pure machine.
//!
//! A case is whatever was written down, in order; where somebody stands is read off it each time.
//! Always true: no step before its needs; days never run backwards along them; probation begins on
//! the day the assembly passed and is extended once at the most; a block falls only when two
//! persons said so, and some never do.

use std::collections::BTreeSet;

use jiff::civil::Date;

pub use super::block::{Block, Outcome};
use super::rules::{Limits, months};
use super::step::{STEPS, Stage, Who, step, steps};

/// Something that was done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Event {
    /// Which step.
    pub step: u8,
    /// On which day.
    pub on: Date,
    /// What came of it.
    pub outcome: Outcome,
    /// Until when probation is extended.
    pub until: Option<Date>,
    /// Mentors or introducers who were named.
    pub helpers: i64,
    /// Days of training.
    pub days: i64,
    /// Hours of training.
    pub hours: i64,
}

impl Event {
    /// A step that was done on a day.
    #[must_use]
    pub fn done(step: u8, on: Date) -> Self {
        Self {
            step,
            on,
            outcome: Outcome::Done,
            until: None,
            helpers: 0,
            days: 0,
            hours: 0,
        }
    }
}

/// A notice that ended with a result: for which stage, its last day, whether nothing stands against it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Notice {
    /// Whether it was for a conversion; for a candidate otherwise.
    pub conversion: bool,
    /// Its last day.
    pub ends_on: Date,
    /// Whether nothing stands against it.
    pub clear: bool,
}

/// Whatever was written down of one person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Case {
    /// Birthday.
    pub birth: Date,
    /// When they leave their unit, if that is known.
    pub leaving: Option<Date>,
    /// Whether the case rests.
    pub paused: bool,
    /// Whether it was withdrawn or stopped.
    pub stopped: bool,
    /// What was done, in order.
    pub events: Vec<Event>,
    /// Notices that have a result.
    pub notices: Vec<Notice>,
    /// Blocks that two persons let fall, by step.
    pub fallen: BTreeSet<(u8, Block)>,
}

/// Where somebody stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// The day each step was done last, by number.
    pub done: [Option<Date>; STEPS as usize + 1],
    /// How far they have come.
    pub stage: Stage,
    /// Whether nothing more can be done: not admitted, cancelled, withdrawn.
    pub ended: bool,
    /// Whether the papers are filed.
    pub filed: bool,
    /// Whether the case rests.
    pub paused: bool,
    /// The last review of an activist, or the day the mentors were named.
    pub reviewed: Option<Date>,
    /// The last review of a probationary member.
    pub probation_reviewed: Option<Date>,
    /// When probation ends.
    pub probation_ends: Option<Date>,
    /// How often it was extended.
    pub extensions: i64,
    /// What the assembly decided at 23 and waits for approval.
    pub decided: Option<(Outcome, Option<Date>)>,
}

impl Standing {
    fn fresh(case: &Case) -> Self {
        Self {
            done: [None; STEPS as usize + 1],
            stage: Stage::Applicant,
            ended: case.stopped,
            filed: false,
            paused: case.paused,
            reviewed: None,
            probation_reviewed: None,
            probation_ends: None,
            extensions: 0,
            decided: None,
        }
    }

    /// The day a step was done.
    #[must_use]
    pub fn on(&self, step: u8) -> Option<Date> {
        self.done.get(usize::from(step)).copied().flatten()
    }

    fn forget(&mut self, steps: impl IntoIterator<Item = u8>) {
        for step in steps {
            if let Some(day) = self.done.get_mut(usize::from(step)) {
                *day = None;
            }
        }
    }

    /// Whether nothing can be written down.
    #[must_use]
    pub fn closed(&self) -> bool {
        self.ended || self.filed || self.paused
    }

    /// What can come next, by number: done are their needs, and they are not.
    #[must_use]
    pub fn next(&self) -> Vec<u8> {
        if self.closed() {
            return Vec::new();
        }
        let met = |needs: &[u8]| needs.iter().all(|need| self.on(*need).is_some());
        steps()
            .iter()
            .filter(|one| met(&one.needs))
            .filter(|one| self.on(one.no).is_none() || (one.repeats && self.repeatable(one.no)))
            .map(|one| one.no)
            .collect()
    }

    /// A review is written until what comes after it is done.
    fn repeatable(&self, step: u8) -> bool {
        match step {
            6 => self.on(7).is_none(),
            21 => self.on(23).is_none(),
            _ => false,
        }
    }

    /// What comes next and was never done: the lowest number.
    #[must_use]
    pub fn now(&self) -> Option<u8> {
        let next = self.next();
        next.iter()
            .copied()
            .find(|no| self.on(*no).is_none())
            .or_else(|| next.first().copied())
    }

    /// Whether somebody acts next.
    #[must_use]
    pub fn waits_for(&self, who: Who) -> bool {
        let open = |no: &u8| self.on(*no).is_none() && step(*no).is_some_and(|one| one.who == who);
        self.next().iter().any(open)
    }

    /// The first day by which something must happen, and what: a passed one is late and warns.
    #[must_use]
    pub fn due(&self, limits: &Limits) -> Option<(u8, Date)> {
        if self.closed() {
            return None;
        }
        let after = |from: Option<Date>, count: i64| from.map(|day| months(day, count));
        let open = |no: u8| self.on(no).is_none();
        let mut all: Vec<(u8, Date)> = Vec::new();
        let mut add = |no: u8, day: Option<Date>| all.extend(day.map(|day| (no, day)));
        if open(2) {
            add(2, after(self.on(1), limits.first_talk_months));
        }
        if open(7) {
            add(6, after(self.reviewed, limits.review_every_months));
        }
        if open(17) {
            add(17, after(self.on(15), limits.approval_months));
        }
        if open(23) && self.on(17).is_some() {
            let next = after(
                self.probation_reviewed.or(self.on(15)),
                limits.probation_review_months,
            );
            // The last quarter is reviewed with the conversion.
            add(
                21,
                next.filter(|day| self.probation_ends.is_some_and(|end| *day < end)),
            );
            add(if open(22) { 22 } else { 23 }, self.probation_ends);
        }
        if open(24) {
            add(24, after(self.on(23), limits.approval_months));
        }
        all.into_iter().min_by_key(|(_, day)| *day)
    }
}

impl Case {
    /// A case of somebody born on a day, with nothing written down.
    #[must_use]
    pub fn of(birth: Date) -> Self {
        Self {
            birth,
            leaving: None,
            paused: false,
            stopped: false,
            events: Vec::new(),
            notices: Vec::new(),
            fallen: BTreeSet::new(),
        }
    }

    /// Where they stand by what was written down.
    #[must_use]
    pub fn standing(&self, limits: &Limits) -> Standing {
        let mut at = Standing::fresh(self);
        for event in &self.events {
            follow(&mut at, event, limits);
        }
        at.stage = stage(&at);
        at
    }

    /// Everything against writing this down now.
    #[must_use]
    pub fn blocks(&self, event: &Event, limits: &Limits) -> Vec<Block> {
        self.blocks_at(&self.standing(limits), event, limits)
    }

    /// The same, where it is known where they stand.
    #[must_use]
    pub fn blocks_at(&self, at: &Standing, event: &Event, limits: &Limits) -> Vec<Block> {
        let mut found = BTreeSet::new();
        if at.closed() {
            found.insert(Block::Closed);
        }
        let Some(table) = step(event.step) else {
            return vec![Block::Order];
        };
        order(at, table, event, limits, &mut found);
        if !fits(event) {
            found.insert(Block::Outcome);
        }
        // What was refused needs no more conditions: a no is always possible.
        if !matches!(event.outcome, Outcome::Refused | Outcome::NotPassed) {
            self.conditions(at, event, limits, &mut found);
        }
        found.retain(|block| !self.fallen.contains(&(event.step, *block)));
        found.into_iter().collect()
    }

    fn conditions(
        &self,
        at: &Standing,
        event: &Event,
        limits: &Limits,
        found: &mut BTreeSet<Block>,
    ) {
        let on = event.on;
        let mut when = |bad: bool, block: Block| {
            if bad {
                found.insert(block);
            }
        };
        let since = |from: Option<Date>, count: i64| from.is_none_or(|day| on < months(day, count));
        match event.step {
            1 => when(
                on < months(self.birth, limits.min_age_years * 12),
                Block::Age,
            ),
            3 => when(since(at.on(1), limits.applicant_wait_months), Block::Wait),
            5 => {
                let (least, most) = limits.mentors;
                when(!(least..=most).contains(&event.helpers), Block::Mentors);
            }
            7 => when(
                since(at.on(3), limits.cultivation_months),
                Block::Cultivation,
            ),
            8 => when(
                limits.notices.0 && !self.noticed(false, at.on(7), on),
                Block::Notice,
            ),
            9 => when(event.helpers != limits.introducers, Block::Introducers),
            11 => when(
                event.days < limits.training_days && event.hours < limits.training_hours,
                Block::Training,
            ),
            13 => {
                let soon = months(on, limits.leaving_soon_months);
                when(self.leaving.is_some_and(|day| day <= soon), Block::Leaving);
            }
            17 => {
                let last = at
                    .on(15)
                    .map(|day| months(day, limits.special_approval_months));
                when(last.is_some_and(|last| on > last), Block::Expired);
            }
            23 => self.end_of_probation(at, event, limits, &mut when),
            _ => {}
        }
    }

    fn end_of_probation(
        &self,
        at: &Standing,
        event: &Event,
        limits: &Limits,
        when: &mut impl FnMut(bool, Block),
    ) {
        let ends = at.probation_ends;
        // Whoever is unfit need not be kept on probation until its end.
        let early = event.outcome != Outcome::Cancelled && ends.is_none_or(|end| event.on < end);
        when(early, Block::Probation);
        if event.outcome == Outcome::Converted {
            let noticed = self.noticed(true, at.on(17), event.on);
            when(limits.notices.1 && !noticed, Block::Notice);
        }
        if event.outcome == Outcome::Extended {
            when(at.extensions >= limits.extensions, Block::ExtendedAlready);
            let (least, most) = limits.extension;
            let inside = ends.zip(event.until).is_some_and(|(end, until)| {
                (months(end, least)..=months(end, most)).contains(&until)
            });
            when(!inside, Block::ExtensionLength);
        }
    }

    fn noticed(&self, conversion: bool, after: Option<Date>, by: Date) -> bool {
        self.notices.iter().any(|one| {
            one.conversion == conversion
                && one.clear
                && one.ends_on <= by
                && after.is_none_or(|day| one.ends_on >= day)
        })
    }
}

fn order(
    at: &Standing,
    table: &super::step::Step,
    event: &Event,
    limits: &Limits,
    found: &mut BTreeSet<Block>,
) {
    if table.needs.iter().any(|need| at.on(*need).is_none()) {
        found.insert(Block::Order);
    }
    let last = table.needs.iter().filter_map(|need| at.on(*need)).max();
    let before = at.on(table.no).filter(|_| table.repeats).max(last);
    if before.is_some_and(|day| event.on < day) {
        found.insert(Block::Backwards);
    }
    let again = table.repeats && at.repeatable(table.no);
    if at.on(table.no).is_some() && !again && !votes_again(at, event, limits) {
        found.insert(Block::DoneAlready);
    }
}

/// The assembly votes again when the superior decided too late (发展党员工作细则: 超过期限重新办理).
fn votes_again(at: &Standing, event: &Event, limits: &Limits) -> bool {
    event.step == 15
        && at.on(17).is_none()
        && at
            .on(15)
            .is_some_and(|day| event.on > months(day, limits.special_approval_months))
}

fn fits(event: &Event) -> bool {
    match event.step {
        4 | 8 | 10 | 13 | 17 | 24 => matches!(event.outcome, Outcome::Done | Outcome::Refused),
        15 => matches!(event.outcome, Outcome::Passed | Outcome::NotPassed),
        23 => matches!(
            event.outcome,
            Outcome::Converted | Outcome::Extended | Outcome::Cancelled | Outcome::NotPassed
        ),
        _ => event.outcome == Outcome::Done,
    }
}

fn follow(at: &mut Standing, event: &Event, limits: &Limits) {
    let no = event.step;
    match (no, event.outcome) {
        (10, Outcome::Refused) => at.ended = true,
        // What the superior refuses goes back to the step it was asked about.
        (4, Outcome::Refused) => at.forget([3, 5, 6]),
        (8, Outcome::Refused) => at.forget([7]),
        (13, Outcome::Refused) => at.forget([12]),
        (17, Outcome::Refused) => at.forget([15, 16]),
        (24, Outcome::Refused) => at.forget([23]),
        (15 | 23, Outcome::NotPassed) => {}
        (24, Outcome::Done) => approved(at, event.on),
        _ => {
            if let Some(day) = at.done.get_mut(usize::from(no)) {
                *day = Some(event.on);
            }
        }
    }
    match (no, event.outcome) {
        (5 | 6, _) => at.reviewed = Some(event.on),
        (15, Outcome::Passed) => {
            at.probation_ends = Some(months(event.on, limits.probation_months));
            at.forget([16]);
        }
        (21, _) => at.probation_reviewed = Some(event.on),
        (23, Outcome::Converted | Outcome::Extended | Outcome::Cancelled) => {
            at.decided = Some((event.outcome, event.until));
        }
        (25, _) => at.filed = true,
        _ => {}
    }
}

/// What the assembly decided at the end of probation takes effect with the superior's approval.
fn approved(at: &mut Standing, on: Date) {
    match at.decided.take() {
        Some((Outcome::Extended, until)) => {
            at.extensions += 1;
            at.probation_ends = until.or(at.probation_ends);
            at.forget([21, 22, 23]);
        }
        Some((Outcome::Cancelled, _)) => at.ended = true,
        _ => at.done[24] = Some(on),
    }
}

fn stage(at: &Standing) -> Stage {
    let reached = |no: u8| at.on(no).is_some();
    if reached(24) {
        Stage::Full
    } else if reached(17) {
        Stage::Probationary
    } else if reached(8) {
        Stage::Candidate
    } else if reached(3) {
        Stage::Activist
    } else {
        Stage::Applicant
    }
}
