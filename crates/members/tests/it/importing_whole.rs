//! Rosters: taken in whole, undone whole, gone on with after a crash, let go of.

use jiff::civil::date;
use members::roster::Column;
use platform::db::Sql;
use platform::sheet::Cell;

use crate::importing::{figure, good, staged, with, workbook};
use crate::world::{City, between, each_city, id_number, names};

static MEMBERS: Sql = Sql::new("SELECT COUNT(*) FROM member");

#[tokio::test]
async fn an_import_is_undone_but_not_what_was_done_since() {
    each_city(async |city: City| {
        let mut staff = city.with_duty("org_commissioner", &city.village).await;
        let old: Vec<_> = (1..=2).map(|order| good(order, "柳河村党支部")).collect();
        let first = staged(&mut staff, "柳河村党支部", &workbook(&old)).await;
        staff.post(&format!("{first}/commit"), &[]).await;

        let mut rows: Vec<_> = (1..=12).map(|order| good(order, "柳河村党支部")).collect();
        rows[0] = with(rows[0].clone(), Column::WorkUnit, Cell::text("柳河村茶厂"));
        let second = staged(&mut staff, "柳河村党支部", &workbook(&rows)).await;
        staff.post(&format!("{second}/commit"), &[]).await;
        assert_eq!(city.count(&MEMBERS).await, 12);
        static TEA: Sql = Sql::new("SELECT COUNT(*) FROM member WHERE work_unit = '柳河村茶厂'");
        assert_eq!(city.count(&TEA).await, 1);

        // One of the new ones gets a slip.
        let number = id_number(date(1980, 5, 6), 7);
        let page = staff.get(&format!("/staff/members?q={number}")).await.text();
        let member = between(&page, "<tr><th scope=\"row\"><a href=\"/staff/members/", "\"");
        assert_eq!(staff.post(&format!("/staff/members/{member}/slip"), &[]).await.status(), 200);

        let undone = staff.post(&format!("{second}/undo"), &[]).await;
        assert_eq!(undone.status(), 303, "{}", undone.text());
        let page = staff.get(&second).await.text();
        assert_eq!((figure(&page, "人已撤回"), figure(&page, "人保留")), (10, 1), "{page}");
        assert_eq!(city.count(&MEMBERS).await, 3);
        assert_eq!(city.count(&TEA).await, 0, "the old content is back");
        assert_eq!(names(&staff.get("/staff/members").await.text()).len(), 3);
        assert_eq!(city.tally(&city.village, "members.total").await, 3);
        static PERSONS: Sql = Sql::new("SELECT COUNT(*) FROM person p WHERE EXISTS (SELECT 1 FROM member m WHERE m.person_id = p.id)");
        assert_eq!(city.count(&PERSONS).await, 3);
        assert_eq!(staff.post(&format!("{second}/undo"), &[]).await.status(), 409);
    })
    .await;
}

#[tokio::test]
async fn nothing_of_an_import_is_seen_before_its_last_row() {
    each_city(async |city: City| {
        let mut staff = city.with_duty("org_commissioner", &city.village).await;
        let rows: Vec<_> = (1..=3).map(|order| good(order, "柳河村党支部")).collect();
        let first = staged(&mut staff, "柳河村党支部", &workbook(&rows)).await;
        staff.post(&format!("{first}/commit"), &[]).await;
        let page = staff.get("/staff/members").await.text();
        assert_eq!(names(&page).len(), 3);
        let profile = page
            .split("<tr><th scope=\"row\"><a href=\"")
            .nth(1)
            .unwrap();
        let profile = profile.split('"').next().unwrap().to_owned();
        // As it stands in the middle of being written: the one row is there.
        static HIDE: Sql =
            Sql::new("INSERT INTO roster_hidden (import_id) SELECT id FROM roster_import");
        static SHOW: Sql = Sql::new("DELETE FROM roster_hidden");
        city.db()
            .write("hide", |tx| Ok(tx.exec(&HIDE, &[])?))
            .await
            .unwrap();
        for sort in ["pinyin", "stroke"] {
            let page = staff
                .get(&format!("/staff/members?sort={sort}"))
                .await
                .text();
            assert!(names(&page).is_empty(), "{page}");
        }
        let query: String = form_urlencoded::byte_serialize("王".as_bytes()).collect();
        assert!(names(&staff.get(&format!("/staff/members?q={query}")).await.text()).is_empty());
        assert_eq!(staff.get(&profile).await.status(), 404);
        city.db()
            .write("show", |tx| Ok(tx.exec(&SHOW, &[])?))
            .await
            .unwrap();
        assert_eq!(names(&staff.get("/staff/members").await.text()).len(), 3);
        assert_eq!(staff.get(&profile).await.status(), 200);
    })
    .await;
}

