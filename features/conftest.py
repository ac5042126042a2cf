"""Lets `pytest features/` collect the feature files of this folder."""

from passerelle.spec.plugin import pytest_bdd_apply_tag, pytest_bdd_before_step, pytest_collect_file

__all__ = ["pytest_bdd_apply_tag", "pytest_bdd_before_step", "pytest_collect_file"]
