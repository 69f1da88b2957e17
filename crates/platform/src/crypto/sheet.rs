//! The recovery sheet: every key on paper, and back.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::keys::{KeyError, Keys, Secret, hex, hmac, unhex};

impl Keys {
    /// The sheet an operator prints and locks away: every key in groups that can be typed.
    #[must_use]
    pub fn recovery_sheet(&self) -> String {
        let mut sheet = String::from(
            "Touyan recovery sheet / 密钥恢复单\n\
             Whoever holds this sheet and the database can read every sealed field.\n\
             持有本单和数据库的人可以读出全部加密字段。请打印后锁存，不要拍照或存入电脑。\n\n",
        );
        for (name, secret) in self.named() {
            let text = hex(secret);
            let groups: Vec<&str> = (0..text.len())
                .step_by(4)
                .filter_map(|at| text.get(at..at + 4))
                .collect();
            let _ = writeln!(
                sheet,
                "{name}: {} = {}",
                groups.join(" "),
                check(&name, secret)
            );
        }
        sheet
    }

    /// Writes the keys of a recovery sheet into a folder that has none.
    ///
    /// # Errors
    /// Names the line that was mistyped; when the folder holds keys already.
    pub fn restore(sheet: &str, folder: &Path) -> Result<Self, KeyError> {
        let mut found: BTreeMap<String, Secret> = BTreeMap::new();
        for (index, line) in sheet.lines().enumerate() {
            if let Some((name, secret)) = sheet_line(line, index + 1)? {
                found.insert(name, secret);
            }
        }
        let end = sheet.lines().count();
        let mut take = |name: &str| {
            found.remove(name).ok_or(KeyError::Sheet {
                line: end,
                words: "a key is missing",
            })
        };
        let (index, ticket, signing) = (take("index")?, take("ticket")?, take("sign")?);
        let sealing: BTreeMap<u32, Secret> = found
            .into_iter()
            .filter_map(|(name, secret)| Some((name.strip_prefix("seal-")?.parse().ok()?, secret)))
            .collect();
        if sealing.is_empty() {
            return Err(KeyError::Sheet {
                line: end,
                words: "no sealing key",
            });
        }
        let keys = Self {
            sealing,
            index,
            ticket,
            signing,
        };
        keys.write(folder)?;
        Ok(keys)
    }
}

fn sheet_line(line: &str, number: usize) -> Result<Option<(String, Secret)>, KeyError> {
    let wrong = |words| KeyError::Sheet {
        line: number,
        words,
    };
    let Some((name, rest)) = line.split_once(':') else {
        return Ok(None);
    };
    let Some((groups, checked)) = rest.split_once('=') else {
        return Ok(None);
    };
    let name = name.trim().to_lowercase();
    let text: String = groups.split_whitespace().collect();
    let secret = unhex(&text).ok_or_else(|| wrong("64 letters and digits are expected"))?;
    if check(&name, &secret) != checked.trim().to_lowercase() {
        return Err(wrong(
            "the two last characters do not fit: something was mistyped",
        ));
    }
    Ok(Some((name, secret)))
}

/// Four characters that catch a mistyped line.
fn check(name: &str, secret: &Secret) -> String {
    hex(&hmac(secret, name.as_bytes())[..2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_restores_every_key_and_catches_a_slip() {
        let keys = Keys::random();
        let sheet = keys.recovery_sheet();
        let folder = tempfile::tempdir().unwrap();
        let restored = Keys::restore(&sheet.to_uppercase(), folder.path()).unwrap();
        assert_eq!(restored.fingerprints(), keys.fingerprints());

        let line = sheet
            .lines()
            .position(|line| line.starts_with("ticket"))
            .unwrap();
        let slipped: Vec<String> = sheet
            .lines()
            .enumerate()
            .map(|(at, text)| {
                if at == line {
                    swap_digits(text)
                } else {
                    text.to_owned()
                }
            })
            .collect();
        let elsewhere = tempfile::tempdir().unwrap();
        let error = Keys::restore(&slipped.join("\n"), elsewhere.path()).unwrap_err();
        assert!(
            matches!(error, KeyError::Sheet { line: at, .. } if at == line + 1),
            "{error}"
        );
    }

    fn swap_digits(line: &str) -> String {
        let (name, rest) = line.split_once(": ").unwrap();
        let other = if rest.starts_with('0') { '1' } else { '0' };
        format!("{name}: {other}{}", &rest[1..])
    }
}
