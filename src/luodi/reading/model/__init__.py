"""The optional reader that asks a language model, off unless a setting names an endpoint.

Nothing that the model says counts by itself: its quote must stand in the document, and what it says is parsed
again from there by the same grammars as the rules use. What remains is set beside the rules' reading.
"""

from luodi.reading.model.agreement import Agreement, add_model_reading
from luodi.reading.model.settings import ModelSettings, model_settings

__all__ = ["Agreement", "ModelSettings", "add_model_reading", "model_settings"]
