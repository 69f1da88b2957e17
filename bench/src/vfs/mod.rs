//! A SQLite VFS that keeps what was not synced in the memory of the process.
//!
//! kill -9 alone cannot show that a commit was not durable: the page cache survives it. With
//! this VFS the kill is a power cut. Locks and the shared-memory index go to the real file, so
//! several connections of one process see one database; memory mapping is refused, because it
//! would read past the unconfirmed writes.
#![expect(
    unsafe_code,
    reason = "SQLite's VFS interface is C; nothing of the product is here"
)]

mod overlay;

use std::collections::HashMap;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rusqlite::ffi;

use crate::seed::Seed;
use overlay::{Disk, Early, Overlay};

/// The name to open with.
pub const NAME: &str = "unsynced";
const C_NAME: &CStr = c"unsynced";

/// The unconfirmed writes of every file, by path.
static OVERLAYS: OnceLock<Mutex<Overlays>> = OnceLock::new();
/// SQLite's own VFS, which does the work.
static REAL: AtomicPtr<ffi::sqlite3_vfs> = AtomicPtr::new(std::ptr::null_mut());

type Shared = Arc<Mutex<Overlay>>;

struct Overlays {
    files: HashMap<Vec<u8>, Shared>,
    seed: Option<u64>,
}

/// Our part of an open file; SQLite's own follows it in the same block of memory.
#[repr(C)]
struct File {
    base: ffi::sqlite3_file,
    overlay: Option<Box<Shared>>,
}

/// Registers the VFS once. With a seed, one write in four reaches the disk before its sync.
///
/// # Errors
/// SQLite's result code.
pub fn register(seed: Option<u64>) -> Result<(), i32> {
    let mut done = Ok(());
    OVERLAYS.get_or_init(|| {
        done = register_now();
        Mutex::new(Overlays {
            files: HashMap::new(),
            seed,
        })
    });
    done
}

fn register_now() -> Result<(), i32> {
    // SAFETY: a null name asks for the default VFS, which lives as long as the process.
    let real = unsafe { ffi::sqlite3_vfs_find(std::ptr::null()) };
    if real.is_null() {
        return Err(ffi::SQLITE_ERROR);
    }
    REAL.store(real, Ordering::Release);
    // SAFETY: the pointer is not null, and a VFS is plain data.
    let mut ours = unsafe { *real };
    let own = c_int::try_from(size_of::<File>()).map_err(|_| ffi::SQLITE_ERROR)?;
    ours.szOsFile += own;
    ours.zName = C_NAME.as_ptr();
    ours.pNext = std::ptr::null_mut();
    ours.xOpen = Some(open);
    ours.xDelete = Some(delete);
    ours.xAccess = Some(access);
    // SAFETY: the leaked copy lives as long as the process.
    match unsafe { ffi::sqlite3_vfs_register(Box::into_raw(Box::new(ours)), 0) } {
        ffi::SQLITE_OK => Ok(()),
        code => Err(code),
    }
}

fn overlays() -> Option<MutexGuard<'static, Overlays>> {
    Some(
        OVERLAYS
            .get()?
            .lock()
            .unwrap_or_else(PoisonError::into_inner),
    )
}

fn overlay_of(path: &CStr) -> Option<Shared> {
    let mut all = overlays()?;
    let seed = all.seed;
    let fresh = || {
        let early = seed.map_or(Early::None, |seed| Early::Some(Seed::new(seed)));
        Arc::new(Mutex::new(Overlay::new(early)))
    };
    Some(Arc::clone(
        all.files
            .entry(path.to_bytes().to_vec())
            .or_insert_with(fresh),
    ))
}

/// The real file of ours.
///
/// # Safety
/// `file` came from [`open`].
unsafe fn real_of(file: *mut ffi::sqlite3_file) -> *mut ffi::sqlite3_file {
    // SAFETY: SQLite reserved szOsFile bytes: ours and then the real one's.
    unsafe { file.cast::<File>().add(1).cast() }
}

