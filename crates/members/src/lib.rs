//! Members (党员): who belongs where, what the record says, and the rosters they come in.
//!
//! Belonging is dated from the first day. Sensitive fields are sealed and masked; seeing one in
//! full takes a duty and a reason, and the member reads who asked. Staff reach members through
//! the scope of their duties; what lies outside is not found.

pub mod audience;
pub mod belonging;
pub mod bulk;
pub mod floating;
pub mod import;
mod lines;
pub mod list;
pub mod lost;
pub mod member;
pub mod more;
pub mod moving;
pub mod portable;
pub mod roster;
pub mod station;
pub mod structure;
pub mod transfer;
mod words;

use std::sync::Arc;

use axum::handler::Handler as _;
use platform::module::{MemberLink, Module, NavEntry};
use platform::web::{Access, Routes, UploadLimit};

/// What the room offers.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "members",
        routes: member_routes()
            .merge(record_routes())
            .merge(import_routes())
            .merge(structure_routes())
            .merge(floating_routes())
            .merge(transfer_routes())
            .merge(station_routes()),
        navigation: navigation(),
        today: vec![Arc::new(moving::desk::Today)],
        desk: vec![
            Arc::new(import::desk::ImportsDesk),
            Arc::new(moving::desk::Waiting),
        ],
        links: links(),
        verbs: vec![
            &floating::REGISTERED,
            &floating::CONFIRMED,
            &floating::ENDED,
            &floating::CONTACTED,
            &lost::LOST_OPENED,
            &lost::LOST_FOUND,
            &transfer::SENT,
            &transfer::RECEIVED,
            &transfer::REFUSED,
            &station::ASKED,
        ],
        moved: Some(moving::moved::moved),
        started: vec![Arc::new(import::start)],
        jobs: vec![import::taking_in, import::taking_back],
        profile: vec![Arc::new(member::own::MemberLines)],
        branch_lines: vec![Arc::new(lines::MemberCounts)],
        ..Module::default()
    }
}

fn structure_routes() -> Routes {
    let needs = || Access::Needs(structure::READ);
    Routes::new()
        .get("/staff/structure", needs(), structure::pages::index)
        .get(
            "/staff/structure/export",
            needs(),
            structure::export::export,
        )
}

fn navigation() -> Vec<NavEntry> {
    vec![
        NavEntry {
            group: "nav-members",
            label: "member-nav",
            href: "/staff/members",
            permission: "members.read",
            order: 110,
        },
        NavEntry {
            group: "nav-members",
            label: "import-nav",
            href: "/staff/imports",
            permission: "members.import",
            order: 111,
        },
        NavEntry {
            group: "nav-members",
            label: "floating-nav",
            href: "/staff/floating",
            permission: moving::FLOATING_READ,
            order: 120,
        },
        NavEntry {
            group: "nav-members",
            label: "transfer-nav",
            href: "/staff/transfers",
            permission: moving::TRANSFERS_READ,
            order: 121,
        },
        NavEntry {
            group: "nav-overview",
            label: "structure-nav",
            href: "/staff/structure",
            permission: structure::READ,
            order: 305,
        },
        NavEntry {
            group: "nav-service",
            label: "station-nav",
            href: "/staff/stations",
            permission: moving::STATIONS_EDIT,
            order: 220,
        },
    ]
}

fn member_routes() -> Routes {
    use member::{form_pages, pages};
    let needs = Access::Needs;
    Routes::new()
        .get("/me/record", Access::SignedIn, member::own::record)
        .get("/staff/members", needs("members.read"), list::pages::index)
        .post("/staff/members", needs("members.edit"), form_pages::create)
        .post(
            "/staff/members/export",
            needs("members.read"),
            list::pages::export,
        )
        .get(
            "/staff/members/new",
            needs("members.edit"),
            form_pages::new_form,
        )
        .get(
            "/staff/members/{member}",
            needs("members.read"),
            pages::show,
        )
        .get(
            "/staff/members/{member}/edit",
            needs("members.edit"),
            form_pages::edit_form,
        )
        .post(
            "/staff/members/{member}/edit",
            needs("members.edit"),
            form_pages::edit,
        )
        .post(
            "/staff/members/{member}/unmask",
            needs("members.unseal"),
            pages::unmask,
        )
        .post(
            "/staff/members/{member}/slip",
            needs("slips.issue"),
            pages::slip,
        )
}

