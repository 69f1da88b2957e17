//! The sealed columns of a member: ciphertext that opens in its own row only, and blind indexes
//! by which an exact number is found.

use platform::auth::account::mobile_index;
use platform::crypto::{CryptoError, Sealer};
use platform::from_row;
use platform::ids::PersonId;

use super::record::Record;
use crate::roster::Details;

/// The table named in what is authenticated beside each value.
const TABLE: &str = "member";

/// Sealed values as the row holds them.
#[derive(Clone, Default)]
pub struct Sealed {
    /// 公民身份号码.
    pub id_number: Option<Vec<u8>>,
    /// 手机号码.
    pub mobile: Option<Vec<u8>>,
    /// 联系电话.
    pub phone: Option<Vec<u8>>,
    /// 现居住地.
    pub residence: Option<Vec<u8>>,
    /// 户籍所在地.
    pub household_place: Option<Vec<u8>>,
}
from_row!(Sealed {
    id_number,
    mobile,
    phone,
    residence,
    household_place
});

/// How the row is found by exact numbers.
#[derive(Clone, Default)]
pub struct Indexes {
    /// By ID number.
    pub id_number: Option<Vec<u8>>,
    /// By mobile number; the same key as the account's.
    pub mobile: Option<Vec<u8>>,
}

/// Seals what a record says for the row of a person.
///
/// # Errors
/// The crypto provider's.
pub fn seal(sealer: &Sealer, person: PersonId, record: &Record) -> Result<Sealed, CryptoError> {
    let seal = |column: &str, plain: Option<&String>| {
        plain
            .map(|text| sealer.seal_text(TABLE, column, person.0, text))
            .transpose()
    };
    let more = &record.details;
    Ok(Sealed {
        id_number: seal("id_number", record.id_number.as_ref())?,
        mobile: seal("mobile", more.mobile.as_ref())?,
        phone: seal("phone", more.phone.as_ref())?,
        residence: seal("residence", more.residence.as_ref())?,
        household_place: seal("household_place", more.household_place.as_ref())?,
    })
}

/// The blind indexes of a record.
///
/// # Errors
/// The crypto provider's.
pub fn indexes(sealer: &Sealer, record: &Record) -> Result<Indexes, CryptoError> {
    Ok(Indexes {
        id_number: record
            .id_number
            .as_deref()
            .map(|plain| id_index(sealer, plain))
            .transpose()?,
        mobile: match record.details.mobile.as_deref() {
            Some(number) => mobile_index(sealer, number)?,
            None => None,
        },
    })
}

/// The key by which an ID number is found.
///
/// # Errors
/// The crypto provider's.
pub fn id_index(sealer: &Sealer, id_number: &str) -> Result<Vec<u8>, CryptoError> {
    sealer.blind_index("id_number", id_number)
}

impl Sealed {
    /// Opens the values of a person's row; the ID number, and the rest into the details.
    ///
    /// # Errors
    /// When a value was changed, belongs to another row or its key is missing.
    pub fn open(
        &self,
        sealer: &Sealer,
        person: PersonId,
        details: &mut Details,
    ) -> Result<Option<String>, CryptoError> {
        let open = |column: &str, sealed: &Option<Vec<u8>>| {
            sealed
                .as_deref()
                .map(|bytes| sealer.open_text(TABLE, column, person.0, bytes))
                .transpose()
        };
        details.mobile = open("mobile", &self.mobile)?;
        details.phone = open("phone", &self.phone)?;
        details.residence = open("residence", &self.residence)?;
        details.household_place = open("household_place", &self.household_place)?;
        open("id_number", &self.id_number)
    }
}

/// Opens a mobile number alone, for a page of a list.
///
/// # Errors
/// As [`Sealed::open`].
pub fn open_mobile(
    sealer: &Sealer,
    person: PersonId,
    sealed: Option<&[u8]>,
) -> Result<Option<String>, CryptoError> {
    sealed
        .map(|bytes| sealer.open_text(TABLE, "mobile", person.0, bytes))
        .transpose()
}
