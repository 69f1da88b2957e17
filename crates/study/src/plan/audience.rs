//! For whom a plan is: a subtree of the organisation and kinds of member, as the members room
//! defines them for everybody.

pub use members::audience::{Audience, AudienceKind as MemberKind, AudienceKinds as MemberKinds};
