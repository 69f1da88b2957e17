//! A demonstration on the local network: an address phones can reach, a certificate of its own kept
//! in the data folder, and a QR code to scan.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use platform::clock::Clock;
use platform::error::{Error, internal};
use rcgen::{
    CertificateParams, DnType, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose, date_time_ymd,
};

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
        let (cert, key) = certificate(&args.place.data.join(FOLDER), &addresses(), today)?;
        args.tls_cert = Some(cert);
        args.tls_key = Some(key);
    }
    if args.listen.ip().is_loopback() {
        args.listen.set_ip(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    }
    Ok(args)
}

/// The address by which others on the network reach this machine.
#[must_use]
pub fn reachable() -> IpAddr {
    // TEST-NET-1 of RFC 5737: an address nobody has.
    way_to(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1))).unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))
}

/// Every address of this machine that a phone may be told, the reachable one first: those by which
/// it would go out to each private network (RFC 1918) and to the internet, and its own two.
fn addresses() -> Vec<IpAddr> {
    let mut found = vec![reachable()];
    let elsewhere = [
        IpAddr::V4(Ipv4Addr::new(10, 255, 255, 254)),
        IpAddr::V4(Ipv4Addr::new(172, 31, 255, 254)),
        IpAddr::V4(Ipv4Addr::new(192, 168, 255, 254)),
        // The documentation prefix of RFC 3849.
        IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)),
    ];
    let own = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
    for address in elsewhere.into_iter().filter_map(way_to).chain(own) {
        if !found.contains(&address) {
            found.push(address);
        }
    }
    found
}

