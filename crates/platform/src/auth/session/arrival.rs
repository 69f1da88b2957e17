//! Coming in: what every way of signing in has in common once it is clear who somebody is.
//!
//! The token is always a new one, the one the browser brought is ended, and all of it happens in
//! the transaction that let the person in.

use axum::response::Response;

use super::{
    Begin, Begun, Kind, agent, begin, describe, forget, hand_out, has_duties, hash, store,
};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::auth::{cookies, shared_phone};
use crate::clock::Millis;
use crate::db::Tx;
use crate::error::Error;
use crate::ids::PersonId;
use crate::web::Cx;

/// Where somebody signs in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::auth) enum Place {
    /// On their own device.
    Own,
    /// On a phone that several people use.
    Shared,
}

/// Somebody on their way in; cheap to clone into a transaction.
#[derive(Clone)]
pub(in crate::auth) struct Arrival {
    session: Begin,
    begun: Begun,
    former: Option<[u8; 32]>,
    mark: Option<String>,
    now: Millis,
}

impl Arrival {
    /// Decides the kind of session and makes the token.
    ///
    /// # Errors
    /// The database's.
    pub(in crate::auth) async fn prepare(
        cx: &Cx,
        person: PersonId,
        place: Place,
    ) -> Result<Self, Error> {
        let app = &cx.app;
        let now = app.clock.now();
        let today = now.date();
        let duties = app
            .db
            .point("has_duties", move |tx| has_duties(tx, person, today))
            .await?;
        let kind = match (place, duties) {
            (Place::Shared, _) => Kind::Shared,
            (Place::Own, true) => Kind::Staff,
            (Place::Own, false) => Kind::Own,
        };
        let mark = (place == Place::Shared).then(|| shared_phone::mark_of(cx));
        let session = Begin {
            person,
            kind,
            device: describe(agent(&cx.headers)),
            device_hash: mark.as_deref().map(hash),
        };
        let former = cookies::token(app, &cx.headers).map(hash);
        Ok(Self {
            session,
            begun: Begun::new(kind, now),
            former,
            mark,
            now,
        })
    }

    /// The same for somebody whose duties come to be in the same operation.
    pub(in crate::auth) fn with_duties(mut self) -> Self {
        self.session.kind = Kind::Staff;
        self.begun = Begun::new(Kind::Staff, self.now);
        self
    }

    /// Signs the person in, within the operation that let them in.
    ///
    /// # Errors
    /// The database's.
    pub(in crate::auth) fn apply(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        if let Some(former) = &self.former {
            store::end_by_hash(tx, former)?;
        }
        if let Some(device) = &self.session.device_hash {
            shared_phone::join(tx, device, self.session.person, self.now.date())?;
        }
        begin(tx, &self.session, &self.begun, self.now)?;
        // Graded protection wants sign-ins of staff kept; those of members are nobody's business.
        if self.session.kind == Kind::Staff {
            let person = self.session.person;
            audit::write(
                tx,
                &Entry::new(self.now, "session.begin", "account")
                    .on(person.0)
                    .about(person)
                    .by(person),
            )?;
        }
        Ok(())
    }

    /// Puts the cookies into the answer.
    ///
    /// # Errors
    /// Never in practice: tokens are plain ASCII.
    pub(in crate::auth) fn hand_out(
        &self,
        app: &App,
        response: &mut Response,
    ) -> Result<(), Error> {
        forget(app, self.session.person);
        if let Some(mark) = &self.mark {
            cookies::put_device(app, response, mark)?;
        }
        hand_out(app, response, &self.begun)
    }
}
