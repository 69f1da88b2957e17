//! A meeting: called, held, ended, minuted, sealed.
//!
//! Always true: who is expected was read from the roll when it was called, and whoever is left out
//! of that number stands there with a reason and an approval (支部工作条例, 选举工作条例); sealed
//! minutes change no more; a cancelled meeting is not held.

use jiff::civil::Date;
use org::OrgKind;
use platform::clock::Millis;
use platform::from_row;
use platform::ids::{FileId, OrgId, PersonId};
use platform::record::{ObjectKind, Verb, Visibility};
use platform::typed_id;

use crate::coded::coded;

pub mod agenda;
pub mod attendance;
pub mod attendance_pages;
pub mod call;
pub mod desk;
pub mod expected;
pub mod form_pages;
pub mod handout;
pub mod index;
pub mod lecturer;
pub mod life;
pub mod mine;
pub mod notice;
pub mod pages;
pub mod store;
pub mod today;
mod typed;

pub use life::{Stage, Step};

typed_id!(
    /// A meeting.
    MeetingId
);
typed_id!(
    /// Something handed out at a meeting.
    HandoutId
);

/// The permission of whoever may see meetings.
pub const READ: &str = "meetings.read";
/// The permission of whoever calls them.
pub const CALL: &str = "meetings.call";
/// The permission of whoever writes down how they went.
pub const RECORD: &str = "meetings.record";
/// The permission of whoever confirms minutes.
pub const CONFIRM: &str = "meetings.confirm";

/// A meeting, as records name it.
pub const MEETING: ObjectKind = ObjectKind {
    code: 40,
    name: "meeting",
};

/// A meeting was held; the result is how many attended.
pub static HELD: Verb = Verb::new(400, "meeting.held", Visibility::Scope);
/// Somebody attended one.
pub static ATTENDED: Verb = Verb::new(401, "meeting.attended", Visibility::Branch);
/// Somebody voted openly from afar; how is not said.
pub static VOTED: Verb = Verb::new(402, "meeting.voted", Visibility::MemberAlone);

coded!(
    /// The kinds of meeting (支部工作条例 chapter 4; 党员教育管理工作条例 chapter 5).
    Kind of "meeting-kind" {
        /// 支部党员大会.
        GeneralAssembly = "general_assembly",
        /// 支部委员会会议, and a committee's own.
        BranchCommittee = "branch_committee",
        /// 党小组会.
        GroupMeeting = "group_meeting",
        /// 党课.
        PartyLecture = "party_lecture",
        /// 主题党日.
        ThemeDay = "theme_day",
        /// 组织生活会.
        OrgLifeMeeting = "org_life_meeting",
        /// 民主评议党员.
        MemberAppraisal = "member_appraisal",
        /// 民主生活会 of leading bodies.
        DemocraticLifeMeeting = "democratic_life_meeting",
    }
);

impl Kind {
    /// The kinds an organisation of a kind calls.
    #[must_use]
    pub fn of_org(org: OrgKind) -> Vec<Self> {
        use Kind::{
            BranchCommittee, DemocraticLifeMeeting, GeneralAssembly, GroupMeeting, MemberAppraisal,
            OrgLifeMeeting, PartyLecture, ThemeDay,
        };
        match org {
            OrgKind::PartyGroup => vec![GroupMeeting, ThemeDay, OrgLifeMeeting],
            OrgKind::Branch
            | OrgKind::JointBranch
            | OrgKind::TemporaryBranch
            | OrgKind::FunctionalBranch => vec![
                GeneralAssembly,
                BranchCommittee,
                PartyLecture,
                ThemeDay,
                OrgLifeMeeting,
                MemberAppraisal,
            ],
            OrgKind::GeneralBranch => vec![GeneralAssembly, BranchCommittee, PartyLecture],
            OrgKind::PrimaryCommittee | OrgKind::WorkingCommittee | OrgKind::LeadingGroup => {
                vec![BranchCommittee, DemocraticLifeMeeting, PartyLecture]
            }
        }
    }

    /// Whether it is of the committee's members, and not of everybody on the roll.
    #[must_use]
    pub fn of_committee(self) -> bool {
        matches!(self, Self::BranchCommittee | Self::DemocraticLifeMeeting)
    }
}

coded!(
    /// How somebody stands to a meeting.
    Standing of "meeting-standing" {
        /// 应到.
        Expected = "expected",
        /// Not counted among the expected, with a reason and an approval.
        LeftOut = "left_out",
        /// 列席: there without a vote and not counted.
        Invited = "invited",
    }
);

coded!(
    /// How somebody took part, as the recorder wrote it down.
    Attendance of "meeting-attendance" {
        /// In the hall.
        Hall = "hall",
        /// From afar.
        Remote = "remote",
        /// By a written opinion handed in before.
        Written = "written",
        /// Excused, with a reason.
        Excused = "excused",
        /// Old, ill or disabled: no demand is made (党员教育管理工作条例第二十三条).
        Waived = "waived",
    }
);

