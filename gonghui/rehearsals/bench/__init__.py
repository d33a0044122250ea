"""What is measured of the whole product, and the paper that says so: pages, places, many at once for one thing."""
