//! From a written application to the filed papers, by the branch, the committee above and the
//! department above that; and what blocks on the way.

use members::roster::Column;
use platform::ids::PersonId;
use testkit::{City, Client, TestApp, each_app};

use crate::rooms;

/// Everybody the way needs.
pub struct Cast {
    pub city: City,
    pub secretary: Client,
    pub above: Client,
    pub county: Client,
    pub other: Client,
    pub helpers: [PersonId; 2],
}

pub async fn cast(app: &TestApp) -> Cast {
    let city = City::build(app).await;
    let secretary = city.holder(app, "陈建国", "secretary", &city.own).await;
    let above = city.holder(app, "赵文静", "org_staff", &city.parent).await;
    let county = city.holder(app, "孙立群", "org_staff", &city.root).await;
    let other = city.holder(app, "刘海燕", "secretary", &city.sibling).await;
    let helpers = [
        city.member(app, "王秀英", &city.own).await,
        city.member(app, "李桂兰", &city.own).await,
    ];
    Cast {
        secretary: app.signed_in(secretary).await,
        above: app.signed_in(above).await,
        county: app.signed_in(county).await,
        other: app.signed_in(other).await,
        helpers,
        city,
    }
}

/// An application of somebody born on 1980-05-06.
pub async fn begun(cast: &mut Cast) -> String {
    let org = cast.city.own.id.to_string();
    let form = [
        ("org", org.as_str()),
        ("full_name", "陈晓雨"),
        ("id_number", "330106198005060122"),
        ("ethnicity", "01"),
        ("education", "21"),
        ("applied_on", "2024-01-10"),
    ];
    let made = cast.secretary.post("/staff/admission", &form).await;
    assert_eq!(made.status(), 303, "{}", made.text());
    made.location().to_owned()
}

type Fields<'a> = Vec<(&'a str, &'a str)>;

fn fields<'a>(no: u8, helpers: &'a [String; 2]) -> (&'static str, Fields<'a>) {
    let day = match no {
        2 => "2024-02-01",
        3..=5 => "2024-06-01",
        6 => "2024-12-01",
        7 => "2025-06-03",
        8..=14 => "2025-06-20",
        15 | 16 => "2025-08-01",
        17..=20 => "2025-09-01",
        21 => "2025-12-01",
        22 => "2026-08-03",
        _ => "2026-08-20",
    };
    let mut form = vec![("held_on", day)];
    let more: &[(&str, &str)] = match no {
        2 | 16 => &[("talker", "组织委员 李明"), ("words", "入党动机端正")],
        3 => &[("recommended", "members")],
        4 | 8 | 13 | 17 | 24 => &[("verdict", "done"), ("number", "备〔2025〕7 号")],
        5 | 9 => &[],
        6 | 21 => &[("words", "按时参加学习，帮着修路灯")],
        7 | 12 => &[("heard", "党小组、联系人和群众都同意")],
        10 => &[
            ("conclusion", "done"),
            ("asked", "户籍地派出所"),
            ("words", "没有问题"),
        ],
        11 => &[("organiser", "市委党校"), ("days", "3")],
        15 | 23 => &[
            ("expected", "15"),
            ("present", "12"),
            ("yes", "11"),
            ("no", "0"),
            ("abstained", "1"),
        ],
        19 => &[("group", "江景苑党小组")],
        20 => &[("place", "党群服务中心")],
        22 => &[("proposal", "converted")],
        25 => &[
            ("archive", "form"),
            ("archive", "application"),
            ("archive", "review"),
            ("archive", "conversion"),
            ("archive", "cultivation"),
        ],
        _ => &[],
    };
    form.extend_from_slice(more);
    if matches!(no, 5 | 9) {
        form.push(("helper_1", &helpers[0]));
        form.push(("helper_2", &helpers[1]));
    }
    let door = match no {
        4 | 8 | 11 | 13 | 16 | 17 | 18 | 24 => "approvals",
        _ => "steps",
    };
    (door, form)
}

