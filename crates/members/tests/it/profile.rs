//! The profile: scope, masks, seeing something in full, slips, what the member reads.

use crate::world::{City, between, each_city, open_account};

#[tokio::test]
async fn a_profile_outside_the_scope_is_not_found() {
    each_city(async |city: City| {
        let village = city.member(&city.village, "王秀英").await;
        for (org, status) in [
            (&city.village, 200),
            (&city.street, 200),
            (&city.root, 200),
            (&city.block, 404),
            (&city.other_street, 404),
        ] {
            let mut staff = city.with_duty("secretary", org).await;
            let page = staff.get(&format!("/staff/members/{village}")).await;
            assert_eq!(page.status(), status, "{}", org.full_name);
            let page = staff.get(&format!("/staff/members/{village}/edit")).await;
            assert_eq!(page.status(), status, "{}", org.full_name);
            let fields = [("field", "mobile"), ("reason", "contact")];
            let page = staff
                .post(&format!("/staff/members/{village}/unmask"), &fields)
                .await;
            assert_eq!(page.status(), status, "{}", org.full_name);
            let page = staff
                .post(&format!("/staff/members/{village}/slip"), &[])
                .await;
            assert_eq!(page.status(), status, "{}", org.full_name);
        }
    })
    .await;
}

#[tokio::test]
async fn a_sealed_field_is_shown_once_with_a_reason_the_member_reads() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut staff = city.with_duty("secretary", &city.village).await;
        let profile = format!("/staff/members/{person}");
        let page = staff.get(&profile).await.text();
        assert!(
            page.contains("云溪市****") && !page.contains("柳河村18号"),
            "{page}"
        );

        let unmask = format!("{profile}/unmask");
        let refused = staff.post(&unmask, &[("field", "residence")]).await;
        assert_eq!(refused.status(), 422);
        let refused = staff
            .post(&unmask, &[("field", "residence"), ("reason", "other")])
            .await;
        assert_eq!(refused.status(), 422);
        assert!(!refused.text().contains("柳河村18号"));
        let wrong = staff
            .post(&unmask, &[("field", "full_name"), ("reason", "contact")])
            .await;
        assert_eq!(wrong.status(), 422);

        let fields = [
            ("field", "residence"),
            ("reason", "other"),
            ("reason_words", "送学上门"),
        ];
        let page = staff.post(&unmask, &fields).await;
        assert_eq!(page.status(), 200);
        assert!(page.text().contains("云溪市清溪街道柳河村18号"));
        assert!(
            !page.text().contains("138".to_owned().as_str()) || page.text().contains("138****")
        );
        assert!(!staff.get(&profile).await.text().contains("柳河村18号"));

        let mut own = signed_in_member(&city, person).await;
        let page = own.get("/me/record").await.text();
        assert!(page.contains("查看了完整内容：现居住地"), "{page}");
        assert!(page.contains("送学上门") && page.contains("文静"), "{page}");

        let mut reader = city
            .with_duty("publicity_commissioner", &city.village)
            .await;
        assert!(!reader.get(&profile).await.text().contains("/unmask"));
        assert_eq!(reader.post(&unmask, &fields).await.status(), 403);
    })
    .await;
}

async fn signed_in_member(city: &City, person: platform::ids::PersonId) -> testkit::Client {
    let now = city.app.app.clock.now();
    city.db()
        .write("ensure", move |tx| open_account(tx, person, now))
        .await
        .unwrap();
    city.app.signed_in(person).await
}

#[tokio::test]
async fn a_member_reads_what_is_held_about_them_and_whom_to_tell() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut own = signed_in_member(&city, person).await;
        let page = own.get("/me/record").await.text();
        assert!(page.contains("柳河村党支部：村委会办公室"), "{page}");
        assert!(page.contains("138****") && page.contains("汉族"), "{page}");
        let mut staff = city.with_duty("sec_admin", &city.root).await;
        let page = staff.get("/me/record").await;
        assert_eq!(page.status(), 200);
        assert!(page.text().contains("还没有你的党员资料"));
    })
    .await;
}

#[tokio::test]
async fn a_slip_is_issued_in_one_click_and_noted() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let mut staff = city.with_duty("group_leader", &city.village).await;
        let page = staff
            .post(&format!("/staff/members/{person}/slip"), &[])
            .await;
        assert_eq!(page.status(), 200, "{}", page.text());
        assert!(page.text().contains("<svg") && page.text().contains("王秀英"));
        let mut reader = city.with_duty("secretary", &city.village).await;
        let profile = reader.get(&format!("/staff/members/{person}")).await.text();
        assert!(profile.contains("打印了登录纸条"), "{profile}");
        assert_eq!(between(&profile, "<h1>", "</h1>"), "王秀英");
    })
    .await;
}

#[tokio::test]
async fn a_group_leader_prints_no_slip_into_a_greater_duty() {
    each_city(async |city: City| {
        let mut leader = city.with_duty("group_leader", &city.village).await;
        for (name, kind, org) in [
            ("李秀兰", "org_staff", &city.root),
            ("张桂英", "sec_admin", &city.street),
            ("刘玉梅", "secretary", &city.village),
            ("陈玉兰", "audit_admin", &city.village),
        ] {
            let person = city.member(&city.village, name).await;
            let slip = format!("/staff/members/{person}/slip");
            assert_eq!(leader.post(&slip, &[]).await.status(), 200, "{kind}");
            city.give(person, kind, org).await;
            let refused = leader.post(&slip, &[]).await;
            assert_eq!(refused.status(), 409, "{kind}");
            let page = refused.text();
            assert!(
                !page.contains("/s/") && page.contains("安全管理员"),
                "{page}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_secretary_gets_back_in_by_a_slip_from_above_and_an_administrator_does_not() {
    each_city(async |city: City| {
        let person = city.member(&city.village, "王秀英").await;
        let slip = format!("/staff/members/{person}/slip");
        let mut above = city.with_duty("org_staff", &city.street).await;
        let mut beside = city.with_duty("org_commissioner", &city.village).await;
        city.give(person, "secretary", &city.village).await;
        assert_eq!(above.post(&slip, &[]).await.status(), 200);
        assert_eq!(beside.post(&slip, &[]).await.status(), 409);

        for (name, kind) in [
            ("李秀兰", "sec_admin"),
            ("张桂英", "sys_admin"),
            ("刘玉梅", "audit_admin"),
        ] {
            let person = city.member(&city.village, name).await;
            city.give(person, kind, &city.village).await;
            let slip = format!("/staff/members/{person}/slip");
            assert_eq!(above.post(&slip, &[]).await.status(), 409, "{kind}");
        }
    })
    .await;
}
