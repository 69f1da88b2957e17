//! Materials: who may write, review and read; what is harmless; what a stale edit keeps.

use platform::ids::{OrgId, PersonId};
use testkit::{TestApp, each_app};

use crate::world::{TEXT, World, done, made, pass, published, rooms};

#[tokio::test]
async fn nobody_reads_what_is_not_published() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let mut writer = app.signed_in(world.writer).await;
        let mut anna = app.signed_in(world.anna).await;
        let district = world.district.to_string();
        let fields = [
            ("org", district.as_str()),
            ("title", "草稿"),
            ("markdown", TEXT),
            ("act", "save"),
        ];
        let id = made(&writer.post("/staff/materials", &fields).await);
        let page = format!("/study/materials/{id}");
        assert_eq!(anna.get(&page).await.status(), 404);
        pass(&app, &world, &mut writer, &id, "1").await;
        assert_eq!(anna.get(&page).await.status(), 200);
        assert!(anna.get("/study").await.text().contains("草稿"));
        let mut carl = app.signed_in(world.carl).await;
        assert_eq!(carl.get(&page).await.status(), 404, "another district");
        assert!(!carl.get("/study/materials").await.text().contains("草稿"));

        let here = format!("/staff/materials/{id}");
        let refused = writer
            .post(&format!("{here}/withdrawal"), &[("reason", "")])
            .await;
        assert_eq!(refused.status(), 422, "a withdrawal has a reason");
        done(
            &writer
                .post(&format!("{here}/withdrawal"), &[("reason", "数字有误")])
                .await,
        );
        assert_eq!(anna.get(&page).await.status(), 404);
        assert!(writer.get(&here).await.text().contains("数字有误"));
    })
    .await;
}

/// Gives somebody the duty of a reviewer at the city.
pub async fn also_reviews(app: &TestApp, person: PersonId) {
    app.app
        .db
        .write("more_duty", move |tx| {
            let city = org::tree::store::find(tx, OrgId::derived("test", "云溪市委"))?;
            let duty = org::duty::NewDuty {
                id: org::duty::DutyId::derived("test", "both"),
                person,
                kind: "reviewer".to_owned(),
                from_on: jiff::civil::date(2026, 1, 1),
                until_on: None,
            };
            org::duty::assign(tx, &duty, &city, None, testkit::monday_morning())
        })
        .await
        .expect("a duty");
}

#[tokio::test]
async fn the_reviewer_is_another_person() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        also_reviews(&app, world.writer).await;
        let mut writer = app.signed_in(world.writer).await;
        let district = world.district.to_string();
        let fields = [
            ("org", district.as_str()),
            ("title", "自审"),
            ("markdown", TEXT),
        ];
        let id = made(&writer.post("/staff/materials", &fields).await);
        let here = format!("/staff/materials/{id}");
        let review = format!("{here}/versions/1/review");
        let early = writer
            .post(&format!("{here}/publication"), &[("number", "1")])
            .await;
        assert_eq!(early.status(), 422, "not before it passed");
        done(
            &writer
                .post(&format!("{here}/submission"), &[("number", "1")])
                .await,
        );
        let own = writer
            .post(&review, &[("verdict", "passed"), ("reason", "好")])
            .await;
        assert_eq!(own.status(), 422);
        assert!(own.text().contains("请别人来审"), "{}", own.text());
    })
    .await;
}

#[tokio::test]
async fn what_is_returned_is_mended_and_comes_back() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let mut writer = app.signed_in(world.writer).await;
        let district = world.district.to_string();
        let fields = [
            ("org", district.as_str()),
            ("title", "自审"),
            ("markdown", TEXT),
        ];
        let id = made(&writer.post("/staff/materials", &fields).await);
        let here = format!("/staff/materials/{id}");
        let review = format!("{here}/versions/1/review");
        done(
            &writer
                .post(&format!("{here}/submission"), &[("number", "1")])
                .await,
        );
        let mut reviewer = app.signed_in(world.reviewer).await;
        assert!(reviewer.get("/staff/reviews").await.text().contains("自审"));
        let silent = reviewer
            .post(&review, &[("verdict", "returned"), ("reason", " ")])
            .await;
        assert_eq!(silent.status(), 422, "a return has a reason");
        done(
            &reviewer
                .post(
                    &review,
                    &[("verdict", "returned"), ("reason", "出处要写全")],
                )
                .await,
        );
        assert!(writer.get(&here).await.text().contains("出处要写全"));
        assert_eq!(
            writer
                .post(&format!("{here}/publication"), &[("number", "1")])
                .await
                .status(),
            422
        );
        let mended = [
            ("title", "自审"),
            ("markdown", "## 改过\n\n正文"),
            ("number", "1"),
            ("act", "save"),
        ];
        done(&writer.post(&format!("{here}/edit"), &mended).await);
        pass(&app, &world, &mut writer, &id, "2").await;
        let mut anna = app.signed_in(world.anna).await;
        assert!(
            anna.get(&format!("/study/materials/{id}"))
                .await
                .text()
                .contains("改过")
        );
    })
    .await;
}

