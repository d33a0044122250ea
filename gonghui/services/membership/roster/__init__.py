"""会员名单: a file of members an officer brings, checked row by row, confirmed, and let in by the worker."""