/// Hangs a notice up and writes its result.
async fn noticed(cast: &mut Cast, of: &str, stage: &str, begins: &str) {
    let form = [
        ("notice_stage", stage),
        ("begins_on", begins),
        ("place", "村务公开栏"),
        ("contact", "街道党工委 8800000"),
    ];
    let hung = cast.secretary.post(&format!("{of}/notices"), &form).await;
    assert_eq!(hung.status(), 303, "{}", hung.text());
    let page = cast.secretary.get(of).await.text();
    let notice = page
        .rsplit("action=\"/staff/notices/")
        .next()
        .map(|rest| format!("/staff/notices/{}", &rest[..32]))
        .expect("a notice");
    let paper = cast.secretary.get(&format!("{notice}/paper")).await;
    assert!(paper.status() == 200 && paper.bytes().starts_with(b"PK"));
    let result = [("result", "none")];
    let done = cast.secretary.post(&notice, &result).await;
    assert_eq!(done.status(), 303, "{}", done.text());
}

/// Takes the steps from one to another, each by whoever acts.
pub async fn walk(cast: &mut Cast, of: &str, from: u8, to: u8) {
    let helpers = cast.helpers.map(|person| person.to_string());
    for no in from..=to {
        if no == 8 {
            noticed(cast, of, "admission_candidate", "2025-06-04").await;
        }
        if no == 23 {
            noticed(cast, of, "conversion", "2026-08-04").await;
        }
        let (door, form) = fields(no, &helpers);
        let client = match (no, door) {
            (18, _) => &mut cast.county,
            (_, "approvals") => &mut cast.above,
            _ => &mut cast.secretary,
        };
        let done = client.post(&format!("{of}/{door}/{no}"), &form).await;
        assert_eq!(done.status(), 303, "step {no}: {}", said(&done.text()));
    }
}

/// What a page says is wrong.
pub fn said(page: &str) -> String {
    let summary = page.split("<error-summary").nth(1).unwrap_or_default();
    summary
        .split("</error-summary>")
        .next()
        .unwrap_or(page)
        .to_owned()
}

#[tokio::test]
async fn the_whole_way_by_whoever_acts() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app).await;
        let of = begun(&mut cast).await;
        walk(&mut cast, &of, 2, 16).await;
        let page = cast.secretary.get(&of).await.text();
        assert!(page.contains("发展对象") && page.contains("第 17 步"));
        // With the approval they come onto the roll as of the day the assembly passed.
        walk(&mut cast, &of, 17, 17).await;
        let id = of.rsplit('/').next().expect("an id");
        let person: PersonId = id.parse().expect("an id");
        let record = stored(&app, person).await;
        assert_eq!(record.member_category, "probationary_member");
        assert_eq!(
            record.stored(Column::JoinedOn).as_deref(),
            Some("2025-08-01")
        );
        assert_eq!(
            record.stored(Column::AppliedOn).as_deref(),
            Some("2024-01-10")
        );
        assert_eq!(
            record.stored(Column::CandidateOn).as_deref(),
            Some("2025-06-20")
        );
        walk(&mut cast, &of, 18, 24).await;
        let record = stored(&app, person).await;
        assert_eq!(record.member_category, "full_member");
        // Standing counts from the end of probation, not from the meeting.
        assert_eq!(
            record.stored(Column::FullMemberOn).as_deref(),
            Some("2026-08-01")
        );
        walk(&mut cast, &of, 25, 25).await;
        let page = cast.secretary.get(&of).await.text();
        assert!(page.contains("已归档"));
        for no in [2_u8, 6, 10, 14, 15, 21, 23, 25] {
            let paper = cast.secretary.get(&format!("{of}/papers/{no}")).await;
            assert!(
                paper.status() == 200 && paper.bytes().starts_with(b"PK"),
                "{no}"
            );
        }
        let filed = cast
            .secretary
            .get("/staff/admission?show=over")
            .await
            .text();
        assert!(filed.contains("陈晓雨"));
        assert!(
            !cast
                .secretary
                .get("/staff/admission")
                .await
                .text()
                .contains("陈晓雨")
        );
    })
    .await;
}

