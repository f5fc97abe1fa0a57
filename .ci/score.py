#!/usr/bin/env python3
"""Holds the command line to what it reached over a corpus of real reports.

    score.py SHARED GOUJI

SHARED holds `corpus/score.py` (the scorer), `corpus/` (folders, one per layout) and `seeds/`.
Over the seeds everything must be right: the scorer's own exit status says it. Over the layouts
that `floors` lists, no fewer cells may be right and no more may be wrong than it says.
"""

import pathlib
import subprocess
import sys

FLOORS = pathlib.Path(__file__).resolve().parent / "floors"


def floors():
    """The layouts of the file with their fewest right and most wrong cells."""
    found = {}
    for number, line in enumerate(FLOORS.read_text(encoding="utf-8").splitlines(), 1):
        words = line.split("#")[0].split()
        if not words:
            continue
        if len(words) != 3 or words[0] in found:
            sys.exit(f"{FLOORS.name}:{number}: a line is a layout, right cells, wrong cells")
        found[words[0]] = (int(words[1]), int(words[2]))
    return found


def score(shared, gouji, *options):
    """Runs the scorer; its exit status and the figures by layout and column."""
    command = [sys.executable, str(shared / "corpus" / "score.py"), *options,
               "--", str(gouji), "check", "--format", "json", "{file}"]
    done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8")
    print(done.stdout, end="", flush=True)
    lines = [line.split() for line in done.stdout.splitlines()]
    heads = [line for line in lines if "right" in line and "wrong" in line and line[0] == "reports"]
    if not heads:
        sys.exit("the scorer printed no table")
    columns = heads[0]
    rows = {line[0]: dict(zip(columns, line[1:])) for line in lines if len(line) > len(columns)}
    return done.returncode, rows


def main():
    shared, gouji = (pathlib.Path(word).resolve() for word in sys.argv[1:])
    problems = []
    status, _ = score(shared, gouji, "--corpus", str(shared / "seeds"), "--show", "10")
    if status != 0:
        problems.append("seeds: not everything is right")
    wanted = floors()
    if wanted:
        _, rows = score(shared, gouji, "--only", ",".join(wanted), "--show", "5")
        for layout, (fewest_right, most_wrong) in wanted.items():
            if layout not in rows:
                problems.append(f"{layout}: the corpus has no such layout")
                continue
            right, wrong = int(rows[layout]["right"]), int(rows[layout]["wrong"])
            if right < fewest_right or wrong > most_wrong:
                problems.append(f"{layout}: {right} right and {wrong} wrong cells, "
                                f"the floor is {fewest_right} and {most_wrong}")
    else:
        print("floors lists no layout: only the seeds were scored")
    print(f"score: {1 + len(wanted) - len(problems)} passed, {len(problems)} failed")
    for problem in problems:
        print(f"  FAIL  {problem}")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
