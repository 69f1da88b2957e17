//! A demonstration on the local network: an address phones can reach, a certificate of its own kept
//! in the data folder, and a QR code to scan.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use platform::clock::Clock;
use platform::error::{Error, internal};
use rcgen::{CertificateParams, DnType, KeyPair, date_time_ymd};

use crate::cli::ServeArgs;

/// Days a certificate holds: browsers refuse longer ones.
const HOLDS_DAYS: i64 = 397;
/// Where certificates are kept, below the data folder.
const FOLDER: &str = "lan";

/// The arguments of `serve --lan` with everything it stands for: every address of this machine, and
/// the certificate of the one that phones reach.
///
/// # Errors
/// When the certificate cannot be made or kept.
pub fn settle(mut args: ServeArgs) -> Result<ServeArgs, Error> {
    if args.tls_cert.is_none() {
        let today = Clock::system().today();
        let (cert, key) = certificate(&args.place.data.join(FOLDER), reachable(), today)?;
        args.tls_cert = Some(cert);
        args.tls_key = Some(key);
    }
    if args.listen.ip().is_loopback() {
        args.listen.set_ip(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    }
    Ok(args)
}

/// The address by which others on the network reach this machine. Connecting a datagram socket
/// sends nothing: it only asks which way out the system would take.
#[must_use]
pub fn reachable() -> IpAddr {
    UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))
        .and_then(|socket| {
            // TEST-NET-1 of RFC 5737: an address nobody has.
            socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9))?;
            Ok(socket.local_addr()?.ip())
        })
        .unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))
}

/// The kept certificate of an address, or a new one: a phone that trusted it once goes on to.
fn certificate(folder: &Path, address: IpAddr, today: Date) -> Result<(PathBuf, PathBuf), Error> {
    let name = address.to_string().replace(':', "-");
    let (cert, key) = (
        folder.join(format!("{name}.cert.pem")),
        folder.join(format!("{name}.key.pem")),
    );
    let until = folder.join(format!("{name}.until"));
    let kept = fs::read_to_string(&until)
        .ok()
        .and_then(|text| text.trim().parse::<Date>().ok());
    if kept.is_some_and(|day| day > today) && cert.exists() && key.exists() {
        return Ok((cert, key));
    }
    let wrong = |error: String| internal(format!("{}: {error}", folder.display()));
    let io = |error: std::io::Error| wrong(error.to_string());
    let last = today
        .checked_add(jiff::Span::new().days(HOLDS_DAYS))
        .unwrap_or(today);
    let pair = KeyPair::generate().map_err(|error| wrong(error.to_string()))?;
    let mut params = CertificateParams::new(vec![address.to_string(), "localhost".to_owned()])
        .map_err(|error| wrong(error.to_string()))?;
    params.distinguished_name.push(DnType::CommonName, "touyan");
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    let moment =
        |day: Date| date_time_ymd(i32::from(day.year()), part(day.month()), part(day.day()));
    // A day early, so that a phone whose clock is behind accepts it.
    params.not_before = moment(today.yesterday().unwrap_or(today));
    params.not_after = moment(last);
    let made = params
        .self_signed(&pair)
        .map_err(|error| wrong(error.to_string()))?;
    fs::create_dir_all(folder).map_err(io)?;
    fs::write(&cert, made.pem()).map_err(io)?;
    write_secret(&key, &pair.serialize_pem()).map_err(io)?;
    fs::write(&until, last.to_string()).map_err(io)?;
    Ok((cert, key))
}

fn write_secret(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = fs::OpenOptions::new();
    let mut file = options
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(text.as_bytes())
}

/// What a terminal shows once it is served: the address and its QR code.
#[must_use]
pub fn invitation(listening: SocketAddr) -> String {
    let ip = if listening.ip().is_unspecified() {
        reachable()
    } else {
        listening.ip()
    };
    let address = format!("https://{}/demo", SocketAddr::new(ip, listening.port()));
    match fast_qr::QRBuilder::new(address.as_str()).build() {
        Ok(code) => format!("{}\n{address}", code.to_str()),
        Err(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_certificate_is_kept_until_it_ends() {
        let folder = std::env::temp_dir().join(format!("touyan-lan-{}", std::process::id()));
        let address: IpAddr = "10.1.2.3".parse().unwrap();
        let (cert, key) = certificate(&folder, address, date(2026, 11, 23)).unwrap();
        let first = fs::read(&cert).unwrap();
        certificate(&folder, address, date(2027, 12, 1)).unwrap();
        assert_eq!(fs::read(&cert).unwrap(), first, "still good");
        certificate(&folder, address, date(2028, 1, 1)).unwrap();
        assert_ne!(fs::read(&cert).unwrap(), first, "ended");
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(
            fs::metadata(&key).unwrap().permissions().mode() & 0o777,
            0o600
        );
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn the_invitation_holds_the_address() {
        let text = invitation("10.1.2.3:8700".parse().unwrap());
        assert!(text.ends_with("https://10.1.2.3:8700/demo"));
        assert!(text.contains('█'), "{text}");
    }
}
