#!/usr/bin/python3
"""Reads a folder that `./ledger export --to iso21378` wrote, with nothing but Python, and checks it.

    python3 check_iso21378.py FOLDER

Checked: each file against the rows, bytes, sums and SHA-256 of the manifest; each entry's lines against each other
and against the entry; each account and period against the tables that say what there is; the trial balance against
the lines, fund by fund and from month to month. Prints a line for each finding and ends with 1 when there is one.
"""
import csv
import hashlib
import json
import pathlib
import sys
from collections import defaultdict
from decimal import Decimal

def text(cell):
    """A text that a spreadsheet would reckon has an apostrophe before it, and so has one that begins with one."""
    return cell[1:] if cell[:1] == "'" else cell


def table(folder, name):
    with open(folder / name, encoding="utf-8", newline="") as file:
        return [{column: text(cell) for column, cell in row.items()} for row in csv.DictReader(file, strict=True)]


def check(folder):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    tables = {}
    for entry in manifest["files"]:
        content = (folder / entry["name"]).read_bytes()
        rows = tables[entry["name"]] = table(folder, entry["name"])
        if hashlib.sha256(content).hexdigest() != entry["sha256"]:
            yield f"{entry['name']}: another SHA-256 than the manifest's"
        if (len(content), len(rows)) != (entry["bytes"], entry["rows"]):
            yield f"{entry['name']}: {len(content)} bytes and {len(rows)} rows"
        for column, total in entry["sums"].items():
            if sum(Decimal(row[column]) for row in rows) != Decimal(total):
                yield f"{entry['name']}: column {column} does not sum to {total}"
    if {path.name for path in folder.iterdir()} != {*tables, "manifest.json"}:
        yield "other files than the manifest names"

    accounts = {row["account"]: row["fund"] for row in tables["BAS_Chart_Of_Accounts.csv"]}
    periods = {row["period"]: row for row in tables["BAS_Accounting_Period.csv"]}
    users = {row["user"] for row in tables["BAS_User.csv"]}
    entries = {row["entry"]: row for row in tables["GL_Journal_Entry.csv"]}
    lines, turnover = defaultdict(list), defaultdict(lambda: [Decimal(0), Decimal(0)])
    for row in tables["GL_Journal_Entry_Line.csv"]:
        lines[row["entry"]].append(row)
        if accounts.get(row["account"]) != row["fund"]:
            yield f"entry {row['entry']}: account {row['account']} is not in the chart"
    for number, entry in entries.items():
        period = periods.get(entry["period"])
        if not period or not period["first_day"] <= entry["date"] <= period["last_day"]:
            yield f"entry {number}: {entry['date']} is not in a period of the table"
        if entry["user"] and entry["user"] not in users:
            yield f"entry {number}: user {entry['user']} is not in the table"
        for fund in {row["fund"] for row in lines[number]}:
            own = [row for row in lines[number] if row["fund"] == fund]
            if sum(Decimal(row["debit"]) - Decimal(row["credit"]) for row in own) != 0:
                yield f"entry {number}: the lines of {fund} do not balance"
        for side, column in enumerate(("debit", "credit")):
            if sum(Decimal(row[column]) for row in lines[number]) != Decimal(entry[column]):
                yield f"entry {number}: its lines do not sum to its {column}"
            for row in lines[number]:
                turnover[entry["period"], row["account"]][side] += Decimal(row[column])
    for number in lines.keys() - entries.keys():
        yield f"entry {number} has lines and is not there"

    closing, sides = {}, defaultdict(Decimal)
    for row in tables["GL_Trial_Balance.csv"]:
        amount = {column: Decimal(row[column]) for column in row if column not in ("period", "account", "fund")}
        opening = amount["opening_debit"] - amount["opening_credit"]
        after = amount["closing_debit"] - amount["closing_credit"]
        if [amount["debit"], amount["credit"]] != turnover.pop((row["period"], row["account"]), [0, 0]):
            yield f"{row['period']} {row['account']}: other sides than its lines"
        if opening + amount["debit"] - amount["credit"] != after:
            yield f"{row['period']} {row['account']}: does not add up"
        if row["account"] in closing and closing[row["account"]] != opening:
            yield f"{row['period']} {row['account']}: opens with other than it closed with"
        closing[row["account"]] = after
        sides[row["period"], row["fund"]] += after
    for period, account in turnover:
        yield f"{period} {account}: moved and is not in the trial balance"
    for (period, fund), left in sides.items():
        if left:
            yield f"{period} {fund}: the two sides differ by {left}"


if __name__ == "__main__":
    findings = list(check(pathlib.Path(sys.argv[1])))
    print("\n".join(findings) or "every check holds")
    sys.exit(1 if findings else 0)
