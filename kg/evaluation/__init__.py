"""Scores claims against gold annotations: ``load_gold``, ``score``, then ``render``, ``errors`` or ``check_floors``."""

from kg.evaluation.clusters import Clustering, Main, b_cubed
from kg.evaluation.gold import GoldDocument, load_gold, published_overrides
from kg.evaluation.report import as_json, check_floors, errors, read_floors, render
from kg.evaluation.retold import retell, retold_strikes
from kg.evaluation.score import FIELDS, Scores, read_texts, score

__all__ = [
    "FIELDS",
    "Clustering",
    "GoldDocument",
    "Main",
    "Scores",
    "as_json",
    "b_cubed",
    "check_floors",
    "errors",
    "load_gold",
    "published_overrides",
    "read_floors",
    "read_texts",
    "render",
    "retell",
    "retold_strikes",
    "score",
]
