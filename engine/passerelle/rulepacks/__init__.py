"""Rule packs: YAML with line and column in; diagnostics, or compiled rulesets with their sha256 out."""

from passerelle.rulepacks.amounts import Range
from passerelle.rulepacks.diagnostics import Diagnostic, PackError, did_you_mean
from passerelle.rulepacks.editor import pack_schema
from passerelle.rulepacks.library import Library, read_folder, read_library
from passerelle.rulepacks.pack import Pack, RuleText
from passerelle.rulepacks.parse import parse_pack
from passerelle.rulepacks.ruleset import RuleCompiled, Ruleset, Stage
from passerelle.rulepacks.schema import FactType, Schema, read_schema
from passerelle.rulepacks.scope import MEMBER, SUBJECTS
from passerelle.rulepacks.values import read_value, read_values

__all__ = [
    "MEMBER",
    "SUBJECTS",
    "Diagnostic",
    "FactType",
    "Library",
    "Pack",
    "PackError",
    "Range",
    "RuleCompiled",
    "RuleText",
    "Ruleset",
    "Schema",
    "Stage",
    "did_you_mean",
    "pack_schema",
    "parse_pack",
    "read_folder",
    "read_library",
    "read_schema",
    "read_value",
    "read_values",
]
