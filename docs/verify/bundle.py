#!/usr/bin/env python3
"""Checks a statement bundle of a Ledger (docs/bundles.md) with Python's standard library alone.

    bundle.py BUNDLE.zip PUBLIC-KEYS

Prints one line and exits with 0 when all of it holds, else with 1 and what does not hold. `verify.py` beside it has the
curve, the notes and the tree.
"""
import base64
import hashlib
import json
import re
import struct
import sys
import zlib

import verify
from verify import need

FORM = "ledger-bundle-1"
MALFORMED = (ValueError, KeyError, TypeError, AttributeError, IndexError, struct.error)


# The container: one ZIP for the same files in the same order.

def written(parts):
    body, central = b"", b""
    for name, content in parts:
        # Version 2.0, no flags, not compressed, 1980-01-01 0:00.
        shared = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 0x21, zlib.crc32(content), len(content), len(content), len(name), 0)
        central += struct.pack("<IH", 0x02014B50, 20) + shared + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name
        body += struct.pack("<I", 0x04034B50) + shared + name + content
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, len(parts), len(parts), len(central), len(body), 0)
    return body + central + end


def read(data):
    """(name, content) of each file; only what `written` makes of them is taken."""
    parts, at = [], 0
    while data[at:at + 4] == b"PK\x03\x04" and at + 30 <= len(data):
        (length,), (name,) = struct.unpack_from("<I", data, at + 18), struct.unpack_from("<H", data, at + 26)
        start = at + 30 + name
        parts.append((data[at + 30:start], data[start:start + length]))
        at = start + length
    need(parts and written(parts) == data, "the container is not as it is written: a byte of it was changed, added or taken away")
    return [(name.decode("ascii"), content) for name, content in parts]


# The signature.

def check_signature(note, text, keys, pool):
    signed_text, signature = note.decode().split("\n\n")
    need(signed_text + "\n" == text, "the list of files is not the one that was signed")
    found = re.fullmatch("\u2014 ([^ \n]+) ([A-Za-z0-9+/]+=*)\n", signature)
    need(found, "manifest.note has another form")
    name, value = found[1], base64.b64decode(found[2], validate=True)
    need(base64.b64encode(value).decode() == found[2], "manifest.note has another form")
    for known, fingerprint, point in keys:
        if name == known and value[:4] == fingerprint and text.split("\n")[1] == f"{name}/pools/{pool}" \
                and verify.signed(point, text.encode(), value[4:]):
            return
    raise verify.Wrong("its signature is not right or not of a known key")


# The figures, in fen.

def fen(text):
    need(re.fullmatch(r"-?\d+\.\d\d", text), f"'{text}' is no amount")
    return int(text.replace(".", ""))


def at_or_below(line, parent):
    return line == parent or line.startswith(parent + ".")


def read_inputs(text, manifest):
    header, *rows, last = text.split("\n")
    need(header == "pool,fund,line,month,amount" and last == "", "inputs.csv has another form")
    funds = {}
    for row in rows:
        pool, fund, line, month, amount = row.split(",")
        need(pool == manifest["pool"] and (month == "" or manifest["from"] <= month <= manifest["to"]),
             "inputs.csv has a row of something else")
        need(any(at_or_below(line, side) for side in ("opening", "income", "expenditure")), f"there is no line {line}")
        funds.setdefault(fund, []).append((line, month, fen(amount)))
    return funds


def check_lines(fund, lines, inputs):
    def moved(parent):
        return sum(amount for line, month, amount in inputs if month and at_or_below(line, parent))
    income, expenditure = moved("income"), moved("expenditure")
    before = sum(-amount if at_or_below(line, "expenditure") else amount for line, month, amount in inputs if not month)
    closing = before + moved("opening") + income - expenditure
    derived = {
        "opening": before + moved("opening") - moved("opening.adjusted"),
        "income.subtotal": income - moved("income.from-upper") - moved("income.from-lower"),
        "income.total": income,
        "expenditure.subtotal": expenditure - moved("expenditure.to-lower") - moved("expenditure.to-upper"),
        "expenditure.total": expenditure,
        "surplus": income - expenditure,
        "total": closing + expenditure,
    }
    for line, text in lines.items():
        if at_or_below(line, "closing"):
            expected = closing
        elif line in derived:
            expected = derived[line]
        else:
            need(any(at_or_below(line, side) for side in ("opening", "income", "expenditure")), f"there is no line {line}")
            expected = moved(line)
        need(fen(text) == expected, f"{fund}: {line} is not what its inputs come to")
    for line in {line for line, month, _ in inputs if month and not at_or_below(line, "opening")}:
        need(line in lines or moved(line) == 0, f"{fund}: {line} has inputs and does not stand in the statement")


