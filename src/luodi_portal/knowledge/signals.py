"""What other apps may hear of."""

from django.dispatch import Signal

documents_kept = Signal()
"""Documents were kept with their facts, in the transaction that keeps them: ``documents`` (rows), of which ``new`` are new."""
