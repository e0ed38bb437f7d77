"""Snapshot repositories as configuration, and as clusters have them registered."""
import json

ADDRESS = "esdr_snapshot_repository.it"


def hcl(value):
    """A value as configuration; maps one attribute a line, so that diagnostics can point at each."""
    if isinstance(value, dict):
        return "{\n" + attributes(value) + "}"
    return json.dumps(value)


def attributes(values):
    return "".join(f"{name if name.isidentifier() else json.dumps(name)} = {hcl(value)}\n" for name, value in values.items())


def repository(name, label="it", **values):
    """The resource, as configuration: repository("dr", s3={"bucket": "b"}, verify=False)."""
    return f'resource "esdr_snapshot_repository" "{label}" {{\n' + attributes({"name": name, **values}) + "}\n"


def registered(cluster, name):
    """(type, settings) as the cluster has them; None when there is no such repository."""
    answer = cluster.call("GET", f"/_snapshot/{name}?flat_settings=true")
    if answer.status_code == 404:
        return None
    assert answer.status_code == 200, answer.text
    found = answer.json()[name]
    return found["type"], found["settings"]


def settings_of(cluster, name):
    return registered(cluster, name)[1]


def register(cluster, name, kind, settings):
    """What somebody else does: the settings replace all former ones."""
    cluster.put(f"/_snapshot/{name}?verify=false", {"type": kind, "settings": settings})


def edit(cluster, name, **changes):
    """Somebody else changes a few settings."""
    kind, settings = registered(cluster, name)
    register(cluster, name, kind, {**settings, **changes})


def unregister(cluster, name):
    cluster.delete(f"/_snapshot/{name}")


def folder(cluster, name):
    """A place that a repository of type fs may use."""
    return str(cluster.repositories / name)
