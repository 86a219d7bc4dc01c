"""The pages of entities, reviews, regions and platforms."""
