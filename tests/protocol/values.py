"""Terraform's values on the wire (terraform-plugin-protocol.md 3), written independently of the provider's codec.

A type is its JSON as Python has it: "string", ["list", "string"], ["object", {"a": "number"}]. A value is None, UNKNOWN, a bool, a str, a Decimal for
numbers, a list for lists, tuples and sets, a dict for maps and objects.
"""

import decimal
import json
import struct

EXACT = decimal.Context(prec=600, Emin=-10**9, Emax=10**9)


class Unknown:
    def __repr__(self):
        return "UNKNOWN"


UNKNOWN = Unknown()


class Misfit(ValueError):
    """A value that does not conform to its type; core refuses it before it looks any further."""


class Reader:
    """msgpack. Extensions become UNKNOWN, as every one is in this protocol."""

    LENGTHS = {0xC4: ">B", 0xC5: ">H", 0xC6: ">I", 0xD9: ">B", 0xDA: ">H", 0xDB: ">I", 0xDC: ">H", 0xDD: ">I", 0xDE: ">H", 0xDF: ">I",
               0xC7: ">B", 0xC8: ">H", 0xC9: ">I"}
    NUMBERS = {0xCA: ">f", 0xCB: ">d", 0xCC: ">B", 0xCD: ">H", 0xCE: ">I", 0xCF: ">Q", 0xD0: ">b", 0xD1: ">h", 0xD2: ">i", 0xD3: ">q"}
    CONSTANTS = {0xC0: None, 0xC2: False, 0xC3: True}

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        if self.at + count > len(self.data):
            raise Misfit("the bytes are cut short")
        self.at += count
        return self.data[self.at - count:self.at]

    def number(self, form):
        return struct.unpack(form, self.take(struct.calcsize(form)))[0]

    def read(self):
        lead = self.number(">B")
        if lead in self.CONSTANTS:
            return self.CONSTANTS[lead]
        if lead < 0x80 or lead >= 0xE0:
            return lead if lead < 0x80 else lead - 256
        if lead in self.NUMBERS:
            return self.number(self.NUMBERS[lead])
        if 0xD4 <= lead <= 0xD8:
            self.take(1 + (1 << (lead - 0xD4)))
            return UNKNOWN
        return self.sized(lead)

    def sized(self, lead):
        if lead == 0xC1:
            raise Misfit("the byte c1 is no msgpack")
        length = self.number(self.LENGTHS[lead]) if lead in self.LENGTHS else lead & (0x1F if lead >= 0xA0 else 0x0F)
        if lead in (0xC7, 0xC8, 0xC9):
            self.take(1 + length)
            return UNKNOWN
        if lead in (0xDE, 0xDF) or 0x80 <= lead < 0x90:
            return {"pairs": [(self.read(), self.read()) for _ in range(length)]}
        if lead in (0xDC, 0xDD) or 0x90 <= lead < 0xA0:
            return [self.read() for _ in range(length)]
        return self.take(length).decode() if lead >= 0xD9 or lead < 0xC0 else self.take(length)


def decode(kind, data):
    """The value of that type; no bytes are null, as Terraform reads them."""
    if not data:
        return None
    reader = Reader(data)
    raw = reader.read()
    if reader.at != len(data):
        raise Misfit("bytes follow the value")
    return conform(kind, raw, "")


def conform(kind, raw, path):
    if raw is None or raw is UNKNOWN:
        return raw
    if isinstance(kind, str):
        return conform_primitive(kind, raw, path)
    if kind[0] in ("list", "set"):
        expect(isinstance(raw, list), kind, path)
        return [conform(kind[1], item, f"{path}[{at}]") for at, item in enumerate(raw)]
    if kind[0] == "tuple":
        expect(isinstance(raw, list) and len(raw) == len(kind[1]), kind, path)
        return [conform(part, item, f"{path}[{at}]") for at, (part, item) in enumerate(zip(kind[1], raw))]
    expect(isinstance(raw, dict), kind, path)
    members = {(name.decode() if isinstance(name, bytes) else name): item for name, item in raw["pairs"]}
    if kind[0] == "map":
        return {name: conform(kind[1], item, f'{path}["{name}"]') for name, item in members.items()}
    if set(members) != set(kind[1]):
        raise Misfit(f"{path or 'root'}: attributes {sorted(set(members) ^ set(kind[1]))} are missing or not in the schema")
    return {name: conform(kind[1][name], item, f"{path}.{name}") for name, item in members.items()}


