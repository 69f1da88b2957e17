//! What every page knows: words, navigation, the person, the mode.

use sha2::{Digest as _, Sha256};

use super::context::Cx;
use super::respond::Answer;
use crate::embedded::BUILD_HASH;
use crate::error::Error;
use crate::i18n::{Arg, Locale, say};
use crate::ids::PersonId;
use crate::module::MemberLink;

/// A link of the navigation.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// Its words.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// The name of its icon.
    pub icon: &'static str,
    /// Whether the page is here or below.
    pub current: bool,
}

/// A group of the staff navigation.
#[derive(Clone, Debug)]
pub struct NavGroup {
    /// Its words.
    pub label: String,
    /// Its links.
    pub items: Vec<NavItem>,
    /// Whether it can be folded: with few links in all, nothing is.
    pub folds: bool,
    /// Whether it stands open: the group of the page, or the first where none is.
    pub open: bool,
}

/// With more links than this the groups of the navigation fold.
const FOLDS_FROM: usize = 14;

/// What every page struct carries as its field `v`.
#[derive(Clone, Debug, Default)]
pub struct View {
    locale: Locale,
    elder: bool,
    sample: bool,
    offline_shell: bool,
    site: String,
    person_name: String,
    owner: String,
    signed_in: bool,
    path: String,
    flash: Option<String>,
    tabs: Vec<NavItem>,
    nav: Vec<NavGroup>,
    ways: Vec<MemberLink>,
}

impl Cx {
    /// What a page needs besides its own matter.
    ///
    /// # Errors
    /// The database's, when the navigation cannot be read.
    pub async fn view(&self) -> Result<View, Error> {
        let held = self.permissions().await?;
        Ok(self.view_with(&held))
    }

    /// A view without navigation: for error pages, which must not need the database.
    #[must_use]
    pub fn plain_view(&self) -> View {
        self.view_with(&[])
    }

    fn view_with(&self, held: &[String]) -> View {
        let mut nav: Vec<NavGroup> = Vec::new();
        for entry in &self.app.registry.navigation {
            if !held.iter().any(|have| have == entry.permission) {
                continue;
            }
            let label = self.t(entry.group);
            let item = NavItem {
                label: self.t(entry.label),
                href: entry.href.to_owned(),
                icon: "",
                current: is_below(&self.path, entry.href),
            };
            match nav.iter_mut().find(|group| group.label == label) {
                Some(group) => group.items.push(item),
                None => nav.push(NavGroup {
                    label,
                    items: vec![item],
                    folds: false,
                    open: false,
                }),
            }
        }
        fold(&mut nav);
        View {
            locale: self.locale,
            elder: self.elder,
            sample: self.app.site.sample,
            offline_shell: self.app.site.offline_shell,
            site: self.app.site.name.clone(),
            person_name: self
                .who
                .as_ref()
                .map(|who| who.name.clone())
                .unwrap_or_default(),
            owner: self
                .who
                .as_ref()
                .map(|who| owner(who.person))
                .unwrap_or_default(),
            signed_in: self.who.is_some(),
            path: self.path.clone(),
            flash: self.flash.as_deref().map(|key| self.t(key)),
            tabs: tabs(self),
            nav,
            ways: ways(self),
        }
    }

    /// Renders a page.
    ///
    /// # Errors
    /// When the template fails, which is a fault of ours.
    pub fn page(&self, template: &impl askama::Template) -> Answer {
        self.page_with(http::StatusCode::OK, template)
    }

    /// Renders a page with a status: 422 for a form that must be mended.
    ///
    /// # Errors
    /// When the template fails, which is a fault of ours.
    pub fn page_with(&self, status: http::StatusCode, template: &impl askama::Template) -> Answer {
        let html = template
            .render()
            .map_err(|error| crate::error::internal(error.to_string()))?;
        super::respond::html(status, html)
    }
}

/// Folds the groups of a long navigation but the one the page is in.
fn fold(nav: &mut [NavGroup]) {
    if nav.iter().map(|group| group.items.len()).sum::<usize>() <= FOLDS_FROM {
        return;
    }
    let here = nav
        .iter()
        .position(|group| group.items.iter().any(|item| item.current));
    for (index, group) in nav.iter_mut().enumerate() {
        group.folds = true;
        group.open = index == here.unwrap_or(0);
    }
}

