//! Every route of signing in, one's own page, and the desks of the three administrators.

use super::account::{pages as sign_in, preferences};
use super::complaint::{pages as complaints, staff_pages as complaint_desk};
use super::invitation::{setup_pages as setup, slip_pages as slip, staff_pages as join};
use super::ops::{
    audit_chain, audit_export, audit_pages as audit, job_pages as jobs, local_pages as local,
    rule_acts, rule_pages as rules,
};
use super::shared_phone::pages as people;
use super::staff_account::{export as account_export, pages as accounts};
use super::{about, me};
use crate::module::NavEntry;
use crate::web::Access::{self, Needs, Public, SignedIn};
use crate::web::Routes;

pub(super) fn all() -> Routes {
    doors()
        .merge(invitations())
        .merge(phones())
        .merge(own())
        .merge(platform())
        .merge(desks())
        .merge(rule_desk())
        .merge(account_desk())
}

fn doors() -> Routes {
    Routes::new()
        .get("/sign-in", Public, sign_in::show)
        .post("/sign-in", Public, sign_in::submit)
        .post("/sign-out", Public, sign_in::sign_out)
        .post("/preferences/elder", Public, preferences::elder)
        .post("/preferences/language", Public, preferences::language)
}

fn invitations() -> Routes {
    Routes::new()
        .get("/setup/{invitation}", Public, setup::show)
        .post("/setup/{invitation}", Public, setup::submit)
        .get("/join/{invitation}", Public, join::show)
        .post("/join/{invitation}", Public, join::submit)
        .get("/s/{invitation}", Public, slip::show)
        .post("/s/{invitation}", Public, slip::submit)
        .get("/slip", Public, slip::code)
        .post("/slip", Public, slip::submit_code)
}

fn phones() -> Routes {
    Routes::new()
        .get("/people", Public, people::show)
        .get("/people/person/{sharer}", Public, people::person)
        .post("/people/person/{sharer}", Public, people::enter)
        .get("/people/pin", SignedIn, people::pin)
        .post("/people/pin", SignedIn, people::save_pin)
        .post("/people/share", SignedIn, people::share)
        .post("/people/leave", SignedIn, people::remove)
}

fn own() -> Routes {
    Routes::new()
        .get("/me", SignedIn, me::show)
        .get("/me/password", SignedIn, me::password)
        .post("/me/password", SignedIn, me::save_password)
        .get("/me/sessions", SignedIn, me::sessions)
        .post("/me/sessions/end", SignedIn, me::end_others)
        .post("/me/sessions/{session}/end", SignedIn, me::end_session)
        .get("/me/looks", SignedIn, me::looks)
}

fn platform() -> Routes {
    Routes::new()
        .get("/about", Public, about::show)
        .get("/about/complaint", Public, complaints::form)
        .post("/about/complaint", Public, complaints::submit)
        .get("/about/complaint/find", Public, complaints::look_up)
        .get("/about/complaint/{reference}", Public, complaints::show)
}

fn desks() -> Routes {
    let answers = || Needs("complaints.answer");
    let audits = || Needs("audit.read");
    Routes::new()
        .get("/ops/complaints", answers(), complaint_desk::list)
        .get(
            "/ops/complaints/{complaint}",
            answers(),
            complaint_desk::show,
        )
        .post(
            "/ops/complaints/{complaint}",
            answers(),
            complaint_desk::submit,
        )
        .get("/ops/jobs", Needs("ops.read"), jobs::list)
        .post("/ops/jobs/{job}/retry", Needs("ops.act"), jobs::retry)
        .get("/ops/audit", audits(), audit::list)
        .post("/ops/audit/verification", audits(), audit_chain::verify)
        .post("/ops/audit/export", audits(), audit_export::export)
}

fn rule_desk() -> Routes {
    let (reads, asks) = (|| Needs("rules.read"), || Needs("rules.propose"));
    let decides = || Needs("rules.confirm");
    Routes::new()
        .get("/ops/rules", reads(), rules::list)
        .get("/ops/rules/local", reads(), local::list)
        .post("/ops/rules/{rule}/vouching", asks(), local::confirm)
        .get("/ops/rules/{rule}", reads(), rules::show)
        .post("/ops/rules/{rule}/proposals", asks(), rule_acts::ask)
        .post("/ops/rules/{rule}/withdrawal", asks(), rule_acts::withdraw)
        .post(
            "/ops/rules/{rule}/confirmation",
            decides(),
            rule_acts::confirm,
        )
        .post("/ops/rules/{rule}/refusal", decides(), rule_acts::decline)
}

fn account_desk() -> Routes {
    let manages = || -> Access { Needs("accounts.manage") };
    Routes::new()
        .get("/staff/accounts", manages(), accounts::index)
        .post("/staff/accounts", manages(), accounts::create)
        .post("/staff/accounts/export", manages(), account_export::export)
        .get("/staff/accounts/{account}", manages(), accounts::show)
        .post("/staff/accounts/{account}/link", manages(), accounts::link)
        .post(
            "/staff/accounts/{account}/disable",
            manages(),
            accounts::disable,
        )
        .post(
            "/staff/accounts/{account}/enable",
            manages(),
            accounts::enable,
        )
}

pub(super) fn navigation() -> Vec<NavEntry> {
    let entry = |label, href, permission, order| NavEntry {
        group: "nav-system",
        label,
        href,
        permission,
        order,
    };
    vec![
        entry(
            "auth-nav-accounts",
            "/staff/accounts",
            "accounts.manage",
            890,
        ),
        entry(
            "auth-nav-complaints",
            "/ops/complaints",
            "complaints.answer",
            900,
        ),
        entry("rule-nav", "/ops/rules", "rules.read", 905),
        entry("auth-nav-jobs", "/ops/jobs", "ops.read", 910),
        entry("auth-nav-audit", "/ops/audit", "audit.read", 920),
    ]
}
