//! What a room offers the others: the only way one feature reaches another.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use parking_lot::RwLock;

use crate::app::App;
use crate::branch::BranchSource;
use crate::clock::{Clock, Millis};
use crate::db::Tx;
use crate::error::Error;
use crate::i18n::Locale;
use crate::ids::PersonId;
use crate::jobs::Handler;
use crate::proposal::ProposalSource;
use crate::record::Verb;
use crate::web::routes::{Pages, Routes};

/// A room's offer: routes, navigation, and what it adds to pages that belong to nobody.
#[derive(Default)]
pub struct Module {
    /// The room's name, as its crate is called.
    pub name: &'static str,
    /// Its pages and API.
    pub routes: Routes,
    /// Its entries in the staff navigation.
    pub navigation: Vec<NavEntry>,
    /// What it puts on a member's Today page.
    pub today: Vec<Arc<dyn TodaySource>>,
    /// What it puts on the staff's front page: what waits for somebody with a duty.
    pub desk: Vec<Arc<dyn TodaySource>>,
    /// Its pages that a member finds below a tab of the phone.
    pub links: Vec<MemberLink>,
    /// What a course can hold besides reading.
    pub activities: Vec<Arc<dyn Activity>>,
    /// Its part of the API description.
    pub openapi: Option<utoipa::openapi::OpenApi>,
    /// Work it must do from time to time.
    pub started: Vec<StartHook>,
    /// Who does the jobs that it queues.
    pub jobs: Vec<JobHook>,
    /// What it does for the first administrator of a fresh city.
    pub setup: Option<SetupHook>,
    /// Lines it adds to a person's own page: where they belong, what they hold.
    pub profile: Vec<Arc<dyn ProfileSource>>,
    /// What it writes into the record of the city.
    pub verbs: Vec<&'static Verb>,
    /// What it does when a subtree of the organisation moves, if it keeps paths of its own.
    pub moved: Option<MovedHook>,
    /// What it lets meetings vote on.
    pub proposals: Vec<Arc<dyn ProposalSource>>,
    /// What it says on a branch's page: what goes well, what needs a hand, what to do next.
    pub branch_lines: Vec<Arc<dyn BranchSource>>,
    /// The hours of study its organisers credited.
    pub hours: Vec<Arc<dyn HoursSource>>,
}

/// Runs in the transaction that moves a subtree, after the tree, belongings and grants have
/// their new paths. What takes long it queues as a job.
pub type MovedHook = for<'t, 'm> fn(&mut Tx<'t>, &Moved<'m>) -> Result<(), Error>;

/// A subtree of the organisation that stands elsewhere now.
#[derive(Clone, Copy, Debug)]
pub struct Moved<'m> {
    /// The path it had.
    pub old: &'m str,
    /// The path it has.
    pub new: &'m str,
    /// For jobs that follow.
    pub clock: &'m Clock,
}

/// Runs in the transaction that makes the first administrator.
pub type SetupHook =
    Arc<dyn for<'t> Fn(&mut Tx<'t>, &FirstAdministrator) -> Result<(), Error> + Send + Sync>;

/// The first administrator of a fresh city.
#[derive(Clone, Debug)]
pub struct FirstAdministrator {
    /// Who.
    pub person: PersonId,
    /// The name of the organisation at the root of the tree.
    pub root_org: String,
    /// When.
    pub now: Millis,
}

/// A room's lines on a person's own page: label and value in their language.
pub trait ProfileSource: Send + Sync {
    /// The lines.
    fn lines<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        locale: Locale,
    ) -> BoxFuture<'a, Result<Vec<(String, String)>, Error>>;
}

/// Hours of study (学时) that organisers credited to somebody for sessions they took part in: never
/// time on a screen.
pub trait HoursSource: Send + Sync {
    /// The hours of a year.
    fn hours<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        year: i16,
    ) -> BoxFuture<'a, Result<i64, Error>>;
}

/// Runs once when the server starts: background work of a room.
pub type StartHook = Arc<dyn Fn(App) -> BoxFuture<'static, Result<(), Error>> + Send + Sync>;

/// Makes the handler of one kind of job for an application.
pub type JobHook = fn(App) -> Arc<dyn Handler>;

/// A boxed future, so that rooms can stand behind a trait object.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An entry of the staff navigation, shown to whoever holds the permission.
#[derive(Clone, Debug)]
pub struct NavEntry {
    /// The group's word key: `nav-work`, `nav-org`, `nav-service`, `nav-overview`, `nav-system`.
    pub group: &'static str,
    /// The entry's word key.
    pub label: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// The permission that shows it.
    pub permission: &'static str,
    /// Its place among all entries; groups follow their first entry.
    pub order: u16,
}

/// A room's page that a member finds below a tab of another.
#[derive(Clone, Copy, Debug)]
pub struct MemberLink {
    /// The tab: `study`, `org`, `service`, `me`.
    pub tab: &'static str,
    /// The word key of its name.
    pub label: &'static str,
    /// The word key of one sentence about it.
    pub note: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Its drawing.
    pub icon: &'static str,
}

