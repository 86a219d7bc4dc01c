"""The fast engine: the reference engine's answer from columns, every distinct value judged once."""