#[tokio::test]
async fn a_new_version_takes_the_place_of_the_old_only_when_published() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let id = published(&app, &world, "条例", "旧的内容").await;
        let mut writer = app.signed_in(world.writer).await;
        let mut anna = app.signed_in(world.anna).await;
        let page = format!("/study/materials/{id}");
        let new = [("title", "条例"), ("markdown", "新的内容"), ("number", "1")];
        done(
            &writer
                .post(&format!("/staff/materials/{id}/edit"), &new)
                .await,
        );
        assert!(anna.get(&page).await.text().contains("旧的内容"));
        let list = writer.get("/staff/materials").await.text();
        assert!(
            list.contains("草稿") && list.contains("党员看到的是第 1 版"),
            "{list}"
        );
        pass(&app, &world, &mut writer, &id, "2").await;
        let text = anna.get(&page).await.text();
        assert!(text.contains("新的内容") && !text.contains("旧的内容"));
    })
    .await;
}

#[tokio::test]
async fn a_stale_edit_keeps_both_texts() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let id = published(&app, &world, "条例", "原文").await;
        let edit = format!("/staff/materials/{id}/edit");
        let mut writer = app.signed_in(world.writer).await;
        let mut colleague = app.signed_in(world.colleague).await;
        let theirs = [("title", "条例"), ("markdown", "同事写的"), ("number", "1")];
        done(&colleague.post(&edit, &theirs).await);
        let mine = [("title", "条例"), ("markdown", "我写的"), ("number", "1")];
        let refused = writer.post(&edit, &mine).await;
        assert_eq!(refused.status(), 422);
        let page = refused.text();
        assert!(
            page.contains("同事写的") && page.contains("我写的"),
            "{page}"
        );
        assert!(
            page.contains("name=\"number\" value=\"2\""),
            "sent again it goes on top: {page}"
        );
    })
    .await;
}

#[tokio::test]
async fn foreign_markup_is_harmless_everywhere() {
    const EVIL: &str = "# 标题<script>alert(1)</script>\n\n<img src=x onerror=alert(2)>\n\n\
        [点我](javascript:alert(3))\n\n<a href=\"//evil.test\" onclick=\"alert(4)\">链接</a>\n\n\
        <iframe src=\"https://evil.test\"></iframe><svg onload=alert(5)></svg>\n";
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let title = "<script>alert(6)</script>";
        let mut writer = app.signed_in(world.writer).await;
        let district = world.district.to_string();
        let fields = [
            ("org", district.as_str()),
            ("title", title),
            ("markdown", EVIL),
            ("act", "preview"),
        ];
        let preview = writer.post("/staff/materials", &fields).await;
        assert_eq!(preview.status(), 200);
        let id = published(&app, &world, title, EVIL).await;
        let mut anna = app.signed_in(world.anna).await;
        let mut reviewer = app.signed_in(world.reviewer).await;
        for page in [
            preview.text(),
            anna.get(&format!("/study/materials/{id}")).await.text(),
            anna.get("/study").await.text(),
            writer.get(&format!("/staff/materials/{id}")).await.text(),
            writer.get("/staff/materials").await.text(),
            reviewer
                .get(&format!("/staff/materials/{id}/versions/1/review"))
                .await
                .text(),
        ] {
            for bad in [
                "<script>alert",
                "<img src=x",
                "href=\"javascript:",
                "<iframe",
                "<svg onload",
                "\"//evil",
            ] {
                assert!(!page.contains(bad), "{bad} in {page}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn preview_saves_nothing_and_loses_nothing() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let mut writer = app.signed_in(world.writer).await;
        let district = world.district.to_string();
        let typed = "\n  第一行前的空格\n\n结尾 </textarea> & 更多";
        let with = |act: &'static str| {
            [
                ("org", district.clone()),
                ("title", "预览".to_owned()),
                ("markdown", typed.to_owned()),
                ("act", act.to_owned()),
            ]
        };
        let shown = writer
            .post(
                "/staff/materials",
                &with("preview").each_ref().map(|(k, v)| (*k, v.as_str())),
            )
            .await;
        assert!(shown.text().contains("还没有保存"));
        let back = writer
            .post(
                "/staff/materials",
                &with("back").each_ref().map(|(k, v)| (*k, v.as_str())),
            )
            .await;
        assert!(
            back.text().contains("第一行前的空格")
                && back.text().contains("&#60;/textarea&#62; &#38; 更多"),
            "{}",
            back.text()
        );
        assert!(
            writer
                .get("/staff/materials")
                .await
                .text()
                .contains("还没有资料")
        );
        let wrong = writer
            .post(
                "/staff/materials",
                &[("org", &district), ("title", ""), ("markdown", "")],
            )
            .await;
        assert_eq!(wrong.status(), 422);
        assert!(
            wrong.text().contains("请写题目") && wrong.text().contains("请写正文"),
            "all at once"
        );
    })
    .await;
}

