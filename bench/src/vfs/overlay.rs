//! What one file holds beyond the disk: writes that no sync has confirmed yet.
//!
//! It lives in the memory of the process, so kill -9 drops it as a power cut drops the page
//! cache. A part of the writes reaches the disk early, in an order of its own, because a real
//! disk may also keep what was never confirmed.

use std::collections::BTreeMap;

use crate::seed::Seed;

const BLOCK: usize = 4096;
const BLOCK_U64: u64 = BLOCK as u64;

/// The file underneath. Numbers in errors are SQLite's result codes.
pub trait Disk {
    /// Fills a buffer from a place; what lies behind the end of the file is zero.
    fn read(&mut self, at: u64, into: &mut [u8]) -> Result<(), i32>;
    /// Writes at a place.
    fn write(&mut self, at: u64, bytes: &[u8]) -> Result<(), i32>;
    /// Cuts or extends the file.
    fn truncate(&mut self, size: u64) -> Result<(), i32>;
    /// Makes what was written survive.
    fn sync(&mut self) -> Result<(), i32>;
    /// The size.
    fn size(&mut self) -> Result<u64, i32>;
}

/// The unconfirmed writes of one file, shared by all its connections.
pub struct Overlay {
    blocks: BTreeMap<u64, Box<[u8; BLOCK]>>,
    size: u64,
    early: Early,
}

/// Which writes reach the disk before their sync.
pub enum Early {
    /// None: what was not confirmed is gone.
    None,
    /// One in four, drawn from a seed.
    Some(Seed),
}

impl Overlay {
    /// Nothing unconfirmed.
    pub fn new(early: Early) -> Self {
        Self {
            blocks: BTreeMap::new(),
            size: 0,
            early,
        }
    }

    /// The size as the process sees it.
    pub fn size(&self, disk: &mut impl Disk) -> Result<u64, i32> {
        Ok(disk.size()?.max(self.size))
    }

