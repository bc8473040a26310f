#!/usr/bin/env python3
"""Checks a proof of a Ledger (docs/proofs.md) with Python's standard library alone.

    verify.py PROOF.json PUBLIC-KEYS

A statement bundle (docs/bundles.md) may be named instead; bundle.py beside it checks that.

Prints one line and exits with 0 when all of it holds, else with 1 and what does not hold.
The signature check is ECDSA on P-256 (FIPS 186-4, section 6.4), written out: verifying needs no secret,
so it need not run in constant time.
"""
import base64
import hashlib
import json
import re
import sys

COLUMNS = ["seq_id", "id", "stream_id", "version", "data", "bdata", "type", "timestamp", "tenant_id",
           "mt_dotnet_type", "correlation_id", "causation_id", "headers", "user_name", "is_archived"]

# P-256 (FIPS 186-4, D.1.2.3).
P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)
# SubjectPublicKeyInfo of an uncompressed point on P-256 begins so (RFC 5480).
SPKI = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200")


class Wrong(Exception):
    """Something in the proof does not hold."""


def need(holds, what):
    if not holds:
        raise Wrong(what)


# The curve.

def add(one, other):
    if one is None:
        return other
    if other is None:
        return one
    if one[0] == other[0]:
        if (one[1] + other[1]) % P == 0:
            return None
        slope = (3 * one[0] * one[0] - 3) * pow(2 * one[1], -1, P)
    else:
        slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, P)
    x = (slope * slope - one[0] - other[0]) % P
    return x, (slope * (one[0] - x) - one[1]) % P


def multiply(point, factor):
    result = None
    while factor:
        if factor & 1:
            result = add(result, point)
        point = add(point, point)
        factor >>= 1
    return result


def integers(der):
    """The two integers of a signature in DER."""
    def take(data, tag):
        need(len(data) > 1 and data[0] == tag and data[1] < 0x80 and len(data) >= 2 + data[1], "a signature is not in DER")
        return data[2:2 + data[1]], data[2 + data[1]:]
    body, rest = take(der, 0x30)
    need(not rest, "a signature is not in DER")
    r, body = take(body, 0x02)
    s, body = take(body, 0x02)
    need(not body, "a signature is not in DER")
    return int.from_bytes(r, "big", signed=True), int.from_bytes(s, "big", signed=True)


def signed(point, message, der):
    r, s = integers(der)
    if not (0 < r < N and 0 < s < N):
        return False
    digest = int.from_bytes(hashlib.sha256(message).digest(), "big")
    inverse = pow(s, -1, N)
    found = add(multiply(G, digest * inverse % N), multiply(point, r * inverse % N))
    return found is not None and found[0] % N == r


# Keys and notes.

def read_keys(text):
    """(name, identifier, point) of each line."""
    keys = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, identifier, key = line.split("+", 2)
        key = base64.b64decode(key, validate=True)
        need(key[:1] == b"\x02" and key[1:].startswith(SPKI + b"\x04") and len(key) == 1 + len(SPKI) + 65,
             f"{name} is no key on P-256")
        fingerprint = hashlib.sha256(key[1:]).digest()[:4]
        need(fingerprint.hex() == identifier, f"{name} has another identifier than its key")
        x, y = int.from_bytes(key[-64:-32], "big"), int.from_bytes(key[-32:], "big")
        need((y * y - x * x * x + 3 * x - B) % P == 0, f"{name} is no point of the curve")
        keys.append((name, fingerprint, (x, y)))
    return keys


def unbase64(text):
    value = base64.b64decode(text, validate=True)
    need(base64.b64encode(value).decode() == text, f"'{text}' is not the one form of its bytes in base64")
    return value


