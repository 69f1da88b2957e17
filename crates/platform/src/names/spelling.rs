//! Spelling of a person's name in plain pinyin letters (`ü` is written `v`, as it is typed).

use pinyin::ToPinyin;

use super::surnames;

/// A spelled name; see [`super::NameKeys`] for what each part is for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spelling {
    /// Surname and given name apart: `zeng xiaoming`.
    pub pinyin: String,
    /// Everything together: `zengxiaoming`.
    pub full: String,
    /// First letters: `zxm`.
    pub initials: String,
}

/// Longest name read as surname plus given name; longer ones are transcriptions of names from
/// other languages, where the first character is no surname.
const LONGEST_HAN_NAME: usize = 4;

/// Spells `name`. Characters without a reading stand for themselves, so no two names collapse
/// into nothing; the dots of names such as 买买提·艾力 part words.
pub fn spell(name: &str) -> Spelling {
    let words: Vec<Vec<char>> = name
        .split(is_separator)
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().collect())
        .collect();
    let spelled: Vec<Vec<String>> = match words.as_slice() {
        [only] => split_surname(only),
        several => several.iter().map(|word| syllables(word)).collect(),
    };
    Spelling {
        pinyin: spelled
            .iter()
            .filter(|word| !word.is_empty())
            .map(|word| word.concat())
            .collect::<Vec<_>>()
            .join(" "),
        full: spelled.iter().flatten().map(String::as_str).collect(),
        initials: spelled
            .iter()
            .flatten()
            .filter_map(|syllable| syllable.chars().next())
            .collect(),
    }
}

/// Spells `name` as `reading` says: one syllable a character, parted by blanks, `shan xiong xin`.
/// None when the syllables and the characters do not go together.
pub fn spell_as(name: &str, reading: &str) -> Option<Spelling> {
    /// The longest syllable is `zhuang`.
    const LONGEST: usize = 6;
    let syllables: Vec<String> = reading
        .to_lowercase()
        .replace('ü', "v")
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let words: Vec<Vec<char>> = name
        .split(is_separator)
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().collect())
        .collect();
    let fits = |syllable: &String| {
        (1..=LONGEST).contains(&syllable.len())
            && syllable.bytes().all(|byte| byte.is_ascii_lowercase())
            && syllable.contains(['a', 'e', 'i', 'o', 'u', 'v', 'm', 'n'])
    };
    let characters: usize = words.iter().map(Vec::len).sum();
    if syllables.len() != characters || characters == 0 || !syllables.iter().all(fits) {
        return None;
    }
    let mut rest = syllables.as_slice();
    let mut spelled: Vec<String> = Vec::new();
    for length in word_lengths(&words) {
        let (word, later) = rest.split_at(length);
        spelled.push(word.concat());
        rest = later;
    }
    Some(Spelling {
        pinyin: spelled.join(" "),
        full: syllables.concat(),
        initials: syllables
            .iter()
            .filter_map(|syllable| syllable.chars().next())
            .collect(),
    })
}

/// Characters of each spelled word: the surname and the given name, or the words of a name from
/// another language.
fn word_lengths(words: &[Vec<char>]) -> Vec<usize> {
    let [only] = words else {
        return words.iter().map(Vec::len).collect();
    };
    let parts = split_surname(only).len();
    if parts < 2 {
        return vec![only.len()];
    }
    let compound = only.len() > 2 && surnames::compound(only[0], only[1]).is_some();
    let surname = if compound { 2 } else { 1 };
    vec![surname, only.len() - surname]
}

/// Folds what a person types into the search box to the form of [`Spelling::full`] and
/// [`Spelling::initials`]: small letters, no blanks, apostrophes or dots, `ü` and the passport
/// spelling `yu` after `l` and `n` as `v`. Chinese characters pass unchanged.
pub fn search_key(typed: &str) -> String {
    let folded: String = typed
        .chars()
        .filter(|ch| !is_separator(*ch) && !matches!(ch, '\'' | '’' | '‘'))
        .flat_map(char::to_lowercase)
        .map(|ch| if ch == 'ü' { 'v' } else { ch })
        .collect();
    folded.replace("lyu", "lv").replace("nyu", "nv")
}

fn is_separator(ch: char) -> bool {
    ch.is_whitespace() || matches!(ch, '·' | '•' | '・' | '．' | '.' | '‧' | '∙' | '-')
}

/// Surname and given name of one unbroken word.
fn split_surname(word: &[char]) -> Vec<Vec<String>> {
    if word.len() > LONGEST_HAN_NAME || word.len() < 2 || word.iter().any(char::is_ascii) {
        return vec![match word {
            [only] => vec![surname_syllable(*only)],
            _ => syllables(word),
        }];
    }
    if word.len() > 2
        && let Some(readings) = surnames::compound(word[0], word[1])
    {
        return vec![readings.map(String::from).to_vec(), syllables(&word[2..])];
    }
    vec![vec![surname_syllable(word[0])], syllables(&word[1..])]
}

