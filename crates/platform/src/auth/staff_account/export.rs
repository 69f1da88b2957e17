//! The accounts of the list as a workbook: name, account name, state.

use super::{Found, pages, search};
use crate::audit::{self, Entry};
use crate::error::{Error, conflict, internal};
use crate::sheet::{Cell, Column, Row, Table, write_xlsx};
use crate::web::respond::download;
use crate::web::{Answer, Cx, Form};

/// Accounts in one workbook.
const MOST: usize = 20_000;
/// Accounts read in one transaction, so that none stays open for long.
const SLICE: u32 = 1_000;
/// What an office program opens.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Hands out the accounts that were asked for; that it did is noted first.
///
/// # Errors
/// A conflict with more than [`MOST`]; the database's.
pub async fn export(cx: Cx, f: Form) -> Answer {
    let accounts = accounts(&cx, &f).await?;
    let entry = Entry::new(cx.app.clock.now(), "account.export", "account")
        .by(cx.person()?)
        .with(serde_json::json!({ "count": accounts.len() }));
    cx.app
        .db
        .write("note_account_export", move |tx| {
            Ok(audit::write(tx, &entry)?)
        })
        .await?;
    let table = table(&cx, accounts);
    let bytes = tokio::task::spawn_blocking(move || write_xlsx(&[table]))
        .await
        .map_err(|error| internal(error.to_string()))?
        .map_err(|error| internal(error.to_string()))?;
    download(&format!("{}.xlsx", cx.t("auth-nav-accounts")), XLSX, bytes)
}

async fn accounts(cx: &Cx, f: &Form) -> Result<Vec<Found>, Error> {
    let (query, _) = pages::asked(cx, |name| f.some(name).map(str::to_owned))?;
    let (mut found, mut after): (Vec<Found>, _) = (Vec::new(), None);
    loop {
        let wanted = query.clone();
        let slice = cx
            .app
            .db
            .read("account_export", move |tx| {
                Ok(search(tx, &wanted, after, SLICE)?)
            })
            .await?;
        let ends = slice.len() < SLICE as usize;
        after = slice.last().map(|last| last.person);
        found.extend(slice);
        if found.len() > MOST {
            return Err(conflict("auth-accounts-export-many"));
        }
        if ends {
            return Ok(found);
        }
    }
}

fn table(cx: &Cx, accounts: Vec<Found>) -> Table {
    let columns = [
        ("auth-your-name", 16),
        ("auth-login-name", 24),
        ("auth-account-state", 16),
    ];
    let column = |(key, width): (&str, u16)| Column {
        width,
        ..Column::text(cx.t(key))
    };
    let row = |(number, one): (u32, Found)| Row {
        number,
        cells: vec![
            Cell::text(one.name),
            Cell::text(one.login.unwrap_or_default()),
            Cell::text(pages::state_words(cx, &one.state)),
        ],
    };
    Table {
        name: cx.t("auth-nav-accounts"),
        columns: columns.into_iter().map(column).collect(),
        rows: (2..).zip(accounts).map(row).collect(),
        ..Table::default()
    }
}
