"""One file an address: each parses, calls one function, returns."""