def check_note(note, keys, pool, size, root, institutions=None):
    """institutions: (count, root) that the note must say, if there is something about them in the proof."""
    text, blank, signatures = note.rpartition("\n\n")
    text += "\n"
    need(blank and note.endswith("\n"), "a checkpoint has no signatures")
    origin, count, hashed, *additions = text.split("\n")
    need(origin.endswith("/pools/" + pool), "a checkpoint is of another log")
    need(count == str(size), "a checkpoint is of another size")
    need(unbase64(hashed) == root, "a checkpoint is of another root")
    said = [line.split(" ")[1:] for line in additions if line.startswith("institutions ")]
    need(all(len(parts) == 2 for parts in said) and len(said) <= 1, "a checkpoint's line of institutions has another form")
    if institutions is not None:
        need(len(said) == 1, "a checkpoint says nothing of institutions")
        need((said[0][0], unbase64(said[0][1])) == (str(institutions[0]), institutions[1]),
             "a checkpoint says something else of the institutions")
    for line in signatures.splitlines():
        dash, name, value = line.split(" ")
        need(dash == "\u2014", "a signature has another form")
        value = unbase64(value)
        for known, fingerprint, point in keys:
            if name == known and value[:4] == fingerprint and signed(point, text.encode(), value[4:]):
                return
    raise Wrong("none of the checkpoint's signatures is right and of a known key")


# The tree.

def leaf_hash(content):
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def field(value):
    return b"\xff\xff\xff\xff" if value is None else len(value).to_bytes(4, "big") + value


def leaf_content(event):
    need(sorted(event) == sorted(COLUMNS), "the event has other columns than a leaf")
    content = field(b"ledger-event-1")
    for name in COLUMNS:
        value = event[name]
        if value is not None:
            value = unbase64(value) if name == "bdata" else value.encode()
        content += field(value)
    return content


