//! Admission (发展党员): 25 steps from an application to the filed papers.
//!
//! Always true: what was done is written once and never changed, and where somebody stands is read
//! off it ([`machine`]); the superior's steps are the superior's; a block falls by two persons; who
//! is no member yet stands in no roll, and comes onto it with the superior's approval as of the day
//! the assembly passed (发展党员工作细则).

use platform::crypto::{CryptoError, Sealer};
use platform::record::{ObjectKind, Verb, Visibility};
use platform::{from_row, typed_id};

pub mod begin;
pub mod block;
pub mod desk;
pub mod form_pages;
pub mod machine;
pub mod more_pages;
pub mod notice;
pub mod overrule;
pub mod pages;
pub mod paper_pages;
pub mod papers;
pub mod roll;
mod row;
pub mod rules;
pub mod show;
mod shown;
pub mod step;
pub mod step_form;
pub mod step_pages;
pub mod store;
pub mod take;
#[cfg(test)]
mod tests;
pub mod turn;
pub mod unmask;
pub mod vote;

pub use row::{Applicant, Facts, Override, PublicNotice, Turn, Written};

typed_id!(
    /// Somebody on the way to joining.
    ApplicantId
);
typed_id!(
    /// A step that was written down.
    WrittenId
);
typed_id!(
    /// A public notice.
    NoticeId
);
typed_id!(
    /// A block that two persons let fall.
    OverrideId
);
typed_id!(
    /// A pause, an exit, a move to another branch.
    TurnId
);

/// The permission of whoever may see applicants.
pub const READ: &str = "admission.read";
/// The permission of whoever writes down the branch's steps.
pub const ACT: &str = "admission.act";
/// The permission of whoever writes down the superior's steps.
pub const APPROVE: &str = "admission.approve";
/// The permission of whoever decides at the superior whether a block falls.
pub const OVERRIDE: &str = "admission.override";

/// An applicant, as records name it.
pub const APPLICANT: ObjectKind = ObjectKind {
    code: 50,
    name: "applicant",
};

/// A step was done.
pub static STEP_DONE: Verb = Verb::new(500, "admission.step_done", Visibility::Scope);

/// The table named in what is authenticated beside a sealed value.
const TABLE: &str = "applicant";

/// Sealed values of an applicant.
#[derive(Clone, Default)]
pub struct Sealed {
    /// 公民身份号码.
    pub id_number: Option<Vec<u8>>,
    /// 手机号码.
    pub mobile: Option<Vec<u8>>,
    /// 现居住地.
    pub residence: Option<Vec<u8>>,
}
from_row!(Sealed {
    id_number,
    mobile,
    residence
});

/// The same in plain.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Plain {
    /// 公民身份号码.
    pub id_number: Option<String>,
    /// 手机号码.
    pub mobile: Option<String>,
    /// 现居住地.
    pub residence: Option<String>,
}

impl Plain {
    /// Seals them for the row of an applicant.
    ///
    /// # Errors
    /// The crypto provider's.
    pub fn seal(&self, sealer: &Sealer, id: ApplicantId) -> Result<Sealed, CryptoError> {
        let seal = |column: &str, plain: &Option<String>| {
            let plain = plain.as_ref();
            plain
                .map(|text| sealer.seal_text(TABLE, column, id.0, text))
                .transpose()
        };
        Ok(Sealed {
            id_number: seal("id_number", &self.id_number)?,
            mobile: seal("mobile", &self.mobile)?,
            residence: seal("residence", &self.residence)?,
        })
    }
}

impl Sealed {
    /// Opens them. The caller masks them or has noted who asked and why.
    ///
    /// # Errors
    /// When a value was changed, belongs to another row or its key is missing.
    pub fn open(&self, sealer: &Sealer, id: ApplicantId) -> Result<Plain, CryptoError> {
        let open = |column: &str, sealed: &Option<Vec<u8>>| {
            let sealed = sealed.as_deref();
            sealed
                .map(|bytes| sealer.open_text(TABLE, column, id.0, bytes))
                .transpose()
        };
        Ok(Plain {
            id_number: open("id_number", &self.id_number)?,
            mobile: open("mobile", &self.mobile)?,
            residence: open("residence", &self.residence)?,
        })
    }
}
