"""What other apps may hear of."""

from django.dispatch import Signal

rows_kept = Signal()
"""Parks or sites were kept, in the transaction that keeps them: the sender is the model, ``rows`` are new or changed."""
