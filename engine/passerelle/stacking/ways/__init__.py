"""An answer that is not positive in; the smallest ways to a positive one out, each put through the whole engine."""
