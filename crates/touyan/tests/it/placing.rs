//! What begins without a thing in its path is made in an organisation that the form names: in one's
//! own and below it, and nowhere else. The matrix asks these routes with an empty form only.

use std::collections::BTreeMap;

use axum::http::Method;
use org::Org;
use platform::ids::OrgId;
use platform::web::Access;
use testkit::{City, Client, Reply, TestApp, each_app};

use crate::walls::things;

const MARKDOWN: &str = "# 村务公开\n\n村务公开的内容要让村民看得懂。\n";
const GIFT: &[u8] = "::一:: 支部委员会一般每月开一次会吗？ {T}".as_bytes();

const GRIDS: &str = "党组织,网格名称,户数\n望江社区党支部,第一网格,300\n";

/// A form that makes something; `{org}` and `{own thing}` are filled in.
struct Making {
    path: &'static str,
    duty: &'static str,
    fields: &'static [(&'static str, &'static str)],
    file: Option<(&'static str, &'static [u8])>,
}

const MAKINGS: &[Making] = &[
    making(
        "/staff/courses",
        "publicity_staff",
        &[("org", "{org}"), ("title", "村务公开")],
    ),
    making(
        "/staff/materials",
        "publicity_staff",
        &[
            ("org", "{org}"),
            ("title", "村务公开"),
            ("markdown", MARKDOWN),
        ],
    ),
    Making {
        file: Some(("村务公开.md", MARKDOWN.as_bytes())),
        ..making(
            "/staff/materials/upload",
            "publicity_staff",
            &[("org", "{org}")],
        )
    },
    making(
        "/staff/papers",
        "publicity_staff",
        &[("org", "{org}"), ("title", "年终试卷")],
    ),
    making(
        "/staff/questions/new",
        "publicity_staff",
        &[
            ("org", "{org}"),
            ("kind", "single"),
            ("text", "支部委员会由谁召集？"),
            ("option_a", "书记"),
            ("option_b", "居民"),
            ("answer", "A"),
            ("difficulty", "easy"),
        ],
    ),
    Making {
        file: Some(("题目.gift", GIFT)),
        ..making(
            "/staff/questions/import",
            "publicity_staff",
            &[("org", "{org}")],
        )
    },
    making(
        "/staff/tests/new",
        "publicity_staff",
        &[
            ("title", "年终测试"),
            ("org", "{own org}"),
            ("audience", "{org}"),
            ("paper", "{own paper version}"),
            ("minutes", "20"),
            ("opens_at", "2026-11-24T09:00"),
            ("closes_at", "2026-11-24T20:00"),
            ("score_shown", "after_submission"),
            ("partial", "half"),
            ("required", "1"),
        ],
    ),
    making(
        "/staff/plans",
        "publicity_staff",
        &[
            ("course", "{own open.course}"),
            ("org", "{org}"),
            ("opens_on", "2026-11-24"),
            ("due_on", "2026-12-20"),
        ],
    ),
    making(
        "/staff/drives",
        "org_staff",
        &[
            ("org", "{org}"),
            ("title", "质量过硬行动"),
            ("aim", "把事办成"),
            ("starts_on", "2026-11-24"),
            ("ends_on", "2026-12-20"),
        ],
    ),
    making(
        "/staff/data-requests",
        "org_staff",
        &[
            ("org", "{org}"),
            ("units", "branches"),
            ("title", "活动场所"),
            ("purpose", "安排修缮"),
            ("basis", "年度安排"),
            ("expires_on", "2026-12-20"),
            ("asked_1", "可用房间数"),
        ],
    ),
    making(
        "/staff/grids",
        "org_staff",
        &[
            ("org", "{org}"),
            ("name", "第九网格"),
            ("households", "280"),
        ],
    ),
    Making {
        file: Some(("网格.csv", GRIDS.as_bytes())),
        ..making("/staff/grids/imports", "org_staff", &[("org", "{org}")])
    },
    making(
        "/staff/requests",
        "request_officer",
        &[
            ("org", "{org}"),
            ("channel", "window"),
            ("topic", "noise"),
            ("category", "ordinary"),
            ("words", "工地夜里施工"),
            ("place", "江景苑东门"),
        ],
    ),
    making(
        "/staff/spots",
        "request_officer",
        &[("org", "{org}"), ("label", "江景苑 3 幢")],
    ),
    making(
        "/staff/rectifications",
        "org_staff",
        &[
            ("org", "{org}"),
            ("source", "支部自查"),
            ("found_on", "2026-11-20"),
            ("finding", "会议记录缺议定事项"),
            ("wanted", "每次都写议定事项"),
            ("unit", "{org name}"),
            ("due_on", "2026-12-20"),
        ],
    ),
    making(
        "/staff/projects",
        "org_staff",
        &[
            ("org", "{org}"),
            ("title", "办件提速"),
            ("goal", "居民少等"),
            ("measure", "平均办件天数"),
            ("unit", "天"),
            ("baseline", "7"),
            ("target", "3"),
            ("starts_on", "2026-11-24"),
            ("ends_on", "2026-12-20"),
        ],
    ),
    making(
        "/staff/leaders",
        "org_staff",
        &[
            ("org", "{org name}"),
            ("name", "周0"),
            ("source", "returned"),
            ("words", "返乡办合作社"),
        ],
    ),
    making(
        "/staff/skills",
        "org_staff",
        &[("org", "{org}"), ("name", "嫁接"), ("words", "春季嫁接")],
    ),
    making(
        "/staff/skill-plans",
        "org_staff",
        &[
            ("plan_org", "{org}"),
            ("year", "2026"),
            ("aim", "每户学会一样"),
        ],
    ),
    making(
        "/staff/meetings",
        "secretary",
        &[
            ("org", "{org}"),
            ("kind", "theme_day"),
            ("title", "主题党日"),
            ("starts_at", "2026-12-01T19:30"),
            ("minutes", "60"),
            ("place", "会议室"),
            ("agenda", "学习"),
        ],
    ),
    making(
        "/staff/talks",
        "deputy_secretary",
        &[
            ("org", "{org}"),
            ("kind", "heart_talk"),
            ("with", "周3"),
            ("held_on", "2026-11-20"),
            ("subject", "家里的困难"),
        ],
    ),
    making(
        "/staff/floating/guests",
        "org_staff",
        &[
            ("id", "{fresh}"),
            ("org", "{org name}"),
            ("name", "李外来"),
            ("home", "外地支部"),
            ("destination", "浙江省杭州市"),
            ("reason", "work"),
            ("from_on", "2026-11-01"),
        ],
    ),
    making(
        "/staff/transfers/inward",
        "org_staff",
        &[
            ("id", "{fresh}"),
            ("org", "{org name}"),
            ("name", "李外来"),
            ("from", "外地支部"),
            ("letter_no", "3"),
            ("letter_on", "2026-11-01"),
            ("valid_until", "2026-12-31"),
            ("reason", "搬家"),
            ("dues_until", "2026-10"),
        ],
    ),
    making(
        "/staff/stations",
        "org_staff",
        &[
            ("id", "{fresh}"),
            ("org", "{org}"),
            ("name", "服务站"),
            ("division", "浙江省杭州市"),
            ("address", "某路"),
            ("hours", "周一"),
            ("people", "站长"),
            ("services", "咨询"),
        ],
    ),
    making(
        "/staff/members",
        "org_staff",
        &[
            ("org", "{org name}"),
            ("full_name", "罗春梅"),
            ("id_number", "330106198005060122"),
            ("ethnicity", "01"),
            ("education", "21"),
            ("member_category", "full_member"),
            ("party_status", "normal"),
            ("joined_on", "2018-07-01"),
            ("full_member_on", "2019-07-01"),
            ("entry_type", "newly_admitted"),
        ],
    ),
];

