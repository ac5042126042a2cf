"""Stacking policies: the file of a host enters; a typed `StackingPolicy` and the rules by which the kernel decides
which
unit may count where leave, or every mistake of the file."""
