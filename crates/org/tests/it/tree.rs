//! What a person sees of the tree, and changes of it.

use testkit::{City, Client, each_app};

fn rooms() -> Vec<platform::module::Module> {
    vec![org::module()]
}

#[tokio::test]
async fn what_lies_outside_the_scope_is_not_found() {
    each_app(rooms, async |app| {
        let city = City::build(&app).await;
        let secretary = city.holder(&app, "陈建国", "secretary", &city.own).await;
        let mut chen = app.signed_in(secretary).await;
        for (org, status) in [
            (&city.own, 200),
            (&city.child, 200),
            (&city.parent, 404),
            (&city.sibling, 404),
            (&city.root, 404),
        ] {
            let page = chen.get(&format!("/staff/orgs/{}", org.id)).await;
            assert_eq!(page.status(), status, "{}", org.full_name);
        }
        // A list shows no more than the page does.
        let found = chen.get("/staff/orgs?q=%E6%9F%B3").await;
        assert!(!found.text().contains("柳河"));
    })
    .await;
}

#[tokio::test]
async fn an_organisation_is_found_by_any_part_of_its_name() {
    each_app(rooms, async |app| {
        let city = City::build(&app).await;
        let staff = city.holder(&app, "赵文静", "org_staff", &city.root).await;
        let mut zhao = app.signed_in(staff).await;
        let name = &city.own.full_name;
        let middle: String = name.chars().skip(1).take(3).collect();
        let beginning: String = name.chars().take(3).collect();
        for typed in [name, &middle, &beginning] {
            let query: String = typed.bytes().map(|byte| format!("%{byte:02X}")).collect();
            let page = zhao.get(&format!("/staff/orgs?q={query}")).await;
            assert!(page.text().contains(name.as_str()), "{typed}");
        }
        // A sign of the pattern language is a sign like any other.
        for typed in ["%25", "_", "%5C"] {
            let page = zhao.get(&format!("/staff/orgs?q={typed}")).await;
            assert!(!page.text().contains(name.as_str()), "{typed}");
        }
    })
    .await;
}

/// The form that came back is open, the fault stands at its field, and the other is closed.
async fn stays_open(staff: &mut Client, city: &City) {
    let unknown = staff
        .post(
            &format!("/staff/orgs/{}/parent", city.own.id),
            &[("parent", "没有这个组织")],
        )
        .await;
    assert_eq!(unknown.status(), 422);
    let page = unknown.text();
    let open: Vec<&str> = page.split("<details open>").skip(1).collect();
    let [form] = open.as_slice() else {
        panic!("one form is open: {page}")
    };
    let form = form.split("</details>").next().unwrap_or_default();
    assert!(form.contains("id=\"f-parent-error\"") && form.contains("没有这个组织"));
}

#[tokio::test]
async fn an_organisation_is_made_edited_and_moved() {
    each_app(rooms, async |app| {
        let city = City::build(&app).await;
        let staff = city.holder(&app, "赵文静", "org_staff", &city.root).await;
        let mut zhao = app.signed_in(staff).await;
        let form = [
            ("full_name", "听泉社区党支部"),
            ("kind", "branch"),
            ("unit_nature", "community"),
        ];
        let made = zhao
            .post(&format!("/staff/orgs/{}/new", city.parent.id), &form)
            .await;
        assert_eq!(made.status(), 303, "{}", made.text());
        let place = made.location().to_owned();
        assert!(zhao.get(&place).await.text().contains("听泉社区党支部"));

        // What was typed stays on the page with what is wrong.
        let wrong = [
            ("full_name", "听泉二组"),
            ("kind", "party_group"),
            ("unit_nature", ""),
        ];
        let again = zhao
            .post(&format!("/staff/orgs/{}/new", city.parent.id), &wrong)
            .await;
        assert_eq!(again.status(), 422);
        assert!(again.text().contains("听泉二组"));

        // An edit of an older version is refused, and says so.
        let edit = [
            ("full_name", "听泉路社区党支部"),
            ("unit_nature", "community"),
            ("version", "1"),
        ];
        assert_eq!(
            zhao.post(&format!("{place}/edit"), &edit).await.status(),
            303
        );
        assert_eq!(
            zhao.post(&format!("{place}/edit"), &edit).await.status(),
            422
        );

        // A move takes the subtree along: paths and grants.
        let secretary = city.holder(&app, "陈建国", "secretary", &city.own).await;
        let mut chen = app.signed_in(secretary).await;
        let moved = zhao
            .post(
                &format!("/staff/orgs/{}/parent", city.own.id),
                &[("parent", "云溪市委")],
            )
            .await;
        assert_eq!(moved.status(), 303, "{}", moved.text());
        assert_eq!(
            chen.get(&format!("/staff/orgs/{}", city.child.id))
                .await
                .status(),
            200
        );
        let way = format!("/staff/orgs/{}/parent", city.root.id);
        let below_itself = zhao.post(&way, &[("parent", "清溪街道")]).await;
        assert_eq!(below_itself.status(), 422);
        stays_open(&mut zhao, &city).await;
    })
    .await;
}

#[tokio::test]
async fn a_member_sees_the_own_branch_and_who_does_what() {
    each_app(rooms, async |app| {
        let city = City::build(&app).await;
        city.holder(&app, "陈建国", "secretary", &city.own).await;
        let anna = city.member(&app, "王秀英", &city.own).await;
        let mut anna = app.signed_in(anna).await;
        let page = anna.get("/org").await.text();
        assert!(
            page.contains("望江社区党支部") && page.contains("陈建国") && page.contains("清溪街道")
        );
        assert_eq!(
            anna.get(&format!("/staff/orgs/{}", city.own.id))
                .await
                .status(),
            403
        );
        assert_eq!(anna.get("/service").await.status(), 200);
    })
    .await;
}
