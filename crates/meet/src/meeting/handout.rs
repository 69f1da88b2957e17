//! What is handed out: a file, or a page of this system, or a title alone for what lies on the
//! table. Reached by whoever is on the list, and by staff.

use org::tree::pages::scope;
use platform::db::Tx;
use platform::error::{Error, OrNotFound as _, internal, invalid};
use platform::files::{self, Row};
use platform::ids::FileId;
use platform::web::context::Path;
use platform::web::respond::{download, go};
use platform::web::{Answer, Cx, Form};
use platform::{params, sql};
use tokio::io::AsyncReadExt as _;

use super::call::for_step;
use super::{CALL, Handout, HandoutId, MeetingId, READ, Stage, Step, pages, store};
use crate::act::Act;
use platform::web::field::{TITLE, maybe_words, words};

/// The largest file handed out, in bytes.
pub const MAX_UPLOAD: usize = 10 * 1024 * 1024;
/// Things handed out at one meeting.
const MOST: usize = 40;

/// Endings of names and what they are; nothing else is taken, and nothing is shown in the browser.
const KINDS: [(&str, &str); 8] = [
    ("pdf", "application/pdf"),
    ("docx", platform::paper::DOCX),
    ("doc", "application/msword"),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    ("txt", "text/plain; charset=utf-8"),
    ("jpg", "image/jpeg"),
    ("png", "image/png"),
];

/// Something to hand out.
#[derive(Clone, Debug)]
struct NewHandout {
    id: HandoutId,
    item_no: i64,
    title: String,
    address: String,
    file: Option<Row>,
}

fn add(tx: &mut Tx<'_>, act: &Act, id: MeetingId, new: &NewHandout) -> Result<(), Error> {
    let meeting = store::find_scoped(tx, act.scope, id)?;
    let step = match meeting.stage() {
        Stage::Called => Step::Change,
        _ => Step::Record,
    };
    let meeting = for_step(tx, act, id, step)?;
    if store::handouts(tx, id)?.len() >= MOST {
        return Err(invalid("handout", "meeting-too-many-handouts"));
    }
    if let Some(file) = &new.file {
        files::insert(tx, file)?;
    }
    let row = params![
        new.id,
        id,
        new.item_no,
        new.title,
        new.address,
        new.file.as_ref().map(|file| file.id),
        act.person(),
        act.now()
    ];
    tx.exec(sql!("sql/insert_handout.sql"), row)?;
    crate::room::touch(tx, id)?;
    act.note(tx, "meeting.handout", id.0, meeting.org)?;
    Ok(())
}

/// Adds something to hand out.
///
/// # Errors
/// Outside the scope.
pub async fn upload(cx: Cx, Path(id): Path<MeetingId>, form: Form) -> Answer {
    let act = Act::of(&cx, CALL)?;
    let seen = act.scope;
    cx.app
        .db
        .read("meeting_for_handout", move |tx| {
            store::find_scoped(tx, seen, id).map(|_| ())
        })
        .await?;
    let done = match read(&cx, &form).await {
        Ok(new) => {
            cx.app
                .db
                .write("add_handout", move |tx| add(tx, &act, id, &new))
                .await
        }
        Err(error) => Err(error),
    };
    pages::answer(&cx, id, form, done, "flash-meeting-handout").await
}

async fn read(cx: &Cx, form: &Form) -> Result<NewHandout, Error> {
    let address = maybe_words(form, "handout_address", 200)?;
    if !address.is_empty() && !inside(&address) {
        return Err(invalid("handout_address", "meeting-handout-address"));
    }
    let file = match form.file("handout") {
        None => None,
        Some(upload) => Some(stored(cx, &upload.name, &upload.bytes).await?),
    };
    let title = match (&file, form.value("handout_title")) {
        (Some(file), "") => file.name.chars().take(TITLE).collect(),
        _ => words(form, "handout_title", TITLE)?,
    };
    Ok(NewHandout {
        id: HandoutId::fresh(&cx.app.clock),
        item_no: form.value("handout_item").parse().unwrap_or(0),
        title,
        address,
        file,
    })
}

/// A page of this system, and no other host's.
fn inside(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//") && !address.contains(['\\', ' '])
}

async fn stored(cx: &Cx, name: &str, bytes: &[u8]) -> Result<Row, Error> {
    let ending = name
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let kind = KINDS.iter().find(|(known, _)| *known == ending);
    let (_, media_type) = kind.ok_or_else(|| invalid("handout", "meeting-handout-kind"))?;
    let stored = cx.app.files.put_bytes(bytes).await?;
    Ok(Row {
        id: FileId::fresh(&cx.app.clock),
        stored,
        media_type: (*media_type).to_owned(),
        name: name.chars().take(120).collect(),
        created_by: Some(cx.person()?),
        created_at: cx.app.clock.now(),
    })
}

/// Something handed out, for whoever is on the list or may see the meeting.
///
/// # Errors
/// Not found for anybody else.
pub async fn get(cx: Cx, Path((id, handout)): Path<(MeetingId, HandoutId)>) -> Answer {
    let (person, seen) = (cx.person()?, scope(&cx, READ)?);
    let (found, row) = cx
        .app
        .db
        .point("handout", move |tx| {
            if store::find_mine(tx, person, id).is_err() {
                store::find_scoped(tx, seen, id)?;
            }
            let found: Handout = store::handout(tx, id, handout)?;
            let row = match found.file {
                Some(file) => Some(files::find(tx, file).or_not_found()?),
                None => None,
            };
            Ok((found, row))
        })
        .await?;
    let Some(row) = row else {
        let to = if found.address.is_empty() {
            format!("/meetings/{id}")
        } else {
            found.address
        };
        return go(&to);
    };
    let (mut file, length) = cx.app.files.read(row.stored.hash).await?;
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    file.read_to_end(&mut bytes)
        .await
        .map_err(|error| internal(error.to_string()))?;
    download(&row.name, &row.media_type, bytes)
}
