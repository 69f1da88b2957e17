//! The sample city as a driver's object: made by `touyan demo`, served by `touyan serve`.

use std::process::Stdio;

use assess::bank::{Answer, Difficulty, Mark, MultiplePartial, QuestionDraft, QuestionKind};
use assess::paper::PaperId;
use assess::question::QuestionId;
use assess::question::store::Author;
use assess::sitting::permutation::Shuffle;
use assess::test::audience::{Audience, AudienceKinds};
use assess::test::store::NewTest;
use assess::test::{ScoreShown, TestId};
use assess::{paper, question, test};
use platform::app::{App, Site};
use platform::assemble::Assembled;
use platform::clock::{MINUTE_MS, Millis};
use platform::db::{Db, Sql, Tx};
use platform::error::{Error, internal};
use platform::ids::{OrgId, PersonId};
use platform::{auth, params, sql};
use touyan::demo::cards::{SampleAccount, SampleMark};

use crate::place::{Place, PlaceArgs};
use crate::process::Server;

/// The password of every account of a bench's city.
pub const PASSWORD: &str = "Bench-yunxi-2026";
/// Sessions begun at the same time.
const AT_ONCE: usize = 512;

/// A sample city in a place of its own.
pub struct City {
    /// Where it lies.
    pub place: Place,
}

/// A published test and who may sit it.
pub struct Exam {
    /// The test.
    pub test: TestId,
    /// A session cookie for each candidate.
    pub cookies: Vec<String>,
    /// Questions of its paper.
    pub questions: i64,
}

impl City {
    /// Makes one with so many members.
    ///
    /// # Errors
    /// When the place or the city cannot be made.
    pub async fn make(args: &PlaceArgs, members: u32) -> Result<Self, Error> {
        Self::make_in(Place::make(args).await?, members).await
    }

    /// Makes one in a place.
    ///
    /// # Errors
    /// When the city cannot be made.
    pub async fn make_in(place: Place, members: u32) -> Result<Self, Error> {
        let program = std::env::current_exe().map_err(|error| internal(error.to_string()))?;
        let status = tokio::process::Command::new(program)
            .args([
                "touyan",
                "demo",
                "--json",
                "--password",
                PASSWORD,
                "--members",
            ])
            .arg(members.to_string())
            .args(place.arguments())
            .stdout(Stdio::null())
            .status()
            .await
            .map_err(|error| internal(error.to_string()))?;
        if status.success() {
            Ok(Self { place })
        } else {
            Err(internal("the city was not made"))
        }
    }

    /// Opens the city in this process, to prepare something before it is served.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn open(&self) -> Result<App, Error> {
        let data = self.place.data.clone();
        let Assembled { app, .. } =
            touyan::wire::open(data, self.place.url.as_deref(), Site::default()).await?;
        Ok(app)
    }

    /// Serves it as the product does, on a free port.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn serve(&self) -> Result<Server, Error> {
        let mut words: Vec<String> = ["touyan", "serve", "--listen", "127.0.0.1:0"]
            .map(str::to_owned)
            .into();
        words.extend(self.place.arguments());
        Server::own(&words).await
    }

    /// The accounts a visitor may use.
    ///
    /// # Errors
    /// When the folder has no mark of a sample city.
    pub fn accounts(&self) -> Result<Vec<SampleAccount>, Error> {
        let mark = SampleMark::read(&self.place.data);
        Ok(mark
            .ok_or_else(|| internal("this is no sample city"))?
            .accounts)
    }

    /// A single number out of its database.
    ///
    /// # Errors
    /// The database's.
    pub async fn count(&self, statement: &'static Sql, test: TestId) -> Result<u64, Error> {
        let db = self.place.open().await?;
        let (count,): (i64,) = db
            .read("count", move |tx| Ok(tx.one(statement, params![test])?))
            .await?;
        db.close().await;
        Ok(count.unsigned_abs())
    }
}

/// Members with an account, in a fixed order.
///
/// # Errors
/// The database's, or when there are fewer.
pub async fn members(db: &Db, count: u32) -> Result<Vec<PersonId>, Error> {
    let people: Vec<(PersonId,)> = db
        .read("candidates", move |tx| {
            Ok(tx.all(sql!("sql/candidates.sql"), params![count])?)
        })
        .await?;
    if people.len() < count as usize {
        return Err(internal(format!(
            "only {} members have an account: raise --members",
            people.len()
        )));
    }
    Ok(people.into_iter().map(|(person,)| person).collect())
}

