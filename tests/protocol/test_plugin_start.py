"""How a plugin starts: handshake line, TLS identity, the place where it listens, running by hand and with -debug."""

import datetime
import json
import os
import re
import shlex
import signal
import socket
import stat
import subprocess

import grpc
import pytest
from client import COOKIE, Handshake, Identity, Process, child_environment, connect, terraform_environment
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

ECHO = "/test.Echo/Echo"


def refused(channel):
    with pytest.raises(grpc.RpcError) as caught:
        channel.unary_unary(ECHO)(b"", timeout=10)
    channel.close()
    return caught.value.code()


# ---- the line


def test_handshake_line_has_the_six_fields(echo):
    handshake = echo.handshake
    assert (handshake.core, handshake.app, handshake.network, handshake.protocol, handshake.rest) == ("1", "6", "unix", "grpc", ())
    assert handshake.address.startswith("/")
    assert handshake.line.endswith("\n")


def test_certificate_in_the_line_is_base64_without_padding(echo):
    assert re.fullmatch(r"[A-Za-z0-9+/]{51,}", echo.handshake.certificate)
    assert x509.load_der_x509_certificate(echo.handshake.der)


def test_without_client_certificate_the_line_ends_with_an_empty_field(start_echo):
    plain = start_echo(tls=False)
    assert plain.handshake.line.endswith("|grpc|\n")
    assert plain.raw(ECHO, b"plain") == b"plain"


def test_a_client_that_knows_multiplexing_is_told_that_there_is_none(start_echo):
    assert start_echo(env={"PLUGIN_MULTIPLEX_GRPC": "true"}).handshake.rest == ("false",)


@pytest.mark.parametrize("offered", ["5", "5,7", "", "six", None])
def test_a_client_that_does_not_offer_version_6_is_answered_6(start_echo, offered):
    assert start_echo(env={"PLUGIN_PROTOCOL_VERSIONS": offered}).handshake.app == "6"


def test_nothing_but_the_line_gets_to_standard_output(start_echo):
    echo = start_echo()
    assert echo.raw("/test.Echo/Chatter") == b"said"
    assert echo.shut_down() == 0
    assert echo.process.child.stdout.read() == b""


# ---- the certificate


@pytest.fixture
def certificate(echo):
    return x509.load_der_x509_certificate(echo.handshake.der)


def test_certificate_is_for_localhost_and_signed_by_itself(certificate):
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    certificate.verify_directly_issued_by(certificate)


def test_certificate_is_valid_from_half_a_minute_ago_for_years(certificate):
    now = datetime.datetime.now(datetime.timezone.utc)
    assert certificate.not_valid_before_utc <= now - datetime.timedelta(seconds=30)
    assert certificate.not_valid_after_utc >= now + datetime.timedelta(days=365)


def test_certificate_may_be_a_root_and_a_server(certificate):
    find = certificate.extensions.get_extension_for_class
    assert find(x509.BasicConstraints).value.ca
    assert find(x509.KeyUsage).value.digital_signature and find(x509.KeyUsage).value.key_cert_sign
    assert ExtendedKeyUsageOID.SERVER_AUTH in find(x509.ExtendedKeyUsage).value


def test_certificate_has_a_p256_key_and_a_serial_of_its_own(certificate, start_echo):
    other = x509.load_der_x509_certificate(start_echo().handshake.der)
    assert isinstance(certificate.public_key().curve, ec.SECP256R1)
    assert certificate.serial_number != other.serial_number
    assert certificate.public_key() != other.public_key()


def test_a_client_without_certificate_is_refused(echo):
    assert refused(connect(echo.handshake, root=echo.handshake.pem)) == grpc.StatusCode.UNAVAILABLE
    assert echo.raw(ECHO, b"still") == b"still"


def test_a_client_with_another_certificate_is_refused(echo):
    assert refused(connect(echo.handshake, Identity.make())) == grpc.StatusCode.UNAVAILABLE
    assert echo.raw(ECHO, b"still") == b"still"


def test_a_client_without_tls_is_refused(echo):
    assert refused(connect(echo.handshake)) == grpc.StatusCode.UNAVAILABLE
    assert echo.raw(ECHO, b"still") == b"still"


def test_a_client_with_a_p256_certificate_is_served(echo_binary, tmp_path):
    identity = Identity.make(ec.SECP256R1)
    process = Process([echo_binary], terraform_environment(identity) | {"TMPDIR": str(tmp_path)})
    with connect(Handshake.parse(process.read_line()), identity) as channel:
        assert channel.unary_unary(ECHO)(b"p256", timeout=30) == b"p256"
    process.clean_up()


def test_a_client_certificate_that_is_none_ends_the_start_with_a_reason(echo_binary, tmp_path):
    process = Process([echo_binary], terraform_environment() | {"PLUGIN_CLIENT_CERT": "no certificate", "TMPDIR": str(tmp_path)})
    line = process.read_line()
    assert "|" not in line and "PLUGIN_CLIENT_CERT" in line
    assert process.wait() == 1
    assert os.listdir(tmp_path) == []
    process.clean_up()


# ---- the place


def test_socket_lies_in_a_folder_that_only_the_user_may_enter(echo, tmp_path):
    folder = os.path.dirname(echo.handshake.address)
    assert os.path.dirname(folder) == str(tmp_path)
    assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
    assert stat.S_ISSOCK(os.stat(echo.handshake.address).st_mode)
    assert stat.S_IMODE(os.stat(echo.handshake.address).st_mode) & 0o077 == 0


