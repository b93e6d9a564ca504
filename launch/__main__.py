"""The launcher: what bin/demo, bin/test and bin/manage run. Standard library only; nothing is installed yet."""

import os
import sys

from launch.say import Sorry, Stopped, say


def main(command: str, arguments: list[str]) -> int:
    os.environ.pop("PYTHONPATH", None)
    from launch.processes import stop_on_signals

    stop_on_signals()
    if command == "demo":
        from launch import demo as chosen
    elif command == "test":
        from launch import suite as chosen
    else:
        from launch import command as chosen
    try:
        return chosen.main(arguments)
    except Sorry as problem:
        say(f"\n{problem}")
        return 1
    except PermissionError as problem:
        say(f"\n{problem.filename} belongs to another user of this machine. Run this as them, or in your own checkout.")
        return 1
    except Stopped:
        say("\nStopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
