//! Connections and bodies that must move: whoever sends or takes almost nothing for a while holds
//! a place that somebody else needs. A village's weak signal is far above the least asked here.

use std::io::{Error, ErrorKind, Result};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::BoxError;
use axum::body::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Sleep;

use crate::clock::Monotonic;

/// The least that must move, asked again in each window of time that somebody waits in.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// The window.
    pub window: Duration,
    /// Bytes that must have moved in it.
    pub least: u64,
}

/// A window that ended so long ago was not waited for.
const UNWATCHED: Duration = Duration::from_secs(1);

/// What moved since the window began. Nothing runs while nobody waits.
struct Meter {
    pace: Pace,
    moved: u64,
    waiting: Option<Window>,
}

/// A window that is waited for.
struct Window {
    began: Monotonic,
    over: Pin<Box<Sleep>>,
}

impl Window {
    fn begin(pace: Pace) -> Self {
        Self {
            began: Monotonic::now(),
            over: Box::pin(tokio::time::sleep(pace.window)),
        }
    }
}

impl Meter {
    fn new(pace: Pace) -> Self {
        Self {
            pace,
            moved: 0,
            waiting: None,
        }
    }

    fn moved(&mut self, bytes: usize) {
        self.moved += bytes as u64;
    }

    /// Nothing is waited for any more.
    fn rest(&mut self) {
        self.waiting = None;
        self.moved = 0;
    }

    /// Called where the other side keeps us waiting: ready when it was too slow.
    fn wait(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let pace = self.pace;
        loop {
            let window = self.waiting.get_or_insert_with(|| Window::begin(pace));
            // Whoever was not asked in between, because we were busy ourselves, was not too slow.
            if window.began.elapsed() <= pace.window + UNWATCHED {
                ready!(window.over.as_mut().poll(cx));
                if self.moved < pace.least {
                    return Poll::Ready(());
                }
            }
            self.rest();
        }
    }
}

fn too_slow() -> Error {
    Error::new(ErrorKind::TimedOut, "the other side is too slow")
}

/// A stream whose reader must take what is written to it.
pub(super) struct Paced<S> {
    stream: S,
    writing: Meter,
}

impl<S> Paced<S> {
    pub(super) fn new(stream: S, pace: Pace) -> Self {
        Self {
            stream,
            writing: Meter::new(pace),
        }
    }

    fn written(&mut self, cx: &mut Context<'_>, done: Poll<Result<usize>>) -> Poll<Result<usize>> {
        match done {
            Poll::Ready(Ok(bytes)) => {
                self.writing.moved(bytes);
                Poll::Ready(Ok(bytes))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => self.writing.wait(cx).map(|()| Err(too_slow())),
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize>> {
        let done = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.written(cx, done)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[std::io::IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let done = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.written(cx, done)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        match Pin::new(&mut self.stream).poll_flush(cx) {
            Poll::Ready(done) => {
                self.writing.rest();
                Poll::Ready(done)
            }
            Poll::Pending => self.writing.wait(cx).map(|()| Err(too_slow())),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        match Pin::new(&mut self.stream).poll_shutdown(cx) {
            Poll::Ready(done) => Poll::Ready(done),
            Poll::Pending => self.writing.wait(cx).map(|()| Err(too_slow())),
        }
    }
}

/// A request's body that must keep coming.
pub(super) struct PacedBody<B> {
    body: B,
    coming: Meter,
}

impl<B> PacedBody<B> {
    pub(super) fn new(body: B, pace: Pace) -> Self {
        Self {
            body,
            coming: Meter::new(pace),
        }
    }
}

impl<B> Body for PacedBody<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<std::result::Result<Frame<Bytes>, BoxError>>> {
        match Pin::new(&mut self.body).poll_frame(cx) {
            Poll::Ready(Some(Ok(frame))) => {
                self.coming.moved(frame.data_ref().map_or(0, Bytes::len));
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(error.into()))),
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => self.coming.wait(cx).map(|()| Some(Err(too_slow().into()))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
