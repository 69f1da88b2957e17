//! What the rooms say of one branch: its page is put together from their lines.
//!
//! A branch page answers three questions a secretary has: what goes well, what needs a hand, what
//! to do next. Each room answers for what it knows. Nothing here compares branches with each
//! other or persons with persons, and a line that names a person names one whom the reader may
//! read.

use jiff::civil::Date;

use crate::app::App;
use crate::error::Error;
use crate::i18n::Locale;
use crate::ids::{OrgId, PersonId};
use crate::module::BoxFuture;

/// The branch that is looked at, and by whom. The page has found it through the reader's grants.
#[derive(Clone, Debug)]
pub struct BranchSeen {
    /// Which.
    pub org: OrgId,
    /// The number that records use.
    pub no: i64,
    /// Its place: everything below it lies in `[path, path + "~")`.
    pub path: String,
    /// The code of its kind: `branch`, `joint_branch`, `general_branch` …
    pub kind: String,
    /// Who reads the page. A line that needs more than `org.read` is said only to a reader who
    /// holds that permission at this place.
    pub reader: PersonId,
    /// The day it is read.
    pub today: Date,
    /// In which language.
    pub locale: Locale,
}

/// Which of the page's questions a line answers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum BranchPart {
    /// 做得好的: said plainly, without praise by number.
    Well,
    /// 要搭把手的: what stands still or lacks something.
    Needs,
    /// 接下来: the next step, with its day when it has one.
    Next,
}

/// A line of a branch page: one short sentence, and where to go on.
#[derive(Clone, Debug)]
pub struct BranchLine {
    /// Which question it answers.
    pub part: BranchPart,
    /// The sentence, in the reader's language.
    pub words: String,
    /// The page that shows what stands behind it or lets one do it.
    pub href: Option<String>,
    /// Its day, when it has one: earlier days stand first.
    pub day: Option<Date>,
}

impl BranchLine {
    /// Something that goes well.
    #[must_use]
    pub fn well(words: String) -> Self {
        Self::new(BranchPart::Well, words)
    }

    /// Something that needs a hand.
    #[must_use]
    pub fn needs(words: String) -> Self {
        Self::new(BranchPart::Needs, words)
    }

    /// A next step.
    #[must_use]
    pub fn next(words: String) -> Self {
        Self::new(BranchPart::Next, words)
    }

    fn new(part: BranchPart, words: String) -> Self {
        Self {
            part,
            words,
            href: None,
            day: None,
        }
    }

    /// The page behind it.
    #[must_use]
    pub fn at(mut self, href: String) -> Self {
        self.href = Some(href);
        self
    }

    /// Its day.
    #[must_use]
    pub fn on(mut self, day: Date) -> Self {
        self.day = Some(day);
        self
    }
}

/// A room's lines on a branch's page: a handful, each from a figure that stands ready or a
/// bounded query, so that the page stays within its time in a large city.
pub trait BranchSource: Send + Sync {
    /// What this room knows of the branch.
    fn lines<'a>(
        &'a self,
        app: &'a App,
        branch: &'a BranchSeen,
    ) -> BoxFuture<'a, Result<Vec<BranchLine>, Error>>;
}
