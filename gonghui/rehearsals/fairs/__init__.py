"""The Shanxi fairs, as the newspaper told them: planned to the fen, played over HTTP, read back from the product."""