coded!(
    /// Why somebody may be left out of the expected number, with consent and approval
    /// (基层组织选举工作条例 and the answers to it).
    LeftOut of "meeting-left-out" {
        /// Cannot express a will.
        NoWill = "no_will",
        /// Abroad at own expense for six months or longer.
        Abroad = "abroad",
        /// Serving a sentence, or on probation within the Party.
        Sentence = "sentence",
        /// Bedridden or disabled for long.
        Bedridden = "bedridden",
        /// Away for six months or longer, and should have transferred.
        ShouldTransfer = "should_transfer",
        /// Retired and living elsewhere for long.
        RetiredElsewhere = "retired_elsewhere",
    }
);

/// A meeting.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// Which.
    pub id: MeetingId,
    /// Whose.
    pub org: OrgId,
    /// Whose, in words.
    pub org_name: String,
    /// Its kind.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// When it begins.
    pub starts_at: Millis,
    /// On which day.
    pub held_on: Date,
    /// How long it is planned to take.
    pub minutes: i64,
    /// Where; may be empty when there is a link.
    pub place: String,
    /// Where from afar: an address or the number of a room; may be empty.
    pub link: String,
    /// What the notice says besides.
    pub words: String,
    /// Who presides and confirms the minutes.
    pub chair: PersonId,
    /// Their name.
    pub chair_name: String,
    /// Who writes the minutes.
    pub recorder: PersonId,
    /// Their name.
    pub recorder_name: String,
    /// Whether it was held before it was entered here.
    pub on_paper: bool,
    /// When it was cancelled.
    pub cancelled_at: Option<Millis>,
    /// Why.
    pub cancelled_words: Option<String>,
    /// When it was opened.
    pub opened_at: Option<Millis>,
    /// When it ended.
    pub ended_at: Option<Millis>,
    /// When its minutes were handed in for confirmation.
    pub submitted_at: Option<Millis>,
    /// When they were sealed.
    pub sealed_at: Option<Millis>,
}

from_row!(Meeting {
    id,
    org,
    org_name,
    kind,
    title,
    starts_at,
    held_on,
    minutes,
    place,
    link,
    words,
    chair,
    chair_name,
    recorder,
    recorder_name,
    on_paper,
    cancelled_at,
    cancelled_words,
    opened_at,
    ended_at,
    submitted_at,
    sealed_at
});

impl Meeting {
    /// How far it has come.
    #[must_use]
    pub fn stage(&self) -> Stage {
        if self.cancelled_at.is_some() {
            Stage::Cancelled
        } else if self.sealed_at.is_some() {
            Stage::Sealed
        } else if self.submitted_at.is_some() {
            Stage::Submitted
        } else if self.ended_at.is_some() {
            Stage::Ended
        } else if self.opened_at.is_some() {
            Stage::Open
        } else {
            Stage::Called
        }
    }

    /// When it is planned to end.
    #[must_use]
    pub fn ends_at(&self) -> Millis {
        self.starts_at
            .plus_ms(self.minutes * platform::clock::MINUTE_MS)
    }

    /// Where it is, in one line.
    #[must_use]
    pub fn where_words(&self) -> String {
        match (self.place.as_str(), self.link.as_str()) {
            (place, "") => place.to_owned(),
            ("", link) => link.to_owned(),
            (place, link) => format!("{place} · {link}"),
        }
    }
}

/// Somebody on the list of a meeting.
#[derive(Clone, Debug)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// How they stand to it.
    pub standing: Standing,
    /// Whether they vote (正式党员 only).
    pub has_vote: bool,
    /// Why not: `probationary`, `sanction`, `guest`, or nothing.
    pub no_vote: String,
    /// Why they are left out.
    pub left_out: Option<LeftOut>,
    /// What was said of it.
    pub left_out_words: Option<String>,
    /// Who approved it.
    pub approval: Option<String>,
    /// How they took part.
    pub attendance: Option<Attendance>,
    /// Why they could not, or what else is to be said.
    pub words: String,
}

from_row!(Person {
    id,
    name,
    standing,
    has_vote,
    no_vote,
    left_out,
    left_out_words,
    approval,
    attendance,
    words
});

/// An item of an agenda.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its number.
    pub no: i64,
    /// What it says.
    pub title: String,
    /// The kind of proposal it is, if it is one.
    pub proposal_kind: Option<String>,
    /// Which.
    pub proposal: Option<[u8; 16]>,
}

impl platform::db::FromRow for Item {
    fn from_row(cells: &mut platform::db::Cells) -> Result<Self, platform::db::DbError> {
        Ok(Self {
            no: cells.next()?,
            title: cells.next()?,
            proposal_kind: cells.next()?,
            proposal: cells
                .next::<Option<platform::db::Value>>()?
                .map(platform::db::Value::into_id)
                .transpose()?,
        })
    }
}

/// Something handed out.
#[derive(Clone, Debug)]
pub struct Handout {
    /// Which.
    pub id: HandoutId,
    /// To which item; 0 to the whole meeting.
    pub item_no: i64,
    /// What it is called.
    pub title: String,
    /// Where it stands in this system, when it is no file.
    pub address: String,
    /// The file.
    pub file: Option<FileId>,
}

from_row!(Handout {
    id,
    item_no,
    title,
    address,
    file
});