#[tokio::test]
async fn staff_of_another_place_find_nothing() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let id = published(&app, &world, "区里的资料", TEXT).await;
        let mut secretary = app.signed_in(world.secretary).await;
        assert_eq!(
            secretary
                .get(&format!("/staff/materials/{id}"))
                .await
                .status(),
            404,
            "above the branch"
        );
        let edit = [("title", "改"), ("markdown", "改"), ("number", "1")];
        assert_eq!(
            secretary
                .post(&format!("/staff/materials/{id}/edit"), &edit)
                .await
                .status(),
            404
        );
        let district = world.district.to_string();
        let fields = [
            ("org", district.as_str()),
            ("title", "越级"),
            ("markdown", TEXT),
        ];
        assert_eq!(
            secretary.post("/staff/materials", &fields).await.status(),
            404
        );
        let mut anna = app.signed_in(world.anna).await;
        assert_eq!(anna.get("/staff/materials").await.status(), 403, "no duty");
        assert_eq!(
            app.anonymous().get("/study").await.status(),
            303,
            "sign in first"
        );
    })
    .await;
}

#[tokio::test]
async fn files_become_materials_or_say_why_not() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let mut writer = app.signed_in(world.writer).await;
        let district = world.district.to_string();
        let fields = [("org", district.as_str()), ("title", ""), ("source", "")];
        let markdown = ("file", "三会一课.md", TEXT.as_bytes());
        let id = made(
            &writer
                .upload("/staff/materials/upload", &fields, markdown)
                .await,
        );
        assert!(
            writer
                .get(&format!("/staff/materials/{id}"))
                .await
                .text()
                .contains("三会一课")
        );
        for (name, bytes, said) in [
            ("a.docx", b"not a zip".as_slice(), "不是 Word 文档"),
            ("a.pdf", b"not a pdf".as_slice(), "不是能读的 PDF"),
            ("讲义.md", b"ok\nok\n\xff".as_slice(), "第 3 行"),
            ("a.exe", b"MZ".as_slice(), "只能上传"),
        ] {
            let refused = writer
                .upload("/staff/materials/upload", &fields, ("file", name, bytes))
                .await;
            assert_eq!(refused.status(), 422, "{name}");
            assert!(refused.text().contains(said), "{name}: {}", refused.text());
        }
        let none = writer
            .upload(
                "/staff/materials/upload",
                &fields,
                ("other", "讲义.md", b"x".as_slice()),
            )
            .await;
        assert!(none.status() == 422 && none.text().contains("请选一个文件"));
    })
    .await;
}

/// One page that says Hello, as a PDF of the fewest bytes.
fn small_pdf() -> Vec<u8> {
    let text = "BT /F1 24 Tf 40 100 Td (Hello branch) Tj ET";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        offsets.push(pdf.len());
        pdf.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let xref = pdf.len();
    pdf.push_str(&format!(
        "xref\n0 {}\n0000000000 65535 f \n",
        objects.len() + 1
    ));
    for offset in offsets {
        pdf.push_str(&format!("{offset:010} 00000 n \n"));
    }
    pdf.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n",
        objects.len() + 1
    ));
    pdf.into_bytes()
}

#[tokio::test]
async fn a_pdf_is_pages_with_text_and_a_download_for_its_readers_only() {
    each_app(rooms, async |app| {
        let world = World::new(&app).await;
        let mut writer = app.signed_in(world.writer).await;
        let district = world.district.to_string();
        let fields = [
            ("org", district.as_str()),
            ("title", "文件"),
            ("source", ""),
        ];
        let pdf = small_pdf();
        let id = made(
            &writer
                .upload(
                    "/staff/materials/upload",
                    &fields,
                    ("file", "文件.pdf", &pdf),
                )
                .await,
        );
        let image = format!("/study/materials/{id}/versions/1/pages/1");
        let file = format!("/study/materials/{id}/versions/1/file");
        let mut anna = app.signed_in(world.anna).await;
        assert_eq!(anna.get(&image).await.status(), 404, "not published yet");
        assert_eq!(writer.get(&image).await.status(), 200, "its editors see it");
        pass(&app, &world, &mut writer, &id, "1").await;
        let page = anna.get(&format!("/study/materials/{id}")).await.text();
        assert!(
            page.contains(&image) && page.contains("Hello branch") && page.contains("page-1"),
            "{page}"
        );
        let shown = anna.get(&image).await;
        assert_eq!(shown.header("content-type"), Some("image/jpeg"));
        assert!(shown.bytes().starts_with(&[0xff, 0xd8]));
        assert_eq!(anna.get(&file).await.bytes(), pdf);
        assert_eq!(
            anna.get(&format!("{image}9")).await.status(),
            404,
            "no such page"
        );
        let mut carl = app.signed_in(world.carl).await;
        assert_eq!(carl.get(&image).await.status(), 404);
        assert_eq!(carl.get(&file).await.status(), 404);
    })
    .await;
}
