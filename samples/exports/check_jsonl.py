#!/usr/bin/python3
"""Reads a file that `./ledger export --to jsonl` wrote, with nothing but Python, and checks its form.

    python3 check_jsonl.py FILE

Checked: each line is one JSON object in the one form that docs/formats.md gives, positions follow each other from 1,
and recorded instants never go back. Prints how many events there are, or the first finding, and ends with 1.
"""
import json
import re
import sys

COLUMNS = ["bdata", "causation_id", "correlation_id", "data", "headers", "id", "is_archived", "leaf",
           "mt_dotnet_type", "seq_id", "stream_id", "tenant_id", "timestamp", "type", "user_name", "version"]


def order(value):
    """Keys in the order of their UTF-16 code units."""
    if isinstance(value, dict):
        return {key: order(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    return [order(item) for item in value] if isinstance(value, list) else value


def check(path):
    before = ""
    with open(path, encoding="utf-8", newline="\n") as file:
        number = 0
        for number, line in enumerate(file, start=1):
            event = json.loads(line)
            if json.dumps(order(event), ensure_ascii=False, separators=(",", ":")) + "\n" != line:
                return f"line {number} is not in the one form"
            if sorted(event) != COLUMNS:
                return f"line {number} has other columns: {sorted(event)}"
            if event["seq_id"] != number:
                return f"line {number} is position {event['seq_id']}"
            if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", event["timestamp"]) or event["timestamp"] < before:
                return f"line {number} was recorded at {event['timestamp']}, after {before}"
            before = event["timestamp"]
    return number


if __name__ == "__main__":
    answer = check(sys.argv[1])
    print(f"{answer} events" if isinstance(answer, int) else answer)
    sys.exit(0 if isinstance(answer, int) else 1)
