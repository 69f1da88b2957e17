//! Materials on the staff's front page: what waits for a review, to be mended or to be published.

use platform::app::App;
use platform::error::Error;
use platform::i18n::{Locale, say};
use platform::ids::PersonId;
use platform::module::{BoxFuture, TodayItem, TodaySource};
use platform::{params, sql};

use super::pages::EDIT;
use super::review_pages::REVIEW;

/// Materials that wait for somebody.
pub struct MaterialsDesk;

/// Permission, state, word key, where to.
const WAITING: [(&str, &str, &str, &str); 3] = [
    (
        REVIEW,
        "in_review",
        "material-desk-review",
        "/staff/reviews",
    ),
    (
        EDIT,
        "returned",
        "material-desk-returned",
        "/staff/materials?state=returned",
    ),
    (
        EDIT,
        "approved",
        "material-desk-approved",
        "/staff/materials?state=approved",
    ),
];

impl TodaySource for MaterialsDesk {
    fn items<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        locale: Locale,
    ) -> BoxFuture<'a, Result<Vec<TodayItem>, Error>> {
        Box::pin(async move {
            let today = app.clock.today();
            let (reviewing, editing) = app
                .db
                .read("desk_materials", move |tx| {
                    let mut of = |permission: &str| {
                        let bound = params![person, permission, today];
                        tx.all::<(String, i64)>(sql!("sql/desk.sql"), bound)
                    };
                    Ok((of(REVIEW)?, of(EDIT)?))
                })
                .await?;
            let count = |permission: &str, state: &str| {
                let counts = if permission == REVIEW {
                    &reviewing
                } else {
                    &editing
                };
                counts
                    .iter()
                    .find(|one| one.0 == state)
                    .map_or(0, |one| one.1)
            };
            let item = |(permission, state, key, href): (&str, &str, &str, &str)| {
                let count = count(permission, state);
                (count > 0).then(|| TodayItem {
                    kicker: say(locale, "material-desk", &[]),
                    title: say(locale, key, &[("count", &count)]),
                    detail: String::new(),
                    action: Some((href.to_owned(), say(locale, "material-desk-see", &[]))),
                    due: true,
                    minutes: None,
                    at: app.clock.now().0,
                })
            };
            Ok(WAITING.into_iter().filter_map(item).collect())
        })
    }
}
