//! What everybody in the room sees of it, as it stands now, and what the reader may do there.

use platform::db::Tx;
use platform::error::Error;
use platform::ids::PersonId;
use platform::web::Cx;

use super::{Hand, Remark};
use crate::meeting::attendance::Counts;
use crate::meeting::{
    Attendance, Handout, Item, Meeting, MeetingId, Person, Stage, Standing, store,
};
use crate::vote::{self, Ballot, Choice, Vote, VoteId};

/// A vote, how many voices it has by name, and the reader's own with its receipt.
type Taken = (Vote, i64, Option<(Choice, String)>);

/// Read in one go.
pub struct Read {
    /// The meeting.
    pub meeting: Meeting,
    version: i64,
    item_no: i64,
    items: Vec<Item>,
    handouts: Vec<Handout>,
    people: Vec<Person>,
    hands: Vec<Hand>,
    remarks: Vec<Remark>,
    votes: Vec<Taken>,
}

/// Reads the room for somebody whose right to see it was judged.
///
/// # Errors
/// The database's.
pub fn read(tx: &mut Tx<'_>, meeting: Meeting, reader: PersonId) -> Result<Read, Error> {
    let id = meeting.id;
    let state = super::state(tx, id)?;
    let mut votes = Vec::new();
    for one in vote::store::of_meeting(tx, id)? {
        let sums = vote::store::sums(tx, one.id)?;
        let mine = vote::store::cast_of(tx, one.id, reader)?;
        votes.push((one, sums.0 + sums.1 + sums.2, mine.map(|m| (m.0, m.1))));
    }
    Ok(Read {
        meeting,
        version: state.version,
        item_no: state.item_no,
        items: store::items(tx, id)?,
        handouts: store::handouts(tx, id)?,
        people: store::people(tx, id)?,
        hands: super::hands(tx, id, state.item_no)?,
        remarks: super::remarks(tx, id)?,
        votes,
    })
}

/// A line of the agenda.
pub struct Line {
    /// Its number.
    pub no: i64,
    /// What it says.
    pub title: String,
    /// `done`, `now` or `next`.
    pub state: &'static str,
}

/// A vote in the room.
pub struct VoteLine {
    /// Which.
    pub id: VoteId,
    /// What is put.
    pub title: String,
    /// Whether it is open.
    pub open: bool,
    /// How it stands or what it came to, in one sentence.
    pub words: String,
    /// What the reader voted, and its receipt.
    pub mine: Option<(String, String)>,
    /// Whether the reader may vote here now.
    pub may_cast: bool,
    /// Why not, or nothing.
    pub why_not: String,
}

/// Somebody in the line of speakers.
pub struct Speaker {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
}

/// The room.
pub struct Live {
    /// Of which meeting.
    pub id: MeetingId,
    /// The version it shows.
    pub version: i64,
    /// The item in hand.
    pub item_no: i64,
    /// Whether the meeting goes on.
    pub open: bool,
    /// How far it has come, in a word.
    pub stage: (String, &'static str),
    /// The agenda.
    pub lines: Vec<Line>,
    /// What is handed out to the item in hand, and to the whole.
    pub handouts: Vec<Handout>,
    /// Who asked to speak, in order.
    pub speakers: Vec<Speaker>,
    /// What was said to the item in hand.
    pub remarks: Vec<Remark>,
    /// Votes on the item in hand.
    pub votes: Vec<VoteLine>,
    /// How many are there.
    pub counts: Counts,
    /// Whether the reader may speak here.
    pub may_speak: bool,
    /// Whether the reader has asked to.
    pub raised: bool,
}

impl Live {
    /// The room as it is shown to a reader.
    #[must_use]
    pub fn of(cx: &Cx, read: &Read, reader: PersonId) -> Self {
        let stage = read.meeting.stage();
        let (open, now) = (stage == Stage::Open, read.item_no);
        let me = read.people.iter().find(|one| one.id == reader);
        Self {
            id: read.meeting.id,
            version: read.version,
            item_no: now,
            open,
            stage: (cx.t(stage.key()), stage.tag()),
            lines: read
                .items
                .iter()
                .map(|item| Line {
                    no: item.no,
                    title: item.title.clone(),
                    state: match item.no.cmp(&now) {
                        std::cmp::Ordering::Less => "done",
                        std::cmp::Ordering::Equal => "now",
                        std::cmp::Ordering::Greater => "next",
                    },
                })
                .collect(),
            handouts: read
                .handouts
                .iter()
                .filter(|one| one.item_no == 0 || one.item_no == now)
                .cloned()
                .collect(),
            speakers: read
                .hands
                .iter()
                .filter(|hand| hand.spoke_at.is_none())
                .map(|hand| Speaker {
                    id: hand.person,
                    name: hand.name.clone(),
                })
                .collect(),
            remarks: read
                .remarks
                .iter()
                .filter(|one| one.item_no == now)
                .cloned()
                .collect(),
            votes: read
                .votes
                .iter()
                .filter(|(vote, ..)| vote.item_no == now || vote.is_open())
                .map(|one| line_of(cx, one, me))
                .collect(),
            counts: Counts::of(&read.people),
            may_speak: open && me.is_some_and(|one| one.standing != Standing::LeftOut),
            raised: read
                .hands
                .iter()
                .any(|hand| hand.person == reader && hand.spoke_at.is_none()),
        }
    }

    /// The open vote, if there is one.
    #[must_use]
    pub fn open_vote(&self) -> Option<&VoteLine> {
        self.votes.iter().find(|one| one.open)
    }
}

fn line_of(cx: &Cx, (vote, casts, mine): &Taken, me: Option<&Person>) -> VoteLine {
    let words = if vote.is_open() && vote.ballot == Ballot::Open {
        cx.ta("vote-open-words", &[("count", casts)])
    } else if vote.is_open() {
        cx.t("vote-secret-words")
    } else {
        vote::pages::outcome(cx, vote)
    };
    let votes = me.is_some_and(|one| {
        one.standing == Standing::Expected && one.has_vote && vote.subject != Some(one.id)
    });
    let remote = me.is_some_and(|one| one.attendance == Some(Attendance::Remote));
    let asked = vote.is_open() && vote.ballot == Ballot::Open && mine.is_none();
    let why_not = match (asked, votes, remote) {
        (true, true, false) if me.is_some() => cx.t("vote-why-hall"),
        (true, false, _) if me.is_some() => cx.t("vote-why-none"),
        _ => String::new(),
    };
    VoteLine {
        id: vote.id,
        title: vote.title.clone(),
        open: vote.is_open(),
        words,
        mine: mine
            .as_ref()
            .map(|(choice, receipt)| (cx.t(&choice.key()), receipt.clone())),
        may_cast: asked && votes && remote,
        why_not,
    }
}
