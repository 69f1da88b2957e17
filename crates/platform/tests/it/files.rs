//! Contents in a folder, rows on both engines.

use std::collections::HashSet;
use std::convert::Infallible;
use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use platform::clock::Clock;
use platform::db::DbError;
use platform::error::Error;
use platform::files::{self, Files, Hash, PutError, Row, Stored};
use platform::ids::FileId;
use testkit::each_db;
use tokio::io::AsyncReadExt as _;

use crate::support::{clock, now, person};

/// The SHA-256 of `abc`, from FIPS 180-2.
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

fn folder() -> (tempfile::TempDir, Files, Clock) {
    let (folder, clock) = (tempfile::tempdir().unwrap(), clock());
    let files = Files::open(folder.path(), &clock).unwrap();
    (folder, files, clock)
}

fn names(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(names(&path));
        } else {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found
}

fn chunks(
    parts: &[&'static [u8]],
) -> impl futures_util::Stream<Item = Result<Bytes, Infallible>> + Unpin {
    let parts: Vec<_> = parts
        .iter()
        .map(|part| Ok(Bytes::from_static(part)))
        .collect();
    stream::iter(parts)
}

#[tokio::test]
async fn a_stream_lies_under_the_hash_of_its_content_once() {
    let (folder, files, _) = folder();
    let stored = files.put(chunks(&[b"a", b"", b"bc"]), 3).await.unwrap();
    assert_eq!((stored.hash.to_string().as_str(), stored.bytes), (ABC, 3));
    assert_eq!(files.put_bytes(b"abc").await.unwrap(), stored);
    assert_eq!(names(folder.path()), [ABC]);
    let (mut file, size) = files.read(stored.hash).await.unwrap();
    let mut text = String::new();
    file.read_to_string(&mut text).await.unwrap();
    assert_eq!((text.as_str(), size), ("abc", 3));
    assert_eq!(ABC.parse::<Hash>().unwrap(), stored.hash);
    assert!("../../etc/passwd".parse::<Hash>().is_err());
}

#[tokio::test]
async fn too_much_and_a_broken_stream_leave_nothing() {
    let (folder, files, _) = folder();
    let refused = files
        .put(chunks(&[b"ab", b"c", b"d"]), 3)
        .await
        .unwrap_err();
    assert!(
        matches!(refused, PutError::TooLarge { limit: 3 }),
        "{refused}"
    );
    assert!(matches!(Error::from(refused), Error::BadRequest(_)));
    let broken = stream::iter([Ok(Bytes::from_static(b"ab")), Err("the phone went away")]);
    assert!(
        files
            .put(broken, 10)
            .await
            .unwrap_err()
            .to_string()
            .contains("went away")
    );
    drop(files.begin(10).await.unwrap());
    assert!(names(folder.path()).is_empty());
}

#[tokio::test]
async fn damage_is_noticed() {
    let (_folder, files, _) = folder();
    let stored = files.put_bytes(b"abc").await.unwrap();
    assert!(files.verify(stored.hash).await.unwrap());
    std::fs::write(files.path(stored.hash), b"abd").unwrap();
    assert!(!files.verify(stored.hash).await.unwrap());
    std::fs::remove_file(files.path(stored.hash)).unwrap();
    assert!(!files.verify(stored.hash).await.unwrap());
    assert!(matches!(
        files.read(stored.hash).await,
        Err(Error::NotFound)
    ));
}

#[tokio::test]
async fn orphans_go_after_a_day_and_used_contents_stay() {
    let (folder, files, clock) = folder();
    let used = files.put_bytes(b"used").await.unwrap();
    let orphan = files.put_bytes(b"orphan").await.unwrap();
    let again = files.put_bytes(b"again").await.unwrap();
    let kept = HashSet::from([used.hash]);
    assert_eq!(
        files.collect(&kept).await.unwrap(),
        0,
        "an upload may still get its row"
    );
    clock.advance(Duration::from_secs(25 * 3_600));
    files.put_bytes(b"again").await.unwrap();
    assert_eq!(files.collect(&kept).await.unwrap(), 1);
    assert!(files.verify(used.hash).await.unwrap() && files.verify(again.hash).await.unwrap());
    assert!(!files.verify(orphan.hash).await.unwrap());
    assert_eq!(names(folder.path()).len(), 2);
}

fn row(number: u8, content: &[u8; 32]) -> Row {
    Row {
        id: FileId([number; 16]),
        stored: Stored {
            hash: Hash(*content),
            bytes: 3,
        },
        media_type: "application/pdf".to_owned(),
        name: "学习材料.pdf".to_owned(),
        created_by: Some(person(1)),
        created_at: now(),
    }
}

#[tokio::test]
async fn rows_name_contents() {
    each_db(async |db| {
        let rows = [row(1, &[9; 32]), row(2, &[9; 32]), row(3, &[8; 32])];
        let expected = rows[0].clone();
        db.write("files", move |tx| {
            rows.iter().try_for_each(|row| Ok(files::insert(tx, row)?))
        })
        .await
        .unwrap();
        let (found, first, rest) = db
            .write("files", |tx| {
                let found = files::find(tx, FileId([1; 16]))?;
                let first = files::hashes(tx, None, 1)?;
                let rest = files::hashes(tx, first.last().copied(), 9)?;
                Ok((found, first, rest))
            })
            .await
            .unwrap();
        assert_eq!(found, Some(expected));
        assert_eq!((first, rest), (vec![Hash([8; 32])], vec![Hash([9; 32])]));
        db.write("files", |tx| Ok(files::delete(tx, FileId([1; 16]))?))
            .await
            .unwrap();
        let gone = db
            .point("files", |tx| Ok(files::find(tx, FileId([1; 16]))?))
            .await
            .unwrap();
        assert_eq!(gone, None);
    })
    .await;
}

#[test]
fn a_full_disk_is_said_to_be_full() {
    let full = PutError::Io(std::io::Error::from(std::io::ErrorKind::StorageFull));
    assert!(matches!(Error::from(full), Error::Db(DbError::Full)));
}
