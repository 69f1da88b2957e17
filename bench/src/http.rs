//! A keep-alive HTTP/1.1 client for loopback, lean enough to leave the processor to the server.
//!
//! It knows what our own server sends: a length or chunks, never a body that ends by closing.

use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// One connection; requests go one after another.
pub struct Client {
    stream: TcpStream,
    host: String,
    cookie: Option<String>,
    written: Vec<u8>,
    read: Vec<u8>,
}

/// What to ask.
#[derive(Clone, Copy, Default)]
pub struct Request<'a> {
    /// `GET` without one.
    pub method: &'a str,
    /// The path with its query.
    pub path: &'a str,
    /// The body's type; none without a body.
    pub content_type: &'a str,
    /// The body.
    pub body: &'a [u8],
    /// Whole header lines, each ended by CR LF.
    pub headers: &'a str,
}

/// What was answered.
pub struct Reply {
    /// The status.
    pub status: u16,
    head: String,
    /// The body, still compressed if it was sent so.
    pub body: Vec<u8>,
}

impl Reply {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.head, name)
    }

    /// The body as text.
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }
}

fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    head.lines().skip(1).find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

fn broken(what: &str) -> Error {
    Error::new(ErrorKind::InvalidData, what.to_owned())
}

impl Client {
    /// Connects.
    ///
    /// # Errors
    /// The network's.
    pub async fn connect(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (written, read) = (Vec::with_capacity(512), Vec::with_capacity(4096));
        Ok(Self {
            stream,
            host: address.to_string(),
            cookie: None,
            written,
            read,
        })
    }

    /// Sends this cookie with each request from now on.
    pub fn sign_in(&mut self, cookie: impl Into<String>) {
        self.cookie = Some(cookie.into());
    }

    /// Asks and waits for the whole answer.
    ///
    /// # Errors
    /// The network's, or when the answer is not HTTP.
    pub async fn send(&mut self, request: Request<'_>) -> Result<Reply> {
        self.compose(request);
        self.stream.write_all(&self.written).await?;
        self.receive().await
    }

    fn compose(&mut self, request: Request<'_>) {
        let out = &mut self.written;
        out.clear();
        let method = if request.method.is_empty() {
            "GET"
        } else {
            request.method
        };
        for part in [
            method,
            " ",
            request.path,
            " HTTP/1.1\r\nhost: ",
            &self.host,
            "\r\n",
            request.headers,
        ] {
            out.extend_from_slice(part.as_bytes());
        }
        if let Some(cookie) = &self.cookie {
            out.extend_from_slice(b"cookie: ");
            out.extend_from_slice(cookie.as_bytes());
            out.extend_from_slice(b"\r\n");
        }
        if method != "GET" {
            let length = request.body.len().to_string();
            for part in [
                "origin: http://",
                &self.host,
                "\r\ncontent-length: ",
                &length,
                "\r\n",
            ] {
                out.extend_from_slice(part.as_bytes());
            }
            if !request.content_type.is_empty() {
                for part in ["content-type: ", request.content_type, "\r\n"] {
                    out.extend_from_slice(part.as_bytes());
                }
            }
        }
        out.extend_from_slice(b"\r\n");
        out.extend_from_slice(request.body);
    }

    async fn receive(&mut self) -> Result<Reply> {
        loop {
            if let Some(end) = find(&self.read, b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&self.read[..end]).into_owned();
                self.read.drain(..end + 4);
                let status = head.get(9..12).and_then(|code| code.parse().ok());
                let status = status.ok_or_else(|| broken("no status"))?;
                let body = if header(&head, "transfer-encoding").is_some() {
                    self.chunks().await?
                } else {
                    let length = header(&head, "content-length").unwrap_or("0");
                    let length = length.parse().map_err(|_| broken("no length"))?;
                    self.exactly(length).await?
                };
                return Ok(Reply { status, head, body });
            }
            self.more().await?;
        }
    }

    async fn more(&mut self) -> Result<()> {
        if self.stream.read_buf(&mut self.read).await? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }

    async fn exactly(&mut self, length: usize) -> Result<Vec<u8>> {
        while self.read.len() < length {
            self.more().await?;
        }
        Ok(self.read.drain(..length).collect())
    }

    async fn chunks(&mut self) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let end = loop {
                if let Some(end) = find(&self.read, b"\r\n") {
                    break end;
                }
                self.more().await?;
            };
            let line = self.exactly(end + 2).await?;
            let digits = line
                .split(|b| matches!(b, b';' | b'\r'))
                .next()
                .unwrap_or_default();
            let digits = std::str::from_utf8(digits).map_err(|_| broken("chunk"))?;
            let length = usize::from_str_radix(digits, 16).map_err(|_| broken("chunk"))?;
            let chunk = self.exactly(length + 2).await?;
            body.extend_from_slice(&chunk[..length]);
            if length == 0 {
                return Ok(body);
            }
        }
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn answered(bytes: &'static [u8]) -> (Reply, Reply) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            stream.write_all(bytes).await.unwrap();
            stream
        });
        let mut client = Client::connect(address).await.unwrap();
        let first = client.receive().await.unwrap();
        let second = client.receive().await.unwrap();
        drop(server);
        (first, second)
    }

    #[tokio::test]
    async fn reads_lengths_and_chunks_one_after_another() {
        let (first, second) = answered(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n\
              HTTP/1.1 303 See Other\r\nlocation: /x\r\nContent-Length: 2\r\n\r\nok",
        )
        .await;
        assert_eq!((first.status, first.text().as_ref()), (200, "abcde"));
        assert_eq!((second.status, second.text().as_ref()), (303, "ok"));
        assert_eq!(second.header("Location"), Some("/x"));
    }
}
