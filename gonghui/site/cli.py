"""bin/gonghui: finds the command, makes ready what it needs, runs it. Troubles end in one line, without a traceback."""

import argparse
import base64
import contextlib
import importlib
import inspect
import os
import sys
from collections.abc import Iterator

from gonghui.faces.commands import Command, Needs
from gonghui.kernel.refusals import Refused

from .commands import COMMANDS
from .trouble import CommandTrouble

STOPPED = 130  # what a shell expects of a command that Ctrl-C ended


def main(arguments: list[str] | None = None) -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a terminal that knows no Chinese
    words = sys.argv[1:] if arguments is None else arguments
    command = next((one for one in COMMANDS if words and one.name == words[0]), None)
    if command is None:
        return overview(words)
    try:
        return run(command, words[1:])
    except CommandTrouble as trouble:
        print(f"gonghui: {trouble}", file=sys.stderr)
        return 2
    except Refused as refusal:
        print(f"gonghui: {refusal.sentence()}。{refusal.advice()}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:  # the reader of a pipe had enough
        sys.stderr.close()
        return 1


def overview(words: list[str]) -> int:
    """The help page; status 2 when what was asked for is not on it."""
    if words and words[0] not in ("help", "-h", "--help"):
        print(f"gonghui: there is no command {words[0]!r}; bin/gonghui --help lists them", file=sys.stderr)
        return 2
    width = max(len(command.name) for command in COMMANDS)
    print("Gonghui, the platform on which a trade union serves its workers.\n")
    print("usage: bin/gonghui COMMAND [arguments]\n")
    for command in COMMANDS:
        print(f"  {command.name:{width}}  {command.summary}")
    print("\nbin/gonghui COMMAND --help tells more. Settings are GONGHUI_* variables: docs/settings.md.")
    return 0


def run(command: Command, words: list[str]) -> int:
    if command.needs is Needs.DJANGO:  # such a module speaks of models as soon as it is imported
        load_django(for_help=bool({"-h", "--help"} & set(words)))
    module_name, verb = command.target.split(":")
    module = importlib.import_module(module_name)
    parser = argparse.ArgumentParser(
        prog=f"bin/gonghui {command.name}",
        description=inspect.getdoc(getattr(module, verb)) or command.summary,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    getattr(module, f"{verb}_arguments")(parser)
    options, options.rest = parser.parse_known_args(words)
    if options.rest and not command.passes_on:
        parser.error(f"unknown: {' '.join(options.rest)}")
    with made_ready(command.needs):
        return getattr(module, verb)(options) or 0


def load_django(*, for_help: bool) -> None:
    from . import installation

    if for_help:  # nothing is sealed, so any key does; nothing is made on the disk
        os.environ.setdefault("GONGHUI_KEY", base64.b64encode(bytes(32)).decode())
    else:
        installation.database_named()
    installation.django()


@contextlib.contextmanager
def made_ready(needs: Needs) -> Iterator[None]:
    if needs is Needs.NOTHING:
        yield
        return
    from . import installation

    with installation.ended_by_signals(), contextlib.ExitStack() as stack:
        if needs is Needs.STATE:
            installation.state()
        else:
            stack.enter_context(installation.with_database())
        yield


if __name__ == "__main__":
    sys.exit(main())
