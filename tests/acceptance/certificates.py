"""Certificates for tests: authorities, servers, clients, as PEM files in a folder."""
import datetime
import ipaddress
import pathlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAY = datetime.timedelta(days=1)


class Certificate:
    """`certificate_file` holds the certificate and, below it, those that vouch for it."""

    def __init__(self, folder, name, key, certificate, issuer=None):
        self.key, self.certificate = key, certificate
        self.certificate_file = str(pathlib.Path(folder) / f"{name}.pem")
        self.key_file = str(pathlib.Path(folder) / f"{name}.key")
        self.pem = certificate.public_bytes(serialization.Encoding.PEM).decode()
        self.key_pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()
        pathlib.Path(self.certificate_file).write_text(self.pem + (issuer.pem if issuer else ""))
        pathlib.Path(self.key_file).write_text(self.key_pem)

    @property
    def fingerprint(self):
        return self.certificate.fingerprint(hashes.SHA256()).hex()


def authority(folder, name):
    key = ec.generate_private_key(ec.SECP256R1())
    subject = named(name)
    builder = base(subject, subject, key, -DAY, 30 * DAY)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    return Certificate(folder, name, key, builder.sign(key, hashes.SHA256()))


def server(folder, name, issuer, hosts, begins=-DAY, ends=30 * DAY):
    key = ec.generate_private_key(ec.SECP256R1())
    builder = base(named(name), issuer.certificate.subject, key, begins, ends)
    builder = builder.add_extension(x509.SubjectAlternativeName([host_name(host) for host in hosts]), critical=False)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    return Certificate(folder, name, key, builder.sign(issuer.key, hashes.SHA256()), issuer)


def client(folder, name, issuer):
    key = ec.generate_private_key(ec.SECP256R1())
    builder = base(named(name), issuer.certificate.subject, key, -DAY, 30 * DAY)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
    return Certificate(folder, name, key, builder.sign(issuer.key, hashes.SHA256()), issuer)


def base(subject, issuer, key, begins, ends):
    now = datetime.datetime.now(datetime.timezone.utc)
    return x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number(), now + begins, now + ends)


def named(name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def host_name(host):
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