/// A session of somebody who holds a permission, as high up as there is one.
///
/// # Errors
/// The database's, or when nobody holds it.
pub async fn holder(app: &App, permission: &'static str) -> Result<String, Error> {
    let person = app
        .db
        .read("holder", move |tx| {
            Ok(tx.opt::<(PersonId,)>(sql!("sql/holder.sql"), params![permission])?)
        })
        .await?;
    let (person,) = person.ok_or_else(|| internal(format!("nobody holds {permission}")))?;
    let mut cookies = cookies(app, &[person]).await?;
    cookies
        .pop()
        .ok_or_else(|| internal("no session was begun"))
}

/// A session cookie for each person.
///
/// # Errors
/// The database's.
pub async fn cookies(app: &App, people: &[PersonId]) -> Result<Vec<String>, Error> {
    let mut cookies = Vec::with_capacity(people.len());
    for some in people.chunks(AT_ONCE) {
        let mut begun = Vec::with_capacity(some.len());
        for person in some {
            let (app, person) = (app.clone(), *person);
            begun.push(tokio::spawn(async move { auth::mint(&app, person).await }));
        }
        for one in begun {
            let token = one.await.map_err(|error| internal(error.to_string()))??;
            cookies.push(format!("{}={token}", auth::COOKIE));
        }
    }
    Ok(cookies)
}

/// Adds a test of so many questions, open from now on, and a session for each candidate.
///
/// # Errors
/// The database's.
pub async fn exam(app: &App, candidates: u32, questions: u32, name: &str) -> Result<Exam, Error> {
    let people = members(&app.db, candidates).await?;
    let by = people
        .first()
        .copied()
        .ok_or_else(|| internal("nobody is there"))?;
    let (name, at) = (name.to_owned(), app.clock.now());
    let id = TestId::derived("bench test", &name);
    app.db
        .write("bench_exam", move |tx| {
            let (org, path) = tx.one::<(OrgId, String)>(sql!("sql/root.sql"), params![])?;
            let author = Author { org, path, by, at };
            let paper = add_paper(tx, &author, &name, questions)?;
            test::store::add(tx, &author, &new_test(id, paper, &author, at))?;
            test::store::publish(tx, &author, id)?;
            Ok(())
        })
        .await?;
    let cookies = cookies(app, &people).await?;
    Ok(Exam {
        test: id,
        cookies,
        questions: i64::from(questions),
    })
}

fn add_paper(
    tx: &mut Tx<'_>,
    author: &Author,
    name: &str,
    questions: u32,
) -> Result<paper::PaperVersionId, Error> {
    let mut placed = Vec::new();
    for number in 1..=questions {
        let draft = QuestionDraft {
            kind: QuestionKind::Single,
            text: format!("第{number}题：下列说法正确的是？"),
            options: ["第一项", "第二项", "第三项", "第四项"]
                .map(str::to_owned)
                .into(),
            answer: Answer::Choices(vec![0]),
            explanation: "压力测试用题。".to_owned(),
            source: "测试".to_owned(),
            tags: Vec::new(),
            difficulty: Difficulty::Easy,
        };
        let id = QuestionId::derived("bench question", &format!("{name} {number}"));
        placed.push((
            question::store::add(tx, author, id, &draft)?,
            Mark::whole(2),
        ));
    }
    let id = PaperId::derived("bench paper", name);
    paper::store::add(tx, author, id, "压力测试卷")?;
    paper::store::add_version(tx, author, id, &placed)
}

fn new_test(id: TestId, paper: paper::PaperVersionId, author: &Author, now: Millis) -> NewTest {
    NewTest {
        id,
        paper,
        title: "压力测试".to_owned(),
        opens_at: now.plus_ms(-MINUTE_MS),
        closes_at: now.plus_ms(600 * MINUTE_MS),
        minutes: 600,
        audience_org: author.org,
        audience: Audience {
            path: author.path.clone(),
            kinds: AudienceKinds::default(),
        },
        required: false,
        shuffle: Shuffle::Shuffled,
        shuffle_seed: 42,
        score_shown: ScoreShown::AfterClosing,
        partial: MultiplePartial::None,
    }
}