def includes(index, leaf, size, root, path):
    """RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for beside in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(beside, found)
            if not at & 1:
                while at and not at & 1:
                    at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def extends(first, first_root, second, second_root, path):
    """RFC 9162, 2.1.4.2."""
    if first == second:
        return not path and first_root == second_root
    if first == 0:
        return not path and first_root == hashlib.sha256().digest()
    if not 0 < first < second or not path:
        return False
    path = list(path)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    earlier = later = path[0]
    for beside in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            earlier, later = node_hash(beside, earlier), node_hash(beside, later)
            if not at & 1:
                while at and not at & 1:
                    at, last = at >> 1, last >> 1
        else:
            later = node_hash(later, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and earlier == first_root and later == second_root


def digest(text):
    value = bytes.fromhex(text)
    need(len(value) == 32 and value.hex() == text, f"'{text}' is no hash")
    return value


# Institutions.

def root_of(leaves):
    """RFC 6962, 2.1, of the hashes of leaves."""
    if not leaves:
        return hashlib.sha256().digest()
    while len(leaves) > 1:
        pairs = [node_hash(*leaves[at:at + 2]) for at in range(0, len(leaves) - 1, 2)]
        leaves = pairs + leaves[len(leaves) - len(leaves) % 2:]
    return leaves[0]


def institution_of(data, carried=2):
    """Whose event it is: the institution that it names, else that of what it answers to, reverses or withdraws."""
    if not isinstance(data, dict):
        return None
    code = data.get("Institution")
    if isinstance(code, str) and re.fullmatch("[A-Z0-9]{12}", code):
        return code
    inner = (institution_of(data.get(name), carried - 1) for name in ("Answers", "Reverses", "Withdraws")) if carried else ()
    return next((one for one in inner if one), None)


def entry_is_in(entry, count, map_root):
    need(sorted(entry) == ["events", "first", "index", "institution", "last", "path", "root"], "an entry has other fields")
    fields = [b"ledger-institution-1", entry["institution"].encode(), str(entry["events"]).encode(),
              str(entry["first"]).encode(), str(entry["last"]).encode(), digest(entry["root"])]
    leaf = leaf_hash(b"".join(map(field, fields)))
    need(includes(entry["index"], leaf, count, map_root, [digest(one) for one in entry["path"]]),
         f"the entry of {entry['institution']} is not in the tree of that root")


def check_complete(proof, count, map_root):
    entry, leaves, last = proof["entry"], [], 0
    need(entry["institution"] == proof["institution"], "the entry is of another institution")
    entry_is_in(entry, count, map_root)
    for one in proof["events"]:
        position, leaf = one["position"], digest(one["leaf"])
        need(set(one) <= {"position", "leaf", "event"} and position > last, "the events are not in order")
        last = position
        if one.get("event") is not None:
            check_event(one["event"], leaf, position, proof["pool"])
            need(institution_of(json.loads(one["event"]["data"])) == proof["institution"], f"event {position} is not of that institution")
        leaves.append(leaf_hash(field(b"ledger-institution-event-1") + field(str(position).encode()) + field(leaf)))
    need(leaves and len(leaves) == entry["events"] and last <= proof["size"], "there are more events, or fewer")
    need((proof["events"][0]["position"], last) == (entry["first"], entry["last"]), "the first or the last is another")
    need(root_of(leaves) == digest(entry["root"]), "the events are not all of the institution's")


def check_absent(proof, count, map_root):
    code, before, after = proof["institution"], proof.get("before"), proof.get("after")
    for entry in filter(None, (before, after)):
        entry_is_in(entry, count, map_root)
    need(before is None or before["institution"] < code, "the entry before it is not before it")
    need(after is None or code < after["institution"], "the entry after it is not after it")
    if before is None and after is None:
        need(count == 0 and map_root == root_of([]), "there are institutions")
    else:
        at = 0 if before is None else before["index"] + 1
        need(at == (count if after is None else after["index"]), "something stands between the two entries")


# Proofs.

FIELDS = {
    "inclusion": {"position", "leaf", "event"},
    "consistency": {"from", "fromRoot", "fromCheckpoint"},
    "completeness": {"institution", "institutions", "entry", "events"},
    "absence": {"institution", "institutions", "before", "after"},
}


def check_event(event, leaf, position, pool):
    need(leaf_hash(leaf_content(event)) == leaf, "the event is not the one of the leaf")
    need(event["seq_id"] == str(position) and event["tenant_id"] == pool, "the event is of another position or pool")


def check(proof, keys):
    """Raises Wrong where something does not hold; says what was shown."""
    kind, institutions = proof["kind"], None
    need(kind in FIELDS, "it is no proof of a known kind")
    need(set(proof) <= FIELDS[kind] | {"kind", "pool", "size", "root", "path", "checkpoint"}, "it has fields that nothing checks")
    root, path, size, pool = digest(proof["root"]), [digest(one) for one in proof["path"]], proof["size"], proof["pool"]
    if kind in ("completeness", "absence"):
        need(not path and sorted(proof["institutions"]) == ["count", "root"], "it has fields that nothing checks")
        institutions = proof["institutions"]["count"], digest(proof["institutions"]["root"])
    if kind == "completeness":
        check_complete(proof, *institutions)
        shown = f"all {len(proof['events'])} events of {proof['institution']} in the log of {size} events of pool {pool}"
    elif kind == "absence":
        check_absent(proof, *institutions)
        shown = f"{proof['institution']} has no events in the log of {size} events of pool {pool}"
    elif kind == "inclusion":
        position, leaf = proof["position"], digest(proof["leaf"])
        if proof.get("event") is not None:
            check_event(proof["event"], leaf, position, pool)
        need(includes(position - 1, leaf, size, root, path), "the leaf is not in the tree of that root")
        shown = f"event {position} is in the log of {size} events of pool {pool}"
    else:
        first, first_root = proof["from"], digest(proof["fromRoot"])
        need(extends(first, first_root, size, root, path), "the later log is not the earlier one with events added")
        if proof.get("fromCheckpoint") is not None:
            check_note(proof["fromCheckpoint"], keys, pool, first, first_root)
        shown = f"the log of {size} events of pool {pool} is that of {first} with events added"
    if proof.get("checkpoint") is None:
        return shown + "; nobody has signed it"
    check_note(proof["checkpoint"], keys, pool, size, root, institutions)
    return shown + ", as it was signed"


def main(arguments):
    if len(arguments) != 2:
        print(__doc__.strip().splitlines()[2].strip(), file=sys.stderr)
        return 2
    try:
        with open(arguments[0], "rb") as file:
            if file.read(2) == b"PK":
                import bundle
                return bundle.main(arguments)
        with open(arguments[0], encoding="utf-8") as proof, open(arguments[1], encoding="utf-8") as keys:
            print(check(json.load(proof), read_keys(keys.read())))
        return 0
    except Wrong as wrong:
        print(f"does not hold: {wrong}")
    except (ValueError, KeyError, TypeError, AttributeError) as malformed:
        print(f"is no proof: {malformed}")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
