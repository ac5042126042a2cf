"""A choice of units in; how every rule stands for it out, in exact amounts and without the solver."""
