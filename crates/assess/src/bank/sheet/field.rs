//! The columns of the workbook and the words that stand in them.

use super::super::question::{Difficulty, MAX_OPTIONS, QuestionKind, option_letter};

/// The language of a template or an export. Either is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// 中文
    Chinese,
    /// English
    English,
}

/// A column of the workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// 题型
    Kind,
    /// 题干
    Text,
    /// 选项, counted from 0.
    Option(u8),
    /// 答案
    Answer,
    /// 解析
    Explanation,
    /// 来源
    Source,
    /// 标签
    Tags,
    /// 难度
    Difficulty,
}

impl Field {
    /// Every column in the order of the template.
    pub fn all() -> impl Iterator<Item = Self> {
        let options = (0..=u8::MAX).take(MAX_OPTIONS).map(Self::Option);
        let after = [
            Self::Answer,
            Self::Explanation,
            Self::Source,
            Self::Tags,
            Self::Difficulty,
        ];
        [Self::Kind, Self::Text]
            .into_iter()
            .chain(options)
            .chain(after)
    }

    /// The title in the template.
    pub fn title(self, language: Language) -> String {
        let (chinese, english) = match self {
            Self::Kind => ("题型", "Type"),
            Self::Text => ("题干", "Question"),
            Self::Option(_) => ("选项", "Option "),
            Self::Answer => ("答案", "Answer"),
            Self::Explanation => ("解析", "Explanation"),
            Self::Source => ("来源", "Source"),
            Self::Tags => ("标签", "Tags"),
            Self::Difficulty => ("难度", "Difficulty"),
        };
        let word = match language {
            Language::Chinese => chinese,
            Language::English => english,
        };
        match self {
            Self::Option(index) => format!("{word}{}", option_letter(index)),
            _ => word.to_owned(),
        }
    }

    /// Which column has this title, whatever its spacing, case and width.
    pub fn from_title(title: &str) -> Option<Self> {
        let title = plain(title.trim_start_matches('*'));
        if let Some(field) = Self::all().find(|field| {
            [Language::Chinese, Language::English]
                .into_iter()
                .any(|language| plain(&field.title(language)) == title)
        }) {
            return Some(field);
        }
        Some(match title.as_str() {
            "kind" | "题目类型" | "试题类型" => Self::Kind,
            "题目" | "试题" | "题目内容" | "问题" | "text" => Self::Text,
            "正确答案" | "参考答案" | "标准答案" | "key" => Self::Answer,
            "答案解析" | "试题解析" | "说明" => Self::Explanation,
            "出处" | "依据" | "来源依据" => Self::Source,
            "知识点" | "tag" => Self::Tags,
            "难易" | "难易程度" | "难度系数" | "level" => Self::Difficulty,
            _ => return Self::option_by_letter(&title),
        })
    }

    /// Columns titled only "A", or "答案选项A".
    fn option_by_letter(title: &str) -> Option<Self> {
        let letter = ["答案选项", "备选项", "choice", ""]
            .iter()
            .find_map(|start| title.strip_prefix(start).filter(|rest| rest.len() == 1))?;
        let index = letter.bytes().next()?.checked_sub(b'a')?;
        (usize::from(index) < MAX_OPTIONS).then_some(Self::Option(index))
    }
}

/// Small letters of normal width, without blanks.
pub(super) fn plain(text: &str) -> String {
    let narrow = |sign: char| match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(sign as u32 - 0xfee0).unwrap_or(sign),
        _ => sign,
    };
    let signs = text.chars().filter(|sign| !sign.is_whitespace());
    signs.map(narrow).flat_map(char::to_lowercase).collect()
}

/// The word of a kind in the workbook.
pub(super) fn kind_word(kind: QuestionKind, language: Language) -> &'static str {
    match (kind, language) {
        (QuestionKind::Single, Language::Chinese) => "单选",
        (QuestionKind::Multiple, Language::Chinese) => "多选",
        (QuestionKind::TrueFalse, Language::Chinese) => "判断",
        (QuestionKind::Single, Language::English) => "single",
        (QuestionKind::Multiple, Language::English) => "multiple",
        (QuestionKind::TrueFalse, Language::English) => "true/false",
    }
}

/// Reads a kind as offices write it.
pub(super) fn read_kind(word: &str) -> Option<QuestionKind> {
    let word = plain(word);
    let word = word.strip_suffix('题').unwrap_or(&word);
    Some(match word {
        "单选" | "单项选择" | "单项" | "single" | "singlechoice" => QuestionKind::Single,
        "多选" | "多项选择" | "多项" | "multiple" | "multiplechoice" => {
            QuestionKind::Multiple
        }
        "判断" | "判断正误" | "是非" | "true/false" | "truefalse" | "true_false" => {
            QuestionKind::TrueFalse
        }
        _ => return None,
    })
}

/// The word of a difficulty in the workbook.
pub(super) fn difficulty_word(level: Difficulty, language: Language) -> &'static str {
    match (level, language) {
        (Difficulty::Easy, Language::Chinese) => "易",
        (Difficulty::Medium, Language::Chinese) => "中",
        (Difficulty::Hard, Language::Chinese) => "难",
        (level, Language::English) => level.as_str(),
    }
}

/// Reads a difficulty; nothing written is 中.
pub(super) fn read_difficulty(word: &str) -> Option<Difficulty> {
    Some(match plain(word).as_str() {
        "" | "中" | "中等" | "一般" | "medium" => Difficulty::Medium,
        "易" | "容易" | "简单" | "easy" => Difficulty::Easy,
        "难" | "困难" | "较难" | "hard" => Difficulty::Hard,
        _ => return None,
    })
}

/// The word of a truth value in the workbook.
pub(super) fn truth_word(truth: bool, language: Language) -> &'static str {
    match (truth, language) {
        (true, Language::Chinese) => "对",
        (false, Language::Chinese) => "错",
        (true, Language::English) => "true",
        (false, Language::English) => "false",
    }
}

/// Reads 对, ×, TRUE and the like.
pub(super) fn read_truth(word: &str) -> Option<bool> {
    match plain(word).as_str() {
        "对" | "正确" | "是" | "√" | "✓" | "✔" | "t" | "true" | "y" | "yes" => Some(true),
        "错" | "错误" | "不正确" | "否" | "×" | "✗" | "✘" | "f" | "false" | "n" | "no" => {
            Some(false)
        }
        _ => None,
    }
}

/// Reads `ACD`, `A、C`, `a,c` into indices; anything else is no answer.
pub(super) fn read_letters(word: &str) -> Option<Vec<u8>> {
    let mut choices = Vec::new();
    for sign in plain(word).chars() {
        match sign {
            'a'..='z' => choices.push(u8::try_from(sign).ok()? - b'a'),
            ',' | ';' | '、' | '/' | '.' | '，' | '；' | '。' => {}
            _ => return None,
        }
    }
    (!choices.is_empty()).then_some(choices)
}