/// This machine's address on the way to another. Connecting a datagram socket sends nothing: it
/// only asks which way out the system would take.
fn way_to(other: IpAddr) -> Option<IpAddr> {
    let any: IpAddr = match other {
        IpAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        IpAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
    };
    let socket = UdpSocket::bind((any, 0)).ok()?;
    socket.connect((other, 9)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

/// The kept certificate of the first address, or a new one: a phone that trusted it once goes on to
/// as long as it holds and names every address.
fn certificate(
    folder: &Path,
    addresses: &[IpAddr],
    today: Date,
) -> Result<(PathBuf, PathBuf), Error> {
    let wrong = |error: String| internal(format!("{}: {error}", folder.display()));
    let io = |error: std::io::Error| wrong(error.to_string());
    let first = addresses.first().copied().unwrap_or_else(reachable);
    let name = first.to_string().replace(':', "-");
    let (cert, key) = (
        folder.join(format!("{name}.cert.pem")),
        folder.join(format!("{name}.key.pem")),
    );
    let about = folder.join(format!("{name}.until"));
    let kept = fs::read_to_string(&about).unwrap_or_default();
    if holds(&kept, addresses, today) && cert.exists() && key.exists() {
        return Ok((cert, key));
    }
    let last = today
        .checked_add(jiff::Span::new().days(HOLDS_DAYS))
        .unwrap_or(today);
    let pair = KeyPair::generate().map_err(|error| wrong(error.to_string()))?;
    let made = params(addresses, today, last)
        .and_then(|params| params.self_signed(&pair))
        .map_err(|error| wrong(error.to_string()))?;
    fs::create_dir_all(folder).map_err(io)?;
    fs::write(&cert, made.pem()).map_err(io)?;
    write_secret(&key, &pair.serialize_pem()).map_err(io)?;
    let lines = addresses.iter().map(|address| format!("\n{address}"));
    fs::write(&about, format!("{last}{}", lines.collect::<String>())).map_err(io)?;
    Ok((cert, key))
}

/// Whether what is written beside a certificate, its last day and its addresses, says that it can
/// still be used.
fn holds(about: &str, addresses: &[IpAddr], today: Date) -> bool {
    let mut lines = about.lines();
    let until = lines.next().and_then(|line| line.trim().parse().ok());
    let named: Vec<IpAddr> = lines.filter_map(|line| line.trim().parse().ok()).collect();
    until.is_some_and(|last: Date| last > today)
        && addresses.iter().all(|address| named.contains(address))
}

fn params(
    addresses: &[IpAddr],
    today: Date,
    last: Date,
) -> Result<CertificateParams, rcgen::Error> {
    let mut names: Vec<String> = addresses.iter().map(IpAddr::to_string).collect();
    names.push("localhost".to_owned());
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name.push(DnType::CommonName, "touyan");
    // iOS and Chromium refuse a server's certificate that does not say what it is for.
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    let moment =
        |day: Date| date_time_ymd(i32::from(day.year()), part(day.month()), part(day.day()));
    // A day early, so that a phone whose clock is behind accepts it.
    params.not_before = moment(today.yesterday().unwrap_or(today));
    params.not_after = moment(last);
    Ok(params)
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
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let address: [IpAddr; 1] = ["10.1.2.3".parse().unwrap()];
        let (cert, key) = certificate(folder, &address, date(2026, 11, 23)).unwrap();
        let first = fs::read(&cert).unwrap();
        certificate(folder, &address, date(2027, 12, 1)).unwrap();
        assert_eq!(fs::read(&cert).unwrap(), first, "still good");
        certificate(folder, &address, date(2028, 1, 1)).unwrap();
        assert_ne!(fs::read(&cert).unwrap(), first, "ended");
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(
            fs::metadata(&key).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }

    #[test]
    fn a_new_address_is_a_new_certificate() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let both: [IpAddr; 2] = ["10.1.2.3".parse().unwrap(), "192.168.7.9".parse().unwrap()];
        let (cert, _) = certificate(folder, &both, date(2026, 11, 23)).unwrap();
        let first = fs::read(&cert).unwrap();
        certificate(folder, &both[..1], date(2026, 11, 24)).unwrap();
        assert_eq!(fs::read(&cert).unwrap(), first, "one address fewer");
        let more: Vec<IpAddr> = both
            .into_iter()
            .chain(["10.9.9.9".parse().unwrap()])
            .collect();
        certificate(folder, &more, date(2026, 11, 24)).unwrap();
        assert_ne!(fs::read(&cert).unwrap(), first, "one address more");
    }

    #[test]
    fn a_certificate_says_what_it_is_for_and_names_every_address() {
        use rustls::pki_types::{CertificateDer, pem::PemObject as _};
        let folder = tempfile::tempdir().unwrap();
        let addresses: [IpAddr; 2] = ["10.1.2.3".parse().unwrap(), "::1".parse().unwrap()];
        let (cert, _) = certificate(folder.path(), &addresses, date(2026, 11, 23)).unwrap();
        let der = CertificateDer::from_pem_file(cert).unwrap();
        let holds = |bytes: &[u8]| der.windows(bytes.len()).any(|window| window == bytes);
        // id-kp-serverAuth, 1.3.6.1.5.5.7.3.1
        assert!(holds(&[6, 8, 0x2b, 6, 1, 5, 5, 7, 3, 1]));
        // Alternative names: iPAddress is [7], dNSName [2].
        assert!(holds(&[0x87, 4, 10, 1, 2, 3]));
        assert!(holds(&[
            0x87, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1
        ]));
        assert!(holds(b"\x82\x09localhost"));
        // A day early, thirteen months long: browsers refuse more than 825 days.
        assert!(holds(b"261122000000Z") && holds(b"271225000000Z"));
    }

    #[test]
    fn this_machine_knows_its_addresses() {
        let found = addresses();
        assert_eq!(found.first(), Some(&reachable()));
        assert!(found.contains(&IpAddr::V4(Ipv4Addr::LOCALHOST)));
        assert!(found.iter().all(|address| !address.is_unspecified()));
    }

    #[test]
    fn the_invitation_holds_the_address() {
        let text = invitation("10.1.2.3:8700".parse().unwrap());
        assert!(text.ends_with("https://10.1.2.3:8700/demo"));
        assert!(text.contains('█'), "{text}");
    }
}
