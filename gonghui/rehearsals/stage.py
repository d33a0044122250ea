"""What a rehearsal knows of the processes it is played against. They are made by `gonghui.site.staging`."""

from datetime import datetime
from pathlib import Path
from typing import Protocol


class Stage(Protocol):
    """A web server and a worker on a database of their own, on which Django is set up too."""

    host: str
    port: int
    ports: list[int]  # of all servers, where the product is served in several ways; `port` is the first
    sms_folder: Path  # where messages to phones arrive
    url: str  # of the database
    programs: Path  # PostgreSQL's

    def at(self, moment: datetime) -> None:
        """Every process lives in that moment now, and time runs on from there."""

    def memory_mb(self) -> float:
        """What web server and worker hold now."""

    def web_seconds(self, port: int) -> float:
        """Processor time that the server at this port has used so far, all its processes."""

    def say(self, line: str) -> None:
        """Tell whoever watches how far it is."""


class Site(Protocol):
    """A site served as a real one is, whose processes may be killed."""

    port: int
    sms_folder: Path

    def kill(self, victim: str) -> str:
        """Kill one process of this kind; its name, or "" when there is none just now."""

    def wait(self) -> None:
        """Until it answers again."""

    def say(self, line: str) -> None:
        """Tell whoever watches how far it is."""