/// Calls a method of the real file. The methods used here are all present in SQLite's VFS.
macro_rules! real {
    ($file:expr, $method:ident $(, $argument:expr)*) => {{
        // SAFETY: the file is open, so its methods are there.
        unsafe {
            let real = real_of($file);
            match (*(*real).pMethods).$method {
                Some(method) => method(real $(, $argument)*),
                None => ffi::SQLITE_IOERR,
            }
        }
    }};
}

/// The file on the disk, under the overlay.
struct Below(*mut ffi::sqlite3_file);

fn done(code: c_int) -> Result<(), i32> {
    if code == ffi::SQLITE_OK {
        Ok(())
    } else {
        Err(code)
    }
}

fn place(at: u64) -> Result<i64, i32> {
    i64::try_from(at).map_err(|_| ffi::SQLITE_IOERR)
}

impl Disk for Below {
    fn read(&mut self, at: u64, into: &mut [u8]) -> Result<(), i32> {
        let length = c_int::try_from(into.len()).map_err(|_| ffi::SQLITE_IOERR)?;
        // A short read fills the rest with zeros.
        match real!(self.0, xRead, into.as_mut_ptr().cast(), length, place(at)?) {
            ffi::SQLITE_IOERR_SHORT_READ => Ok(()),
            code => done(code),
        }
    }
    fn write(&mut self, at: u64, bytes: &[u8]) -> Result<(), i32> {
        let length = c_int::try_from(bytes.len()).map_err(|_| ffi::SQLITE_IOERR)?;
        done(real!(
            self.0,
            xWrite,
            bytes.as_ptr().cast(),
            length,
            place(at)?
        ))
    }
    fn truncate(&mut self, size: u64) -> Result<(), i32> {
        done(real!(self.0, xTruncate, place(size)?))
    }
    fn sync(&mut self) -> Result<(), i32> {
        done(real!(self.0, xSync, ffi::SQLITE_SYNC_NORMAL))
    }
    fn size(&mut self) -> Result<u64, i32> {
        let mut size = 0;
        done(real!(self.0, xFileSize, &raw mut size))?;
        u64::try_from(size).map_err(|_| ffi::SQLITE_IOERR)
    }
}

/// Runs with the overlay locked and the disk under it.
fn with(
    file: *mut ffi::sqlite3_file,
    work: impl FnOnce(&mut Overlay, &mut Below) -> Result<c_int, i32>,
) -> c_int {
    // SAFETY: SQLite hands back the file that `open` filled.
    let Some(shared) = (unsafe { (*file.cast::<File>()).overlay.as_ref() }) else {
        return ffi::SQLITE_IOERR;
    };
    let mut overlay = shared.lock().unwrap_or_else(PoisonError::into_inner);
    work(&mut overlay, &mut Below(file)).unwrap_or_else(|code| code)
}

unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    let vfs = REAL.load(Ordering::Acquire);
    let lasting = ffi::SQLITE_OPEN_MAIN_DB | ffi::SQLITE_OPEN_WAL | ffi::SQLITE_OPEN_MAIN_JOURNAL;
    // SAFETY: the pointers are SQLite's, valid for this call; the block of memory holds both files.
    unsafe {
        (*file).pMethods = std::ptr::null();
        let Some(real_open) = (*vfs).xOpen else {
            return ffi::SQLITE_CANTOPEN;
        };
        if name.is_null() || flags & lasting == 0 {
            // A temporary file need not survive: but ours is one block, so it takes the same way.
            std::ptr::write(&raw mut (*file.cast::<File>()).overlay, None);
        } else {
            let overlay = overlay_of(CStr::from_ptr(name)).map(Box::new);
            std::ptr::write(&raw mut (*file.cast::<File>()).overlay, overlay);
        }
        let code = real_open(vfs, name, real_of(file), flags, out_flags);
        if code == ffi::SQLITE_OK {
            let plain = (*file.cast::<File>()).overlay.is_none();
            (*file).pMethods = if plain {
                &raw const PLAIN
            } else {
                &raw const KEEPING
            };
        } else {
            (*file.cast::<File>()).overlay = None;
        }
        code
    }
}

