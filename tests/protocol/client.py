"""A client of provider binaries that does what Terraform does (terraform-plugin-protocol.md 1), and lets a test do otherwise.

    with Provider.start("build/terraform-provider-esdr") as provider:
        schema = provider.call("GetProviderSchema")
        messages = provider.messages                      # the messages of proto/tfplugin6.proto
        provider.call("ValidateProviderConfig", messages.ValidateProviderConfig.Request(config=...))

Messages are made from proto/*.proto at run time; no generated code is kept.
"""

import base64
import dataclasses
import datetime
import functools
import os
import pathlib
import signal
import ssl
import subprocess
import tempfile
import threading
import time
import types

import grpc
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

ROOT = pathlib.Path(__file__).resolve().parents[2]
COOKIE = ("TF_PLUGIN_MAGIC_COOKIE", "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2")
START_SECONDS = 60
CALL_SECONDS = 60
KILL_SECONDS = 2
SHUTDOWN, STDIO, BROKER = "/plugin.GRPCController/Shutdown", "/plugin.GRPCStdio/StreamStdio", "/plugin.GRPCBroker/StartStream"


def wait_until(condition, seconds=30, step=0.01):
    """Polls until the condition gives something true, and returns that."""
    end = time.monotonic() + seconds
    while True:
        result = condition()
        if result:
            return result
        assert time.monotonic() < end, "what was waited for did not happen"
        time.sleep(step)


@functools.lru_cache
def load_protocol(name):
    """The messages of proto/NAME.proto: attributes of the returned object, nested as in the file."""
    with tempfile.NamedTemporaryFile() as output:
        command = ["protoc", f"--proto_path={ROOT / 'proto'}", f"--descriptor_set_out={output.name}", f"{name}.proto"]
        subprocess.run(command, check=True)
        files = descriptor_pb2.FileDescriptorSet.FromString(pathlib.Path(output.name).read_bytes())
    pool = descriptor_pool.DescriptorPool()
    for file in files.file:
        pool.Add(file)
    descriptor = pool.FindFileByName(f"{name}.proto")
    found = {message.name: message_factory.GetMessageClass(message) for message in descriptor.message_types_by_name.values()}
    return types.SimpleNamespace(**found)


@dataclasses.dataclass(frozen=True)
class Identity:
    """A key and a certificate, in PEM."""

    key: bytes
    certificate: bytes

    @staticmethod
    def make(curve=ec.SECP521R1):
        """As go-plugin makes them for its clients (terraform-plugin-protocol.md 1.3)."""
        key = ec.generate_private_key(curve())
        name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "HashiCorp"), x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
        now = datetime.datetime.now(datetime.timezone.utc)
        usage = dict.fromkeys(("content_commitment", "data_encipherment", "crl_sign", "encipher_only", "decipher_only"), False)
        usage |= dict.fromkeys(("digital_signature", "key_encipherment", "key_agreement", "key_cert_sign"), True)
        certificate = (
            x509.CertificateBuilder(subject_name=name, issuer_name=name, public_key=key.public_key(), serial_number=x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(seconds=30))
            .not_valid_after(now + datetime.timedelta(hours=262980))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(**usage), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .sign(key, hashes.SHA256())
        )
        pem = serialization.Encoding.PEM
        plain = serialization.NoEncryption()
        return Identity(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain), certificate.public_bytes(pem))


@functools.lru_cache
def terraform_identity():
    return Identity.make()


@dataclasses.dataclass(frozen=True)
class Handshake:
    line: str
    core: str
    app: str
    network: str
    address: str
    protocol: str
    certificate: str
    rest: tuple

    @staticmethod
    def parse(line):
        fields = line.strip().split("|")
        assert len(fields) >= 6, f"no handshake: {line!r}"
        return Handshake(line, *fields[:6], tuple(fields[6:]))

    @property
    def der(self):
        return base64.b64decode(self.certificate + "=" * (-len(self.certificate) % 4), validate=True)

    @property
    def pem(self):
        return ssl.DER_cert_to_PEM_cert(self.der).encode()

    @property
    def target(self):
        return f"unix:{self.address}" if self.network == "unix" else self.address


def terraform_environment(identity=None):
    """What Terraform sets for its children (terraform-plugin-protocol.md 1.1)."""
    environment = dict([COOKIE], PLUGIN_PROTOCOL_VERSIONS="5,6", PLUGIN_MIN_PORT="10000", PLUGIN_MAX_PORT="25000")
    if identity:
        environment["PLUGIN_CLIENT_CERT"] = identity.certificate.decode()
    return environment


