//! Where a node keeps its own files: a folder of this machine, or a simulated disk that loses
//! what was never synced. A trait, so that torn writes can be tested without pulling a plug.

use std::{
    fmt,
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::FileExt,
    path::PathBuf,
    sync::Arc,
};

/// A disk. Names are relative paths with `/`.
pub(crate) trait Disk: fmt::Debug + Send + Sync {
    /// What messages call a file.
    fn path(&self, name: &str) -> PathBuf;

    /// Names of the files and folders directly in a folder, ascending; `None` when it is missing.
    fn list(&self, folder: &str) -> io::Result<Option<Vec<String>>>;

    /// Creates a folder and those above it, if they are missing.
    fn make_folder(&self, folder: &str) -> io::Result<()>;

    /// Opens a file that exists.
    fn open(&self, name: &str) -> io::Result<Arc<dyn DiskFile>>;

    /// Creates an empty file that survives a power cut. Fails when it exists.
    fn create(&self, name: &str) -> io::Result<Arc<dyn DiskFile>>;

    /// Makes `unfinished` the content of `name`, wholly or not at all, even in a power cut.
    fn rename(&self, unfinished: &str, name: &str) -> io::Result<()>;

    /// Removes a file.
    fn remove(&self, name: &str) -> io::Result<()>;
}

/// An open file that only grows.
pub(crate) trait DiskFile: fmt::Debug + Send + Sync {
    /// Appends bytes, which reach the disk with the next sync.
    fn append(&self, bytes: &[u8]) -> io::Result<()>;

    /// Reads from an offset on; how many bytes that were, zero at the end.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize>;

    /// Makes everything appended so far survive a power cut.
    fn sync(&self) -> io::Result<()>;

    /// Cuts the file, so that the cut survives a power cut.
    fn cut(&self, length: u64) -> io::Result<()>;
}

impl dyn Disk + '_ {
    /// Replaces a file, or creates it, wholly or not at all.
    pub(crate) fn replace(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let unfinished = format!("{name}.new");
        match self.remove(&unfinished) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        let file = self.create(&unfinished)?;
        file.append(bytes)?;
        file.sync()?;
        self.rename(&unfinished, name)
    }

    /// All bytes of a small file; `None` when it is missing.
    pub(crate) fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        let file = match self.open(name) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut Reader::new(&*file, 0), &mut bytes)?;
        Ok(Some(bytes))
    }
}

/// Enough for a block and its certificate on a quiet day.
const ROOM: usize = 64 * 1024;

/// Says in the log that the disk is full when it is: what failed before it only says that a
/// write failed, and an operator must not have to guess.
pub(crate) fn tell_if_full(disk: &dyn Disk) {
    let probe = "room";
    let written = disk.replace(probe, &[0; ROOM]);
    if written.is_err_and(|error| error.kind() == io::ErrorKind::StorageFull) {
        let folder = disk.path("");
        let folder = folder.display();
        tracing::error!(%folder, "the disk is full: make room, then start again");
    }
    for name in [probe, "room.new"] {
        // A probe that cannot be removed is overwritten by the next one.
        drop(disk.remove(name));
    }
}

/// Reads a shared file from an offset on.
pub(crate) struct Reader<'a> {
    file: &'a dyn DiskFile,
    offset: u64,
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(file: &'a dyn DiskFile, offset: u64) -> Self {
        Self { file, offset }
    }
}

impl io::Read for Reader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read_at(buffer, self.offset)?;
        self.offset += count as u64;
        Ok(count)
    }
}

/// A folder of this machine.
#[derive(Clone, Debug)]
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    fn sync_folder_of(&self, name: &str) -> io::Result<()> {
        let path = self.path(name);
        File::open(path.parent().unwrap_or(&self.0))?.sync_all()
    }
}

impl Disk for Folder {
    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn list(&self, folder: &str) -> io::Result<Option<Vec<String>>> {
        let entries = match fs::read_dir(self.path(folder)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let names = entries.map(|entry| Ok(entry?.file_name().into_string().ok()));
        let names: io::Result<Vec<Option<String>>> = names.collect();
        let mut names: Vec<String> = names?.into_iter().flatten().collect();
        names.sort();
        Ok(Some(names))
    }

    fn make_folder(&self, folder: &str) -> io::Result<()> {
        fs::create_dir_all(self.path(folder))
    }

    fn open(&self, name: &str) -> io::Result<Arc<dyn DiskFile>> {
        let mut options = OpenOptions::new();
        let file = options.read(true).append(true).open(self.path(name))?;
        Ok(Arc::new(file))
    }

    fn create(&self, name: &str) -> io::Result<Arc<dyn DiskFile>> {
        let path = self.path(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut options = OpenOptions::new();
        let file = options
            .read(true)
            .append(true)
            .create_new(true)
            .open(path)?;
        file.sync_all()?;
        self.sync_folder_of(name)?;
        Ok(Arc::new(file))
    }

    fn rename(&self, unfinished: &str, name: &str) -> io::Result<()> {
        fs::rename(self.path(unfinished), self.path(name))?;
        self.sync_folder_of(name)
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.path(name))
    }
}

impl DiskFile for File {
    fn append(&self, bytes: &[u8]) -> io::Result<()> {
        let mut file = self;
        file.write_all(bytes)
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        FileExt::read_at(self, buffer, offset)
    }

    fn sync(&self) -> io::Result<()> {
        self.sync_data()
    }

    fn cut(&self, length: u64) -> io::Result<()> {
        self.set_len(length)?;
        self.sync_all()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replaced_file_is_the_new_one_and_leaves_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let disk: &dyn Disk = &Folder(folder.path().to_path_buf());
        assert_eq!(disk.read("identity/voted").unwrap(), None);
        assert_eq!(disk.list("identity").unwrap(), None);
        disk.replace("identity/voted", b"first and longer").unwrap();
        // What an earlier attempt left does not get in the way.
        disk.create("identity/voted.new")
            .unwrap()
            .append(b"x")
            .unwrap();
        disk.replace("identity/voted", b"second").unwrap();
        assert_eq!(
            disk.read("identity/voted").unwrap(),
            Some(b"second".to_vec())
        );
        assert_eq!(
            disk.list("identity").unwrap(),
            Some(vec!["voted".to_owned()])
        );
    }
}
