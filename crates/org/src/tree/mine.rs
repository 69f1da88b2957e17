//! The member's own organisations: who to ask, who does what.

use platform::error::Error;
use platform::web::{Answer, Cx, View};

use super::pages::kind_words;
use super::{Org, OrgKind, store};
use crate::duty::{self, Held};

#[derive(askama::Template)]
#[template(path = "org_mine.html")]
struct Mine {
    v: View,
    homes: Vec<Home>,
}

/// An organisation a member belongs to, or the branch of their group.
struct Home {
    name: String,
    kind: String,
    above: String,
    contact: Option<String>,
    posts: Vec<(String, String)>,
    /// Where a member takes what they want: never a group, whose branch stands after it.
    is_branch: bool,
}

impl Home {
    fn new(cx: &Cx, org: Org, above: &[Org], held: Vec<Held>) -> Self {
        Self {
            kind: kind_words(cx, org.kind),
            above: above
                .iter()
                .filter(|one| one.id != org.id && org.path.as_str().starts_with(one.path.as_str()))
                .map(|one| one.short_name.as_str())
                .collect::<Vec<_>>()
                .join(" · "),
            posts: held
                .into_iter()
                .filter(|held| duty::kind(&held.kind).is_some_and(|kind| kind.post))
                .map(|held| {
                    let post = cx.t(&format!("duty-{}", held.kind.replace('_', "-")));
                    (post, held.full_name)
                })
                .collect(),
            is_branch: org.kind != OrgKind::PartyGroup,
            name: org.full_name,
            contact: org.contact,
        }
    }

    /// Whom to ask, or other words.
    fn contact_or(&self, words: String) -> String {
        self.contact.clone().unwrap_or(words)
    }
}

/// The member's own organisations: who to ask, who does what.
///
/// # Errors
/// The database's.
pub async fn mine(cx: Cx) -> Answer {
    let homes = homes(&cx).await?;
    cx.page(&Mine {
        v: cx.view().await?,
        homes,
    })
}

/// Where the member belongs; after a group its branch, whose secretary they turn to.
async fn homes(cx: &Cx) -> Result<Vec<Home>, Error> {
    let (person, today) = (cx.person()?, cx.app.clock.today());
    let found = cx
        .app
        .db
        .read("my_orgs", move |tx| {
            let mut found: Vec<(Org, Vec<Org>, Vec<Held>)> = Vec::new();
            for org in store::of_person(tx, person, today)? {
                let above = store::ancestors(tx, &org.path)?;
                let branch = (org.kind == OrgKind::PartyGroup)
                    .then(|| above.iter().find(|one| Some(one.id) == org.parent_id))
                    .flatten()
                    .cloned();
                for one in std::iter::once(org).chain(branch) {
                    if found.iter().any(|(known, ..)| known.id == one.id) {
                        continue;
                    }
                    let held = duty::of_org(tx, one.id, today)?;
                    found.push((one, above.clone(), held));
                }
            }
            Ok(found)
        })
        .await?;
    Ok(found
        .into_iter()
        .map(|(org, above, held)| Home::new(cx, org, &above, held))
        .collect())
}

#[derive(askama::Template)]
#[template(path = "org_service.html")]
struct Service {
    v: View,
    homes: Vec<Home>,
}

/// What a member can turn to: the branch, the platform's own ear, the own data.
///
/// # Errors
/// The database's.
pub async fn service(cx: Cx) -> Answer {
    let homes = homes(&cx).await?;
    cx.page(&Service {
        v: cx.view().await?,
        homes: homes.into_iter().filter(|home| home.is_branch).collect(),
    })
}
