//! Putting something to the vote, entering hands and papers, closing.

use http::StatusCode;
use org::tree::pages::scope;
use platform::error::{Error, invalid};
use platform::i18n::Arg;
use platform::ids::PersonId;
use platform::web::context::Path;
use platform::web::respond::go_saying;
use platform::web::{Answer, Cx, Form, View};

use super::close::{self, Counted};
use super::count::{Judge, Voters};
use super::put::{self, NewVote};
use super::{Ballot, Cast, Choice, Vote, VoteId, store};
use crate::act::Act;
use crate::meeting::index::crumbs;
use crate::meeting::{Attendance, Meeting, MeetingId, RECORD, Stage, Standing, store as meetings};
use crate::room::{hub, staff_pages};
use platform::web::field::{TITLE, count, faults, maybe_words};

/// What a vote came to, in a sentence; of an open one, that it is.
#[must_use]
pub fn outcome(cx: &Cx, vote: &Vote) -> String {
    let Some(count) = &vote.count else {
        return cx.t("vote-is-open");
    };
    let key = if !count.quorate {
        "vote-outcome-not-quorate"
    } else if count.passed {
        "vote-outcome-passed"
    } else {
        "vote-outcome-not-passed"
    };
    let args: [(&str, &dyn Arg); 5] = [
        ("yes", &count.yes),
        ("no", &count.no),
        ("abstained", &count.abstained),
        ("expected", &count.expected),
        ("attending", &count.attending),
    ];
    cx.ta(key, &args)
}

