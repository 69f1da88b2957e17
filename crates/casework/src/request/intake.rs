//! Receiving a request: one organisation is the first receiver and answers for it from then on.

use org::tree::store::{self as orgs, Scope};
use org::{Org, OrgPath};
use platform::app::App;
use platform::clock::Clock;
use platform::crypto::Sealer;
use platform::db::Tx;
use platform::error::{Error, OrNotFound as _, internal, invalid};
use platform::ids::{OrgId, PersonId};
use platform::{params, sql};

use super::rules::{HOUR_MS, Rules};
use super::{ACT, Category, Channel, FormKey, Topic, code, counts};
use crate::matter::change::{self, Note};
use crate::matter::{Kind, MatterId, holder};
use crate::spot;

/// Digits of a telephone number, with the sign before a country's.
const PHONE: std::ops::RangeInclusive<usize> = 7..=15;

/// Who receives a request.
#[derive(Clone, Debug)]
pub enum Receiver {
    /// Whoever stands behind a door's code.
    Spot(String),
    /// The city's own office: the place is not known.
    City,
    /// An organisation within the reach of whoever writes it down.
    Org(OrgId, Scope),
}

/// A request to be received.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// The key of its form: the same form is received once.
    pub form_key: FormKey,
    /// Who receives it.
    pub receiver: Receiver,
    /// What it is about.
    pub topic: Topic,
    /// How quickly, when somebody says otherwise than the topic.
    pub category: Category,
    /// What is wrong.
    pub words: String,
    /// Where.
    pub place: String,
    /// A telephone number.
    pub phone: Option<String>,
    /// How it came.
    pub channel: Channel,
    /// Who wrote it down.
    pub entered_by: Option<PersonId>,
}

/// What receiving needs of the application, to be taken into a transaction.
#[derive(Clone)]
pub struct Means {
    /// For codes and numbers.
    pub sealer: Sealer,
    /// For ids and moments.
    pub clock: Clock,
    /// What requests go by.
    pub rules: Rules,
}

impl Means {
    /// Of an application, today.
    ///
    /// # Errors
    /// When a rule is missing.
    pub fn of(app: &App) -> Result<Self, Error> {
        Ok(Self {
            sealer: app.sealer.clone(),
            clock: app.clock.clone(),
            rules: super::rules::rules(app)?,
        })
    }
}

/// A telephone number as it is kept; nothing was given, or it is none.
///
/// # Errors
/// A fault of the field `phone`.
pub fn phone(typed: &str) -> Result<Option<String>, Error> {
    if typed.is_empty() {
        return Ok(None);
    }
    let plain: String = typed
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '－' | '(' | ')' | '（' | '）' | '\u{a0}'))
        .collect();
    let digits = plain.strip_prefix('+').unwrap_or(&plain);
    if !PHONE.contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(invalid("phone", "request-phone-wrong"));
    }
    Ok(Some(plain))
}

/// Receives a request; the same form once. Gives the matter and its code.
///
/// # Errors
/// A conflict when nobody in the whole line could answer for it; outside the scope.
pub fn receive(
    tx: &mut Tx<'_>,
    means: &Means,
    new: &NewRequest,
) -> Result<(MatterId, String), Error> {
    let code = code::of(&means.sealer, new.form_key)?;
    let known: Option<(MatterId,)> = tx.opt(sql!("sql/by_key.sql"), params![new.form_key])?;
    if let Some((id,)) = known {
        return Ok((id, code));
    }
    let (org, spot) = receiver(tx, &new.receiver)?;
    let now = means.clock.now();
    let owner = holder::first(tx, &org, ACT, now.date())?;
    let id = MatterId::fresh(&means.clock);
    let length = means.rules.hours_of(new.category).saturating_mul(HOUR_MS);
    let respond = means.rules.respond_hours.saturating_mul(HOUR_MS);
    let sealed = match &new.phone {
        Some(phone) => Some(
            means
                .sealer
                .seal_text("request", "phone_sealed", id.0, phone)
                .map_err(|fault| internal(fault.to_string()))?,
        ),
        None => None,
    };
    let row = params![
        id,
        new.form_key,
        code::index(&means.sealer, &code)?,
        spot,
        new.topic.code(),
        new.category.code(),
        new.words,
        new.place,
        sealed,
        new.channel.code(),
        new.entered_by,
        now.plus_ms(respond.min(length)),
        i64::from(now.date().year())
    ];
    counts::around(tx, id, |tx| {
        let opened = Note::new("opened", new.entered_by, "");
        let clock = (now, length);
        change::begin(tx, (id, Kind::Request), &org, owner, clock, &opened)?;
        tx.exec(sql!("sql/insert.sql"), row)?;
        Ok(())
    })?;
    let by = new.entered_by;
    change::audited(tx, "request.receive", id, by, org.path.as_str(), now)?;
    Ok((id, code))
}

/// The organisation, held, and the code of the door.
fn receiver(tx: &mut Tx<'_>, receiver: &Receiver) -> Result<(Org, Option<String>), Error> {
    match receiver {
        Receiver::Spot(code) => {
            let (org,): (OrgId,) = tx
                .opt(sql!("sql/org_of_spot.sql"), params![spot::typed(code)])
                .or_not_found()?;
            Ok((orgs::hold(tx, org)?, Some(spot::typed(code))))
        }
        Receiver::City => {
            let root = orgs::by_path(tx, &OrgPath::root(1))?;
            Ok((orgs::hold(tx, root.id)?, None))
        }
        Receiver::Org(org, scope) => {
            let org = orgs::find_scoped(tx, *scope, *org)
                .map_err(|_| invalid("org", "request-no-such-org"))?;
            Ok((orgs::hold(tx, org.id)?, None))
        }
    }
}

/// Receives a request for an application; when the same form came twice at once, once.
///
/// # Errors
/// As [`receive`].
pub async fn take_in(app: &App, new: NewRequest) -> Result<(MatterId, String), Error> {
    let means = Means::of(app)?;
    let again = (means.clone(), new.clone());
    let taken = app
        .db
        .write("receive_request", move |tx| receive(tx, &means, &new))
        .await;
    match taken {
        Err(error) if error.is_unique() => {
            let (means, new) = again;
            app.db
                .write("receive_request_again", move |tx| receive(tx, &means, &new))
                .await
        }
        taken => taken,
    }
}

#[cfg(test)]
mod tests {
    use super::phone;

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for (typed, kept) in [
            ("138 0013 8000", "13800138000"),
            ("0571-8888 6666", "057188886666"),
            ("+86 13800138000", "+8613800138000"),
        ] {
            assert_eq!(phone(typed).expect("a number").as_deref(), Some(kept));
        }
        assert!(phone("").expect("nothing").is_none());
        for typed in [
            "123",
            "打我电话",
            "1380013800x",
            "1234567890123456",
            "＜b＞",
        ] {
            assert!(phone(typed).is_err(), "{typed}");
        }
    }
}
