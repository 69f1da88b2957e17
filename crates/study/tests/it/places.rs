//! The reading place: the member's own, a place and nothing else.

use platform::db::{Tx, Value};
use platform::sql;
use testkit::each_app;

use crate::world::{TEXT, World, done, published, rooms};

#[tokio::test]
async fn one_goes_on_where_one_stopped() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let id = published(&app, &world, "三会一课", TEXT).await;
        let (page, place) = (
            format!("/study/materials/{id}"),
            format!("/study/materials/{id}/place"),
        );
        let mut anna = app.signed_in(world.anna).await;
        assert!(!anna.get(&page).await.text().contains("上次读到"));
        done(&anna.post(&place, &[("anchor", "s-三会")]).await);
        done(&anna.post(&place, &[("anchor", "s-一课")]).await);
        let text = anna.get(&page).await.text();
        assert!(
            text.contains("上次读到“一课”") && text.contains("href=\"#s-一课\""),
            "{text}"
        );
        assert_eq!(
            anna.post(&place, &[("anchor", "s-没有")]).await.status(),
            400
        );
        let mut ben = app.signed_in(world.ben).await;
        assert!(
            !ben.get(&page).await.text().contains("上次读到"),
            "a place is private"
        );
        let mut carl = app.signed_in(world.carl).await;
        assert_eq!(
            carl.post(&place, &[("anchor", "s-一课")]).await.status(),
            404
        );
    })
    .await;
}

/// Three cells and no more: a person, a text, an anchor.
#[tokio::test]
async fn no_time_stands_beside_a_place() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let id = published(&app, &world, "三会一课", TEXT).await;
        let mut anna = app.signed_in(world.anna).await;
        done(
            &anna
                .post(
                    &format!("/study/materials/{id}/place"),
                    &[("anchor", "s-一课")],
                )
                .await,
        );
        let row = |tx: &mut Tx<'_>| Ok(tx.one::<(Value, Value, Value)>(sql!("place.sql"), &[])?);
        let (_, _, anchor) = app.app.db.read("place", row).await.expect("a place");
        assert_eq!(anchor, Value::Text("s-一课".to_owned()));
        let wider =
            |tx: &mut Tx<'_>| Ok(tx.one::<(Value, Value, Value, Value)>(sql!("place.sql"), &[])?);
        assert!(
            app.app.db.read("place", wider).await.is_err(),
            "there is a fourth column"
        );
    })
    .await;
}
