"""Repairers, workshops, certificates."""

from certification.models.certificate import Certificate
from certification.models.repairer import Repairer, Workshop

__all__ = ["Certificate", "Repairer", "Workshop"]