async fn stored(app: &TestApp, person: PersonId) -> members::member::Record {
    app.app
        .db
        .read("test_member", move |tx| {
            Ok(members::member::store::find(tx, person)?.plain().clone())
        })
        .await
        .expect("on the roll")
}

#[tokio::test]
async fn the_superiors_steps_are_the_superiors() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app).await;
        let of = begun(&mut cast).await;
        walk(&mut cast, &of, 2, 3).await;
        let verdict = [("held_on", "2024-06-01"), ("verdict", "done")];
        // Not by the branch, through either door.
        for door in ["approvals", "steps"] {
            let refused = cast
                .secretary
                .post(&format!("{of}/{door}/4"), &verdict)
                .await;
            assert_eq!(refused.status(), 422);
            assert!(
                said(&refused.text()).contains("上级党委"),
                "{}",
                said(&refused.text())
            );
        }
        // Whoever stands beside sees nothing at all.
        assert_eq!(cast.other.get(&of).await.status(), 404);
        assert_eq!(
            cast.other
                .post(&format!("{of}/approvals/4"), &verdict)
                .await
                .status(),
            404
        );
        // The committee above does not file for the department above it.
        walk(&mut cast, &of, 4, 17).await;
        let number = [("held_on", "2025-09-01"), ("number", "1")];
        let early = cast
            .above
            .post(&format!("{of}/approvals/18"), &number)
            .await;
        assert!(early.status() == 422 && said(&early.text()).contains("再上一级"));
        walk(&mut cast, &of, 18, 18).await;
        // Sent twice it is written once.
        let page = cast.above.get("/staff").await;
        assert_eq!(page.status(), 200);
    })
    .await;
}

