"""Which snapshots of one SLM policy are to go. Source: snapshots.md 2.2, 2.6. Only SUCCESS counts towards the counts."""
from . import time_value

FAILED = ("FAILED", "PARTIAL")


def expired(snapshots, retention, now):
    """`snapshots`: (birth in milliseconds, state, name) of one policy, in any order. The names to delete, oldest first."""
    ordered = sorted(snapshots)
    good = [snapshot for snapshot in ordered if snapshot[1] == "SUCCESS"]
    return [snapshot[2] for snapshot in ordered if snapshot[1] in ("SUCCESS", *FAILED) and is_expired(snapshot, ordered, good, retention, now)]


def is_expired(snapshot, ordered, good, retention, now):
    birth, state, _ = snapshot
    if "expire_after" not in retention and state in FAILED and good and good[-1][0] > birth:
        return True
    if "max_count" in retention and is_surplus(snapshot, ordered, len(good) - retention["max_count"]):
        return True
    if "expire_after" not in retention:
        return False
    if state == "SUCCESS" and "min_count" in retention and snapshot not in good[:max(len(good) - retention["min_count"], 0)]:
        return False
    return now - birth > time_value.milliseconds(retention["expire_after"])


def is_surplus(snapshot, ordered, surplus):
    """Whether it comes, by age, before the first successful one that may stay."""
    seen = 0
    for other in ordered:
        seen += other[1] == "SUCCESS"
        if seen > surplus:
            return False
        if other == snapshot:
            return surplus > 0
    return False
