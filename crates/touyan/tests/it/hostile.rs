//! Files made to do harm at every upload door, as whole requests on both engines: refused in
//! words, in bounded memory, with nothing stored. What each reader does inside is tested in its
//! own crate; here it is shown that no door goes around it.

use std::io::{Cursor, Write as _};

use platform::db::Sql;
use platform::params;
use testkit::{City, Client, TestApp, each_app};
use zip::write::SimpleFileOptions;

/// How far the peak of the process may rise while one file is refused, in KiB: the upload itself
/// with its copies in the request. The bombs unpack to four times as much and more.
const GROWTH_KIB: u64 = 64 * 1024;
const BOMB_MIB: u32 = 256;

/// A door: where a file goes, beside which fields, by which names.
struct Door {
    path: &'static str,
    org: String,
    names: &'static [&'static str],
}

fn doors(city: &City) -> [Door; 3] {
    let id = city.own.id.to_string();
    [
        Door {
            path: "/staff/imports",
            org: city.own.full_name.clone(),
            names: &["名册.xlsx", "名册.csv"],
        },
        Door {
            path: "/staff/questions/import",
            org: id.clone(),
            names: &[
                "题目.xlsx",
                "题目.csv",
                "题目.gift",
                "题目.txt",
                "题目.json",
            ],
        },
        Door {
            path: "/staff/materials/upload",
            org: id,
            names: &["讲义.docx", "讲义.pdf", "讲义.md"],
        },
    ]
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const RELATIONS: &str = r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

/// An archive that is a workbook and a document in one, with this content in both.
fn office(content: &[u8]) -> Vec<u8> {
    packed(&[
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/sheet1.xml", content),
        ("word/document.xml", content),
    ])
}

/// A part of so many MiB of spaces, in each office format's place.
fn bomb() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["xl/worksheets/sheet1.xml", "word/document.xml"] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        let spaces = vec![b' '; 1024 * 1024];
        for _ in 0..BOMB_MIB {
            zip.write_all(&spaces).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

/// The bomb with headers that claim a kilobyte each.
fn lying_bomb() -> Vec<u8> {
    let mut bytes = bomb();
    // Where the headers of an entry tell its unpacked size.
    let headers: [(&[u8], usize); 2] = [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)];
    for (signature, offset) in headers {
        let places: Vec<usize> = (0..bytes.len() - signature.len())
            .filter(|at| bytes[*at..].starts_with(signature))
            .collect();
        assert_eq!(places.len(), 2, "one header an entry");
        for at in places {
            let size = &mut bytes[at + offset..at + offset + 4];
            assert_eq!(*size, (BOMB_MIB * 1024 * 1024).to_le_bytes());
            size.copy_from_slice(&1_024_u32.to_le_bytes());
        }
    }
    bytes
}

/// An archive whose one entry is declared, in its zip64 field, to hold ten gigabytes.
fn ten_gigabytes(name: &str) -> Vec<u8> {
    let common = |out: &mut Vec<u8>| {
        out.extend([0; 2 + 2 + 4 + 4 + 4]);
        out.extend(u32::MAX.to_le_bytes());
        out.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        out.extend(12_u16.to_le_bytes());
    };
    let mut extra = vec![1, 0, 8, 0];
    extra.extend((10_u64 << 30).to_le_bytes());
    let mut out = b"PK\x03\x04\x2D\x00".to_vec();
    common(&mut out);
    out.extend(name.as_bytes());
    out.extend(&extra);
    let start = u32::try_from(out.len()).unwrap();
    out.extend(b"PK\x01\x02\x2D\x03\x2D\x00");
    common(&mut out);
    out.extend([0; 2 + 2 + 2 + 4 + 4]);
    out.extend(name.as_bytes());
    out.extend(&extra);
    let size = u32::try_from(out.len()).unwrap() - start;
    out.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    out.extend(size.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    out
}

/// Everything that is tried, with its name. What is text is malformed as GIFT, .csv and JSON too.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]><w:document><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>";
    let whole = office(b"<worksheet><sheetData/></worksheet>");
    let mut files = vec![
        ("empty", Vec::new()),
        ("bomb", bomb()),
        ("lying bomb", lying_bomb()),
        ("ten gigabytes of sheet", ten_gigabytes("xl/workbook.xml")),
        ("ten gigabytes of text", ten_gigabytes("word/document.xml")),
        ("entities", office(laughs.as_bytes())),
        ("not well-formed", office(b"<worksheet><sheetData><row>")),
        ("zeros", vec![0; 1024 * 1024]),
        (
            "pdf cut off",
            b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog".to_vec(),
        ),
        ("gift cut off", "::一:: 第一题 {=对的 ~错".into()),
        ("gift of braces", b"x {".repeat(1024 * 1024)),
        (
            "gift of answers",
            [b"x {".as_slice(), &b"=a ~b ".repeat(512 * 1024)].concat(),
        ),
        (
            "csv with an open quotation",
            [b"a,b\n\"".as_slice(), &b"c,".repeat(2 * 1024 * 1024)].concat(),
        ),
        ("json of brackets", b"[".repeat(4 * 1024 * 1024)),
    ];
    for part in 1..8 {
        files.push(("cut off", whole[..whole.len() * part / 8].to_vec()));
    }
    files
}

/// Sets the peak back to what is in memory now, and tells it.
fn rest_kib() -> u64 {
    std::fs::write("/proc/self/clear_refs", "5").expect("the peak can be set back");
    kib("VmRSS:")
}

fn kib(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|one| one.starts_with(line)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

static STORED: Sql = Sql::new(
    "SELECT (SELECT COUNT(*) FROM question) + (SELECT COUNT(*) FROM material) + (SELECT COUNT(*) FROM member)",
);

async fn stored(app: &TestApp) -> i64 {
    let counted = app
        .app
        .db
        .read("stored", |tx| Ok(tx.one::<(i64,)>(&STORED, params![])?.0));
    counted.await.unwrap()
}

/// Sends a file, and takes in whatever the door would take in of it.
async fn refused(staff: &mut Client, door: &Door, name: &str, what: &str, bytes: &[u8]) {
    let before = rest_kib();
    let fields = [("org", door.org.as_str()), ("title", ""), ("source", "")];
    let reply = staff
        .upload(door.path, &fields, ("file", name, bytes))
        .await;
    let grown = kib("VmHWM:").saturating_sub(before);
    let said = format!("{what} as {name} at {}", door.path);
    match reply.status() {
        422 => assert!(reply.text().contains("f-file"), "{said}: no words"),
        303 => {
            let place = reply.location().to_owned();
            for decision in ["commit", "commitment"] {
                staff.post(&format!("{place}/{decision}"), &[]).await;
            }
        }
        other => panic!("{said}: answered {other}"),
    }
    assert!(grown < GROWTH_KIB, "{said}: the peak rose by {grown} KiB");
}

#[tokio::test]
async fn nothing_made_to_do_harm_gets_through_a_door_or_takes_the_memory() {
    let files = files();
    each_app(touyan::wire::modules, async |app| {
        let city = City::build(&app).await;
        let secretary = city.holder(&app, "陈建国", "secretary", &city.own).await;
        let mut staff = app.signed_in(secretary).await;
        let before = stored(&app).await;
        for door in doors(&city) {
            for name in door.names {
                for (what, bytes) in &files {
                    // Words that are no attack are a text like any other: brackets may be taught.
                    let text = name.ends_with(".md") && std::str::from_utf8(bytes).is_ok();
                    if text && !bytes.is_empty() {
                        continue;
                    }
                    refused(&mut staff, &door, name, what, bytes).await;
                    assert_eq!(stored(&app).await, before, "{what} as {name}");
                }
            }
        }
    })
    .await;
}

/// A small JPEG that is one.
const PICTURE: &[u8] =
    b"\xff\xd8\xff\xe0\x00\x07JFIF\0\xff\xda\x00\x08\x01\x01\0\0\x3f\0\x12\x34\xff\xd9";

static KEPT: Sql = Sql::new("SELECT COUNT(*) FROM matter_file");

async fn kept(app: &TestApp) -> i64 {
    let counted = app
        .app
        .db
        .read("kept", |tx| Ok(tx.one::<(i64,)>(&KEPT, params![])?.0));
    counted.await.unwrap()
}

/// An item of rectification that waits for its proof; its address.
async fn item(city: &City, staff: &mut Client) -> String {
    let org = city.parent.id.to_string();
    let today = "2026-12-10";
    let made = staff
        .post(
            "/staff/rectifications",
            &[
                ("org", org.as_str()),
                ("source", "检查"),
                ("found_on", "2026-11-20"),
                ("finding", "没有公布"),
                ("wanted", "公布"),
                ("unit", city.own.full_name.as_str()),
                ("due_on", today),
            ],
        )
        .await;
    assert_eq!(made.status(), 303, "{}", made.text());
    made.location().to_owned()
}

#[tokio::test]
async fn a_proof_is_a_picture_or_a_paper_whatever_its_name_says() {
    let mut tried = files();
    tried.extend([
        (
            "script",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec(),
        ),
        ("page", b"<!doctype html><script>alert(1)</script>".to_vec()),
        ("program", b"MZ\x90\0".to_vec()),
        ("picture cut off", PICTURE[..PICTURE.len() - 3].to_vec()),
        ("picture and page", [b"<html>".as_slice(), PICTURE].concat()),
    ]);
    each_app(touyan::wire::modules, async |app| {
        let city = City::build(&app).await;
        let secretary = city.holder(&app, "陈建国", "secretary", &city.own).await;
        let staff = city.holder(&app, "周晓明", "org_staff", &city.parent).await;
        let mut own = app.signed_in(secretary).await;
        let mut staff = app.signed_in(staff).await;
        let page = item(&city, &mut staff).await;
        let way = format!("{page}/proof");
        for (what, bytes) in &tried {
            for name in [
                "灯.jpg",
                "灯.png",
                "验收单.pdf",
                "灯.svg",
                "灯.jpg.html",
                "jpg",
            ] {
                if name.ends_with(".pdf") && bytes.starts_with(b"%PDF-") {
                    continue;
                }
                let before = rest_kib();
                let sent = own
                    .upload(&way, &[("proof", "好了")], ("evidence", name, bytes))
                    .await;
                let grown = kib("VmHWM:").saturating_sub(before);
                let said = format!("{what} as {name}");
                assert_eq!(sent.status(), 422, "{said}");
                assert!(sent.text().contains("f-evidence"), "{said}: no words");
                assert!(grown < GROWTH_KIB, "{said}: the peak rose by {grown} KiB");
                assert_eq!(kept(&app).await, 0, "{said}");
            }
        }
        // A name that would be a way, a header or a reversed line is a name.
        let name = "../../../etc/\u{202e}灯;a=b.jpg";
        let sent = own
            .upload(&way, &[("proof", "好了")], ("evidence", name, PICTURE))
            .await;
        assert_eq!(sent.status(), 303, "{}", sent.text());
        let shown = staff.get(&page).await.text();
        assert!(
            !shown.contains("etc/") && !shown.contains('\u{202e}'),
            "{shown}"
        );
        let from = shown.split("/files/").nth(1).expect("a file");
        let file = format!("{page}/files/{}", &from[..32]);
        let got = staff.get(&file).await;
        assert_eq!(got.header("content-type"), Some("image/jpeg"));
        let how = got.header("content-disposition").expect("it is kept");
        assert!(how.starts_with("attachment; filename*=UTF-8''"), "{how}");
        assert!(!how[28..].contains(['"', ';', '/']), "{how}");
        assert_eq!(kept(&app).await, 1);
    })
    .await;
}
