//! What begins without a thing in its path is made in an organisation that the form names: in one's
//! own and below it, and nowhere else. The matrix asks these routes with an empty form only.

use std::collections::BTreeMap;

use axum::http::Method;
use org::Org;
use platform::web::Access;
use testkit::{City, Client, Reply, TestApp, each_app};

use crate::walls::things;

const MARKDOWN: &str = "# 村务公开\n\n村务公开的内容要让村民看得懂。\n";
const GIFT: &[u8] = "::一:: 支部委员会一般每月开一次会吗？ {T}".as_bytes();

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
        "/staff/members/export",
        "reads, by the same scope as the list",
    ),
    (
        "/staff/imports",
        "the room's importing tests send its files",
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
