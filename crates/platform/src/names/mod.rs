//! Person names: how they are spelled for search, ordered in lists, and masked on public pages.
//!
//! The keys made here are stored beside the name and compared as plain bytes, because the two
//! database engines do not collate alike. A person may correct the spelling by hand, so
//! [`keys`] is a proposal made when a name is entered, not a view computed at each reading.

mod called;
mod mask;
mod spelling;
mod strokes;
mod surnames;

pub use called::called;
pub use mask::{mask_id, mask_name, mask_phone};
pub use spelling::{Spelling, search_key, spell, spell_as};
pub use strokes::{compare_by_strokes, stroke_key};

/// Version of the rules behind stored keys. Raise it when the surname table changes or a new
/// collator release orders names differently, so that stored keys are computed again.
pub const KEYS_VERSION: i64 = 1;

/// The stored keys of one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameKeys {
    /// Spelling with surname and given name apart, for the pinyin order: `zeng xiaoming`.
    pub pinyin: String,
    /// The whole spelling without spaces, for search by 全拼: `zengxiaoming`.
    pub full: String,
    /// First letters of all syllables, for search by 首字母: `zxm`.
    pub initials: String,
    /// Bytes whose order is the order by 姓氏笔画.
    pub stroke: Vec<u8>,
}

/// Computes every stored key of `name`. Leading, trailing and repeated blanks do not count.
pub fn keys(name: &str) -> NameKeys {
    let Spelling {
        pinyin,
        full,
        initials,
    } = spell(name);
    NameKeys {
        pinyin,
        full,
        initials,
        stroke: stroke_key(name),
    }
}

/// Computes the keys of `name` with what its owner corrected: the reading, one syllable a
/// character, and the strokes of the surname. A reading that does not fit the name is left out.
pub fn corrected(name: &str, reading: Option<&str>, strokes: Option<u8>) -> NameKeys {
    let mut made = keys(name);
    if let Some(read) = reading.and_then(|reading| spell_as(name, reading)) {
        (made.pinyin, made.full, made.initials) = (read.pinyin, read.full, read.initials);
    }
    if let (Some(strokes), Some(first)) = (strokes, made.stroke.first_mut()) {
        *first = strokes;
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_its_owner_corrected_wins() {
        let made = corrected("盖小明", Some("gai xiao ming"), Some(12));
        assert_eq!(
            (made.pinyin.as_str(), made.initials.as_str()),
            ("gai xiaoming", "gxm")
        );
        assert_eq!(made.stroke.first(), Some(&12));
        assert_eq!(corrected("盖小明", Some("gai"), None), keys("盖小明"));
    }

    #[test]
    fn all_keys_of_one_name() {
        let made = keys(" 曾小明 ");
        assert_eq!(made.pinyin, "zeng xiaoming");
        assert_eq!(made.full, "zengxiaoming");
        assert_eq!(made.initials, "zxm");
        assert_eq!(made.stroke, stroke_key("曾小明"));
        assert!(!made.stroke.is_empty());
    }
}
