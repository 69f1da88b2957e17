//! Organisation life: the three meetings and one lecture (三会一课), theme days, organisation-life
//! meetings, democratic appraisal, talks.
//!
//! A meeting is called, attended (in the hall, remotely, in writing), quorate or not by the rule
//! tables, minuted and exported. The meeting room shows the agenda, the material, who speaks next,
//! what was said and what is voted on, on every screen at once. Who took part is written down by
//! the recorder and by nobody else; nobody is asked whether they have read a notice. Secret votes
//! are cast on paper and counted by two named persons.

use std::sync::Arc;

use axum::handler::Handler as _;
use platform::module::{MemberLink, Module, NavEntry};
use platform::web::upload::UploadLimit;
use platform::web::{Access, Routes};

pub mod act;
pub mod calendar;
mod coded;
pub mod grade;
mod lines;
pub mod meeting;
pub mod minutes;
pub mod room;
pub mod talk;
pub mod vote;
pub mod words;
pub mod year;

use meeting::{CALL, CONFIRM, READ, RECORD};

/// Bytes of a form around the file that comes with it.
const AROUND: usize = 64 * 1024;

/// What the room offers.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "meet",
        routes: member_routes(room_routes(minutes_routes(staff_routes(Routes::new())))),
        navigation: vec![NavEntry {
            group: "nav-work",
            label: "meeting-nav",
            href: "/staff/meetings",
            permission: READ,
            order: 5,
        }],
        today: vec![Arc::new(meeting::today::Meetings)],
        desk: vec![Arc::new(meeting::desk::Waiting)],
        links: vec![MemberLink {
            tab: "org",
            label: "meeting-link",
            note: "meeting-link-note",
            href: "/meetings",
            icon: "meeting",
        }],
        verbs: vec![
            &meeting::HELD,
            &meeting::ATTENDED,
            &meeting::VOTED,
            &talk::TALKED,
        ],
        branch_lines: vec![Arc::new(lines::MeetingLines)],
        ..Module::default()
    }
}

fn staff_routes(routes: Routes) -> Routes {
    let needs = Access::Needs;
    let largest = UploadLimit::max(meeting::handout::MAX_UPLOAD + AROUND);
    routes
        .get("/staff/meetings", needs(READ), meeting::index::index)
        .get(
            "/staff/meetings/new",
            needs(CALL),
            meeting::form_pages::new_form,
        )
        .post("/staff/meetings", needs(CALL), meeting::form_pages::create)
        .get("/staff/meetings/year", needs(READ), year::pages::show)
        .get(
            "/staff/meetings/branches",
            needs(READ),
            year::below_pages::show,
        )
        .get("/staff/talks", needs(READ), talk::pages::index)
        .post("/staff/talks", needs(CALL), talk::pages::create)
        .get(
            "/staff/meetings/{meeting}",
            needs(READ),
            meeting::pages::show,
        )
        .get(
            "/staff/meetings/{meeting}/details",
            needs(CALL),
            meeting::form_pages::edit_form,
        )
        .post(
            "/staff/meetings/{meeting}/details",
            needs(CALL),
            meeting::form_pages::change,
        )
        .post(
            "/staff/meetings/{meeting}/cancellation",
            needs(CALL),
            meeting::pages::cancel,
        )
        .post(
            "/staff/meetings/{meeting}/exclusions",
            needs(RECORD),
            meeting::pages::leave_out,
        )
        .post(
            "/staff/meetings/{meeting}/handouts",
            needs(CALL),
            meeting::handout::upload.layer(largest),
        )
        .get(
            "/staff/meetings/{meeting}/notice",
            needs(READ),
            meeting::notice::show,
        )
        .post(
            "/staff/meetings/{meeting}/phones",
            needs(meeting::notice::UNSEAL),
            meeting::notice::phones,
        )
}

