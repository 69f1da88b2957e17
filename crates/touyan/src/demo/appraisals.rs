//! Democratic appraisals: what the secretary's came to, and one whose result waits to be entered.

use meet::grade::{self, Entry, Grade, Graded};
use meet::meeting::{Kind, MeetingId, RECORD, agenda, store};
use platform::db::Tx;
use platform::error::Error;

use super::meet::{Play, held, lines, new};
use super::stage::Stage;

/// What an appraisal came to: a few excellent, one to be helped, the others qualified.
pub(super) fn grades(tx: &mut Tx<'_>, play: &Play, id: MeetingId) -> Result<(), Error> {
    let people = grade::of_meeting(tx, id)?;
    let entry = |(n, one): (usize, &Graded)| {
        let (grade, words) = match n % 9 {
            0 | 3 => (Grade::Excellent, "党员群众都认可"),
            5 if n == 5 => (Grade::Basic, "参加组织生活少，支部书记帮带"),
            _ => (Grade::Qualified, ""),
        };
        Entry {
            person: one.person,
            grade: Some(grade),
            words: words.to_owned(),
        }
    };
    let entries: Vec<Entry> = people.iter().enumerate().map(entry).collect();
    let act = play.act(play.recorder, RECORD);
    grade::enter(tx, &act, &play.app.rules.now(), id, &entries)
}

/// The commissioner's branch has held its appraisal; the result stands on paper so far.
///
/// # Errors
/// The database's.
pub(super) async fn waits(stage: &Stage<'_>, play: &Play) -> Result<(), Error> {
    let (branch, recorder) = stage.own_place("commissioner").await?;
    let play = play.clone();
    stage
        .app
        .db
        .write("sample_appraisal", move |tx| {
            let chair = store::secretary(tx, branch.id, play.now.date())?;
            let play = Play {
                org: branch.id,
                chair: chair.unwrap_or(recorder),
                recorder,
                ..play.clone()
            };
            let kind = Kind::MemberAppraisal;
            let items = lines(agenda::template(kind).lines().map(str::to_owned));
            let what = (kind, "民主评议党员大会", play.day(-2, 9));
            let place = ("社区党群服务站", "", "");
            held(tx, &play, &new(&play, what, place, items, true))?;
            Ok(())
        })
        .await
}
