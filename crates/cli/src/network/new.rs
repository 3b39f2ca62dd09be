//! `linli network new`: the folders of a practice network, ready to run.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};

use super::{
    founding,
    offices::{Plan, plans},
};
use crate::{
    screen::say,
    serve::{
        PracticePerson,
        config::{
            AdminConfig, Config, LogConfig, NodeConfig, OfficeConfig, PeerConfig, PortalConfig,
        },
    },
};

/// Makes a practice network.
#[derive(clap::Args)]
pub(crate) struct New {
    /// How many offices agree on blocks.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=20))]
    validators: u8,
    /// The folder to make.
    #[arg(long)]
    out: PathBuf,
    /// The first portal's port; the others follow. 0 takes free ones.
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// The file that lists the offices of a practice network, in order.
pub(super) const LIST: &str = "network.json";

/// One line of that list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Listed {
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) portal: SocketAddr,
    pub(super) admin: SocketAddr,
    pub(super) people: Vec<PracticePerson>,
}

/// Where one office listens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ports {
    pub(super) portal: SocketAddr,
    pub(super) node: SocketAddr,
    pub(super) admin: SocketAddr,
}

impl New {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let name = self.out.display();
        if self.out.exists() && fs::read_dir(&self.out)?.next().is_some() {
            bail!("{name} is not empty: name a new folder");
        }
        fs::create_dir_all(&self.out).with_context(|| format!("cannot create {name}"))?;
        let plans = plans(usize::from(self.validators));
        let ports = ports(self.port, plans.len())?;
        say("正在创建演练网络：密钥、配置、创世，并由第一家机构登记其余各家。");
        say("Founding the practice network: keys, configurations, genesis, registrations.");
        let founded = founding::found(&self.out, &plans, &ports).await?;
        let mut list = Vec::new();
        for (place, plan) in plans.iter().enumerate() {
            let config = config(
                plan,
                &ports[place],
                others(&plans, &ports, &founded.keys, place),
            );
            let path = self.out.join(&plan.slug).join("linli.toml");
            fs::write(&path, config.write()?)
                .with_context(|| format!("cannot write {}", path.display()))?;
            list.push(Listed {
                slug: plan.slug.clone(),
                name: plan.name_zh.clone(),
                portal: ports[place].portal,
                admin: ports[place].admin,
                people: founded.people[place].clone(),
            });
        }
        fs::write(self.out.join(LIST), serde_json::to_vec_pretty(&list)?)?;
        fs::write(self.out.join("trust.json"), &founded.trust)?;
        say(&format!(
            "{} offices are ready: linli network run {name}",
            list.len()
        ));
        Ok(())
    }
}

/// The offices of a folder.
pub(super) fn read_list(folder: &Path) -> anyhow::Result<Vec<Listed>> {
    let path = folder.join(LIST);
    let name = path.display();
    let bytes = fs::read(&path)
        .with_context(|| format!("cannot read {name}: make a network with `linli network new`"))?;
    serde_json::from_slice(&bytes).with_context(|| format!("{name} is damaged"))
}

fn ports(first: u16, count: usize) -> anyhow::Result<Vec<Ports>> {
    if first == 0 {
        return free_ports(count);
    }
    let count = u16::try_from(count)?;
    let at = |port: Option<u16>| -> anyhow::Result<SocketAddr> {
        let port = port.context("--port is too high")?;
        Ok(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
    };
    (0..count)
        .map(|place| {
            Ok(Ports {
                portal: at(first.checked_add(place))?,
                node: at(first.checked_add(100 + place))?,
                admin: at(first.checked_add(200 + place))?,
            })
        })
        .collect()
}

fn free_ports(count: usize) -> anyhow::Result<Vec<Ports>> {
    let listeners = (0..3 * count).map(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)));
    let listeners = listeners.collect::<std::io::Result<Vec<TcpListener>>>()?;
    let addresses = listeners.iter().map(TcpListener::local_addr);
    let addresses = addresses.collect::<std::io::Result<Vec<SocketAddr>>>()?;
    let three = |three: &[SocketAddr]| Ports {
        portal: three[0],
        node: three[1],
        admin: three[2],
    };
    Ok(addresses.chunks_exact(3).map(three).collect())
}

fn others(plans: &[Plan], ports: &[Ports], keys: &[[u8; 32]], me: usize) -> Vec<PeerConfig> {
    let all = plans.iter().zip(ports).zip(keys).enumerate();
    all.filter(|(place, _)| *place != me)
        .map(|(_, ((plan, ports), key))| PeerConfig {
            name: plan.name_zh.clone(),
            key: *key,
            address: ports.node,
            portal: Some(format!("http://{}", ports.portal)),
        })
        .collect()
}

fn config(plan: &Plan, ports: &Ports, peers: Vec<PeerConfig>) -> Config {
    Config {
        data: PathBuf::from("."),
        office: OfficeConfig {
            name: plan.name_zh.clone(),
            name_en: Some(plan.name_en.clone()),
            sponsor: "Linli 演练网络，非政府网站".to_owned(),
            sponsor_en: Some("a Linli practice network, not a government site".to_owned()),
            ..OfficeConfig::default()
        },
        portal: PortalConfig {
            listen: ports.portal,
            url: Some(format!("http://{}", ports.portal)),
            trusted_proxies: Vec::new(),
            staff_passkeys: false,
            sms_spool: None,
            name_register: None,
            behind_tls: false,
            tls: None,
            acme: None,
        },
        admin: AdminConfig {
            listen: Some(ports.admin),
        },
        node: NodeConfig {
            listen: Some(ports.node),
            address: None,
            peers,
        },
        log: LogConfig::default(),
    }
}
