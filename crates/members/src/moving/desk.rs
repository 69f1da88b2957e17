//! What waits for staff on their front page, and what a member finds on Today.

use jiff::civil::Date;
use platform::app::App;
use platform::db::Tx;
use platform::error::Error;
use platform::i18n::{Locale, say};
use platform::ids::PersonId;
use platform::module::{BoxFuture, TodayItem, TodaySource};

use super::{FLOATING_EDIT, STATIONS_EDIT, TRANSFERS_EDIT};
use crate::floating::store::Listed as Side;
use crate::floating::{self, Floating, State as Stay};
use crate::moving::After;
use crate::station::{self, Ask};
use crate::transfer::store::Listed;
use crate::transfer::{self, State, Transfer};
use org::tree::store::Scope;

/// Lines of a kind on the front page.
const FEW: usize = 5;

/// What waits for somebody with a duty.
pub struct Waiting;

impl TodaySource for Waiting {
    fn items<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        locale: Locale,
    ) -> BoxFuture<'a, Result<Vec<TodayItem>, Error>> {
        Box::pin(async move {
            let today = app.clock.today();
            let (stays, transfers, asks) = app
                .db
                .read("moving_desk", move |tx| waiting(tx, person, today))
                .await?;
            let mut items = Vec::new();
            for one in stays.into_iter().take(2 * FEW) {
                items.push(item(
                    locale,
                    "floating-desk",
                    (&one.name, &one.destination),
                    format!("/staff/floating/{}", one.id),
                    one.created_at.0,
                ));
            }
            for one in transfers {
                let key = match one.state() {
                    State::Proposed => "transfer-desk-proposed",
                    State::Answered => "transfer-desk-answered",
                    _ => "transfer-desk-sent",
                };
                items.push(item(
                    locale,
                    key,
                    (&one.name, &format!("{} → {}", one.from, one.to)),
                    format!("/staff/transfers/{}", one.id),
                    one.created_at.0,
                ));
            }
            for one in asks.into_iter().take(FEW) {
                items.push(item(
                    locale,
                    "station-desk",
                    (&one.words, &one.station_name),
                    format!("/staff/stations/{}", one.station),
                    one.created_at.0,
                ));
            }
            Ok(items)
        })
    }
}

/// Stays, transfers, asks.
type Waits = (Vec<Floating>, Vec<Transfer>, Vec<Ask>);

/// What waits: stays for either side, transfers for either side, asks of stations; a few of each.
fn waiting(tx: &mut Tx<'_>, person: PersonId, today: Date) -> Result<Waits, Error> {
    let scope = move |permission| Scope {
        person,
        permission,
        today,
    };
    let edit = scope(FLOATING_EDIT);
    let mut stays = floating::store::waiting_scoped(tx, edit, Side::Out)?;
    stays.extend(floating::store::waiting_scoped(tx, edit, Side::In)?);
    let moves = scope(TRANSFERS_EDIT);
    let after = After {
        path: String::new(),
        id: [0; 16],
    };
    let mut transfers = Vec::new();
    for (listed, state) in [
        (Listed::Out, State::Proposed),
        (Listed::In, State::Sent),
        (Listed::Out, State::Answered),
    ] {
        let found = transfer::store::list_scoped(tx, moves, listed, state, &after)?;
        transfers.extend(found.into_iter().take(FEW));
    }
    let asks = station::store::waiting_scoped(tx, scope(STATIONS_EDIT))?;
    Ok((stays, transfers, asks))
}

fn item(
    locale: Locale,
    key: &str,
    (title, detail): (&str, &str),
    href: String,
    at: i64,
) -> TodayItem {
    TodayItem {
        kicker: say(locale, key, &[]),
        title: title.to_owned(),
        detail: detail.to_owned(),
        action: Some((href, say(locale, "moving-desk-open", &[]))),
        due: true,
        minutes: None,
        at,
    }
}

/// What goes on for a member: a stay that waits, a transfer on its way, an answer of a station.
pub struct Today;

impl TodaySource for Today {
    fn items<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        locale: Locale,
    ) -> BoxFuture<'a, Result<Vec<TodayItem>, Error>> {
        Box::pin(async move {
            let (stay, transfer, asks) = app
                .db
                .point("moving_today", move |tx| {
                    Ok((
                        floating::store::open_of(tx, person)?,
                        transfer::store::open_of(tx, person)?,
                        station::store::asks_of_person(tx, person)?,
                    ))
                })
                .await?;
            let mut items = Vec::new();
            if let Some(one) = stay.filter(|one| one.state() == Stay::Waiting) {
                let href = format!("/me/floating/{}", one.id);
                let words = (one.destination.as_str(), one.host.as_str());
                items.push(item(
                    locale,
                    "floating-today",
                    words,
                    href,
                    one.created_at.0,
                ));
            }
            if let Some(one) = transfer {
                let href = format!("/me/transfers/{}", one.id);
                let state = say(locale, &format!("transfer-state-{}", one.state), &[]);
                let words = (one.to.as_str(), state.as_str());
                items.push(item(
                    locale,
                    "transfer-today",
                    words,
                    href,
                    one.created_at.0,
                ));
            }
            let answered = asks
                .into_iter()
                .filter(|one| one.answer.is_some() && one.closed_at.is_none());
            for one in answered.take(FEW) {
                let href = format!("/stations/{}", one.station);
                let words = (one.words.as_str(), one.station_name.as_str());
                items.push(item(locale, "station-today", words, href, one.created_at.0));
            }
            for one in &mut items {
                one.due = false;
            }
            Ok(items)
        })
    }
}
