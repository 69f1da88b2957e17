//! Surnames whose reading as a surname differs from the everyday reading of the character,
//! and surnames of two characters.
//!
//! Where a surname is read in two ways by different families (乐, 覃, 盖) the more frequent one
//! stands here; the family concerned corrects the stored spelling.

/// Readings of single surnames that a dictionary of everyday readings gets wrong.
/// Common surnames with several dictionary readings stand here too, so that a new release of the
/// dictionary cannot move them.
const SINGLE: &[(char, &str)] = &[
    ('万', "wan"),
    ('乐', "yue"),
    ('乜', "nie"),
    ('仇', "qiu"),
    ('任', "ren"),
    ('佴', "nai"),
    ('冼', "xian"),
    ('区', "ou"),
    ('华', "hua"),
    ('单', "shan"),
    ('卜', "bu"),
    ('厍', "she"),
    ('句', "gou"),
    ('召', "shao"),
    ('员', "yun"),
    ('宁', "ning"),
    ('宓', "mi"),
    ('尉', "wei"),
    ('应', "ying"),
    ('张', "zhang"),
    ('折', "she"),
    ('撒', "sa"),
    ('晁', "chao"),
    ('曲', "qu"),
    ('曾', "zeng"),
    ('朴', "piao"),
    ('柏', "bai"),
    ('查', "zha"),
    ('沈', "shen"),
    ('燕', "yan"),
    ('盖', "ge"),
    ('盛', "sheng"),
    ('相', "xiang"),
    ('石', "shi"),
    ('祭', "zhai"),
    ('种', "chong"),
    ('秘', "bi"),
    ('纪', "ji"),
    ('缪', "miao"),
    ('翟', "zhai"),
    ('臧', "zang"),
    ('葛', "ge"),
    ('藏', "zang"),
    ('覃', "qin"),
    ('解', "xie"),
    ('訾', "zi"),
    ('谌', "chen"),
    ('贲', "ben"),
    ('贾', "jia"),
    ('车', "che"),
    ('过', "guo"),
    ('逄', "pang"),
    ('逯', "lu"),
    ('那', "na"),
    ('郇', "xun"),
    ('郗', "xi"),
    ('郄', "qie"),
    ('都', "du"),
    ('重', "chong"),
    ('长', "chang"),
    ('阚', "kan"),
    ('隗', "wei"),
    ('黑', "he"),
];

/// Surnames of two characters with their readings. 单于 and 乐正 are left out on purpose: the
/// single surnames 单 and 乐 followed by such a given name are far more frequent today.
const COMPOUND: &[(&str, [&str; 2])] = &[
    ("万俟", ["mo", "qi"]),
    ("上官", ["shang", "guan"]),
    ("东方", ["dong", "fang"]),
    ("东郭", ["dong", "guo"]),
    ("令狐", ["ling", "hu"]),
    ("公冶", ["gong", "ye"]),
    ("公孙", ["gong", "sun"]),
    ("公羊", ["gong", "yang"]),
    ("南宫", ["nan", "gong"]),
    ("南门", ["nan", "men"]),
    ("司徒", ["si", "tu"]),
    ("司空", ["si", "kong"]),
    ("司马", ["si", "ma"]),
    ("呼延", ["hu", "yan"]),
    ("夏侯", ["xia", "hou"]),
    ("太史", ["tai", "shi"]),
    ("太叔", ["tai", "shu"]),
    ("宇文", ["yu", "wen"]),
    ("完颜", ["wan", "yan"]),
    ("宗政", ["zong", "zheng"]),
    ("尉迟", ["yu", "chi"]),
    ("左丘", ["zuo", "qiu"]),
    ("慕容", ["mu", "rong"]),
    ("拓跋", ["tuo", "ba"]),
    ("梁丘", ["liang", "qiu"]),
    ("欧阳", ["ou", "yang"]),
    ("淳于", ["chun", "yu"]),
    ("漆雕", ["qi", "diao"]),
    ("澹台", ["tan", "tai"]),
    ("濮阳", ["pu", "yang"]),
    ("独孤", ["du", "gu"]),
    ("申屠", ["shen", "tu"]),
    ("皇甫", ["huang", "fu"]),
    ("百里", ["bai", "li"]),
    ("端木", ["duan", "mu"]),
    ("第五", ["di", "wu"]),
    ("纳兰", ["na", "lan"]),
    ("耶律", ["ye", "lv"]),
    ("西门", ["xi", "men"]),
    ("诸葛", ["zhu", "ge"]),
    ("赫连", ["he", "lian"]),
    ("轩辕", ["xuan", "yuan"]),
    ("钟离", ["zhong", "li"]),
    ("长孙", ["zhang", "sun"]),
    ("闻人", ["wen", "ren"]),
    ("闾丘", ["lv", "qiu"]),
    ("鲜于", ["xian", "yu"]),
];

/// The reading of `ch` as a surname where it differs from, or must not depend on, the everyday one.
pub(super) fn single(ch: char) -> Option<&'static str> {
    SINGLE
        .iter()
        .find(|(known, _)| *known == ch)
        .map(|(_, reading)| *reading)
}

/// The readings of a surname of two characters.
pub(super) fn compound(first: char, second: char) -> Option<[&'static str; 2]> {
    COMPOUND
        .iter()
        .find(|(known, _)| known.chars().eq([first, second]))
        .map(|(_, readings)| *readings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_surname_stands_twice() {
        let singles: BTreeSet<char> = SINGLE.iter().map(|(ch, _)| *ch).collect();
        assert_eq!(singles.len(), SINGLE.len());
        let compounds: BTreeSet<&str> = COMPOUND.iter().map(|(name, _)| *name).collect();
        assert_eq!(compounds.len(), COMPOUND.len());
    }

    #[test]
    fn compounds_have_two_characters_and_plain_letters() {
        for (name, readings) in COMPOUND {
            assert_eq!(name.chars().count(), 2, "{name}");
            assert!(
                readings
                    .iter()
                    .all(|r| r.bytes().all(|b| b.is_ascii_lowercase()))
            );
        }
    }
}