    /// Whether anything is unconfirmed.
    pub fn is_clean(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Reads as the process sees it; false when the file ends within the buffer.
    pub fn read(&self, disk: &mut impl Disk, at: u64, into: &mut [u8]) -> Result<bool, i32> {
        disk.read(at, into)?;
        let end = at + into.len() as u64;
        for (index, block) in self.blocks.range(at / BLOCK_U64..end.div_ceil(BLOCK_U64)) {
            let start = index * BLOCK_U64;
            let (from, to) = (start.max(at), (start + BLOCK_U64).min(end));
            into[span(from - at, to - at)].copy_from_slice(&block[span(from - start, to - start)]);
        }
        Ok(self.size(disk)? >= end)
    }

    /// Keeps a write until the next sync.
    pub fn write(&mut self, disk: &mut impl Disk, at: u64, bytes: &[u8]) -> Result<(), i32> {
        let end = at + bytes.len() as u64;
        for index in at / BLOCK_U64..end.div_ceil(BLOCK_U64) {
            let start = index * BLOCK_U64;
            let (from, to) = (start.max(at), (start + BLOCK_U64).min(end));
            let block = match self.blocks.entry(index) {
                std::collections::btree_map::Entry::Occupied(held) => held.into_mut(),
                std::collections::btree_map::Entry::Vacant(place) => {
                    let mut block = Box::new([0; BLOCK]);
                    if to - from < BLOCK_U64 {
                        disk.read(start, &mut block[..])?;
                    }
                    place.insert(block)
                }
            };
            block[span(from - start, to - start)].copy_from_slice(&bytes[span(from - at, to - at)]);
        }
        self.size = self.size.max(end);
        if let Early::Some(seed) = &mut self.early
            && seed.below(4) == 0
        {
            disk.write(at, bytes)?;
        }
        Ok(())
    }

    /// Cuts the file at once: a disk that loses data may still keep a change of size.
    pub fn truncate(&mut self, disk: &mut impl Disk, size: u64) -> Result<(), i32> {
        self.blocks.split_off(&size.div_ceil(BLOCK_U64));
        if let Some(last) = self.blocks.get_mut(&(size / BLOCK_U64)) {
            last[span(size % BLOCK_U64, BLOCK_U64)].fill(0);
        }
        self.size = self.size.min(size);
        disk.truncate(size)
    }

    /// Writes everything out and confirms it.
    pub fn sync(&mut self, disk: &mut impl Disk) -> Result<(), i32> {
        for (index, block) in &self.blocks {
            let start = index * BLOCK_U64;
            let length = self.size.max(start).min(start + BLOCK_U64) - start;
            disk.write(start, &block[span(0, length)])?;
        }
        disk.sync()?;
        self.blocks.clear();
        self.size = 0;
        Ok(())
    }
}

fn span(from: u64, to: u64) -> std::ops::Range<usize> {
    #[expect(clippy::cast_possible_truncation, reason = "places within one buffer")]
    let range = from as usize..to as usize;
    range
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Memory(Vec<u8>);

    impl Disk for Memory {
        fn read(&mut self, at: u64, into: &mut [u8]) -> Result<(), i32> {
            into.fill(0);
            let at = usize::try_from(at).unwrap().min(self.0.len());
            let held = (self.0.len() - at).min(into.len());
            into[..held].copy_from_slice(&self.0[at..at + held]);
            Ok(())
        }
        fn write(&mut self, at: u64, bytes: &[u8]) -> Result<(), i32> {
            let at = usize::try_from(at).unwrap();
            self.0.resize(self.0.len().max(at + bytes.len()), 0);
            self.0[at..at + bytes.len()].copy_from_slice(bytes);
            Ok(())
        }
        fn truncate(&mut self, size: u64) -> Result<(), i32> {
            self.0.resize(usize::try_from(size).unwrap(), 0);
            Ok(())
        }
        fn sync(&mut self) -> Result<(), i32> {
            Ok(())
        }
        fn size(&mut self) -> Result<u64, i32> {
            Ok(self.0.len() as u64)
        }
    }

    /// The process must see a plain file whatever the order of calls; the disk must be that
    /// file after each sync.
    #[test]
    fn looks_like_a_plain_file() {
        for number in 0..40 {
            let mut seed = Seed::new(number);
            let (mut disk, mut plain) = (Memory::default(), Memory::default());
            let early = if number % 2 == 0 {
                Early::None
            } else {
                Early::Some(Seed::new(number))
            };
            let mut overlay = Overlay::new(early);
            for _ in 0..300 {
                let at = seed.below(30_000);
                let length = usize::try_from(seed.below(9_000)).unwrap() + 1;
                match seed.below(12) {
                    0 => {
                        overlay.truncate(&mut disk, at).unwrap();
                        plain.truncate(at).unwrap();
                    }
                    1 => {
                        overlay.sync(&mut disk).unwrap();
                        assert_eq!(disk.0, plain.0);
                        assert!(overlay.is_clean());
                    }
                    2..6 => {
                        let bytes: Vec<u8> = (0..length).map(|_| seed.byte()).collect();
                        overlay.write(&mut disk, at, &bytes).unwrap();
                        plain.write(at, &bytes).unwrap();
                    }
                    _ => {
                        let (mut got, mut wanted) = (vec![9; length], vec![7; length]);
                        let whole = overlay.read(&mut disk, at, &mut got).unwrap();
                        plain.read(at, &mut wanted).unwrap();
                        assert_eq!(got, wanted);
                        assert_eq!(
                            whole,
                            plain.0.len() >= usize::try_from(at).unwrap() + length
                        );
                    }
                }
                assert_eq!(overlay.size(&mut disk).unwrap(), plain.size().unwrap());
            }
        }
    }

    #[test]
    fn what_was_not_synced_is_not_on_the_disk() {
        let mut disk = Memory::default();
        let mut overlay = Overlay::new(Early::None);
        overlay.write(&mut disk, 0, b"kept").unwrap();
        overlay.sync(&mut disk).unwrap();
        overlay.write(&mut disk, 0, b"lost, all of it").unwrap();
        drop(overlay);
        assert_eq!(disk.0, b"kept");
    }
}
