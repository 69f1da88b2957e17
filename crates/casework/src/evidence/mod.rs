//! Photographs and papers (照片、PDF) that show what was done on a matter. Never asked for: the words
//! are the proof, a file stands beside them (减负: no quota of traces).
//!
//! Always true: a file belongs to the round that was answered with it; whoever may see the matter
//! sees it, and the resident only when the owner said so.

use platform::clock::Millis;
use platform::db::{DbError, Tx};
use platform::error::{Error, OrNotFound as _, internal, invalid};
use platform::files::{self, Row};
use platform::ids::FileId;
use platform::web::respond::download;
use platform::web::{Answer, Cx, Form};
use platform::{from_row, params, sql, typed_id};
use tokio::io::AsyncReadExt as _;

use crate::matter::change::audited;
use crate::matter::{Matter, MatterId};
use org::Act;

pub mod picture;

typed_id!(
    /// A file beside the words of a proof.
    EvidenceId
);

/// Bytes of all files of one answer.
pub const MAX_UPLOAD: usize = 20 * 1024 * 1024;
/// Bytes of a form around its files.
pub const AROUND: usize = 64 * 1024;
/// Files of one answer.
pub const MOST: usize = 4;
/// The field of the files.
pub const FIELD: &str = "evidence";
/// Letters of a name.
const NAME: usize = 120;

/// A file as it is shown.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Which.
    pub id: EvidenceId,
    /// Of which round.
    pub round: i64,
    /// The file.
    pub file: FileId,
    /// Its name, as the sender had it.
    pub name: String,
    /// What it is.
    pub media_type: String,
    /// Whether the resident may see it.
    pub shown: bool,
    /// When it came.
    pub at: Millis,
}
from_row!(Evidence {
    id,
    round,
    file,
    name,
    media_type,
    shown,
    at
});

impl Evidence {
    /// Whether a page can show it as a picture.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        self.media_type.starts_with("image/")
    }
}

/// Files whose bytes are stored and whose rows are not yet.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    files: Vec<(EvidenceId, Row)>,
    shown: bool,
}

/// Takes the files of a form: their bytes are stored, without what a phone writes beside a picture.
/// The caller has judged whether the sender may answer the matter.
///
/// # Errors
/// A fault of the field for another kind of file, one that is cut off, or too many.
pub async fn taken(cx: &Cx, form: &Form) -> Result<Taken, Error> {
    let sent: Vec<_> = form.files(FIELD).collect();
    if sent.len() > MOST {
        return Err(invalid(FIELD, "evidence-too-many"));
    }
    let mut files = Vec::with_capacity(sent.len());
    for upload in sent {
        let (media_type, bytes) = picture::kept(&upload.name, &upload.bytes)
            .ok_or_else(|| invalid(FIELD, "evidence-kind"))?;
        let row = Row {
            id: FileId::fresh(&cx.app.clock),
            stored: cx.app.files.put_bytes(&bytes).await?,
            media_type: media_type.to_owned(),
            name: name(&upload.name),
            created_by: Some(cx.person()?),
            created_at: cx.app.clock.now(),
        };
        files.push((EvidenceId::fresh(&cx.app.clock), row));
    }
    Ok(Taken {
        files,
        shown: form.value("evidence_shown") == "1",
    })
}

/// A name for showing: no folders, nothing that steers a terminal or the direction of a line, and
/// its ending.
fn name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or(sent);
    let plain: String = last
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .collect();
    let skipped = plain.chars().count().saturating_sub(NAME);
    plain.chars().skip(skipped).collect()
}

/// Keeps what was taken with the round of a matter that is being answered.
///
/// # Errors
/// The database's.
pub fn keep(tx: &mut Tx<'_>, act: &Act, matter: &Matter, taken: &Taken) -> Result<(), Error> {
    if taken.files.is_empty() {
        return Ok(());
    }
    let (by, now) = (act.scope.person, act.now());
    for (id, file) in &taken.files {
        files::insert(tx, file)?;
        let row = params![id, matter.id, matter.round, file.id, taken.shown, by, now];
        tx.exec(sql!("sql/insert.sql"), row)?;
    }
    audited(tx, "matter.file", matter.id, Some(by), &matter.path, now)
}

/// The files of a matter that was found, by round.
///
/// # Errors
/// The database's.
pub fn of(tx: &mut Tx<'_>, matter: MatterId) -> Result<Vec<Evidence>, DbError> {
    tx.all(sql!("sql/of_matter.sql"), params![matter])
}

/// One file of a matter that was found.
///
/// # Errors
/// [`Error::NotFound`] when it is none of its.
pub fn find(tx: &mut Tx<'_>, matter: MatterId, id: EvidenceId) -> Result<Evidence, Error> {
    tx.opt(sql!("sql/find.sql"), params![matter, id])
        .or_not_found()
}

/// The row of a file that was found.
///
/// # Errors
/// [`Error::NotFound`] without it.
pub fn row(tx: &mut Tx<'_>, evidence: &Evidence) -> Result<Row, Error> {
    files::find(tx, evidence.file).or_not_found()
}

/// Sends a file: as a thing to keep, never as a page.
///
/// # Errors
/// When it cannot be read.
pub async fn send(cx: &Cx, row: &Row) -> Answer {
    let (mut file, length) = cx.app.files.read(row.stored.hash).await?;
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    file.read_to_end(&mut bytes)
        .await
        .map_err(|error| internal(error.to_string()))?;
    download(&row.name, &row.media_type, bytes)
}

#[cfg(test)]
mod tests {
    use super::{NAME, name};

    #[test]
    fn a_name_is_no_way_and_keeps_its_ending() {
        for (sent, kept) in [
            ("../../etc/passwd.jpg", "passwd.jpg"),
            ("C:\\照片\\灯.jpg", "灯.jpg"),
            ("灯\r\nSet-Cookie: a.jpg", "灯Set-Cookie: a.jpg"),
            ("a\u{202e}gpj.exe.jpg", "agpj.exe.jpg"),
        ] {
            assert_eq!(name(sent), kept);
        }
        let long = format!("{}.jpg", "长".repeat(300));
        let kept = name(&long);
        assert!(kept.ends_with("长.jpg") && kept.chars().count() == NAME);
    }
}
