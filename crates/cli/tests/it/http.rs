//! The smallest HTTP client that tests need: one request, one answer, over loopback.

use std::{
    collections::BTreeMap,
    io::{self, Read as _, Write as _},
    net::{Ipv4Addr, TcpStream},
    time::Duration,
};

const PATIENCE: Duration = Duration::from_secs(60);

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut named = self
            .headers
            .iter()
            .filter(|(key, _)| key.eq_ignore_ascii_case(name));
        named.next().map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn parse(raw: &[u8]) -> io::Result<Self> {
        let cut = || io::Error::new(io::ErrorKind::UnexpectedEof, "the answer was cut off");
        let end = raw
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .ok_or_else(cut)?;
        let head = String::from_utf8_lossy(&raw[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines
            .next()
            .and_then(|line| line.split(' ').nth(1)?.parse().ok());
        let pair = |line: &str| {
            let (key, value) = line.split_once(':')?;
            Some((key.to_owned(), value.trim().to_owned()))
        };
        let headers = lines.filter_map(pair).collect();
        let body = raw[end + 4..].to_vec();
        let answer = Self {
            status: status.ok_or_else(cut)?,
            headers,
            body,
        };
        if answer.header("transfer-encoding") == Some("chunked") {
            let body = join_chunks(&answer.body).ok_or_else(cut)?;
            return Ok(Self { body, ..answer });
        }
        let promised = answer
            .header("content-length")
            .and_then(|text| text.parse().ok());
        match promised {
            Some(length) if answer.body.len() < length => Err(cut()),
            Some(_) => Ok(answer),
            None if matches!(answer.status, 204 | 303 | 304) => Ok(answer),
            None => Err(cut()),
        }
    }
}

fn join_chunks(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let size =
            usize::from_str_radix(std::str::from_utf8(&rest[..end]).ok()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        let start = end + 2;
        body.extend_from_slice(rest.get(start..start + size)?);
        rest = rest.get(start + size + 2..)?;
    }
}

/// Sends a request with a body of one kind and reads the whole answer.
pub(crate) fn send(
    port: u16,
    (method, path): (&str, &str),
    headers: &[(&str, &str)],
    body: &[u8],
) -> io::Result<Answer> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut request = format!("{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\n");
    for (key, value) in headers {
        request.push_str(&format!("{key}: {value}\r\n"));
    }
    let length = body.len();
    request.push_str(&format!(
        "Content-Length: {length}\r\nConnection: close\r\n\r\n"
    ));
    stream.write_all(request.as_bytes())?;
    stream.write_all(body)?;
    read(stream)
}

/// Reads as much as was promised; not every server closes the connection after it.
fn read(mut stream: TcpStream) -> io::Result<Answer> {
    let (mut raw, mut piece) = (Vec::new(), vec![0; 64 * 1024]);
    loop {
        let size = stream.read(&mut piece)?;
        raw.extend_from_slice(&piece[..size]);
        match Answer::parse(&raw) {
            Err(error) if size > 0 && error.kind() == io::ErrorKind::UnexpectedEof => {}
            answer => return answer,
        }
    }
}

/// Somebody who uses the portal without a browser and keeps its cookies.
pub(crate) struct Guest {
    port: u16,
    cookies: BTreeMap<String, String>,
}

impl Guest {
    pub(crate) const fn at(port: u16) -> Self {
        Self {
            port,
            cookies: BTreeMap::new(),
        }
    }

    pub(crate) fn get(&mut self, path: &str) -> io::Result<Answer> {
        self.send("GET", path, b"")
    }

    pub(crate) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> io::Result<Answer> {
        let field = |(key, value): &(&str, &str)| format!("{key}={}", percent_encoded(value));
        let body = fields.iter().map(field).collect::<Vec<_>>().join("&");
        self.send("POST", path, body.as_bytes())
    }

    fn send(&mut self, method: &str, path: &str, body: &[u8]) -> io::Result<Answer> {
        let pairs = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let cookies = pairs.collect::<Vec<_>>().join("; ");
        let kind = "application/x-www-form-urlencoded";
        let headers = [("Cookie", cookies.as_str()), ("Content-Type", kind)];
        let answer = send(self.port, (method, path), &headers, body)?;
        let set = |(key, _): &&(String, String)| key.eq_ignore_ascii_case("set-cookie");
        for (_, cookie) in answer.headers.iter().filter(set) {
            let pair = cookie.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Ok(answer)
    }
}

fn percent_encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let encode = |byte: u8| match plain(byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}