unsafe extern "C" fn delete(_: *mut ffi::sqlite3_vfs, name: *const c_char, sync: c_int) -> c_int {
    let vfs = REAL.load(Ordering::Acquire);
    // SAFETY: a name from SQLite ends in zero; the real VFS lives as long as the process.
    unsafe {
        if let Some(mut all) = overlays() {
            all.files.remove(CStr::from_ptr(name).to_bytes());
        }
        (*vfs)
            .xDelete
            .map_or(ffi::SQLITE_IOERR, |real| real(vfs, name, sync))
    }
}

unsafe extern "C" fn access(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    let vfs = REAL.load(Ordering::Acquire);
    // SAFETY: as for `delete`; `out` is SQLite's.
    unsafe {
        let held =
            overlays().and_then(|all| all.files.get(CStr::from_ptr(name).to_bytes()).cloned());
        // SQLite takes an empty file for an absent one: a log whose writes wait here is there.
        let waiting = held.is_some_and(|overlay| {
            !overlay
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .is_clean()
        });
        if waiting && flags == ffi::SQLITE_ACCESS_EXISTS {
            *out = 1;
            return ffi::SQLITE_OK;
        }
        (*vfs)
            .xAccess
            .map_or(ffi::SQLITE_IOERR, |real| real(vfs, name, flags, out))
    }
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: SQLite closes a file once, and the overlay's own share ends here.
    unsafe { (*file.cast::<File>()).overlay = None };
    real!(file, xClose)
}

unsafe extern "C" fn read(
    file: *mut ffi::sqlite3_file,
    into: *mut c_void,
    length: c_int,
    at: i64,
) -> c_int {
    let (Ok(length), Ok(at)) = (usize::try_from(length), u64::try_from(at)) else {
        return ffi::SQLITE_IOERR;
    };
    // SAFETY: SQLite's buffer has that length.
    let into = unsafe { std::slice::from_raw_parts_mut(into.cast::<u8>(), length) };
    with(file, |overlay, disk| {
        let whole = overlay.read(disk, at, into)?;
        Ok(if whole {
            ffi::SQLITE_OK
        } else {
            ffi::SQLITE_IOERR_SHORT_READ
        })
    })
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    from: *const c_void,
    length: c_int,
    at: i64,
) -> c_int {
    let (Ok(length), Ok(at)) = (usize::try_from(length), u64::try_from(at)) else {
        return ffi::SQLITE_IOERR;
    };
    // SAFETY: SQLite's buffer has that length.
    let bytes = unsafe { std::slice::from_raw_parts(from.cast::<u8>(), length) };
    with(file, |overlay, disk| {
        overlay.write(disk, at, bytes).map(|()| ffi::SQLITE_OK)
    })
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    let Ok(size) = u64::try_from(size) else {
        return ffi::SQLITE_IOERR;
    };
    with(file, |overlay, disk| {
        overlay.truncate(disk, size).map(|()| ffi::SQLITE_OK)
    })
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    with(file, |overlay, disk| {
        overlay.sync(disk).map(|()| ffi::SQLITE_OK)
    })
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, out: *mut i64) -> c_int {
    with(file, |overlay, disk| {
        let size = place(overlay.size(disk)?)?;
        // SAFETY: SQLite's place for the size.
        unsafe { *out = size };
        Ok(ffi::SQLITE_OK)
    })
}

unsafe extern "C" fn file_control(
    file: *mut ffi::sqlite3_file,
    what: c_int,
    argument: *mut c_void,
) -> c_int {
    match what {
        // Growing ahead and mapping would go past the overlay.
        ffi::SQLITE_FCNTL_SIZE_HINT
        | ffi::SQLITE_FCNTL_MMAP_SIZE
        | ffi::SQLITE_FCNTL_CHUNK_SIZE => ffi::SQLITE_NOTFOUND,
        _ => real!(file, xFileControl, what, argument),
    }
}

unsafe extern "C" fn device(file: *mut ffi::sqlite3_file) -> c_int {
    real!(file, xDeviceCharacteristics) & !ffi::SQLITE_IOCAP_BATCH_ATOMIC
}