fn minutes_routes(routes: Routes) -> Routes {
    let needs = Access::Needs;
    routes
        .get(
            "/staff/meetings/{meeting}/attendance",
            needs(RECORD),
            meeting::attendance_pages::show,
        )
        .post(
            "/staff/meetings/{meeting}/attendance",
            needs(RECORD),
            meeting::attendance_pages::save,
        )
        .get(
            "/staff/meetings/{meeting}/grades",
            needs(RECORD),
            grade::pages::show,
        )
        .post(
            "/staff/meetings/{meeting}/grades",
            needs(RECORD),
            grade::pages::save,
        )
        .get(
            "/staff/meetings/{meeting}/minutes",
            needs(READ),
            minutes::pages::show,
        )
        .post(
            "/staff/meetings/{meeting}/minutes",
            needs(RECORD),
            minutes::pages::write,
        )
        .get(
            "/staff/meetings/{meeting}/minutes.docx",
            needs(READ),
            minutes::pages::docx,
        )
        .post(
            "/staff/meetings/{meeting}/confirmation",
            needs(CONFIRM),
            minutes::pages::confirm,
        )
        .post(
            "/staff/meetings/{meeting}/returns",
            needs(CONFIRM),
            minutes::pages::give_back,
        )
        .post(
            "/staff/meetings/{meeting}/addenda",
            needs(RECORD),
            minutes::pages::add,
        )
}

fn room_routes(routes: Routes) -> Routes {
    let needs = Access::Needs;
    routes
        .get(
            "/staff/meetings/{meeting}/room",
            needs(RECORD),
            room::staff_pages::show,
        )
        .get(
            "/staff/meetings/{meeting}/state",
            needs(RECORD),
            room::live::staff_state,
        )
        .get(
            "/staff/meetings/{meeting}/events",
            needs(RECORD),
            room::live::staff_events,
        )
        .post(
            "/staff/meetings/{meeting}/opening",
            needs(RECORD),
            room::staff_pages::open,
        )
        .post(
            "/staff/meetings/{meeting}/moves",
            needs(RECORD),
            room::staff_pages::go_to,
        )
        .post(
            "/staff/meetings/{meeting}/remarks",
            needs(RECORD),
            room::staff_pages::say,
        )
        .post(
            "/staff/meetings/{meeting}/speakers",
            needs(RECORD),
            room::staff_pages::spoke,
        )
        .post(
            "/staff/meetings/{meeting}/ending",
            needs(RECORD),
            room::staff_pages::end,
        )
        .post(
            "/staff/meetings/{meeting}/votes",
            needs(RECORD),
            vote::pages::create,
        )
        .get("/staff/votes/{vote}", needs(RECORD), vote::pages::show)
        .post(
            "/staff/votes/{vote}/casts",
            needs(RECORD),
            vote::pages::enter,
        )
        .post(
            "/staff/votes/{vote}/closure",
            needs(RECORD),
            vote::pages::close,
        )
}

fn member_routes(routes: Routes) -> Routes {
    let own = || Access::SignedIn;
    routes
        .get("/meetings", own(), meeting::mine::mine)
        .get("/meetings/calendar", own(), calendar::pages::show)
        .post("/meetings/calendar", own(), calendar::pages::make)
        .get("/meetings/{meeting}", own(), meeting::mine::show)
        .get(
            "/meetings/{meeting}/handouts/{handout}",
            own(),
            meeting::handout::get,
        )
        .get("/meetings/{meeting}/room", own(), room::pages::show)
        .get("/meetings/{meeting}/state", own(), room::live::state)
        .get("/meetings/{meeting}/events", own(), room::live::events)
        .post("/meetings/{meeting}/remarks", own(), room::pages::say)
        .post("/meetings/{meeting}/hands", own(), room::pages::hand)
        .post("/votes/{vote}/casts", own(), room::pages::cast)
        .get("/calendar/{secret}", Access::Public, calendar::pages::feed)
}
