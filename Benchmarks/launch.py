"""Runs one command; prints its wall time in seconds, its peak memory in bytes and its exit status.

    python3 -I -S launch.py OUTPUT COMMAND [ARGUMENT…]

Linux counts what a process was before it became the command as memory of the command. So the
command is started from an interpreter as small as can be: this one, which imports next to nothing.
"""

import os
import sys
import time

output, command = sys.argv[1], sys.argv[2:]
start = time.perf_counter()
# Not posix_spawn: its child shares the interpreter's memory and would be charged for all of it.
child = os.fork()
if child == 0:
    target = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(target, 1)
    try:
        os.execvp(command[0], command)
    finally:
        os._exit(127)
_, status, usage = os.wait4(child, 0)
seconds = time.perf_counter() - start
print(seconds, usage.ru_maxrss * 1024, os.waitstatus_to_exitcode(status))
