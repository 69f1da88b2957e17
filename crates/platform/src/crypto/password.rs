//! Password hashes: argon2id in a pool of as many threads as there are cores.
//!
//! One hash takes about 22 ms of a core and 19 MiB, so a rush of sign-ins queues here instead
//! of taking the machine from everybody else. The threads are its own: on the runtime's blocking
//! threads the allocator kept 19 MiB for each that ever made a hash, 400 MB after 500 sign-ins.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use parking_lot::Mutex;
use tokio::sync::{Semaphore, oneshot};

use crate::error::{Error, busy, internal};

/// Sign-ins that may wait for their turn: about a minute's work of two cores.
const WAITING: usize = 5_000;

/// One hash to make or to compare.
type Job = Box<dyn FnOnce() + Send>;

/// Hashes and verifies passwords; cheap to clone.
#[derive(Clone)]
pub struct Hasher {
    params: Params,
    jobs: mpsc::Sender<Job>,
    places: Arc<Semaphore>,
    decoy: Arc<str>,
}

impl Hasher {
    /// The parameters a city runs with: 19 MiB, two passes, one lane (OWASP's second choice).
    ///
    /// # Errors
    /// When the first hash cannot be made.
    pub fn new() -> Result<Self, Error> {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self::with(19 * 1024, 2, cores)
    }

    /// Parameters that cost nothing, for tests only.
    ///
    /// # Errors
    /// When the first hash cannot be made.
    pub fn for_tests() -> Result<Self, Error> {
        Self::with(8, 1, 2)
    }

    fn with(kibibytes: u32, passes: u32, threads: usize) -> Result<Self, Error> {
        let params =
            Params::new(kibibytes, passes, 1, None).map_err(|e| internal(e.to_string()))?;
        // Nobody knows this password; it only costs what a real one costs.
        let decoy = hash_with(&params, &crate::random::typeable_code(32))?;
        Ok(Self {
            params,
            jobs: workers(threads)?,
            places: Arc::new(Semaphore::new(WAITING)),
            decoy: decoy.into(),
        })
    }

    /// Hashes a password to a PHC string with a salt of its own.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many wait.
    pub async fn hash(&self, password: &str) -> Result<String, Error> {
        let (params, password) = (self.params.clone(), password.to_owned());
        self.run(move || hash_with(&params, &password)).await?
    }

    /// Whether the password is the one the hash was made of.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many wait; a stored hash that cannot be read.
    pub async fn verify(&self, password: &str, stored: &str) -> Result<bool, Error> {
        let (password, stored) = (password.to_owned(), stored.to_owned());
        self.run(move || verify_with(&password, &stored)).await?
    }

    /// What an unknown account gets: the same work as [`Hasher::verify`], and always *no*.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many wait.
    pub async fn verify_unknown(&self, password: &str) -> Result<bool, Error> {
        let decoy = Arc::clone(&self.decoy);
        self.verify(password, &decoy).await.map(|_| false)
    }

    /// Whether a hash was made with other parameters and should be made anew at next sign-in.
    #[must_use]
    pub fn is_outdated(&self, stored: &str) -> bool {
        PasswordHash::new(stored)
            .ok()
            .and_then(|hash| Params::try_from(&hash).ok())
            .is_none_or(|found| {
                (found.m_cost(), found.t_cost(), found.p_cost())
                    != (
                        self.params.m_cost(),
                        self.params.t_cost(),
                        self.params.p_cost(),
                    )
            })
    }

    /// Passwords that are being hashed or wait for it, for the operator's figures.
    #[must_use]
    pub fn waiting(&self) -> usize {
        WAITING - self.places.available_permits()
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let _place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| {
            crate::figures::refused("hashing");
            busy()
        })?;
        let (reply, answer) = oneshot::channel();
        let job = move || {
            if !reply.is_closed() {
                let _ = reply.send(work());
            }
        };
        self.jobs
            .send(Box::new(job))
            .map_err(|_| internal("the hashing threads are gone"))?;
        answer.await.map_err(|_| internal("hashing panicked"))
    }
}

/// Starts the threads; they end with the last hasher.
fn workers(count: usize) -> Result<mpsc::Sender<Job>, Error> {
    let (jobs, waiting) = mpsc::channel::<Job>();
    let waiting = Arc::new(Mutex::new(waiting));
    for _ in 0..count {
        let waiting = Arc::clone(&waiting);
        std::thread::Builder::new()
            .name("password".to_owned())
            .spawn(move || work_off(&waiting))
            .map_err(|error| internal(error.to_string()))?;
    }
    Ok(jobs)
}

fn work_off(waiting: &Mutex<mpsc::Receiver<Job>>) {
    loop {
        let job = waiting.lock().recv();
        let Ok(job) = job else { return };
        // The one who waits learns of a panic; the thread stays for the others.
        let _ = catch_unwind(AssertUnwindSafe(job));
    }
}

fn argon(params: Params) -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash_with(params: &Params, password: &str) -> Result<String, Error> {
    argon(params.clone())
        .hash_password_with_salt(password.as_bytes(), &crate::random::bytes::<16>())
        .map(|hash: PasswordHash| hash.to_string())
        .map_err(|error| internal(error.to_string()))
}

fn verify_with(password: &str, stored: &str) -> Result<bool, Error> {
    let hash = PasswordHash::new(stored).map_err(|error| internal(error.to_string()))?;
    // The parameters come from the hash, not from the verifier.
    match argon(Params::default()).verify_password(password.as_bytes(), &hash) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(internal(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_verifies_and_another_does_not() {
        let hasher = Hasher::for_tests().unwrap();
        let hash = hasher.hash("云溪 2026").await.unwrap();
        assert_ne!(
            hash,
            hasher.hash("云溪 2026").await.unwrap(),
            "each has its own salt"
        );
        assert!(hasher.verify("云溪 2026", &hash).await.unwrap());
        assert!(!hasher.verify("云溪 2027", &hash).await.unwrap());
        assert!(hasher.verify("x", "not a hash").await.is_err());
    }

    #[tokio::test]
    async fn the_city_uses_nineteen_mebibytes() {
        let hasher = Hasher::new().unwrap();
        let hash = hasher.hash("x").await.unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        assert!(!hasher.is_outdated(&hash));
        assert!(Hasher::for_tests().unwrap().is_outdated(&hash));
    }

    #[tokio::test]
    async fn an_unknown_account_costs_the_same_hash() {
        let hasher = Hasher::new().unwrap();
        assert!(
            !hasher.is_outdated(&hasher.decoy),
            "the decoy has the real parameters"
        );
        assert!(!hasher.verify_unknown("x").await.unwrap());
    }

    #[tokio::test]
    async fn beyond_the_queue_people_are_told_to_come_back() {
        let mut hasher = Hasher::for_tests().unwrap();
        hasher.places = Arc::new(Semaphore::new(0));
        assert!(matches!(hasher.hash("x").await, Err(Error::Busy(_))));
    }
}
