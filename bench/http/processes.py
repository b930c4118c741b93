"""What the processes of one server cost, all of them: those of the session that it was started in, and their children."""

import os
import signal
import subprocess
import time

TICKS = os.sysconf("SC_CLK_TCK")
KILL_AFTER_SECONDS = 10


def fields(pid):
    """Of /proc/PID/stat, what comes after the name."""
    with open("/proc/%d/stat" % pid) as file:
        return file.read().rsplit(")", 1)[1].split()


def of_server(first):
    """The process ids of a session and of all that descend from its first process; who ends meanwhile is left out."""
    parents, found = {}, {first}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                of = fields(int(entry))
            except (OSError, IndexError):
                continue
            parents[int(entry)] = int(of[1])
            if int(of[3]) == first:
                found.add(int(entry))
    more = True
    while more:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        found |= more
    return [pid for pid in found if pid in parents]


def cpu_seconds(first):
    """User and system time of the living, those that they have waited for among it."""
    total = 0
    for pid in of_server(first):
        try:
            total += sum(int(field) for field in fields(pid)[11:13])
        except OSError:
            continue
    return total / TICKS


def memory(first):
    """(RSS, PSS) in MB: pages that processes share count once for each in the first, once for all in the second."""
    rss = pss = 0
    for pid in of_server(first):
        try:
            with open("/proc/%d/smaps_rollup" % pid) as file:
                for line in file:
                    if line.startswith("Rss:"):
                        rss += int(line.split()[1])
                    elif line.startswith("Pss:"):
                        pss += int(line.split()[1])
        except OSError:
            continue
    return rss / 1024, pss / 1024


def start(command, environment, folder, out, err):
    """A process in a session of its own."""
    return subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=err,
        start_new_session=True,
    )


def stop(process):
    """Asks it to end; what is left of it is killed."""
    all_of_it = of_server(process.pid)
    process.terminate()
    until = time.monotonic() + KILL_AFTER_SECONDS
    while time.monotonic() < until and any(living(pid) for pid in all_of_it):
        process.poll()
        time.sleep(0.05)
    for pid in all_of_it:
        if living(pid):
            os.kill(pid, signal.SIGKILL)
    process.wait()


def living(pid):
    try:
        return fields(pid)[0] != "Z"
    except OSError:
        return False