#[tokio::test]
async fn an_interrupted_import_goes_on() {
    each_city(async |city: City| {
        let mut staff = city.with_duty("org_commissioner", &city.village).await;
        let rows: Vec<_> = (1..=9).map(|order| good(order, "柳河村党支部")).collect();
        staged(&mut staff, "柳河村党支部", &workbook(&rows)).await;
        // The process died after the decision and before the first slice.
        static DECIDED: Sql = Sql::new("UPDATE roster_import SET state = 'committing'");
        static HIDE: Sql =
            Sql::new("INSERT INTO roster_hidden (import_id) SELECT id FROM roster_import");
        city.db()
            .write("die", |tx| {
                tx.exec(&DECIDED, &[])?;
                Ok(tx.exec(&HIDE, &[])?)
            })
            .await
            .unwrap();
        members::import::go_on(&city.app.app).await.unwrap();
        members::import::go_on(&city.app.app).await.unwrap();
        static ENDED: Sql =
            Sql::new("SELECT COUNT(*) FROM roster_import WHERE state = 'committed'");
        testkit::until(async || city.count(&ENDED).await == 1).await;
        static JOBS: Sql = Sql::new("SELECT COUNT(*) FROM job");
        assert_eq!(city.count(&JOBS).await, 1, "what waits is not queued again");
        assert_eq!(city.count(&MEMBERS).await, 9);
        assert_eq!(names(&staff.get("/staff/members").await.text()).len(), 9);
    })
    .await;
}

#[tokio::test]
async fn two_who_decide_at_once_take_it_in_once() {
    each_city(async |city: City| {
        let mut staff = city.with_duty("org_commissioner", &city.village).await;
        let rows: Vec<_> = (1..=50).map(|order| good(order, "柳河村党支部")).collect();
        let preview = staged(&mut staff, "柳河村党支部", &workbook(&rows)).await;
        let mut racing = Vec::new();
        for _ in 0..20 {
            let (mut staff, address) = (staff.clone(), format!("{preview}/commit"));
            racing.push(tokio::spawn(async move {
                staff.post(&address, &[]).await.status()
            }));
        }
        let mut taken = 0;
        for one in racing {
            match one.await.unwrap() {
                303 => taken += 1,
                409 => {}
                other => panic!("answered {other}"),
            }
        }
        assert_eq!((taken, city.count(&MEMBERS).await), (1, 50));
        assert_eq!(city.tally(&city.village, "members.total").await, 50);
    })
    .await;
}

#[tokio::test]
async fn staged_rows_are_sealed_and_let_go() {
    each_city(async |city: City| {
        let mut staff = city.with_duty("org_commissioner", &city.village).await;
        let number = id_number(date(1980, 5, 6), 1);
        let preview = staged(
            &mut staff,
            "柳河村党支部",
            &workbook(&[good(1, "柳河村党支部")]),
        )
        .await;
        static PAYLOAD: Sql = Sql::new("SELECT payload FROM roster_row");
        let payload: (Vec<u8>,) = city
            .db()
            .read("payload", |tx| Ok(tx.one(&PAYLOAD, &[])?))
            .await
            .unwrap();
        let found = payload
            .0
            .windows(number.len())
            .any(|window| window == number.as_bytes());
        assert!(!found && payload.0.len() > 100);
        staff.post(&format!("{preview}/commit"), &[]).await;
        static EMPTY: Sql = Sql::new("SELECT COUNT(*) FROM roster_row WHERE LENGTH(payload) = 0");
        assert_eq!(city.count(&EMPTY).await, 1);
        let now = city.app.app.clock.now();
        static ROWS: Sql = Sql::new("SELECT COUNT(*) FROM roster_row");
        let rules = platform::rules::Rules::load().unwrap();
        let kept = rules
            .int("members.import_rows_kept_days", now.date())
            .unwrap();
        members::import::let_go(city.db().clone(), now.plus_days(kept - 1))
            .await
            .unwrap();
        assert_eq!(city.count(&ROWS).await, 1);
        members::import::let_go(city.db().clone(), now.plus_days(kept + 1))
            .await
            .unwrap();
        assert_eq!(city.count(&ROWS).await, 0);
        assert_eq!(city.count(&MEMBERS).await, 1);
    })
    .await;
}
