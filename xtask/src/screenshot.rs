//! `cargo xtask screenshot`: the picture in the README, made by the demonstration itself.

use anyhow::{Result, ensure};

use crate::process::{cargo, execute, step};
use crate::{chromium, root};

const PICTURE: &str = "docs/screenshot.png";
/// The browser test that writes the picture when it is told where.
const TEST: &str = "browser::screenshot::picture_of_a_need_with_its_offers";

pub(crate) fn run() -> Result<()> {
    step("tools", chromium::ensure_tools)?;
    step("screenshot", take)
}

fn take() -> Result<()> {
    let file = root().canonicalize()?.join(PICTURE);
    let words = [
        "test", "--locked", "-p", "cli", "--test", "it", "--", "--exact", TEST,
    ];
    let mut command = cargo(&root(), &words);
    execute(
        command
            .env("LINLI_SCREENSHOT", &file)
            .env("LINLI_BROWSER", "required"),
    )?;
    ensure!(file.is_file(), "no picture was written");
    println!("{}", file.display());
    Ok(())
}
