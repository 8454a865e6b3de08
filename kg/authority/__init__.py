"""Actors by name: the authority file, and its labels found in running text."""

from kg.authority.index import ActorMention, Authority
from kg.authority.labels import How, fold

__all__ = ["ActorMention", "Authority", "How", "fold"]
