"""The life of a membership: its standing, its end by whoever leaves, by the steps of the rule, by a death."""
