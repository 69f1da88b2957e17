//! A small city for tests: a committee, a general branch, two branches side by side, a group.
//!
//! ```text
//! 云溪市委 (root) ─ 清溪街道 (parent) ─┬─ 望江社区 (own) ─ 江景苑 (child)
//!                                      └─ 柳河社区 (sibling)
//! ```

use std::sync::Arc;

use members::bulk::{NewMember, insert_batch, prepare};
use org::duty::{DutyId, NewDuty, assign};
use org::tree::change::{Details, NewOrg, create};
use org::{Org, OrgKind, UnitNature};
use platform::ids::{OrgId, PersonId};

use crate::TestApp;

/// The organisations of the small city.
#[derive(Clone, Debug)]
pub struct City {
    /// 云溪市委.
    pub root: Org,
    /// 清溪街道.
    pub parent: Org,
    /// 望江社区, where duties are held.
    pub own: Org,
    /// 柳河社区, beside it.
    pub sibling: Org,
    /// 江景苑, below it.
    pub child: Org,
}

/// The password of everybody in the small city.
pub const PASSWORD: &str = "Wang-jiang-2026";

impl City {
    /// Builds it.
    ///
    /// # Panics
    /// When it cannot be built.
    pub async fn build(app: &TestApp) -> Self {
        let now = app.app.clock.now();
        app.app
            .db
            .write("build_city", move |tx| {
                let mut make = |name: &str, kind, nature, parent: Option<&Org>| {
                    let details = Details {
                        full_name: name.to_owned(),
                        short_name: name.to_owned(),
                        code: None,
                        unit_nature: nature,
                        contact: Some("党群服务中心".to_owned()),
                        founded_on: None,
                    };
                    let id = OrgId::derived("fixture org", name);
                    create(tx, &NewOrg { id, kind, details }, parent, None, now)
                };
                let root = make(
                    "云溪市委",
                    OrgKind::PrimaryCommittee,
                    UnitNature::Territory,
                    None,
                )?;
                let parent = make(
                    "清溪街道",
                    OrgKind::PrimaryCommittee,
                    UnitNature::Territory,
                    Some(&root),
                )?;
                let own = make(
                    "望江社区党支部",
                    OrgKind::Branch,
                    UnitNature::Community,
                    Some(&parent),
                )?;
                let sibling = make(
                    "柳河社区党支部",
                    OrgKind::Branch,
                    UnitNature::Community,
                    Some(&parent),
                )?;
                let child = make(
                    "江景苑党小组",
                    OrgKind::PartyGroup,
                    UnitNature::Community,
                    Some(&own),
                )?;
                Ok(Self {
                    root,
                    parent,
                    own,
                    sibling,
                    child,
                })
            })
            .await
            .expect("a small city")
    }

    /// A member of an organisation, with an account whose password is [`PASSWORD`].
    ///
    /// # Panics
    /// When they cannot be made.
    pub async fn member(&self, app: &TestApp, name: &str, org: &Org) -> PersonId {
        let now = app.app.clock.now();
        let person = PersonId::derived("fixture person", name);
        let number = u32::from_be_bytes([person.0[0], person.0[1], person.0[2], person.0[3]]);
        let hash = app.app.hasher.hash(PASSWORD).await.expect("a hash");
        let new = NewMember {
            person,
            full_name: name.to_owned(),
            sex: "2",
            birth_date: jiff::civil::date(1959, 3, 8),
            ethnicity: Some("01"),
            education: Some("61"),
            joined_on: Some(jiff::civil::date(1986, 7, 1)),
            full_member_on: Some(jiff::civil::date(1987, 7, 1)),
            work_unit: None,
            post_category: None,
            audience: "general",
            id_number: format!("99{number:010}19590308"),
            mobile: format!("1{number:010}"),
            residence: Some("云溪市望江路 1 号".to_owned()),
            is_floating: false,
            org: org.id,
            path: org.path.to_string(),
            login_name: Some(name.to_owned()),
            password_hash: Some(Arc::from(hash)),
        };
        let ready = prepare(&new, &app.app.sealer, now).expect("sealed fields");
        app.app
            .db
            .write("test_member", move |tx| {
                insert_batch(tx, std::slice::from_ref(&ready), None, now)
            })
            .await
            .expect("a member");
        person
    }

    /// A member who holds a duty in an organisation.
    ///
    /// # Panics
    /// When they cannot be made.
    pub async fn holder(&self, app: &TestApp, name: &str, kind: &str, org: &Org) -> PersonId {
        let person = self.member(app, name, org).await;
        let now = app.app.clock.now();
        let (org, kind) = (org.clone(), kind.to_owned());
        let id = DutyId::derived("fixture duty", &format!("{name}/{kind}"));
        app.app
            .db
            .write("test_duty", move |tx| {
                let new = NewDuty {
                    id,
                    person,
                    kind: kind.clone(),
                    from_on: now.date(),
                    until_on: None,
                };
                assign(tx, &new, &org, None, now)
            })
            .await
            .expect("a duty");
        person
    }
}