def child_environment(changes):
    """This process's environment without what a client or a user's shell may have set, and with the changes. None takes a variable away."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PLUGIN_", "TF_"))}
    merged = inherited | changes
    return {name: value for name, value in merged.items() if value is not None}


class Process:
    """A child process whose lines on standard error are collected."""

    def __init__(self, command, environment, cwd=None):
        self.child = subprocess.Popen([str(part) for part in command], env=child_environment(environment), cwd=cwd, stdin=subprocess.DEVNULL,
                                      stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.errors = []
        self.reader = threading.Thread(target=self._collect, daemon=True)
        self.reader.start()

    def _collect(self):
        for line in self.child.stderr:
            self.errors.append(line.decode(errors="surrogateescape").rstrip("\n"))

    def read_line(self):
        """One line of standard output; fails after the time that Terraform would wait."""
        timer = threading.Timer(START_SECONDS, self.child.kill)
        timer.start()
        try:
            return self.child.stdout.readline().decode()
        finally:
            timer.cancel()

    def wait(self, seconds=30):
        """The exit code (negative: the signal), once all of standard error has been read."""
        code = self.child.wait(timeout=seconds)
        self.reader.join(timeout=seconds)
        return code

    def signal(self, number):
        self.child.send_signal(number)

    def clean_up(self):
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait()
        self.reader.join(timeout=10)
        self.child.stdout.close()
        self.child.stderr.close()


def connect(handshake, identity=None, root=None):
    """A channel as Terraform opens it. Without an identity: plaintext, or with `root` a client that shows no certificate."""
    options = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1), ("grpc.ssl_target_name_override", "localhost"),
               ("grpc.default_authority", "localhost"), ("grpc.use_local_subchannel_pool", 1), ("grpc.enable_http_proxy", 0)]
    if not identity and not root:
        return grpc.insecure_channel(handshake.target, options)
    credentials = grpc.ssl_channel_credentials(root or handshake.pem, identity.key if identity else None, identity.certificate if identity else None)
    return grpc.secure_channel(handshake.target, credentials, options)


class Provider:
    """A running provider and the connection to it."""

    def __init__(self, process, handshake, identity):
        self.process = process
        self.handshake = handshake
        self.identity = identity
        self.messages = load_protocol("tfplugin6")
        self.channel = connect(handshake, identity)
        self.streams = []

    @classmethod
    def start(cls, binary, env=None, tls=True, arguments=(), cwd=None, streams=True):
        """Starts the binary as Terraform does, `env` on top, reads the handshake and connects. `streams`: opens the two that go-plugin's clients open."""
        identity = terraform_identity() if tls else None
        process = Process([binary, *arguments], terraform_environment(identity) | (env or {}), cwd)
        try:
            line = process.read_line()
            assert "|" in line, f"no handshake but {line!r}, exit code {process.wait()}, and on standard error: {process.errors}"
            provider = cls(process, Handshake.parse(line), identity)
            if streams:
                provider.open_streams()
            return provider
        except BaseException:
            process.clean_up()
            raise

    def open_streams(self):
        self.streams = [self.channel.unary_stream(STDIO)(b""), self.channel.stream_stream(BROKER)(self._silence())]

    def _silence(self):
        self.quiet = threading.Event()
        self.quiet.wait()
        yield from ()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    @property
    def pid(self):
        return self.process.child.pid

    @property
    def errors(self):
        """The lines on standard error so far."""
        return self.process.errors

    def call(self, method, request=None, timeout=CALL_SECONDS):
        """Calls a method of tfplugin6.Provider. A request that is left out is empty. A status other than OK is raised as grpc.RpcError."""
        types_of = getattr(self.messages, method)
        request = types_of.Request() if request is None else request
        return types_of.Response.FromString(self.raw(f"/tfplugin6.Provider/{method}", request.SerializeToString(), timeout))

    def raw(self, path, request=b"", timeout=CALL_SECONDS, channel=None):
        """Calls any unary method with bytes and returns bytes."""
        return (channel or self.channel).unary_unary(path)(request, timeout=timeout)

    def begin(self, path, request=b"", timeout=CALL_SECONDS, channel=None):
        """The same without waiting: a grpc.Future."""
        return (channel or self.channel).unary_unary(path).future(request, timeout=timeout)

    def another_channel(self):
        return connect(self.handshake, self.identity)

    def stop(self):
        """What an interrupt of Terraform makes of itself."""
        return self.call("StopProvider")

    def shut_down(self):
        """What Terraform does at the end; returns the exit code. Fails where Terraform would kill the process."""
        self.raw(SHUTDOWN)
        return self.process.wait(KILL_SECONDS)

    def kill(self):
        self.process.signal(signal.SIGKILL)

    def close(self):
        """Ends the provider, gently if it lives. Never fails."""
        try:
            if self.process.child.poll() is None:
                self.shut_down()
        except (grpc.RpcError, subprocess.TimeoutExpired):
            pass
        finally:
            for stream in self.streams:
                stream.cancel()
            if self.streams:
                self.quiet.set()
            self.channel.close()
            self.process.clean_up()
