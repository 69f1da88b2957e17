//! Verbs: what can happen, and who may see who did it.

use std::collections::BTreeMap;

use crate::error::{Error, internal};

/// Who may see a record with the name of the one who acted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Visibility {
    /// The member alone: reading, recall, wrong answers, notes, drafts.
    MemberAlone = 1,
    /// The member and their branch: attendance, credited hours.
    Branch = 2,
    /// Also those above whose duties reach that far.
    Scope = 3,
    /// Nobody by name but the member: others get figures.
    Figures = 4,
}

/// For whom records are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Audience {
    /// A member reading their own page; the number is theirs.
    Member(i64),
    /// The member's own branch.
    Branch,
    /// Somebody above with a duty in scope.
    Scope,
    /// Figures, indicators, search: never a name.
    Figures,
}

impl Visibility {
    /// Whether this audience may learn who acted.
    #[must_use]
    pub fn names_to(self, audience: Audience, actor_no: i64) -> bool {
        match audience {
            Audience::Member(reader) => reader == actor_no,
            Audience::Branch => matches!(self, Self::Branch | Self::Scope),
            Audience::Scope => self == Self::Scope,
            Audience::Figures => false,
        }
    }

    /// The visibility of a stored number; an unknown one is the strictest.
    #[must_use]
    pub fn of_code(code: i64) -> Self {
        match code {
            2 => Self::Branch,
            3 => Self::Scope,
            4 => Self::Figures,
            _ => Self::MemberAlone,
        }
    }
}

/// One thing that can happen. Declare it as a `static` in the room that writes it.
#[derive(PartialEq, Eq, Debug)]
pub struct Verb {
    /// The number stored; never used again for something else.
    pub code: i64,
    /// `unit.finished`, `test.submitted`.
    pub name: &'static str,
    /// Who may see who did it.
    pub visibility: Visibility,
}

impl Verb {
    /// A verb.
    #[must_use]
    pub const fn new(code: i64, name: &'static str, visibility: Visibility) -> Self {
        Self {
            code,
            name,
            visibility,
        }
    }
}

/// All verbs of all rooms.
#[derive(Debug, Default)]
pub struct Verbs(BTreeMap<i64, &'static Verb>);

impl Verbs {
    /// Gathers the rooms' verbs.
    ///
    /// # Errors
    /// When two share a number or a name.
    pub fn gather(verbs: impl IntoIterator<Item = &'static Verb>) -> Result<Self, Error> {
        let mut all: BTreeMap<i64, &'static Verb> = BTreeMap::new();
        for verb in verbs {
            if let Some(other) = all.values().find(|other| other.name == verb.name) {
                return Err(internal(format!("two verbs are called {}", other.name)));
            }
            if let Some(other) = all.insert(verb.code, verb) {
                return Err(internal(format!(
                    "{} and {} have the number {}",
                    other.name, verb.name, verb.code
                )));
            }
        }
        Ok(Self(all))
    }

    /// The verb of a stored number.
    #[must_use]
    pub fn of_code(&self, code: i64) -> Option<&'static Verb> {
        self.0.get(&code).copied()
    }

    /// The verb of a name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&'static Verb> {
        self.0.values().find(|verb| verb.name == name).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static READ: Verb = Verb::new(1, "unit.finished", Visibility::MemberAlone);
    static SAME_CODE: Verb = Verb::new(1, "test.submitted", Visibility::Scope);
    static SAME_NAME: Verb = Verb::new(2, "unit.finished", Visibility::Scope);

    #[test]
    fn verbs_are_told_apart() {
        assert!(Verbs::gather([&READ, &SAME_CODE]).is_err());
        assert!(Verbs::gather([&READ, &SAME_NAME]).is_err());
        let verbs = Verbs::gather([&READ]).unwrap();
        assert_eq!(verbs.of_code(1), Some(&READ));
        assert_eq!(verbs.named("unit.finished"), Some(&READ));
        assert_eq!(verbs.of_code(2), None);
    }

    #[test]
    fn who_learns_who_acted() {
        use Audience::{Branch, Figures, Member, Scope};
        let table = [
            (Visibility::MemberAlone, [true, false, false, false, false]),
            (Visibility::Branch, [true, false, true, false, false]),
            (Visibility::Scope, [true, false, true, true, false]),
            (Visibility::Figures, [true, false, false, false, false]),
        ];
        for (visibility, expected) in table {
            let audiences = [Member(7), Member(8), Branch, Scope, Figures];
            assert_eq!(
                audiences.map(|who| visibility.names_to(who, 7)),
                expected,
                "{visibility:?}"
            );
            assert_eq!(Visibility::of_code(visibility as i64), visibility);
        }
        assert_eq!(Visibility::of_code(99), Visibility::MemberAlone);
    }
}
