"""What plays, measures or invents: the demo, the stories and the benches. The product knows nothing of it.

A slice that is rehearsed has a folder of its name here, always with the same files, those that it needs: `demo.py`
fills an empty database, `story.py` plays a story over HTTP, `world.py` says who and what is there before, `bench.py`
measures, `contention.py` lets many want one thing. `programme.py` lists them all. `care/` plays several slices
together: a city's month of requests.
"""
