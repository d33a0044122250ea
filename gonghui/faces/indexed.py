"""Addresses that are found by how they begin: of seven hundred only those are tried that can be meant.

Django tries one after the other and keeps a list of all it tried, and slices stand behind the eighty addresses of the
faces: a session's page took a sixth of its time to be found.
"""

from collections.abc import Sequence
from functools import cached_property

from django.urls import Resolver404, ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

STEPS = 2  # so many of a path's steps are looked at: console/fairs/, mine/tokens/

Pattern = URLPattern | URLResolver
Head = tuple[str, ...]


class Indexed(URLResolver):
    """Resolves as Django's does, but tries only patterns whose written steps are those of the path."""

    def resolve(self, path: str) -> ResolverMatch:
        match = self.pattern.match(str(path))
        if not match:
            raise Resolver404({"path": path})
        steps, parts = tuple(match[0].split("/", STEPS)[:STEPS]), self._parts
        return (parts.get(steps) or parts.get(steps[:1]) or parts[()]).resolve(path)

    @cached_property
    def _parts(self) -> dict[Head, URLResolver]:
        """For each head that a pattern has, all that may be meant by a path with it, in their order."""
        heads = {head_of(pattern) for pattern in self.url_patterns}
        return {head: self._among(head) for head in {(), *heads, *(head[:1] for head in heads)}}

    def _among(self, head: Head) -> URLResolver:
        fitting = [pattern for pattern in self.url_patterns if head_of(pattern) == head[: len(head_of(pattern))]]
        return URLResolver(self.pattern, fitting, self.default_kwargs, self.app_name, self.namespace)


def head_of(pattern: Pattern) -> Head:
    """The first steps of its route that are written out whole; none where it begins with something that varies."""
    if not isinstance(pattern.pattern, RoutePattern):
        return ()
    return tuple(str(pattern.pattern).partition("<")[0].split("/")[:-1][:STEPS])


def indexed(patterns: Sequence[Pattern]) -> list[Pattern]:
    """The same addresses as one that is `Indexed`, and so are those that it includes."""
    return [Indexed(RoutePattern(""), [_indexed(pattern) for pattern in patterns])]


def _indexed(pattern: Pattern) -> Pattern:
    if not isinstance(pattern, URLResolver):
        return pattern
    return Indexed(pattern.pattern, pattern.urlconf_name, pattern.default_kwargs, pattern.app_name, pattern.namespace)
