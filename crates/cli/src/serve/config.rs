//! The configuration of one office: a TOML file in which every key is known, so that a typing
//! error is found at the start and named with its line. `docs/linli.example.toml` explains each.

use std::{
    fs,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// One office.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Config {
    /// The data folder.
    pub(crate) data: PathBuf,
    #[serde(default)]
    pub(crate) office: OfficeConfig,
    pub(crate) portal: PortalConfig,
    #[serde(default)]
    pub(crate) admin: AdminConfig,
    #[serde(default)]
    pub(crate) node: NodeConfig,
    #[serde(default)]
    pub(crate) log: LogConfig,
}

/// What the pages say of the office.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct OfficeConfig {
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name_en: Option<String>,
    pub(crate) sponsor: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sponsor_en: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) icp_record: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) police_record: Option<String>,
}

/// Where people reach the office.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PortalConfig {
    pub(crate) listen: SocketAddr,
    /// The address that people and other offices use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<String>,
    /// Reverse proxies whose word about the visitor's address is believed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) trusted_proxies: Vec<IpAddr>,
    /// A proxy in front ends TLS: cookies are marked for it all the same.
    #[serde(default)]
    pub(crate) behind_tls: bool,
    /// A file of ID numbers and names that the counter may ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name_register: Option<PathBuf>,
    /// The folder where codes for phones are left for the program that sends them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) sms_spool: Option<PathBuf>,
    /// Offices work with a passkey only, and the three administrators with a PIN besides.
    #[serde(default)]
    pub(crate) staff_passkeys: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tls: Option<TlsConfig>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) acme: Option<AcmeConfig>,
}

/// A certificate of one's own.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TlsConfig {
    pub(crate) certificate: PathBuf,
    pub(crate) key: PathBuf,
}

/// A certificate that a certificate authority issues by itself.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct AcmeConfig {
    pub(crate) domains: Vec<String>,
    pub(crate) contact: String,
    /// The authority's directory; Let's Encrypt when it is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) directory: Option<String>,
}

/// Where the operator's tools reach the office.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct AdminConfig {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) listen: Option<SocketAddr>,
}

/// The other offices.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct NodeConfig {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) listen: Option<SocketAddr>,
    /// Where the others reach it, when that is not where it listens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) address: Option<SocketAddr>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) peers: Vec<PeerConfig>,
}

/// Another office.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PeerConfig {
    pub(crate) name: String,
    /// Its validator key.
    #[serde(deserialize_with = "key", serialize_with = "hex")]
    pub(crate) key: [u8; 32],
    pub(crate) address: SocketAddr,
    /// Its portal, for public words that were published there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) portal: Option<String>,
}

/// What the program says about its work.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct LogConfig {
    pub(crate) level: String,
    pub(crate) format: LogFormat,
}

/// Lines for people or objects for programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LogFormat {
    #[default]
    Text,
    Json,
}

impl Default for LogConfig {
    fn default() -> Self {
        Self {
            // The engine says much at info.
            level: "warn,linli=info".to_owned(),
            format: LogFormat::Text,
        }
    }
}

fn key<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 32], D::Error> {
    let text = String::deserialize(deserializer)?;
    let key = ledger::Hash::from_hex(&text).map(|hash| hash.0);
    key.ok_or_else(|| D::Error::custom("a key has 64 hexadecimal digits"))
}

fn hex<S: Serializer>(key: &[u8; 32], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&verifier::text::hex(key))
}

impl Config {
    /// Reads a file. Relative paths in it are relative to its folder.
    pub(crate) fn load(path: &Path) -> anyhow::Result<Self> {
        let name = path.display();
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
        let mut config = Self::parse(&text).with_context(|| format!("in {name}"))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        config.data = folder.join(&config.data);
        if let Some(tls) = &mut config.portal.tls {
            tls.certificate = folder.join(&tls.certificate);
            tls.key = folder.join(&tls.key);
        }
        Ok(config)
    }

    /// Reads the text of a file; an error names key and line.
    fn parse(text: &str) -> anyhow::Result<Self> {
        let config: Self = toml::from_str(text)?;
        if config.portal.tls.is_some() && config.portal.acme.is_some() {
            anyhow::bail!("portal.tls and portal.acme exclude each other: keep one of them");
        }
        if !config.node.peers.is_empty() && config.node.listen.is_none() {
            anyhow::bail!("node.listen is missing: the offices in node.peers must reach this one");
        }
        Ok(config)
    }

    /// The file's text.
    pub(crate) fn write(&self) -> anyhow::Result<String> {
        Ok(toml::to_string_pretty(self)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALLEST: &str = "data = \"office\"\n[portal]\nlisten = \"127.0.0.1:8080\"\n";

    fn complaint(text: &str) -> String {
        format!("{:#}", Config::parse(text).unwrap_err())
    }

    #[test]
    fn the_smallest_file_is_enough() {
        let config = Config::parse(SMALLEST).unwrap();
        assert_eq!(config.portal.listen.port(), 8080);
        assert!(config.admin.listen.is_none());
        assert_eq!(config.log.level, "warn,linli=info");
    }

    #[test]
    fn the_documented_example_is_a_configuration_and_uses_every_key() {
        let example = include_str!("../../../../docs/linli.example.toml");
        let config = Config::parse(example).unwrap();
        assert_eq!(config.node.peers.len(), 1);
        assert!(config.portal.tls.is_some() && config.admin.listen.is_some());
        let again = Config::parse(&config.write().unwrap()).unwrap();
        assert_eq!(again.node.peers[0].key, config.node.peers[0].key);
        for key in [
            "icp-record",
            "police-record",
            "trusted-proxies",
            "[portal.acme]",
        ] {
            assert!(example.contains(key), "{key} is not explained");
        }
    }

    #[test]
    fn a_mistake_is_named_with_its_key_and_line() {
        let unknown = complaint(&SMALLEST.replace("listen", "lisen"));
        assert!(
            unknown.contains("lisen") && unknown.contains("line 3"),
            "{unknown}"
        );
        let port = complaint(&SMALLEST.replace("8080", "80800"));
        assert!(port.contains("listen") && port.contains("line 3"), "{port}");
        let peer = "[node]\nlisten = \"127.0.0.1:1\"\n[[node.peers]]\nname = \"b\"\n\
                    address = \"127.0.0.1:2\"\nkey = \"abc\"\n";
        let key = complaint(&format!("{SMALLEST}{peer}"));
        assert!(
            key.contains("line 9") && key.contains("64 hexadecimal"),
            "{key}"
        );
        let missing = complaint("data = \"office\"\n");
        assert!(missing.contains("portal"), "{missing}");
    }

    #[test]
    fn what_contradicts_itself_is_refused() {
        let tls = "[portal.tls]\ncertificate = \"a\"\nkey = \"b\"\n";
        let acme = "[portal.acme]\ndomains = [\"a.example\"]\ncontact = \"mailto:a@a.example\"\n";
        assert!(complaint(&format!("{SMALLEST}{tls}{acme}")).contains("portal.acme"));
    }
}