fn owner(person: PersonId) -> String {
    let digest = Sha256::new_with_prefix(b"touyan outbox 1\0")
        .chain_update(person.0)
        .finalize();
    digest[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The rooms' pages below the tab whose own page this is.
fn ways(cx: &Cx) -> Vec<MemberLink> {
    let tab = cx.path.trim_start_matches('/');
    cx.app.registry.links_below(tab).copied().collect()
}

fn is_below(path: &str, href: &str) -> bool {
    path == href || (href != "/staff" && href != "/" && path.starts_with(&format!("{href}/")))
}

fn tabs(cx: &Cx) -> Vec<NavItem> {
    let tabs = [
        ("shell-tab-home", "/", "home"),
        ("shell-tab-study", "/study", "study"),
        ("shell-tab-org", "/org", "org"),
        ("shell-tab-service", "/service", "service"),
        ("shell-tab-me", "/me", "me"),
    ];
    // A page below a tab's link is that tab's, wherever its address begins.
    let linked = tabs.iter().map(|(_, _, icon)| *icon).find(|icon| {
        let mut links = cx.app.registry.links_below(icon);
        links.any(|link| is_below(&cx.path, link.href))
    });
    tabs.into_iter()
        .map(|(key, href, icon)| NavItem {
            label: cx.t(key),
            href: href.to_owned(),
            icon,
            current: linked.map_or_else(|| is_below(&cx.path, href), |one| one == icon),
        })
        .collect()
}

impl View {
    /// The same view of nobody, for pages that a shared phone keeps.
    #[must_use]
    pub fn nobody(mut self) -> Self {
        self.signed_in = false;
        self.person_name.clear();
        self.owner.clear();
        self.nav.clear();
        self.flash = None;
        self
    }

    /// The same view in a language and mode that are not the request's.
    #[must_use]
    pub fn shown_in(mut self, locale: Locale, elder: bool) -> Self {
        self.locale = locale;
        self.elder = elder;
        self
    }

    /// The offline page that speaks as this page does; none when the operator has switched the
    /// service worker off.
    #[must_use]
    pub fn offline_shell(&self) -> Option<String> {
        self.offline_shell
            .then(|| super::worker::offline_address(self.locale, self.elder))
    }

    /// A word.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        say(self.locale, key, &[])
    }

    /// A message with one argument.
    #[must_use]
    pub fn t1(&self, key: &str, name: &str, value: impl Arg) -> String {
        say(self.locale, key, &[(name, &value)])
    }

    /// A message with two arguments.
    #[must_use]
    pub fn t2(&self, key: &str, a: &str, x: impl Arg, b: &str, y: impl Arg) -> String {
        say(self.locale, key, &[(a, &x), (b, &y)])
    }

    /// A message with three arguments.
    #[must_use]
    #[expect(
        clippy::too_many_arguments,
        reason = "a template has no slices of pairs"
    )]
    pub fn t3(
        &self,
        key: &str,
        a: &str,
        x: impl Arg,
        b: &str,
        y: impl Arg,
        c: &str,
        z: impl Arg,
    ) -> String {
        say(self.locale, key, &[(a, &x), (b, &y), (c, &z)])
    }

    /// The address of an asset under the build hash.
    #[must_use]
    pub fn asset(&self, path: &str) -> String {
        format!("/assets/{BUILD_HASH}/{path}")
    }

    /// The page's language code.
    #[must_use]
    pub fn lang(&self) -> &'static str {
        self.locale.code()
    }

    /// The page's language.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// Elder mode.
    #[must_use]
    pub fn elder(&self) -> bool {
        self.elder
    }

    /// Whether somebody is signed in.
    #[must_use]
    pub fn signed_in(&self) -> bool {
        self.signed_in
    }

    /// The signed-in person's name.
    #[must_use]
    pub fn person_name(&self) -> &str {
        &self.person_name
    }

    /// A mark of the signed-in person for what a browser keeps until it can be sent: the same at
    /// each sign-in, and nobody's name. Empty for nobody.
    #[must_use]
    pub fn owner(&self) -> &str {
        &self.owner
    }

    /// The site's name.
    #[must_use]
    pub fn site(&self) -> &str {
        &self.site
    }

    /// The five tabs of the phone.
    #[must_use]
    pub fn tabs(&self) -> &[NavItem] {
        &self.tabs
    }

    /// What a member finds below this tab; nothing on any other page.
    #[must_use]
    pub fn ways(&self) -> &[MemberLink] {
        &self.ways
    }

    /// The staff navigation, only what the person may use.
    #[must_use]
    pub fn nav(&self) -> &[NavGroup] {
        &self.nav
    }

    /// What the last action did.
    #[must_use]
    pub fn flash(&self) -> Option<&str> {
        self.flash.as_deref()
    }

    /// Whether this is the sample city.
    #[must_use]
    pub fn sample(&self) -> bool {
        self.sample
    }

    /// The path of this page.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The other language: code and own name.
    #[must_use]
    pub fn other_lang(&self) -> (&'static str, &'static str) {
        let other = self.locale.other();
        (other.code(), other.own_name())
    }
}
