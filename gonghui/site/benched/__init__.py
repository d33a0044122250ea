"""The product as `bench pages` serves it: beside every address a bare view, and on request eight slices more."""
