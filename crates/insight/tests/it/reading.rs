//! Pages that are read: structure, indicators with what lies beneath, branch and committee.

use insight::indicator::follow::follow_all;
use platform::module::Module;
use platform::record;
use platform::sheet::{Limits, read};
use testkit::{City, Client, TestApp, each_app};

fn rooms() -> Vec<Module> {
    vec![org::module(), members::module(), insight::module()]
}

struct Cast {
    city: City,
    staff: Client,
    secretary: Client,
    publicity: Client,
    other: Client,
}

async fn cast(app: &TestApp) -> Cast {
    let city = City::build(app).await;
    let staff = city.holder(app, "赵文静", "org_staff", &city.root).await;
    let secretary = city.holder(app, "陈建国", "secretary", &city.own).await;
    let publicity = city
        .holder(app, "周晓蕾", "publicity_staff", &city.root)
        .await;
    let other = city.holder(app, "刘海燕", "secretary", &city.sibling).await;
    Cast {
        staff: app.signed_in(staff).await,
        secretary: app.signed_in(secretary).await,
        publicity: app.signed_in(publicity).await,
        other: app.signed_in(other).await,
        city,
    }
}

#[tokio::test]
async fn the_structure_is_whole_for_who_reads_names_and_hides_few_from_others() {
    each_app(rooms, async |app| {
        let Cast {
            city,
            mut staff,
            mut publicity,
            mut secretary,
            ..
        } = cast(&app).await;
        let page = staff.get("/staff/structure").await.text();
        for part in ["党员 4 名", "61 岁及以上", "高中", "没有登记"] {
            assert!(page.contains(part), "{part}: {page}");
        }
        // Four members: whoever may not read them by name sees no figure of them.
        let hidden = publicity.get("/staff/structure").await.text();
        assert!(
            hidden.contains("少于 10 人的数不显示") && hidden.contains("党员 不显示 名"),
            "{hidden}"
        );
        let outside = format!("/staff/structure?org={}", city.sibling.id);
        assert_eq!(secretary.get(&outside).await.status(), 404);
        let sheet = staff.get("/staff/structure/export").await;
        let table = read(sheet.bytes(), &Limits::default()).expect("a workbook");
        assert_eq!(table.rows[0].cell(2).to_text(), "4");
    })
    .await;
}

/// A drive of the city with one thing done by the own branch.
async fn something_done(app: &TestApp, cast: &mut Cast) {
    let root = cast.city.root.id.to_string();
    let drive = [
        ("org", root.as_str()),
        ("title", "质量过硬行动"),
        ("aim", "把事办成"),
        ("starts_on", "2026-11-01"),
        ("ends_on", "2026-12-31"),
    ];
    let drive = cast.staff.post("/staff/drives", &drive).await;
    let drive = drive.location().to_owned();
    let goal = [("problem", "路灯坏了"), ("goal", "路灯亮了")];
    cast.staff.post(&format!("{drive}/goals"), &goal).await;
    let page = cast.staff.get(&drive).await.text();
    let goal = page
        .split("/staff/goals/")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a goal")
        .to_owned();
    let measure = [
        ("what", "换路灯"),
        ("unit", cast.city.own.full_name.as_str()),
        ("responsible", "书记"),
        ("due_on", "2026-12-20"),
    ];
    let made = cast
        .staff
        .post(&format!("/staff/goals/{goal}/measures"), &measure)
        .await;
    assert_eq!(made.status(), 303, "{}", made.text());
    let page = cast.staff.get(&format!("/staff/goals/{goal}")).await.text();
    let measure = page
        .split("/staff/measures/")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a measure")
        .to_owned();
    let before = cast
        .secretary
        .get(&format!("/staff/branch/{}", cast.city.own.id))
        .await
        .text();
    assert!(
        before.contains("换路灯") && before.contains("2026-12-20"),
        "{before}"
    );
    let told = [("happened_on", "2026-11-20"), ("words", "三盏都换了")];
    let given = cast
        .secretary
        .post(&format!("/staff/measures/{measure}/evidence"), &told)
        .await;
    assert_eq!(given.status(), 303, "{}", given.text());
    record::assign_positions(&app.app.db)
        .await
        .expect("positions");
}

#[tokio::test]
async fn a_record_is_counted_once_and_its_number_opens_it() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app).await;
        something_done(&app, &mut cast).await;
        assert!(follow_all(&app.app).await.expect("followed") > 0);
        assert_eq!(follow_all(&app.app).await.expect("again"), 0, "once");
        let Cast {
            city,
            mut staff,
            mut other,
            mut secretary,
            ..
        } = cast;
        let page = staff.get("/staff/indicators/drive-evidence").await.text();
        assert!(
            page.contains("<b>1</b>") && page.contains("2026-11-23"),
            "{page}"
        );
        assert!(page.contains("望江社区党支部") && page.contains("不比条数"));
        // In another's part of the tree there is none, and the record is not shown.
        let beside = other.get("/staff/indicators/drive-evidence").await.text();
        assert!(
            beside.contains("<b>0</b>") && beside.contains("这段时间没有记录"),
            "{beside}"
        );
        let all = staff.get("/staff/indicators?period=month").await.text();
        assert!(all.contains("质量过硬行动记下的实事") && all.contains("党员总数"));
        assert_eq!(staff.get("/staff/indicators/no-such").await.status(), 404);

        // It moves with its branch.
        let to = [("parent", city.root.full_name.as_str())];
        let moved = staff
            .post(&format!("/staff/orgs/{}/parent", city.own.id), &to)
            .await;
        assert_eq!(moved.status(), 303, "{}", moved.text());
        let parent = format!("/staff/indicators/drive-evidence?org={}", city.parent.id);
        assert!(staff.get(&parent).await.text().contains("<b>0</b>"));
        let own = secretary
            .get("/staff/indicators/drive-evidence")
            .await
            .text();
        assert!(
            own.contains("<b>1</b>") && own.contains("2026-11-23"),
            "{own}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_branch_page_says_what_the_rooms_know_and_a_committee_sees_its_branches() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app).await;
        something_done(&app, &mut cast).await;
        let Cast {
            city,
            mut staff,
            mut secretary,
            mut other,
            ..
        } = cast;
        let own = secretary.get("/staff/branch").await;
        assert_eq!(own.status(), 303);
        let page = own.location().to_owned();
        let text = secretary.get(&page).await.text();
        for part in [
            "接下来",
            "要搭把手的",
            "做得好的",
            "已记 1 件实事",
            "党员 1 名",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert_eq!(other.get(&page).await.status(), 404);
        let at = staff.get("/staff/branch").await;
        assert!(
            at.location().starts_with("/staff/committee"),
            "{}",
            at.location()
        );
        let committee = staff
            .get(&format!("/staff/committee?org={}", city.parent.id))
            .await
            .text();
        assert!(committee.contains("望江社区党支部") && committee.contains("柳河社区党支部"));
        let sheet = staff
            .get(&format!("/staff/committee/export?org={}", city.parent.id))
            .await;
        let table = read(sheet.bytes(), &Limits::default()).expect("a workbook");
        assert_eq!(table.rows.len(), 2);
        assert_eq!(table.rows[0].cell(0).to_text(), "望江社区党支部");
    })
    .await;
}
