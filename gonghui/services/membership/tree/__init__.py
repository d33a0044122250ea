"""The union tree, kept by its officers: founded, renamed, moved, merged, closed, each on a day."""