const fn making(
    path: &'static str,
    duty: &'static str,
    fields: &'static [(&'static str, &'static str)],
) -> Making {
    Making {
        path,
        duty,
        fields,
        file: None,
    }
}

/// Routes that make nothing in an organisation, with the reason.
const MAKE_NOTHING: &[(&str, &str)] = &[
    ("/ops/", "about the machine"),
    (
        "/staff/accounts",
        "accounts of the whole city; duties are given at an organisation's page",
    ),
    (
        "/staff/admission",
        "branches admit, and what stands below one does not; the room's own tests send its form",
    ),
    (
        "/staff/members/export",
        "reads, by the same scope as the list",
    ),
    (
        "/staff/imports",
        "the room's importing tests send its files",
    ),
    (
        "/staff/portable",
        "takes in whoever shows a code that they made; the room's floating tests",
    ),
];

#[tokio::test]
async fn a_thing_is_made_in_ones_own_organisations_and_nowhere_else() {
    each_app(touyan::wire::modules, async |app| {
        every_making_is_known(&app);
        let city = City::build(&app).await;
        let things = things(&app, &city, None).await;
        for (n, making) in MAKINGS.iter().enumerate() {
            let person = city
                .holder(&app, &format!("宋{n}"), making.duty, &city.own)
                .await;
            let mut client = app.signed_in(person).await;
            let (own, path) = (&things["own"], making.path);
            for (org, refused) in [
                (&city.sibling, true),
                (&city.parent, true),
                (&city.child, false),
            ] {
                let reply = make(&mut client, making, own, org).await;
                let (status, name) = (reply.status(), &org.full_name);
                assert_eq!(
                    status != 303,
                    refused,
                    "{path} in {name}: {status} {:?}",
                    faults(&reply)
                );
                assert!(
                    !refused || [404, 422].contains(&status),
                    "{path} in {name}: {status}"
                );
            }
        }
    })
    .await;
}