/// Methods that only pass on.
macro_rules! passed_on {
    ($($name:ident => $method:ident($($argument:ident: $kind:ty),*);)*) => {$(
        unsafe extern "C" fn $name(file: *mut ffi::sqlite3_file $(, $argument: $kind)*) -> c_int {
            real!(file, $method $(, $argument)*)
        }
    )*};
}
passed_on! {
    plain_read => xRead(into: *mut c_void, length: c_int, at: i64);
    plain_write => xWrite(from: *const c_void, length: c_int, at: i64);
    plain_truncate => xTruncate(size: i64);
    plain_sync => xSync(flags: c_int);
    plain_size => xFileSize(out: *mut i64);
    lock => xLock(level: c_int);
    unlock => xUnlock(level: c_int);
    reserved => xCheckReservedLock(out: *mut c_int);
    sector => xSectorSize();
    shm_map => xShmMap(page: c_int, size: c_int, extend: c_int, out: *mut *mut c_void);
    shm_lock => xShmLock(offset: c_int, count: c_int, flags: c_int);
    shm_unmap => xShmUnmap(delete: c_int);
}

unsafe extern "C" fn shm_barrier(file: *mut ffi::sqlite3_file) {
    // SAFETY: the file is open.
    unsafe {
        let real = real_of(file);
        if let Some(barrier) = (*(*real).pMethods).xShmBarrier {
            barrier(real);
        }
    }
}

/// A file that must survive.
static KEEPING: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(reserved),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector),
    xDeviceCharacteristics: Some(device),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// A temporary file.
static PLAIN: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    xRead: Some(plain_read),
    xWrite: Some(plain_write),
    xTruncate: Some(plain_truncate),
    xSync: Some(plain_sync),
    xFileSize: Some(plain_size),
    ..KEEPING
};

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::{Connection, OpenFlags};
    use std::path::Path;

    fn open(file: &Path, synchronous: &str) -> Connection {
        register(None).unwrap();
        let flags = OpenFlags::default();
        let conn = Connection::open_with_flags_and_vfs(file, flags, NAME).unwrap();
        conn.pragma_update(None, "journal_mode", "WAL").unwrap();
        conn.pragma_update(None, "synchronous", synchronous)
            .unwrap();
        conn.pragma_update(None, "mmap_size", 1 << 30).unwrap();
        conn
    }

    fn count(conn: &Connection) -> i64 {
        conn.query_row("SELECT COUNT(*) FROM t", [], |row| row.get(0))
            .unwrap()
    }

    /// What a process started after a power cut would find: the files as the disk holds them.
    fn after_the_cut(file: &Path, copy: &Path) -> i64 {
        for tail in ["", "-wal"] {
            let name = |path: &Path| format!("{}{tail}", path.display());
            std::fs::copy(name(file), name(copy)).unwrap();
        }
        count(&Connection::open(copy).unwrap())
    }

    #[test]
    fn synced_survives_and_unsynced_is_seen_by_this_process_only() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        let writer = open(&file, "FULL");
        writer
            .execute_batch("CREATE TABLE t (n); INSERT INTO t VALUES (1)")
            .unwrap();
        let reader = open(&file, "FULL");
        assert_eq!(count(&reader), 1);
        assert_eq!(after_the_cut(&file, &folder.path().join("b.db")), 1);

        writer.pragma_update(None, "synchronous", "OFF").unwrap();
        for n in 0..500 {
            writer.execute("INSERT INTO t VALUES (?1)", [n]).unwrap();
        }
        assert_eq!(count(&reader), 501);
        assert_eq!(after_the_cut(&file, &folder.path().join("c.db")), 1);

        writer.pragma_update(None, "synchronous", "FULL").unwrap();
        writer.execute("INSERT INTO t VALUES (-1)", []).unwrap();
        assert_eq!(count(&reader), 502);
        assert_eq!(after_the_cut(&file, &folder.path().join("d.db")), 502);
    }
}
