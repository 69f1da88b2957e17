//! Nobody becomes somebody who may more: slips and links stop at the duties of their issuer.

use platform::auth::{Slip, issue_slip};
use platform::error::Error;
use platform::ids::PersonId;
use testkit::TestApp;

use super::{each_app, grant_at, people, person};

const CITY: &str = "0001";
const STREET: &str = "00010002";
const BRANCH: &str = "000100020003";

async fn slip_by(app: &TestApp, by: PersonId, member: PersonId) -> Result<Slip, Error> {
    let (sealer, now) = (app.app.sealer.clone(), app.app.clock.now());
    app.app
        .db
        .write("issue_slip", move |tx| {
            issue_slip(tx, &sealer, member, by, now)
        })
        .await
}

/// A slip of `theirs` by an issuer with `mine` and `slips.issue` at a path.
async fn may(mine: (&'static [&'static str], &'static str), theirs: (&'static str, &'static str)) {
    let title = format!("{mine:?} over {theirs:?}");
    each_app(async |app| {
        people(&app, 2).await;
        for permission in mine.0.iter().chain(&["slips.issue"]) {
            grant_at(&app, person(0), permission, mine.1).await;
        }
        grant_at(&app, person(1), theirs.0, theirs.1).await;
        assert!(slip_by(&app, person(0), person(1)).await.is_ok(), "{title}");
    })
    .await;
}

async fn may_not(
    mine: (&'static [&'static str], &'static str),
    theirs: (&'static str, &'static str),
) {
    let title = format!("{mine:?} over {theirs:?}");
    each_app(async |app| {
        people(&app, 2).await;
        for permission in mine.0.iter().chain(&["slips.issue"]) {
            grant_at(&app, person(0), permission, mine.1).await;
        }
        grant_at(&app, person(1), theirs.0, theirs.1).await;
        let refused = slip_by(&app, person(0), person(1)).await;
        assert!(
            format!("{refused:?}").contains("error-slip-duty"),
            "{title}"
        );
        // Who may do nothing at all gets one from anybody in whose scope they are.
        people_without_duties(&app).await;
    })
    .await;
}

async fn people_without_duties(app: &TestApp) {
    let now = app.app.clock.now();
    app.app
        .db
        .write("newcomer", move |tx| {
            Ok(platform::auth::account::add_person(
                tx,
                person(7),
                "李大山",
                now,
            )?)
        })
        .await
        .unwrap();
    slip_by(app, person(0), person(7)).await.unwrap();
}

#[tokio::test]
async fn a_slip_gives_its_issuer_nothing_new() {
    // A group leader over somebody of the group who works for the city.
    may_not((&["members.read"], BRANCH), ("members.unseal", CITY)).await;
    // The same branch, another desk.
    may_not((&["members.read"], BRANCH), ("members.unseal", BRANCH)).await;
    // A street beside or above its own part.
    may_not((&["members.unseal"], STREET), ("members.unseal", CITY)).await;
    // What separates the administrators is nobody's to hand on from above.
    for permission in ["accounts.manage", "duties.edit", "audit.read", "ops.act"] {
        may_not((&["members.unseal"], CITY), (permission, STREET)).await;
    }
}

#[tokio::test]
async fn a_secretary_helps_the_branch_and_the_street_its_secretaries() {
    may((&["members.unseal"], BRANCH), ("members.unseal", BRANCH)).await;
    may((&[], STREET), ("materials.edit", BRANCH)).await;
}

#[tokio::test]
async fn a_slip_does_not_outlive_a_promotion() {
    each_app(async |app| {
        people(&app, 2).await;
        grant_at(&app, person(0), "slips.issue", BRANCH).await;
        let slip = slip_by(&app, person(0), person(1)).await.unwrap();
        grant_at(&app, person(1), "members.unseal", CITY).await;
        let fields = [("password", "Wangjiang#88"), ("place", "own")];
        let door = format!("/s/{}", slip.secret);
        let reply = app.anonymous().post(&door, &fields).await;
        assert_eq!(reply.status(), 422);
        assert!(reply.text().contains("职务有了变化"));
    })
    .await;
}

#[tokio::test]
async fn a_link_stops_at_duties_outside_and_at_plain_members() {
    each_app(async |app| {
        people(&app, 3).await;
        grant_at(&app, person(0), "accounts.manage", STREET).await;
        grant_at(&app, person(1), "members.read", BRANCH).await;
        let mut administrator = app.signed_in(person(0)).await;
        let door = format!("/staff/accounts/{}", person(1));
        assert_eq!(
            administrator
                .post(&format!("{door}/link"), &[])
                .await
                .status(),
            200
        );
        // A second duty, in the city: seen, but no longer to be opened or closed from the street.
        grant_at(&app, person(1), "members.unseal", CITY).await;
        for act in ["link", "disable", "enable"] {
            let reply = administrator
                .post(&format!("{door}/{act}"), &[("reason", "调离")])
                .await;
            assert_eq!(reply.status(), 409, "{act}");
        }
        // Duties that ended: a plain member again, who came by a slip.
        let gone = "UPDATE grants SET until_on = from_on WHERE permission LIKE 'members.%'";
        app.app.db.script(gone.to_owned()).await.unwrap();
        slip_by(&app, person(2), person(1)).await.unwrap();
        let reply = administrator.post(&format!("{door}/link"), &[]).await;
        assert_eq!(reply.status(), 409);
    })
    .await;
}