def test_the_folder_of_plugin_unix_socket_dir_is_used(start_echo, tmp_path):
    given = tmp_path / "given"
    given.mkdir()
    assert start_echo(env={"PLUGIN_UNIX_SOCKET_DIR": str(given)}).handshake.address.startswith(f"{given}/")


def test_the_group_of_plugin_unix_socket_group_may_use_the_socket(start_echo):
    group = str(os.getgid())
    address = start_echo(env={"PLUGIN_UNIX_SOCKET_GROUP": group}).handshake.address
    assert stat.S_IMODE(os.stat(address).st_mode) == 0o660
    assert stat.S_IMODE(os.stat(os.path.dirname(address)).st_mode) == 0o710
    assert os.stat(address).st_gid == os.getgid()


def test_an_unknown_group_ends_the_start_with_a_reason(echo_binary, tmp_path):
    process = Process([echo_binary], terraform_environment() | {"PLUGIN_UNIX_SOCKET_GROUP": "no-such-group", "TMPDIR": str(tmp_path)})
    assert "no-such-group" in process.read_line()
    assert process.wait() == 1
    assert os.listdir(tmp_path) == []
    process.clean_up()


@pytest.mark.parametrize("unusable", ["/nonexistent", "relative", "x" * 120])
def test_an_unusable_tmpdir_is_passed_over(start_echo, tmp_path, unusable):
    folder = tmp_path / unusable
    if len(unusable) > 100:
        folder.mkdir()
    echo = start_echo(env={"TMPDIR": str(folder) if folder.exists() else unusable})
    assert echo.handshake.address.startswith("/tmp/plugin")
    assert echo.raw(ECHO, b"found") == b"found"


def busy_port():
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    return listener, listener.getsockname()[1]


def test_without_a_folder_the_first_free_port_of_the_range_is_taken(start_echo):
    listener, port = busy_port()
    with listener:
        ports = {"PLUGIN_MIN_PORT": str(port), "PLUGIN_MAX_PORT": str(port + 50)}
        echo = start_echo(env={"PLUGIN_UNIX_SOCKET_DIR": "/nonexistent"} | ports)
        host, taken = echo.handshake.address.split(":")
        assert (echo.handshake.network, host) == ("tcp", "127.0.0.1")
        assert port < int(taken) <= port + 50
        assert echo.raw(ECHO, b"tcp") == b"tcp"


def test_without_a_range_any_port_is_taken(start_echo):
    nowhere = {"PLUGIN_UNIX_SOCKET_DIR": "/nonexistent", "PLUGIN_MIN_PORT": None, "PLUGIN_MAX_PORT": None}
    assert start_echo(env=nowhere).raw(ECHO, b"tcp") == b"tcp"


def test_without_a_folder_or_a_port_the_start_ends_with_a_reason(echo_binary):
    listener, port = busy_port()
    with listener:
        ports = {"PLUGIN_MIN_PORT": str(port), "PLUGIN_MAX_PORT": str(port)}
        process = Process([echo_binary], terraform_environment() | {"PLUGIN_UNIX_SOCKET_DIR": "/nonexistent"} | ports)
        line = process.read_line()
        assert "|" not in line and str(port) in line
        assert process.wait() == 1
        process.clean_up()


# ---- by hand


def by_hand(binary, *arguments, **environment):
    return subprocess.run([binary, *arguments], env=child_environment(environment), capture_output=True, text=True, timeout=30)


@pytest.mark.parametrize("environment", [{}, {COOKIE[0]: "other"}, {COOKIE[0]: ""}])
def test_started_by_hand_it_says_what_it_is(echo_binary, environment):
    result = by_hand(echo_binary, **environment)
    assert result.returncode == 1
    assert result.stdout == ""
    for part in ("terraform-provider-echo", "1.2.3", "registry.terraform.io/test/echo", "only for tests"):
        assert part in result.stderr


def test_the_provider_started_by_hand_says_how_to_install_it(provider_binary):
    result = by_hand(provider_binary)
    assert result.returncode == 1
    assert "make install" in result.stderr


# ---- reattaching


@pytest.fixture
def debugged(echo_binary, tmp_path):
    process = Process([echo_binary, "-debug"], {"TMPDIR": str(tmp_path)})
    line = ""
    while "TF_REATTACH_PROVIDERS=" not in line:
        line = process.read_line()
    yield process, json.loads(shlex.split(line)[0].partition("=")[2])
    process.clean_up()


def channel_of(entry):
    return grpc.insecure_channel(f"{entry['Addr']['Network']}:{entry['Addr']['String']}")


def test_debug_prints_what_clients_need_to_find_it(debugged):
    process, addresses = debugged
    assert sorted(addresses) == ["registry.opentofu.org/test/echo", "registry.terraform.io/test/echo"]
    for entry in addresses.values():
        assert (entry["Protocol"], entry["ProtocolVersion"], entry["Pid"], entry["Test"]) == ("grpc", 6, process.child.pid, True)


def test_debug_serves_one_client_after_another_and_a_probe(debugged):
    _, addresses = debugged
    entry = addresses["registry.terraform.io/test/echo"]
    for word in (b"first", b"second"):
        with socket.socket(socket.AF_UNIX) as probe:
            probe.connect(entry["Addr"]["String"])
        with channel_of(entry) as channel:
            assert channel.unary_unary(ECHO)(word, timeout=30) == word


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_debug_ends_with_a_signal(debugged, tmp_path, name):
    process, _ = debugged
    process.signal(getattr(signal, name))
    assert process.wait() == 0
    assert os.listdir(tmp_path) == []
