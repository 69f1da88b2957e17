//! Signing in, by whole requests.

mod complaint;
mod crowd;
mod ops;
mod own;
mod rule;
mod session;
mod setup;
mod sign_in;
mod slip;
mod staff_account;

use platform::auth::account;
use platform::db::{InsertMany, Kind, OnConflict, ToValue as _};
use platform::ids::PersonId;
use testkit::{Client, TestApp};

/// A password fit for everything, staff duties included.
pub const PASSWORD: &str = "Qingxi#2041";

static PASSWORDS: InsertMany = InsertMany::new(
    "account",
    &[
        ("person_id", Kind::Id),
        ("login_name", Kind::Text),
        ("mobile_index", Kind::Bytes),
        ("password_hash", Kind::Text),
        ("password_kind", Kind::Text),
        ("password_set_on", Kind::Text),
        ("state", Kind::Text),
        ("created_at", Kind::Int),
    ],
    OnConflict::Fail,
);

static GRANTS: InsertMany = InsertMany::new(
    "grants",
    &[
        ("person_id", Kind::Id),
        ("permission", Kind::Text),
        ("path_lo", Kind::Text),
        ("path_hi", Kind::Text),
        ("from_on", Kind::Text),
        ("until_on", Kind::Text),
        ("duty_id", Kind::Id),
    ],
    OnConflict::Fail,
);

/// The mobile number of the nth person.
pub fn mobile(number: usize) -> String {
    format!("138{number:08}")
}

/// The id of the nth person.
pub fn person(number: usize) -> PersonId {
    PersonId::derived("auth", &number.to_string())
}

/// Persons 0 to `count`, each with a mobile number and [`PASSWORD`].
pub async fn people(app: &TestApp, count: usize) {
    let hash = app.app.hasher.hash(PASSWORD).await.unwrap();
    let (sealer, now) = (app.app.sealer.clone(), app.app.clock.now());
    app.app
        .db
        .write("people", move |tx| {
            let mut rows = Vec::new();
            for number in 0..count {
                account::add_person(tx, person(number), &format!("王秀英{number}"), now)?;
                rows.push(vec![
                    person(number).to_value(),
                    format!("account{number}").to_value(),
                    account::mobile_index(&sealer, &mobile(number))?.to_value(),
                    hash.to_value(),
                    "staff".to_value(),
                    now.date().to_value(),
                    "active".to_value(),
                    now.to_value(),
                ]);
            }
            tx.insert_many(&PASSWORDS, &rows)?;
            Ok(())
        })
        .await
        .unwrap();
}

/// Gives a person a permission in the whole city, from today on.
pub async fn grant(app: &TestApp, person: PersonId, permission: &'static str) {
    let today = app.app.clock.today();
    app.app
        .db
        .write("grant", move |tx| {
            let row = vec![
                person.to_value(),
                permission.to_value(),
                "0001".to_value(),
                "0001~".to_value(),
                today.to_value(),
                "9999-12-31".to_value(),
                person.to_value(),
            ];
            tx.insert_many(&GRANTS, &[row])?;
            Ok(platform::auth::staff_account::note(tx, person)?)
        })
        .await
        .unwrap();
    platform::auth::forget(&app.app, person);
}

/// An application of these pages alone, on both engines.
pub async fn each_app<T: AsyncFn(TestApp)>(test: T) {
    testkit::each_app(|| vec![platform::auth::module()], test).await;
}

/// Signs in by the form; panics when that fails.
pub async fn sign_in(client: &mut Client, login: &str) {
    let reply = client
        .post("/sign-in", &[("login", login), ("password", PASSWORD)])
        .await;
    assert_eq!(reply.status(), 303, "{}", reply.text());
}