/// A new route that makes something needs its form above.
fn every_making_is_known(app: &TestApp) {
    let unknown: Vec<&str> = app
        .routes
        .iter()
        .filter(|route| route.method == Method::POST && !route.path.contains('{'))
        .filter(|route| matches!(route.access, Access::Needs(_)))
        .map(|route| route.path)
        .filter(|path| !MAKINGS.iter().any(|making| making.path == *path))
        .filter(|path| {
            !MAKE_NOTHING
                .iter()
                .any(|(start, _)| path.starts_with(start))
        })
        .collect();
    assert!(
        unknown.is_empty(),
        "in which organisations do these make something? {unknown:?}"
    );
}

async fn make(
    client: &mut Client,
    making: &Making,
    own: &BTreeMap<&str, String>,
    org: &Org,
) -> Reply {
    let filled: Vec<(&str, String)> = making
        .fields
        .iter()
        .map(|(name, value)| {
            let value = match *value {
                "{org}" => org.id.to_string(),
                "{org name}" => org.full_name.clone(),
                // Made by the form, and another one for each organisation.
                "{fresh}" => OrgId::derived(making.path, &org.full_name).to_string(),
                value => value.strip_prefix("{own ").map_or_else(
                    || value.to_owned(),
                    |thing| own[thing.trim_end_matches('}')].clone(),
                ),
            };
            (*name, value)
        })
        .collect();
    let fields: Vec<(&str, &str)> = filled
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    match making.file {
        Some((name, bytes)) => {
            client
                .upload(making.path, &fields, ("file", name, bytes))
                .await
        }
        None => client.post(making.path, &fields).await,
    }
}

/// What the page says is wrong.
fn faults(reply: &Reply) -> Vec<String> {
    let page = reply.text();
    let said = page.split("href=\"#f-").skip(1);
    said.filter_map(|rest| rest.split_once("</a>"))
        .map(|(fault, _)| fault.to_owned())
        .collect()
}
