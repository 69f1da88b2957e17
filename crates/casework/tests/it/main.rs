//! Residents' requests, the rectification list and projects as whole requests on both databases.
#![expect(clippy::expect_used, reason = "a test that cannot begin has failed")]

mod clocks;
mod corpus;
mod evidence;
mod handing;
mod projects;
mod race;
mod rates;
mod recount;
mod rectifications;
mod residents;

use platform::module::Module;
use testkit::{City, Client, TestApp};

fn rooms() -> Vec<Module> {
    vec![org::module(), casework::module()]
}

/// The id at the end of an address.
fn last(address: &str) -> &str {
    address.rsplit('/').next().expect("an address has parts")
}

/// A city with an officer in the street and a secretary in each of two communities.
struct Cast {
    city: City,
    street: Client,
    own: Client,
    sibling: Client,
}

async fn cast(app: &TestApp) -> Cast {
    let city = City::build(app).await;
    let street = city
        .holder(app, "赵文静", "request_officer", &city.parent)
        .await;
    let own = city.holder(app, "陈建国", "secretary", &city.own).await;
    let sibling = city.holder(app, "刘海燕", "secretary", &city.sibling).await;
    Cast {
        street: app.signed_in(street).await,
        own: app.signed_in(own).await,
        sibling: app.signed_in(sibling).await,
        city,
    }
}

/// Makes a spot in the own community; its code.
async fn spot(own: &mut Client, city: &City) -> String {
    let org = city.own.id.to_string();
    let made = own
        .post("/staff/spots", &[("org", &org), ("label", "望江苑 3 幢")])
        .await;
    assert_eq!(made.status(), 303, "{}", made.text());
    last(made.location()).to_owned()
}

/// What stands between two marks of a page.
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let from = text.split_once(start).expect("the page says so").1;
    from.split_once(end).expect("and goes on").0
}

/// The key of a form on a page.
fn key(page: &str) -> String {
    between(page, "name=\"key\" value=\"", "\"").to_owned()
}

/// A resident says something at a spot; the code to follow it by.
async fn say(app: &TestApp, spot: &str, words: &str, phone: &str) -> String {
    let mut resident = app.anonymous();
    let page = resident.get(&format!("/r/new?spot={spot}")).await.text();
    let sent = resident
        .post(
            "/r/sent",
            &[
                ("key", &key(&page)),
                ("spot", spot),
                ("topic", "roads"),
                ("words", words),
                ("place", "东门"),
                ("phone", phone),
            ],
        )
        .await;
    assert_eq!(sent.status(), 200, "{}", sent.text());
    code_of(&sent.text())
}

/// The code on the page after sending.
fn code_of(page: &str) -> String {
    between(page, "class=\"track-code mono\">", "</p>").replace(' ', "")
}

/// The address of the first request in somebody's list.
async fn first(client: &mut Client) -> String {
    let page = client.get("/staff/requests").await.text();
    let id = between(&page, "<th scope=\"row\"><a href=\"", "\"");
    id.to_owned()
}

/// Sends a form; the status of its answer.
async fn send(client: &mut Client, path: &str, fields: &[(&str, &str)]) -> u16 {
    client.post(path, fields).await.status()
}

/// The first person whom a page offers to answer for something.
fn person(page: &str) -> &str {
    let from = "id=\"f-person\" name=\"person\">\n<option value=\"";
    between(page, from, "\"")
}

/// One offers a request and the other takes it.
async fn pass_on(from: &mut Client, to: &mut Client, request: &str, unit: &str) {
    let offer = [("unit", unit), ("offer_reason", "在他们那里")];
    assert_eq!(send(from, &format!("{request}/offer"), &offer).await, 303);
    let page = to.get(request).await.text();
    let taken = [("person", person(&page))];
    assert_eq!(
        send(to, &format!("{request}/acceptance"), &taken).await,
        303
    );
}