fn surname_syllable(ch: char) -> String {
    surnames::single(ch).map_or_else(|| syllable(ch), String::from)
}

/// Syllables of a word; a run of Latin letters and digits counts as one syllable.
fn syllables(word: &[char]) -> Vec<String> {
    let mut spelled: Vec<String> = Vec::new();
    let mut in_latin = false;
    for &ch in word {
        let latin = ch.is_ascii_alphanumeric();
        match spelled.last_mut() {
            Some(last) if latin && in_latin => last.push(ch.to_ascii_lowercase()),
            _ => spelled.push(syllable(ch)),
        }
        in_latin = latin;
    }
    spelled
}

fn syllable(ch: char) -> String {
    match ch.to_pinyin() {
        Some(reading) => reading.plain().replace('ü', "v").replace('ê', "e"),
        None => ch.to_lowercase().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pinyin(name: &str) -> String {
        spell(name).pinyin
    }

    #[test]
    fn surnames_read_as_surnames() {
        for (name, expected) in [
            ("曾小明", "zeng xiaoming"),
            ("单雄信", "shan xiongxin"),
            ("解晓东", "xie xiaodong"),
            ("仇和", "qiu he"),
            ("朴树", "piao shu"),
            ("区庄", "ou zhuang"),
            ("查良镛", "zha liangyong"),
            ("盖聂", "ge nie"),
            ("缪荃孙", "miao quansun"),
            ("翟志刚", "zhai zhigang"),
            ("覃勇", "qin yong"),
            ("乐毅", "yue yi"),
            ("任长霞", "ren zhangxia"),
            ("华罗庚", "hua luogeng"),
            ("尉迟恭", "yuchi gong"),
            ("尉健行", "wei jianxing"),
            ("万俟卨", "moqi xie"),
            ("万里", "wan li"),
            ("欧阳娜娜", "ouyang nana"),
            ("诸葛亮", "zhuge liang"),
            ("上官婉儿", "shangguan waner"),
            ("司马光", "sima guang"),
            ("单于飞", "shan yufei"),
            ("张三", "zhang san"),
            ("吕律", "lv lv"),
            ("闾丘露薇", "lvqiu luwei"),
        ] {
            assert_eq!(pinyin(name), expected, "{name}");
        }
    }

    #[test]
    fn a_character_read_differently_inside_a_given_name_keeps_its_own_reading() {
        assert_eq!(pinyin("李解"), "li jie");
        assert_eq!(pinyin("王单"), "wang dan");
        // Two characters that happen to be a compound surname are a surname and a name.
        assert_eq!(pinyin("欧阳"), "ou yang");
    }

    #[test]
    fn a_reading_given_by_hand_wins_where_it_fits() {
        let read = |name: &str, reading: &str| spell_as(name, reading).map(|one| one.pinyin);
        assert_eq!(read("盖小明", "gai xiao ming"), Some("gai xiaoming".into()));
        assert_eq!(read("王乐", "Wang Yue"), Some("wang yue".into()));
        assert_eq!(
            read("欧阳重阳", "ou yang chong yang"),
            Some("ouyang chongyang".into())
        );
        assert_eq!(read("吕行", "lü xing"), Some("lv xing".into()));
        assert_eq!(
            read("扎西·多吉", "zha xi duo ji"),
            Some("zhaxi duoji".into())
        );
        let initials = spell_as("盖小明", "gai xiao ming").map(|one| one.initials);
        assert_eq!(initials, Some("gxm".into()));
        for wrong in [
            "",
            "gai",
            "gai xiaoming",
            "gai xiao ming li",
            "gai xiao 3",
            "盖 小 明",
        ] {
            assert_eq!(read("盖小明", wrong), None, "{wrong}");
        }
    }

    #[test]
    fn names_from_other_languages() {
        assert_eq!(
            spell("买买提·艾力"),
            Spelling {
                pinyin: "maimaiti aili".into(),
                full: "maimaitiaili".into(),
                initials: "mmtal".into(),
            }
        );
        assert_eq!(pinyin("扎西·多吉"), pinyin("扎西・多吉"));
        // A dot is told from none: 曾 here begins a longer word and is no surname.
        assert_eq!(pinyin("阿依古丽姆"), "ayigulimu");
        assert_eq!(pinyin("John Smith"), "john smith");
        assert_eq!(spell("John Smith").initials, "js");
    }

    #[test]
    fn nothing_vanishes() {
        // A surname of CJK extension B that no dictionary of readings holds.
        assert!(spell("𫝀明").full.contains("ming"));
        assert_ne!(spell("𠮷𠮷").full, "");
        assert_eq!(spell("  "), Spelling::default());
    }

    #[test]
    fn typed_queries_fold_to_the_stored_form() {
        assert_eq!(search_key("Zeng Xiao'ming"), "zengxiaoming");
        assert_eq!(search_key("LÜ"), "lv");
        assert_eq!(search_key("Lyu Bu"), "lvbu");
        assert_eq!(search_key("曾 小明"), "曾小明");
        assert!(spell("吕布").full.starts_with(&search_key("lü")));
    }
}
