//! A file as proof of finished work: who sees it, and who does not.

use testkit::{Client, Reply, each_app};

use crate::{Cast, between, cast, first, last, rooms, say, spot};

const PAPER: &[u8] = b"%PDF-1.7\nsigned";

async fn follow(resident: &mut Client, code: &str) -> String {
    let page = resident.post("/r/track", &[("code", code)]).await;
    assert_eq!(page.status(), 200, "{}", page.text());
    page.text()
}

/// The address of the first file on a staff page.
fn file_of(page: &str, request: &str) -> String {
    let id = between(page, &format!("{request}/files/"), "\"");
    format!("{request}/files/{id}")
}

fn is_kept(reply: &Reply) -> bool {
    reply.status() == 200
        && reply.bytes() == PAPER
        && reply
            .header("content-disposition")
            .is_some_and(|how| how.starts_with("attachment"))
}

#[tokio::test]
async fn a_resident_sees_a_file_only_when_its_owner_says_so() {
    each_app(rooms, async |app| {
        let Cast {
            city,
            mut own,
            mut sibling,
            mut street,
        } = cast(&app).await;
        let spot = spot(&mut own, &city).await;
        for (words, shown) in [("一号路灯", false), ("二号路灯", true)] {
            let code = say(&app, &spot, words, "").await;
            let request = first(&mut own).await;
            let mut fields = vec![("answer", "换好了")];
            if shown {
                fields.push(("evidence_shown", "1"));
            }
            let sent = own
                .upload(
                    &format!("{request}/answer"),
                    &fields,
                    ("evidence", "验收单.pdf", PAPER),
                )
                .await;
            assert_eq!(sent.status(), 303, "{}", sent.text());
            let page = own.get(&request).await.text();
            assert!(page.contains("验收单.pdf"), "{page}");
            assert_eq!(page.contains("居民可见"), shown, "{page}");
            let file = file_of(&page, &request);
            assert!(is_kept(&own.get(&file).await));
            assert!(is_kept(&street.get(&file).await), "whoever stands above");
            assert_eq!(sibling.get(&file).await.status(), 404);
            let mut resident = app.anonymous();
            assert_eq!(resident.get(&file).await.status(), 303, "signs in first");
            let seen = follow(&mut resident, &code).await;
            assert_eq!(seen.contains("下载附件"), shown, "{seen}");
            let asked = [("code", code.as_str()), ("file", last(&file))];
            let got = resident.post("/r/file", &asked).await;
            if shown {
                assert!(is_kept(&got));
            } else {
                assert_eq!(got.status(), 404);
            }
            // Another's code opens nothing, and neither does none.
            let other = say(&app, &spot, "别的事", "").await;
            for code in [other.as_str(), "", "AAAA"] {
                let asked = [("code", code), ("file", last(&file))];
                assert_eq!(resident.post("/r/file", &asked).await.status(), 404);
            }
            let request = first(&mut own).await;
            let done = [("answer", "也好了")];
            own.post(&format!("{request}/answer"), &done).await;
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_verifies_sees_what_was_sent_with_the_proof() {
    each_app(rooms, async |app| {
        let Cast {
            city,
            mut own,
            mut sibling,
            ..
        } = cast(&app).await;
        let staff = city.holder(&app, "周晓明", "org_staff", &city.parent).await;
        let mut staff = app.signed_in(staff).await;
        let org = city.parent.id.to_string();
        let item = [
            ("org", org.as_str()),
            ("source", "街道检查"),
            ("found_on", "2026-11-20"),
            ("finding", "党费账目半年没有公布"),
            ("wanted", "每季度贴出来"),
            ("unit", "望江社区党支部"),
            ("due_on", "2026-12-10"),
        ];
        let made = staff.post("/staff/rectifications", &item).await;
        assert_eq!(made.status(), 303, "{}", made.text());
        let page = format!("/staff/rectifications/{}", last(made.location()));
        let way = format!("{page}/proof");
        // Somebody without the duty leaves no bytes behind, and a program is no proof.
        let paper = ("evidence", "公布栏.pdf", PAPER);
        let stranger = sibling.upload(&way, &[("proof", "公布栏")], paper).await;
        assert_eq!(stranger.status(), 404);
        let program = ("evidence", "公布栏.pdf", b"MZ".as_slice());
        let refused = own
            .upload(&way, &[("proof", "公布栏第一格")], program)
            .await;
        assert_eq!(refused.status(), 422);
        let text = refused.text();
        assert!(text.contains("只收完整的照片"), "{text}");
        assert!(text.contains("公布栏第一格"), "what was typed stays");
        let sent = own.upload(&way, &[("proof", "公布栏第一格")], paper).await;
        assert_eq!(sent.status(), 303, "{}", sent.text());
        let shown = staff.get(&page).await.text();
        let file = file_of(&shown, &page);
        assert!(is_kept(&staff.get(&file).await));
        assert_eq!(sibling.get(&file).await.status(), 404);
        let elsewhere = file.replace(last(&page), &"0".repeat(32));
        assert_eq!(staff.get(&elsewhere).await.status(), 404);
    })
    .await;
}