/// One thing on a member's Today page or on the staff's front page.
#[derive(Clone, Debug)]
pub struct TodayItem {
    /// What kind of thing and by when: 理论测试 · 今天 20:00 截止.
    pub kicker: String,
    /// Its title.
    pub title: String,
    /// One sentence of what it takes.
    pub detail: String,
    /// The one next step: where and in which words.
    pub action: Option<(String, String)>,
    /// Whether something is due; what is not stands below as 接下来.
    pub due: bool,
    /// About how many minutes it takes; none when it cannot be said.
    pub minutes: Option<u32>,
    /// When it is due or happens, epoch milliseconds: the order on the page.
    pub at: i64,
}

/// A room's part of the Today page, or of the staff's front page.
pub trait TodaySource: Send + Sync {
    /// What is due for this person, in their language; nothing for whoever lacks the duty.
    fn items<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        locale: Locale,
    ) -> BoxFuture<'a, Result<Vec<TodayItem>, Error>>;
}

/// Something a course can hold, offered by the room that knows it.
pub trait Activity: Send + Sync {
    /// The kind stored with the unit: `test`.
    fn kind(&self) -> &'static str;
    /// The word key of the kind.
    fn label(&self) -> &'static str;
    /// What an editor may choose from, newest first: id and title.
    fn choices<'a>(
        &'a self,
        app: &'a App,
        editor: PersonId,
    ) -> BoxFuture<'a, Result<Vec<(String, String)>, Error>>;
    /// How one of them stands for a person.
    fn state<'a>(
        &'a self,
        app: &'a App,
        person: PersonId,
        id: &'a str,
    ) -> BoxFuture<'a, Result<ActivityState, Error>>;
}

/// An activity as a course page shows it to one person.
#[derive(Clone, Debug)]
pub struct ActivityState {
    /// Its title.
    pub title: String,
    /// Where to do it.
    pub href: String,
    /// Whether the evidence exists.
    pub done: bool,
}

/// Everything the rooms registered.
#[derive(Default)]
pub struct Registry {
    /// All navigation entries in order.
    pub navigation: Vec<NavEntry>,
    /// All parts of the Today page.
    pub today: Vec<Arc<dyn TodaySource>>,
    /// All parts of the staff's front page.
    pub desk: Vec<Arc<dyn TodaySource>>,
    /// All pages below a member's tabs.
    pub links: Vec<MemberLink>,
    /// All activities.
    pub activities: Vec<Arc<dyn Activity>>,
    /// What each room does for the first administrator.
    pub setup: Vec<SetupHook>,
    /// All lines of a person's own page.
    pub profile: Vec<Arc<dyn ProfileSource>>,
    /// The rooms' parts of the API description.
    pub openapi: Vec<utoipa::openapi::OpenApi>,
    /// What the rooms write into the record of the city.
    pub verbs: Vec<&'static Verb>,
    /// What each room does when a subtree moves.
    pub moved: Vec<MovedHook>,
    /// What the rooms let meetings vote on.
    pub proposals: Vec<Arc<dyn ProposalSource>>,
    /// What the rooms say on a branch's page.
    pub branch_lines: Vec<Arc<dyn BranchSource>>,
    /// The hours of study the rooms' organisers credited.
    pub hours: Vec<Arc<dyn HoursSource>>,
    /// Every page and who may open it.
    pub pages: Pages,
}

impl Registry {
    /// The pages that a member finds below a tab.
    pub fn links_below(&self, tab: &str) -> impl Iterator<Item = &MemberLink> {
        self.links.iter().filter(move |link| link.tab == tab)
    }

    /// The activity of a kind.
    #[must_use]
    pub fn activity(&self, kind: &str) -> Option<&Arc<dyn Activity>> {
        self.activities
            .iter()
            .find(|activity| activity.kind() == kind)
    }
}

impl Registry {
    /// Who knows the proposals of a kind.
    #[must_use]
    pub fn proposals_of(&self, kind: &str) -> Option<&Arc<dyn ProposalSource>> {
        self.proposals.iter().find(|source| source.kind() == kind)
    }
}

/// State a room keeps for itself in the application, by type, made at its first use.
#[derive(Default)]
pub struct Rooms(RwLock<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl Rooms {
    /// A room's state; `make` runs once. It must not keep the [`App`], which keeps it.
    pub fn get_or_init<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> Arc<T> {
        if let Some(found) = self.get::<T>() {
            return found;
        }
        let mut rooms = self.0.write();
        let slot = rooms
            .entry(TypeId::of::<T>())
            .or_insert_with(|| Arc::new(make()));
        match Arc::clone(slot).downcast::<T>() {
            Ok(state) => state,
            Err(_) => unreachable!("a slot holds the type it is named after"),
        }
    }

    /// A room's state, when it was made already.
    #[must_use]
    pub fn get<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        let rooms = self.0.read();
        rooms
            .get(&TypeId::of::<T>())
            .and_then(|state| Arc::clone(state).downcast::<T>().ok())
    }
}
