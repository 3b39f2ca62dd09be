//! Chromium and its driver for the browser tests: found, installed by apt, or asked for plainly.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, anyhow, bail, ensure};

use crate::process::{execute, is_on_path, succeeds};

const PROGRAMS: [&str; 2] = ["chromium", "chromedriver"];
/// The font is for people who look at the screenshots: without one, Chinese shows as boxes.
const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-noto-cjk"];
const PACKAGE_LISTS: &str = "/var/lib/apt/lists";

/// Makes sure that the C compiler and the browser are there.
pub(crate) fn ensure_tools() -> Result<()> {
    ensure!(
        is_on_path("cc"),
        "There is no C compiler (`cc`), and SQLite is built from its C source. Run\n\n    \
         sudo apt-get install -y build-essential\n\nand start again."
    );
    let missing = missing_programs(is_on_path);
    if missing.is_empty() {
        println!("chromium and chromedriver are here");
        return Ok(());
    }
    println!("missing: {}", missing.join(", "));
    install()?;
    let still = missing_programs(is_on_path);
    ensure!(
        still.is_empty(),
        "{}",
        request(&format!("{} did not appear", still.join(", ")))
    );
    Ok(())
}

fn missing_programs(exists: impl Fn(&str) -> bool) -> Vec<&'static str> {
    PROGRAMS
        .into_iter()
        .filter(|program| !exists(program))
        .collect()
}

fn install() -> Result<()> {
    let Some(privilege) = privilege() else {
        bail!(
            "{}",
            request("this user may not install packages without a password")
        );
    };
    if !is_on_path("apt-get") {
        bail!("{}", request("this system has no apt-get"));
    }
    let fresh = has_no_lists(Path::new(PACKAGE_LISTS));
    if fresh {
        apt_get(privilege, &["update"])?;
    }
    let arguments: Vec<&str> = ["install", "-y"].into_iter().chain(PACKAGES).collect();
    let installed = apt_get(privilege, &arguments).or_else(|error| {
        if fresh {
            return Err(error);
        }
        // Old lists name packages that the mirror no longer has.
        apt_get(privilege, &["update"])?;
        apt_get(privilege, &arguments)
    });
    installed.map_err(|error| anyhow!("{error}\n\n{}", request("apt-get could not install it")))
}

/// The words in front of a command that needs root: none for root, sudo where it asks nothing.
fn privilege() -> Option<&'static [&'static str]> {
    let user = Command::new("id").arg("-u").output().ok()?;
    if user.stdout.trim_ascii() == b"0" {
        return Some(&[]);
    }
    let sudo: &[&str] = &["sudo", "-n"];
    succeeds(Command::new("sudo").args(["-n", "true"])).then_some(sudo)
}

fn apt_get(privilege: &[&str], arguments: &[&str]) -> Result<()> {
    // Through `env`, because sudo drops the caller's environment.
    let quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
    let mut words = privilege.iter().chain(&quiet).chain(arguments);
    let program = words.next().unwrap_or(&"env");
    execute(Command::new(program).args(words))
}

fn has_no_lists(folder: &Path) -> bool {
    let is_list = |name: &str| name.ends_with("_Packages") || name.contains("_Packages.");
    std::fs::read_dir(folder).map_or(true, |entries| {
        !entries
            .flatten()
            .any(|entry| is_list(&entry.file_name().to_string_lossy()))
    })
}

fn request(why: &str) -> String {
    format!(
        "The browser tests need Chromium and its driver, and {why}. Run\n\n    \
         sudo apt-get update && sudo apt-get install -y {}\n\nand start again. \
         `cargo test --workspace` runs without them and skips the browser tests.",
        PACKAGES.join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_programs_are_named() {
        assert_eq!(
            missing_programs(|program| program == "chromium"),
            ["chromedriver"]
        );
        assert!(missing_programs(|_| true).is_empty());
    }

    #[test]
    fn request_gives_the_exact_line() {
        let text = request("there is no apt-get");
        assert!(text.contains("apt-get install -y chromium chromium-driver fonts-noto-cjk"));
    }

    #[test]
    fn folder_that_is_absent_has_no_lists() {
        assert!(has_no_lists(Path::new("/no/such/folder")));
    }
}
