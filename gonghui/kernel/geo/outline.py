"""Is there land of China at a position? A plausibility check for typing errors, drawn by hand and 20 to 60 km too
wide on purpose. It is no border and no map: nothing may be drawn from it."""

Ring = tuple[tuple[float, float], ...]  # (longitude, latitude), degrees

MAINLAND: Ring = (
    (73.0, 39.5), (73.6, 40.6), (76.4, 41.3), (79.6, 42.6), (79.9, 45.2), (81.9, 47.4), (85.0, 48.8), (87.5, 49.6),
    (91.4, 47.2), (91.8, 45.6), (96.6, 44.6), (97.2, 43.2), (104.9, 42.2), (109.8, 43.2), (111.6, 44.4), (111.6, 45.5),
    (115.6, 46.4), (118.6, 47.4), (115.0, 48.0), (116.2, 50.3), (119.0, 50.6), (119.8, 53.6), (122.5, 54.0),
    (126.4, 53.4), (128.2, 50.4), (131.2, 48.7), (134.6, 49.0), (135.6, 48.5), (134.2, 45.2), (131.8, 43.8),
    (131.2, 42.1), (129.6, 41.8), (127.0, 40.9), (124.9, 39.6), (123.6, 38.8), (122.4, 38.3), (123.2, 37.6),
    (122.9, 36.7), (121.1, 35.7), (120.2, 34.8), (121.2, 33.6), (122.3, 32.0), (123.1, 31.0), (123.2, 29.8),
    (122.5, 28.5), (121.4, 27.2), (120.9, 26.2), (120.2, 25.2), (119.0, 24.3), (117.7, 23.2), (116.4, 22.4),
    (114.7, 21.8), (113.2, 21.3), (111.6, 20.9), (111.4, 19.6), (110.6, 18.0), (108.9, 17.9), (108.2, 19.2),
    (108.4, 20.8), (107.8, 21.1), (106.3, 21.8), (106.0, 22.5), (104.5, 22.4), (103.0, 22.2), (102.0, 21.9),
    (101.9, 20.9), (100.0, 21.1), (98.6, 22.6), (97.2, 23.7), (97.6, 25.1), (98.2, 26.6), (97.0, 27.4), (95.0, 26.6),
    (92.0, 26.6), (90.8, 27.6), (88.9, 26.9), (86.5, 27.5), (85.0, 27.9), (82.8, 29.1), (81.0, 29.7), (78.3, 30.9),
    (78.0, 32.4), (78.0, 34.2), (77.2, 35.0), (75.4, 36.3), (74.2, 36.8), (73.2, 38.4),
)  # fmt: skip
TAIWAN: Ring = (
    (119.1, 23.0), (119.3, 23.9), (120.9, 25.6), (122.3, 25.5), (121.9, 24.0), (121.8, 21.8), (120.4, 21.7),
)  # fmt: skip
LAND: tuple[Ring, ...] = (MAINLAND, TAIWAN)
BOHAI: Ring = (
    (118.9, 38.5), (119.5, 39.2), (120.5, 39.8), (121.2, 40.2), (121.0, 39.3), (120.5, 38.7), (119.7, 38.1),
)  # fmt: skip
ISLANDS: tuple[tuple[float, float], ...] = (  # where people live or work; the square of half a degree around each
    (112.34, 16.83), (111.6, 16.5), (112.9, 9.55), (115.53, 9.9), (114.08, 10.92), (116.72, 20.7),
)  # fmt: skip
SEAS: tuple[tuple[float, float, float, float], ...] = (  # west, south, east, north
    (118.8, 37.0, 122.5, 41.0),
    (119.0, 22.0, 126.0, 38.3),
    (106.5, 3.0, 121.0, 23.5),
)


def on_land(lat: float, lon: float) -> bool:
    """True where land of China is near."""
    if any(abs(lat - at) < 0.25 and abs(lon - along) < 0.25 for along, at in ISLANDS):
        return True
    return any(_inside(lat, lon, ring) for ring in LAND) and not _inside(lat, lon, BOHAI)


def at_sea(lat: float, lon: float) -> bool:
    """True off our coasts, for what is not `on_land`."""
    return any(west <= lon <= east and south <= lat <= north for west, south, east, north in SEAS)


def _inside(lat: float, lon: float, ring: Ring) -> bool:
    """Even-odd rule: a ray to the east crosses the ring an odd number of times."""
    crossed = False
    for (lon_a, lat_a), (lon_b, lat_b) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (lat_a > lat) != (lat_b > lat) and lon < lon_a + (lat - lat_a) / (lat_b - lat_a) * (lon_b - lon_a):
            crossed = not crossed
    return crossed
