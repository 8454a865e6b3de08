"""A knowledge graph of strikes in which every statement says who made it, whom it blames and in which sentence."""

__version__ = "0.1.0"