#[tokio::test]
async fn a_block_falls_by_two_persons_only() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app).await;
        let of = begun(&mut cast).await;
        walk(&mut cast, &of, 2, 6).await;
        let early = [("held_on", "2025-05-20"), ("heard", "都同意")];
        let refused = cast.secretary.post(&format!("{of}/steps/7"), &early).await;
        assert!(refused.status() == 422 && said(&refused.text()).contains("不满一年"));
        // What the constitution fixes never falls.
        let never = [("block", "9-introducers"), ("reason_words", "只有一人")];
        let no = cast
            .secretary
            .post(&format!("{of}/overrides"), &never)
            .await;
        assert!(no.status() == 422 && said(&no.text()).contains("不能放宽"));
        let ask = [
            ("block", "7-cultivation"),
            ("reason_words", "在原单位培养过八个月"),
        ];
        let asked = cast.secretary.post(&format!("{of}/overrides"), &ask).await;
        assert_eq!(asked.status(), 303, "{}", said(&asked.text()));
        let desk = cast.above.get("/staff").await.text();
        assert!(
            desk.contains("放宽待决定"),
            "the committee above sees it on its desk"
        );
        let page = cast.above.get(&of).await.text();
        let rest = page
            .split("/staff/overrides/")
            .nth(1)
            .expect("one to decide");
        let decision = format!("/staff/overrides/{}", &rest[..32]);
        let yes = [("decision", "confirmed"), ("decision_words", "材料看过")];
        let own = cast.secretary.post(&decision, &yes).await;
        assert!(own.status() == 422 && said(&own.text()).contains("不能是同一个人"));
        assert_eq!(cast.other.post(&decision, &yes).await.status(), 404);
        assert_eq!(cast.above.post(&decision, &yes).await.status(), 303);
        let again = cast.above.post(&decision, &yes).await;
        assert!(again.status() == 422 && said(&again.text()).contains("已经决定"));
        let done = cast.secretary.post(&format!("{of}/steps/7"), &early).await;
        assert_eq!(done.status(), 303, "{}", said(&done.text()));
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_said_at_once_and_sealed_fields_stay_sealed() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app).await;
        let empty = cast.secretary.post("/staff/admission", &[]).await;
        assert_eq!(empty.status(), 422);
        for field in ["org", "full_name", "id_number", "applied_on"] {
            assert!(
                empty.text().contains(&format!("href=\"#f-{field}\"")),
                "{field}"
            );
        }
        let org = cast.city.own.id.to_string();
        let young = [
            ("org", org.as_str()),
            ("full_name", "小雨"),
            ("id_number", "330106198005060122"),
            ("birth_date", "2010-01-01"),
            ("applied_on", "2026-11-01"),
        ];
        let refused = cast.secretary.post("/staff/admission", &young).await;
        assert!(
            said(&refused.text()).contains("十八周岁"),
            "{}",
            said(&refused.text())
        );
        let of = begun(&mut cast).await;
        let twice = [
            ("org", org.as_str()),
            ("full_name", "陈晓雨"),
            ("id_number", "330106198005060122"),
            ("applied_on", "2024-02-10"),
        ];
        let refused = cast.secretary.post("/staff/admission", &twice).await;
        assert!(
            said(&refused.text()).contains("已经有一份"),
            "{}",
            said(&refused.text())
        );
        let page = cast.secretary.get(&of).await.text();
        assert!(!page.contains("330106198005060122") && page.contains("0122"));
        let unmask = format!("{of}/unmask");
        let without = cast
            .secretary
            .post(&unmask, &[("field", "id_number")])
            .await;
        assert_eq!(without.status(), 422);
        let seen = [("field", "id_number"), ("reason", "identity")];
        let seen = cast.secretary.post(&unmask, &seen).await;
        assert!(seen.status() == 200 && seen.text().contains("330106198005060122"));
    })
    .await;
}

#[tokio::test]
async fn a_case_rests_and_goes_to_another_branch_with_its_time() {
    each_app(rooms, async |app| {
        let mut cast = cast(&app).await;
        let of = begun(&mut cast).await;
        walk(&mut cast, &of, 2, 6).await;
        let turn = |kind| {
            vec![
                ("kind", kind),
                ("held_on", "2025-01-10"),
                ("turn_words", "换了工作单位"),
            ]
        };
        let turns = format!("{of}/turns");
        assert_eq!(
            cast.secretary.post(&turns, &turn("paused")).await.status(),
            303
        );
        let heard = [("held_on", "2025-06-03"), ("heard", "都同意")];
        let rests = cast.secretary.post(&format!("{of}/steps/7"), &heard).await;
        assert!(said(&rests.text()).contains("暂停"));
        assert_eq!(
            cast.secretary.post(&turns, &turn("resumed")).await.status(),
            303
        );
        // A branch moves nobody out of its own reach; the committee above does.
        let to = cast.city.sibling.full_name.clone();
        let mut moves = turn("transferred");
        moves.push(("to", &to));
        assert_eq!(cast.secretary.post(&turns, &moves).await.status(), 422);
        assert_eq!(cast.above.post(&turns, &moves).await.status(), 303);
        assert_eq!(cast.secretary.get(&of).await.status(), 404);
        let page = cast.other.get(&of).await;
        assert!(page.status() == 200 && page.text().contains("望江社区党支部"));
        let done = cast.other.post(&format!("{of}/steps/7"), &heard).await;
        assert_eq!(
            done.status(),
            303,
            "time is carried over: {}",
            said(&done.text())
        );
        assert_eq!(
            cast.other.post(&turns, &turn("withdrawn")).await.status(),
            303
        );
        let over = cast.other.get("/staff/admission?show=over").await.text();
        assert!(over.contains("陈晓雨"));
    })
    .await;
}
