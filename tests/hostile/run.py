"""Every hostile string in every place, one at a time: ``python -m tests.hostile.run``.

The suite puts one string with all dangers in every place, and every string in all free texts at
once; this is the whole product. It takes minutes; ``--jobs 4`` shares them among processes, and
``--only TEXT`` takes the places whose label holds a text. The exit code is 1 where anything was
found: a string outside of constants, a refusal without a diagnostic, a crash.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from naftiko_gen.schema.assemble import versions
from tests.hostile.corpus import Place, document_places, schema_places
from tests.hostile.texts import COMPOSITE, STRINGS


@dataclass
class Tally:
    """What came of some places."""

    accepted: int = 0
    refused: int = 0
    codes: Counter[str] = field(default_factory=Counter[str])
    faults: Counter[str] = field(default_factory=Counter[str])

    def add(self, other: Tally) -> None:
        """Take in what came of others."""
        self.accepted += other.accepted
        self.refused += other.refused
        self.codes += other.codes
        self.faults += other.faults


def places() -> tuple[list[Place], list[str]]:
    """Return all places, and positions without a document.

    The places are those of the schemas, and those of documents as people write them.
    """
    found = [schema_places(version) for version in versions()]
    missing = [label for _, labels in found for label in labels]
    return [*(place for each, _ in found for place in each), *document_places()], missing


def judge(place: Place) -> Tally:
    """Put every string into a place: alone, and behind what is there if that is carried out."""
    tally = Tally()
    for name, string in {**STRINGS, "composite": COMPOSITE}.items():
        for behind in (False, True) if place.carried_out else (False,):
            verdict = place.try_out(string, behind=behind)
            tally.accepted += verdict.accepted
            tally.refused += not verdict.accepted
            tally.codes.update(verdict.refused)
            for fault in verdict.faults:
                tally.faults[f"{place.label} <- {name}{' (behind)' * behind}: {fault[:300]}"] += 1
    return tally


def main() -> int:
    """Run, and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.run", description=__doc__)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    found, missing = places()
    chosen = [place for place in found if options.only in place.label]
    start = time.monotonic()
    tally = Tally()
    with ProcessPoolExecutor(options.jobs) as pool:
        for done, each in enumerate(pool.map(judge, chosen, chunksize=4), 1):
            tally.add(each)
            if done % 50 == 0:
                print(f"{done} of {len(chosen)} places", file=sys.stderr, flush=True)
    print(f"{len(chosen)} places, {len(STRINGS) + 1} strings, {time.monotonic() - start:.0f} s")
    print(f"{len(missing)} positions are not reached: {missing}")
    print(f"{tally.accepted} accepted, {tally.refused} refused")
    print("refused by " + ", ".join(f"{code} {n}" for code, n in tally.codes.most_common()))
    print(f"{tally.faults.total()} faults")
    for fault in tally.faults:
        print(f"  {fault}")
    return 1 if tally.faults or missing else 0


if __name__ == "__main__":
    sys.exit(main())
