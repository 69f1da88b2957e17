//! PDF through poppler: pages, text, and every limit.

use std::path::Path;
use std::time::Duration;

use super::super::pdf::{PageFormat, PdfLimits, PdfPage, convert, count_pages};
use super::super::{ConvertFault as F, PdfTool};

/// A PDF of these pages, each with one line of Latin text.
fn pdf(pages: &[&str], side: u32) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut kids = String::new();
    for text in pages {
        let stream = format!("BT /F1 24 Tf 40 60 Td ({text}) Tj ET");
        objects.push(format!(
            "<< /Length {} >>\nstream\n{stream}\nendstream",
            stream.len()
        ));
        let content = objects.len();
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {side} {side}] /Contents {content} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> >>"
        ));
        kids.push_str(&format!("{} 0 R ", objects.len()));
    }
    objects[1] = format!("<< /Type /Pages /Count {} /Kids [{kids}] >>", pages.len());
    let mut file = String::from("%PDF-1.4\n");
    let mut table = String::from("0000000000 65535 f \n");
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let start = file.len();
    file.push_str(&format!(
        "xref\n0 {}\n{table}trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1,
        objects.len() + 1
    ));
    file.into_bytes()
}

async fn read(bytes: &[u8], format: PageFormat, limits: &PdfLimits) -> Result<Vec<PdfPage>, F> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("-l 资料.pdf");
    std::fs::write(&file, bytes).expect("writes");
    let pages = folder.path().join("pages");
    std::fs::create_dir(&pages).expect("creates");
    let found = convert(&file, &pages, format, limits).await?;
    for page in &found {
        let image = std::fs::read(&page.image).expect("the image is there");
        let start: &[u8] = match format {
            PageFormat::Png => b"\x89PNG",
            PageFormat::Jpeg => b"\xff\xd8\xff",
        };
        assert!(image.starts_with(start));
        assert!(longest_side(&image).is_none_or(|side| side == limits.max_side_pixels));
    }
    Ok(found)
}

/// The longer side of a PNG.
fn longest_side(png: &[u8]) -> Option<u32> {
    let number = |at: usize| Some(u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?));
    png.starts_with(b"\x89PNG")
        .then(|| number(16).max(number(20)))
        .flatten()
}

#[tokio::test]
async fn pages_become_images_and_text() {
    for format in [PageFormat::Png, PageFormat::Jpeg] {
        let texts: Vec<String> = (1..=11).map(|n| format!("Page {n}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let pages = read(&pdf(&texts, 300), format, &PdfLimits::default())
            .await
            .expect("converts");
        assert_eq!(
            pages.iter().map(|page| &*page.text).collect::<Vec<_>>(),
            texts
        );
        assert_eq!(pages.last().map(|page| page.number), Some(11));
    }
}

#[tokio::test]
async fn a_huge_page_gets_an_image_of_the_usual_size() {
    let limits = PdfLimits {
        max_side_pixels: 200,
        ..PdfLimits::default()
    };
    let pages = read(&pdf(&["Huge"], 14_400), PageFormat::Png, &limits)
        .await
        .expect("converts");
    assert_eq!(pages.len(), 1);
}

#[tokio::test]
async fn what_is_too_much_is_refused() {
    let one = pdf(&["One"], 300);
    let two = pdf(&["One", "Two"], 300);
    let limits = PdfLimits {
        max_pages: 1,
        ..PdfLimits::default()
    };
    let refused = read(&two, PageFormat::Png, &limits).await;
    assert_eq!(refused, Err(F::PdfTooManyPages { pages: 2, limit: 1 }));
    let limits = PdfLimits {
        max_file_bytes: 10,
        ..PdfLimits::default()
    };
    assert_eq!(
        read(&one, PageFormat::Png, &limits).await,
        Err(F::FileTooLarge { limit_mib: 0 })
    );
    let limits = PdfLimits {
        max_written_mib: 0,
        ..PdfLimits::default()
    };
    let refused = read(&one, PageFormat::Png, &limits).await;
    assert_eq!(
        refused,
        Err(F::PdfToolFailed {
            tool: PdfTool::Text
        })
    );
    let limits = PdfLimits {
        memory_mib: 1,
        ..PdfLimits::default()
    };
    assert!(read(&one, PageFormat::Png, &limits).await.is_err());
}

#[tokio::test]
async fn what_is_no_pdf_is_refused() {
    let refused =
        |bytes: Vec<u8>| async move { read(&bytes, PageFormat::Png, &PdfLimits::default()).await };
    assert_eq!(refused(b"PK\x03\x04".to_vec()).await, Err(F::PdfUnreadable));
    assert_eq!(refused(Vec::new()).await, Err(F::PdfUnreadable));
    assert_eq!(
        refused(b"%PDF-1.4\n%%EOF".to_vec()).await,
        Err(F::PdfUnreadable)
    );
    let missing = count_pages(Path::new("/nowhere/x.pdf"), &PdfLimits::default()).await;
    assert!(matches!(
        missing,
        Err(F::WorkFolder {
            kind: std::io::ErrorKind::NotFound
        })
    ));
}

#[tokio::test]
async fn a_missing_poppler_is_the_operators_to_mend() {
    let empty = tempfile::tempdir().expect("a folder");
    let path = empty.path().to_string_lossy().into_owned();
    let limits = PdfLimits {
        path,
        ..PdfLimits::default()
    };
    let missing = read(&pdf(&["One"], 300), PageFormat::Png, &limits)
        .await
        .expect_err("missing");
    assert_eq!(
        missing,
        F::PdfToolMissing {
            tool: PdfTool::Info
        }
    );
    assert!(missing.is_operators());
}

/// A stand-in for poppler that never ends, to see the deadline strike.
#[tokio::test]
async fn a_program_that_does_not_end_is_stopped() {
    use std::os::unix::fs::PermissionsExt as _;
    let tools = tempfile::tempdir().expect("a folder");
    let stuck = tools.path().join("pdfinfo");
    std::fs::write(
        &stuck,
        "#!/bin/sh\necho $$ > \"$0.pid\"\nread line < \"$0.pipe\"\n",
    )
    .expect("writes");
    std::fs::set_permissions(&stuck, std::fs::Permissions::from_mode(0o755)).expect("allows");
    let pipe = tools.path().join("pdfinfo.pipe");
    let made = std::process::Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .expect("mkfifo runs");
    assert!(made.success());
    let limits = PdfLimits {
        deadline: Duration::from_millis(300),
        path: tools.path().to_string_lossy().into_owned(),
        ..PdfLimits::default()
    };
    let stopped = read(&pdf(&["One"], 300), PageFormat::Png, &limits).await;
    assert_eq!(
        stopped,
        Err(F::PdfTooSlow {
            tool: PdfTool::Info,
            seconds: 1
        })
    );
}
