"""The plugin layer under the real provider: what must hold whatever its methods do."""

import grpc
import pytest
from client import Provider

METHODS = ["GetMetadata", "GetProviderSchema", "ValidateProviderConfig", "ConfigureProvider", "ValidateResourceConfig", "UpgradeResourceState", "ReadResource",
           "PlanResourceChange", "ApplyResourceChange", "ImportResourceState", "MoveResourceState", "ValidateDataResourceConfig", "ReadDataSource",
           "GetFunctions", "CallFunction", "StopProvider", "GetResourceIdentitySchemas", "UpgradeResourceIdentity"]
LATER = ["OpenEphemeralResource", "ListResource", "PlanAction", "GenerateResourceConfig"]
GARBAGE = [b"\xff\xff", b"\x0a\xff\xff\xff\xff\x0f", b"\x0a\x05ab", b"\x0b" * 1000]


@pytest.fixture(scope="module")
def provider(provider_binary):
    with Provider.start(provider_binary) as started:
        yield started


def status_of(provider, path, request=b""):
    with pytest.raises(grpc.RpcError) as caught:
        provider.raw(path, request)
    return caught.value.code()


def test_all_methods_of_6_9_are_served(provider):
    for method in METHODS:
        try:
            provider.call(method)
        except grpc.RpcError as error:
            pytest.fail(f"{method}: {error.code()} {error.details()}")


@pytest.mark.parametrize("method", LATER)
def test_methods_of_later_versions_are_unimplemented(provider, method):
    assert status_of(provider, f"/tfplugin6.Provider/{method}") == grpc.StatusCode.UNIMPLEMENTED


@pytest.mark.parametrize("garbage", GARBAGE)
def test_a_broken_message_gets_a_status_and_does_no_harm(provider, garbage):
    for method in METHODS:
        assert status_of(provider, f"/tfplugin6.Provider/{method}", garbage) == grpc.StatusCode.INVALID_ARGUMENT, method
    assert provider.call("GetProviderSchema").provider.HasField("block")


def test_a_message_that_is_too_large_gets_a_status_and_does_no_harm(provider):
    assert status_of(provider, "/tfplugin6.Provider/ReadResource", bytes((256 << 20) + 1)) == grpc.StatusCode.RESOURCE_EXHAUSTED
    assert provider.call("GetProviderSchema").provider.HasField("block")


def test_stop_does_not_end_the_provider(provider):
    assert provider.stop().Error == ""
    assert provider.call("GetMetadata").resources


def test_shutdown_ends_the_provider_after_calls(provider_binary):
    with Provider.start(provider_binary) as provider:
        provider.call("GetProviderSchema")
        assert provider.shut_down() == 0
        assert provider.errors == []
