"""The files of a rules folder's stacking policies in; the policies that can be used, and what is wrong with the others,
out, once somebody asks.

Reading YAML takes most of the time that a start takes, and whoever asks for the recognition of one award needs none of
these files, whoever asks for one policy only those of its host. What was read is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from passerelle.rulepacks.diagnostics import Diagnostic
from passerelle.rulepacks.schema import Schema
from passerelle.rulepacks.stacks.cohorts import without_doubles
from passerelle.rulepacks.stacks.policy import StackingPolicy
from passerelle.rulepacks.stacks.reading import read_and_check

#: The facts of units that stacking policies read.
UNIT_FACTS = "rules/vocabulary/unit-facts.yaml"


class Shelf:
    """The stacking policies of a rules folder. `files` are their bytes by path, `schema` the facts that they read."""

    def __init__(
        self,
        files: Mapping[str, bytes] = MappingProxyType({}),
        schema: Schema | None = None,
        terms: Mapping[str, frozenset[str]] = MappingProxyType({}),
    ) -> None:
        self.files, self.schema, self.terms = files, schema or Schema({}), terms
        self._one_by_one: dict[str, tuple[StackingPolicy | None, Sequence[Diagnostic]]] = {}

    def near(self, name: str) -> Shelf:
        """The part of the shelf that says everything of the policy, or of the award, of this id: the files that name
        it, and those that name one of their hosts. The whole where no file does."""
        word = name.rpartition("/")[2].encode()
        naming = [path for path, content in self.files.items() if word and word in content]
        policies = [policy for policy, _ in map(self._one, naming) if policy is not None]
        if not policies:
            return self
        hosts = {policy.host.encode() for policy in policies}
        near = {p: c for p, c in self.files.items() if p in naming or any(host in c for host in hosts)}
        part = Shelf(near, self.schema, self.terms)
        part._one_by_one = self._one_by_one
        return part

    @cached_property
    def _read(self) -> tuple[tuple[StackingPolicy, ...], tuple[Diagnostic, ...]]:
        found: list[Diagnostic] = []
        sound: list[StackingPolicy] = []
        for path in sorted(self.files):
            policy, said = self._one(path)
            found.extend(said)
            if policy is not None and not any(each.severity == "error" for each in said):
                sound.append(policy)
        policies, doubles = without_doubles(sound)
        return policies, tuple(sorted({*found, *doubles}))

    def _one(self, path: str) -> tuple[StackingPolicy | None, Sequence[Diagnostic]]:
        if not self.schema.facts:
            message = f"there is no {UNIT_FACTS}, which says what a stacking policy can name"
            return None, [Diagnostic(path, 1, 1, "E404", message)]
        if path not in self._one_by_one:
            self._one_by_one[path] = read_and_check(self.files[path], path, self.schema, self.terms)
        return self._one_by_one[path]

    @property
    def policies(self) -> tuple[StackingPolicy, ...]:
        """Every version that can be used, by path."""
        return self._read[0]

    @property
    def broken(self) -> tuple[Diagnostic, ...]:
        """The mistakes of those that are left out."""
        return tuple(each for each in self._read[1] if each.severity == "error")

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What is to be said of those that are used."""
        used = {policy.pack.path for policy in self.policies}
        return tuple(each for each in self._read[1] if each.severity != "error" and each.path in used)
