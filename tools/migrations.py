#!/usr/bin/env python3
"""Write the migrations of what changed in the models: tools/migrations.py [app…]. No database is needed."""

import sys

from traditional import django

if __name__ == "__main__":
    django("makemigrations", *sys.argv[1:])