/// Puts something to the vote.
///
/// # Errors
/// Outside the scope.
pub async fn create(cx: Cx, Path(id): Path<MeetingId>, mut form: Form) -> Answer {
    let (act, app, typed) = (Act::of(&cx, RECORD)?, cx.app.clone(), form.clone());
    let fallback = VoteId::fresh(&cx.app.clock);
    let done = cx
        .app
        .db
        .write("put_vote", move |tx| {
            meetings::find_scoped(tx, act.scope, id)?;
            let item = typed.value("item").parse::<i64>();
            let new = NewVote {
                id: typed.value("vote_id").parse().unwrap_or(fallback),
                item_no: item.map_err(|_| invalid("item", "meeting-no-such-item"))?,
                title: maybe_words(&typed, "title", TITLE)?,
                ballot: Ballot::from_code(typed.value("ballot")).unwrap_or(Ballot::Open),
            };
            put::put(tx, &app, &act, id, &new)
        })
        .await;
    match done {
        Ok(vote) => {
            hub::read_again(&cx.app, id).await?;
            go_saying(&format!("/staff/votes/{vote}"), "flash-vote-put")
        }
        Err(error) => {
            form.take(error)?;
            staff_pages::page(&cx, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

#[derive(askama::Template)]
#[template(path = "vote_show.html")]
struct Show {
    v: View,
    f: Form,
    crumbs: Vec<(String, String)>,
    vote: Vote,
    secret: bool,
    outcome: String,
    voters: Voters,
    attending: i64,
    least: i64,
    written_counts: bool,
    casts: Vec<(Cast, String)>,
    left: Vec<(String, String)>,
    choices: Vec<(String, String)>,
    back: String,
}

/// A vote for the recorder.
///
/// # Errors
/// Outside the scope.
pub async fn show(cx: Cx, Path(id): Path<VoteId>) -> Answer {
    let form = Form::empty(&cx);
    page(&cx, id, form, StatusCode::OK).await
}

/// What the page of a vote is drawn from.
struct Read {
    meeting: Meeting,
    vote: Vote,
    voters: Voters,
    casts: Vec<Cast>,
    left: Vec<(String, String)>,
}

async fn read(cx: &Cx, id: VoteId) -> Result<Read, Error> {
    let seen = scope(cx, RECORD)?;
    cx.app
        .db
        .read("vote", move |tx| {
            let of = store::meeting_of(tx, id)?;
            let meeting = meetings::find_scoped(tx, seen, of)?;
            let vote = store::find(tx, id)?;
            let casts = store::casts(tx, id)?;
            // Whoever is there, may vote and has not.
            let left = meetings::people(tx, of)?
                .into_iter()
                .filter(|one| {
                    let there =
                        matches!(one.attendance, Some(Attendance::Hall | Attendance::Remote));
                    let votes = one.standing == Standing::Expected && one.has_vote;
                    let voted = casts.iter().any(|cast| cast.person == one.id);
                    there && votes && !voted && vote.subject != Some(one.id)
                })
                .map(|one| (one.id.to_string(), one.name))
                .collect();
            Ok(Read {
                voters: store::voters(tx, of, vote.subject)?,
                meeting,
                vote,
                casts,
                left,
            })
        })
        .await
}

async fn page(cx: &Cx, id: VoteId, f: Form, status: StatusCode) -> Answer {
    let Read {
        meeting,
        vote,
        voters,
        casts,
        left,
    } = read(cx, id).await?;
    let rules = cx.app.rules.now();
    let judge = Judge::on(&rules, meeting.kind, vote.regime, meeting.held_on)?;
    let way = format!("/staff/meetings/{}", meeting.id);
    let back = if meeting.stage() == Stage::Open {
        format!("{way}/room")
    } else {
        way.clone()
    };
    let page = Show {
        crumbs: crumbs(
            cx,
            &[
                (meeting.title.clone(), way),
                (vote.title.clone(), String::new()),
            ],
        ),
        outcome: outcome(cx, &vote),
        secret: vote.ballot == Ballot::Secret,
        // A closed vote keeps the numbers it was closed with.
        attending: match &vote.count {
            Some(count) => count.attending,
            None => judge.attending(&voters),
        },
        least: {
            let closed = vote.count.as_ref().map(|count| count.expected);
            judge.passes.least(closed.unwrap_or(voters.expected))
        },
        written_counts: judge.written(&voters) > 0,
        casts: casts
            .into_iter()
            .map(|one| {
                let words = cx.t(&one.choice.key());
                (one, words)
            })
            .collect(),
        left,
        choices: Choice::ALL
            .iter()
            .map(|one| (one.code().to_owned(), cx.t(&one.key())))
            .collect(),
        v: cx.view().await?,
        f,
        vote,
        voters,
        back,
    };
    cx.page_with(status, &page)
}

async fn answer(
    cx: &Cx,
    id: VoteId,
    mut form: Form,
    done: Result<MeetingId, Error>,
    said: &'static str,
) -> Answer {
    match done {
        Ok(meeting) => {
            hub::read_again(&cx.app, meeting).await?;
            go_saying(&format!("/staff/votes/{id}"), said)
        }
        Err(error) => {
            form.take(error)?;
            page(cx, id, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

/// Enters somebody's raised hand by name.
///
/// # Errors
/// Outside the scope.
pub async fn enter(cx: Cx, Path(id): Path<VoteId>, form: Form) -> Answer {
    let (act, typed) = (Act::of(&cx, RECORD)?, form.clone());
    let done = cx
        .app
        .db
        .write("enter_vote", move |tx| {
            let of = store::meeting_of(tx, id)?;
            meetings::find_scoped(tx, act.scope, of)?;
            let person = typed.value("person").parse::<PersonId>();
            let person = person.map_err(|_| invalid("person", "error-required"))?;
            let choice = Choice::from_code(typed.value("choice"));
            let choice = choice.ok_or_else(|| invalid("choice", "error-required"))?;
            put::cast_for(tx, &act, id, person, choice)?;
            Ok(of)
        })
        .await;
    answer(&cx, id, form, done, "flash-vote-entered").await
}

/// Closes a vote with what was counted.
///
/// # Errors
/// Outside the scope.
pub async fn close(cx: Cx, Path(id): Path<VoteId>, form: Form) -> Answer {
    let (act, app, typed) = (Act::of(&cx, RECORD)?, cx.app.clone(), form.clone());
    let done = cx
        .app
        .db
        .write("close_vote", move |tx| {
            let of = store::meeting_of(tx, id)?;
            meetings::find_scoped(tx, act.scope, of)?;
            close::close(tx, &app, &act, id, &counted(&typed)?)?;
            Ok(of)
        })
        .await;
    answer(&cx, id, form, done, "flash-vote-closed").await
}

fn counted(form: &Form) -> Result<Counted, Error> {
    let (yes, no) = (count(form, "yes"), count(form, "no"));
    let abstained = count(form, "abstained");
    let one = maybe_words(form, "counter_1", 40);
    let other = maybe_words(form, "counter_2", 40);
    match (yes, no, abstained, one, other) {
        (Ok(yes), Ok(no), Ok(abstained), Ok(one), Ok(other)) => Ok(Counted {
            yes,
            no,
            abstained,
            counters: [one, other],
        }),
        (a, b, c, d, e) => Err(faults([a.err(), b.err(), c.err(), d.err(), e.err()])),
    }
}
