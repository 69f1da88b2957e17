//! The sample city's content, as the files of `demo/` hold it.

use platform::error::{Error, internal};
use serde::Deserialize;

include!(concat!(env!("OUT_DIR"), "/demo.rs"));

/// `city.toml`.
#[derive(Debug, Deserialize)]
pub struct CityFile {
    /// The city.
    pub city: City,
    /// The high-tech park.
    pub park: Park,
    /// Districts and counties.
    pub district: Vec<District>,
    /// Agencies of the city.
    pub agency: Vec<Employer>,
    /// Enterprises.
    pub enterprise: Vec<Employer>,
    /// Schools and hospitals.
    pub institution: Vec<Employer>,
    /// Branches of those who work elsewhere.
    pub floating_branch: Vec<FloatingBranch>,
    /// Family names by weight.
    pub names: Names,
    /// Given names by generation.
    pub given: Vec<Given>,
    /// What members do.
    pub occupation: Vec<Occupation>,
    /// How addresses are written.
    pub address: Address,
}

/// The city itself.
#[derive(Debug, Deserialize)]
pub struct City {
    /// Its committee.
    pub committee: String,
    /// The working committee of its agencies.
    pub agency_committee: String,
    /// Who operates the platform.
    pub operator: String,
    /// The organisation department, which sponsors it.
    pub organisation_department: String,
}

/// The park.
#[derive(Debug, Deserialize)]
pub struct Park {
    /// Its name.
    pub name: String,
    /// Its working committee.
    pub committee: String,
}

/// A district or county.
#[derive(Debug, Deserialize)]
pub struct District {
    /// Its name.
    pub name: String,
    /// Its committee.
    pub committee: String,
    /// Its streets and towns.
    pub unit: Vec<Unit>,
}

/// A street, town or township.
#[derive(Debug, Deserialize)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// `street`, `town` or `township`.
    pub kind: String,
    /// Its committee.
    pub committee: String,
    /// The service centre.
    pub service_centre: String,
    /// Communities.
    pub communities: Vec<String>,
    /// Villages.
    pub villages: Vec<String>,
}

/// Whoever employs members: an agency, an enterprise, a school.
#[derive(Debug, Deserialize)]
pub struct Employer {
    /// Its name.
    pub name: String,
    /// Where in the park it stands, if there.
    pub park_block: Option<String>,
    /// Its branches.
    pub branches: Vec<String>,
}

/// A branch of floating members.
#[derive(Debug, Deserialize)]
pub struct FloatingBranch {
    /// Its name.
    pub name: String,
    /// Who hosts it.
    pub host: String,
}

/// Family names.
#[derive(Debug, Deserialize)]
pub struct Names {
    /// Name and weight.
    pub families: Vec<(String, u64)>,
}

/// Given names of a generation and sex.
#[derive(Debug, Deserialize)]
pub struct Given {
    /// First year of birth.
    pub born_from: i64,
    /// Last year of birth.
    pub born_to: i64,
    /// `male` or `female`.
    pub sex: String,
    /// How often a name has one character.
    pub single_percent: u64,
    /// Characters that stand alone.
    pub single: String,
    /// First characters.
    pub first: String,
    /// Second characters.
    pub last: String,
}

/// What members of an audience do.
#[derive(Debug, Deserialize)]
pub struct Occupation {
    /// Whose.
    pub audience: String,
    /// From what.
    pub choices: Vec<Work>,
}

/// An occupation.
#[derive(Debug, Deserialize)]
pub struct Work {
    /// Its name.
    pub name: String,
    /// How often.
    pub weight: u64,
    /// From which age.
    pub from_age: i64,
    /// To which age.
    pub to_age: i64,
}

/// Streets and estates.
#[derive(Debug, Deserialize)]
pub struct Address {
    /// Housing estates.
    pub estates: Vec<String>,
}

/// A file of `demo/` as text.
///
/// # Errors
/// When the binary does not carry it.
pub fn text(path: &str) -> Result<&'static str, Error> {
    DEMO.iter()
        .find(|(name, _)| *name == path)
        .map(|(_, text)| *text)
        .ok_or_else(|| internal(format!("demo/{path} is missing")))
}

/// Reads a file of `demo/`.
///
/// # Errors
/// When it is missing or not of the expected form.
pub fn read<T: serde::de::DeserializeOwned>(path: &str) -> Result<T, Error> {
    toml::from_str(text(path)?).map_err(|error| internal(format!("demo/{path}: {error}")))
}

/// The files below a folder of `demo/`.
pub fn below(folder: &str) -> impl Iterator<Item = (&'static str, &'static str)> + '_ {
    DEMO.iter()
        .filter(move |(name, _)| name.starts_with(folder))
        .copied()
}