def check_diff(diff, funds, manifest):
    need((diff["pool"], diff["from"], diff["to"], diff["between"], diff["and"]) == (manifest["pool"], manifest["from"],
         manifest["to"], manifest["former"]["position"], manifest["position"]), "diff.json is of something else")
    counted = {}
    for event in diff["events"]:
        for name, amount in event["counts"].items():
            counted[name] = counted.get(name, 0) + fen(amount)
    for line in diff["lines"]:
        after, moved = fen(line["after"]), fen(line["difference"])
        stated = fen(funds.get(line["fund"], {}).get(line["line"], "0.00"))
        need(after == stated and after - fen(line["before"]) == moved == counted.get(line["name"], 0),
             f"diff.json: {line['name']} does not come to what the statement says")


def check_figures(files, manifest):
    statement = json.loads(files["statement.json"])
    funds = {fund["fund"]: fund["lines"] for fund in statement["funds"]}
    need(statement["pool"] == manifest["pool"] and statement["position"] == manifest["position"]
         and statement["from"][:7] == manifest["from"] and statement["to"][:7] == manifest["to"]
         and (manifest["fund"] is None or set(funds) == {manifest["fund"]}), "the statement is not of what the list says")
    rows = [",".join((manifest["pool"], fund, statement["from"], statement["to"], line, amount))
            for fund, lines in funds.items() for line, amount in lines.items()]
    need("\n".join(["pool,fund,from,to,line,amount", *rows, ""]) == files["statement.csv"].decode(), "CSV and JSON say different things")
    inputs = read_inputs(files["inputs.csv"].decode(), manifest)
    need(set(inputs) <= set(funds), "there are inputs of a fund that the statement has not")
    for fund, lines in funds.items():
        check_lines(fund, lines, inputs.get(fund, []))
    if manifest["former"] is not None:
        check_diff(json.loads(files["diff.json"]), funds, manifest)


# The whole.

def check_proof(proof, kind, manifest, keys):
    verify.check(proof, keys)
    need((proof["kind"], proof["pool"], proof["size"], proof["root"])
         == (kind, manifest["pool"], manifest["position"], manifest["root"]), f"the proof of {kind} is of another log")


def check(data, keys):
    """Raises Wrong where something does not hold; says what was shown."""
    parts = read(data)
    need([name for name, _ in parts[:2]] == ["manifest.note", "manifest.json"], "it does not begin with manifest.note and manifest.json")
    (_, note), (_, listed), *others = parts
    manifest, files = json.loads(listed), dict(others)
    need(manifest["form"] == FORM, f"manifest.json is not of the form {FORM}")
    pool, position = manifest["pool"], manifest["position"]
    digest = base64.b64encode(hashlib.sha256(listed).digest()).decode()
    check_signature(note, f"{FORM}\n{manifest['origin']}\n{position}\n{digest}\n", keys, pool)
    need([name for name, _ in others] == [entry["name"] for entry in manifest["files"]], "its files are not those of the list")
    for entry in manifest["files"]:
        content = files[entry["name"]]
        need(len(content) == entry["size"] and hashlib.sha256(content).hexdigest() == entry["sha256"],
             f"{entry['name']} is not what was listed")
    checkpoint = files["log.checkpoint"].decode()
    need(checkpoint.split("\n")[0] == manifest["origin"], "its checkpoint is of another log")
    verify.check_note(checkpoint, keys, pool, position, verify.digest(manifest["root"]))
    last = json.loads(files["proofs/last-event.json"])
    check_proof(last, "inclusion", manifest, keys)
    need(last["position"] == position, "proofs/last-event.json is of another event")
    if manifest["former"] is not None:
        earlier = json.loads(files["proofs/former-log.json"])
        check_proof(earlier, "consistency", manifest, keys)
        need(earlier["from"] == manifest["former"]["position"], "proofs/former-log.json is of another log")
    check_figures(files, manifest)
    return (f"the statement of pool {pool}, {manifest['from']} to {manifest['to']}, is as it was issued "
            f"of the log of {position} events, and its figures agree")


def main(arguments):
    if len(arguments) != 2:
        print(__doc__.strip().splitlines()[2].strip(), file=sys.stderr)
        return 2
    try:
        with open(arguments[0], "rb") as bundle, open(arguments[1], encoding="utf-8") as keys:
            print(check(bundle.read(), verify.read_keys(keys.read())))
        return 0
    except verify.Wrong as wrong:
        print(f"does not hold: {wrong}")
    except MALFORMED as malformed:
        print(f"is no bundle: {malformed}")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