fn record_routes() -> Routes {
    use more::pages;
    let needs = Access::Needs;
    Routes::new()
        .post(
            "/staff/members/{member}/home",
            needs("members.edit"),
            belonging::pages::move_home,
        )
        .post(
            "/staff/members/{member}/belongings",
            needs("members.edit"),
            belonging::pages::join,
        )
        .get(
            "/staff/members/{member}/more",
            needs("members.edit"),
            pages::form,
        )
        .post(
            "/staff/members/{member}/more",
            needs("members.edit"),
            pages::save,
        )
        .post(
            "/staff/members/{member}/items",
            needs("members.edit"),
            pages::item,
        )
        .post(
            "/staff/members/{member}/exit",
            needs("members.edit"),
            belonging::exit_pages::leave,
        )
        .post(
            "/staff/members/{member}/return",
            needs("members.edit"),
            belonging::exit_pages::take_back,
        )
        .post(
            "/staff/belongings/{belonging}/end",
            needs("members.edit"),
            belonging::pages::end,
        )
}

fn import_routes() -> Routes {
    use import::pages;
    let needs = || Access::Needs("members.import");
    let limit = UploadLimit::max(platform::sheet::UPLOAD_BYTES);
    Routes::new()
        .get("/staff/imports", needs(), pages::index)
        .post("/staff/imports", needs(), pages::upload.layer(limit))
        .get("/staff/imports/template", needs(), pages::blank)
        .get("/staff/imports/{import}", needs(), import::show::show)
        .get("/staff/imports/{import}/reasons", needs(), pages::reasons)
        .post("/staff/imports/{import}/commit", needs(), pages::take_in)
        .post("/staff/imports/{import}/cancel", needs(), pages::give_up)
        .post("/staff/imports/{import}/retry", needs(), pages::retry)
        .post("/staff/imports/{import}/undo", needs(), pages::take_back)
}

fn links() -> Vec<MemberLink> {
    let link = |tab, label, note, href, icon| MemberLink {
        tab,
        label,
        note,
        href,
        icon,
    };
    vec![
        link(
            "org",
            "floating-mine",
            "floating-mine-note",
            "/me/floating",
            "place",
        ),
        link(
            "org",
            "transfer-mine",
            "transfer-mine-note",
            "/me/transfers",
            "org",
        ),
        link(
            "service",
            "station-find",
            "station-find-note",
            "/stations",
            "place",
        ),
        link(
            "me",
            "portable-title",
            "portable-note",
            "/me/portable",
            "file",
        ),
    ]
}

fn floating_routes() -> Routes {
    use floating::{export, guests, letter, mine, outside, pages, show};
    use moving::{FLOATING_EDIT, FLOATING_READ};
    let (read, edit) = (
        || Access::Needs(FLOATING_READ),
        || Access::Needs(FLOATING_EDIT),
    );
    let own = || Access::SignedIn;
    Routes::new()
        .get("/me/floating", own(), mine::mine)
        .get("/me/floating/new", own(), mine::new_form)
        .post("/me/floating", own(), mine::register)
        .get("/me/floating/{floating}", own(), mine::show)
        .post("/me/floating/{floating}/contacts", own(), mine::add_contact)
        .post("/me/floating/{floating}/return", own(), mine::come_back)
        .post("/me/floating/{floating}/withdrawal", own(), mine::withdraw)
        .get("/outside/floating/{door}", Access::Public, outside::show)
        .post("/outside/floating/{door}", Access::Public, outside::reply)
        .get("/staff/moving", edit(), moving::pick::pick)
        .get("/staff/floating", read(), pages::index)
        .get("/staff/floating/export", read(), export::export)
        .get("/staff/floating/guest", edit(), guests::guest_form)
        .post("/staff/floating/guests", edit(), guests::take_in)
        .get("/staff/floating/{floating}", read(), show::show)
        .get("/staff/floating/{floating}/letter", edit(), letter::docx)
        .post("/staff/floating/{floating}/door", edit(), letter::make)
        .post("/staff/floating/{floating}/answer", edit(), show::answer)
        .post("/staff/floating/{floating}/host", edit(), show::name_host)
        .post(
            "/staff/floating/{floating}/contacts",
            edit(),
            show::add_contact,
        )
        .post("/staff/floating/{floating}/end", edit(), show::end)
        .post(
            "/staff/floating/{floating}/withdrawal",
            edit(),
            show::withdraw,
        )
        .get(
            "/staff/members/{member}/floating",
            edit(),
            guests::member_form,
        )
        .post(
            "/staff/members/{member}/floating",
            edit(),
            guests::register_member,
        )
        .get("/staff/lost", read(), lost::pages::index)
        .get("/staff/lost/{lost}", read(), lost::pages::show)
        .post("/staff/lost/{lost}/tries", edit(), lost::pages::add_try)
        .post("/staff/lost/{lost}/found", edit(), lost::pages::found)
        .get(
            "/staff/members/{member}/lost",
            edit(),
            lost::pages::new_form,
        )
        .post("/staff/members/{member}/lost", edit(), lost::pages::open)
        .get("/me/portable", own(), portable::pages::mine)
        .post("/me/portable/code", own(), portable::pages::make)
        .post("/me/portable/closure", own(), portable::pages::close)
        .get(
            "/outside/portable/{door}",
            Access::Public,
            portable::pages::shown,
        )
        .get("/staff/portable", edit(), portable::host::form)
        .post("/staff/portable", edit(), portable::host::take_in)
}

