"""What other apps may hear of."""

from django.dispatch import Signal

entities_changed = Signal()
"""Entities were made, named or joined, in the transaction that does it: ``keys`` of those concerned."""

documents_kept = Signal()
"""Documents were kept with their facts, in the transaction that keeps them: ``documents`` (rows), of which ``new`` are new."""
