//! Every kind of fault, made once and found where it was made.

use std::collections::BTreeSet;

use jiff::civil::date;
use platform::sheet::{Cell, Row};

use super::{City, TODAY, good, id_number, put, upload};
use crate::roster::{Column, FaultKind, Level, RowState, check};

/// What is put into which cell of a good row, and the faults this makes in that column.
fn cases() -> Vec<(Column, Cell, FaultKind)> {
    use Column as C;
    use FaultKind as F;
    let text = |text: &str| Cell::text(text);
    vec![
        (C::FullName, Cell::Empty, F::MissingRequired),
        (C::School, Cell::Error("#N/A".into()), F::FormulaError),
        (C::Major, text(&"长".repeat(61)), F::TextTooLong),
        (C::FullName, text(&"长".repeat(41)), F::NameTooLong),
        (C::FullName, text("张三1"), F::NameHasDigits),
        (C::FullName, text("张三<b>"), F::NameHasSigns),
        (
            C::IdNumber,
            Cell::Number(530_102_198_001_050_000.0),
            F::IdFloatDamaged,
        ),
        (C::IdNumber, text("5.30102E+17"), F::IdFloatDamaged),
        (C::IdNumber, text("530102198001051000"), F::IdFloatDamaged),
        (C::IdNumber, text("53010219800105"), F::IdLength),
        (C::IdNumber, text("5301021980010500AX"), F::IdCharacters),
        (C::IdNumber, text("99010219800105001X"), F::IdRegion),
        (C::IdNumber, text("530102198002300011"), F::IdDate),
        (C::IdNumber, text("110105194912310021"), F::IdCheckDigit),
        (C::IdNumber, text("530102800105991"), F::IdLegacy),
        (C::Sex, text("女"), F::SexContradictsId),
        (C::BirthDate, text("1980-01-15"), F::BirthContradictsId),
        (C::AppliedOn, text("不详"), F::DateUnreadable),
        (C::ActivistOn, text("2004-02-30"), F::DateImpossible),
        (C::CandidateOn, Cell::Number(2004.1), F::DateAmbiguous),
        (C::WorkStartedOn, text("2003.07"), F::DayAssumed),
        (C::WorkStartedOn, text("2027-01-01"), F::DateInFuture),
        (C::AppliedOn, text("1920-01-01"), F::DateTooEarly),
        (C::CandidateOn, text("2005-07-02"), F::DateOrder),
        (C::FullMemberOn, text("2005-06-30"), F::FullBeforeJoined),
        (C::FullMemberOn, Cell::Empty, F::FullDateMissing),
        (C::MemberCategory, text("预备党员"), F::FullDateUnexpected),
        (C::FullMemberOn, text("2006-10-10"), F::ProbationLength),
        (C::Ethnicity, text("火星族"), F::UnknownCode),
        (C::MemberCategory, text("入党积极分子"), F::UnknownCategory),
        (C::FlowState, text("也许"), F::NotYesOrNo),
        (C::PartyPosts, text("书记、大队长"), F::UnknownPost),
        (C::Mobile, text("1381234567"), F::MobileFormat),
        (C::Phone, text("问村长"), F::PhoneFormat),
        (C::Branch, text("没有的党支部"), F::BranchUnknown),
        (C::Branch, text("机关党支部"), F::BranchAmbiguous),
        (C::Branch, text("新村党支部"), F::BranchToCreate),
    ]
}

/// Where the fault of a case shows; some show at another cell than the one that was changed.
fn shown_at(column: Column, kind: FaultKind) -> Column {
    match kind {
        FaultKind::FullDateUnexpected => Column::FullMemberOn,
        FaultKind::DateOrder => Column::JoinedOn,
        _ => column,
    }
}

/// Rows made by hand for kinds that need several cells.
fn special(first: u32) -> (Vec<Row>, Vec<(u32, Column, FaultKind)>) {
    let mut repeated = good(first);
    put(
        &mut repeated,
        Column::IdNumber,
        Cell::text(id_number("530102", "19800105", 5)),
    );
    let mut young = good(first + 1);
    put(&mut young, Column::JoinedOn, Cell::text("1997-07-01"));
    put(&mut young, Column::FullMemberOn, Cell::text("1998-07-01"));
    let mut overdue = good(first + 2);
    put(&mut overdue, Column::MemberCategory, Cell::text("预备党员"));
    put(&mut overdue, Column::FullMemberOn, Cell::Empty);
    let expected = vec![
        (first, Column::IdNumber, FaultKind::IdRepeated),
        (first + 1, Column::JoinedOn, FaultKind::JoinedTooYoung),
        (first + 2, Column::JoinedOn, FaultKind::ProbationOverdue),
    ];
    (vec![repeated, young, overdue], expected)
}

