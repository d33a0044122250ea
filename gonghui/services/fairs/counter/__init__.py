"""On site: the gate lets in, the till sells, a dealer reads its own statement."""
