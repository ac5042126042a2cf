"""A drafted model in, the solver's answer out: the only place where CP-SAT runs.

One worker and a fixed seed: the same model always has the same answer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from passerelle.errors import StackingError
from passerelle.stacking.search.draft import Draft, Terms

#: How much work (in the solver's own units, about seconds) is tried without simplifying the model first.
QUICK = 0.05
#: How much work solutions are listed in.
LISTING = 0.02
#: How many variables are put in order at a time, where their order is said by weights.
AT_A_TIME = 30


class OutOfTime(Exception):  # noqa: N818 - not a mistake
    """The time ran out; `values` are those of the best solution found, if any was, and `bound` how good it could be."""

    def __init__(self, values: list[int] | None = None, bound: int | None = None) -> None:
        self.values, self.bound = values, bound
        super().__init__("the time ran out")


@dataclass(frozen=True, slots=True)
class Answer:
    """A solution that is proved best."""

    values: list[int]


class Runner:
    """Runs of the solver on one draft until a deadline (of `time.monotonic`)."""

    def __init__(self, draft: Draft, deadline: float | None) -> None:
        self.draft, self.deadline = draft, deadline
        self.runs = 0

    def best(self, objective: Terms | None = None) -> Answer | None:
        """The solution for which the objective is least (any, without one); None if there is none."""
        if self.draft.impossible:
            return None
        proto = self.draft.proto
        proto.clear_objective()
        proto.search_strategy.clear()
        if objective:
            proto.objective.vars.extend(objective.keys())
            proto.objective.coeffs.extend(objective.values())
        values, status, bound = self._run(False, presolve=False, work=QUICK)
        if status == "open":
            values, status, bound = self._run(False, presolve=True, work=None)
        return self._answer(values, status, bound)

    def first(self, order: Sequence[int]) -> Answer | None:
        """The first solution in the lexicographic order of these variables, each rather 1 than 0; None if there is
        none."""
        if self.draft.impossible:
            return None
        self.draft.proto.clear_objective()
        self.draft.proto.search_strategy.clear()
        self._follow(order)
        values, status, bound = self._run(True, presolve=False, work=QUICK)
        return self._by_weights(order) if status == "open" else self._answer(values, status, bound)

    def listed(self, order: Sequence[int], enough: Callable[[tuple[int, ...]], bool], most: int) -> bool:
        """Whether all solutions were gone through: the values of these variables are handed on, solution by solution
        (the same may come again with other values of the rest), until it is `enough`, or until there were `most`."""
        if self.draft.impossible:
            return True
        self.draft.proto.clear_objective()
        self.draft.proto.search_strategy.clear()
        self._follow(order)
        left = most

        def seen(value: Callable[[int], int]) -> bool:
            nonlocal left
            if left > 0:
                left = 0 if enough(tuple(value(variable) for variable in order)) else left - 1
            return left == 0

        _, status, _ = self._run(True, presolve=False, work=LISTING, seen=seen)
        return status != "open" and left > 0

    def _by_weights(self, order: Sequence[int]) -> Answer | None:
        """The same where following the order takes long: some variables at a time, each worth more than all after."""
        here = self.draft.yes()
        self.draft.bind(here, 1)
        answer = None
        for start in range(0, len(order), AT_A_TIME):
            part = order[start : start + AT_A_TIME]
            answer = self.best({variable: -(2**place) for place, variable in enumerate(reversed(part))})
            if answer is None:
                return None
            for variable in part:
                self.draft.clause((variable if answer.values[variable] else -variable - 1,), (here,))
        self.draft.bind(here, 0)
        return answer

    def _answer(self, values: list[int] | None, status: str, bound: int | None) -> Answer | None:
        if status == "none":
            return None
        if status == "open":
            raise OutOfTime(values, bound)
        assert values is not None
        return Answer(values)

    def _follow(self, order: Sequence[int]) -> None:
        from ortools.sat.python import cp_model_helper

        strategy = self.draft.proto.search_strategy.add()
        for variable in order:
            expression = strategy.exprs.add()
            expression.vars.append(variable)
            expression.coeffs.append(1)
        kinds = cp_model_helper.DecisionStrategyProto
        strategy.variable_selection_strategy = kinds.VariableSelectionStrategy.CHOOSE_FIRST
        strategy.domain_reduction_strategy = kinds.DomainReductionStrategy.SELECT_MAX_VALUE

    def _run(
        self,
        fixed: bool,
        *,
        presolve: bool,
        work: float | None,
        seen: Callable[[Callable[[int], int]], bool] | None = None,
    ) -> tuple[list[int] | None, str, int | None]:
        """One run. With `seen` every solution is gone through, until it says that it has seen enough."""
        from ortools.sat.python import cp_model_helper as solver

        left = None if self.deadline is None else self.deadline - time.monotonic()
        if left is not None and left <= 0:
            raise OutOfTime
        settings = solver.SatParameters()
        settings.num_workers = 1
        settings.random_seed = 1
        settings.cp_model_presolve = presolve
        # Bookings and sums are proved impossible by linear relaxations; search alone can take exponentially long. Where
        # solutions lie close together they cost more than they save.
        settings.linearization_level = 2 if seen is None else 0
        # What is hard has many units alike: worth a look where the model is simplified first.
        settings.symmetry_level = 2 if presolve else 0
        settings.cut_level = 0 if presolve else 1
        if left is not None:
            settings.max_time_in_seconds = left
        if work is not None:
            settings.max_deterministic_time = work
        if fixed:
            settings.search_branching = solver.SatParameters.SearchBranching.FIXED_SEARCH
        wrapper: Any = solver.SolveWrapper()
        if seen is not None:
            settings.enumerate_all_solutions = True
            each = _callback(seen)  # has to live as long as the run
            wrapper.add_solution_callback(each)
        wrapper.set_parameters(settings)
        self.runs += 1
        response = wrapper.solve(self.draft.proto)
        status = response.status
        if status == solver.CpSolverStatus.MODEL_INVALID:
            raise StackingError("the solver does not take the model of this policy; the amounts may be too large")
        if status == solver.CpSolverStatus.INFEASIBLE:
            return None, "none", None
        values = list(response.solution) if status != solver.CpSolverStatus.UNKNOWN else None
        if status == solver.CpSolverStatus.OPTIMAL:
            return values, "best", None
        bound = None
        if values is not None and self.draft.proto.has_objective():
            bound = int(response.inner_objective_lower_bound)
        return values, "open", bound


def _callback(seen: Callable[[Callable[[int], int]], bool]) -> Any:
    """What the solver calls at every solution."""
    from ortools.sat.python import cp_model_helper as solver

    class Each(solver.SolutionCallback):
        def OnSolutionCallback(self) -> None:  # noqa: N802 - the solver's own name
            if seen(self.SolutionIntegerValue):
                self.StopSearch()

    return Each()