#[test]
fn every_kind_of_fault_is_found_in_its_cell_and_nowhere_else() {
    // Row 2 is good; its ID number comes again later.
    let mut rows = vec![good(2)];
    let mut expected = Vec::new();
    for (number, (column, cell, kind)) in (3..).zip(cases()) {
        let mut row = good(number);
        put(&mut row, column, cell);
        rows.push(row);
        expected.push((number, shown_at(column, kind), kind));
    }
    let (mut more, their_faults) = special(100);
    rows.append(&mut more);
    expected.extend(their_faults);

    let preview = check(&upload(rows), TODAY, &City);
    assert_eq!(preview.file_faults, []);
    let found: Vec<(u32, Column, FaultKind)> = preview
        .rows
        .iter()
        .flat_map(|row| &row.faults)
        .map(|fault| (fault.row, fault.column, fault.kind))
        .collect();
    assert_eq!(found, expected);

    let kinds: BTreeSet<FaultKind> = found.iter().map(|(_, _, kind)| *kind).collect();
    let mut all: BTreeSet<FaultKind> = FaultKind::ALL.iter().copied().collect();
    // Only the import can find them; its tests do.
    all.remove(&FaultKind::MemberElsewhere);
    all.remove(&FaultKind::NameDiffers);
    assert_eq!(kinds, all, "every kind has a case");

    for row in &preview.rows {
        let failed = row.faults.iter().any(|fault| fault.level == Level::Error);
        assert_eq!(row.value.is_none(), failed, "row {}", row.number);
        for fault in &row.faults {
            assert_eq!(fault.position, Some(fault.column as u32 + 1));
            assert!(
                !fault.column.is_sealed() || fault.value.is_none(),
                "{fault:?}"
            );
        }
    }
    assert_eq!(preview.rows[0].state(), RowState::Passed);
    let counts = preview.counts();
    assert_eq!(counts.passed, 1);
    assert_eq!(
        counts.passed + counts.warned + counts.failed,
        preview.rows.len()
    );
}

#[test]
fn several_faults_of_one_row_are_named_at_once() {
    let mut row = good(2);
    put(&mut row, Column::FullName, Cell::Empty);
    put(&mut row, Column::Mobile, Cell::text("1"));
    put(&mut row, Column::Education, Cell::text("很高"));
    put(&mut row, Column::JoinedOn, Cell::text("2030-01-01"));
    let preview = check(&upload(vec![row]), TODAY, &City);
    let kinds: Vec<FaultKind> = preview.rows[0]
        .faults
        .iter()
        .map(|fault| fault.kind)
        .collect();
    assert_eq!(
        kinds,
        [
            FaultKind::MissingRequired,
            FaultKind::UnknownCode,
            FaultKind::DateInFuture,
            FaultKind::MobileFormat,
        ]
    );
}

#[test]
fn a_good_row_is_read_as_it_is_meant() {
    let mut row = good(2);
    put(&mut row, Column::FullName, Cell::text("曾　小 明"));
    put(&mut row, Column::Sex, Cell::Empty);
    put(&mut row, Column::BirthDate, Cell::Empty);
    put(&mut row, Column::Mobile, Cell::Number(13_812_345_678.0));
    put(&mut row, Column::JoinedOn, Cell::Date(date(2005, 7, 1)));
    put(
        &mut row,
        Column::PartyPosts,
        Cell::text("支部书记、组织委员、书记"),
    );
    put(&mut row, Column::FlowState, Cell::text("是"));
    put(&mut row, Column::Degree, Cell::text("无"));
    put(&mut row, Column::Phone, Cell::text("0871-65123456 转 8"));
    let preview = check(&upload(vec![row]), TODAY, &City);
    assert_eq!(preview.rows[0].faults, []);
    let member = preview.rows[0].value.clone().unwrap();
    assert_eq!(member.full_name, "曾小明");
    assert_eq!(member.sex_or_derived(), "1");
    assert_eq!(member.birth_or_derived(), date(1980, 1, 5));
    assert_eq!(member.ethnicity, "01");
    assert_eq!(member.education, "21");
    assert_eq!(member.member_category, "full_member");
    assert_eq!(member.party_status, None);
    assert_eq!(member.joined_on, date(2005, 7, 1));
    assert_eq!(member.details.mobile.as_deref(), Some("13812345678"));
    assert_eq!(
        member.details.party_posts,
        ["secretary", "org_commissioner"]
    );
    assert_eq!(member.details.degree, None);
    assert_eq!(member.floating, Some(true));
    assert_eq!(format!("{member:?}"), "RosterRow(…)");
}