fn transfer_routes() -> Routes {
    use moving::{TRANSFERS_EDIT, TRANSFERS_READ};
    use transfer::{inward, letter, mine, outside, pages, show};
    let (read, edit) = (
        || Access::Needs(TRANSFERS_READ),
        || Access::Needs(TRANSFERS_EDIT),
    );
    let own = || Access::SignedIn;
    Routes::new()
        .get("/me/transfers", own(), mine::mine)
        .get("/me/transfers/new", own(), mine::new_form)
        .post("/me/transfers", own(), mine::propose)
        .get("/me/transfers/{transfer}", own(), mine::show)
        .post("/me/transfers/{transfer}/withdrawal", own(), mine::withdraw)
        .get("/outside/transfer/{door}", Access::Public, outside::show)
        .post("/outside/transfer/{door}", Access::Public, outside::reply)
        .get("/staff/transfers", read(), pages::index)
        .get("/staff/transfers/inward", edit(), inward::inward_form)
        .post("/staff/transfers/inward", edit(), inward::arrive)
        .get(
            "/staff/members/{member}/transfer",
            edit(),
            inward::member_form,
        )
        .post("/staff/members/{member}/transfer", edit(), inward::propose)
        .get("/staff/transfers/{transfer}", read(), show::show)
        .get("/staff/transfers/{transfer}/letter", edit(), letter::letter)
        .get(
            "/staff/transfers/{transfer}/receipt",
            edit(),
            letter::receipt,
        )
        .post("/staff/transfers/{transfer}/sending", edit(), show::send)
        .post("/staff/transfers/{transfer}/door", edit(), letter::make)
        .post("/staff/transfers/{transfer}/answer", edit(), show::answer)
        .post("/staff/transfers/{transfer}/receipt", edit(), show::receive)
        .post("/staff/transfers/{transfer}/finish", edit(), show::finish)
        .post("/staff/transfers/{transfer}/refusal", edit(), show::refuse)
        .post(
            "/staff/transfers/{transfer}/withdrawal",
            edit(),
            show::withdraw,
        )
        .post(
            "/staff/transfers/{transfer}/national",
            edit(),
            show::record_national,
        )
}

fn station_routes() -> Routes {
    use station::{pages, staff_pages as staff};
    let edit = || Access::Needs(moving::STATIONS_EDIT);
    let own = || Access::SignedIn;
    Routes::new()
        .get("/stations", Access::Public, pages::index)
        .get("/stations/{station}", Access::Public, pages::show)
        .post("/stations/{station}/asks", own(), pages::ask)
        .post("/stations/{station}/closures", own(), pages::close)
        .get("/staff/stations", edit(), staff::index)
        .get("/staff/stations/new", edit(), staff::new_form)
        .post("/staff/stations", edit(), staff::create)
        .get("/staff/stations/{station}", edit(), staff::show)
        .get("/staff/stations/{station}/edit", edit(), staff::edit_form)
        .post("/staff/stations/{station}/edit", edit(), staff::edit)
        .get("/staff/stations/{station}/poster", edit(), staff::poster)
        .post("/staff/stations/{station}/events", edit(), staff::add_event)
        .post(
            "/staff/stations/{station}/cancellations",
            edit(),
            staff::cancel_event,
        )
        .post("/staff/stations/{station}/asks", edit(), staff::ask_for)
        .post("/staff/stations/{station}/answers", edit(), staff::answer)
        .post(
            "/staff/stations/{station}/closures",
            edit(),
            staff::close_ask,
        )
        .post("/staff/stations/{station}/closure", edit(), staff::close)
}
