//! Files that lack a column: the records they update keep what it would have said.

use platform::sheet::{Cell, Row, Sheet};

use super::super::{BranchMatch, Branches, Checker, Column, Form, Importance, Level, RosterRow};
use super::{TODAY, good, put, upload};
use crate::member::Record;

/// Knows every branch.
struct Everywhere;

impl Branches for Everywhere {
    fn find(&self, _name: &str) -> BranchMatch {
        BranchMatch::Known
    }
}

/// Words unlike anything a default or the ID number would give, in every column.
fn full() -> Row {
    let mut row = good(2);
    for (column, text) in [
        (Column::Sex, "女"),
        (Column::BirthDate, "1979-12-31"),
        (Column::NativePlace, "云南昆明"),
        (Column::Degree, "学士"),
        (Column::School, "云南大学"),
        (Column::Major, "法学"),
        (Column::PartyStatus, "停止党籍"),
        (Column::AppliedOn, "2003-01-01"),
        (Column::ActivistOn, "2003-07-01"),
        (Column::CandidateOn, "2004-07-01"),
        (Column::WorkStartedOn, "2002-07-01"),
        (Column::WorkUnit, "翠湖社区"),
        (Column::Mobile, "13812345678"),
        (Column::Phone, "0871-65123456"),
        (Column::Residence, "昆明市翠湖南路1号"),
        (Column::HouseholdPlace, "昆明市五华区"),
        (Column::FlowState, "是"),
        (Column::TechPost, "工程师"),
        (Column::NewStratum, "自由职业人员"),
        (Column::MigrantWorker, "是"),
        (Column::JointUnit, "云溪商会"),
        (Column::ArchiveHolder, "市人才中心"),
        (Column::LostContactState, "半年以上"),
        (Column::LostSince, "2025-01-02"),
        (Column::PartyPosts, "书记"),
    ] {
        put(&mut row, column, Cell::text(text));
    }
    for column in [Column::JoinType, Column::PostCategory, Column::PartyStatus] {
        let last = column.choices().pop().unwrap_or_default();
        put(&mut row, column, Cell::text(last));
    }
    row
}

fn checked(sheet: &Sheet) -> RosterRow {
    let (checker, _) = Checker::new(sheet, TODAY);
    let mut checker = checker.expect("the header has every required column");
    let row = checker.row(&sheet.rows[0], &Everywhere);
    let errors: Vec<_> = row
        .faults
        .iter()
        .filter(|fault| fault.level == Level::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    row.value.expect("a row without errors has a value")
}

#[test]
fn a_file_that_lacks_a_column_leaves_it_as_it_is() {
    let sheet = upload(vec![full()]);
    let stored = Record::of_row(&checked(&sheet), "rural");
    let optional = Column::ALL
        .into_iter()
        // A full member's row needs the day of it, so there is no update without.
        .filter(|column| *column != Column::FullMemberOn)
        .filter(|column| column.form() != Form::Computed)
        .filter(|column| column.importance() == Importance::Optional);
    for column in optional {
        assert!(
            stored.stored(column).is_some(),
            "{column:?}: nothing to keep"
        );
        let mut lacking = sheet.clone();
        lacking.header.remove(column as usize);
        lacking.rows[0].cells.remove(column as usize);
        let after = stored.updated_by(&checked(&lacking));
        assert!(after == stored, "{column:?}: {:?}", after.stored(column));

        let mut empty = sheet.clone();
        empty.rows[0].cells[column as usize] = Cell::Empty;
        assert!(stored.updated_by(&checked(&empty)) == stored, "{column:?}");
    }
}
