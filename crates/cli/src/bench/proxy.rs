//! Distance between validators on one machine: connections go through a relay that hands every
//! byte on a fixed time after it came, in each direction. Bandwidth is not limited.

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::mpsc,
    time::{Instant, sleep_until},
};

/// The most bytes handed on at once.
const CHUNK_BYTES: usize = 64 * 1024;

/// Relays connections to `target`; the address to connect to instead.
pub(super) async fn relay_to(target: SocketAddr, one_way: Duration) -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            tokio::spawn(async move {
                if let Ok(far) = TcpStream::connect(target).await {
                    relay(near, far, one_way);
                }
            });
        }
    });
    Ok(address)
}

fn relay(near: TcpStream, far: TcpStream, one_way: Duration) {
    for stream in [&near, &far] {
        // Without it the kernel would add a delay of its own.
        drop(stream.set_nodelay(true));
    }
    let (near_reader, near_writer) = near.into_split();
    let (far_reader, far_writer) = far.into_split();
    hand_on(near_reader, far_writer, one_way);
    hand_on(far_reader, near_writer, one_way);
}

fn hand_on(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, one_way: Duration) {
    let (sender, mut receiver) = mpsc::unbounded_channel::<(Instant, Vec<u8>)>();
    tokio::spawn(async move {
        let mut chunk = vec![0; CHUNK_BYTES];
        while let Ok(count) = from.read(&mut chunk).await
            && count > 0
        {
            let due = now() + one_way;
            if sender.send((due, chunk[..count].to_vec())).is_err() {
                return;
            }
        }
    });
    tokio::spawn(async move {
        while let Some((due, bytes)) = receiver.recv().await {
            sleep_until(due).await;
            if to.write_all(&bytes).await.is_err() {
                return;
            }
        }
    });
}

fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn bytes_come_late_and_whole_in_both_directions() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let target = listener.local_addr().unwrap();
        let one_way = Duration::from_millis(20);
        let address = relay_to(target, one_way).await.unwrap();
        let start = now();
        let mut near = TcpStream::connect(address).await.unwrap();
        near.write_all(b"there").await.unwrap();
        let (mut far, _) = listener.accept().await.unwrap();
        let mut word = [0; 5];
        far.read_exact(&mut word).await.unwrap();
        assert_eq!(&word, b"there");
        assert!(now() - start >= one_way);
        far.write_all(b"again").await.unwrap();
        near.read_exact(&mut word).await.unwrap();
        assert_eq!(&word, b"again");
        assert!(now() - start >= 2 * one_way);
    }
}
