//! Residents' requests (居民诉求, 我要反映): said without an account, received by one organisation,
//! followed by a code, judged by whoever said it.
//!
//! Emergencies are sent to their numbers first; what is about the conduct of a cadre goes to
//! 12388 and is not stored. A telephone number is sealed and forgotten some days after the end.

use platform::clock::Millis;
use platform::from_row;
use platform::typed_id;

use crate::matter::MatterId;

pub mod act_pages;
pub mod code;
pub mod counts;
pub mod desk;
pub mod exclusion;
pub mod handle;
pub mod intake;
pub mod later;
pub mod list_pages;
pub mod months;
pub mod order;
pub mod order_pages;
pub mod pace;
pub mod rates;
pub mod resident;
pub mod rules;
pub mod show;
pub mod store;
pub mod track;
pub mod window;

typed_id!(
    /// The secret of a form that was opened: whatever is sent with it is one request.
    FormKey
);

/// The permission of whoever may see requests.
pub const READ: &str = "requests.read";
/// The permission of whoever can answer for them.
pub const ACT: &str = "requests.act";
/// The permission of whoever rules and decides above.
pub const RULE: &str = "requests.rule";
/// The permission of whoever writes down what residents say at the window or on the telephone.
pub const WINDOW: &str = "requests.window";

/// What a request is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Topic {
    /// 水、电、气、暖、电梯.
    Utilities,
    /// 物业.
    Property,
    /// 环境卫生.
    Environment,
    /// 噪声.
    Noise,
    /// 道路、停车、照明.
    Roads,
    /// 房屋、搭建.
    Building,
    /// 安全隐患.
    Safety,
    /// 养老、医保、救助.
    Welfare,
    /// 村居事务和公开.
    Affairs,
    /// 其他.
    Other,
}

impl Topic {
    /// All, in the order of the form.
    pub const ALL: [Self; 10] = [
        Self::Utilities,
        Self::Property,
        Self::Environment,
        Self::Noise,
        Self::Roads,
        Self::Building,
        Self::Safety,
        Self::Welfare,
        Self::Affairs,
        Self::Other,
    ];

    /// As stored and sent.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Utilities => "utilities",
            Self::Property => "property",
            Self::Environment => "environment",
            Self::Noise => "noise",
            Self::Roads => "roads",
            Self::Building => "building",
            Self::Safety => "safety",
            Self::Welfare => "welfare",
            Self::Affairs => "affairs",
            Self::Other => "other",
        }
    }

    /// From what was sent.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// How quickly such a thing is seen to, unless somebody says otherwise.
    #[must_use]
    pub fn category(self) -> Category {
        match self {
            Self::Safety => Category::Urgent,
            Self::Utilities => Category::Utility,
            _ => Category::Ordinary,
        }
    }
}

/// How quickly a request is to be seen to (domain §3.13).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Category {
    /// What is dangerous.
    Urgent,
    /// Water, power, gas, heat.
    Utility,
    /// The rest.
    Ordinary,
    /// What takes several offices.
    Hard,
}

impl Category {
    /// All, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Ordinary, Self::Utility, Self::Urgent, Self::Hard];

    /// As stored and sent.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Urgent => "urgent",
            Self::Utility => "utility",
            Self::Ordinary => "ordinary",
            Self::Hard => "hard",
        }
    }

    /// From what was sent.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// How a request came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Channel {
    /// From a resident's own phone.
    Own,
    /// Said at the window.
    Window,
    /// Said on the telephone.
    Phone,
    /// By a letter.
    Letter,
}

impl Channel {
    /// Those that staff write down, in the order of the form.
    pub const WRITTEN_DOWN: [Self; 3] = [Self::Window, Self::Phone, Self::Letter];

    /// As stored and sent.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Own => "self",
            Self::Window => "window",
            Self::Phone => "phone",
            Self::Letter => "letter",
        }
    }

    /// From what was sent by staff.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let mut all = Self::WRITTEN_DOWN.into_iter();
        all.find(|one| one.code() == code)
    }
}

/// A request as stored, beside its matter.
#[derive(Clone, Debug)]
pub struct Request {
    /// Which.
    pub id: MatterId,
    /// From which form.
    pub form_key: FormKey,
    /// Where it was scanned.
    pub spot: Option<String>,
    /// As stored.
    pub topic: String,
    /// As stored.
    pub category: String,
    /// What is wrong.
    pub words: String,
    /// Where.
    pub place: String,
    /// A telephone number, sealed.
    pub phone: Option<Vec<u8>>,
    /// How it came, as stored.
    pub channel: String,
    /// Who wrote it down.
    pub entered_by: Option<String>,
    /// By when somebody was to be in touch.
    pub respond_by: Millis,
    /// When somebody was.
    pub responded_at: Option<Millis>,
}

from_row!(Request {
    id,
    form_key,
    spot,
    topic,
    category,
    words,
    place,
    phone,
    channel,
    entered_by,
    respond_by,
    responded_at
});