def conform_primitive(kind, raw, path):
    if kind == "dynamic":
        expect(isinstance(raw, list) and len(raw) == 2, kind, path)
        return conform(json.loads(raw[0]), raw[1], path)
    if kind == "bool":
        expect(isinstance(raw, bool), kind, path)
        return raw
    if kind == "number":
        expect(isinstance(raw, (int, float, str)) and not isinstance(raw, bool), kind, path)
        return EXACT.create_decimal(repr(raw) if isinstance(raw, float) else raw)
    expect(isinstance(raw, (str, bytes)), kind, path)
    return raw.decode() if isinstance(raw, bytes) else raw


def expect(condition, kind, path):
    if not condition:
        raise Misfit(f"{path or 'root'}: {json.dumps(kind)} is required")


def encode(kind, value):
    if value is None:
        return b"\xc0"
    if value is UNKNOWN:
        return b"\xd4\x00\x00"
    if kind == "string":
        return text(value)
    if kind == "bool":
        return b"\xc3" if value else b"\xc2"
    if kind == "number":
        return number(decimal.Decimal(value))
    if kind[0] in ("list", "set", "tuple"):
        kinds = kind[1] if kind[0] == "tuple" else [kind[1]] * len(value)
        return head(0x90, 0xDC, len(value)) + b"".join(encode(part, item) for part, item in zip(kinds, value))
    if kind[0] == "map":
        return head(0x80, 0xDE, len(value)) + b"".join(text(name) + encode(kind[1], value[name]) for name in sorted(value))
    return head(0x80, 0xDE, len(kind[1])) + b"".join(text(name) + encode(kind[1][name], value.get(name)) for name in sorted(kind[1]))


def head(small, large, count):
    return bytes([small | count]) if count < 16 else struct.pack(">BI", large + 1, count)


def text(value):
    data = value.encode()
    return (bytes([0xA0 | len(data)]) if len(data) < 32 else struct.pack(">BI", 0xDB, len(data))) + data


def number(value):
    """As Terraform sends it: integers of 64 bits as such, floats that are exact, texts for the rest."""
    if value == value.to_integral_value() and -2**63 <= value < 2**63:
        return struct.pack(">Bq", 0xD3, int(value))
    if value != value.to_integral_value() and decimal.Decimal(float(value)) == value:
        return struct.pack(">Bd", 0xCB, float(value))
    return text(format(value, "f"))


def same(kind, a, b):
    """Equality as core sees it: sets have no order, numbers are exact."""
    if a is None or b is None or a is UNKNOWN or b is UNKNOWN or isinstance(kind, str):
        return a is b or (a is not None and b is not None and a is not UNKNOWN and b is not UNKNOWN and a == b)
    if kind[0] == "object":
        return all(same(part, a.get(name), b.get(name)) for name, part in kind[1].items())
    if len(a) != len(b):
        return False
    if kind[0] == "map":
        return set(a) == set(b) and all(same(kind[1], a[name], b[name]) for name in a)
    if kind[0] == "set":
        return all(any(same(kind[1], item, other) for other in b) for item in a) and all(any(same(kind[1], item, other) for item in a) for other in b)
    kinds = kind[1] if kind[0] == "tuple" else [kind[1]] * len(a)
    return all(same(part, left, right) for part, left, right in zip(kinds, a, b))


def unknown_paths(value, path=""):
    if value is UNKNOWN:
        return [path or "root"]
    if isinstance(value, dict):
        return [found for name, item in value.items() for found in unknown_paths(item, f"{path}.{name}")]
    if isinstance(value, list):
        return [found for at, item in enumerate(value) for found in unknown_paths(item, f"{path}[{at}]")]
    return []
