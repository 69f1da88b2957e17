use jiff::civil::date;
use platform::rules::Rules;

use super::*;

fn limits() -> Limits {
    Limits::on(&Rules::load().expect("rules"), today()).expect("limits")
}

fn today() -> Date {
    date(2026, 11, 23)
}

fn unit(kind: OrgKind, nature: UnitNature, members: i64) -> Unit {
    Unit {
        id: OrgId([1; 16]),
        path: OrgPath::root(1),
        kind,
        nature,
        above: Some("territory".to_owned()),
        founded_on: None,
        members,
        probationary: 0,
        secretaries: 1,
        seats: if members >= 7 { 3 } else { 1 },
        units: 0,
        grids: 1,
        ends_on: Some(date(2029, 1, 1)),
        reminded: false,
    }
}

fn codes(unit: &Unit) -> Vec<Code> {
    let found = judge(unit, &limits(), today()).expect("a judgement");
    found.into_iter().map(|one| one.code).collect()
}

#[test]
fn sizes_at_their_boundaries() {
    use Code::{BranchLarge, BranchSmall, CommitteeDue, CommitteeSmall, GeneralSmall};
    use OrgKind::{Branch, GeneralBranch, JointBranch, PrimaryCommittee};
    let of = |kind, members| codes(&unit(kind, UnitNature::Institution, members));
    assert_eq!(of(Branch, 2), [BranchSmall]);
    assert_eq!(of(Branch, 3), []);
    assert_eq!(of(Branch, 50), []);
    assert_eq!(of(Branch, 51), [BranchLarge]);
    assert_eq!(of(JointBranch, 2), [BranchSmall]);
    assert_eq!(of(GeneralBranch, 50), [GeneralSmall]);
    assert_eq!(of(GeneralBranch, 51), []);
    assert_eq!(of(GeneralBranch, 99), []);
    assert_eq!(of(GeneralBranch, 100), [CommitteeDue]);
    assert_eq!(of(PrimaryCommittee, 99), [CommitteeSmall]);
    assert_eq!(of(PrimaryCommittee, 100), []);
    let territory = unit(PrimaryCommittee, UnitNature::Territory, 3);
    assert_eq!(codes(&territory), [], "a city's committee is set up by law");
}

#[test]
fn those_on_probation_make_no_branch_and_no_committee() {
    let mut branch = unit(OrgKind::Branch, UnitNature::Village, 4);
    branch.probationary = 2;
    assert_eq!(codes(&branch), [Code::BranchSmall]);
    let mut branch = unit(OrgKind::Branch, UnitNature::Village, 8);
    (branch.probationary, branch.seats) = (2, 1);
    assert_eq!(codes(&branch), [], "six full members have a secretary only");
    branch.probationary = 1;
    assert_eq!(codes(&branch), [Code::SeatsFew], "seven have a committee");
}

#[test]
fn seats_at_their_boundaries() {
    let mut branch = unit(OrgKind::Branch, UnitNature::Village, 7);
    for (seats, expected) in [
        (2, vec![Code::SeatsFew]),
        (3, vec![]),
        (5, vec![]),
        (6, vec![Code::SeatsMany]),
    ] {
        branch.seats = seats;
        assert_eq!(codes(&branch), expected, "{seats} seats");
    }
    let mut small = unit(OrgKind::Branch, UnitNature::Village, 6);
    for (seats, expected) in [(2, vec![]), (3, vec![Code::SeatsMany])] {
        small.seats = seats;
        assert_eq!(codes(&small), expected, "{seats} seats of six members");
    }
    small.secretaries = 0;
    assert!(codes(&small).contains(&Code::SecretaryNone));
}

#[test]
fn units_projects_and_communities() {
    let mut joint = unit(OrgKind::JointBranch, UnitNature::PrivateEnterprise, 8);
    joint.units = 5;
    assert_eq!(codes(&joint), []);
    joint.units = 6;
    assert_eq!(codes(&joint), [Code::JointLarge]);
    let mut temporary = unit(OrgKind::TemporaryBranch, UnitNature::Other, 8);
    temporary.founded_on = Some(date(2026, 5, 23));
    assert_eq!(codes(&temporary), [], "six months to the day");
    temporary.founded_on = Some(date(2026, 5, 22));
    assert_eq!(codes(&temporary), [Code::TemporaryLong]);
    let mut community = unit(OrgKind::GeneralBranch, UnitNature::Community, 60);
    community.grids = 0;
    assert_eq!(codes(&community), [Code::GridsNone]);
    community.above = Some("community".to_owned());
    assert_eq!(
        codes(&community),
        [],
        "a branch inside a community has none"
    );
}

#[test]
fn a_term_is_told_of_at_twelve_six_three_and_one_month() {
    let mut branch = unit(OrgKind::Branch, UnitNature::Village, 8);
    branch.reminded = true;
    for (ends_on, expected) in [
        (date(2027, 11, 24), None),
        (date(2027, 11, 23), Some(12)),
        (date(2027, 5, 24), Some(12)),
        (date(2027, 5, 23), Some(6)),
        (date(2027, 2, 23), Some(3)),
        (date(2026, 12, 23), Some(1)),
        (date(2026, 11, 24), Some(1)),
    ] {
        branch.ends_on = Some(ends_on);
        let found = judge(&branch, &limits(), today()).expect("a judgement");
        let months = found.first().map(|one| one.number);
        assert_eq!(months, expected, "{ends_on}");
    }
    branch.ends_on = Some(today());
    assert_eq!(codes(&branch), [Code::TermOverdue]);
    branch.reminded = false;
    assert_eq!(codes(&branch), [Code::TermOverdue, Code::TermUnreminded]);
    branch.ends_on = Some(date(2027, 5, 24));
    assert_eq!(
        codes(&branch),
        [Code::TermSoon],
        "more than six months ahead"
    );
    branch.ends_on = None;
    assert_eq!(codes(&branch), [Code::TermNone]);
    branch.kind = OrgKind::TemporaryBranch;
    assert_eq!(codes(&branch), [], "it elects nobody");
}

/// The figures are the regulations', by name: a mistyped one would be another figure.
#[test]
fn every_figure_is_the_rules_own() {
    let rules = Rules::load().expect("rules");
    let limits = limits();
    for (key, figure) in [
        ("branch.min_full_members", limits.bound(Code::BranchSmall)),
        ("branch.usual_max_members", limits.bound(Code::BranchLarge)),
        (
            "general_branch.min_members",
            limits.bound(Code::GeneralSmall),
        ),
        (
            "primary_committee.min_members",
            limits.bound(Code::CommitteeDue),
        ),
        ("branch_committee.min_full_members", limits.committee_from()),
        (
            "branch_committee.usual_min_seats",
            limits.bound(Code::SeatsFew),
        ),
        (
            "branch_committee.usual_max_seats",
            limits.bound(Code::SeatsMany),
        ),
        (
            "joint_branch.usual_max_units",
            limits.bound(Code::JointLarge),
        ),
        ("branch.project_months", limits.bound(Code::TemporaryLong)),
        ("term.reminder_months", limits.bound(Code::TermUnreminded)),
        ("grid.usual_households", limits.grid_households()),
    ] {
        assert_eq!(rules.int(key, today()).expect("a rule"), figure, "{key}");
        assert!(figure > 0, "{key}");
    }
    assert_eq!(rules.int("term.shift_months", today()).expect("a rule"), 12);
    let alerts = rules.list("term.alert_months", today()).expect("a rule");
    assert_eq!(alerts.len(), limits.alerts().len());
    assert!(limits.alerts().is_sorted());
}
