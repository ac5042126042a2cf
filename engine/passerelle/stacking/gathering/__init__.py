"""Documents of one person and a policy in; the units held, and what the kernel finds that each of them fits, out."""
